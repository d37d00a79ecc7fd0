"""The statistics of a class that are formulas; what is counted is tested on the page, in test_class_page."""

from __future__ import annotations

import numpy as np
import pytest

from grader.course.class_report.statistics import discrimination


def test_discrimination_is_the_correlation_with_its_interval():
    """Against SciPy, which has Fisher's interval too."""
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(0)
    x = rng.normal(size=50)
    y = x + rng.normal(size=50)
    expected = stats.pearsonr(x, y)
    interval = expected.confidence_interval(0.95)
    assert np.allclose(discrimination(x, y), (expected.statistic, interval.low, interval.high), atol=1e-4)
    assert discrimination(np.ones(50), y) is None

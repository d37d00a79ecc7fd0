"""RMSprop: the length of its first step."""

from __future__ import annotations

import numpy as np
import pytest

from reference import rmsprop
from reference.descend import descend

TELLING = {"alpha": 0.1, "rho": 0.8, "eps": 0.1}  # eps large, so that its place shows


def run(cost, w, **parameters):
    return np.array(descend(rmsprop, cost, w, 20, **TELLING | parameters).weights)


def test_its_first_step_is_too_long_by_one_over_the_root_of_one_minus_rho(lecture, coupled_start):
    """v is not debiased: at rho = 0.9 it starts 3.16 times too long."""
    weights = run(lecture("coupled"), coupled_start, eps=0.0, rho=0.9)
    np.testing.assert_allclose(np.abs(weights[1] - weights[0]), 0.1 / np.sqrt(0.1), rtol=1e-14)


def test_a_family_that_is_none_is_answered_with_those_there_are(lecture, coupled_start):
    with pytest.raises(ValueError, match="family is 'keras' or 'torch', not 'tf'"):
        run(lecture("coupled"), coupled_start, family="tf")

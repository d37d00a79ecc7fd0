"""A result of several parts: the part that is spoken of is the one that explains the others."""

from __future__ import annotations

from dataclasses import replace

import keys
import numpy as np

from grader.judging.messages.part_messages import parts_message
from grader.judging.outcomes import WrongHistory, WrongPart, WrongParts, WrongValue


def test_a_run_that_ends_too_early_is_spoken_of_before_where_it_ends():
    """The last point is wrong because the run stopped: its numbers would send a student to the step."""
    right = np.array([4.0, 2.0, 1.0, 0.5])
    end = WrongPart(".w", WrongValue(np.array(1.0), np.array(0.5), "value"))
    losses = WrongPart(".losses", WrongHistory(None, right[:2], right, np.full(4, 1e-6), spread=0))
    case = replace(keys.gradient_descent().cases[0], tolerance={".w": 1e-6, ".losses": np.full(4, 1e-6)})
    text = parts_message(WrongParts((end, losses)), case)
    assert text.startswith("`losses` ends too early: it has 2 entries and should have 4.")
    assert text.endswith("Wrong as well: `w`.")

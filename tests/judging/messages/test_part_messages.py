"""A result of several parts: the part that is spoken of is the one that explains the others."""

from __future__ import annotations

from dataclasses import replace

import keys
import numpy as np

from grader.judging.messages.part_messages import parts_message
from grader.judging.outcomes import Misformed, WrongHistory, WrongPart, WrongParts, WrongValue


def test_a_run_that_ends_too_early_is_spoken_of_before_where_it_ends():
    """The last point is wrong because the run stopped: its numbers would send a student to the step."""
    right = np.array([4.0, 2.0, 1.0, 0.5])
    end = WrongPart(".w", WrongValue(np.array(1.0), np.array(0.5), "value"))
    losses = WrongPart(".losses", WrongHistory(None, right[:2], right, np.full(4, 1e-6), spread=0))
    case = replace(keys.gradient_descent().cases[0], tolerance={".w": 1e-6, ".losses": np.full(4, 1e-6)})
    text = parts_message(WrongParts((end, losses)), case)
    assert text.startswith("`losses` ends too early: it has 2 entries and should have 4.")
    assert text.endswith("Wrong as well: `w`.")


def test_one_reason_for_several_parts_is_said_once():
    """A list that is too short: its missing entries are wrong for the same reason, and are not listed below it."""
    short = Misformed("`clusters` has 1 item; 2 were asked for.")
    wrong = [WrongPart(f".clusters[{i}]", short) for i in (0, 1)]
    case = keys.gradient_descent().cases[0]
    assert parts_message(WrongParts(tuple(wrong)), case) == "`clusters` has 1 item; 2 were asked for."
    other = WrongPart(".n", Misformed("`n` is None; one number was asked for."))
    assert parts_message(WrongParts((*wrong, other)), case).endswith("Wrong as well: `n`.")

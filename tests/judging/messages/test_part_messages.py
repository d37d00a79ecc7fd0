"""A result of several parts: the part that is spoken of is the one that explains the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import keys

from grader.judging.messages.formatting import factor_from, factor_words
from grader.judging.messages.part_messages import parts_message
from grader.judging.outcomes import Misformed, WrongHistory, WrongPart, WrongParts, WrongPoints, WrongValue


def test_the_first_wrong_step_is_spoken_of_before_the_last_point():
    """`return w, points`: the step says what went wrong, the end that something did."""
    right, yours = np.array([4.0, 2.0, 1.0]), np.array([4.0, 3.0, 2.0])
    end = WrongPart(".w", WrongValue(np.array(2.0), np.array(1.0)))
    points = WrongPart(".points", WrongHistory(1, yours, right, np.full(3, 1e-6), spread=None))
    case = replace(keys.gradient_descent().cases[0], tolerance={".w": 1e-6, ".points": np.full(3, 1e-6)})
    text = parts_message(WrongParts((end, points)), case)
    assert text.startswith("`points` is right up to `points[0]` and wrong from `points[1]` on:")
    assert text.endswith("Wrong as well: `w`.")


def test_of_a_missing_point_that_a_change_of_sign_does_not_show_the_slope_is_said():
    """The slope of w^3 touches 0 at 0; that of quartic crosses it at its minimizer."""

    def said(missing, **arguments):
        case = replace(keys.gradient_descent().cases[0], expected={".": np.zeros(1)}, arguments=arguments)
        return parts_message(WrongParts((WrongPart(".", WrongPoints((missing,), (), ())),)), case)

    cubic = {"function": "cubic", "parameters": {}}
    assert said(0.0).startswith("Your result lacks 0.")
    assert said(0.0, g=cubic).endswith("At 0, g' is 0 without changing its sign.")
    assert "sign" not in said(-1.234773, g={"function": "quartic", "parameters": {}})


def test_one_reason_for_several_parts_is_said_once():
    """A list that is too short: its missing entries are wrong for the same reason, and are not listed below it."""
    short = Misformed("`clusters` has 1 item; 2 were asked for.")
    wrong = [WrongPart(f".clusters[{i}]", short) for i in (0, 1)]
    case = keys.gradient_descent().cases[0]
    assert parts_message(WrongParts(tuple(wrong)), case) == "`clusters` has 1 item; 2 were asked for."
    other = WrongPart(".n", Misformed("`n` is None; one number was asked for."))
    assert parts_message(WrongParts((*wrong, other)), case).endswith("Wrong as well: `n`.")


def test_many_parts_are_named_by_the_list_or_table_that_they_fill():
    """Six weights are those of three steps; a list that holds a wrong part is no name of right ones."""
    right = tuple(f'.active[{step}]["{vertex}"]' for step in (0, 1, 2) for vertex in ("a", "b]["))
    wrong = tuple(WrongPart(path, WrongValue(np.array(2.0), np.array(1.0))) for path in ('.active[3]["a"]', ".x"))
    case = replace(keys.gradient_descent().cases[0], tolerance={part.path: 1e-6 for part in wrong})
    text = parts_message(WrongParts(wrong, right), case)
    assert text.startswith("Right: `active[0]`, `active[1]`, `active[2]`.\n")
    few = parts_message(WrongParts(wrong, right[:3]), case)
    assert few.startswith('Right: `active[0]["a"]`, `active[0]["b]["]`, `active[1]["a"]`.\n')


@pytest.mark.parametrize(
    ("right", "yours", "words"),
    [
        ([0.9, 1.8], [2.7, 5.4], "Every number is 3 times the right one."),
        ([0.9, 1.8], [-0.9, -1.8], "Every number has the opposite sign."),
        ([0.9, 0.0, 1.8], [0.63, 0.0, 1.26], "Every number is 0.7 times the right one."),
        (1.5, 0.5, "It is 1/3 of the right value."),
        (1.5, -3.0, "It is -2 times the right value."),
        (1.5, 1.9, ""),  # any two numbers have a ratio
        ([0.9, 0.0], [0.7, 0.0], ""),
        ([0.9, 1.8], [2.7, 5.5], ""),
        ([0.9, 1.8], [0.9001, 1.8002], ""),  # not accurate enough: another trouble
        ([0.0, 0.0], [1.0, 1.0], ""),
        ([1.0, 2.0], [np.nan, np.nan], ""),
        ([2, 4], [4, 8], ""),  # counts
        ([9.0, 1e-5], [18.0, 1e-5], ""),  # small beside the first, and right
        ([9.0, 1e-5], [18.0, 2e-5], "Every number is 2 times the right one."),
        ([1.0, 1e-17], [2.0, 5e-17], "Every number is 2 times the right one."),  # a computed 0 has no factor
        ([1e-300, 1e-300], [1e308, 1e308], ""),
        ([1e308, 5e307], [5e307, 2.5e307], "Every number is 1/2 of the right one."),
        ([1e-308, 1e308], [1e308, 1e-308], ""),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_common_factor_is_said(right, yours, words):
    """A mean that is a sum shows at once; a student would have to divide every entry."""
    assert factor_words(np.array(right), np.array(yours)) == words


@pytest.mark.parametrize(
    ("first", "right", "yours", "words"),
    [
        (1, [9, 5, 2, 0.5], [9, 2.5, 1, 0.25], "From there on, every number is 1/2 of the right one."),
        (0, [[1, 2], [0, 4], [3, 5]], [[2, 4], [0, 8], [6, 10]], "Every number is 2 times the right one."),
        (1, [9, 1, 1e-5, 1e-7], [9, 0.5, 1e-5, 1e-7], ""),  # from entry 2 on it is right
        (1, [20, 8, 4e-4, 1e-5, 1e-7], [20, 16, 1.2e-3, 9e-4, 0], ""),
        (2, [9, 5, 2, 0.5], [9, 5, 1, 0.25], ""),  # of two numbers it may be chance
        (1, [9, 5, 2, 0, 0], [9, 10, 4, 0, 0], ""),
        (1, [9, 4, 2, 1], [9, 2, 1, 0.5], ""),  # each one place too early, where the last right one is not known
    ],
)
def test_a_factor_of_a_history_is_said_where_each_entry_has_it(first, right, yours, words):
    """Of runs that decay, most numbers are small beside the first, and are compared all the same."""
    said = factor_from(first, np.array(right, float), np.array(yours, float))
    assert said == [words] * bool(words)


@pytest.mark.parametrize("rows", [range(1, 9), [0, *range(7)], [0, *range(8)], range(1, 8)])
def test_a_recording_slip_of_a_geometric_history_is_no_factor(rows):
    """Each of its entries is 0.8 times the one before: entries one place too early are, too."""
    run = 0.8 ** np.arange(10)
    right, yours = run[:8], run[list(rows)]
    first = int((~np.isclose(yours[:7], right[:7])).argmax())
    case = replace(keys.gradient_descent().cases[0], tolerance={".": np.full(8, 1e-9)}, expected={".": right})
    history = WrongHistory(first, yours, right, np.full(8, 1e-9))
    text = parts_message(WrongParts((WrongPart(".", history),)), case)
    assert "first difference" in text and "times" not in text


@pytest.mark.parametrize(
    ("yours", "right", "words"),
    [
        ("sun", "rain", 'Your result is "sun"; it should be "rain".'),
        ("Two  words", "two words", 'should be "two words". They differ in capitals or white space alone.'),
        ("a\tb\x1b[2J", "ab", r'Your result is "a\tb\u001b[2J"; it should be "ab".'),
        ("x" * 500 + "y", "x" * 501, f'wrong from character 501 on: "...{"x" * 20}y"; it should be "...{"x" * 21}".'),
        ("y" * 500, "x" * 500, f'wrong from character 1 on: "{"y" * 80}..."; it should be "{"x" * 80}...".'),
    ],
)
def test_a_wrong_text_is_shown_where_it_differs(yours, right, words):
    """What is no letter is shown by its code; of long texts what stands around the first difference."""
    case = replace(keys.gradient_descent().cases[0], expected={".": right})
    assert words in parts_message(WrongParts((WrongPart(".", WrongValue(yours, right)),)), case)

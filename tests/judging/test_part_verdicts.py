"""Right answers are right in any honest container, and one number beyond its tolerance is found where it is."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from support.random_values import values

from grader.judging.forms import WrongForm
from grader.judging.messages.case_messages import case_message
from grader.judging.messages.part_messages import parts_message
from grader.judging.outcomes import Right, Verdict, WrongHistory, WrongParts, WrongValue
from grader.judging.part_verdicts import compare_points, judge_parts
from grader.judging.parts import as_value, read_parts
from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Items, Numbers, Table, Text, Value
from grader.model.key import Case, Question
from grader.model.result_form import Part, form_fault, leaves, length_of, unrolled
from grader.model.transcript import Returned
from grader.sandbox.child.conversion import stacked, to_value

TOLERANCE = 1e-3
FORM = Part(
    "list",
    parts=(
        Part("history", "ws"),
        Part("table", "info", parts=(Part("array", "W"), Part("number", "n"), Part("points", "roots"))),
        Part("list", "batches", each=Part("list", parts=(Part("array", "X"), Part("array", "y")))),
        Part("history", "own", length="own"),
    ),
)
QUESTION = Question("f", "f", "form", 1.0, "f", ("x",), True, (), form=FORM)


def case(form: Part, answer: dict[str, Any], spread: int = 0) -> Case:
    tolerance: dict[str, Any] = {}
    for path, part, _ in leaves(unrolled(form, answer)):
        rows = np.shape(answer[path])[:1] if part.kind == "history" else ()
        tolerance[path] = np.full(rows, TOLERANCE)
        if part.length:
            tolerance[length_of(path)] = spread
    assert not form_fault(form)
    return Case("c", "", False, 1.0, {}, answer, tolerance)


def judged(form: Part, answer: dict[str, Any], value: Value, spread: int = 0) -> Verdict:
    return judge_parts(form, case(form, answer, spread), value)


numbers = st.floats(-4, 4, width=16)


def array(draw, *shape: int) -> np.ndarray:
    """Entries that differ by far more than the tolerance: one changed number makes no transposed or shifted array."""
    return draw(arrays(float, shape, elements=numbers)) + 10 * np.arange(np.prod(shape)).reshape(shape)


@st.composite
def answers(draw) -> dict[str, Any]:
    """A right answer to FORM."""
    rows, n = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    answer: dict[str, Any] = {
        ".ws": array(draw, rows, n),
        '.info["W"]': array(draw, n, 2),
        '.info["n"]': np.asarray(draw(st.integers(0, 40))),
        '.info["roots"]': np.arange(n) * 1.0,
        ".own": array(draw, rows),
    }
    for i in range(draw(st.integers(1, 3))):
        answer |= {f".batches[{i}][0]": array(draw, rows, 2), f".batches[{i}][1]": np.arange(rows) * 1.0}
    return answer


@st.composite
def honest(draw, value: Value) -> Value:
    """The value as somebody else's code holds it: lists, tuples, float32, columns, more keys than were asked for."""
    match value:
        case Items(items):
            return stacked([draw(honest(item)) for item in items])
        case Table(entries):
            return Table({name: draw(honest(entry)) for name, entry in entries.items()} | {"more": Text("x")})
        case Numbers(right):
            return to_value(draw(st.sampled_from(CONTAINERS))(right))
    return value


CONTAINERS = (
    lambda right: right,
    lambda right: right.tolist(),
    lambda right: right.astype(np.float32),
    lambda right: right[..., None],
    lambda right: right[None],
    lambda right: tuple(right) if right.ndim else [right],
    lambda right: [np.array(row)[..., None] if k % 2 else row for k, row in enumerate(right)] if right.ndim else right,
    lambda right: right + 0j,
)


@given(answers(), st.data())
def test_a_right_answer_is_right_in_any_honest_container(answer, data):
    value = data.draw(honest(as_value(FORM, answer)))
    verdict = judged(FORM, answer, value)
    assert verdict.right, verdict.outcome


@given(answers(), st.data())
def test_one_number_beyond_its_tolerance_is_wrong_and_its_place_is_named(answer, data):
    path = data.draw(st.sampled_from(sorted(answer)))
    place = tuple(data.draw(st.integers(0, side - 1)) for side in answer[path].shape)
    changed = answer[path].astype(float)
    changed[place] += data.draw(st.sampled_from([1.01 * TOLERANCE, -0.3, np.nan, np.inf]))
    verdict = judged(FORM, answer, as_value(FORM, answer | {path: changed}))
    outcome = verdict.outcome
    assert isinstance(outcome, WrongParts) and [part.path for part in outcome.wrong] == [path]
    leaf = next(leaf for leaf in leaves(unrolled(FORM, answer)) if leaf.path == path)
    assert verdict.share == pytest.approx(1 - leaf.share)
    message = parts_message(outcome, case(FORM, answer))
    if leaf.part.kind == "history":
        assert outcome.wrong[0].outcome.first == place[0]
        assert f"[{place[0]}]` on:" in message if place[0] else "from its first entry" in message
    elif leaf.part.kind == "array":
        assert f"[{', '.join(map(str, place))}]`" in message
    else:
        assert leaf.part.name in message


@given(values)
def test_whatever_comes_back_has_a_verdict(value):
    answer = {
        ".ws": np.ones((3, 2)), '.info["W"]': np.ones((2, 2)), '.info["n"]': np.asarray(3), ".own": np.ones(3),
        '.info["roots"]': np.ones(1), ".batches[0][0]": np.ones((2, 2)), ".batches[0][1]": np.ones(2),
    }  # fmt: skip
    for form, own in ((FORM, answer), (Part("history"), {".": np.ones(3)}), (Part("array"), {".": np.ones(3)})):
        with suppress(WrongForm):
            verdict = judged(form, own, value)
            assert (verdict.share == 1) == verdict.right
            assert case_message(replace(QUESTION, form=form), case(form, own), verdict)


# ── histories

SPLIT = Part("list", parts=(Part("number", "x"), Part("list", "restarts", each=Part("list", each=Part("number")))))


@pytest.mark.parametrize(
    ("restarts", "x", "share", "words"),
    [
        ([], 1.0, 1.0, ""),
        ((), 2.0, 0.5, "`x` is 2; it should be 1."),
        ([[3, 5]], 1.0, 0.5, "`restarts` holds 2 numbers; it should be empty."),
        ([[3], [5, 6]], 2.0, 0.0, "Wrong as well: `restarts`."),
        (None, 1.0, 0.5, "`restarts` is None"),
    ],
)
def test_where_an_empty_list_is_right_another_one_is_wrong(restarts, x, share, words):
    """A method that never restarts: what a student's list holds then has no counterpart in the answer."""
    answer = {".x": np.asarray(1.0), ".restarts": np.zeros(0)}
    question, own = replace(QUESTION, form=SPLIT), case(SPLIT, answer)
    verdict = judge_case(question, own, Returned(to_value((x, restarts))))
    assert verdict.share == share and words in case_message(question, own, verdict)
    assert judge_case(question, own, Returned(as_value(SPLIT, answer))).right


RANKS = Part("table", each=Part("number"))


@pytest.mark.parametrize(
    ("yours", "share", "words"),
    [
        ({"b": 2.0, "a": 1.0}, 1.0, ""),
        ({"a": 1.0, "b": 3.0}, 0.5, '`result["b"]` is 3; it should be 2.'),
        ({"a": 1.0}, 0.5, 'Your dictionary has no entry "b"; it has "a".'),
        ({"a": 1.0, "b": 2.0, "c": 0.0}, 0.0, 'Your dictionary has 1 entry too many: "c".'),
        ({str(n): 0.0 for n in range(20)}, 0.0, '20 entries too many: "0", "1", "2", "3", "4", "5", "6", "7", ...'),
        ([1.0, 2.0], 0.0, 'a dictionary was asked for, with the keys "a", "b".'),
    ],
)
def test_a_dictionary_of_equal_entries_has_the_keys_of_the_solution(yours, share, words):
    answer = read_parts(RANKS, to_value({"a": 1.0, "b": 2.0})).values
    question, own = replace(QUESTION, form=RANKS), case(RANKS, answer)
    verdict = judge_case(question, own, Returned(to_value(yours)))
    assert verdict.share == share and words in case_message(question, own, verdict)
    assert judge_case(question, own, Returned(as_value(RANKS, answer))).right


def test_an_empty_dictionary_may_be_right():
    own = case(RANKS, read_parts(RANKS, to_value({})).values)
    question = replace(QUESTION, form=RANKS)
    assert [judge_case(question, own, Returned(to_value(yours))).right for yours in ({}, {"a": 1.0})] == [True, False]


def test_a_mask_is_no_set_of_points():
    question, own = replace(QUESTION, form=Part("points")), case(Part("points"), {".": np.array([0, 2])})
    message = case_message(question, own, judge_case(question, own, Returned(to_value(np.array([True, False, True])))))
    assert "returned True and False; the numbers themselves were asked for. `np.flatnonzero` gives" in message


def test_one_array_in_place_of_two_values_is_told_so():
    """Two coordinates are read as the two values."""
    form = Part("list", parts=(Part("array", "w"), Part("history", "ws")))
    question, own = replace(QUESTION, form=form), case(form, {".w": RUN[0], ".ws": RUN})
    message = case_message(question, own, judge_case(question, own, Returned(to_value(RUN[0]))))
    assert message == "You return `w` alone; 2 values were asked for: `return w, ws`."


def test_an_item_of_another_kind_is_named_by_its_place():
    """An array has as many items as a list: the kind of an item is wrong."""
    form = Part("list", each=Part("label", options=("ham", "spam")))
    question, own = replace(QUESTION, form=form), case(form, {".[0]": "ham", ".[1]": "spam"})
    message = case_message(question, own, judge_case(question, own, Returned(to_value(np.array([0, 1])))))
    assert message.startswith('`result[0]` is 0; one of "ham", "spam" was asked for.')


@pytest.mark.parametrize(
    ("yours", "right"), [([2, 0, 5], True), ({5, 2, 0}, True), ([2, 0], False), ([2, 0, 0.2], False)]
)
def test_whole_numbers_may_be_a_set_of_points(yours, right):
    """Indices of a fold."""
    form = Part("points")
    assert judged(form, {".": np.array([0, 2, 5])}, to_value(yours)).right is right


COLUMN = np.array([[1.0], [2.0], [3.0]])


@pytest.mark.parametrize(
    ("part", "right", "yours", "sentence"),
    [
        ("array", COLUMN[:, 0], COLUMN, "Your result has the shape (3, 1); it should have the shape (3,)."),
        ("array", COLUMN, COLUMN[:, 0], "Your result has the shape (3,); it should have the shape (3, 1)."),
        ("array", COLUMN.T, COLUMN, "(3, 1); it should have the shape (1, 3). All numbers are right, but it is"),
        ("array", np.zeros((0, 1)), np.zeros(0), "Your result has the shape (0,); it should have the shape (0, 1)."),
        ("array", np.array([1.0, 2.0]), [np.array([1.0]), 2.0], "2 entries that do not have one shape; an array of"),
        ("number", np.array(3.0), np.array([3.0]), "the number 3, of the shape (1,); one number, of the shape (), was"),
        ("history", np.ones((4, 2)), np.ones((4, 2, 1)), "result has the shape (2, 1); it should have the shape (2,)."),
        ("history", np.ones(4), np.ones((4, 1)), "Each entry of your result has the shape (1,); it should have the"),
    ],
)
def test_a_part_that_asks_for_its_shape_is_wrong_in_another_one(part, right, yours, sentence):
    """A column in place of a row, which broadcasts into a matrix one line later, is what some exercises are about."""
    free, strict = Part(part), Part(part, shape=True)
    assert judged(free, {".": right}, to_value(yours)).right
    verdict = judged(strict, {".": right}, to_value(yours))
    assert (verdict.right, verdict.share) == (False, 0.0)
    question = replace(QUESTION, form=strict)
    assert sentence in case_message(question, case(strict, {".": right}), verdict)
    assert judged(strict, {".": right}, to_value(right.tolist() if right.size else right)).right


def test_a_shape_costs_the_part_that_asks_for_it_alone():
    form = Part("list", parts=(Part("array", "w", shape=True), Part("array", "b")))
    answer = {".w": COLUMN[:, 0], ".b": COLUMN[:, 0]}
    verdict = judged(form, answer, to_value((COLUMN, COLUMN)))
    assert verdict.share == 0.5 and isinstance(verdict.outcome, WrongParts) and verdict.outcome.right == (".b",)


RUN = np.array([[3.0, 1.0], [2.0, 0.5], [1.5, 0.2], [1.2, 0.1], [1.1, 0.0]])
HISTORY, OWN = Part("history"), Part("history", length="own")


def of(yours: Any, part: Part = HISTORY, spread: int = 0, right: np.ndarray = RUN) -> Any:
    verdict = judged(part, {".": right}, to_value(yours), spread)
    return verdict.outcome.wrong[0].outcome if isinstance(verdict.outcome, WrongParts) else verdict.outcome


def test_a_square_history_that_is_transposed_is_told_so():
    assert of(RUN[:2].T, right=RUN[:2]).sentence == "All numbers of your result are right, but it is transposed."
    assert "it should have the shape (5, 2). All numbers are right, but it is transposed." in of(RUN.T).sentence


def test_a_length_of_ones_own_may_differ_as_honest_runs_do():
    for rows, spread, right in ((4, 1, True), (6, 1, True), (4, 0, False), (6, 0, False), (3, 1, False)):
        yours = np.vstack([RUN, RUN[-1:]])[:rows]
        assert (of(yours, OWN, spread) == Right()) is right
    outcome = of(RUN[:2], OWN, 1)
    assert isinstance(outcome, WrongHistory) and (outcome.first, outcome.spread) == (None, 1)


@pytest.mark.parametrize(
    ("yours", "part", "words"),
    [
        (RUN[:2], OWN, "Your result ends too early: it has 2 entries and should have 4 to 6. What is there is right; "
         "the length is not."),
        (RUN[:2], HISTORY, "Your result has 2 entries, 3 too few: there should be 5.\nWhat it has is right; "
         "the length is not."),
        ([*RUN, *RUN], HISTORY, "Your result has 10 entries, 5 too many: there should be 5.\nThe first 5 are right; "
         "the length is not."),
        ([*RUN[:2], *RUN[:3] * np.nan], HISTORY, "is right up to `result[1]` and nan or inf from `result[2]` on:\n"),
        (RUN[:, :1], HISTORY, "Each entry of your result is one number; it should have the shape (2,)."),
        ([*RUN[:4], [1.0]], HISTORY, "your result should have one shape, but entry 0 has 2 numbers and entry 4 has 1."),
        ([*RUN[:4], None], HISTORY, "Entry 4 of your result is None, not a number or a point."),
        ({"ws": RUN}, HISTORY, "a dictionary; a list or array with one entry per step was asked for."),
        ([], HISTORY, "Your result has 0 entries, 5 too few: there should be 5."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_history_is_said_in_words(yours, part, words):
    question = replace(QUESTION, form=part)
    own = case(part, {".": RUN}, 1)
    assert words in case_message(question, own, judge_case(question, own, Returned(to_value(yours))))


def test_a_matrix_in_a_history_is_shown_as_a_matrix():
    right = np.arange(18.0).reshape(3, 2, 3)
    yours = right.copy()
    yours[1:, 1, 0] += 1
    message = parts_message(judged(HISTORY, {".": right}, to_value(yours)).outcome, case(HISTORY, {".": right}))
    assert message == (
        "Your result is right up to `result[0]` and wrong from `result[1]` on:\n"
        "`result[1]` is wrong in 1 of 6 entries, at `result[1][1, 0]` (row 2, column 1):\n"
        "yours is 10.000000; it should be 9.000000.\n"
        "    yours                              expected\n"
        "     6.000000   7.000000   8.000000     6.000000   7.000000   8.000000\n"
        "    10.000000  10.000000  11.000000     9.000000  10.000000  11.000000"
    )


# ── whole numbers, order


def test_whole_numbers_are_met_exactly_and_shown_without_decimals():
    part, right = Part("array"), {".": np.array([3, 5])}
    assert judged(part, right, to_value([3.0, 5.0])).right
    wrong = judged(part, right, to_value([3, 6])).outcome
    assert "is (3, 6); it should be (3, 5)." in parts_message(wrong, case(part, right))
    wrong = judged(part, right, to_value([3, 5.5])).outcome
    assert "is (3.000000, 5.500000); it should be (3, 5)." in parts_message(wrong, case(part, right))
    count = Part("list", parts=(Part("number", "alpha"), Part("number", "count")))
    right = {".alpha": np.array(0.5), ".count": np.array(7.0)}
    wrong = judged(count, right, to_value((0.5, 6))).outcome  # Python's 0.5 and 6 are one array of floats
    assert parts_message(wrong, case(count, right)) == "Right: `alpha`.\n`count` is 6; it should be 7."


def test_another_order_is_named_in_nested_lists_too():
    form = Part(
        "list", parts=(Part("array", "a"), Part("list", "grads", parts=(Part("array", "dW"), Part("array", "db"))))
    )
    right = {".a": np.ones(2), ".grads[0]": np.ones((2, 2)), ".grads[1]": np.array([1.0, 2.0])}
    verdict = judged(form, right, to_value(([1, 1], ([1, 2], np.ones((2, 2))))))
    assert verdict.share == 0.5
    assert parts_message(verdict.outcome, case(form, right)) == (
        "Right: `a`.\nAll values of `grads` are right, but their order is not: it is db, dW, not dW, db."
    )


def test_a_right_shape_by_broadcasting_is_asked_about():
    outcome = judged(Part("array"), {".": np.ones(3)}, to_value(np.ones((3, 3)))).outcome.wrong[0].outcome
    assert outcome.sentence.endswith("Was a column of shape (3, 1) combined with an array of shape (3,)?")
    assert isinstance(
        judged(Part("array"), {".": np.ones(3)}, to_value([1, 1, 2])).outcome.wrong[0].outcome, WrongValue
    )


# ── many points


@given(st.lists(numbers, max_size=6), st.lists(numbers, max_size=4, unique=True))
def test_points_are_compared_as_by_a_table_of_all_distances_in_any_order(yours, right):
    points, unordered = np.array(yours, dtype=float), np.array(right, dtype=float)
    right = np.sort(unordered)
    gaps = np.abs(right - points[:, None])
    hits = [int(((gaps.argmin(axis=1) == n) & (gaps.min(axis=1) <= TOLERANCE)).sum()) for n in range(len(right))]
    outcome = compare_points(points, unordered, TOLERANCE)
    missing = outcome.missing if outcome else ()
    repeated = outcome.repeated if outcome else ()
    assert missing == tuple(r for r, n in zip(right, hits, strict=True) if n == 0)
    assert repeated == tuple(r for r, n in zip(right, hits, strict=True) if n > 1)


def test_many_points_take_no_table_of_all_distances():
    """80 kB of an answer, as is kept of one where 500 points are right, took 600 MB in the grader."""
    tracemalloc.start()
    outcome = compare_points(np.zeros(80_000, np.int8), np.arange(500.0), TOLERANCE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcome.repeated == (0.0,) and len(outcome.missing) == 499 and peak < 20 << 20

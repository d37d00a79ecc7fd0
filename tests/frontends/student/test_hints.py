"""Hints come in steps: where, what, the cause, the lines; as the assignment's `hints` say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import keys
from support.keys import RULES, answered

from grader.frontends.student.hints import LOOKING, NO_HINTS, NO_MORE, NOTHING, hint, searched_in_vain
from grader.judging.judge import judge
from grader.model.transcript import Definition

CODE = """def gradient_descent(g, alpha, max_its, w):
    ws = [w]
    for k in range(max_its):
        w = w + alpha * grad(g)(w)
        ws.append(w)
    return ws
"""


def hints(answers, mode="all", code=CODE, find_slip=str.upper) -> list[str]:
    """Every hint on one wrong question, without its first line."""
    key = replace(keys.key(keys.gradient_descent()).for_students(), options={"hints": mode})
    run = keys.transcript(key, answers)
    run = replace(run, definitions={key.questions[0].name: Definition("found", source=code)})
    report = judge(key, run).questions[0]
    texts = [str(hint(key, report, run, number, find_slip)) for number in range(1, 6)]
    return [text.split("\n", 1)[1] for text in texts if text.startswith("Hint ")]


def test_each_hint_says_one_thing_more():
    """Whoever finds the mistake after the first one has learned most."""
    where, what, cause, lines = hints(answered(RULES["ascent"]))
    assert "2 of 2 visible cases go wrong." in where and "gradient_descent(g=quartic, alpha=1.0" in where
    assert where.endswith("The first difference is at step 1.")
    assert "first difference" in what and "Likely cause" not in what
    assert cause == "Likely cause: the step goes up the gradient. Your numbers match it in every case shown."
    assert lines.startswith("The minus sign of the descent step is missing.\n\nLook at these lines of your")
    assert "\n      3      for k in range(max_its):\n" in lines and lines.endswith("\n      5          ws.append(w)")


def test_a_wrong_start_points_to_what_stands_before_the_loop():
    moved = {case: (ws + 1, costs) for case, (ws, costs) in answered().items()}
    assert hints(moved)[-1].endswith("      2      ws = [w]")


def test_several_causes_are_one_hint():
    *_, last = hints(answered(RULES["twin_a"]))
    assert "Check in this order:\n1. the gradient is halved. Hint a." in last and "2. alpha is halved." in last


@pytest.mark.parametrize("code", ["", "def other(): pass", "gradient_descent = jax.jit(", "x = 1\n" * 40])
def test_code_that_cannot_be_read_is_left_out(code):
    assert "Look at these lines" not in "".join(hints(answered(RULES["ascent"]), code=code))


def test_a_search_in_vain_speaks_of_the_cause_that_is_there():
    """ "More than one thing may be wrong" below a cause took back what was said, where the numbers are few."""
    key = keys.key(keys.gradient_descent(), keys.points()).for_students()
    calls = {**answered(RULES["ascent"]), "points.1": [9.0, 7.0]}
    transcript = keys.transcript(key, calls)
    assert searched_in_vain(key, transcript, []) == ""
    said = searched_in_vain(key, transcript, ["gradient_descent", "points"])
    assert said == f"points: {NOTHING}\ngradient_descent: {NO_MORE}"


UNKNOWN = answered(lambda alpha, k, g: -alpha * g * (1 + 0.1 * k))


def test_where_the_key_names_no_cause_the_third_hint_looks_for_one_in_the_code(capsys):
    *_, cause, look = hints(UNKNOWN)
    assert cause == "GRADIENT_DESCENT", "what the search says"
    assert capsys.readouterr().out == f"{LOOKING}\n", "once, when that hint is read"
    assert "Look at these lines" in look and "Your step sizes" in look
    assert hints(UNKNOWN, "steps") == [cause, look]


@pytest.mark.parametrize("mode", ["none", "all"])
def test_nothing_is_searched_for_where_hints_are_off_or_nothing_is_wrong(mode, capsys):
    hints(UNKNOWN if mode == "none" else answered(), mode)
    hints(answered(RULES["ascent"]), mode)
    assert capsys.readouterr().out == ""


def test_an_instructor_may_keep_the_cause_for_a_question_or_give_none():
    """`hints = "steps"` shows the cause on request alone, `"none"` never; where and what stay in the message."""
    key = keys.key(keys.gradient_descent()).for_students()
    run = keys.transcript(key, answered(RULES["ascent"]))
    keys_of = {mode: replace(key, options={"hints": mode}) for mode in ("all", "steps", "none")}
    messages = {mode: judge(each, run).questions[0].message for mode, each in keys_of.items()}
    assert "Likely cause" in messages["all"]
    assert messages["steps"].endswith('run `check("gradient_descent").hint()` in your notebook.')
    assert "Likely cause" not in messages["steps"] + messages["none"]
    assert all("first difference" in message for message in messages.values())
    cause, lines = hints(answered(RULES["ascent"]), "steps")  # where and what are in the message
    assert cause.startswith("Likely cause: ") and "Look at these lines" in lines
    assert hints(answered(RULES["ascent"]), "none") == [NO_HINTS]
    assert judge(key, run).questions[0].message == messages["all"], "a key that says nothing gives all"

"""The nearest right program says which lines of a wrong one to exchange, and a run proves it."""

from __future__ import annotations

import ast
from contextlib import closing

import pytest
from support.program import forked
from support.repaired import RIGHT, key, written

from grader.repairs.alignment import Alignment
from grader.repairs.nearest import MAX_CHARACTERS, Nearest, Repaired
from grader.repairs.repair import extracted
from grader.repairs.trials import Trials
from grader.sandbox.environment import Limits

QUESTION = key().questions[0]
RENAMED = RIGHT.replace("values", "rows").replace("m ", "v ").replace("x", "w").replace("rate", "beta")
OTHER = """
def path(x, rate, steps):
    def after(k, x, m):
        return [x] if k == steps else [x, *after(k + 1, x - 0.1 * (rate * m + x**2) / (k + 1), rate * m + x**2)]
    return after(0, x, 0.0)
"""


def exchanged(source: str, *right: str) -> str:
    """The lines that are exchanged, in the program after that."""
    trials = Trials(key(), QUESTION, extracted(source, QUESTION), forked(limits=Limits(question_seconds=10)), {}, 1.0)
    with closing(trials):
        repaired = Nearest(trials, QUESTION.cases).repair(right)
    programs = (each.alignment.program(each.exchanges) for each in repaired)
    before = ast.unparse(ast.parse(source)).splitlines()
    lines = [line for program in programs for text in program.values() for line in text.splitlines()]
    return "\n".join(line.strip() for line in lines if line not in before)


@pytest.mark.parametrize(
    ("slips", "lines"),
    [
        ([("x**2", "x * abs(x) + 1")], "m = rate * m + x ** 2"),
        (
            [("values = [x]", "values = []"), ("range(steps)", "range(1, steps)")],
            "values = [x]\nfor k in range(steps):",
        ),
        ([("        values.append(x)\n", "")], "values.append(x)"),
    ],
)
def test_the_fewest_lines_are_exchanged_with_the_names_of_the_own_program(slips, lines):
    assert exchanged(written(*slips), OTHER, RENAMED) == lines


def test_a_program_of_another_method_has_no_repair():
    """To exchange all of it would put any program right, and explain nothing."""
    assert exchanged(OTHER.replace("0.1", "0.2"), RIGHT) == ""


def test_what_is_wrong_itself_or_no_program_repairs_nothing():
    wrong = written(("x**2", "x"))
    assert exchanged(wrong, wrong, "def path(:", "", f"{RIGHT}#{' ' * MAX_CHARACTERS}") == ""


def test_what_one_student_wrote_never_ends_the_search():
    """Whatever is nested too deeply, or takes hours to be paired, is left out."""
    deep = f"def path(x, rate, steps):\n    return {' + '.join(['x'] * 950)}"
    long = f"def path(x, rate, steps):\n    {'x;' * 3900}"
    assert exchanged(written(("x**2", "x")), deep, long, RENAMED) == "m = rate * m + x ** 2"


def test_a_function_between_two_own_ones_is_a_pair_of_its_own():
    """It is put in front of the statement that follows, and not of the one that it was found behind."""
    own = dict(enumerate(ast.parse("def first():\n    return 1\ndef path(x):\n    return first()").body))
    right = "def first():\n    return 1\ndef more(a, b):\n    return a[b]\ndef path(x):\n    return more(first(), 2)"
    alignment = Alignment(own, ast.parse(right).body, ["path"])
    pairs = [(own, theirs[0]) for _, _, own, theirs in Repaired(alignment, alignment.exchanges).pairs]
    assert pairs == [([], "def more(a, b):"), (["return first()"], "return more(first(), 2)")]

"""Programs with random results are edited until a check of many runs is content with all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.program import forked
from support.tables import read_written

from grader.judging.verdicts import judge_case
from grader.model.checks import to_expected
from grader.model.encoding.values import Items, Nothing, Numbers, Table
from grader.model.key import Case, Key, Question
from grader.model.transcript import Definition, Returned, Stopped, Transcript
from grader.repairs.answers import asked, fewer_runs
from grader.repairs.repair import repairs
from grader.repairs.trials import by_version, entries
from grader.repairs.visible_slips import are_evidence, unnamed
from grader.sandbox.environment import Limits

RUNS = 100
RIGHT = """
def walk(steps, sides, rng):
    places = [0]
    for k in range(steps):
        places.append(places[-1] + rng.integers(sides) + 1)
    return places
"""
CHECKS = read_written(__file__, "random_results_checks.py")
LIMITS = Limits(case_seconds=1, question_seconds=20)


def written(*slips: tuple[str, str]) -> str:
    source = RIGHT
    for right, wrong in slips:
        assert source.count(right) == 1
        source = source.replace(right, wrong)
    return source


def results(source: str, sides: int) -> Items:
    names: dict = {}
    exec(source, names)
    runs = (names["walk"](3, sides, np.random.default_rng(run)) for run in range(RUNS))
    return Items(tuple(Numbers(np.array(each)) for each in runs))


def key(check: str = "is_walk") -> Key:
    cases = tuple(
        Case(f"walk-{sides}", f"{sides} sides", sides == 5, 1.0, {"steps": 3, "sides": sides, "rng": {"rng": 0}},
             to_expected(results(RIGHT, sides)))
        for sides in (4, 5)
    )  # fmt: skip
    names = ("steps", "sides", "rng")
    question = Question(
        "walk", "A walk", "array", 2.0, "walk", names, True, cases, check=f"checks.py:{check}", runs=RUNS,
        error_rate=1e-4,
    )  # fmt: skip
    return Key("walks", "Walks", "instructor", (question,), checks={"checks.py": CHECKS})


def transcript(source: str) -> Transcript:
    calls = {f"walk-{sides}": Returned(results(source, sides), 0.01) for sides in (4, 5)}
    return Transcript("ada", "walks", {"walk": Definition("found", source=source.strip())}, calls)


def repaired(source: str):
    return repairs(key(), key().questions[0], transcript(source), forked(limits=LIMITS))


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["(sides - 1) + 1", "(sides) - 1", "(sides)"])
def test_an_edit_is_named_after_which_all_runs_are_right_together(wrong):
    """Of a side that never comes no single run says anything."""
    source = written(("(sides) + 1", wrong))
    repair = next(iter(repaired(source)))
    (new,) = [line for line in repair.difference.splitlines() if line.startswith("+")]
    assert places_after(new) == places_after("+        places.append(places[-1] + rng.integers(sides) + 1)")
    assert unnamed(key(), transcript(source)) == ["walk"]
    assert are_evidence([repair], key().questions[0], transcript(source))


def places_after(line: str) -> list[int]:
    """What the line appends, with a generator of its own."""
    places, names = [0], {"sides": 4, "rng": np.random.default_rng(0), "k": 0, "steps": 3}
    for _ in range(50):
        exec(line.removeprefix("+").strip(), {"places": places, **names})
    return places


@pytest.mark.slow
def test_right_work_gets_no_edit():
    assert repaired(RIGHT) == ()


def test_fewer_runs_are_tried_where_the_solution_is_right_in_these_too():
    question = key().questions[0]
    short = fewer_runs(question, question.cases[0], {"checks.py": CHECKS})
    assert [asked(question, case).runs for case in short] == [1, 4, 16, 64]
    assert asked(question, question.cases[0]).runs == RUNS
    wrong = Returned(results(written(("(sides) + 1", "(sides) - 1")), 4))
    some = Returned(Items(wrong.value.items[:16]))
    assert not judge_case(asked(question, short[2]), short[2], some, {"checks.py": CHECKS}).right
    long = key("is_long").questions[0]
    assert [asked(long, case).runs for case in fewer_runs(long, long.cases[0], {"checks.py": CHECKS})] == [64]
    once = replace(question, runs=0)
    assert fewer_runs(once, once.cases[0], {"checks.py": CHECKS}) == [] and asked(once, once.cases[0]) is once


def version(value: float | None) -> Table:
    seconds = {"seconds": Numbers(np.array(0.5))}
    return Table(seconds if value is None else {**seconds, "value": Numbers(np.array(value))})


def test_of_several_runs_a_version_has_the_results_of_all_or_none():
    runs = [Items((version(1.0), version(None))), Items((version(2.0), version(3.0)))]
    whole, broken = entries(by_version(Returned(Items(tuple(runs)))))
    assert [each.array for each in whole["value"].items] == [1.0, 2.0] and whole["seconds"].array == 1.0
    assert "value" not in broken and broken["seconds"].array == 1.0


def test_where_the_answer_of_a_run_is_lost_all_are():
    assert by_version(Returned(Items((Items((version(1.0),)), Nothing())))).value == Nothing()
    stopped = Stopped("time", 1.0)
    assert by_version(stopped) is stopped

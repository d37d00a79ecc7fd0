"""What changed solutions return: whatever the machine is busy with, the same."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.cache import Cache
from grader.authoring.derived import runs
from grader.authoring.derived.exercises import read_exercises
from grader.authoring.derived.quick_runs import is_same
from grader.authoring.derived.runs import NOT_TRIED, Workshop, case_of, run_changes
from grader.authoring.proving.cases.survivors import find_survivors
from grader.authoring.reading.assignment_file import load_assignment
from grader.model.transcript import Raised, Returned, Stopped, parse_transcript

ASSIGNMENT = read_written(__file__, "runs.toml")
MASTER = """
def halving(w, tol):
    ### BEGIN SOLUTION
    passes = 0
    while abs(w) > tol:
        w = w - 0.01 * w
        passes = passes + 1
    return w + passes
    ### END SOLUTION
"""


def test_what_is_not_tried_of_a_slow_solution_counts_as_too_slow(halving, monkeypatch):
    assignment, exercise = halving
    monkeypatch.setattr(runs, "SLOW", 0.0)
    monkeypatch.setattr(runs, "_quick_runs", None)  # nor do many slow ones run in one call
    calls = run(assignment, exercise, Cache())
    first, *_, last = exercise.changes
    assert {call for name, call in calls.items() if name.startswith(f"{last.name} ")} == {NOT_TRIED}
    assert NOT_TRIED not in [call for name, call in calls.items() if name.startswith(f"{first.name} ")]


@pytest.fixture(scope="module")
def halving(tmp_path_factory):
    """The assignment and its one exercise."""
    folder = tmp_path_factory.mktemp("halving")
    (folder / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (folder / "small.py").write_text(MASTER, encoding="utf-8")
    assignment = load_assignment(folder)
    (exercise,) = read_exercises(assignment, {each.name: each for each in underived_key(assignment).questions})
    return assignment, exercise


def run(assignment, exercise, cache):
    return run_changes(Workshop(assignment, cache), exercise, exercise.changes, exercise.question.cases)


@pytest.mark.slow
def test_no_clock_decides_what_a_loop_without_end_is(halving):
    """Else a busy machine would make another key than an idle one."""
    assignment, exercise = halving
    calls = run(*halving, Cache())
    endless = [call for call in calls.values() if isinstance(call, Raised) and call.kind == "SystemExit"]
    assert len(endless) > 10 and not any(isinstance(call, Stopped) for call in calls.values())
    alone = run_changes(Workshop(assignment), exercise, [exercise.unchanged], exercise.question.cases)
    assert all(isinstance(call, Returned) for call in alone.values())  # 340 passes: the first bound is too small


def calls_after(wait, halving):
    """The calls of the solution that waits first."""
    assignment, exercise = halving
    own = exercise.unchanged
    source = own.change.source.replace("passes = 0", f"passes = 0\n    {wait}")
    assert source != own.change.source
    waiting = replace(own, name="waits", change=own.change._replace(source=source))
    cases = exercise.question.cases
    calls = run_changes(Workshop(assignment), exercise, [own, waiting], cases)
    return [(calls[own.call(case)], calls[waiting.call(case)]) for case in cases]


def test_no_change_of_a_solution_that_sleeps_waits_for_it(halving):
    """A solution that slept for 2 s made the author wait for 400 changes that slept as long."""
    for own, waiting in calls_after("import time; time.sleep(10_000)", halving):
        assert is_same(own.value, waiting.value)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells a process's CPU time")
def test_the_seconds_of_a_call_are_those_of_its_cpu(halving):
    """By those of the wall a solution would seem slow on a busy machine, and few of its changes were tried."""
    for _, waiting in calls_after("import threading; threading.Event().wait(1.5)", halving):
        assert waiting.seconds < 0.5


def test_a_change_that_does_not_go_on_is_run_on_no_other_case(halving):
    assignment, exercise = halving
    one, two = exercise.question.cases
    alone, both = (replace(exercise.unchanged, name=name) for name in ("once", "again"))
    calls = run_changes(
        Workshop(assignment), exercise, [alone, both], [one, two], goes_on=lambda name, call: "again" in name
    )
    assert calls[alone.call(two)] is calls[alone.call(one)]
    assert calls[both.call(two)] is not calls[both.call(one)] and case_of(both.call(two)) == two.id


def test_changes_run_with_what_is_compiled_on_this_machine(halving, tmp_path, monkeypatch):
    """Each of their processes compiled the gradients of the cases' costs anew."""
    assignment, exercise = halving
    environments, init = list[str](), runs.Session.__init__
    monkeypatch.setattr(runs.Session, "__init__", lambda self, *e: (environments.append(e[1].cache), init(self, *e))[1])
    for folder in (str(tmp_path), ""):
        run_changes(Workshop(assignment, compiled=folder), exercise, [exercise.unchanged], exercise.question.cases)
    assert set(environments[:3]) == {str(tmp_path)} and set(environments[3:]) == {""}


@pytest.mark.slow
def test_what_is_wrong_in_one_case_is_no_survivor_whatever_it_does_in_the_next(halving, tmp_path):
    """Of a solution that is slow in each case, most changes are run on the first one alone."""
    assignment, exercise = halving
    survivors = find_survivors(Workshop(assignment, Cache(tmp_path)), exercise)
    stored = [file.read_text(encoding="utf-8").partition("\n")[2] for file in tmp_path.iterdir()]
    second, first = sorted(len(parse_transcript(text).calls) for text in stored)[-2:]
    assert len(survivors.survivors) <= second < first / 2


@pytest.mark.slow
def test_after_a_change_of_one_case_the_others_are_not_run_again(halving, tmp_path, monkeypatch):
    """An author tries the numbers of one case; some changes of the solution are made of these numbers, too."""
    monkeypatch.setattr(runs, "_quick_runs", lambda *_: None)  # whose seconds are often 0
    assignment, exercise = halving
    one, two = exercise.question.cases
    cases = (one, replace(two, arguments={"w": -7.0, "tol": 0.3}))
    tried = replace(exercise, question=replace(exercise.question, cases=cases), trees={})
    before, after = (run(assignment, each, Cache(tmp_path)) for each in (exercise, tried))
    same = [change for change in exercise.changes if change in tried.changes]
    assert 0 < len(same) < len(tried.changes)  # there -7.0 is written in place of `w`
    for case, again in ((one, False), (two, True)):
        timed = [change.call(case) for change in same if isinstance(before[change.call(case)], Returned)]
        assert {before[call].seconds != after[call].seconds for call in timed} == {again}


def test_changes_come_in_the_same_order_in_every_process():
    """Sets of names have another order in each process, and a key holds so many mistakes and no more."""
    code = (
        "from grader.changes.source_tree import SourceTree\n"
        "from grader.changes import expressions, loops, steps, terms, values, variables\n"
        "tree = SourceTree('''def f(w, a, b, c, g):\n    m = v = 0\n    for k in range(9):\n"
        "        d = g(w)\n        m = b * m + (1 - b) * d\n        v = c * v + (1 - c) * d**2\n"
        "        w = w - a * m / v**0.5\n    return w''')\n"
        "pages = [expressions.expression_changes, loops.statement_changes, steps.state_changes, steps.step_changes,\n"
        "         terms.term_changes, values.value_changes, lambda tree: variables.name_changes(tree, {})]\n"
        "print([(c.kind, c.source) for page in pages for c in page(tree)])"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1

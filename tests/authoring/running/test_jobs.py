"""A worker runs one program after the other, and none of them harms it or the next one."""

from contextlib import closing

import pytest

from grader.authoring.auditing.suites import CellOfTests, Suite
from grader.authoring.running.jobs import Job, Workers

TEST = CellOfTests("small", "assert f(0.5, n=2) == 0.25", 0, 2.0, hidden=True)
LATER = CellOfTests("large", "assert f(2.0, 4) == 16", 0, None, hidden=False)


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    path = tmp_path_factory.mktemp("jobs") / "hw.ipynb"
    suite = Suite(path, path, "cells", "__notebook__", ("",), (TEST, LATER))
    with closing(Workers(suite.data(), [], 1)) as started:
        yield started


def run(pool, program, **options):
    (outcome,) = pool.run([Job((program,), cpu_seconds=1, **options)])
    return outcome


def test_calls_are_recorded_with_an_assert_that_the_program_fulfils(pool):
    outcome = run(pool, "def f(x, n):\n    return x**n\n", record=True)
    assert [(test.label, test.earned) for test in outcome.tests] == [("small (2 points, hidden)", 1), ("large", 1)]
    first = outcome.calls[0]
    assert (first.code, first.numbers, first.reached) == ("f(0.5, n=2)", {"x": 0.5, "n": 2}, ("f",))
    assert first.assertion.startswith("assert np.allclose(f(0.5, n=2), 0.25, rtol=0.0001")
    asserts = tuple(call.assertion for call in outcome.calls)
    again = run(pool, "def f(x, n):\n    return x**n if n == 2 else x", asserts=asserts)
    assert [test.ok for test in again.tests] == [True, False]
    assert {"right", "wrong"} == set(again.asserts.values())


@pytest.mark.parametrize("endless", ["time.sleep(1)", pytest.param("pass", marks=pytest.mark.slow)])
def test_a_program_that_does_not_end_is_stopped_and_what_it_did_before_counts(pool, endless):
    outcome = run(pool, f"import time\ndef f(x, n):\n    while n == 4:\n        {endless}\n    return x**n\n")
    assert outcome.stopped
    assert [test.ok for test in outcome.tests] == [True]


@pytest.mark.parametrize("program", ["import os\nos._exit(3)", "raise SystemExit", "import os, signal\nos.kill(0, 9)"])
def test_a_program_that_ends_its_process_says_nothing_and_the_next_one_runs(pool, program):
    assert run(pool, program).tests == ()
    assert len(run(pool, "def f(x, n):\n    return x**n\n").tests) == 2


def test_what_a_program_prints_is_not_taken_for_an_answer(pool):
    program = 'import os\nos.write(1, b"{}\\n")\nprint("{}")\ndef f(x, n):\n    return x**n\n'
    assert [test.ok for test in run(pool, program).tests] == [True, True]


@pytest.mark.parametrize("result", ["np.random.rand()", "np.sin(x * 1e9)"])
def test_what_chance_or_the_last_digits_decide_is_not_asserted(pool, result):
    assert run(pool, f"import numpy as np\ndef f(x, n):\n    return {result}", record=True).calls == ()

"""What a function keeps between its calls is the same in whichever child they run: earlier calls are made once more."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace

import pytest
from support.program import QUICK, ask, forked, program
from support.rows import few

from grader.model.request import Request
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped
from grader.sandbox import job_usage, session
from grader.sandbox.allowance import MAX_SHARE
from grader.sandbox.child_process import CannotStart

OTHER = "def g(x):\n    return x"
COUNTS = "calls = []", "def f(x):\n    calls.append(x)\n    return len(calls)"
FAILS_WHEN_USED = {
    "raises": "    if used: raise ValueError",
    "ends": "    if used: os._exit(1)",
    "hangs": "    while used: pass",
    "killed": "    if used: os.kill(os.getpid(), 9)",
    "crashes": "    if used: os.abort()",
}


def requests(needs: tuple[int, ...], *numbers: float, as_defined: tuple[int, ...] = ()) -> list[Request]:
    return [replace(ask(f"f-{n}", "f", needs, x=x), question="f", as_defined=as_defined) for n, x in enumerate(numbers)]


def counts(calls: dict[str, Call]) -> list[float]:
    return [float(call.value.array) for name, call in calls.items() if name.startswith("f") and type(call) is Returned]


@pytest.mark.parametrize("way", few(FAILS_WHEN_USED, 2))
def test_a_function_that_works_once_fails_its_second_case(way):
    """Another question's code ran before, and so the case is tried in a child that has not run it."""
    source = f"def f(x):\n{FAILS_WHEN_USED[way]}\n    used.append(x)\n    return x"
    cells = program("import os\nused = []", source, OTHER)
    calls = session.run(cells, [ask("g", "g", (2,), x=1.0), *requests((0, 1), 1, 2)], forked(limits=QUICK)).calls
    assert [type(calls[case]) for case in ("f-0", "f-1")] == [Returned, Raised if way == "raises" else Stopped]


def test_a_run_as_defined_follows_the_calls_that_worked_as_the_notebook_ends():
    """The list is never emptied, and a later cell lets the second call alone raise: the mistake is not hidden."""
    cells = (
        "s = 0",
        "calls = []",
        "def f(x):\n    calls.append(x)\n    return x + s if x < 0 else len(calls)",
        "s = 'a'",
    )
    shown = requests((0, 1, 2, 3), 1, -2, 3, as_defined=(0, 1, 2))
    calls = session.run(program(*cells), shown, forked(limits=QUICK)).calls
    assert counts(calls) == [1, -2, 3]


@pytest.fixture
def children(monkeypatch):
    """Every child that is started; after `most` starts none is possible any more."""
    started, most, start = [], [99], session.ChildProcess.start

    def noted(environment):
        if len(started) == most[0]:
            raise CannotStart("no room")
        started.append(start(environment))
        return started[-1]

    monkeypatch.setattr(session.ChildProcess, "start", noted)
    return started, most


@pytest.mark.slow
@pytest.mark.parametrize("as_defined", [(), (0, 1)])
def test_a_child_that_somebody_killed_in_a_call_is_replaced(children, as_defined, tmp_path):
    """In the second of three calls; with `as_defined` it is the run as defined that is broken off, and goes on."""

    def kill_later() -> None:
        os.kill(children[0][-1].pid, signal.SIGKILL)

    def soon(case: str, call: Call) -> None:
        if case == "f-0":
            threading.Timer(0.4, kill_later).start()

    cells = (
        "import time\ncalls = []",
        "def f(x):\n    calls.append(x)\n    time.sleep(0.8)\n    return len(calls)",
        "del calls",
    )
    shown = requests((0, 1, 2) if as_defined else (0, 1), 1, 2, 3, as_defined=as_defined)
    result = session.run(program(*cells), shown, forked(limits=replace(QUICK, case_seconds=5.0)), soon)
    assert counts(result.calls) == [1, 2, 3]
    assert any("killed (SIGKILL)" in note for note in result.notes)


def test_where_no_child_can_be_started_any_more_the_rest_is_our_fault(children):
    """The first case worked as defined. No other run of the program may answer for the one that we cannot make."""
    started, most = children

    def kill(case: str, call: Call) -> None:
        if case == "f-0":
            most[0] = len(started)
            os.kill(started[-1].pid, signal.SIGKILL)

    cells = (*COUNTS, "calls = None")
    shown = requests((0, 1, 2), 1, 2, 3, as_defined=(0, 1))
    calls = session.run(program(*cells), shown, forked(limits=QUICK), kill).calls
    assert [type(call) for call in calls.values()] == [Returned, Fault, Fault]


BURNS = """
import time
def burn(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until: pass
"""


@pytest.fixture
def spent(monkeypatch):
    """The seconds of every conversation."""
    seconds, run = [], session.Conversation.run

    def timed(conversation, skip):
        try:
            return run(conversation, skip)
        finally:
            seconds.append(conversation.spent_seconds())

    monkeypatch.setattr(session.Conversation, "run", timed)
    return seconds


def test_a_slow_function_that_raises_later_is_not_run_the_other_way_for_every_case(spent):
    cells = (BURNS, "def f(x):\n    if x >= 2: raise ValueError\n    burn(0.3)\n    return x", "burn = burn")
    shown = requests((0, 1, 2), *range(8), as_defined=(0, 1))
    calls = session.run(program(*cells), shown, forked(limits=replace(QUICK, question_seconds=0.5))).calls
    assert [type(call) for call in calls.values()] == [Returned] * 2 + [Raised] * 6
    assert sum(spent) < MAX_SHARE * 0.5 * QUICK.patience + 0.5  # the cases, and earlier ones made again


def test_earlier_calls_use_the_time_of_their_question_and_then_nothing_runs_without_them(children):
    """Somebody kills the child after each of them. No later call is the first one in its child."""

    def kill(case: str, call: Call) -> None:
        if isinstance(call, Returned):
            os.kill(children[0][-1].pid, signal.SIGKILL)

    cells = ("import time", "calls = []", "def f(x):\n    calls.append(x)\n    time.sleep(0.4)\n    return len(calls)")
    limits = replace(QUICK, case_seconds=2.0, question_seconds=0.8)
    calls = session.run(program(*cells), requests((0, 1, 2), *range(6)), forked(limits=limits), kill).calls
    worked = counts(calls)
    assert worked == [*range(1, len(worked) + 1)] and 1 <= len(worked) < 6
    stopped = list(calls.values())[len(worked) :]
    assert all("not run: this question" in call.detail or "together" in call.detail for call in stopped), stopped


def test_a_child_that_must_end_after_an_earlier_call_runs_no_other(monkeypatch):
    """The first call leaves too many files behind: whatever ran after it in its child would be stopped for that."""
    monkeypatch.setattr(job_usage, "MAX_FILES", 20)
    cell = """
    import time
    def f(x):
        for n in range(30 if x == 1 else 0): open(str(n), "w").close()
        time.sleep(0 if x == 1 else 0.8)
        return x
    """
    assert counts(session.run(program(cell), requests((0,), 1, 2, 3), forked(limits=QUICK)).calls) == [1, 2, 3]

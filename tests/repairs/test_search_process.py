"""A search for students ends in its time, and whatever becomes of it nobody but its own question notices."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from support.repaired import RIGHT, key, transcript, written

from grader.processes.line_process import LineProcess
from grader.repairs import search_process
from grader.repairs.repair import Repair
from grader.repairs.search_process import find_slips
from grader.sandbox.environment import Environment, Limits

WRONG = transcript(written(("x**2", "x")))


def found(source: str, seconds: float = 30.0) -> dict[str, Sequence[Repair]]:
    """What is found of a program that returned what `WRONG` did."""
    definition = replace(WRONG.definitions["path"], source=source)
    return dict(find_slips(key(), replace(WRONG, definitions={"path": definition}), Environment(Limits()), seconds))


def test_a_slip_is_found_with_visible_cases_alone():
    """In the hidden case the right answer is another one, so that staff's search finds nothing."""
    cases = [replace(c, expected={".": c.expected["."] + c.hidden}) for c in key().questions[0].cases]
    other = replace(key(), questions=(replace(key().questions[0], cases=tuple(cases)),))
    ((name, (repair,)),) = find_slips(other, WRONG, Environment(Limits()), 30.0)
    assert (name, repair.name) == ("path", "a square is missing")


def test_nothing_is_started_for_right_work_or_without_time(monkeypatch):
    monkeypatch.setattr(search_process, "LineProcess", None)
    assert dict(find_slips(key(), transcript(RIGHT), Environment(Limits()), 30.0)) == {}
    monkeypatch.setattr(search_process, "unnamed_in", None)
    assert found(written(("x**2", "x")), seconds=0.0) == {}, "without time nothing is judged"


class Broken(LineProcess):
    """A process that ends at the first request, with half an answer."""

    def answer(self, line: bytes, max_bytes: int) -> bytes:
        if line:
            self.process.kill()
        return super().answer(line, max_bytes)


class Unstarted(LineProcess):
    def __init__(self, *_: object, **__: object) -> None:
        raise OSError("no processes left")


@pytest.mark.parametrize("process", [Broken, Unstarted])
def test_a_search_that_is_killed_or_does_not_start_finds_nothing(process, monkeypatch):
    monkeypatch.setattr(search_process, "LineProcess", process)
    assert found(written(("x**2", "x"))) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "attack",
    [
        "import time\n    time.sleep(1000)",
        "while True: pass",
        "import os\n    os.fork()",
        "import os\n    os._exit(0)",
        "import signal\n    signal.setitimer(signal.ITIMER_PROF, 0)\n    while True:\n        try:\n"
        "            while True: pass\n        except BaseException: pass",
        "print('x' * 10_000_000)",
        "values = ['x' * 1000] * 10**7",
        "import sys\n    sys.setrecursionlimit(10**9)\n    f = lambda: f()\n    f()",
        "import os\n    [os.write(fd, b'{\"repairs\": []}' * 100) for fd in range(1, 64)]",
        "import sys\n    frame = sys._getframe()\n    while frame: frame.f_locals.clear(); frame = frame.f_back",
    ],
)
def test_no_program_makes_a_search_longer_or_raise(attack):
    """Beside an honest question of the same submission, whose slip is found where there is time left."""
    source = written(("x**2", "x"), ("values = [x]", f"{attack}\n    values = [x]"))
    began = time.monotonic()
    assert set(found(source, seconds=8.0)) <= {"path"}
    assert time.monotonic() - began < 60, "far above 8 seconds, since this machine may be busy: not thousands"


@pytest.mark.slow
def test_a_program_that_tells_edits_from_itself_gets_no_more_than_a_wrong_hint():
    """It sees the arguments of the visible case that runs, and its own text: nothing that its author does not have."""
    spy = "import sys\n    seen = repr([f.f_locals for f in sys._current_frames().values()])\n"
    source = written(("values = [x]", f"{spy}    values = [x]"))
    assert set(found(source)) <= {"path"}

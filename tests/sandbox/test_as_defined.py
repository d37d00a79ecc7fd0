"""A function that fails as the whole notebook leaves it is called as it was where it is defined.

In a notebook that runs from top to bottom it was called there, by the student's own experiments and tests.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import keys
from support.program import QUICK, ask, forked, program

from grader.extraction.extract import extract
from grader.extraction.notebook import Cell
from grader.judging.judge import judge
from grader.model.request import Request
from grader.model.transcript import Call, Fault, Raised, Returned
from grader.sandbox import session
from grader.sandbox.child_process import CannotStart
from grader.sandbox.transcribe import transcribe

JAX = "import jax.numpy as np"
AT = "def f(w):\n    return np.asarray(w).at[0].set(2.0)"


def as_defined(*cells: str) -> tuple[int, ...]:
    extraction = extract([Cell(n, source) for n, source in enumerate(cells, 1)], ["f"])
    return extraction["f"].as_defined


@pytest.mark.parametrize(
    ("cells", "statements"),
    [
        ((JAX, AT), ()),
        ((JAX, AT, "x = f([1.0])"), ()),
        ((JAX, AT, "import numpy as np"), (0, 1)),
        ((JAX, "import numpy", AT, "numpy.seterr(all='raise')"), (0, 2)),
        (("scale = 2", "def f(w):\n    return scale * w", "scale = 'two'"), (0, 1)),
        (("def f(w):\n    return h(w)", "def h(w):\n    return w"), ()),  # its helper comes later
    ],
)
def test_it_needs_nothing_behind_its_definition_that_is_there_before(cells, statements):
    assert as_defined(*cells) == statements


NUMBER = keys.key(keys.number())
NAME = NUMBER.questions[0].function
RIGHT = float(next(iter(NUMBER.questions[0].cases[0].right.values())))
SUM = f"def {NAME}(*_):\n    return np.zeros(2).at[0].add({RIGHT}).sum()"


WARNS = f"def {NAME}(*_):\n    return {RIGHT} + 0 * numpy.exp(-1e3)"
SHIFTED = f"def {NAME}(*_):\n    return {RIGHT} + shift"


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ((JAX, SUM, "import numpy as np"), "right"),
        (("import numpy as np", SUM, JAX), "right"),  # the cell above was run again after this one
        (("import numpy as np", SUM, "import numpy as np"), "crashed"),
        (("import numpy", WARNS, "numpy.seterr(all='raise')"), "right"),
        (("shift = 0.0", SHIFTED, "shift = 1.0"), "wrong"),  # the last value counts
    ],
)
def test_what_raises_in_the_end_counts_as_it_was(cells, status, tmp_path):
    path = tmp_path / "hw.py"
    path.write_text("".join(f"# %%\n{cell}\n" for cell in cells), encoding="utf-8")
    report = judge(NUMBER, transcribe(path, NUMBER, forked(limits=replace(QUICK, case_seconds=10.0))))
    assert report.questions[0].status == status, report.questions[0].message


WAITS = (
    "import time\nwait = 30",
    "def f(x):\n    time.sleep(wait)\n    if x < 0: raise ValueError(x)\n    return x",
    "wait = 0",
)


def answers(*numbers: float) -> list[Call]:
    requests = [replace(ask(f"f-{n}", "f", (0, 1, 2), x=x), as_defined=(0, 1)) for n, x in enumerate(numbers)]
    limits = replace(QUICK, case_seconds=0.5)
    return list(session.run(program(*WAITS), requests, forked(limits=limits)).calls.values())


def test_a_second_run_costs_no_other_case_its_time():
    """The second runs of two cases take too long; the third case has all of its own time."""
    assert [type(call) for call in answers(-1.0, -2.0, -3.0, 3.0)] == [Raised, Raised, Raised, Returned]


def requests_of(name: str, needs: tuple[int, ...], as_defined: tuple[int, ...], *numbers: float) -> list[Request]:
    asked = enumerate(numbers)
    return [replace(ask(f"{name}-{n}", name, needs, x=x), question=name, as_defined=as_defined) for n, x in asked]


KEEPS = "def {0}(x):\n    {1}.append(x)\n    return sum({1})"


def test_what_a_function_keeps_between_calls_is_not_undone_by_second_runs():
    """`del history` in a later cell ends each call in a NameError. A new program for each would hide the mistake."""
    cells = ("history = []", KEEPS.format("f", "history"), "del history", "own = []", KEEPS.format("g", "own"))
    f, g = requests_of("f", (0, 1, 2), (0, 1), 1, 2, 3), requests_of("g", (3, 4), (), 1, 2)
    requests = [*f[:2], g[0], f[2], g[1]]  # hidden cases come behind the visible ones of all questions
    calls = session.run(program(*cells), requests, forked(limits=QUICK)).calls
    assert [float(calls[f"f-{n}"].value.array) for n in range(3)] == [1, 3, 6]


def test_two_programs_each_wrong_somewhere_answer_no_question_together():
    """As it is defined the function is right below 0, and as the notebook ends above."""
    cells = ("s = 'abc'", "def f(x):\n    return x + s if x > 0 else len(s) + x", "s = 1.0")
    requests = requests_of("f", (0, 1, 2), (0, 1), -1, 2, 3, -2)
    calls = list(session.run(program(*cells), requests, forked(limits=QUICK)).calls.values())
    assert [type(call) for call in calls] == [Returned, Raised, Raised, Returned]
    assert [float(call.value.array) for call in (calls[0], calls[3])] == [2, 1]


def test_a_case_that_fails_both_ways_keeps_no_later_one_from_the_other_way():
    cells = ("s = 'abc'", "def f(x):\n    if x == 0: raise ValueError\n    return len(s) + x", "s = 1.0")
    calls = session.run(program(*cells), requests_of("f", (0, 1, 2), (0, 1), 0, 1, 0, 0, 2), forked(limits=QUICK)).calls
    assert [type(call) for call in calls.values()] == [Raised, Returned, Raised, Raised, Returned]


def test_a_second_run_that_we_could_not_make_is_no_crash_of_the_students(monkeypatch):
    start, starts = session.ChildProcess.start, []

    def only_once(environment):
        starts.append(environment)
        if len(starts) > 1:
            raise CannotStart("no room")
        return start(environment)

    monkeypatch.setattr(session.ChildProcess, "start", only_once)
    assert isinstance(answers(-1.0)[0], Fault)


def test_a_file_that_only_the_second_run_reads_belongs_to_the_program(tmp_path):
    """Behind the definition the name is bound anew, so the first run has no need of the file."""
    path, key = tmp_path / "hw.py", replace(NUMBER, files={"start.txt": "MQ=="})
    cells = ("start = open('start.txt').read()", f"def {NAME}(*_):\n    return {RIGHT} + 0 * int(start)", "start = 'a'")
    path.write_text("".join(f"# %%\n{cell}\n" for cell in cells), encoding="utf-8")
    transcript = transcribe(path, key, forked(limits=replace(QUICK, case_seconds=10.0)))
    assert judge(key, transcript).questions[0].status == "right"
    assert transcript.reads == {key.questions[0].name: ("start.txt",)}

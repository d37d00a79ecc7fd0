"""No program of a student ends the search for edits, or makes it longer than it may be: one of a class is searched."""

from __future__ import annotations

import numpy as np
import pytest
from support.program import forked
from support.repaired import key, transcript, written
from support.rows import few

from grader.extraction.extract import DefinedName, Extraction, Statement
from grader.judging.outcomes import Verdict
from grader.model.encoding.values import Items, Nothing, Numbers, Table, Text, Value
from grader.model.transcript import Returned, Stopped
from grader.repairs import trials as trials_module
from grader.repairs.repair import Repair, repairs
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.session import Session

QUESTION = key().questions[0]
WRONG = written(("x**2", "x"))
ONLY_WHEN_EDITED = (  # never in the process of these tests, which runs the program to know its answers
    "    import sys\n    if 'edited_versions' in sys.modules: sys.modules.setdefault('seen', []).append(1)\n"
    "    if len(sys.modules.get('seen', ())) > 2: {}\n"
)


def searched(source: str, seconds: float = 2) -> list[Repair]:
    environment = forked(limits=Limits(case_seconds=1, question_seconds=seconds))
    return list(repairs(key(), QUESTION, transcript(source), environment))


def spoiled(misdeed: str) -> str:
    """The program does this in the child that runs its edited versions, from its third call on."""
    head, _, body = WRONG.strip().partition("\n")
    return f"{head}\n{ONLY_WHEN_EDITED.format(misdeed)}{body}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "misdeed",
    [
        "__import__('os')._exit(0)", "__import__('time').sleep(1e6)", "print('x' * 10**8)", "__import__('os').fork()",
        "return 'x' * 10**8", "sys.setrecursionlimit(10**9); (f := lambda: f())()", "__import__('ctypes').string_at(0)",
        "__import__('signal').signal = None; [0 for _ in iter(int, 1)]", "sys.modules.clear()", "del sys.settrace",
        "sys.modules['edited_versions'].run = None", "raise BaseException", "import builtins; builtins.compile = None",
        "import numpy; sys.modules['time'].process_time = lambda: numpy.zeros(2)",
    ],
)  # fmt: skip
def test_a_program_that_misbehaves_when_it_is_edited_has_no_name_but_its_own(misdeed):
    """An edit may put an end to the misdeed as well: in the condition of the same line."""
    assert all("+        m = rate * m + x ** 2" in repair.difference for repair in searched(spoiled(misdeed)))


class Dying(Session):
    """A child that ends at every request, and how often it was asked."""

    requests = 0

    def answer(self, request):
        Dying.requests += 1
        return Stopped("died", "it ended")


class Lying(Session):
    """A child whose program answers for the grader's own lines: each version returns 0, and took so many seconds."""

    took: Value = Nothing()

    def answer(self, request):
        count = len(dict(request.arguments["versions"]["table"])["programs"]["items"])
        return Returned(Items((Table({"value": Numbers(np.array(0.0)), "seconds": self.took}),) * count))


@pytest.mark.parametrize(
    "took",
    few([Nothing(), Text("1"), *(Numbers(np.array(x)) for x in (np.nan, -np.inf, 1e300, 1j, True, [1.0, 2.0], []))], 3),
)
def test_whatever_a_version_is_said_to_take_the_search_ends(took, monkeypatch):
    """One exception would end `grader explain` for the whole class."""
    monkeypatch.setattr(trials_module, "Session", Lying)
    monkeypatch.setattr(Lying, "took", took)
    assert searched(WRONG, seconds=0.2) == []


def test_edited_programs_that_end_their_process_are_not_tried_one_by_one(monkeypatch):
    """To start the next process takes longer than all of them run, and they may be thousands."""
    monkeypatch.setattr(trials_module, "Session", Dying)
    statement = Statement(1, 1, WRONG.strip())
    extraction = Extraction((DefinedName("path", 1, 1, (0,), True),), (statement,), ())
    environment = Environment(Limits(case_seconds=1, question_seconds=5))
    trials = trials_module.Trials(key(), QUESTION, extraction, environment, transcript(WRONG).calls, 1.0)
    verdicts = trials.verdicts([{0: WRONG}] * 1000, QUESTION.cases[0])
    assert len(verdicts) == 1000 and not any(verdict.right for verdict in verdicts)
    assert all(isinstance(each, Verdict) for each in verdicts) and Dying.requests < 30


def test_what_is_odd_in_a_program_is_not_written_on_the_terminal(monkeypatch, recwarn):
    """Python quotes invalid escapes with whatever is escaped, a line for each, wherever a program is read."""
    monkeypatch.setattr(trials_module, "Session", Lying)
    ran = transcript(WRONG.replace("# an honest comment", 'mark = "\\q"'))
    recwarn.clear()
    repairs(key(), QUESTION, ran, Environment(Limits(case_seconds=1, question_seconds=0.2)))
    assert not recwarn.list


@pytest.mark.slow
@pytest.mark.parametrize(
    "more",
    [
        "    " + "; ".join(f"a{n} = m" for n in range(900)) + "\n",
        "".join(f"    a{n} = m\n" for n in range(400)),
        "    y = " + " + ".join(["m * x"] * 800) + "\n",
        "    y = " + "(" * 80 + "m" + ")" * 80 + "\n",
    ],
    ids=["one line", "lines", "a sum", "parentheses"],
)
def test_long_code_takes_no_longer_than_the_search_may(more):
    source = WRONG.strip().replace("    for k", f"{more}    for k", 1)
    assert isinstance(searched(source, seconds=3), list)


@pytest.mark.slow
def test_of_very_many_functions_each_is_looked_at_at_most():
    helpers = "\n".join(f"def h{n}(x): return {f'h{n - 1}(x)' if n else 'x'} + 0.0" for n in range(300))
    source = helpers + WRONG.replace("m + x\n", "m + h200(x)\n")
    assert isinstance(searched(source, seconds=3), list)

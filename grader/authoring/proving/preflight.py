"""The cheap proof of an assignment: what must hold before a student may be handed anything. Seconds, not minutes.

    each question's name        is defined in the master, and handed out as something else than its solution
    the handout                 is "not attempted" for the judge, every question of it
    what is left of a solution  is not right: the code outside the markers does not solve a question by itself
    the master                  earns every point, run as a submission is run

Markers that nothing reads stop the handout before this (`grader.authoring.markers`), a question that shows no case
stops the
assignment (`grader.authoring.assignment`). `release` refuses by this page; `rehearse` tries the same and much more.
"""

from __future__ import annotations

import ast
import contextlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from grader.authoring.assignment import Assignment
from grader.authoring.handout import Binding, bindings, handout_of, handouts, read_master
from grader.base.errors import UserError
from grader.judging.judge import judge
from grader.model.key import Key
from grader.model.report import Report
from grader.processes.fork_server import Zygote
from grader.sandbox.session import Limits
from grader.sandbox.transcribe import transcribe

PATIENT = Limits(case_seconds=60, question_seconds=300)  # whether honest work is right, however busy this machine is
INSERTED = re.compile(r'raise NotImplementedError\(\\?"[^"\\]*: your code here\\?"\)')  # by the handout; in JSON too


class NotReady(UserError):
    """An assignment that must not reach students as it is; the message has a line for each reason."""


def require_ready(assignment: Assignment, key: Key) -> None:
    """Try what this module's docstring lists. Raises NotReady with every fault, MasterError where none can be made."""
    faults = [*unsolved(assignment, key)]
    if not faults:
        faults = [*_when_run(assignment, key)]
    if faults:
        raise NotReady("\n".join([f"{assignment.name} is not ready for students, and nothing was written.", *faults]))


def unsolved(assignment: Assignment, key: Key) -> Iterator[str]:
    """Every question whose stub is missing or is its solution: what is the matter, with the cell and the line."""
    master = read_master(assignment.folder / assignment.notebook)
    solutions, stubs = bindings(master), bindings(handout_of(master))
    for question in key.questions:
        if fault := _stub_fault(question.function, solutions, stubs):
            yield f"{assignment.notebook}: question {question.name!r}: {fault}"


def _stub_fault(name: str, solutions: dict[str, Binding], stubs: dict[str, Binding]) -> str:
    if name not in solutions:
        return (
            f"no cell defines `{name}` at the top level, outside of other functions. Define it, with its solution "
            "between `### BEGIN SOLUTION` and `### END SOLUTION`."
        )
    where = solutions[name].where
    if name not in stubs:
        return (
            f"{where}: `{name}` is defined inside the solution alone, so that the handout has no stub of it. Put "
            "`### BEGIN SOLUTION` below the `def` line; for a variable, assign the stub above the solution."
        )
    if _tree(solutions[name].source) == _tree(stubs[name].source):
        return (
            f"{where}: `{name}` is handed out as it is solved: no `### BEGIN SOLUTION` and `### END SOLUTION` stand "
            "in it. Put these lines around what students are to write."
        )
    return ""


def _tree(source: str) -> str:
    """What of a source Python sees; the source itself where it holds magics."""
    with contextlib.suppress(SyntaxError):
        return ast.dump(ast.parse(source))
    return source


def _when_run(assignment: Assignment, key: Key) -> Iterator[str]:
    master = assignment.folder / assignment.notebook
    places = bindings(read_master(master))
    where = {q.name: f"{assignment.notebook}: {places[q.function].where}: " for q in key.questions}
    with tempfile.TemporaryDirectory() as scratch, Zygote() as zygote:
        run = partial(_report, limits=PATIENT, zygote=zygote)
        for name, text in handouts(assignment).items():
            report = run(key, write(Path(scratch, name), text))
            yield from (f"{name}, the handout: {fault}" for fault in attempted(report))
            path = write(Path(scratch, f"outside_{name}"), INSERTED.sub("pass", text))
            for question in run(without_stubs(key), path).questions:
                if question.status == "right":
                    yield (
                        f"{where[question.name]}the code outside of the solution earns every point of {question.name}. "
                        "Put `### BEGIN SOLUTION` above what solves it, and `### END SOLUTION` below."
                    )
        for name, fault in lost(run(key, master)):
            place = where.get(name, f"{assignment.notebook}: ")
            yield f"{place}the solution does not earn every point: {fault}"


def _report(key: Key, path: Path, **how: Any) -> Report:
    return judge(key, transcribe(path, key, **how))


def write(path: Path, text: str) -> Path:
    """Write the text into the file; its path."""
    path.write_text(text, encoding="utf-8")
    return path


def without_stubs(key: Key) -> Key:
    """The key by which a stub is code like any other."""
    return replace(key, questions=tuple(replace(question, stub="") for question in key.questions))


def attempted(report: Report) -> Iterator[str]:
    """What of a handout is not plainly "not attempted"; several reports may be of one handout."""
    if report.message:
        yield report.message
    for question in report.questions:
        if question.status not in ("not_attempted", "optional") or question.earned:
            yield (
                f"{question.name} is {question.status.replace('_', ' ')} and earns {question.earned:g} points, where "
                "a stub must be not attempted and earn none. Let nothing but the stub stand outside the solution."
            )


def lost(report: Report) -> Sequence[tuple[str, str]]:
    """Each question of a report that lost points: its name, and a sentence with the first case; ("", ...) for none."""
    if report.message:
        return [("", report.message)]
    faults = []
    for question in report.questions:
        case = next((c for c in question.cases if c.earned < c.possible and c.status != "optional"), None)
        if case:
            faults.append((question.name, f"{case.id}: {case.earned:g} of {case.possible:g}: {question.message}"))
    return faults

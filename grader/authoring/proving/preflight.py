"""The cheap proof: what must hold before students may receive anything. Seconds, not minutes.

    each question's name       is defined in the master, and its stub differs from its solution
    the handout                is "not attempted" for the judge, in every question
    the handout without stubs  is not right: the code outside the markers does not solve a question by itself
    the master                 earns every point, run as a submission is run

`release` refuses an assignment for which this does not hold; `rehearsal` tries the same and much more.
"""

from __future__ import annotations

import ast
import contextlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from grader.authoring.answers.solution import environment_of_students
from grader.authoring.facts.assignment import Assignment
from grader.authoring.handout import (
    MasterDefinition,
    handout_files,
    read_master,
    strip_solutions,
    top_level_definitions,
)
from grader.base.errors import UserError
from grader.judging.judge import judge
from grader.model.key import Key
from grader.model.report import Report
from grader.model.statuses import format_points, points_in_words, status_words
from grader.sandbox.environment import PATIENT
from grader.sandbox.transcribe import transcribe

UNPAID = ("optional", "manual")  # statuses of cases that may have no points
STUB_LINE = re.compile(r'raise NotImplementedError\(\\?"[^"\\]*: your code here\\?"\)')  # in Python and in JSON


def require_ready(assignment: Assignment, key: Key) -> None:
    """Prove what this module's docstring lists. Raises UserError with every fault, or MasterError."""
    faults = list(stub_faults(assignment, key)) or list(_run_faults(assignment, key))
    if faults:
        raise UserError("\n".join([f"{assignment.name} is not ready for students, and nothing was written.", *faults]))


def stub_faults(assignment: Assignment, key: Key) -> Iterator[str]:
    """A sentence for every question whose stub is missing or is its solution, with the cell and the line."""
    master = read_master(assignment.master)
    solutions, stubs = top_level_definitions(master), top_level_definitions(strip_solutions(master))
    for question in key.questions:
        for name in question.names:
            if fault := _stub_fault(name, solutions, stubs, is_solved=not question.is_by_hand):
                yield f"{assignment.notebook}: question {question.name!r}: {fault}"


def _stub_fault(
    name: str, solutions: Mapping[str, MasterDefinition], stubs: Mapping[str, MasterDefinition], *, is_solved: bool
) -> str:
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
    if is_solved and _syntax(solutions[name].source) == _syntax(stubs[name].source):
        return (
            f"{where}: `{name}` is handed out as it is solved: no `### BEGIN SOLUTION` and `### END SOLUTION` stand "
            "in it. Put these lines around what students are to write."
        )
    return ""


def _syntax(source: str) -> str:
    """The syntax tree, or the source itself where it holds magics."""
    with contextlib.suppress(SyntaxError):
        return ast.dump(ast.parse(source))
    return source


def _run_faults(assignment: Assignment, key: Key) -> Iterator[str]:
    """The faults that show when the handout and the master are run."""
    definitions = top_level_definitions(read_master(assignment.master))
    without_stubs = replace(key, questions=tuple(replace(question, stub="") for question in key.questions))
    where = {q.name: f"{assignment.notebook}: {definitions[q.function].where}: " for q in key.questions}
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_of_students(assignment, PATIENT)

        def grade(key: Key, path: Path) -> Report:
            return judge(key, transcribe(path, key, environment))

        for name, text in handout_files(assignment).items():
            report = grade(key, write(Path(folder, name), text))
            yield from (f"{name}, the handout: {fault}" for fault in attempt_faults(report))
            path = write(Path(folder, f"outside_{name}"), STUB_LINE.sub("pass", text))
            for question in grade(without_stubs, path).questions:
                if question.status == "right":
                    yield (
                        f"{where[question.name]}the code outside of the solution earns every point of {question.name}. "
                        "Put `### BEGIN SOLUTION` above what solves it, and `### END SOLUTION` below."
                    )
        for name, fault in lost_points(grade(without_manual(key), assignment.master)):
            place = where.get(name, f"{assignment.notebook}: ")
            yield f"{place}the solution does not earn every point: {fault}"


def without_manual(key: Key) -> Key:
    """The key without what staff read and grade: its answer in the master or in honest work proves nothing."""
    return replace(key, questions=tuple(question for question in key.questions if not question.is_by_hand))


def write(path: Path, text: str) -> Path:
    """Write the text into the file, and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def attempt_faults(report: Report) -> Iterator[str]:
    """A sentence for each question of a handout that is not "not attempted"."""
    if report.message:
        yield report.message
    for question in report.questions:
        if question.status not in ("not_attempted", "optional") or question.earned:
            yield (
                f"{question.name} is {status_words(question.status)} and earns "
                f"{points_in_words(question.earned)}, where a stub must be not attempted and earn none. "
                "Let nothing but the stub stand outside the solution."
            )


def lost_points(report: Report) -> Iterator[tuple[str, str]]:
    """Each question that lost points, by name, and a sentence with its first such case; "" names no question."""
    if report.message:
        yield "", report.message
        return
    for question in report.questions:
        case = next((c for c in question.cases if c.earned < c.possible and c.status not in UNPAID), None)
        if case:
            points = f"{format_points(case.earned)} of {format_points(case.possible)}"
            yield question.name, f"{case.id}: {points}: {question.message}"

"""One submission: a file -> the statements that its functions need -> the sandbox -> a Transcript.

What is asked leaves the key here, without any answer: visible cases of all questions first, hidden ones last, so that
nothing that a hidden case hands over can reach a message that a student reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.base.printable import printable
from grader.extraction import notebook, reader
from grader.extraction.extract import Broken, Extraction, Found, Missing, extract, functions_source
from grader.model.key import Case, Key, Question
from grader.model.request import Request
from grader.model.transcript import Call, Definition, Transcript
from grader.sandbox import session
from grader.sandbox.environment import Environment

FLOOR, FACTOR = 32 << 10, 20  # bytes of any answer that are kept, and how many times what is expected
LONGEST_SOURCE = 20_000  # characters of one question's functions that a transcript keeps


def transcribe(
    path: Path,
    key: Key,
    environment: Environment | None = None,
    *,
    submission: str = "",
    questions: Sequence[str] = (),
    on_call: Callable[[str, Call], None] | None = None,
) -> Transcript:
    """Run the submission in `path` on every case of the key, or of the named questions alone.

    Without an environment, `Environment()`.
    Never raises for anything that the file holds: what cannot be read is a transcript that says why.
    """
    asked = [q for q in key.questions if not questions or q.name in questions]
    name = printable(submission or path.stem)  # either may hold anything, half characters among it
    try:
        program = _program(reader.read(path, *_wanted(asked)), asked)
    except notebook.Unreadable as reason:
        return Transcript(name, key.assignment, unreadable=str(reason))
    run = session.run(program.found.statements, program.asks, environment, on_call)
    return Transcript(name, key.assignment, program.definitions, run.calls, notes=run.notes)


@dataclass(frozen=True)
class Program:
    """A submission, read: where each question's function is, and what there is to ask of those that were found."""

    found: Extraction
    definitions: dict[str, Definition]
    asks: tuple[Request, ...]


def prepare(submission: notebook.Notebook, questions: Sequence[Question]) -> Program:
    """What has to be run for these questions; nothing is."""
    return _program(extract(submission, *_wanted(questions)), questions)


def _wanted(questions: Sequence[Question]) -> tuple[list[str], dict[str, str]]:
    """The functions to look for, and the handout's stubs of them."""
    return [q.function for q in questions], {q.function: q.stub for q in questions if q.stub}


def _program(found: Extraction, questions: Sequence[Question]) -> Program:
    definitions = {q.name: _definition(q, found) for q in questions}
    callable_ = [q for q in questions if definitions[q.name].status == "found"]
    return Program(found, definitions, tuple(_asks(callable_, found)))


def _definition(question: Question, found: Extraction) -> Definition:
    match found[question.function]:
        case Missing(_, suggestion):
            return Definition("missing", f"Did you mean {suggestion}?" if suggestion else "")
        case Broken() as broken:
            return _broken(broken)
        case Found(attempted=False, cell=cell, line=line):
            return Definition("not_attempted", cell=cell, line=line)
        case Found(broken=(broken, *_)):
            return _broken(broken)
        case Found(cell=cell, line=line):
            source = functions_source(found, question.function)
            return Definition("found", cell=cell, line=line, source=source if len(source) <= LONGEST_SOURCE else "")
    raise AssertionError(question.function)


def _broken(broken: Broken) -> Definition:
    message = (
        f"Cell {broken.cell}, which defines `{broken.name}`, is not Python that can be read (line {broken.line}):\n"
        f"    {broken.source_line.strip()}\n    {broken.message}\n"
        "Run this cell in your notebook until Python accepts it."
    )
    return Definition("broken", message, broken.cell, broken.line)


def _asks(questions: Sequence[Question], found: Extraction) -> Iterable[Request]:
    """Every case of these questions, those that hand over what is hidden behind all others.

    A concept item hands over nothing, and what stands in its entry may be quoted: it comes first.
    """
    for secret in (False, True):
        for question in questions:
            for case in question.cases:
                if bool(case.hidden and case.arguments) is secret:
                    yield _ask(question, case, found)


def _ask(question: Question, case: Case, found: Extraction) -> Request:
    needed = found[question.function]
    assert isinstance(needed, Found)
    traced = not needed.unresolved
    return Request(
        case=case.id,
        question=question.name,
        function=question.function,
        arguments=case.arguments,
        needs=needed.statements if traced else tuple(range(len(found.statements))),
        lenient=not traced,
        configuration=needed.configuration,
        calls=question.calls,
        numbers=_numbers(question, case),
        most_bytes=_most_bytes(question, case.id),
    )


def _numbers(question: Question, case: Case) -> int:
    """How many numbers the answer should hold; 0 where that would tell something, or where it holds none."""
    match question.returns:
        case "histories":
            return (case.steps + 1) * (case.dimension + 1)
        case "costs":
            return case.steps + 1
        case "number" | "vector" | "minimum":
            return _size(case.expected or {})
    return 0


def _most_bytes(question: Question, case: str) -> int:
    """What is kept of an answer: many times what is right, or what a known mistake returns."""
    answers = [c.expected or {} for reading in question.readings for c in reading.cases if c.id == case]
    answers += [mistake.answers.get(case, {}) for reading in question.readings for mistake in reading.mistakes]
    return max(FLOOR, FACTOR * 8 * max(map(_size, answers), default=0))


def _size(answer: Mapping[str, Any]) -> int:
    return sum(np.size(part) for part in answer.values())

"""One submission: its files -> the statements that its functions need -> the sandbox -> a Transcript.

Requests are made from the key here, without any answer. Visible cases of all questions come first and hidden ones last,
so that no argument of a hidden case can reach a message that a student reads.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from grader.base.exhaustive import assert_never
from grader.base.named_files import files_in_use
from grader.base.text import place, printable
from grader.extraction import notebook, reader
from grader.extraction.extract import (
    BrokenName,
    DefinedName,
    Extraction,
    MissingName,
    Statement,
    functions_source,
    needed_statements,
    statements_as_defined,
)
from grader.model.figures import figures_value
from grader.model.key import Case, Key, Question
from grader.model.request import Request
from grader.model.result_form import Part, leaves, unrolled
from grader.model.transcript import MAX_SOURCE, Call, Definition, Fault, Returned, Transcript
from grader.sandbox import session
from grader.sandbox.environment import Environment
from grader.sandbox.picture_decoding import decode_pictures

MIN_ANSWER_BYTES = 32 << 10  # that are kept of any answer
ANSWER_FACTOR = 20  # times the expected answer are kept
MAX_OTHERS = 4  # files that are asked for what the first one leaves open: those that answer most come first
MAX_NAMES = 3  # of expected functions that a summary lists


def ignore(*_: object) -> None:
    """Do nothing."""


def transcribe(
    files: Path | Sequence[Path],
    key: Key,
    environment: Environment | None = None,
    *,
    submission: str = "",
    on_call: Callable[[str, Call], None] = ignore,
    before_hidden: Callable[[Transcript], None] = ignore,
) -> Transcript:
    """Run the submission in a file on every case of the key.

    Of several files the first is the submission, which may import the others; these are asked for what it leaves open.
    `on_call` is told every call, `before_hidden` all visible ones before any hidden one is made. Never raises for
    anything that the files hold: what cannot be read is a transcript that says why.
    """
    path, *others = paths = [files] if isinstance(files, Path) else list(files)
    name = printable(submission or path.stem)  # either may hold anything, even half characters
    try:
        first = _ReadFile.read(path, others, key.questions)
    except notebook.Unreadable as reason:
        return Transcript(name, key.assignment, unreadable=str(reason))
    if first.extraction.looks_like:
        return Transcript(name, key.assignment, first.definitions, unreadable=_wrong_file(key, first.extraction))
    read = [first, *_completing(first, paths, key.questions)]
    answered = {q.name: file.definitions[q.name] for file in read for q in file.answered(key.questions)}
    statements, requests = _joined(read, key.questions)
    definitions, reads = first.definitions | answered, _reads(key, statements, [request for _, request in requests])
    transcript, calls = Transcript(name, key.assignment, definitions, reads=reads), dict[str, Call]()
    in_order = _in_order(requests, lambda: before_hidden(replace(transcript, calls=dict(calls))))
    record = partial(_record, calls, on_call)
    for case, call in _figure_calls(read, key.questions):
        record(case, call)
    run = session.run(statements, in_order, environment, record, key.modules, key.files)
    return replace(transcript, calls={**calls, **run.calls}, notes=run.notes)


def _figure_calls(files: Iterable[_ReadFile], questions: Sequence[Question]) -> Iterator[tuple[str, Call]]:
    """What the notebook has of the questions that ask for a figure: the pictures, as they can be shown."""
    for file in files:
        for question in file.answered(questions):
            if question.returns == "figure":
                try:
                    figures = figures_value(decode_pictures(file.extraction.figures[question.function]))
                except OSError as error:
                    yield question.cases[0].id, Fault(f"the program that reads pictures does not start: {error}")
                else:
                    yield question.cases[0].id, Returned(figures)


def _record(calls: dict[str, Call], on_call: Callable[[str, Call], None], case: str, call: Call) -> None:
    calls[case] = call
    on_call(case, call)


def _in_order(requests: Sequence[tuple[bool, Request]], before_hidden: Callable[[], None]) -> Iterator[Request]:
    """The requests, with those that wait for `before_hidden` last."""
    yield from (request for waits, request in requests if not waits)
    before_hidden()
    yield from (request for waits, request in requests if waits)


@dataclass(frozen=True)
class _ReadFile:
    """What a file holds, and how it defines the questions that were looked for in it."""

    extraction: Extraction
    definitions: dict[str, Definition]

    @staticmethod
    def read(path: Path, beside: Sequence[Path], questions: Sequence[Question]) -> _ReadFile:
        """Look for these questions in a file. Raises Unreadable."""
        figures = [q.function for q in questions if q.returns == "figure"]
        extraction = reader.read(path, *wanted(questions), beside=beside, figures=figures)
        return _ReadFile(extraction, {q.name: _definition(q, extraction) for q in questions})

    def answered(self, questions: Iterable[Question]) -> list[Question]:
        """Those of the questions that it answers."""
        return [q for q in questions if q.name in self.definitions and self.definitions[q.name].status == "found"]


def _completing(first: _ReadFile, paths: Sequence[Path], questions: Sequence[Question]) -> Iterator[_ReadFile]:
    """Those of the paths behind the first that answer what the files before them leave open.

    None is read once they have taken as long as one may: whoever waits for the submission has counted on no more.
    """
    answered, seconds = {q.name for q in first.answered(questions)}, first.extraction.seconds
    for at, path in list(enumerate(paths))[1 : 1 + MAX_OTHERS]:
        left = [q for q in questions if q.name not in answered]
        if not left or seconds >= reader.limits.cpu_seconds:
            return
        try:
            file = _ReadFile.read(path, [*paths[:at], *paths[at + 1 :]], left)
        except reader.ReadingLimitExceeded:
            return
        except notebook.Unreadable:
            continue
        answered |= {q.name for q in file.answered(left)}
        seconds += file.extraction.seconds
        yield file


def _joined(
    files: Iterable[_ReadFile], questions: Sequence[Question]
) -> tuple[list[Statement], list[tuple[bool, Request]]]:
    """The statements of all files, one file behind the other, and all requests, each with whether it waits."""
    statements, waiting = list[Statement](), list[tuple[bool, Request]]()
    for file in files:
        modules = {each.module for each in statements if each.module}
        waiting += _requests(file.answered(questions), file.extraction, len(statements))
        statements += [each for each in file.extraction.statements if each.module not in modules]
    return statements, waiting


def _reads(key: Key, statements: Sequence[Statement], requests: Sequence[Request]) -> dict[str, tuple[str, ...]]:
    """By question the public files that its program, with all modules of the submission, may read."""
    reads = dict[str, tuple[str, ...]]()
    for question, needs in {each.question: {*each.needs, *each.as_defined} for each in requests}.items():
        program = (each.source for at, each in enumerate(statements) if at in needs or each.module)
        if files := files_in_use("\n".join(program), key.modules, key.files):
            reads[question] = files
    return reads


def wanted(questions: Sequence[Question]) -> tuple[list[str], dict[str, str]]:
    """The functions to look for, and the handout's stubs of them."""
    names = [name for q in questions for name in q.names]
    return list(dict.fromkeys(names)), {name: q.stub for q in questions if q.stub for name in q.names}


def _wrong_file(key: Key, extraction: Extraction) -> str:
    """In place of one line for each question: what the file looks like, what was expected, what to hand in."""
    names = [f"`{each.name}`" for each in extraction.names]
    more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
    return (
        f"This does not look like {key.title!r}: it is {extraction.looks_like}. "
        f"Expected is a file that defines {', '.join(names[:MAX_NAMES])}{more}, and it has none of them. "
        "Open the notebook of this homework, in which you wrote your code; save it, and hand in that file."
    )


def _definition(question: Question, extraction: Extraction) -> Definition:
    """That of the first name which is not ready to be run; else that of the question's function.

    A figure is there where a picture is, whatever the variable holds.
    """
    if extraction.figures.get(question.function):
        defined = extraction[question.function]
        return Definition("found") if isinstance(defined, MissingName) else _found(defined, question.names, extraction)
    definitions = {name: _definition_of(name, question.names, extraction) for name in question.names}
    name = next((name for name, each in definitions.items() if each.status != "found"), question.function)
    return replace(definitions[name], name="" if name == question.function else name)


def _definition_of(name: str, names: Sequence[str], extraction: Extraction) -> Definition:
    match extraction[name]:
        case MissingName(_, suggestion):
            return Definition("missing", f"Did you mean {suggestion}?" if suggestion else "")
        case BrokenName() as broken:
            return _broken(broken)
        case DefinedName(attempted=False, cell=cell, line=line):
            return Definition("not_attempted", cell=cell, line=line)
        case DefinedName(broken=(broken, *_)):
            return _broken(broken)
        case DefinedName() as defined_name:
            return _found(defined_name, names, extraction)
        case unexpected:
            return assert_never(unexpected)


def _found(defined: DefinedName | BrokenName, names: Sequence[str], extraction: Extraction) -> Definition:
    source = functions_source(extraction, names) if isinstance(defined, DefinedName) else ""
    return Definition("found", "", defined.cell, defined.line, source if len(source) <= MAX_SOURCE else "")


def _broken(broken: BrokenName) -> Definition:
    message = (
        f"The code that defines `{broken.name}` cannot be run ({place(broken.cell, broken.line)}):\n"
        f"    {broken.source_line.strip()}\n    {broken.message}\n"
        "Correct it, and run it in your notebook until it works."
    )
    return Definition("broken", message, broken.cell, broken.line)


def requests(questions: Sequence[Question], extraction: Extraction) -> Iterable[Request]:
    """A request for every case of these questions, hidden cases behind all others."""
    return (request for _, request in sorted(_requests(questions, extraction), key=itemgetter(0)))


def _requests(questions: Iterable[Question], extraction: Extraction, begin: int = 0) -> Iterator[tuple[bool, Request]]:
    """A request for every case, and whether it waits for all visible ones; the first statement's number is `begin`.

    A written answer is nothing but a variable, which is read where it stands.
    """
    for question in questions:
        if question.returns == "figure":
            continue  # which nothing has to run for
        program = _Program.of(question, extraction, begin)
        for case in question.cases:
            yield case.hidden and not question.is_written, _request(question, case, program)


class _Program(NamedTuple):
    """What all requests of a question share, as it may be as long as the notebook: the fields of `Request`."""

    needs: tuple[int, ...]
    configuration: tuple[int, ...]
    as_defined: tuple[int, ...]
    lenient: bool

    @classmethod
    def of(cls, question: Question, extraction: Extraction, begin: int) -> _Program:
        """The statements that define the question's names."""
        needed = needed_statements(extraction, question.names)
        places = (needed.statements, needed.configuration, statements_as_defined(extraction, question.names))
        needs, configuration, as_defined = (tuple(at + begin for at in each) for each in places)
        return cls(needs, configuration, as_defined, not needed.is_traced)


def _request(question: Question, case: Case, program: _Program) -> Request:
    return Request(
        case=case.id, question=question.name, function=question.function, arguments=case.arguments,
        **program._asdict(), calls=question.calls, numbers=expected_numbers(question, case),
        most_bytes=kept_bytes(question, case.id), driver=question.driver, defines=question.defines,
        lasting=_lasting(question), seed=case.seed, runs=question.runs, unchanged=question.unchanged,
        raises=case.raises,
    )  # fmt: skip


def _lasting(question: Question) -> tuple[str, ...]:
    """Those of its names that the handout has as classes or functions, which serve all cases."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    defined = {node.name for node in ast.parse(question.stub).body if isinstance(node, kinds)}
    return tuple(name for name in question.defines if name in defined)


def expected_numbers(question: Question, case: Case) -> int:
    """How many numbers the answer should hold; 0 where it holds none, or where the count is part of the answer."""
    return 0 if question.form is None else _form_size(question.form, case.expected or {})


def _form_size(form: Part, answer: Mapping[str, Any]) -> int:
    """How many numbers a result of parts holds; 0 where one of them is a set, whose size is part of the answer."""
    parts = [(part.kind, answer.get(path)) for path, part, _ in leaves(unrolled(form, answer))]
    is_open = any(kind == "points" for kind, _ in parts)
    return 0 if is_open else sum(np.size(value) for _, value in parts if isinstance(value, np.ndarray))


def kept_bytes(question: Question, case: str) -> int:
    """How many bytes of an answer are kept: many times the largest right answer or mistake that students may know."""
    answers = [c.expected or {} for reading in question.readings for c in reading.cases if c.id == case]
    public = [mistake for reading in question.readings for mistake in reading.mistakes if not mistake.staff_only]
    answers += [mistake.answers.get(case, {}) for mistake in public]
    texts = len(question.cases) if question.is_written else 1  # one for each case, in one dictionary
    least = MIN_ANSWER_BYTES * max(question.runs, texts)
    return max(least, ANSWER_FACTOR * 8 * max(map(_size, answers), default=0))


def _size(answer: Mapping[str, Any]) -> int:
    """How many numbers an answer holds; the result of a check is text, and more than its numbers."""
    return sum(len(part) if isinstance(part, str) else np.size(part) for part in answer.values())

"""Right answers by the master's solution, under the course's own names.

The solution runs in the sandbox's child, as a submission does: on the case's arguments in float64, on arguments whose
floats are perturbed, and in float32. What these honest variants differ by becomes the tolerance.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import part_tolerances, tolerances
from grader.authoring.answers.case_functions import refusal
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.facts.packages import modules_without_package
from grader.base.exhaustive import assert_never
from grader.base.text import did_you_mean, place
from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName, Extraction, MissingName, Statement, needed_statements
from grader.model.arguments.typed_arguments import holds_jax_key, is_ragged, map_floats
from grader.model.encoding.values import Items, Numbers, Table, Text, Value
from grader.model.request import Request
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped
from grader.processes.fork_server import shared_fork_server
from grader.sandbox import session
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.isolation.profiles import unrequired_isolation

if TYPE_CHECKING:
    from pathlib import Path

    from grader.authoring.facts.assignment import Assignment
    from grader.authoring.facts.question_spec import QuestionSpec
    from grader.model.key import Case

SolutionValues = Mapping[str, Sequence[Value]]  # by case: the right value, then the honest variants

PERTURBED = 4  # runs of a case with perturbed floats
SLOW = 0.5  # seconds of a run after which an author is told
AGAIN = "again"  # in the name of the request that repeats the first call of a case
VARIANT_WORDS = part_tolerances.PERTURBED, part_tolerances.IN_FLOAT32  # of a variant; the last is in float32
LIMITS = Limits(case_seconds=20, question_seconds=600, timeouts_per_question=1)  # students have 10 s of CPU for a call


# Statements before the solution's own, which set the precision of JAX.
PRECISIONS = tuple(Statement(0, 1, f'import jax\njax.config.update("jax_enable_x64", {on})') for on in (True, False))

# Reads a name that always exists: what comes of it says whether the assignment's modules could be executed.
_LOADED = Request("modules", "modules", "__name__", {}, needs=(), calls=False)

# ── running it


def run_solutions(
    assignment: Assignment,
    questions: Sequence[tuple[QuestionSpec, Sequence[Case]]],
    progress: Callable[[str], None] = lambda text: None,
) -> SolutionValues:
    """What the master's functions return on the cases of these questions, in one process. Raises BadAssignment."""
    if not questions and not assignment.modules:
        return {}
    return _values(assignment, questions, read_master(assignment, [spec for spec, _ in questions]), progress)


def run_reading(assignment: Assignment, spec: QuestionSpec, cases: Sequence[Case], file: str) -> SolutionValues:
    """What the function of that file, another reading of the question, returns. Raises BadAssignment."""
    extraction = read_staff_file(spec, "accept", assignment.folder, file, spec.names)
    return _values(assignment, [(spec, cases)], extraction)


def _values(
    assignment: Assignment,
    questions: Sequence[tuple[QuestionSpec, Sequence[Case]]],
    extraction: Extraction,
    progress: Callable[[str], None] = lambda text: None,
) -> SolutionValues:
    runs = [
        [_requests(spec, case, extraction, in_float64=in_float64) for spec, cases in questions for case in cases]
        for in_float64 in (True, False)  # all of one precision first: it belongs to the whole process
    ]
    requests = [*(request for of_precision in runs for of_case in of_precision for request in of_case), _LOADED]
    calls = run_program(assignment, with_precisions(extraction), requests)
    if isinstance(fault := calls.pop(_LOADED.case), Fault):
        raise BadAssignment(
            f"{fault.detail}. It runs before the work of students, who have the other public files and what `packages` "
            "adds: correct the line, and run the file alone to see more."
        )
    values: dict[str, list[Value]] = {}
    faults: dict[str, str] = {}  # of each question the first: an author reads all at once
    for spec, cases in questions:
        for case in cases:
            of_case = {name: call for name, call in calls.items() if name.split(" ")[0] == case.id}
            _note_slow(spec, case, of_case.values(), progress)
            again = of_case.pop(f"{case.id} {AGAIN}", None)
            try:
                values[case.id] = _all_returned(spec, case, list(of_case.values()), assignment.folder)
                if not case.raises:
                    _require_same(spec, case, values[case.id][0], again)
            except BadAssignment as fault:
                faults.setdefault(spec.name, str(fault))
    if faults:
        raise BadAssignment("\n".join(faults.values()))
    return values


def _note_slow(spec: QuestionSpec, case: Case, calls: Collection[Call], progress: Callable[[str], None]) -> None:
    seconds = min(getattr(call, "seconds", 0.0) for call in calls)  # the first run compiles
    if seconds > SLOW:
        progress(
            f"{spec.name}: case {spec.case_number(case.id)} takes {seconds:.1f} s for one run of its solution, and the "
            "proof needs many. Fewer steps or less data in this case make it quick; a `sleep` in the solution can go."
        )


def environment_of_students(assignment: Assignment, limits: Limits) -> Environment:
    """How the master's code runs: without the installed packages that students lack."""
    hidden = modules_without_package(assignment.packages)
    return Environment(limits, unrequired_isolation(), fork_server=shared_fork_server(), hidden=hidden)


def run_program(assignment: Assignment, program: Sequence[Statement], requests: Sequence[Request]) -> dict[str, Call]:
    """What comes of these requests, in a process that has what students have of the assignment."""
    environment = environment_of_students(assignment, LIMITS)
    return session.run(program, requests, environment, modules=assignment.modules, files=assignment.student_data).calls


def needed_source(assignment: Assignment, questions: Sequence[QuestionSpec]) -> dict[str, str]:
    """By question, the master's code that its solution runs, in order; nothing of those that it leaves open."""
    extraction, solved = read_solutions(assignment, questions)
    return {question.name: _needed_source(extraction, question.names) for question in solved}


def _needed_source(extraction: Extraction, names: Sequence[str]) -> str:
    needed = needed_statements(extraction, names)
    configures = set(needed.configuration)
    return json.dumps([(extraction.statements[index].source, index in configures) for index in needed.statements])


def read_master(assignment: Assignment, questions: Sequence[QuestionSpec]) -> Extraction:
    """The master's statements, and which of them each question needs. Raises BadAssignment."""
    extraction = _extracted(assignment, questions)
    question_of = {name: question for question in questions for name in question.names}
    for name, question in question_of.items():
        match extraction[name]:
            case DefinedName(attempted=True):
                continue
            case MissingName(_, suggestion):
                fault = "defines no such name." + (f" Did you mean {suggestion}?" if suggestion else "")
            case _:
                fault = "holds no solution of it that can be run: write one between the markers."
        raise refusal(
            question,
            f"`{name}` takes its right answers from the master's solution, since no `method` names a "
            f"module of reference/. {assignment.notebook} {fault}",
        )
    return extraction


def read_staff_file(spec: QuestionSpec, key: str, folder: Path, file: str, names: Sequence[str]) -> Extraction:
    """The file of staff that the question names under this key, which defines these names. Raises BadAssignment."""
    path, where = folder / file, f"{key} = {file!r}"
    try:
        inside = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
        extraction = reader.read(path, list(names)) if inside else None
    except (notebook.Unreadable, OSError) as error:
        raise refusal(spec, f"{where}: this file cannot be read: {error}") from None
    if extraction is None:
        raise refusal(spec, f"{where}: there is no such file in the folder of assignment.toml.")
    for name in names:
        if not isinstance(extraction[name], DefinedName):
            raise refusal(spec, f"{where}: this file defines no function `{name}`.")
    return extraction


def read_solutions(assignment: Assignment, questions: Sequence[QuestionSpec]) -> tuple[Extraction, list[QuestionSpec]]:
    """The master's statements, and those of the questions that it solves. Raises BadAssignment."""
    extraction = _extracted(assignment, questions)
    return extraction, [each for each in questions if all(_is_solved(extraction[name]) for name in each.names)]


def _is_solved(name: object) -> bool:
    return isinstance(name, DefinedName) and name.attempted


def _extracted(assignment: Assignment, questions: Sequence[QuestionSpec]) -> Extraction:
    if not questions:
        return Extraction((), (), ())
    master = assignment.master
    if not master.is_file():
        beside = [path.name for path in master.parent.glob("*") if path.suffix in (".ipynb", ".py")]
        fault = f"there is no file {assignment.notebook!r} beside it.{did_you_mean(assignment.notebook, beside)}"
        raise BadAssignment(f"assignment.toml: notebook: {fault}")
    try:
        return reader.read(master, list(dict.fromkeys(n for each in questions for n in each.names)))
    except (notebook.Unreadable, OSError) as error:
        raise refusal(questions[0], f"the master {assignment.notebook} cannot be read: {error}") from None


def with_precisions(extraction: Extraction) -> tuple[Statement, ...]:
    """The program that requests are made for."""
    return (*extraction.statements, *PRECISIONS)


def _requests(spec: QuestionSpec, case: Case, extraction: Extraction, *, in_float64: bool) -> Iterator[Request]:
    """The calls of one case in one precision; the first in float64 is the right one."""
    first = request(spec, case, extraction, in_float64=in_float64)
    perturbed = 0 if spec.check else PERTURBED  # a check says what is near enough
    variants = list(_variants(case.arguments, perturbed, in_float64=in_float64))
    for number, arguments in enumerate(variants):
        yield replace(first, case=f"{case.id} {in_float64} {number}", arguments=arguments)
    if in_float64 and perturbed and variants:
        yield replace(first, case=f"{case.id} {AGAIN}", arguments=variants[0])


def request(spec: QuestionSpec, case: Case, extraction: Extraction, *, in_float64: bool = True) -> Request:
    """The call of one case in one precision."""
    needed = needed_statements(extraction, spec.names)
    return Request(
        case=case.id,
        question=spec.name,
        function=spec.function,
        arguments=case.arguments,
        needs=(len(extraction.statements) + (not in_float64), *needed.statements),
        lenient=not needed.is_traced,
        configuration=needed.configuration,
        calls=spec.calls,
        driver=spec.driver.reference if spec.driver else "",
        defines=spec.names if spec.driver else (),
        seed=case.seed,
        runs=spec.runs,
        unchanged=spec.unchanged,
        raises=case.raises,
    )


def _variants(arguments: dict[str, Any], perturbed: int, *, in_float64: bool) -> Iterator[dict[str, Any]]:
    """The arguments, perturbed ones, and float32 ones. Float32 is right of a JAX key: float64 draws other numbers."""
    if in_float64 is not any(map(holds_jax_key, arguments.values())):
        rng = np.random.default_rng(0)
        yield arguments
        for _ in range(perturbed):
            yield {name: map_floats(value, lambda floats: _perturbed(floats, rng)) for name, value in arguments.items()}
    if not in_float64:
        yield {name: map_floats(argument, _to_float32) for name, argument in arguments.items()}


def _to_float32(floats: Any) -> Any:
    """An array in float32; a single float takes the precision of what it meets."""
    if isinstance(floats, np.ndarray):
        return floats.astype(np.float32) if floats.dtype == np.float64 else floats
    return np.asarray(floats, np.float32) if isinstance(floats, list) else floats


def _perturbed(floats: Any, rng: np.random.Generator) -> Any:
    perturbed = tolerances.perturbed(np.asarray(floats, dtype=float), rng)
    return perturbed.astype(floats.dtype) if isinstance(floats, np.ndarray) else perturbed.tolist()


def _all_returned(spec: QuestionSpec, case: Case, calls: Sequence[Call], folder: Path) -> list[Value]:
    """The right value and the honest variants. Where a variant alone has none it is said what is different in it.

    None of a case in which the solution raises what it should.
    """
    for call in calls:
        _require_kept(spec, case, call)
    if case.raises:
        return []
    right, *variants = calls
    values = [_returned(spec, case, right, folder)]
    for number, call in enumerate(variants, start=1):
        try:
            values.append(_returned(spec, case, call, folder))
        except BadAssignment as fault:
            when, cause, way_out = VARIANT_WORDS[number == len(variants)]
            raise BadAssignment(
                f"{str(fault).removesuffix('.')}. The case as it is written returns; this happens where {when}. The "
                f"case lies on a threshold, or {cause}. {way_out}"
            ) from None
    return values


def _require_kept(spec: QuestionSpec, case: Case, call: Call) -> None:
    """Require that the solution raises what the case says, and leaves the arguments unchanged that the question names.

    Raises BadAssignment.
    """
    where, bases = f"case {spec.case_number(case.id)}", getattr(call, "bases", ())
    if case.raises and not (isinstance(call, Raised) and call.is_raised_as(case.raises)):
        instead = f"raises {call.kind}: {call.message}" if isinstance(call, Raised) else "returns"
        meant = did_you_mean(case.raises, [*(base.rpartition(".")[2] for base in bases), *dir(builtins)])
        instead = instead if isinstance(call, Raised | Returned) else "does not come to its end"
        raise refusal(spec, f"{where}: raises = {case.raises!r}, and the solution {instead.removesuffix('.')}.{meant}")
    for name in getattr(call, "after", {}):
        raise refusal(
            spec,
            f"{where}: unchanged = [{name!r}], and the solution changes this argument. Let it work on a copy, or take "
            "the name out of the list.",
        )


def _returned(spec: QuestionSpec, case: Case, call: Call, folder: Path) -> Value:
    where = f"case {spec.case_number(case.id)}: the solution"
    match call:
        case Returned(value):
            return value
        case Raised() as raised:
            line = f"{raised.file}, line {raised.line}" if raised.file else place(raised.cell, raised.line)
            at = f" in {line}, `{raised.source}`" if raised.file or raised.line else ""
            message = f": {text}" if (text := raised.message.removesuffix(".")) else ""
            raise refusal(spec, f"{where} raised {raised.kind}{at}{message}.{_advice(spec, case, raised, folder)}")
        case Stopped(_, detail) | Fault(detail):
            raise refusal(spec, f"{where} could not be run to its end: {detail}")
    return assert_never(call)


def _require_same(spec: QuestionSpec, case: Case, value: Value, again: Call | None) -> None:
    """Refuse a solution that answers one call in two ways."""
    pairs = list(zip_longest(arrays(value), arrays(again.value))) if isinstance(again, Returned) else []
    if not all(np.shape(one) == np.shape(other) and np.allclose(one, other, equal_nan=True) for one, other in pairs):
        raise refusal(
            spec,
            f"case {spec.case_number(case.id)}: the solution answers the same call in two ways: it draws random "
            "numbers without a seed, or keeps something from call to call. Hand it a generator, rng = { rng = 0 }, "
            "write seed = 0 in the case for np.random and random, or let a `check` with `runs` judge random results.",
        )


def _advice(spec: QuestionSpec, case: Case, raised: Raised, folder: Path) -> str:
    """What an author can do about an exception that tells of the assignment, not of the solution's own code."""
    if raised.kind == "ModuleNotFoundError":
        file = f"{raised.message.rpartition(' ')[2].strip(chr(39)).partition('.')[0]}.py"
        if (folder / file).is_file():
            return f" Of {file} students get nothing: what they may use stands in functions.py, which they can import."
        return ' Install its package here, and name it for students in assignment.toml: packages = ["..."].'
    if raised.kind == "FileNotFoundError":
        return ' What code opens by itself is listed in assignment.toml: files = ["data/train.csv"].'
    if raised.kind == "KeyError" and raised.message.lstrip("-").isdigit():
        return " Keys of a dictionary in assignment.toml are texts: a `driver` can make whole numbers of them."
    if raised.kind == "TypeError" and not raised.line:
        return f" Does its `def` line fit the signature {spec.signature!r}?"
    ragged = [f"`{name}`" for name, value in case.arguments.items() if is_ragged(value)]
    return f" The rows of {ragged[0]} have several shapes, and so it is a list of arrays." if ragged else ""


# ── its answers


def arrays(value: Value) -> Iterator[np.ndarray]:
    """The numbers of a value in order, whatever holds them; of a text its bytes."""
    match value:
        case Numbers(array):
            yield array
        case Text(text):
            yield np.frombuffer(text.encode(), dtype=np.uint8)
        case Items(items):
            for item in items:
                yield from arrays(item)
        case Table(entries):
            for entry in entries.values():
                yield from arrays(entry)

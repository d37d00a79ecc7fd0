"""Right answers by the master's solution, under the course's own names.

The solution runs in the sandbox's child, as a submission does: on the case's arguments in float64, on arguments whose
floats are perturbed, and in float32. What these honest variants differ by becomes the tolerance.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import tolerances
from grader.authoring.answers.case_functions import UnfitCase, refusal
from grader.authoring.arguments import MAX_ITS
from grader.base.exhaustive import assert_never
from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName, Extraction, MissingName, Statement
from grader.judging.parts import PartValues, read_parts
from grader.model.key_checks import STEPPED
from grader.model.request import Request
from grader.model.result_form import NUMERIC, Part, leaves, shown
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped
from grader.model.typed_arguments import map_floats
from grader.model.values import Items, Numbers, Text, Value
from grader.sandbox import session
from grader.sandbox.environment import Environment, Limits

if TYPE_CHECKING:
    from grader.authoring.assignment import Assignment, CaseSpec, QuestionSpec
    from grader.model.key import Case

SolutionValues = Mapping[str, Sequence[Value]]  # by case: the right value, then the honest variants

PERTURBED = 4  # runs of a case with perturbed floats
LIMITS = Limits(case_seconds=60, question_seconds=600)  # for all variants of all cases, on a busy machine too


# Statements before the solution's own, which set the precision of JAX.
_PRECISIONS = tuple(Statement(0, 1, f'import jax\njax.config.update("jax_enable_x64", {on})') for on in (True, False))
FLOAT64 = _PRECISIONS[0]


# ── running it


def run_solutions(assignment: Assignment, questions: Sequence[tuple[QuestionSpec, Sequence[Case]]]) -> SolutionValues:
    """What the master's functions return on the cases of these questions, in one process. Raises BadAssignment."""
    if not questions:
        return {}
    extraction = _read_master(assignment, [spec for spec, _ in questions])
    runs = [
        [_requests(spec, case, extraction, in_float64=in_float64) for spec, cases in questions for case in cases]
        for in_float64 in (True, False)  # all of one precision first: it belongs to the whole process
    ]
    requests = [request for of_precision in runs for of_case in of_precision for request in of_case]
    calls = session.run((*extraction.statements, *_PRECISIONS), requests, Environment(LIMITS)).calls
    values: dict[str, list[Value]] = {}
    for spec, cases in questions:
        for case in cases:
            own = [call for name, call in calls.items() if name.split(" ")[0] == case.id]
            values[case.id] = [_returned(spec, case, call) for call in own]
    return values


def needed_source(assignment: Assignment, questions: Sequence[QuestionSpec]) -> dict[str, str]:
    """By function, the master's code that it depends on: all statements that it runs, in their order."""
    if not questions:
        return {}
    extraction = _read_master(assignment, questions)
    return {question.function: _needed_source(extraction, question.function) for question in questions}


def _needed_source(extraction: Extraction, name: str) -> str:
    defined_name = extraction[name]
    assert isinstance(defined_name, DefinedName)
    needs = range(len(extraction.statements)) if defined_name.unresolved else defined_name.statements
    configures = set(defined_name.configuration)
    return json.dumps([(extraction.statements[index].source, index in configures) for index in needs])


def _read_master(assignment: Assignment, questions: Sequence[QuestionSpec]) -> Extraction:
    try:
        extraction = reader.read(assignment.master, [question.function for question in questions])
    except (notebook.Unreadable, OSError) as error:
        raise refusal(questions[0], f"the master {assignment.notebook} cannot be read: {error}") from None
    for question in questions:
        match extraction[question.function]:
            case DefinedName(attempted=True):
                continue
            case MissingName(_, suggestion):
                fault = "defines no such name." + (f" Did you mean {suggestion}?" if suggestion else "")
            case _:
                fault = "holds no solution of it that can be run: write one between the markers."
        raise refusal(
            question,
            f"`{question.function}` takes its right answers from the master's solution, since no `method` names a "
            f"module of reference/. {assignment.notebook} {fault}",
        )
    return extraction


def _requests(spec: QuestionSpec, case: Case, extraction: Extraction, *, in_float64: bool) -> Iterator[Request]:
    """The calls of one case in one precision; the first in float64 is the right one."""
    defined_name = extraction[spec.function]
    assert isinstance(defined_name, DefinedName)
    own = tuple(range(len(extraction.statements))) if defined_name.unresolved else defined_name.statements
    needs = (len(extraction.statements) + (not in_float64), *own)
    for number, arguments in enumerate(_variants(_longer(spec, case), in_float64=in_float64)):
        yield Request(
            case=f"{case.id} {in_float64} {number}",
            question=spec.name,
            function=spec.function,
            arguments=arguments,
            needs=needs,
            lenient=bool(defined_name.unresolved),
            configuration=defined_name.configuration,
            calls=spec.calls,
        )


def _longer(spec: QuestionSpec, case: Case) -> dict[str, Any]:
    """The arguments; for a history those of one step more, which the key holds to tell "one step too many"."""
    if spec.returns not in STEPPED:
        return case.arguments
    if type(case.arguments.get(MAX_ITS)) is not int:
        raise refusal(
            spec,
            f"returns = {spec.returns!r} needs the number of steps in the argument {MAX_ITS!r}. Where it has another "
            'name, write the histories as parts: returns = [{ weights = "array" }, { costs = "array" }]',
        )
    return {**case.arguments, MAX_ITS: case.arguments[MAX_ITS] + 1}


def _variants(arguments: dict[str, Any], *, in_float64: bool) -> Iterator[dict[str, Any]]:
    if not in_float64:
        yield {name: map_floats(argument, _to_float32) for name, argument in arguments.items()}
        return
    rng = np.random.default_rng(0)
    yield arguments
    for _ in range(PERTURBED):
        yield {name: map_floats(value, lambda floats: _perturbed(floats, rng)) for name, value in arguments.items()}


def _to_float32(floats: Any) -> Any:
    """An array in float32; a single float takes the precision of what it meets."""
    return {"array": floats, "of": "float32"} if isinstance(floats, list) else floats


def _perturbed(floats: Any, rng: np.random.Generator) -> Any:
    return tolerances.perturb({"floats": np.asarray(floats, dtype=float)}, rng)["floats"].tolist()


def _returned(spec: QuestionSpec, case: Case, call: Call) -> Value:
    where = f"case {spec.case_number(case.id)}: the solution"
    match call:
        case Returned(value):
            return value
        case Raised() as raised:
            place = f" in cell {raised.cell}, line {raised.line}, `{raised.source}`" if raised.cell else ""
            raise refusal(spec, f"{where} raised {raised.kind}: {raised.message}{place}.{_advice(spec, raised)}")
        case Stopped(_, detail) | Fault(detail):
            raise refusal(spec, f"{where} could not be run to its end: {detail}")
    return assert_never(call)


def _advice(spec: QuestionSpec, raised: Raised) -> str:
    """What an author can do about an exception that tells of the assignment, not of the solution's own code."""
    if raised.kind == "ModuleNotFoundError":
        return ' Install it here, and name its package in assignment.toml for students: packages = ["..."].'
    if raised.kind == "TypeError" and not raised.cell:
        return f" Does its `def` line fit the signature {spec.signature!r}?"
    return ""


# ── its answers


def to_plain(value: Value) -> Any:
    """The value as arrays, texts and lists of these. Raises TypeError for anything else."""
    match value:
        case Numbers(array):
            return array
        case Text(text):
            return text
        case Items(items):
            return [to_plain(item) for item in items]
    raise TypeError("it is neither numbers nor a text")


def form_answer(form: Part, case: CaseSpec, values: Sequence[Value]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The right answer by path, and the tolerance of its numeric parts. Raises UnfitCase."""
    right, *variants = [_read(form, value) for value in values]
    tolerance = {}
    for path, part, _ in leaves(form):
        others = [variant[path] for variant in variants]
        if part.kind in NUMERIC:
            tolerance[path] = part.tolerance or case.tolerance or _earned(path, right[path], others)
        elif any(other != right[path] for other in others):
            raise UnfitCase(f"{shown(path)} {_changes('with the last digit')}")
    return right, tolerance


def _read(form: Part, value: Value) -> dict[str, Any]:
    read: PartValues = read_parts(form, value)
    if read.wrong_forms:
        sentence = next(iter(read.wrong_forms.values())).sentence
        raise UnfitCase(f"what the solution returns does not fit `returns`. Of a student it would be said: {sentence}")
    return read.values


def _earned(path: str, right: np.ndarray, variants: Sequence[np.ndarray]) -> float:
    if not np.isfinite(right).all():
        raise UnfitCase(f"{shown(path)} holds nan or inf in what the solution returns.")
    if any(variant.shape != right.shape for variant in variants):
        raise UnfitCase(f"the shape of {shown(path)} {_changes('with the last digit')}")
    try:
        return float(tolerances.tolerances({"": right}, [{"": v} for v in variants], steps=False)[""])
    except tolerances.UnstableCase:
        raise UnfitCase(f"{shown(path)} {_changes('by far more than a rounding error')}") from None


def _changes(how: str) -> str:
    return (
        f"changes {how} when the decimals among the arguments are changed by a rounding error, or computed in float32: "
        "the case is ill conditioned, or lies on a threshold. Use another case, give the part a `tolerance`, and "
        "write labels, counts and indices without a decimal point: whole numbers are not perturbed."
    )

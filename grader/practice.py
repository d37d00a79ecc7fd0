"""What honest work is asked to fill the compilation cache: more than the visible cases, and nothing that is hidden.

A hidden case mostly hands one function what a visible case hands another. So a function is asked with the costs that
any visible case hands over, from a point of their size, and what takes a quadratic with quadratics of a few sizes. All
of it follows from what is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.key import Case, Question

POINTS = ("w", "v", "starts")  # arguments that hold a point, the last one several
SIZES = (2, 3, 4)  # of quadratics
COST = ("cost", "gradient_of")
Spec = Mapping[str, Any]


def practice(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions of a student's key, with further cases; none of these has an answer."""
    shown = (case for question in questions for case in question.cases)
    costs = {_name(spec): (spec, _size(case)) for case in shown for spec in _specs(case) if not _sized(spec)}
    return tuple(_with(question, costs.values()) for question in questions)


def _with(question: Question, costs: Iterable[tuple[Spec, int]]) -> Question:
    """The question, asked with these costs, and with quadratics if it takes one, where no visible case does so."""
    told = {_asked(case.arguments) for case in question.cases}
    further: dict[Any, dict[str, Any]] = {}
    for arguments in _further(question.cases, costs):
        further.setdefault(_asked(arguments), arguments)
    cases = [
        replace(question.cases[0], id=f"practice.{question.name}.{number}", arguments=arguments)
        for number, (asked, arguments) in enumerate(further.items())
        if asked not in told
    ]
    return replace(question, cases=(*question.cases, *cases))


def _further(cases: Sequence[Case], costs: Iterable[tuple[Spec, int]]) -> Iterator[dict[str, Any]]:
    for spec, size in costs:
        takes_one = [case for case in cases if any(not _sized(given) for given in _specs(case))]
        takes_one.sort(key=lambda case: _size(case) != size)
        for like in takes_one:
            if _size(like) == size or like.arguments.keys() & set(POINTS):
                yield {name: _swapped(value, spec) for name, value in _resized(like.arguments, size).items()}
    for case in reversed(cases):  # the last is the richest
        if "C" in case.arguments or any(map(_sized, _specs(case))):
            yield from (_quadratic(_resized(case.arguments, size), size) for size in SIZES)


def _asked(arguments: Mapping[str, Any]) -> tuple[Any, ...]:
    """What code is compiled for: the costs' names, and how large everything is."""
    return tuple(_name(value) if isinstance(value, dict) else _shape(value) for value in _flat(arguments))


def _flat(arguments: Mapping[str, Any]) -> Iterator[Any]:
    for value in arguments.values():
        yield value
        yield from (value.get("parameters") or {}).values() if isinstance(value, dict) else ()


def _shape(value: Any) -> tuple[int, ...] | type:
    return (
        (len(value), *([len(value[0])] if isinstance(value[0], list) else []))
        if isinstance(value, list)
        else type(value)
    )


def _specs(case: Case) -> list[Spec]:
    return [value for value in case.arguments.values() if isinstance(value, dict)]


def _name(spec: Spec) -> str:
    return next(spec[kind] for kind in COST if kind in spec)


def _sized(spec: Spec) -> bool:
    """Whether the cost's parameters fix how many coordinates a point has."""
    return any(isinstance(value, list) for value in (spec.get("parameters") or {}).values())


def _swapped(value: Any, spec: Spec) -> Any:
    if not isinstance(value, dict):
        return value
    kind = next(kind for kind in COST if kind in value)
    return {kind: _name(spec), **{name: part for name, part in spec.items() if name not in COST}}


def _quadratic(arguments: dict[str, Any], size: int) -> dict[str, Any]:
    """With b and C of that size, C's eigenvalues positive, wherever these stand."""
    told = {"b": [0.5] * size, "C": [[1.0 + (i == j) / size for j in range(size)] for i in range(size)]}
    return {
        name: _quadratic(value, size) if isinstance(value, dict) else told.get(name, value)
        for name, value in arguments.items()
    }


def _size(case: Case) -> int:
    """How many coordinates the case's points have, 0 for a number."""
    for name in POINTS:
        if name in case.arguments:
            point = case.arguments[name]
            point = point[0] if name == "starts" else point
            return len(point) if isinstance(point, list) else 0
    return 0


def _resized(arguments: Mapping[str, Any], size: int) -> dict[str, Any]:
    def resize(point: Any) -> Any:
        numbers = point if isinstance(point, list) else [point]
        return [numbers[i % len(numbers)] for i in range(size)] if size else numbers[0]

    points = {name: arguments[name] for name in POINTS if name in arguments}
    told = {name: [*map(resize, point)] if name == "starts" else resize(point) for name, point in points.items()}
    return {**arguments, **told}

"""The proof of the proof: changes of the solutions that no case tells from them, and cases that would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.authoring.case_arguments.arguments import COST_PARAMETERS
from grader.authoring.derived.exercises import Exercise
from grader.authoring.derived.runs import Workshop
from grader.authoring.derived.wording import describe
from grader.authoring.proving.cases.survivors import Revealed, Survivors, find_survivors
from grader.authoring.proving.proof import Finding
from grader.authoring.proving.trials.mistake_trials import argument_toml
from grader.changes.source_tree import Change
from grader.model.arguments.typed_arguments import FUNCTIONS, is_array, is_function
from grader.model.key import Case

MAX_CHANGES = 3  # that are listed for one case


def surviving_changes(workshop: Workshop, exercise: Exercise) -> Finding:
    """A line for the question, which always holds: a drawn case may ask what nobody means to ask."""
    survivors = find_survivors(workshop, exercise)
    cases = [list(case_in_toml(each.case, by_solution=exercise.spec.by_solution)) for each in survivors.revealed]
    lines = [_case_that_catches(survivors.question, *pair) for pair in zip(survivors.revealed, cases, strict=True)]
    claim = f"{survivors.question}: changes of its solution lose points"
    return Finding(claim, True, figure(survivors), tuple(lines), tuple(_never(survivors)))


def figure(survivors: Survivors) -> str:
    """What a question's line says, such as "101 of 110; 2 would in another case, 7 in none that was tried"."""
    tried = survivors.changes - survivors.too_slow
    lost, never = tried - len(survivors.survivors), len(survivors.never_told_apart)
    would = f"{len(survivors.survivors) - never} would in another case, " if survivors.revealed else ""
    slow = f"; {survivors.too_slow} more took too long, and nothing is proven of them" if survivors.too_slow else ""
    return f"{lost} of {tried}; {would}{never} in none that was tried{slow}"


def _never(survivors: Survivors) -> Iterator[str]:
    """A line for each change that no tried case tells apart: most of them change nothing."""
    for change in survivors.never_told_apart:
        yield f"{survivors.question}: no case that was tried tells apart: {_words(change)}"


def _case_that_catches(question: str, revealed: Revealed, case: Sequence[str]) -> str:
    """The lines of the case, and what it catches."""
    changes = list(dict.fromkeys(map(_words, revealed.changes)))
    more = f"; and {len(changes) - MAX_CHANGES} more" if len(changes) > MAX_CHANGES else ""
    text = f"{question} keeps every point when {'; or when '.join(changes[:MAX_CHANGES])}{more}. This case catches it:"
    return "\n            ".join([text, "[[question.case]]", *case])


def _words(change: Change) -> str:
    """The change for staff, who may read every name of the solution, with its line."""
    return f"{describe(change, change.source).name} (line {change.line} of the function)"


def case_in_toml(case: Case, *, by_solution: bool = True) -> Iterator[str]:
    """The lines of assignment.toml that ask for the arguments of this case; a method has its cost under `on`."""
    of_cost = () if by_solution else [name for name in COST_PARAMETERS if name in case.arguments]
    for name in of_cost[:1]:
        yield f"on = {argument_toml(_cost(case.arguments[name]))}"
    for name, value in case.arguments.items():
        if name not in of_cost:
            yield f"{name} = {argument_toml(_written(value))}"
    if case.seed is not None:
        yield f"random_seed = {case.seed}"


def _cost(data: Mapping[str, Any]) -> Any:
    """A cost as `on` names it."""
    name = next(data[kind] for kind in FUNCTIONS if kind in data)
    formula = {"formula": data["formula"]} if "formula" in data else {}
    return {"name": name, **data["parameters"], **formula} if data["parameters"] or formula else name


def _written(data: Any) -> Any:
    """A typed argument as assignment.toml writes it."""
    if not isinstance(data, dict):
        return data.tolist() if isinstance(data, np.ndarray) else data
    if "table" in data:
        return {name: _written(entry) for name, entry in data["table"]}
    if is_function(data):
        kind = next(kind for kind in FUNCTIONS if kind in data)
        return {kind: data[kind], **{name: _written(value) for name, value in data["parameters"].items()}}
    if "items" not in data:
        return data
    holds_more, plain = _plain(data)
    return plain if holds_more else {"list": plain}  # without words or tables in it, it would be read as an array


def _plain(data: Any) -> tuple[bool, Any]:
    """Whether a list holds anything but numbers at any depth, such as arrays, and the list itself."""
    if not isinstance(data, dict) or "items" not in data:
        return isinstance(data, (str, dict)) or is_array(data), _written(data)
    items = [_plain(item) for item in data["items"]]
    return any(holds_more for holds_more, _ in items), [item for _, item in items]

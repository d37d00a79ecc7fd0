"""The proof of the proof: changes of the solutions that no case tells from them, and cases that would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grader.authoring.cache import Cache, digest, engine
from grader.authoring.derived.survivors import Survivors, find_survivors
from grader.authoring.derived.wording import describe
from grader.authoring.proving.mistake_trials import to_toml
from grader.authoring.proving.proof import Finding
from grader.model.arguments.typed_arguments import FUNCTIONS, is_function
from grader.model.key import to_data

if TYPE_CHECKING:
    from grader.authoring.derived.source_tree import Change
    from grader.authoring.facts.assignment import Assignment
    from grader.model.key import Case, Key

KIND = "lists of changes"
MOST_CHANGES = 5  # that are listed for one case


def surviving_changes(assignment: Assignment, key: Key, cache: Cache) -> Iterator[Finding]:
    """A figure without a limit: a drawn case may ask what nobody means to ask."""
    specs = {spec.name: spec for spec in assignment.question}
    questions = {q.name: q for q in key.questions if specs[q.name].by_solution and not q.check}
    if not questions:
        return
    name = digest("survivors", engine(), *(json.dumps(to_data(question)) for question in questions.values()))
    if (stored := cache.get(KIND, name)) is None:
        survivors = list(find_survivors(assignment, questions))
        count, revealed = sum(each.count for each in survivors), sum(len(each.revealed) for each in survivors)
        lines = [line for each in survivors for line in _lines(each)]
        cache.put(name, stored := json.dumps([f"{revealed} of the {count} that keep every point", lines]))
    figure, lines = json.loads(stored)
    yield Finding("changed solutions that other arguments would tell apart", True, figure, tuple(lines))


def _lines(survivors: Survivors) -> Iterator[str]:
    """For each case that would catch some of them, the case and what it catches."""
    for case in dict.fromkeys(each.case.id for each in survivors.revealed):
        caught = [each for each in survivors.revealed if each.case.id == case]
        changes = list(dict.fromkeys(_words(each.change) for each in caught))
        more = f"; and {len(changes) - MOST_CHANGES} more" if len(changes) > MOST_CHANGES else ""
        text = f"{survivors.question} keeps every point when {'; or when '.join(changes[:MOST_CHANGES])}{more}."
        lines = ["[[question.case]]", *case_in_toml(caught[0].case)]
        yield "\n            ".join([f"{text} This case catches it:", *lines])


def _words(change: Change) -> str:
    """The change for staff, who may read every name of the solution."""
    return describe(change, change.source).name


def case_in_toml(case: Case) -> Iterator[str]:
    """The lines of assignment.toml that ask for the arguments of this case."""
    for name, value in case.arguments.items():
        yield f"{name} = {to_toml(_written(value))}"
    if case.seed is not None:
        yield f"random_seed = {case.seed}"


def _written(data: Any) -> Any:
    """A typed argument as assignment.toml writes it."""
    if not isinstance(data, dict):
        return data
    if "table" in data:
        return {name: _written(entry) for name, entry in data["table"]}
    if is_function(data):
        kind = next(kind for kind in FUNCTIONS if kind in data)
        return {kind: data[kind], **{name: _written(value) for name, value in data["parameters"].items()}}
    return [_written(item) for item in data["items"]] if "items" in data else data.get("array", data)

"""All edits of one statement of a program, likely ones first. Texts alone: nothing here runs code."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from grader.changes.arrays import array_changes
from grader.changes.expressions import expression_changes, twins
from grader.changes.kinds import UNDOES
from grader.changes.loops import statement_changes, statement_edits
from grader.changes.random_draws import random_draws
from grader.changes.source_tree import Change, Changes, SourceTree
from grader.changes.steps import renewals
from grader.changes.terms import grouping_edits, place_edits
from grader.changes.values import axes, norms, repeated, with_factors, with_terms, wrapped
from grader.changes.variables import (
    computed_once,
    exchanged,
    names_for_values,
    other_counts,
    other_entries,
    other_functions,
    other_names,
    renamed,
    replacements,
)

T = TypeVar("T")
MAX_CHANGES = 2000  # of the expressions of a statement
MAX_CHARACTERS = 8_000  # of a statement that is edited: each edit prints it anew


def edits(tree: SourceTree) -> Changes:
    """The edits of a statement that defines a function, each text once; none of a very long one."""
    if len(tree.source) > MAX_CHARACTERS:
        return
    expressions = list(islice(expression_changes(tree), MAX_CHANGES))
    numbers = [edit for edit in expressions if edit.kind == "constant"]
    generators = (
        iter(expressions), iter(numbers), twins(expressions), statement_edits(tree), statement_changes(tree),
        array_changes(tree), grouping_edits(tree), axes(tree), norms(tree), repeated(tree), other_names(tree),
        renamed(tree), other_functions(tree), exchanged(tree), replacements(tree), computed_once(tree),
        other_counts(tree), names_for_values(tree), wrapped(tree), with_factors(tree), with_terms(tree),
        other_entries(tree), renewals(tree), random_draws(tree),
        place_edits(tree),
    )  # fmt: skip
    seen = {tree.source}
    for edit in in_turn([_with_words(each) for each in generators]):
        if edit.source not in seen:
            seen.add(edit.source)
            yield edit


def _with_words(changes: Iterator[Change]) -> Changes:
    """Those that undo a slip which has a name."""
    return (change for change in changes if change.kind in UNDOES)


def in_turn(iterators: Iterable[Iterator[T]]) -> Iterator[T]:
    """The first of each, then the second of each: what is tried first is of every sort.

    No iterator may leave a tree changed while it waits.
    """
    waiting = deque(iterators)
    while waiting:
        iterator = waiting.popleft()
        for item in islice(iterator, 1):
            yield item
            waiting.append(iterator)

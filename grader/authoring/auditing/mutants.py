"""Wrong programs to run the tests on: the solution changed in one place."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.derived.wording import describe
from grader.authoring.handout import first_line
from grader.changes.expressions import expression_changes, twins
from grader.changes.kinds import MAKES
from grader.changes.loops import statement_changes
from grader.changes.parameters import parameter_changes
from grader.changes.source_tree import Change, SourceTree


@dataclass(frozen=True)
class Mutant:
    """The solution changed in one place: where, and in what way."""

    function: str
    first_line: int  # of the function, in its piece
    change: Change
    pieces: tuple[str, ...]

    @property
    def line(self) -> int:
        """The line of the change."""
        return self.first_line + max(self.change.line, 1) - 1

    @property
    def words(self) -> str:
        """What is wrong with it, for staff: with every name of the solution."""
        return describe(self.change, "\n".join(self.pieces)).name

    @property
    def kind(self) -> str:
        """What kind of change it is, in words."""
        return describe(Change(self.change.kind, "", value="..."), "").name.replace("`", "")


def mutants(
    pieces: Sequence[str], called: Collection[str], numbers: Mapping[str, Mapping[str, Sequence[Any]]]
) -> list[Mutant]:
    """All changes of the functions that tests reach, likely ones first, each program once.

    `numbers` are the arguments of the calls by function and parameter, None for those that are no single number.
    """
    every = [mutant for at in range(len(pieces)) for mutant in _of_piece(pieces, at, called, numbers)]
    by_pieces: dict[tuple[str, ...], Mutant] = {}
    for mutant in sorted(every, key=lambda each: MAKES[each.change.kind].rank):
        by_pieces.setdefault(mutant.pieces, mutant)
    return list(by_pieces.values())


def _of_piece(
    pieces: Sequence[str], at: int, called: Collection[str], numbers: Mapping[str, Mapping[str, Sequence[Any]]]
) -> Iterator[Mutant]:
    lines = pieces[at].split("\n")
    for node in ast.parse(pieces[at]).body:
        is_reached = isinstance(node, ast.ClassDef) or getattr(node, "name", None) in called
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and is_reached:
            first, last = first_line(node), node.end_lineno or node.lineno
            source = "\n".join(lines[first - 1 : last])
            for change in _changes(source, numbers.get(node.name, {})):
                new = [*lines[: first - 1], *change.source.split("\n"), *lines[last:]]
                yield Mutant(node.name, first, change, (*pieces[:at], "\n".join(new), *pieces[at + 1 :]))


def _changes(source: str, numbers: Mapping[str, Sequence[Any]]) -> Iterator[Change]:
    tree = SourceTree(source)
    changes = [*expression_changes(tree), *statement_changes(tree)]
    yield from (*changes, *twins(changes))
    if numbers and tree.functions and tree.functions[0] is tree.root:
        yield from parameter_changes(tree, tree.functions[0], numbers)

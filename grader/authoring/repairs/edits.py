"""All edits of one statement of a program, likely ones first. Texts alone: nothing here runs code."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from grader.authoring.derived.operators.arrays import array_changes
from grader.authoring.derived.operators.expressions import expression_changes, twins
from grader.authoring.derived.operators.loops import statement_changes
from grader.authoring.derived.operators.source_tree import Change, SourceTree
from grader.authoring.repairs.grouping import grouping_edits
from grader.authoring.repairs.insertions import other_functions, other_names, with_names, wrapped
from grader.authoring.repairs.statements import statement_edits
from grader.authoring.repairs.words import SLIPS

LATE = ("constant",)  # of many numbers one fits by chance


def edits(source: str) -> Iterator[Change]:
    """The edits of a statement that defines a function, each text once."""
    tree = SourceTree(source)
    if not tree.functions:
        return
    expressions = list(expression_changes(tree))
    generators = (
        *(expressions, twins(expressions), statement_edits(tree), statement_changes(tree), array_changes(tree)),
        *(grouping_edits(tree), other_names(tree), other_functions(tree), wrapped(tree), with_names(tree)),
    )
    seen, late = {tree.source}, []
    for edit in chain.from_iterable(generators):
        if edit.kind in SLIPS and edit.source not in seen:
            seen.add(edit.source)
            if edit.kind in LATE:
                late.append(edit)
            else:
                yield edit
    yield from late

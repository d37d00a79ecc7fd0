"""The rules make of the solutions of the field and the homeworks what they made when the golden list was stored.

The list began as what hand-written generators made; a change of it is a change of every key, so a diff has to say why.
A new exercise adds to it: renew the list with the exercise.
`python -m changes.test_changes_of_solutions` renews it.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from field.collection import EXERCISES

from grader.changes.arrays import array_changes
from grader.changes.expressions import expression_changes
from grader.changes.source_tree import Change, SourceTree
from grader.changes.terms import term_changes

STORED = Path(__file__).with_name("changes_of_solutions.json")
ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
PAGES: Mapping[str, Callable[[SourceTree], Iterable[Change]]] = {
    "arrays": array_changes,
    "expressions": expression_changes,
    "terms": term_changes,
}


def solutions() -> Iterator[str]:
    """The functions and classes of all solutions."""
    cells = [text for exercise in EXERCISES for title, text in exercise.cells if title == "solution"]
    for master in sorted(ASSIGNMENTS.glob("*/*.ipynb")):
        notebook = json.loads(master.read_text(encoding="utf-8"))
        cells += ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        for statement in ast.parse(cell).body:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                yield ast.unparse(statement)


def summary() -> dict[str, dict[str, str]]:
    """By page and kind how many changes there are, and a digest of their texts in order."""
    by_kind: dict[str, dict[str, list[str]]] = {page: {} for page in PAGES}
    for tree in map(SourceTree, solutions()):
        for page, make in PAGES.items():
            for change in make(tree):
                subject = ast.unparse(change.subject) if change.subject else ""
                text = "\n".join([change.source, str(change.line), subject, change.value])
                by_kind[page].setdefault(change.kind, []).append(text)
    return {page: {kind: _digest(kinds[kind]) for kind in sorted(kinds)} for page, kinds in by_kind.items()}


def _digest(texts: list[str]) -> str:
    return f"{len(texts)} {hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:12]}"


def test_the_rules_make_the_same_changes_as_before():
    assert summary() == json.loads(STORED.read_text(encoding="utf-8"))


if __name__ == "__main__":
    STORED.write_text(json.dumps(summary(), indent=1) + "\n", encoding="utf-8")

"""Tests of tests/house: the figures of the house and the import rule that follows from `__all__`."""

from __future__ import annotations

import ast
import graphlib
from collections import Counter

import pytest

grimp = pytest.importorskip("grimp", reason="import-linter needs Python 3.11")

from house.house import circle, file_of, floors, module_arrows, package_arrows  # noqa: E402 - they need it
from house.public_face import private_imports  # noqa: E402 - they need it

NAMED_TWICE = {"Candidate", "Slip"}  # older classes: each is to get a name of its own

HOUSE = {
    "grader.base.text": set(),
    "grader.model.key": {"grader.base.text"},
    "grader.model.arguments.costs": {"grader.model.key"},
    "grader.judging.judge": {"grader.model.key", "grader.base.text"},
}


def test_packages_stand_one_floor_above_what_they_import():
    arrows = package_arrows(HOUSE)
    assert arrows["grader.judging"] == {"grader.model", "grader.base"}
    assert floors(arrows) == {"grader.base": 1, "grader.model": 2, "grader.judging": 3}


def test_a_circle_is_named():
    arrows = {"grader.a": {"grader.b"}, "grader.b": {"grader.a"}}
    assert {*circle(arrows)} == {"grader.a", "grader.b"}
    with pytest.raises(graphlib.CycleError):
        floors(arrows)


def test_no_import_of_the_grader_goes_in_a_circle():
    assert circle(module_arrows(file_of("grader").parents[1], types=False)) == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("grader.judging.judge", "grader.model.key", True),
        ("grader.judging.judge", "grader.model.inner", False),
        ("grader.model.key", "grader.model.inner", True),
        ("grader.model.key.part", "grader.model.inner", True),
        ("grader.modeling", "grader.model.inner", False),  # the name of the package begins alike
    ],
)
def test_what_a_package_does_not_list_is_used_inside_it_alone(importer, imported, allowed):
    graph = grimp.ImportGraph()
    for module in {"grader", "grader.model", importer, imported}:
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    broken = list(private_imports(graph, {"grader.model": frozenset({"key"})}))
    assert broken == ([] if allowed else [(importer, imported, "grader.model", 0)])


def test_no_two_classes_of_the_grader_share_a_name():
    """One word means one thing, wherever it is read."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in file_of("grader").parent.rglob("*.py"))
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert names["Key"] == 1
    assert {name for name, count in names.items() if count > 1} <= NAMED_TWICE

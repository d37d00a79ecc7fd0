"""DESIGN.md's sentences on who may import whom, held to the source: a boundary that is a comment is no boundary."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "grader").rglob("*.py"), *(ROOT / "reference").rglob("*.py")])


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {name_of(file): file for file in FILES}


@cache
def imports(name: str, everywhere: bool) -> frozenset[str]:
    """The modules that a file names in its imports: everywhere, or at its top level alone."""
    tree = ast.parse(NAMES[name].read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if everywhere else iter(tree.body)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & NAMES.keys()
            found |= inner | ({node.module} if len(inner) < len(node.names) else set())
    return frozenset(found)


def reached(name: str, everywhere: bool = False) -> set[str]:
    """Everything that comes with a module."""
    seen, ahead = set(), [name]
    while ahead:
        if (now := ahead.pop()) not in seen:
            seen.add(now)
            ahead += imports(now, everywhere) if now in NAMES else []
    return seen


def named(modules: set[str] | frozenset[str], package: str) -> set[str]:
    return {m for m in modules if m.split(".")[0] == package}


def test_reference_imports_nothing_of_the_grader():
    assert {n for n in NAMES if n.startswith("reference") and named(imports(n, True), "grader")} == set()


def test_only_authoring_imports_reference():
    """Whoever holds a key grades without the solutions."""
    users = {n for n in NAMES if n.startswith("grader") and named(imports(n, True), "reference")}
    answers = {f"grader.authoring.answers.{m}" for m in ("method_errors", "mistake_answers", "right_answers")}
    assert users == {"grader.authoring.compiler", "grader.authoring.proving.mistake_trials", *answers}


def test_the_child_reaches_neither_the_judge_nor_a_key():
    """It shares a process with a student's code."""
    answers = {"grader.model.key", "grader.model.report", "grader.judging", "grader.authoring", "grader.course"}
    reachable = reached("grader.sandbox.child.driver", everywhere=True)
    assert not [name for name in reachable for answer in answers if f"{name}.".startswith(f"{answer}.")]


@pytest.mark.parametrize(
    "name",
    [
        "judging.judge",
        "frontends.gradescope.grading",
        "sandbox.transcribe",
        "reports.question_html",
        "frontends.staff.commands",
    ],  # fmt: skip
)
def test_no_jax_where_judging_is_done(name):
    """Gradescope's container has no room for a second JAX."""
    assert named(reached(f"grader.{name}"), "jax") == set()


def test_jax_is_used_by_its_public_modules_alone():
    """A private module belongs to one version of JAX; the next one would go unread."""
    private = {"_src", "interpreters"}
    users = {
        n for n in NAMES for m in imports(n, True) if m.split(".")[0] in ("jax", "jaxlib") and private & {*m.split(".")}
    }
    texts = {
        n for n, file in NAMES.items() if "jax._src" in (text := file.read_text("utf-8")) or "jax.interpreters" in text
    }
    assert users | texts == set()


def test_no_import_goes_round_in_a_circle():
    graph = {n: imports(n, False) & NAMES.keys() for n in NAMES}
    list(graphlib.TopologicalSorter(graph).static_order())


@pytest.mark.parametrize(
    "module",
    ["grader", "grader.judging.judge", "grader.frontends.staff.commands", "grader.frontends.gradescope.grading"],
)
def test_importing_takes_no_jax_in_fact(module):
    """The imports of libraries are seen by no syntax tree."""
    code = f"import sys, {module}; sys.exit('jax' in sys.modules or 'reference' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

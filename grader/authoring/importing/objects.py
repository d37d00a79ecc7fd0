"""A test that uses a class, passes a function, or cannot be read as calls otherwise -> cases of one driver.

A case has the lines before a comparison, and the expression that is compared:

    p = Point(1.0, 2.0)                    before = "p = Point(1.0, 2.0)\\np.move(0.5)"
    p.move(0.5)                            result = "p.x"
    assert p.x == 1.5

What is compared in loops, branches and functions becomes one case, with a list of all that is compared:

    for f in (np.sin, np.cos):             before = "compared = []\\nfor f in (np.sin, np.cos):\\n
        assert d(f) <= 1                               compared.append(deepcopy(d(f) <= 1))"
                                           result = "compared"

Nothing of the test is run here. The driver runs both in the sandbox, with the solution's classes and with students'.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from grader.authoring.importing.calls import MODULES, compared_sides, is_equality, is_truth
from grader.base.syntax import names_in, statements_of

DRIVERS = "drivers.py"
DRIVER_FILE = '''"""What imported tests do with the classes and functions of a question."""

from copy import deepcopy

import numpy as np


def evaluated(names, before, result):
    """The value of the expression `result` after the lines `before`."""
    names = {"np": np, "numpy": np, "deepcopy": deepcopy, **names}
    exec(before, names)
    return eval(result, names)
'''
DRIVER = """

def {name}({parameters}, before, result):
    return evaluated({{{entries}}}, before, result)
"""
COMPARED = "compared"  # the list of what loops, branches and functions compare, where this name is free


@dataclass(frozen=True)
class Evaluation:
    """An expression that a test compares, and the lines that come before it."""

    before: str
    result: str

    @property
    def arguments(self) -> dict[str, Any]:
        """Those of the driver."""
        return {"before": self.before, "result": self.result}


def driver_name(question: str) -> str:
    """Of the driver of this question."""
    return f"result_of_{question}"


def driver_text(received: Mapping[str, Sequence[str]]) -> str:
    """The text of drivers.py: for each question, by its name, a driver that receives these names."""
    drivers = (
        DRIVER.format(
            name=driver_name(question), parameters=", ".join(names), entries=", ".join(f'"{n}": {n}' for n in names)
        )
        for question, names in received.items()
    )
    return "".join([DRIVER_FILE, *drivers])


def class_names(code: Sequence[str]) -> list[str]:
    """The classes that these cells define."""
    return [node.name for source in code for node in statements_of(source) if isinstance(node, ast.ClassDef)]


@dataclass(frozen=True)
class Driven:
    """The tests of a question that a driver runs, and what it receives: its first name stands for the question."""

    tests: frozenset[str] = frozenset()
    received: tuple[str, ...] = ()


def driven_tests(
    code: Sequence[str], tests: Sequence[str], functions: Collection[str], unread: Collection[str]
) -> Driven:
    """The tests that use the cells' classes, or the function that a test is about which is not read as calls."""
    first = list(class_names(code))
    for source in (each for each in tests if each in unread and not _reads(each) & set(first)):
        first += [name for name in functions if name in _reads(source)][:1]
    driven = frozenset(source for source in tests if _reads(source) & set(first))
    used = {name for source in driven for name in _reads(source)}
    return Driven(driven, (*first, *(name for name in functions if name in used - set(first))))


def _reads(source: str) -> set[str]:
    return names_in(statements_of(source), ast.Load)


def evaluations(source: str, received: Collection[str], data: Mapping[str, Any]) -> Iterator[Evaluation]:
    """What a test compares. Raises ValueError, with the reason, for a test that needs more than the driver has."""
    body = statements_of(source)
    stored = names_in(body, ast.Store) | {node.name for node in body if isinstance(node, ast.FunctionDef)}
    free = _free_names(body) - stored - {*received, *MODULES, *dir(builtins)}
    if unknown := sorted(free - data.keys()):
        raise ValueError(f"it uses {unknown[0]!r}, which stands outside of the test: write a case for it")
    before = [f"{name} = {_written(data[name])}" for name in sorted(free)]
    collecting = _Collecting(_results(body, received), _free_name({*re.findall(r"\w+", source), *received}))
    for statement in body:
        if (test := _required(statement)) is None:
            before += [] if isinstance(statement, ast.Import | ast.ImportFrom) else collecting.lines(statement)
            continue
        side = ast.unparse(collecting.side(test))
        yield Evaluation("\n".join(before), side)
        before.append(side)  # it may change the object
    if collecting.has_compared:
        yield Evaluation("\n".join(before), collecting.list_name)


def _free_name(used: Collection[str]) -> str:
    """`compared`, or `compared_2` and so on where a test uses this name itself."""
    return next(name for name in chain([COMPARED], (f"{COMPARED}_{n}" for n in count(2))) if name not in used)


class _Collecting(ast.NodeTransformer):
    """Put what is compared into the list of this name, in the place of each comparison."""

    def __init__(self, results: Collection[str], list_name: str) -> None:
        self.results, self.list_name, self.has_compared = results, list_name, False

    def lines(self, statement: ast.stmt) -> list[str]:
        """The statement with its comparisons replaced, and before the first of them the empty list."""
        is_first = not self.has_compared
        text = ast.unparse(self.visit(statement))
        return [f"{self.list_name} = []", text] if is_first and self.has_compared else [text]

    def side(self, test: ast.expr) -> ast.expr:
        """The side of an equality that comes from the solution, or the condition itself."""
        return next((side for side in compared_sides(test) if names_in([side], ast.Load) & set(self.results)), test)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        """An `assert` of a condition."""
        return self._collected(node, node.test)

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """A call such as `np.testing.assert_allclose(f(x), y)`."""
        return self._collected(node, node.value) if is_equality(node.value) else node

    def _collected(self, node: ast.stmt, test: ast.expr) -> ast.AST:
        self.has_compared = True
        collected = ast.parse(f"{self.list_name}.append(deepcopy({ast.unparse(self.side(test))}))").body[0]
        return ast.copy_location(collected, node)


def _results(body: Sequence[ast.stmt], received: Collection[str]) -> set[str]:
    """The names of what the solution defines, and of what a test makes with them."""
    results, before = set(received), 0
    while before < len(results):
        before = len(results)
        for node in (inner for statement in body for inner in ast.walk(statement)):
            match node:
                case ast.Assign(value=value) | ast.AugAssign(value=value) | ast.For(iter=value):
                    made = names_in([value], ast.Load) & results
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    results |= names_in(targets, ast.Store) if made else set()
    return results


def _required(statement: ast.stmt) -> ast.expr | None:
    """What a statement of a test requires: of an `assert`, or of a condition that Otter's tests show."""
    match statement:
        case ast.Assert(test=test):
            return test
        case ast.Expr(value=test) if is_truth(test) or is_equality(test):
            return test
    return None


def _free_names(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that these read, without those that a function among them receives."""
    names: set[str] = set()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                names.add(name)
            case ast.Lambda(args=args) | ast.FunctionDef(args=args):
                received = {each.arg for each in ast.walk(args) if isinstance(each, ast.arg)}
                names |= _free_names(ast.iter_child_nodes(node)) - received
                names |= _free_names([args])  # its defaults
            case _:
                names |= _free_names(ast.iter_child_nodes(node))
    return names


def _written(value: Any) -> str:
    return f"np.array({value!r})" if isinstance(value, list) else repr(value)

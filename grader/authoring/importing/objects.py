"""A test that uses a class, or passes a function -> cases of one driver.

A case has the lines before a comparison, and the expression that is compared:

    p = Point(1.0, 2.0)                    before = "p = Point(1.0, 2.0)\\np.move(0.5)"
    p.move(0.5)                            result = "p.x"
    assert p.x == 1.5

Nothing of the test is run here. The driver runs both in the sandbox, with the solution's classes and with students'.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.importing.calls import MODULES, compared_sides, is_truth
from grader.base.syntax import names_in, statements_of

DRIVERS = "drivers.py"
DRIVER_FILE = '''"""What imported tests do with the classes and functions of a question."""

import numpy as np


def evaluated(names, before, result):
    """The value of the expression `result` after the lines `before`."""
    names = {"np": np, "numpy": np, **names}
    exec(before, names)
    return eval(result, names)
'''
DRIVER = """

def {name}({parameters}, before, result):
    return evaluated({{{entries}}}, before, result)
"""
NESTED = "it compares inside of a loop, a branch or a function: write a case for it"


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


def driven_tests(code: Sequence[str], tests: Sequence[str], functions: Collection[str]) -> Driven:
    """The tests that use the cells' classes, or one of their functions that some test passes a function."""
    passed = {name for source in tests for name in _passed_functions(statements_of(source))}
    first = (*class_names(code), *(name for name in functions if name in passed))
    driven = frozenset(source for source in tests if _reads(source) & set(first))
    used = {name for source in driven for name in _reads(source)}
    return Driven(driven, (*first, *(name for name in functions if name in used - set(first))))


def _passed_functions(body: Sequence[ast.stmt]) -> Iterator[str]:
    """The functions that are called with a function that the test writes: a lambda, or the name of one."""
    nodes = [node for statement in body for node in ast.walk(statement)]
    local = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            local |= names_in(node.targets, ast.Store)
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
                arguments = [inner for each in (*args, *keywords) for inner in ast.walk(each)]
                if any(isinstance(each, ast.Lambda) or getattr(each, "id", "") in local for each in arguments):
                    yield name


def _reads(source: str) -> set[str]:
    return names_in(statements_of(source), ast.Load)


def evaluations(source: str, received: Sequence[str], data: Mapping[str, Any]) -> Iterator[Evaluation]:
    """What a test compares. Raises ValueError, with the reason, for a test that needs more than the driver has."""
    body = statements_of(source)
    stored = names_in(body, ast.Store) | {node.name for node in body if isinstance(node, ast.FunctionDef)}
    free = _free_names(body) - stored - {*received, *MODULES, *dir(builtins)}
    if unknown := sorted(free - data.keys()):
        raise ValueError(f"it uses {unknown[0]!r}, which stands outside of the test: write a case for it")
    before = [f"{name} = {_written(data[name])}" for name in sorted(free)]
    for statement in body:
        if (test := _required(statement)) is None:
            if any(isinstance(node, ast.Assert) for node in ast.walk(statement)):
                raise ValueError(NESTED)
            before += [] if isinstance(statement, ast.Import | ast.ImportFrom) else [ast.unparse(statement)]
            continue
        sides = [side for side in compared_sides(test) if names_in([side], ast.Load) & (stored | set(received))]
        for side in sides[:1] or [test]:
            yield Evaluation("\n".join(before), ast.unparse(side))
            before.append(ast.unparse(side))  # it may change the object


def _required(statement: ast.stmt) -> ast.expr | None:
    """What a statement of a test requires: of an `assert`, or of a condition that Otter's tests show."""
    match statement:
        case ast.Assert(test=test):
            return test
        case ast.Expr(value=test) if is_truth(test):
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

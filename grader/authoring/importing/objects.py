"""A test that uses a class -> cases of one driver: the lines before a comparison, and the expression that is compared.

    p = Point(1.0, 2.0)                    before = "p = Point(1.0, 2.0)\\np.move(0.5)"
    p.move(0.5)                            result = "p.x"
    assert p.x == 1.5

Nothing of the test is run here. The driver runs both in the sandbox, with the solution's classes and with students'.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.importing.calls import MODULES, compared_sides
from grader.base.syntax import statements_of

DRIVERS = "drivers.py"
DRIVER_FILE = '''"""What imported tests do with the classes of a question."""

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


def driver_text(classes: Mapping[str, Sequence[str]]) -> str:
    """The text of drivers.py: a driver for each question with classes, by its name."""
    drivers = (
        DRIVER.format(
            name=driver_name(question), parameters=", ".join(names), entries=", ".join(f'"{n}": {n}' for n in names)
        )
        for question, names in classes.items()
    )
    return "".join([DRIVER_FILE, *drivers])


def class_names(code: Sequence[str]) -> list[str]:
    """The classes that these cells define."""
    return [node.name for source in code for node in statements_of(source) if isinstance(node, ast.ClassDef)]


def uses_class(source: str, classes: Collection[str]) -> bool:
    """Whether a test reads the name of one of the classes."""
    return bool(_loaded(statements_of(source)) & set(classes))


def evaluations(source: str, classes: Sequence[str], data: Mapping[str, Any]) -> Iterator[Evaluation]:
    """What a test compares. Raises ValueError, with the reason, for a test that needs more than the driver has."""
    body = statements_of(source)
    stored = _names(body, ast.Store)
    free = _loaded(body) - stored - {*classes, *MODULES, *dir(builtins)}
    if unknown := sorted(free - data.keys()):
        raise ValueError(f"it uses {unknown[0]!r}, which stands outside of the test: write a case for it")
    before = [f"{name} = {_written(data[name])}" for name in sorted(free)]
    for statement in body:
        if not isinstance(statement, ast.Assert):
            if any(isinstance(node, ast.Assert) for node in ast.walk(statement)):
                raise ValueError(NESTED)
            before += [] if isinstance(statement, ast.Import | ast.ImportFrom) else [ast.unparse(statement)]
            continue
        sides = [side for side in compared_sides(statement.test) if _loaded([side]) & (stored | set(classes))]
        for side in sides[:1] or [statement.test]:
            yield Evaluation("\n".join(before), ast.unparse(side))
            before.append(ast.unparse(side))  # it may change the object


def _written(value: Any) -> str:
    return f"np.array({value!r})" if isinstance(value, list) else repr(value)


def _loaded(nodes: Sequence[ast.AST]) -> set[str]:
    return _names(nodes, ast.Load)


def _names(nodes: Sequence[ast.AST], context: type[ast.expr_context]) -> set[str]:
    inner = (node for root in nodes for node in ast.walk(root))
    return {node.id for node in inner if isinstance(node, ast.Name) and isinstance(node.ctx, context)}

"""The files of an imported assignment: the master as a notebook, and `assignment.toml`."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.importing.formats import PLACEHOLDERS, ForeignMaster, ForeignQuestion, new_cell
from grader.base.staff.toml_text import to_toml

IMPORT = "from grader import check"
CHECKS, ANY = "checks.py", "any"
CHECK_FILE = '''"""What an imported test requires of a result, where it does not compare it with one value."""

import numpy as np


def same(result, expected):
    """Whether both hold the same words, and numbers that are nearly the same."""
    if isinstance(expected, dict):
        is_dict = isinstance(result, dict) and result.keys() == expected.keys()
        return is_dict and all(same(result[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return isinstance(result, list) and len(result) == len(expected) and all(map(same, result, expected))
    if expected is None or isinstance(expected, str):
        return isinstance(result, type(expected)) and result == expected
    is_like = not isinstance(result, (dict, list, str, type(None))) and np.shape(result) == np.shape(expected)
    return bool(is_like and np.allclose(result, expected, rtol=1e-4, equal_nan=True))


def equals_solution(result, *, arguments, expected):
    """Whether the result is the solution's."""
    return same(result, expected), f"Your result is {str(result)[:200]}; it should be {str(expected)[:200]}."


def meets_requirement(result, *, arguments, expected):
    """Whether the expression in the case's `for_check` is true of the result."""
    requirement = arguments["requires"]
    truths = eval(requirement, {"np": np, "result": result})
    is_true = bool(np.size(truths) and np.all(truths))  # of no number at all, anything would be true
    return is_true, f"This should be true of your result: `{requirement}`."
'''

DRIVERS = "drivers.py"
DRIVER_FILE = '''"""What imported tests do with the classes and functions of a question."""

import numpy as np


def evaluated(names, before, result):
    """The value of the expression `result` after the lines `before`."""
    names = {"np": np, **names}
    exec(before, names)
    return eval(result, names)
'''
DRIVER = """

def {name}({parameters}, before, result):
    return evaluated({{{entries}}}, before, result)
"""


@dataclass(frozen=True)
class ImportedCase:
    """One case: the arguments by name, as assignment.toml has them."""

    arguments: dict[str, Any]
    is_hidden: bool
    weight: float
    requires: str = ""  # an expression on `result`, which a check computes


@dataclass(frozen=True)
class ImportedQuestion:
    """One question of ours: a function with its cases, or a variable without any."""

    name: str
    foreign: ForeignQuestion
    points: float
    function: str
    parameters: ast.arguments | None = None  # None of a variable
    cases: tuple[ImportedCase, ...] = ()
    returns: Any = "manual"  # as data
    more: tuple[str, ...] = ()  # lines of its table beside the others
    title: str = ""
    received: tuple[str, ...] = ()  # classes and functions that the driver receives

    @property
    def calls(self) -> bool:
        """Whether something is called: a function, or the driver."""
        return self.parameters is not None or bool(self.received)

    @property
    def driver(self) -> str:
        """What calls classes and functions; empty without it."""
        return f"{DRIVERS}:result_of_{self.name}" if self.received else ""

    @property
    def defined(self) -> tuple[str, ...]:
        """Lines of its table: what students define."""
        driver = (f'driver = "{self.driver}"',) if self.driver else ()
        if len(self.received) > 1:
            return (f"defines = {to_toml(list(self.received))}", *driver)
        parameters = "" if self.parameters is None else f"({', '.join(_signature(self.parameters))})"
        is_class = bool(self.received) and self.parameters is None
        return (f"signature = {to_toml(f'class {self.function}' if is_class else self.function + parameters)}", *driver)

    @property
    def check(self) -> str:
        """The function of checks.py that decides; empty where the form of the result is described."""
        if any(case.requires for case in self.cases):
            return "meets_requirement"
        return "equals_solution" if self.returns == ANY else ""


def drivers_text(questions: Iterable[ImportedQuestion]) -> str:
    """The text of drivers.py: a driver for each question that has one."""
    drivers = (
        DRIVER.format(
            name=f"result_of_{question.name}",
            parameters=", ".join(question.received),
            entries=", ".join(f'"{name}": {name}' for name in question.received),
        )
        for question in questions
        if question.received
    )
    return "".join([DRIVER_FILE, *drivers])


def notebook_text(master: ForeignMaster, foreign: Mapping[str, Any], questions: Sequence[ImportedQuestion]) -> str:
    """The master as a notebook: behind the cells of each question its variable, if staff grade it, and its check."""
    by_foreign = defaultdict(list)
    for question in questions:
        by_foreign[id(question.foreign)].append(question)
    cells = [new_cell("code", IMPORT)]
    for cell in master.cells:
        if isinstance(cell, dict):
            cells.append(cell)
            continue
        for question in by_foreign[id(cell)]:
            if question.foreign.is_manual:
                cells.append(new_cell("code", _variable(question)))
            cells.append(new_cell("code", f'check("{question.name}")'))
    metadata = {n: v for n, v in foreign.get("metadata", {}).items() if n in ("kernelspec", "language_info")}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _variable(question: ImportedQuestion) -> str:
    answer = question.foreign.answer.strip()
    answer = "See the solution above." if answer.lower().strip("*_ ") in PLACEHOLDERS else answer
    is_plain = '"""' not in answer and not answer.endswith(('"', "\\"))
    text = f'r"""{answer}"""' if is_plain else repr(answer)
    return f'{question.function} = r"""..."""\n### BEGIN SOLUTION\n{question.function} = {text}\n### END SOLUTION'


def toml_text(name: str, questions: Sequence[ImportedQuestion]) -> str:
    """The text of assignment.toml with these questions."""
    head = f'name = "{name}"\ntitle = {to_toml(name.replace("_", " "))}\nnotebook = "{name}.ipynb"\n'
    return "\n".join([head, *map(_question_toml, questions)])


def _question_toml(question: ImportedQuestion) -> str:
    lines = [
        "[[question]]",
        f'name = "{question.name}"',
        f"title = {to_toml(question.title)}",
        *question.defined,
        f"returns = {to_toml(question.returns)}",
        f"points = {question.points:g}",
        *(['method = "solution"'] if question.parameters is not None and not question.driver else []),
        *(["all_hidden = true"] if question.cases and all(case.is_hidden for case in question.cases) else []),
        *([f'check = "{CHECKS}:{question.check}"'] if question.check else []),
        *question.more,
    ]
    lines += [f"fixed = {to_toml(fixed)}"] if (fixed := _fixed(question)) else []
    is_uneven = len({case.weight for case in question.cases}) > 1
    for case in question.cases:
        lines += [
            "  [[question.case]]",
            *(f"  {name} = {to_toml(value)}" for name, value in case.arguments.items()),
            *([f"  weight = {case.weight:.6g}"] if is_uneven else []),
            *(["  hidden = true"] if case.is_hidden else []),
            *([f"  for_check = {{ requires = {to_toml(case.requires)} }}"] if case.requires else []),
        ]
    return "\n".join(lines) + "\n"


def _fixed(question: ImportedQuestion) -> list[str]:
    """The lines of tests that a driver runs in every case: no student could write them into the code."""
    names = dict.fromkeys(name for case in question.cases if question.driver for name in case.arguments)
    return [name for name in names if len({str(case.arguments.get(name)) for case in question.cases}) == 1]


def _signature(parameters: ast.arguments) -> Iterator[str]:
    """The parameters with their default values, without types."""
    own = [*parameters.posonlyargs, *parameters.args]
    defaults = [None] * (len(own) - len(parameters.defaults)) + list(parameters.defaults)
    named = zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True)
    for parameter, default in (
        *zip(own, defaults, strict=True),
        *(((None, None),) if parameters.kwonlyargs else ()),
        *named,
    ):
        name = parameter.arg if parameter else "*"
        yield name if default is None else f"{name}={ast.unparse(default)}"


def identifier(text: str) -> str:
    """A name that assignment.toml and Python both take."""
    word = re.sub(r"\W+", "_", text.lower(), flags=re.ASCII).strip("_")
    return word if word[:1].isalpha() else f"q_{word}"

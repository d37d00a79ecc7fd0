"""The files of an imported assignment: the master as a notebook, and `assignment.toml`."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.authoring.importing.formats import ForeignMaster, ForeignQuestion, new_cell
from grader.authoring.importing.solutions import BEGIN, END, Definition
from grader.base.staff.toml_text import to_toml

PLACEHOLDERS = ("...", "your answer here", "type your answer here, replacing this text.")
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
    definition: Definition = None
    cases: tuple[ImportedCase, ...] = ()
    received: tuple[str, ...] = ()  # classes and functions that the driver receives
    returns: Any = "manual"  # as data
    answer: dict[str, Any] = field(default_factory=dict)  # entries of its table that say what is right of a variable
    title: str = ""

    @property
    def calls(self) -> bool:
        """Whether something is called: a function, or the driver."""
        return self.definition is not None or bool(self.received)

    @property
    def driver(self) -> str:
        """What calls classes and functions; empty without it."""
        return f"{DRIVERS}:result_of_{self.name}" if self.received else ""

    @property
    def parameters(self) -> ast.arguments | None:
        """Those of the function that is called by name."""
        return self.definition if isinstance(self.definition, ast.arguments) else None

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
    cells = list(master.cells)
    for question in reversed(questions):
        answer = [new_cell("code", _variable(question))] if question.foreign.is_manual else []
        end = question.foreign.end
        cells[end:end] = [*answer, new_cell("code", f'check("{question.name}")')]
    metadata = {n: v for n, v in foreign.get("metadata", {}).items() if n in ("kernelspec", "language_info")}
    notebook = {"cells": [new_cell("code", IMPORT), *cells], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _variable(question: ImportedQuestion) -> str:
    answer = question.foreign.answer.strip()
    if not answer or answer.lower().strip("*_ ") in PLACEHOLDERS:
        answer = "See the solution above."
    is_plain = '"""' not in answer and not answer.endswith(('"', "\\"))
    text = f'r"""{answer}"""' if is_plain else repr(answer)
    return f'{question.function} = r"""..."""\n{BEGIN}\n{question.function} = {text}\n{END}'


def toml_text(name: str, questions: Sequence[ImportedQuestion]) -> str:
    """The text of assignment.toml with these questions."""
    head = f'name = "{name}"\ntitle = {to_toml(name.replace("_", " "))}\nnotebook = "{name}.ipynb"\n'
    return "\n".join([head, *map(_question_toml, questions)])


def _question_toml(question: ImportedQuestion) -> str:
    is_uneven = len({case.weight for case in question.cases}) > 1
    lines = ["[[question]]", *(f"{name} = {to_toml(value)}" for name, value in _question_table(question).items())]
    for case in question.cases:
        facts = {
            "weight": _rounded(case.weight) if is_uneven else None,
            "hidden": case.is_hidden,
            "for_check": {"requires": case.requires} if case.requires else None,
        }
        table = case.arguments | {name: value for name, value in facts.items() if value}
        lines += ["  [[question.case]]", *(f"  {name} = {to_toml(value)}" for name, value in table.items())]
    return "\n".join(lines) + "\n"


def _question_table(question: ImportedQuestion) -> dict[str, Any]:
    """What assignment.toml says of a question beside its cases."""
    signature = question.function
    if question.parameters is not None:
        signature += f"({_without_types(question.parameters)})"
    elif isinstance(question.definition, ast.ClassDef):
        signature = f"class {signature}"
    has_several = len(question.received) > 1
    facts = {
        "name": question.name,
        "title": question.title,
        **({"defines": question.received} if has_several else {"signature": signature}),
        "driver": question.driver,
        "returns": question.returns,
        "points": _rounded(question.points),
        "method": "solution" if question.parameters is not None and not question.driver else "",
        "all_hidden": bool(question.cases) and all(case.is_hidden for case in question.cases),
        "check": f"{CHECKS}:{question.check}" if question.check else "",
        "fixed": _fixed(question) if question.driver else [],
    }
    return {name: value for name, value in facts.items() if value or name == "points"} | question.answer


def _rounded(number: float) -> float:
    """The number with six digits; a whole one without a decimal point."""
    return int(number) if number == int(number) else float(f"{number:.6g}")


def _fixed(question: ImportedQuestion) -> list[str]:
    """The lines of tests that a driver runs in every case: no student could write them into the code."""
    arguments = question.cases[0].arguments if question.cases else {}
    return [name for name in arguments if len({case.arguments[name] for case in question.cases}) == 1]


def _without_types(parameters: ast.arguments) -> str:
    """The parameters with their default values, but for `*args` and `**kwargs`."""
    return ast.unparse(
        ast.arguments(
            posonlyargs=[],
            args=[ast.arg(each.arg) for each in (*parameters.posonlyargs, *parameters.args)],
            defaults=parameters.defaults,
            kwonlyargs=[ast.arg(each.arg) for each in parameters.kwonlyargs],
            kw_defaults=parameters.kw_defaults,
        )
    )


def identifier(text: str) -> str:
    """A name that assignment.toml and Python both take."""
    word = re.sub(r"\W+", "_", text.lower(), flags=re.ASCII).strip("_")
    return word if word[:1].isalpha() else f"q_{word}"

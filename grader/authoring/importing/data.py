"""The data that the tests of a master use: `X = np.linspace(0, 1, 5)` of a cell, `z = rng.normal(size=3)` of a test.

For each test a function is put behind the master's cells. It makes the assignments of the test that use nothing of the
solution, and returns what the test reads by name; the sandbox runs it, as it runs the solution.
"""

from __future__ import annotations

import ast
import json
import tempfile
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.authoring.handout import strip_solutions
from grader.authoring.importing.formats import ForeignMaster, ForeignQuestion, ForeignTest, new_cell
from grader.authoring.importing.slices import Solution
from grader.authoring.markers import MasterError
from grader.base.syntax import names_in, statements_of
from grader.model.encoding.values import Items, Numbers, Table, Text, Value
from grader.model.key import Case, Key, Question
from grader.model.result_form import FORM
from grader.model.transcript import Returned
from grader.processes.fork_server import shared_fork_server
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.isolation.profiles import unrequired_isolation
from grader.sandbox.transcribe import transcribe

LIMITS = Limits(case_seconds=60, question_seconds=600)
FUNCTION = "data_of_test_{}"
MAX_NUMBERS = 400  # numbers of one array that a case may hold


def computed_data(master: ForeignMaster) -> dict[ForeignTest, dict[str, Any]]:
    """By test the values of the names that it reads, where they are numbers, texts, lists or dictionaries of these."""
    _, variables = definitions(master.code)
    solved = names_of_solutions(master.code)
    tests = [(question, test) for question in master.questions for test in question.tests]
    sources = {n: s for n, (q, test) in enumerate(tests) if (s := _function(n, q, test, variables, solved))}
    if not sources:
        return {}
    cells = [new_cell("code", source) for source in (*master.code, *sources.values())]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    values = run_master(json.dumps(notebook), (_draft(FUNCTION.format(n)) for n in sources), {})
    tables = ((n, values.get(FUNCTION.format(n))) for n in sources)
    return {tests[n][1]: _plain_entries(table) for n, table in tables if isinstance(table, Table)}


def _draft(function: str) -> Question:
    """A question that calls this function without arguments."""
    case = Case(function, "", False, 1.0, {})
    return Question(function, function, FORM, 1.0, function, (), True, (case,))


def definitions(code: Sequence[str]) -> tuple[dict[str, ast.arguments], set[str]]:
    """The functions of these cells with their parameters, and the variables."""
    functions: dict[str, ast.arguments] = {}
    variables: set[str] = set()
    for source in code:
        body = statements_of(source)
        assigned = [statement for statement in body if isinstance(statement, ast.Assign)]
        lambdas = [(node.targets, node.value.args) for node in assigned if isinstance(node.value, ast.Lambda)]
        functions |= {node.name: node.args for node in body if isinstance(node, ast.FunctionDef)}
        functions |= {each.id: args for targets, args in lambdas for each in targets if isinstance(each, ast.Name)}
        variables |= names_in(assigned, ast.Store)
    return functions, variables - functions.keys()


def names_of_solutions(code: Sequence[str]) -> set[str]:
    """The names that students define, and those of all that follows from these: none of them is data.

    The answer of one question would be an argument in a case of another one.
    """
    statements, names = list[ast.stmt](), set[str]()
    for source in code:
        try:
            handed_out = set(map(ast.dump, statements_of(str(strip_solutions(source)))))
        except MasterError:
            handed_out = set()
        statements += (body := statements_of(source))
        solved = [each for each in body if ast.dump(each) not in handed_out]
        names |= names_in(solved, ast.Store)
        names |= {each.name for each in solved if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    return Solution(statements, names, (), {}).results


def _function(
    number: int, question: ForeignQuestion, test: ForeignTest, variables: Collection[str], solved: Collection[str]
) -> str:
    """The function that returns what the test reads; empty where it reads nothing that could be data."""
    functions, answers = definitions(question.code)
    own, of_solution = list[ast.stmt](), {*functions, *answers, *solved}
    body = [s for other in question.tests if other.cell == test.cell for s in statements_of(other.source)]
    for statement in body:  # what follows from the solution is a result, and no data
        if not isinstance(statement, ast.Import | ast.ImportFrom | ast.Assign):
            continue
        if names_in([statement], ast.Load) & of_solution:
            of_solution |= names_in([statement], ast.Store)
        else:
            own.append(statement)
    names = names_in(statements_of(test.source), ast.Load) & ({*variables} | names_in(own, ast.Store)) - of_solution
    if not names:
        return ""
    lines = [*map(ast.unparse, own), f"return {{{', '.join(f'{name!r}: {name}' for name in sorted(names))}}}"]
    return f"def {FUNCTION.format(number)}():\n{textwrap.indent(chr(10).join(lines), '    ')}"


def run_master(text: str, questions: Iterable[Question], modules: Mapping[str, str]) -> Mapping[str, Value]:
    """What the functions of a master return on the cases of these questions, by case; those that raise are missing.

    `modules` are the Python files beside it, by name.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "master.ipynb")
        path.write_text(text, encoding="utf-8")
        key = Key("import", "", "instructor", tuple(questions), modules=dict(modules))
        environment = Environment(LIMITS, unrequired_isolation(), fork_server=shared_fork_server())
        calls = transcribe(path, key, environment).calls
    return {name: call.value for name, call in calls.items() if isinstance(call, Returned)}


def _plain_entries(table: Table) -> dict[str, Any]:
    return {name: plain for name, value in table.entries.items() if (plain := _plain(value)) is not None}


def _plain(value: Value) -> Any:
    """The value as a test would write it; None where it cannot be written, or is too long."""
    match value:
        case Numbers(array) if array.dtype.kind in "biuf" and array.size <= MAX_NUMBERS:
            return array.tolist()
        case Text(text):
            return text
        case Items(items):
            plain = [_plain(item) for item in items]
            return None if None in plain else plain
        case Table(entries) if not value.of_frame:
            inner = {key: _plain(entry) for key, entry in entries.items()}
            return None if None in inner.values() else inner
    return None

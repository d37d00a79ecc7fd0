"""`check`, `runs` and `error_rate` of a question, and the assignment's own files of checks, such as `checks.py`.

    check = "checks.py:is_descent_direction"        def is_descent_direction(result, *, arguments, expected): ...

Every fault is a ValueError in words; `grader.authoring.reading.assignment_file` adds the place.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.authoring.case_arguments.arguments import names_of
from grader.authoring.case_arguments.typed import typed
from grader.authoring.facts.public_files import syntax_fault
from grader.authoring.facts.result_forms import parse_form
from grader.base.text import did_you_mean
from grader.model.checks import ANY, split_check
from grader.model.result_form import FORM, NAMED_FORMS

if TYPE_CHECKING:
    from grader.authoring.facts.case_spec import CaseSpec
    from grader.authoring.facts.question_spec import QuestionSpec

CHECK = re.compile(r"[A-Za-z_]\w*\.py:[A-Za-z_]\w*")
PARAMETERS = "(result, *, arguments, expected)"
MIN_RUNS, MAX_ERROR_RATE = 20, 0.01


def parsed(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a question with a check, with `returns` separated from its form."""
    returns = data.get("returns")
    if returns == ANY or not data.get("check"):
        return data
    named = NAMED_FORMS.get(returns) if isinstance(returns, str) else None
    return {**data, "returns": FORM, "form": named or parse_form(returns)}


def require_settings(question: QuestionSpec) -> None:
    """Require that what belongs to a check stands together. Raises ValueError."""
    for number, case in enumerate(question.case, 1):
        _require_check_data(case, question, f"case {number}: for_check")
    if not question.check:
        if question.returns == ANY:
            raise ValueError("returns = 'any' is for a question with a `check`, which decides what is right")
        if question.runs:
            raise ValueError(
                f"runs = {question.runs} is for a question with a `check`, which judges all results at once"
            )
        return
    if not CHECK.fullmatch(question.check):
        raise ValueError(f'check is {question.check!r}; it is a file and a function of it, as in "checks.py:is_close"')
    if question.returns not in (ANY, FORM):
        raise ValueError(f'returns is {question.returns!r}; beside a `check` it is "any", or describes parts')
    if question.runs and not (question.runs >= MIN_RUNS and 0 < question.error_rate <= MAX_ERROR_RATE):
        raise ValueError(
            f"runs = {question.runs} and error_rate = {question.error_rate:g}: results are judged from {MIN_RUNS} "
            f"runs on, and a check may call right work wrong at most once in {1 / MAX_ERROR_RATE:g} times"
        )
    if question.runs and not question.calls:
        raise ValueError("runs: a variable is read once; only functions are called several times")
    if any(case.tolerance is not None for case in question.case):
        raise ValueError("tolerance: the check decides what is near enough; leave the key out")


def _require_check_data(case: CaseSpec, question: QuestionSpec, where: str) -> None:
    if case.for_check and not question.check:
        raise ValueError(f"{where} is for a question with a `check`, which alone receives it")
    for name, value in case.for_check.items():
        if name in question.parameters:
            raise ValueError(f"{where}: {name!r} is an argument of the function as well: give it another name")
        typed(value, f"{where}: {name}")


def require_functions(folder: Path, questions: Iterable[QuestionSpec]) -> None:
    """Require that every check is a function of a file beside the assignment. Raises ValueError."""
    for question in questions:
        if question.check and (fault := _fault(folder, *split_check(question.check))):
            raise ValueError(f"question {question.name!r}: check: {fault}")


def _fault(folder: Path, file: str, function: str) -> str:
    """Why there is no such check, in words; an empty string where there is one."""
    path = folder / file
    if not path.exists():
        return f"there is no file {file} in {folder}; write it, with def {function}{PARAMETERS}"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return f"{file} is not text in UTF-8: {error}. Save it anew in an editor"
    if fault := syntax_fault(file, text):
        return fault
    tree = ast.parse(text)
    functions = {node.name: node.args for node in tree.body if isinstance(node, ast.FunctionDef)}
    if function not in functions:
        return f"{file} defines no function {function!r}.{did_you_mean(function, functions)}"
    names = names_of(functions[function])
    if not {"arguments", "expected"} <= set(names) or len(names) != 3:
        return f"{file}: {function} has the parameters {', '.join(names)}; write def {function}{PARAMETERS}"
    return ""


def read_check_files(folder: Path, questions: Iterable[QuestionSpec]) -> dict[str, str]:
    """The source of each file that these questions name, by its name."""
    files = {split_check(question.check)[0] for question in questions if question.check}
    return {file: (folder / file).read_text(encoding="utf-8") for file in sorted(files)}

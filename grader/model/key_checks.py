"""What of a key must fit together, so that the judge can use every key that was read.

`grader.model.encoding.decoding` sees to it that every field has its type. Here an answer has the parts of its kind, a
tolerance one number for each row, a reading an answer to every case, and a cost can be computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.base.errors import UserError
from grader.model.arguments.costs import make_cost
from grader.model.arguments.shipped_files import files_fault
from grader.model.arguments.typed_arguments import OF_FILE, argument_fault, is_function, is_typed, name_of_function
from grader.model.checks import RESULT, from_expected, split_check
from grader.model.encoding.decoding import DecodingError, wrong_type
from grader.model.result_form import FORM, Part, form_fault, kinds_fault
from grader.model.result_form import answer_fault as form_answer_fault
from grader.model.written import WRITTEN, written_fault

if TYPE_CHECKING:
    from grader.model.key import Case, Key, Mistake, Question

MAX_MODULE = 200_000  # characters of a public Python file
STEPPED = ("histories", "costs")  # what these return has a row per step
PARTS = {
    "histories": ("weights", "costs"),
    "costs": ("costs",),  # the right answer has the weights too
    "points": ("points",),
    "minimum": ("w", "cost"),
    "number": ("value",),
    "vector": ("value",),
    "label": ("label",),
}
RIGHT = PARTS | {"costs": ("weights", "costs")}
OPTIONS: dict[str, tuple[type, ...]] = {
    "hidden_cases": (str,),
    "submissions": (int, NoneType),
    "per_hours": (int, float),
    "late": (str,),
    "late_percent": (int, float),
    "leaderboard": (bool,),
}


def answer_fault(returns: str, answer: Mapping[str, Any]) -> str:
    """Why a right answer cannot be one to a question that returns this, in words; an empty string where it can."""
    for name in RIGHT[returns]:
        if name not in answer:
            return f"{name} is missing"
    if returns == "label":
        return "" if isinstance(answer["label"], str) else f"label is {answer['label']!r}, not a text"
    for name in RIGHT[returns]:
        if not (isinstance(answer[name], np.ndarray) and answer[name].dtype.kind in "fiu"):
            return f"{name} is no array of real numbers"
    return _shape_fault(returns, {name: answer[name].shape for name in RIGHT[returns]})


def _shape_fault(returns: str, shape: Mapping[str, tuple[int, ...]]) -> str:
    if returns in STEPPED:
        weights, costs = shape["weights"], shape["costs"]
        if len(costs) != 1 or len(weights) not in (1, 2) or weights[0] != costs[0] or costs[0] < 3:
            return f"weights of shape {weights} and costs of shape {costs} are no run: a row for every step, at least 3"
        return "" if 0 not in weights else "weights have no coordinate"
    if returns == "minimum" and (shape["cost"] != () or len(shape["w"]) > 1):
        return f"w of shape {shape['w']} and cost of shape {shape['cost']} are not one point and its cost"
    if returns == "points" and len(shape["points"]) != 1:
        return f"points of shape {shape['points']} are no list of numbers"
    if returns == "number" and int(np.prod(shape["value"])) != 1:
        return f"value of shape {shape['value']} is not one number"
    return ""


def checked(key: Key) -> Key:
    """The key, if its parts fit together. Raises DecodingError with the path of the first that does not."""
    for i, question in enumerate(key.questions):
        try:
            _check_question(question, key.audience)
            if question.check:
                _check_check(key, question)
        except DecodingError as error:
            raise error.inside(f".questions[{i}]") from None
    for question in key.questions:
        if question.returns in STEPPED:
            _check_records(key, question)
    for name, value in key.options.items():
        if name in OPTIONS and not (isinstance(value, OPTIONS[name]) and (bool in OPTIONS[name] or value is not True)):
            raise wrong_type(f"what assignment.toml allows for {name}", value).inside(f".options[{name!r}]")
    for file, text in key.modules.items():
        if fault := module_fault(file, text):
            raise DecodingError(fault, f".modules[{file[:40]!r}]")
    if fault := files_fault(key.files):
        raise DecodingError(fault, ".files")
    return key


def module_fault(file: str, text: str) -> str:
    """Why the file cannot be a public module of an assignment, in words; an empty text where it can."""
    if not (file.endswith(".py") and file.removesuffix(".py").isidentifier()):
        return "its name is not that of a Python module, such as functions.py"
    if len(text) > MAX_MODULE:
        return f"it has more than {MAX_MODULE:,} characters"
    return ""


def _check_question(question: Question, audience: str) -> None:
    if not question.cases and audience != "student":
        raise DecodingError("expected at least one case", ".cases")
    if question.returns not in (*PARTS, *WRITTEN) and question.form is None and not question.check:
        raise wrong_type(f"one of {', '.join((*PARTS, *WRITTEN))}", question.returns).inside(".returns")
    if question.driver and question.driver.count(OF_FILE) != 1:
        raise DecodingError("expected a file and a function of it, such as drivers.py:steps", ".driver")
    if len({case.id for case in question.cases}) < len(question.cases):
        raise DecodingError("two cases have one id", ".cases")
    for j, case in enumerate(question.cases):
        for name, argument in case.arguments.items():
            if fault := argument_fault(argument):
                raise DecodingError(fault, f".cases[{j}].arguments[{name!r}]")
    for i, reading in enumerate(question.others):
        _covers(reading.expected, question.cases, f".others[{i}].expected")
        _covers(reading.tolerance, question.cases, f".others[{i}].tolerance")
    if question.form is not None:
        _check_form(question, question.form)
    if question.form is not None or question.check:
        return
    if question.is_written:
        _check_written(question)
        return
    for i, by_reading in enumerate(question.readings):
        where = f".others[{i - 1}]" if i else ""
        for j, case in enumerate(by_reading.cases):
            place = f"{where}[{case.id!r}]" if i else f".cases[{j}]"
            _check_case(question.returns, case, place)
        for j, mistake in enumerate(by_reading.mistakes):
            _check_mistake(question, mistake, f"{where}.mistakes[{j}]")


def _check_check(key: Key, question: Question) -> None:
    file, function = split_check(question.check)
    if (question.cases and file not in key.checks) or not function.isidentifier():
        raise DecodingError("it names no function of a file in `checks`", ".check")
    if question.runs < 0 or (question.runs and not 0 < question.error_rate < 1):
        raise DecodingError("expected a number of runs, and a rate between 0 and 1", ".error_rate")
    for i, case in enumerate(question.cases):
        try:
            from_expected(case.expected or {})
        except ValueError as error:
            raise DecodingError(str(error), f".cases[{i}].expected[{RESULT!r}]") from None


def _check_form(question: Question, form: Part) -> None:
    if question.returns != FORM or question.others:
        raise DecodingError(f"expected returns = {FORM!r} and one reading", ".form")
    if fault := form_fault(form):
        raise DecodingError(fault, ".form")
    for i, case in enumerate(() if question.check else question.cases):
        if fault := form_answer_fault(form, case.expected or {}, case.tolerance):
            raise DecodingError(fault, f".cases[{i}].expected")
    for i, mistake in enumerate(question.mistakes):
        for name, answer in mistake.answers.items():
            if fault := kinds_fault(form, answer):
                raise DecodingError(fault, f".mistakes[{i}].answers[{name!r}]")


def _check_written(question: Question) -> None:
    """A student's key holds no right answer, and nobody's does where staff give the points."""
    for i, case in enumerate(question.cases):
        if not case.item and (question.returns == "truth" or len(question.cases) > 1):
            raise DecodingError("expected the name of an item", f".cases[{i}].item")
        if case.expected is None:
            continue
        if fault := written_fault(question.returns, case.expected, case.options):
            raise DecodingError(fault, f".cases[{i}].expected")
        if question.returns == "quantity" and type(case.tolerance.get("value")) not in (int, float):
            raise wrong_type("a number", case.tolerance.get("value")).inside(f".cases[{i}].tolerance['value']")


def _covers(by_case: Iterable[str], cases: Sequence[Case], where: str) -> None:
    ids = set(by_case)
    for case in cases:
        if case.id not in ids:
            raise DecodingError(f"it has nothing for the case {case.id!r}", where)


def _check_case(returns: str, case: Case, where: str) -> None:
    if case.expected is None:
        raise DecodingError("it is missing", f"{where}.expected")
    if fault := answer_fault(returns, case.expected):
        raise DecodingError(fault, f"{where}.expected")
    if returns != "label":
        _check_tolerance(returns, case, where)
    _check_cost(returns, case, where)


def _check_tolerance(returns: str, case: Case, where: str) -> None:
    lengths = set()
    for name in PARTS[returns]:
        if name not in case.tolerance:
            raise DecodingError("it is missing", f"{where}.tolerance[{name!r}]")
        tolerance = case.tolerance[name]
        if isinstance(tolerance, (bool, str)) or np.asarray(tolerance).dtype.kind not in "fiu":
            raise wrong_type("a number", tolerance).inside(f"{where}.tolerance[{name!r}]")
        shape = np.shape(tolerance)
        if len(shape) != (returns in STEPPED) or 0 in shape:
            what = "one number for each row that is judged" if returns in STEPPED else "one number"
            raise DecodingError(f"expected {what}, got shape {shape}", f"{where}.tolerance[{name!r}]")
        lengths.add(shape)
    rows = max((shape[0] for shape in lengths if shape), default=0)
    if len(lengths) > 1 or (rows and rows > case.steps + 1):
        problem = f"expected one length of at most {case.steps + 1}, got {sorted(lengths)}"
        raise DecodingError(problem, f"{where}.tolerance")


def _check_cost(returns: str, case: Case, where: str) -> None:
    """The costs that the arguments describe can be computed, where there is a run to compute them along."""
    for name in ("g", "gradient"):
        spec, place = case.arguments.get(name), f"{where}.arguments[{name!r}]"
        if not is_function(spec):
            if name in case.arguments and returns in STEPPED:
                raise wrong_type("a cost and its parameters", spec).inside(place)
            continue
        if OF_FILE not in (word := name_of_function(spec)[1]):
            _compute(returns, case, place, word, spec["parameters"], spec.get("formula", ""))
    if {"a", "b", "C"} <= {name for name, value in case.arguments.items() if not is_typed(value)}:
        parameters = {name: case.arguments[name] for name in ("a", "b", "C")}
        _compute(returns, case, f"{where}.arguments", "quadratic", parameters, "")


def _compute(returns: str, case: Case, where: str, name: str, parameters: dict[str, Any], formula: str) -> None:
    try:
        cost = make_cost(name, np, parameters, formula)
        if returns in STEPPED and case.expected is not None:
            with np.errstate(all="ignore"):
                float(cost(case.expected["weights"][0]))
    except (KeyError, UserError) as error:
        raise DecodingError(str(error.args[0]), where) from None
    except (TypeError, ValueError, IndexError, ArithmeticError) as error:  # whatever NumPy makes of odd parameters
        raise DecodingError(f"the cost {name!r} cannot be computed ({error})", where) from None


def _check_mistake(question: Question, mistake: Mistake, where: str) -> None:
    for case, answer in mistake.answers.items():
        for name in PARTS[question.returns]:
            place = f"{where}.answers[{case!r}][{name!r}]"
            if name == "costs" and name not in answer and "weights" in answer:  # as a student's key leaves them out
                continue
            if name not in answer:
                raise DecodingError("it is missing", place)
            kind = str if name == "label" else np.ndarray
            if not isinstance(answer[name], kind):
                raise wrong_type("a text" if kind is str else "an array", answer[name]).inside(place)


def _check_records(key: Key, question: Question) -> None:
    lengths = {str(case.steps) for case in question.cases}
    for i, record in enumerate(key.bookkeeping):
        for steps, rows in record.rows.items():
            place = f".bookkeeping[{i}].rows[{steps!r}]"
            if not steps.isdecimal() or len(rows) != 2 or any(row < 0 for part in rows for row in part):
                raise DecodingError("expected the rows of the weights and of the costs", place)
        sees = all(bool(rows[0]) == (question.returns == "histories") for rows in record.rows.values())
        for steps in sorted(lengths - set(record.rows)) if sees else ():
            raise DecodingError(f"it has nothing for {steps} steps", f".bookkeeping[{i}].rows")

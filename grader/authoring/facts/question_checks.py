"""What must fit together in a question of assignment.toml and in its cases.

Every fault is a ValueError in words; `grader.authoring.reading.assignment_file` adds the place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.case_arguments import arguments as checks
from grader.authoring.case_arguments.arguments import COST_PARAMETERS, parameter_names
from grader.authoring.case_arguments.typed import TableArgument, type_of, typed
from grader.authoring.facts import written_questions
from grader.authoring.facts.case_spec import SOLUTION, CaseSpec
from grader.authoring.facts.public_files import check_driver, check_without_driver
from grader.base.text import did_you_mean
from grader.model.arguments.costs import make_cost
from grader.model.arguments.typed_arguments import as_value
from grader.model.checks import ANY
from grader.model.result_form import FORM

if TYPE_CHECKING:
    from grader.authoring.facts.question_spec import QuestionSpec

CHECK = re.compile(r"[A-Za-z_]\w*\.py:[A-Za-z_]\w*")
EVERY_EXCEPTION = ("Exception", "BaseException")
MIN_RUNS, MAX_ERROR_RATE = 20, 0.01
OF_OTHERS = {  # keys of a case that newcomers expect, and what there is instead
    **dict.fromkeys(("answer", "expected", "output", "result"), "No right answer is written: the solution gives it."),
    **dict.fromkeys(("atol", "rtol", "tol"), "A `tolerance` is absolute, and measured where none is written."),
    **dict.fromkeys(("visible", "public"), "A case is visible, unless it has `hidden = true`."),
    "points": "A case has a `weight` among those of its question.",
}


def check_question(question: QuestionSpec) -> None:
    """Require that the keys of the question and of its cases agree. Raises ValueError for the first fault."""
    _check_driver(question)
    _check_check(question)
    _check_solution(question)
    _check_accept(question)
    _check_readings(question)
    _check_visible_cases(question)
    for name in question.fixed:
        _require_parameter(question, name, "fixed")
        if name not in question.constant_arguments:
            raise ValueError(f"fixed names {name!r}, which is not the same in every case. Take it out of the list.")
    _check_written(question)
    _check_unchanged(question)
    _check_raises(question)
    for number, case in enumerate(question.case, 1):
        try:
            _check_case(question, case)
        except ValueError as fault:
            alone = question.is_written and len(question.case) == 1  # its keys may stand in the question itself
            raise ValueError(f"{fault}" if alone else f"case {number}: {fault}") from None
    _check_repetitions(question)


def _check_driver(question: QuestionSpec) -> None:
    if question.driver is None:
        check_without_driver(question.signature, question.defines)
        if question.calls:
            checks.parse_signature(question.signature)
        return
    if question.method not in ("", SOLUTION) or question.mistakes:
        raise ValueError("a driver calls the master's solution: leave `method` and `mistakes` out")
    if question.defines and question.signature:
        raise ValueError("`defines` lists what students define: leave `signature` out")
    check_driver(question.driver.signature, question.names)


def _check_check(question: QuestionSpec) -> None:
    """Require that what belongs to a check stands together."""
    for number, case in enumerate(question.case, 1):
        _check_data_of_check(case, question, f"case {number}: for_check")
    for prefix in question.also_right:
        if not (question.check and prefix.startswith(f"{question.name}.")):
            raise ValueError(
                f"also_right names {prefix!r}; it is for a question with a `check`, and lists ids of changes of its "
                f"solution as `rehearse` prints them, such as {question.name}.factor_1, or {question.name}. for all"
            )
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


def _check_data_of_check(case: CaseSpec, question: QuestionSpec, where: str) -> None:
    if case.for_check and not question.check:
        raise ValueError(f"{where} is for a question with a `check`, which alone receives it")
    for name, value in case.for_check.items():
        if name in question.parameters:
            raise ValueError(f"{where}: {name!r} is an argument of the function as well: give it another name")
        typed(value, f"{where}: {name}")


def _check_solution(question: QuestionSpec) -> None:
    of_reference = question.method not in ("", SOLUTION) and not question.method.endswith(".py")
    if (question.returns == FORM or question.check) and (of_reference or question.mistakes):
        what = "checks" if question.check else "parts"
        raise ValueError(f"{what} take their right answers from the solution: leave `method` and `mistakes` out")
    if question.by_solution and any(case.accept for case in question.case):
        raise ValueError(
            "the `accept` of a case translates arguments for a method, and here the solution gives the answers: "
            'write the question\'s own, such as accept = { "1/k" = "solution", "alpha/k" = "methods/over_k.py" }'
        )


def _check_accept(question: QuestionSpec) -> None:
    if question.accept and (not question.by_solution or question.check):
        raise ValueError(
            "accept = { ... } of a question is for answers of the solution; where a method of reference/ gives "
            "them it stands in the case, and a check accepts what it likes"
        )
    files = list(question.accept.values())
    if files and (files[0] != SOLUTION or not all(file.endswith(".py") for file in files[1:])):
        raise ValueError(
            "accept names the solution first and then files that define the same function, such as "
            'accept = { "1/k" = "solution", "alpha/k" = "methods/over_k.py" }'
        )


def _check_readings(question: QuestionSpec) -> None:
    for key, names in (("not_of_method", question.not_of_method), ("means", question.means)):
        for name in names:
            _require_parameter(question, name, key)
    if question.means and not question.method.endswith(".py"):
        raise ValueError('means is for a method that is a file beside this one: method = "methods/newton.py"')
    for number, case in enumerate(question.case, 1):
        if case.accept and set(case.accept) != set(question.readings):
            raise ValueError(
                f"case {number}: `accept` has the readings {list(case.accept)}, and another case "
                f"{list(question.readings)}. Students follow one reading in all cases: name the same ones everywhere."
            )
        switched_on = [name for name in question.not_of_method if case.arguments.get(name) is True]
        if switched_on and not case.accept:
            raise ValueError(
                f"case {number}: {switched_on[0]} = true, which the method has no parameter for: say what it "
                'means, such as accept = { "1/k" = { alpha = "diminishing" } }'
            )


def _check_visible_cases(question: QuestionSpec) -> None:
    visible = question.is_written or not all(case.hidden for case in question.case)
    if not visible and not question.all_hidden:
        raise ValueError(
            "every case is hidden, so that `grader check` tells students nothing of this question. Show one case, "
            "or write `all_hidden = true` in the question if this is meant."
        )
    if visible and question.all_hidden:
        raise ValueError("`all_hidden = true`, and there are cases that students see. Remove one of the two.")


def _check_unchanged(question: QuestionSpec) -> None:
    """Require that `unchanged` names arguments that can be compared before and after a single call."""
    for name in question.unchanged:
        _require_parameter(question, name, "unchanged")
        for number, case in enumerate(question.case, 1):
            value = case.written.get(name)
            what = "the cost" if name in COST_PARAMETERS and case.on else ""
            if isinstance(value, TableArgument) and as_value(value.data) is None:
                what = value.text
            if what:
                raise ValueError(
                    f"unchanged names {name!r}, which is {what} in case {number}: only numbers, arrays, words, lists "
                    "and tables can be compared before and after the call. Take it out of the list."
                )
    if question.unchanged and question.runs:
        raise ValueError("unchanged is for single calls, and `runs` makes many. Ask for it in a question of its own.")


def _check_raises(question: QuestionSpec) -> None:
    """Require that a case which must raise is a single call, and that some case returns what the question asks for."""
    raising = [number for number, case in enumerate(question.case, 1) if case.raises]
    if not raising:
        return
    where = f"case {raising[0]}: raises"
    for number in raising:
        name = question.case[number - 1].raises
        if not re.fullmatch(r"[A-Za-z_][\w.]*", name) or name in EVERY_EXCEPTION:
            raise ValueError(
                f'case {number}: raises is {name!r}; it is the name of one exception, such as "ValueError", or of a '
                "class that the handout defines. Every slip raises some Exception."
            )
    if not question.calls or question.runs:
        raise ValueError(f"{where} is for a single call of a function, and here a variable is read or there are `runs`")
    if not question.by_solution:
        raise ValueError(
            f'{where} is for what the solution answers: write returns = [{{ ws = "history" }}], or another form of '
            'parts, or method = "solution"'
        )
    if len(raising) == len(question.case):
        raise ValueError(f"{where}: every case raises. Add one in which the function returns.")


def _require_parameter(question: QuestionSpec, name: str, key: str) -> None:
    names = question.parameters
    if name not in names:
        meant = did_you_mean(name, names) or f" The arguments are {', '.join(names) or 'none'}."
        raise ValueError(f"{key} names {name!r}, which is no argument of the function.{meant}")


def _check_written(question: QuestionSpec) -> None:
    if not question.is_written:
        return
    if question.calls:
        raise ValueError(
            f"returns = {question.returns!r} reads a variable: write its name alone, signature = "
            f"{question.function!r}, and let students assign the answer to it"
        )
    if question.method or question.mistakes:
        raise ValueError("`method` and `mistakes` are for functions; a written answer stands in `answer`")
    items = [case.item for case in question.case]
    if len(items) > 1 and ("" in items or len(set(items)) < len(items)):
        raise ValueError("each case needs an `item` of its own: the name of its entry in the dictionary of answers")


def _check_repetitions(question: QuestionSpec) -> None:
    calls = [case.call for case in question.case]
    for number, call in enumerate(calls, 1):
        if (earlier := calls.index(call) + 1) < number:
            raise ValueError(f"case {number}: it asks the same as case {earlier}. Vary an argument, or leave it out.")


# ── one case


def _check_case(question: QuestionSpec, case: CaseSpec) -> None:
    """Require that parameters and arguments agree, and that the cost exists and can be computed."""
    if question.is_written:
        for name in set(case.written) - set(written_questions.CASE_KEYS):
            meant = did_you_mean(name, [*written_questions.CASE_KEYS, *CaseSpec.model_fields])
            raise ValueError(f"unknown key {name!r}.{meant}")
        written_questions.check_answer(question.returns, dict(case))
        return
    _check_names(question, case)
    if question.by_solution:
        _check_types(question, case)
    else:
        for name, value in case.arguments.items():
            checks.check_value(name, value)
    if case.on:
        name, parameters, formula = case.cost
        try:
            cost = make_cost(name, np, parameters, formula)
        except (KeyError, TypeError) as error:
            raise ValueError(error.args[0]) from None
        checks.check_points(name, cost, case.arguments)


def _check_types(question: QuestionSpec, case: CaseSpec) -> None:
    """Require that an argument has one type in all cases: `0` beside `0.5` is one forgotten point.

    A call that must raise may have a wrong one. A decimal number may stand beside arrays of decimals: a function such
    as a sigmoid takes both.
    """
    first = question.arguments_of(next(each for each in question.case if not each.raises))
    for name, argument in () if case.raises else question.arguments_of(case).items():
        was, is_now = type_of(first.get(name, argument)), type_of(argument)
        if was == is_now or {was, is_now} == {"a decimal number", "a list of decimals"}:
            continue
        if not any(isinstance(each, dict) and each.get("items") == [] for each in (first.get(name), argument)):
            advice = _advice_on_types(first.get(name), argument)
            raise ValueError(f"{name} is {is_now}, and {was} in case 1. {advice}")


def _check_names(question: QuestionSpec, case: CaseSpec) -> None:
    if not question.calls and case.arguments:
        listed = ", ".join(case.arguments)
        name = question.function if question.function.isidentifier() else question.name
        raise ValueError(
            f"it has arguments ({listed}), and without a signature that has ( ) the question reads the variable "
            f'{name!r}. Write signature = "{name}({listed})" in the question.'
        )
    for name in case.arguments:
        if name not in question.parameters:
            meant = OF_OTHERS.get(name, "") or did_you_mean(name, [*question.parameters, *CaseSpec.model_fields])
            advice = meant.strip() or f"The arguments are {', '.join(question.parameters) or 'none'}."
            if question.driver and name in {*parameter_names(question.driver.signature)} - {*question.names}:
                advice = f"The driver receives `{question.names[0]}` there, as its first parameter: add one for it."
            raise ValueError(f"unknown key {name!r}. {advice}")
    names = {*case.arguments, *(COST_PARAMETERS if case.on else ())}
    for name in checks.required_names(question.called_signature) if question.calls else ():
        if name not in names and name in question.parameters:
            missing = "on (the cost g)" if name == "g" else repr(name)
            raise ValueError(f"no value for the argument {missing}. Write {'on' if name == 'g' else name} = ...")


def _advice_on_types(*arguments: Any) -> str:
    texts = [argument for argument in arguments if isinstance(argument, str)]
    text = "".join(texts)
    if text.endswith((".npy", ".npz", ".csv")):
        return f"Numbers of a file are written {{ file = {text!r} }}."
    if texts and "a function" in map(type_of, arguments):
        name = text.replace('"', "'")
        return f'A function is written {{ function = "{name}" }}, its derivative {{ gradient_of = "{name}" }}.'
    if any(type_of(argument).startswith("a list of arrays") for argument in arguments):
        return "Its rows have several shapes there, and so it is a list of arrays. Rows of one shape are one array."
    if texts or any(isinstance(argument, dict) and "items" in argument for argument in arguments):
        return "An argument has one type in all cases, and numbers stand without quotes."
    return "Write decimals as 1.0, in each case; a list is one of decimals if one of its numbers has a point."

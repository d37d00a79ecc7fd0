"""Written answers in assignment.toml: a question whose variable students assign (`grader.model.result_form`).

    returns = "choice"                              returns = "number"       (and a signature without parentheses)
    options = ["fixed", "1/k", "line search"]       answer = 0.25
    answer = "1/k"                                  tolerance = 0.01

A question of one answer may have its keys in the question itself; of several, each stands in a case with its `item`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.base.text import did_you_mean, fold_case
from grader.judging.written_answers import BLANKS
from grader.model.result_form import WRITTEN

CASE_KEYS = ("answer", "options")  # keys beside the fields of a case
ANSWER_KEYS = ("answer", "tolerance", "statement", "because")  # what a question of one answer may hold itself
RETURNED = ("text", "truth")  # what a function may return as well
NO_ANSWER = (
    "`answer` is for a number, a text or a choice that students write into a variable. For anything else the "
    "solution computes the right result: leave `answer` out. What else a variable holds is read by a driver of "
    "one line: def value(theta): return theta"
)
MAX_NUMBER = 1e300  # what a number may not reach

CaseTable = Mapping[str, Any]  # the fields of a case and the keys beside them


def with_cases(data: Any) -> Any:
    """A question's table with each written answer in a case, and the options in all of them; any other as it is.

    Texts and truths that are returned, not written, are parts. Raises ValueError where an answer stands in the
    question and in its cases.
    """
    if not isinstance(data, dict):
        return data
    if data.get("returns") in RETURNED and (data.get("check") or data.get("driver") or not _is_variable(data)):
        return {**data, "returns": {"kind": data["returns"]}}
    if data.get("check") or data.get("driver") or (returns := _returns(data)) not in WRITTEN:
        return data
    own = {name: data[name] for name in ANSWER_KEYS if name in data}
    if own and "case" in data:
        raise ValueError(f"`{next(iter(own))}` stands in the question, which has cases: write it in each of these")
    cases, options = data.get("case", [own]), {"options": data["options"]} if "options" in data else {}
    if isinstance(cases, list):
        cases = [{**options, **case} if isinstance(case, dict) else case for case in cases]
    rest = {name: value for name, value in data.items() if name not in (*own, *options)}
    return {**rest, "returns": returns, "case": cases}


def _returns(data: dict[str, Any]) -> Any:
    """What a question returns: a number that is no function's is a quantity."""
    return "quantity" if data.get("returns") == "number" and _is_variable(data) else data.get("returns")


def _is_variable(data: dict[str, Any]) -> bool:
    return "(" not in str(data.get("signature", ""))


def check_answer(returns: str, case: CaseTable) -> None:
    """Require a right answer that students can give, where one is needed. Raises ValueError."""
    if "options" in case and returns != "choice":
        raise ValueError('`options` are for returns = "choice"')
    match returns:
        case "truth":
            if not case["item"] or case["truth"] is None:
                raise ValueError(
                    "a case of returns = 'truth' has `item`, `statement` and `truth`; whether one statement is true is "
                    'a choice: returns = "choice", options = ["true", "false"]'
                )
        case "choice":
            _check_choice(case)
        case "quantity":
            _check_number(case)
        case "text":
            if not (texts := _texts(case)) or any(fold_case(text) in BLANKS for text in texts):
                raise ValueError(f"{_is(case)}; write a text, or a list of all that are right")
        case "manual" | "figure":
            if returns == "figure" and case["item"]:
                raise ValueError("a figure has no `item`: its variable is that of the question")
            if "answer" in case:
                raise ValueError("there is an `answer`, and staff give the points of this question: leave it out")


def _check_choice(case: CaseTable) -> None:
    options = case.get("options")
    if not isinstance(options, list) or not all(isinstance(option, str) and option.strip() for option in options):
        raise ValueError('a choice needs its options, such as options = ["fixed", "1/k"]')
    if len(set(map(fold_case, options))) < max(len(options), 2):
        raise ValueError(f"the options are {options}; at least two are needed, and no two may be the same word")
    if not (chosen := _texts(case)):
        raise ValueError(f"{_is(case)}; write the right option in quotes, or a list of all that are right")
    for option in chosen:
        if option not in options:
            raise ValueError(f"answer is {option!r}, which is none of the options.{did_you_mean(option, options)}")


def _check_number(case: CaseTable) -> None:
    answer = case.get("answer")
    if not isinstance(answer, (int, float)) or isinstance(answer, bool) or not abs(answer) < MAX_NUMBER:
        with_unit = '; with a unit it is a text: returns = "text"' if isinstance(answer, str) else ""
        raise ValueError(f"{_is(case)}; write the right number, such as answer = 0.25{with_unit}")
    if type(answer) is float and case["tolerance"] is None:
        raise ValueError("a decimal needs a `tolerance`: how far from the answer a student may be, such as 0.01")


def _is(case: CaseTable) -> str:
    return f"answer is {case['answer']!r}" if "answer" in case else "there is no `answer`"


def _texts(case: CaseTable) -> list[str]:
    """The answer as a list of texts, empty where it is anything else."""
    answer = case.get("answer")
    texts = answer if isinstance(answer, list) else [answer]
    words = [text for text in texts if isinstance(text, str)]
    return words if len(words) == len(texts) else []


def right_answer(returns: str, case: CaseTable) -> tuple[dict[str, Any], dict[str, Any]]:
    """The right answer and its tolerance, as a key has them; both empty where staff give the points."""
    match returns:
        case "truth":
            return {"truth": case["truth"]}, {}
        case "choice":
            return {"choice": _texts(case)}, {}
        case "quantity":
            return {"value": np.asarray(float(case["answer"]))}, {"value": case["tolerance"] or 0.0}
        case "text":
            return {"accept": _texts(case)}, {}
    return {}, {}

"""What is wrong with an author's assignment.toml, in sentences: place, value, what was expected, what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from grader.authoring.facts.assignment import Assignment, GradescopeOptions
from grader.authoring.facts.case_spec import CaseSpec
from grader.authoring.facts.question_spec import QuestionSpec
from grader.base.text import closest, did_you_mean

if TYPE_CHECKING:
    from pydantic import BaseModel

MODELS: dict[str, type[BaseModel]] = {"question": QuestionSpec, "gradescope": GradescopeOptions}
PLACES: dict[str, type[BaseModel]] = {  # where the keys of each model stand
    "below [[question.case]]": CaseSpec,
    "below [[question]]": QuestionSpec,
    "below [gradescope]": GradescopeOptions,
    "above the first [[question]]": Assignment,
}

EXAMPLES = {  # of keys that a newcomer leaves out or writes otherwise
    "name": 'name = "homework_1"',
    "title": 'title = "Gradient descent"',
    "notebook": 'notebook = "homework_1.ipynb"',
    "question": "[[question]]",
    "points": "points = 10",
    "returns": 'returns = "array"',
    "case": "[[question.case]]",
    "on": 'on = "quartic"',
}
EXPECTED = {  # by pydantic's type of error, what a value has to be
    "string_type": "a text, which stands in quotes",
    "float_type": "a number", "float_parsing": "a number", "finite_number": "a finite number",
    "int_type": "a whole number", "int_parsing": "a whole number", "int_from_float": "a whole number",
    "bool_type": "true or false", "bool_parsing": "true or false",
    "list_type": "a list, in [ ]", "tuple_type": "a list, in [ ]",
    "dict_type": "a table", "model_type": "a table", "model_attributes_type": "a table",
    "greater_than": "a number more than {gt:g}", "greater_than_equal": "a number, at least {ge:g}",
    "less_than": "a number less than {lt:g}", "less_than_equal": "a number, at most {le:g}",
    "literal_error": "one of {expected}",
    "string_pattern_mismatch": "a name of letters, digits and _ that does not begin with a digit",
}  # fmt: skip
NAMES = {  # where a name has rules of its own
    "name": "a name of the letters a-z, digits and _, which begins with a letter",
    "notebook": "the name of a notebook or a Python file beside assignment.toml, such as homework_1.ipynb",
    "script": "the name of a Python file, such as homework_1.py",
}
UNKNOWN = "extra_forbidden"  # pydantic's type of error for a key that no model has
LONGEST = 60  # characters of a value in a message


def sentences(file: str, errors: list[Any], data: Mapping[str, Any]) -> str:
    """A line for each of pydantic's errors; of those about the alternatives of one value, the first.

    A key that is missing because it is misspelt at the same place is one mistake, and has one line.
    """
    by_place = {(place_of(error["loc"], data), _key(error["loc"])): error for error in reversed(errors)}
    misspelt = {(place, _meant(error)) for (place, _), error in by_place.items() if error["type"] == UNKNOWN}
    shown = [error for at, error in by_place.items() if error["type"] != "missing" or at not in misspelt]
    return "\n".join(_sentence(file, error, data) for error in reversed(shown))


def _meant(error: Mapping[str, Any]) -> str:
    """The key that an unknown one probably stands for; an empty string if it belongs elsewhere as it is."""
    key = _key(error["loc"])
    return "" if _belongs(key) else closest(key, _model(error["loc"]).model_fields)


def _belongs(key: str) -> str:
    """Where a key of this name stands; an empty string for none."""
    return next((place for place, model in PLACES.items() if key in model.model_fields), "")


def _sentence(file: str, error: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    path, kind = error["loc"], error["type"]
    place, key = f"{file}: {place_of(path, data)}", _key(path)
    if kind == UNKNOWN:
        belongs = f" It belongs {_belongs(key)}." if _belongs(key) else did_you_mean(key, _model(path).model_fields)
        return f"{place}unknown key {key!r}.{belongs}"
    if kind == "missing" or (kind == "too_short" and key in EXAMPLES):
        return f"{place}the key {key!r} is missing. Write {EXAMPLES.get(key, f'{key} = ...')}"
    if kind == "value_error":
        return f"{place}{error['msg'].removeprefix('Value error, ')}"
    if key in ("question", "case") and kind == "list_type":
        return f"{place}{key} is one table; there may be several. Write {EXAMPLES[key]} in double brackets."
    expected = NAMES.get(key, "") if kind == "string_pattern_mismatch" else ""
    expected = expected or EXPECTED.get(kind, "").format(**error.get("ctx", {})) or error["msg"]
    meant = did_you_mean(error["input"], _options(error)) if isinstance(error["input"], str) else ""
    return f"{place}{key} is {_shown(error['input'])}; it is {expected}.{meant}"


def _options(error: Mapping[str, Any]) -> list[str]:
    return re.findall(r"'(\w+)'", str(error.get("ctx", {}).get("expected", "")))


def _shown(value: Any) -> str:
    text = "a text in quotes" if value == "" else repr(value)
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else text
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


def _model(path: tuple[Any, ...]) -> type[BaseModel]:
    return CaseSpec if "case" in path else MODELS.get(str(path[0]), Assignment)


def _key(path: tuple[Any, ...]) -> str:
    """The key of the file at the end of the path; behind it pydantic names alternatives, and places in a list."""
    words = [part for part in path if isinstance(part, str)]
    return next((word for word in reversed(words) if word in _model(path).model_fields), words[-1] if words else "")


def place_of(path: tuple[Any, ...], data: Mapping[str, Any]) -> str:
    """The words for a path such as ("question", 0, "case", 2, "weight"): `question 'adam': case 3: `."""
    if len(path) < 2 or path[0] != "question" or not isinstance(path[1], int):
        return f"{path[0]}: " if len(path) > 1 else ""
    question = data["question"][path[1]]
    name = question.get("name") if isinstance(question, dict) else None
    case = f"case {path[3] + 1}: " if len(path) > 3 and path[2] == "case" and isinstance(path[3], int) else ""
    return f"question {repr(name) if isinstance(name, str) else path[1] + 1}: {case}"


def cases_of(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables of cases, each with the words for its place; data of any other form are skipped, and refused later."""
    questions = data.get("question")
    for n, question in enumerate(questions if isinstance(questions, list) else ()):
        cases = question.get("case") if isinstance(question, dict) else None
        for m, case in enumerate(cases if isinstance(cases, list) else ()):
            if isinstance(case, dict):
                yield place_of(("question", n, "case", m), data), case

"""Read `assignment.toml` and the `costs.py` beside it.

Every mistake in these files is one BadAssignment. Its text names the question, the case, the key and, where one is
close, the word that was probably meant.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from grader.authoring.assignment import Assignment, BadAssignment, GradescopeOptions, QuestionSpec
from grader.authoring.drivers import with_signature
from grader.authoring.named_functions import Sources
from grader.authoring.public_files import BadPublicFile, read_modules
from grader.base.text import did_you_mean
from grader.model.costs import COSTS
from grader.model.formula import BadFormula, parse_formulas

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TEXTS = ("on", "title", "item", "statement", "because")  # keys of a case in which the name of a cost may stand
MODELS: dict[str, type[BaseModel]] = {"question": QuestionSpec, "gradescope": GradescopeOptions}


def load_assignment(folder: Path) -> Assignment:
    """The assignment in that folder (or the toml file itself). Raises BadAssignment."""
    path = Path(folder)
    try:
        path = path / "assignment.toml" if path.is_dir() else path
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise BadAssignment(f"{folder}: there is no assignment.toml here. Name the folder that holds one.") from None
    except OSError as error:
        raise BadAssignment(f"{path}: this file cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAssignment(f"{path}: this is not TOML: {error}") from None
    return parse_assignment(data, path.parent, path.name)


def parse_assignment(data: dict[str, Any], folder: Path, file: str = "assignment.toml") -> Assignment:
    """The assignment that a TOML file's data describe; the data are changed. Raises BadAssignment."""
    _add_formulas(data, formulas := _own_costs(folder))
    modules = _add_drivers(data, folder)
    context = {"sources": Sources(folder, formulas, modules)}
    try:
        return Assignment.model_validate({**data, "folder": folder, "modules": modules}, context=context)
    except ValidationError as error:
        raise BadAssignment("\n".join(_sentence(file, e, data) for e in error.errors())) from None


def _add_drivers(data: dict[str, Any], folder: Path) -> dict[str, str]:
    """The public files; writes into `driver` of every question the driver's signature."""
    questions = [q for q in data.get("question", ()) if isinstance(q, dict) and "driver" in q]
    try:
        modules = read_modules(folder, [q["driver"] for q in questions], data.get("notebook"))
    except BadPublicFile as error:
        raise BadAssignment(str(error)) from None
    for question in questions:
        try:
            question["driver"] = with_signature(question["driver"], modules)
        except ValueError as fault:
            raise BadAssignment(f"assignment.toml: question {question.get('name', '')!r}: {fault}") from None
    return modules


def _own_costs(folder: Path) -> dict[str, str]:
    """The formulas of the assignment's own `costs.py`, by name."""
    path = folder / "costs.py"
    try:
        own = parse_formulas(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (BadFormula, UnicodeDecodeError) as error:
        raise BadAssignment(f"costs.py: {error}") from None
    if taken := set(own) & set(COSTS):
        raise BadAssignment(f"costs.py: {min(taken)!r} is one of the lecture's own costs: give yours another name.")
    return own


def _add_formulas(data: dict[str, Any], own: Mapping[str, str]) -> None:
    """Write the formula into `on` of every case whose cost is the assignment's own."""
    for case in _cases(data):
        _refuse_costs_as_texts(case, {*COSTS, *own})
        if not isinstance(on := case.get("on", ""), (str, dict)):
            raise BadAssignment(f"assignment.toml: on = {on!r}; it is the name of a cost, or a table with its `name`.")
        table = {"name": on} if isinstance(on, str) else dict(on)
        if "formula" in table:
            raise BadAssignment("assignment.toml: `on` names a cost; its formula stands in costs.py beside this file.")
        name = table.get("name")
        if isinstance(name, str) and name in own:
            case["on"] = {**table, "formula": own[name]}
        elif isinstance(name, str) and name and name not in COSTS and own:
            meant = did_you_mean(name, [*COSTS, *own])
            raise BadAssignment(f"assignment.toml: there is no cost named {name!r}.{meant}")


def _cases(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tables of cases; data of any other form are skipped, and pydantic refuses them later."""
    questions = data.get("question")
    for question in questions if isinstance(questions, list) else ():
        cases = question.get("case") if isinstance(question, dict) else None
        yield from (case for case in (cases if isinstance(cases, list) else ()) if isinstance(case, dict))


def _refuse_costs_as_texts(case: dict[str, Any], costs: Container[str]) -> None:
    for name, value in case.items():
        if isinstance(value, str) and value in costs and name not in TEXTS:
            raise BadAssignment(
                f"assignment.toml: {name} = {value!r} would hand students this word as a text, not the cost. Write "
                f"{name} = {{ function = {value!r} }}, or on = {value!r}: the cost is then the argument g, and its "
                "gradient the argument gradient, where the signature has these."
            )


def _sentence(file: str, error: Mapping[str, Any], data: dict[str, Any]) -> str:
    """One of pydantic's errors in plain words: where, what, and what was probably meant."""
    path = error["loc"]
    place, last = _place(path, data), str(path[-1]) if path else ""
    if error["type"] == "extra_forbidden":
        allowed = MODELS.get(str(path[0]), Assignment).model_fields
        return f"{file}: {place}unknown key {last!r}.{did_you_mean(last, allowed)}"
    if error["type"] == "missing":
        return f"{file}: {place}the key {last!r} is missing"
    message = error["msg"].removeprefix("Value error, ")
    return f"{file}: {place}{message}" if error["type"] == "value_error" else f"{file}: {place}{last}: {message}"


def _place(path: tuple[Any, ...], data: dict[str, Any]) -> str:
    """The words for a path such as ("question", 0, "case", 2, "weight"): `question 'adam': case 3: `."""
    if len(path) < 2 or path[0] != "question":
        return f"{path[0]}: " if len(path) > 1 else ""
    question = data["question"][path[1]]
    name = question.get("name", path[1] + 1) if isinstance(question, dict) else path[1] + 1
    case = f"case {path[3] + 1}: " if len(path) > 3 and path[2] == "case" else ""
    return f"question {name!r}: {case}"

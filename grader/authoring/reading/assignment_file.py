"""Read `assignment.toml` and the `costs.py` beside it.

Every mistake in these files is one BadAssignment. Its text names the question, the case, the key and, where one is
close, the word that was probably meant.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from grader.authoring.case_arguments.named_functions import ArgumentSources
from grader.authoring.facts.assignment import Assignment, BadAssignment
from grader.authoring.facts.public_files import read_modules, with_signature
from grader.authoring.reading.author_errors import cases_of, sentences
from grader.base.errors import UserError
from grader.base.staff.toml_text import read_toml
from grader.base.text import did_you_mean
from grader.model.arguments.costs import COSTS
from grader.model.arguments.formula import parse_formulas

TEXTS = ("on", "title", "item", "statement", "because", "answer")  # keys of a case in which a cost's name may stand


def load_assignment(folder: Path) -> Assignment:
    """The assignment in that folder (or the toml file itself). Raises BadAssignment."""
    path = Path(folder)
    try:
        path = path / "assignment.toml" if path.is_dir() else path
        is_there = path.is_file()
    except OSError as error:
        raise BadAssignment(f"{folder}: this cannot be read: {(error.strerror or str(error)).lower()}.") from None
    if not is_there:
        raise BadAssignment(f"{folder}: there is no assignment.toml here. Name the folder that holds one.")
    return parse_assignment(read_toml(path, BadAssignment), path.parent, path.name)


def parse_assignment(data: dict[str, Any], folder: Path, file: str = "assignment.toml") -> Assignment:
    """The assignment that a TOML file's data describe; the data are changed. Raises BadAssignment."""
    _add_formulas(data, formulas := _own_costs(folder))
    modules = _add_drivers(data, folder)
    context = {"sources": ArgumentSources(folder, formulas, modules)}
    try:
        return Assignment.model_validate({**data, "folder": folder, "modules": modules}, context=context)
    except ValidationError as error:
        raise BadAssignment(sentences(file, error.errors(), data)) from None


def _add_drivers(data: dict[str, Any], folder: Path) -> dict[str, str]:
    """The public files; writes into `driver` of every question the driver's signature."""
    listed = data.get("question")
    questions = [q for q in (listed if isinstance(listed, list) else ()) if isinstance(q, dict) and "driver" in q]
    try:
        modules = read_modules(folder, [q["driver"] for q in questions], data.get("notebook"))
    except UserError as error:
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
    except (UserError, UnicodeDecodeError) as error:
        raise BadAssignment(f"costs.py: {error}") from None
    if taken := set(own) & set(COSTS):
        raise BadAssignment(f"costs.py: {min(taken)!r} is one of the lecture's own costs: give yours another name.")
    return own


def _add_formulas(data: dict[str, Any], own: Mapping[str, str]) -> None:
    """Write the formula into `on` of every case whose cost is the assignment's own."""
    for place, case in cases_of(data):
        where = f"assignment.toml: {place}"
        _refuse_costs_as_texts(where, case, {*COSTS, *own})
        if not isinstance(on := case.get("on", ""), (str, dict)):
            raise BadAssignment(f"{where}on = {on!r}; it is the name of a cost, or a table with its `name`.")
        table = {"name": on} if isinstance(on, str) else dict(on)
        if "formula" in table:
            raise BadAssignment(f"{where}`on` names a cost; its formula stands in costs.py beside this file.")
        name = table.get("name")
        if isinstance(name, str) and name in own:
            case["on"] = {**table, "formula": own[name]}
        elif isinstance(name, str) and name and name not in COSTS and own:
            meant = did_you_mean(name, [*COSTS, *own])
            raise BadAssignment(f"{where}there is no cost named {name!r}.{meant}")


def _refuse_costs_as_texts(where: str, case: dict[str, Any], costs: Container[str]) -> None:
    for name, value in case.items():
        if isinstance(value, str) and value in costs and name not in TEXTS:
            raise BadAssignment(
                f"{where}{name} = {value!r} would hand students this word as a text, not the cost. Write "
                f"{name} = {{ function = {value!r} }}, or on = {value!r}: the cost is then the argument g, and its "
                "gradient the argument gradient, where the signature has these."
            )

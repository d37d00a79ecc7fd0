"""Read `assignment.toml`: the facts of one homework. Nouns and numbers only; a typo is answered.

    assignment.toml ─► Assignment ─ questions ─ Question ─ cases ─ Case

Every mistake in the file is one `BadAssignment` whose text names the question, the key and, where there is one, the
word that was probably meant.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.model.costs import COSTS, Cost, count_coordinates, make_cost
from grader.model.formula import BadFormula, parse_formulas
from grader.model.statuses import format_points

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Returns = Literal["histories", "costs", "points", "minimum", "number", "vector", "label", "truth"]


class BadAssignment(UserError):
    """assignment.toml cannot be used; the message is one sentence per fault."""


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Case(_Facts):
    """One call: `on` names the cost, the rest are the function's arguments by name."""

    model_config = ConfigDict(frozen=True, extra="allow")

    on: str | dict[str, Any] = ""
    hidden: bool = False
    weight: float = Field(default=1.0, gt=0)
    title: str = ""
    tolerance: float | None = Field(default=None, gt=0)
    item: str = ""
    statement: str = ""
    truth: bool | None = None
    because: str = ""
    accept: dict[str, dict[str, Any]] = {}  # a reading's name -> how the method is asked, where that differs

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments that stand in the file, every number as the homework hands it over: a float."""
        return {name: _as_float(value, name) for name, value in (self.model_extra or {}).items()}

    @property
    def whole_numbers(self) -> tuple[str, ...]:
        """The arguments that are written as whole numbers and handed over as floats."""
        return tuple(n for n, value in (self.model_extra or {}).items() if type(value) is int and n != "max_its")

    def as_read(self, reading: str, without: tuple[str, ...]) -> Case:
        """The case as the method is asked it by one reading: without the arguments that are none of the method's."""
        told = {name: value for name, value in (self.model_extra or {}).items() if name not in without}
        fixed = {name: getattr(self, name) for name in type(self).model_fields if name != "accept"}
        return Case.model_validate(fixed | told | self.accept.get(reading, {}))


class Question(_Facts):
    """One function (or variable) that students write. `method` names the module of `reference/` that answers it.

    `mistakes` names the bank of known mistakes, where it is not the method's own: one of a certain cost, say.
    """

    name: str
    title: str
    points: float = Field(gt=0)
    returns: Returns
    signature: str = ""
    method: str = ""
    mistakes: str = ""
    credit: dict[str, float] = {}
    cannot_happen: tuple[str, ...] = ()  # how ids of mistakes begin for which this question gives no room
    group: str = ""  # the questions of one group share their points: the best of them counts
    all_hidden: bool = False  # said where students see no case of the question
    fixed: tuple[str, ...] = ()  # arguments that are meant to be the same in every case
    not_of_method: tuple[str, ...] = ()  # arguments that the method has no parameter for: `accept` says what they mean
    case: list[Case] = Field(min_length=1)

    @property
    def function(self) -> str:
        """The name of the function that is called, or of the variable that is read."""
        return (self.signature or self.name).split("(")[0].strip()

    @property
    def calls(self) -> bool:
        """Whether a function is called; otherwise a variable is read."""
        return "(" in self.signature

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters' names in order."""
        return tuple(argument.arg for argument in _signature(self.signature)) if self.calls else ()

    @property
    def constant_arguments(self) -> dict[str, Any]:
        """The arguments that are the same in every case, with their value; None is the default."""
        if self.returns == "truth":
            return {}
        of_cost = next((name for name in ("g", "gradient") if name in self.parameters), "")
        names = [name for name in self.parameters if name == of_cost or name not in ("g", "gradient")]
        values = {n: [c.on if n == of_cost else c.arguments.get(n) for c in self.case] for n in names}
        return {name: each[0] for name, each in values.items() if all(value == each[0] for value in each)}

    @property
    def solved_by(self) -> str:
        """The method of `reference` whose answers are right."""
        return self.method or self.name

    @property
    def bank(self) -> str:
        """The known mistakes that the question's answers are compared with."""
        return self.mistakes or self.solved_by

    @property
    def readings(self) -> tuple[str, ...]:
        """The names of the readings that are right, the question's own first; an empty one where none is named."""
        return next((tuple(case.accept) for case in self.case if case.accept), ("",))

    def as_read(self, reading: str) -> Question:
        """The question as the method is asked it."""
        return self.model_copy(update={"case": [case.as_read(reading, self.not_of_method) for case in self.case]})

    @model_validator(mode="after")
    def _every_case_knows_every_reading(self) -> Question:
        for name in self.not_of_method:
            if name not in self.parameters:
                raise ValueError(
                    f"not_of_method names {name!r}.{did_you_mean(name, self.parameters)} It is no argument."
                )
        for number, case in enumerate(self.case, 1):
            if case.accept and set(case.accept) != set(self.readings):
                raise ValueError(
                    f"case {number}: `accept` has the readings {list(case.accept)}, and another case "
                    f"{list(self.readings)}. Students follow one reading in all cases: name the same ones everywhere."
                )
            on = [name for name in self.not_of_method if case.arguments.get(name) is True]
            if on and not case.accept:
                raise ValueError(
                    f"case {number}: {on[0]} = true, which is not of the method: say what it means, "
                    'such as accept = { "1/k" = { alpha = "diminishing" } }'
                )
        return self

    @model_validator(mode="after")
    def _students_see_a_case(self) -> Question:
        shown = self.returns == "truth" or not all(case.hidden for case in self.case)
        if not shown and not self.all_hidden:
            raise ValueError(
                "every case is hidden, so that `grader check` tells students nothing of this question. Show one case, "
                "or say `all_hidden = true` in the question if this is meant."
            )
        if shown and self.all_hidden:
            raise ValueError("`all_hidden = true`, and there are cases that students see. Take one of the two away.")
        return self

    @model_validator(mode="after")
    def _what_is_fixed_is_an_argument_that_does_not_vary(self) -> Question:
        for name in self.fixed:
            if name not in self.parameters:
                raise ValueError(f"fixed names {name!r}.{did_you_mean(name, self.parameters)} It is no argument.")
            if name not in self.constant_arguments:
                raise ValueError(f"fixed names {name!r}, which is not the same in every case. Take it out of the list.")
        return self

    @model_validator(mode="after")
    def _each_case_gives_every_argument(self) -> Question:
        for number, case in enumerate(self.case, 1):
            _check_case(case, self, f"case {number}")
        return self


class Gradescope(_Facts):
    """How Gradescope shows the result; the words are Gradescope's own."""

    hidden_cases: Literal["visible", "hidden", "after_due_date", "after_published"] = "after_published"
    submissions: int | None = Field(default=None, gt=0)  # how many count ...
    per_hours: float = Field(default=24.0, gt=0)  # ... in this many hours
    late: Literal["none", "percent_a_day", "zero"] = "none"
    late_percent: float = Field(default=10.0, ge=0, le=100)
    leaderboard: bool = False


class Assignment(_Facts):
    """An assignment.toml, checked: what is asked, on which cases, for how many points."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    notebook: str
    script: str = Field(default="", pattern=r"^([A-Za-z_]\w*\.py)?$")  # the handout as a Python file too
    credit: dict[str, float] = {}
    gradescope: Gradescope = Gradescope()
    question: list[Question] = Field(min_length=1)
    folder: Path = Path()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Assignment:
        names = [q.name for q in self.question]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two questions are named {name!r}")
        return self

    @model_validator(mode="after")
    def _groups_share_their_points(self) -> Assignment:
        for group in {q.group for q in self.question if q.group}:
            members = [q for q in self.question if q.group == group]
            worth = ", ".join(f"{q.name} {format_points(q.points)}" for q in members)
            if len(members) == 1:
                raise ValueError(
                    f"the group {group!r} holds the question {members[0].name!r} alone. Give the questions to choose "
                    "from the same `group`, or leave the key away."
                )
            if len({q.points for q in members}) > 1:
                raise ValueError(
                    f"the questions of the group {group!r} have unequal points ({worth}). One of them counts, "
                    "whichever is best: give all the same `points`."
                )
        return self


def load(folder: Path) -> Assignment:
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
    return of_data(data, path.parent, path.name)


def of_data(data: dict[str, Any], folder: Path, file: str = "assignment.toml") -> Assignment:
    """The assignment of a TOML file's data, which are changed; own costs stand in the folder. Raises BadAssignment."""
    try:
        return Assignment.model_validate({**_with_formulas(data, _own_costs(folder)), "folder": folder})
    except ValidationError as error:
        raise BadAssignment("\n".join(_sentence(file, e, data) for e in error.errors())) from None


def _check_case(case: Case, question: Question, where: str) -> None:
    """Every parameter has its argument, and no argument is without its parameter; costs exist."""
    if question.returns == "truth":
        if not case.item or case.truth is None:
            raise ValueError(f"{where}: a concept case needs `item`, `statement` and `truth`")
        return
    given = set(case.arguments) | ({"g", "gradient"} if case.on else set())
    for name in case.arguments:
        if name not in question.parameters:
            known = [*question.parameters, *Case.model_fields]
            raise ValueError(f"{where}: unknown key {name!r}.{did_you_mean(name, known)}")
    for name, value in case.arguments.items():
        if name == "max_its" and (type(value) is not int or value < 1):
            raise ValueError(f"{where}: max_its is {value!r}; it is a whole number of steps, at least 1")
        if not isinstance(value, (str, bool)):
            _check_numbers(value, f"{where}: {name} is {str(value)[:60]}")
    for name in question.parameters:
        if name not in given and not _has_default(question.signature, name):
            raise ValueError(f"{where}: no value for the argument {'on (the cost g)' if name == 'g' else name!r}")
    if case.on:
        name, parameters, formula = cost_of(case)
        try:
            cost = make_cost(name, np, parameters, formula)  # type: ignore[arg-type]
        except (KeyError, TypeError) as error:
            raise ValueError(f"{where}: {error.args[0]}") from None
        for argument, point in _points(case.arguments):
            if fault := _point_fault(name, cost, argument, point):
                raise ValueError(f"{where}: {fault}")


def _check_numbers(value: Any, what: str) -> None:
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{what}; an argument is a number, a word, true or false, or a list of numbers with rows of one length"
        ) from None
    if not np.all(np.isfinite(numbers)):
        raise ValueError(f"{what}; every number must be finite")


def _points(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The arguments that are points of the cost's space, with their names."""
    yield from ((name, arguments[name]) for name in ("w", "v") if name in arguments)
    starts = arguments.get("starts")
    yield from ((f"starts[{i}]", start) for i, start in enumerate(starts if isinstance(starts, list) else ()))


def _point_fault(name: str, cost: Cost, argument: str, point: Any) -> str:
    """Why a cost cannot be computed at a point, in words; an empty string where it can."""
    wanted, size = count_coordinates(cost), len(point) if isinstance(point, list) else None
    if wanted and wanted != size:
        has = f"{argument} has {size}" if size else f"{argument} is {point!r}"
        return f"the cost {name!r} reads {wanted} coordinates, and {has}. Give {argument} a list of {wanted} numbers."
    try:
        with np.errstate(all="ignore"):
            value = cost(np.asarray(point, dtype=float)[()])
    except (TypeError, ValueError, IndexError) as error:
        return f"the cost {name!r} cannot be computed at {argument} = {point!r} ({error})."
    if np.shape(value):
        return f"the cost {name!r} is not one number at {argument} = {point!r}. Give {argument} as its points are."
    return ""


def cost_of(case: Case) -> tuple[str, dict[str, Any], str]:
    """The cost's name, its parameters and, where it is the assignment's own, its formula."""
    if isinstance(case.on, str):
        return case.on, {}, ""
    parameters = {k: _as_float(v, k) for k, v in case.on.items() if k not in ("name", "formula")}
    return str(case.on.get("name", "")), parameters, str(case.on.get("formula", ""))


def _own_costs(folder: Path) -> dict[str, str]:
    """The formulas of the assignment's own `costs.py` by name. Raises BadAssignment."""
    path = folder / "costs.py"
    try:
        found = parse_formulas(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (BadFormula, UnicodeDecodeError) as error:
        raise BadAssignment(f"costs.py: {error}") from None
    if taken := set(found) & set(COSTS):
        raise BadAssignment(f"costs.py: {min(taken)!r} is one of the lecture's own costs: give yours another name.")
    return found


def _with_formulas(data: dict[str, Any], own: dict[str, str]) -> dict[str, Any]:
    """The TOML's data with the formula written beside the name of each cost that is the assignment's own."""
    for case in _cases(data):
        _refuse_words_for_costs(case, {*COSTS, *own})
        if not isinstance(on := case.get("on", ""), (str, dict)):
            raise BadAssignment(f"assignment.toml: on = {on!r}; it is the name of a cost, or a table with its `name`.")
        told = {"name": on} if isinstance(on, str) else dict(on)
        if "formula" in told:
            raise BadAssignment("assignment.toml: `on` names a cost; its formula stands in costs.py beside this file.")
        if (name := told.get("name")) in own:
            case["on"] = {**told, "formula": own[name]}
        elif isinstance(name, str) and name and name not in COSTS and own:
            meant = did_you_mean(name, [*COSTS, *own])
            raise BadAssignment(f"assignment.toml: there is no cost named {name!r}.{meant}")
    return data


def _cases(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tables of cases, wherever data of another form stand in their place."""
    questions = data.get("question")
    for question in questions if isinstance(questions, list) else ():
        cases = question.get("case") if isinstance(question, dict) else None
        yield from (case for case in (cases if isinstance(cases, list) else ()) if isinstance(case, dict))


def _refuse_words_for_costs(case: dict[str, Any], costs: Container[str]) -> None:
    for name, value in case.items():
        if isinstance(value, str) and value in costs and name not in ("on", "title", "item", "statement", "because"):
            raise BadAssignment(
                f"assignment.toml: {name} = {value!r} would hand students this word as a text, not the cost. Write "
                f"on = {value!r}: the cost is then the argument g, and its gradient the argument gradient, where the "
                "signature has these."
            )


def _signature(signature: str) -> list[ast.arg]:
    try:
        (function,) = ast.parse(f"def {signature}: ...").body
        assert isinstance(function, ast.FunctionDef)
    except (SyntaxError, ValueError, AssertionError):
        raise ValueError(f"the signature {signature!r} is not Python: write it as `name(first, second=1.0)`") from None
    return function.args.args


def _has_default(signature: str, name: str) -> bool:
    (function,) = ast.parse(f"def {signature}: ...").body
    assert isinstance(function, ast.FunctionDef)
    args, defaults = function.args.args, function.args.defaults
    return name in [a.arg for a in args[len(args) - len(defaults) :]]


def _as_float(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return [_as_float(v, name) for v in value]
    if type(value) is not int or name == "max_its":
        return value
    return float(value) if abs(value) < sys.float_info.max else float("inf")


def _sentence(file: str, error: Any, data: dict[str, Any]) -> str:
    """Pydantic's finding in the house's words: where, what, and what was meant."""
    place, last = _place(error["loc"], data), str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        models: dict[str, type[BaseModel]] = {"question": Question, "gradescope": Gradescope}
        known = models.get(str(error["loc"][0]), Assignment).model_fields
        return f"{file}: {place}unknown key {last!r}.{did_you_mean(last, known)}"
    if error["type"] == "missing":
        return f"{file}: {place}the key {last!r} is missing"
    message = error["msg"].removeprefix("Value error, ")
    return f"{file}: {place}{message}" if error["type"] == "value_error" else f"{file}: {place}{last}: {message}"


def _place(loc: tuple[Any, ...], data: dict[str, Any]) -> str:
    if len(loc) < 2 or loc[0] != "question":
        return f"{loc[0]}: " if len(loc) > 1 else ""
    question = data["question"][loc[1]]
    name = question.get("name", loc[1] + 1) if isinstance(question, dict) else loc[1] + 1
    case = f"case {loc[3] + 1}: " if len(loc) > 3 and loc[2] == "case" else ""
    return f"question {name!r}: {case}"

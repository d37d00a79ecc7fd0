"""A question as assignment.toml has it, with its cases: what it may say, and what must fit together."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Literal, get_args

import numpy as np
from pydantic import Field, StrictBool, StrictFloat, StrictInt, model_validator

from grader.authoring.case_arguments import arguments as checks
from grader.authoring.case_arguments.argument_tables import rename_keys
from grader.authoring.case_arguments.arguments import COST_PARAMETERS
from grader.authoring.case_arguments.typed import empty_list, type_of
from grader.authoring.facts import check_files, written_questions
from grader.authoring.facts.case_spec import CaseSpec, Facts
from grader.authoring.facts.drivers import check_driver, check_without_driver, defined_names
from grader.authoring.facts.result_forms import parse_form
from grader.base.text import did_you_mean
from grader.model.arguments.costs import make_cost
from grader.model.result_form import FORM, NAMED_FORMS, WRITTEN, Part

Returns = Literal[
    "histories", "costs", "points", "minimum", "number", "vector", "label", "form", "any",
    "truth", "choice", "quantity", "text", "manual",
]  # fmt: skip
OF_OTHERS = {  # keys of a case that newcomers expect, and what there is instead
    **dict.fromkeys(("answer", "expected", "output", "result"), "No right answer is written: the solution gives it."),
    **dict.fromkeys(("atol", "rtol", "tol"), "A `tolerance` is absolute, and measured where none is written."),
    **dict.fromkeys(("visible", "public"), "A case is visible, unless it has `hidden = true`."),
    "points": "A case has a `weight` among those of its question.",
}
SOLUTION = "solution"  # the method that is the master's own code


class DriverSpec(Facts):
    """A function of a public file, `drivers.py:steps`, and its signature there."""

    reference: str
    signature: str


class QuestionSpec(Facts):
    """One function that students write, or one variable that they assign."""

    name: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """The question's name; also the function's, unless `signature` says otherwise."""
    title: str
    """The title that students read."""
    points: StrictFloat = Field(gt=0)
    """What the question is worth, shared by its cases."""
    returns: Returns
    """What the function returns: one word, or named parts such as [{ loss = "number" }]."""
    signature: str = ""
    """The function as students define it, such as adam(g, alpha, eps=1e-8); without ( ) a variable."""
    form: Part | None = None  # what `returns` describes, or its word stands for
    method: str = ""
    """A module of reference/, or "solution"; a file: its `solve` must agree with the solution."""
    mistakes: str = ""
    """The bank of reference/mistakes/; by default the method's."""
    credit: dict[str, StrictFloat] = Field(default_factory=dict)
    """As at the top of the file, for this question alone."""
    cannot_happen: tuple[str, ...] = ()
    """Prefixes of the ids of mistakes that the question does not allow."""
    group: str = ""
    """Questions of one group share their points: the best of them counts."""
    all_hidden: StrictBool = False
    """true where students are meant to see no case of the question."""
    fixed: tuple[str, ...] = ()
    """Arguments that are meant to be the same in every case."""
    not_of_method: tuple[str, ...] = ()
    """Arguments for students alone; `accept` says what they mean for the method."""
    case: list[CaseSpec] = Field(min_length=1)
    """One call of the function: [[question.case]]."""
    driver: DriverSpec | None = None
    """A function of a public file that calls what students define, such as drivers.py:steps."""
    defines: tuple[str, ...] = ()
    """The names that students define for the driver, where they are more than one."""
    check: str = ""
    """Your function that decides about a result, such as checks.py:is_orthonormal."""
    runs: StrictInt = Field(default=0, ge=0)
    """How often each case is called; the check judges all results together."""
    error_rate: StrictFloat = 1e-4
    """How often a check of several runs may call right work wrong."""
    means: dict[str, str] = Field(default_factory=dict)
    """By argument of the function its name in the `solve` of a method that is a file."""
    accept: dict[str, str] = Field(default_factory=dict)
    """By reading "solution", or a file that defines the same function, such as "methods/over_k.py"."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that students define: one, or those that the driver receives."""
        return defined_names(self.signature or self.name, self.defines)

    @property
    def function(self) -> str:
        """The name of the function that is called, or of the variable that is read; the first that a driver gets."""
        return self.names[0]

    @property
    def called_signature(self) -> str:
        """The signature of what is called with a case's arguments."""
        return self.driver.signature if self.driver else self.signature

    @property
    def calls(self) -> bool:
        """Whether a function is called; otherwise a variable is read."""
        return "(" in self.called_signature

    @property
    def is_written(self) -> bool:
        """Whether students assign answers to a variable, and the right ones stand in the file."""
        return self.returns in WRITTEN

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that receive a case's arguments, in order."""
        names = checks.parameter_names(self.called_signature) if self.calls else ()
        return names[len(self.names) :] if self.driver else names

    @property
    def constant_arguments(self) -> dict[str, Any]:
        """The arguments that are the same in every case, with their value; None stands for the default."""
        of_cost = next((name for name in COST_PARAMETERS if name in self.parameters), "")
        names = [name for name in self.parameters if name == of_cost or name not in COST_PARAMETERS]
        values = {n: [c.arguments.get(n, c.on if n == of_cost else None) for c in self.case] for n in names}
        return {name: each[0] for name, each in values.items() if all(value == each[0] for value in each)}

    @property
    def solved_by(self) -> str:
        """The module of `reference` that gives the right answers."""
        return self.method or self.name

    @property
    def by_solution(self) -> bool:
        """Whether the master's solution gives the right answers; arguments then keep their types."""
        if self.is_written:
            return False
        if self.method == SOLUTION or self.method.endswith(".py") or self.check or self.returns == FORM or self.driver:
            return True
        return not self.method and not _is_method(self.name)

    @property
    def second_opinion(self) -> str:
        """What must agree with the solution: a file beside the assignment, or a module of `reference`; or nothing."""
        if self.method.endswith(".py"):
            return self.method
        return "" if self.by_solution or self.is_written else f"reference/{self.solved_by}"

    def arguments_of(self, case: CaseSpec) -> dict[str, Any]:
        """The arguments of a case, as students receive them."""
        if not self.by_solution:
            return case.arguments
        own = case.typed_arguments
        empty = [name for name, value in own.items() if isinstance(value, list) and not value]
        return own | {name: empty_list(each.typed_arguments.get(name) for each in self.case) for name in empty}

    @property
    def bank(self) -> str:
        """The bank of known mistakes that wrong answers are compared with."""
        if self.is_written:
            return ""
        return self.mistakes or (SOLUTION if self.by_solution else self.solved_by)

    @property
    def readings(self) -> tuple[str, ...]:
        """The names of the accepted readings, the question's own first; one empty name where there is no choice."""
        if self.accept:
            return tuple(self.accept)
        return next((tuple(case.accept) for case in self.case if case.accept), ("",))

    def under_reading(self, reading: str) -> QuestionSpec:
        """The question with the method's arguments under one reading."""
        return self.model_copy(update={"case": [c.under_reading(reading, self.not_of_method) for c in self.case]})

    def case_id(self, number: int) -> str:
        """The id in the key of the case of that number, counted from 1."""
        return f"{self.name}.{number}"

    def case_number(self, case_id: str) -> int:
        """The number of the case with that id."""
        return int(case_id.rsplit(".", 1)[1])

    def case_of(self, case_id: str) -> CaseSpec:
        """The case with that id."""
        return self.case[self.case_number(case_id) - 1]

    @model_validator(mode="before")
    @classmethod
    def _rename_keys(cls, data: Any) -> Any:
        """Tell arguments from the case's own keys of the same name."""
        return rename_keys(data, CaseSpec.model_fields)

    @model_validator(mode="before")
    @classmethod
    def _parse_returns(cls, data: Any) -> Any:
        """Separate the form from the words for answers."""
        data = written_questions.with_cases(data)
        returns = data.get("returns") if isinstance(data, dict) else None
        if isinstance(data, dict) and ("form" in data or returns == FORM):
            raise ValueError("the form of a result is written in `returns`, such as returns = { W = 'array' }")
        if isinstance(data, dict) and data.get("check"):
            return check_files.parsed(data)
        if isinstance(returns, str) and returns in NAMED_FORMS:
            return {**data, "form": NAMED_FORMS[returns]}
        if returns is None or (isinstance(returns, str) and returns in get_args(Returns)):
            return data
        return {**data, "returns": FORM, "form": parse_form(returns)}

    @model_validator(mode="after")
    def _check_driver(self) -> QuestionSpec:
        if self.driver is None:
            check_without_driver(self.signature, self.defines)
            return self
        if self.method not in ("", SOLUTION) or self.mistakes or self.returns == "truth":
            raise ValueError(
                "a driver calls the master's solution: leave `method`, `mistakes` and returns = 'truth' out"
            )
        if self.defines and self.signature:
            raise ValueError("`defines` lists what students define: leave `signature` out")
        check_driver(self.driver.signature, self.names)
        return self

    @model_validator(mode="after")
    def _check_solution(self) -> QuestionSpec:
        check_files.require_settings(self)
        of_reference = self.method not in ("", SOLUTION) and not self.method.endswith(".py")
        if (self.returns == FORM or self.check) and (of_reference or self.mistakes):
            what = "checks" if self.check else "parts"
            raise ValueError(f"{what} take their right answers from the solution: leave `method` and `mistakes` out")
        if self.by_solution and any(case.accept for case in self.case):
            raise ValueError(
                "the `accept` of a case translates arguments for a method, and here the solution gives the answers: "
                'write the question\'s own, such as accept = { "1/k" = "solution", "alpha/k" = "methods/over_k.py" }'
            )
        return self

    @model_validator(mode="after")
    def _check_accept(self) -> QuestionSpec:
        if self.accept and (not self.by_solution or self.check):
            raise ValueError(
                "accept = { ... } of a question is for answers of the solution; where a method of reference/ gives "
                "them it stands in the case, and a check accepts what it likes"
            )
        files = list(self.accept.values())
        if files and (files[0] != SOLUTION or not all(file.endswith(".py") for file in files[1:])):
            raise ValueError(
                "accept names the solution first and then files that define the same function, such as "
                'accept = { "1/k" = "solution", "alpha/k" = "methods/over_k.py" }'
            )
        return self

    @model_validator(mode="after")
    def _check_readings(self) -> QuestionSpec:
        for name in self.not_of_method:
            self._require_parameter(name, "not_of_method")
        for name in self.means:
            self._require_parameter(name, "means")
        if self.means and not self.method.endswith(".py"):
            raise ValueError('means is for a method that is a file beside this one: method = "methods/newton.py"')
        for number, case in enumerate(self.case, 1):
            if case.accept and set(case.accept) != set(self.readings):
                raise ValueError(
                    f"case {number}: `accept` has the readings {list(case.accept)}, and another case "
                    f"{list(self.readings)}. Students follow one reading in all cases: name the same ones everywhere."
                )
            switched_on = [name for name in self.not_of_method if case.arguments.get(name) is True]
            if switched_on and not case.accept:
                raise ValueError(
                    f"case {number}: {switched_on[0]} = true, which the method has no parameter for: say what it "
                    'means, such as accept = { "1/k" = { alpha = "diminishing" } }'
                )
        return self

    @model_validator(mode="after")
    def _check_visible_cases(self) -> QuestionSpec:
        visible = self.is_written or not all(case.hidden for case in self.case)
        if not visible and not self.all_hidden:
            raise ValueError(
                "every case is hidden, so that `grader check` tells students nothing of this question. Show one case, "
                "or write `all_hidden = true` in the question if this is meant."
            )
        if visible and self.all_hidden:
            raise ValueError("`all_hidden = true`, and there are cases that students see. Remove one of the two.")
        return self

    @model_validator(mode="after")
    def _check_fixed_arguments(self) -> QuestionSpec:
        for name in self.fixed:
            self._require_parameter(name, "fixed")
            if name not in self.constant_arguments:
                raise ValueError(f"fixed names {name!r}, which is not the same in every case. Take it out of the list.")
        return self

    def _require_parameter(self, name: str, key: str) -> None:
        if name not in self.parameters:
            meant = did_you_mean(name, self.parameters) or f" The arguments are {', '.join(self.parameters) or 'none'}."
            raise ValueError(f"{key} names {name!r}, which is no argument of the function.{meant}")

    @model_validator(mode="after")
    def _check_written(self) -> QuestionSpec:
        if self.is_written and self.calls:
            raise ValueError(
                f"returns = {self.returns!r} reads a variable: write its name alone, signature = {self.function!r}, "
                "and let students assign the answer to it"
            )
        if self.is_written and (self.method or self.mistakes):
            raise ValueError("`method` and `mistakes` are for functions; a written answer stands in `answer`")
        if self.is_written:
            written_questions.check_items([case.item for case in self.case])
        return self

    @model_validator(mode="after")
    def _check_cases(self) -> QuestionSpec:
        for number, case in enumerate(self.case, 1):
            try:
                self._check_case(case)
            except ValueError as fault:
                raise ValueError(f"case {number}: {fault}") from None
        return self

    @model_validator(mode="after")
    def _check_repetitions(self) -> QuestionSpec:
        for number, case in enumerate(self.case, 1):
            for earlier, other in enumerate(self.case[: number - 1], 1):
                if case.call == other.call:
                    raise ValueError(
                        f"case {number}: it asks the same as case {earlier}. Vary an argument, or leave it out."
                    )
        return self

    def _check_case(self, case: CaseSpec) -> None:
        """Require that parameters and arguments agree, and that the cost exists and can be computed."""
        if self.is_written:
            for name in set(case.written) - set(written_questions.OF_A_CASE):
                meant = did_you_mean(name, [*written_questions.OF_A_CASE, *CaseSpec.model_fields])
                raise ValueError(f"unknown key {name!r}.{meant}")
            written_questions.check_answer(self.returns, dict(case))
            return
        self._check_names(case)
        if self.by_solution:
            self._check_types(case)
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

    def _check_types(self, case: CaseSpec) -> None:
        """Require that an argument has one type in all cases: `0` beside `0.5` is one forgotten point."""
        first = self.arguments_of(self.case[0])
        for name, argument in self.arguments_of(case).items():
            was, is_now = type_of(first.get(name, argument)), type_of(argument)
            if was != is_now:
                advice = _advice_on_types(first.get(name), argument)
                raise ValueError(f"{name} is {is_now}, and {was} in case 1. {advice}")

    def _check_names(self, case: CaseSpec) -> None:
        if not self.calls and case.arguments:
            listed = ", ".join(case.arguments)
            name = self.function if self.function.isidentifier() else self.name
            raise ValueError(
                f"it has arguments ({listed}), and without a signature that has ( ) the question reads the variable "
                f'{name!r}. Write signature = "{name}({listed})" in the question.'
            )
        for name in case.arguments:
            if name not in self.parameters:
                meant = OF_OTHERS.get(name, "") or did_you_mean(name, [*self.parameters, *CaseSpec.model_fields])
                advice = meant.strip() or f"The arguments are {', '.join(self.parameters) or 'none'}."
                raise ValueError(f"unknown key {name!r}. {advice}")
        names = {*case.arguments, *(COST_PARAMETERS if case.on else ())}
        for name in checks.required_names(self.called_signature) if self.calls else ():
            if name not in names and name in self.parameters:
                missing = "on (the cost g)" if name == "g" else repr(name)
                raise ValueError(f"no value for the argument {missing}. Write {'on' if name == 'g' else name} = ...")


def _advice_on_types(*arguments: Any) -> str:
    texts = [argument for argument in arguments if isinstance(argument, str)]
    text = "".join(texts)
    if text.endswith((".npy", ".npz", ".csv")):
        return f"Numbers of a file are written {{ file = {text!r} }}."
    if texts or any(isinstance(argument, dict) and "items" in argument for argument in arguments):
        return "An argument has one type in all cases, and numbers stand without quotes."
    return "Write decimals as 1.0, in each case; a list is one of decimals if one of its numbers has a point."


def _is_method(name: str) -> bool:
    return name.isidentifier() and find_spec(f"reference.{name}") is not None

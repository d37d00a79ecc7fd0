"""A question as assignment.toml has it, with its cases: what it may say, and what follows from it."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from typing import Any, Literal, get_args

from pydantic import Field, StrictBool, StrictFloat, StrictInt, model_validator

from grader.authoring.case_arguments.argument_tables import rename_keys
from grader.authoring.case_arguments.arguments import COST_PARAMETERS, parameter_names
from grader.authoring.case_arguments.typed import is_unsettled, settled
from grader.authoring.facts import written_questions
from grader.authoring.facts.case_spec import SOLUTION, CaseSpec, Facts
from grader.authoring.facts.public_files import CLASS
from grader.authoring.facts.question_checks import check_question
from grader.authoring.facts.result_forms import parse_form
from grader.model.checks import ANY
from grader.model.result_form import BY_HAND, FORM, NAMED_FORMS, WRITTEN, Part

Returns = Literal[
    "histories", "costs", "points", "minimum", "number", "vector", "label", "form", "any",
    "truth", "choice", "quantity", "text", "manual", "figure",
]  # fmt: skip


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
    also_right: tuple[str, ...] = ()
    """Prefixes of the ids of changes of the solution that the check may accept, as `rehearse` prints them."""
    cannot_happen: tuple[str, ...] = ()
    """Prefixes of the ids of mistakes that the question does not allow."""
    group: str = ""
    """Questions of one group share their points: the best of them counts."""
    all_hidden: StrictBool = False
    """true where students are meant to see no case of the question."""
    fixed: tuple[str, ...] = ()
    """Arguments that are meant to be the same in every case."""
    unchanged: tuple[str, ...] = ()
    """Arguments that must be the same after the call, bit by bit, such as ["x0"]."""
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
        name = (self.signature or self.name).removeprefix(CLASS).split("(")[0].strip()
        return self.defines or (name,)

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
    def is_by_hand(self) -> bool:
        """Whether staff look at the answer and give the points."""
        return self.returns in BY_HAND

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that receive a case's arguments, in order."""
        names = parameter_names(self.called_signature) if self.calls else ()
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
        return not self.method and not (self.name.isidentifier() and find_spec(f"reference.{self.name}") is not None)

    @property
    def second_opinion(self) -> str:
        """What must agree with the solution: a file beside the assignment, or a module of `reference`; or nothing."""
        if self.method.endswith(".py"):
            return self.method
        return "" if self.by_solution or self.is_written else f"reference/{self.solved_by}"

    def arguments_of(self, case: CaseSpec) -> dict[str, Any]:
        """The arguments of a case, as students receive them. Raises ValueError for what has no type."""
        if not self.by_solution:
            return case.arguments
        own, cases = case.typed_arguments, list[dict[str, Any]]()
        for each in self.case:
            with suppress(ValueError):  # which is said of that case
                cases.append(each.typed_arguments)
        typed = {name: [each[name] for each in cases if name in each] for name in own}
        return {n: self._settled(n, v, typed[n]) if any(map(is_unsettled, typed[n])) else v for n, v in own.items()}

    @staticmethod
    def _settled(name: str, value: Any, others: list[Any]) -> Any:
        try:
            return settled(value, others)
        except ValueError as fault:
            raise ValueError(f"{name}: {fault}") from None

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
        """Separate the form from the words for answers. What is no written question has no answer."""
        parsed = cls._with_form(written_questions.with_cases(data))
        if isinstance(parsed, dict) and "answer" in parsed:
            raise ValueError(written_questions.NO_ANSWER)
        return parsed

    @staticmethod
    def _with_form(data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        returns = data.get("returns")
        if "form" in data or returns == FORM:
            raise ValueError("the form of a result is written in `returns`, such as returns = { W = 'array' }")
        named = NAMED_FORMS.get(returns) if isinstance(returns, str) else None
        if data.get("check") and returns != ANY:  # which is given parts alone
            return {**data, "returns": FORM, "form": named or parse_form(returns)}
        if named:
            return {**data, "form": named}
        if returns is None or (isinstance(returns, str) and returns in get_args(Returns)):
            return data
        return {**data, "returns": FORM, "form": parse_form(returns)}

    @model_validator(mode="after")
    def _check(self) -> QuestionSpec:
        check_question(self)
        return self

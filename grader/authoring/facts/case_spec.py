"""A case of a question as assignment.toml has it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, ValidationInfo, model_validator

from grader.authoring.case_arguments.argument_tables import described_case, written_arguments
from grader.authoring.case_arguments.arguments import MAX_ITS, to_float
from grader.authoring.case_arguments.typed import as_numbers, typed

SOLUTION = "solution"  # the `method`, or a reading, that is the master's own code


class Facts(BaseModel):
    """A table of the file: no other keys, and nothing that changes; numbers and truths are strict: "10" is no 10.

    What stands below a field explains it in the JSON Schema, and so in editors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True)


class CaseSpec(Facts):
    """One call: `on` names the cost, the keys without a field of their own are the function's arguments."""

    model_config = ConfigDict(extra="allow")  # the rest is inherited

    on: str | dict[str, Any] = ""
    """The cost that `g` or `gradient` is: its name, or a table such as { name = "quadratic", a = 1.0 }."""
    hidden: StrictBool = False
    """true for a case that students do not see."""
    weight: StrictFloat = Field(default=1.0, gt=0)
    """The case's weight among the cases of its question."""
    title: str = ""
    """What students read in place of the arguments."""
    tolerance: StrictFloat | None = Field(default=None, gt=0)
    """An absolute tolerance; by default it is measured."""
    item: str = ""
    """The key in the dictionary of answers, where students write several."""
    statement: str = ""
    """The statement that is true or false, or what students answer."""
    truth: StrictBool | None = None
    """Whether the statement is true."""
    because: str = ""
    """Why the right answer is right. Of an answer without code students read it after the due date."""
    for_check: dict[str, Any] = Field(default_factory=dict)
    """What the check alone receives, beside the arguments. That of visible cases is in the students' key."""
    raises: str = ""
    """The exception that this call must raise, such as "ValueError"; one below it counts too."""
    accept: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """By reading: the arguments of the method that differ from the student's."""
    random_seed: StrictInt | None = Field(default=None, ge=0, lt=2**32)
    """Of the global random numbers before the call; `seed` where the function has no such argument."""

    @model_validator(mode="before")
    @classmethod
    def _describe_arguments(cls, data: Any, info: ValidationInfo) -> Any:
        """Read what tables stand for: numbers of a file, a function, a generator."""
        return described_case(data, cls.model_fields, (info.context or {}).get("sources"))

    @property
    def written(self) -> dict[str, Any]:
        """The arguments as the file has them."""
        return written_arguments(self.model_extra)

    @property
    def call(self) -> dict[str, Any]:
        """What the case asks, beside how it is shown and paid."""
        return {"on": self.on, "item": self.item, "for_check": self.for_check, "seed": self.random_seed, **self.written}

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments in the file, as students receive them: every number but `max_its` is a float."""
        return {name: to_float(as_numbers(value), name) for name, value in self.written.items()}

    @property
    def typed_arguments(self) -> dict[str, Any]:
        """The arguments in the file with their types, where students receive them so. Raises ValueError."""
        return {name: typed(value, name) for name, value in self.written.items()}

    @property
    def integers_as_floats(self) -> tuple[str, ...]:
        """The names of the arguments that are integers in the file and floats for students."""
        return tuple(n for n, v in self.written.items() if type(v) is int and n != MAX_ITS)

    @property
    def cost(self) -> tuple[str, dict[str, Any], str]:
        """The cost's name, its parameters and, for a cost of the assignment's own, its formula."""
        if isinstance(self.on, str):
            return self.on, {}, ""
        parameters = {k: to_float(v, k) for k, v in self.on.items() if k not in ("name", "formula")}
        return str(self.on.get("name", "")), parameters, str(self.on.get("formula", ""))

    def under_reading(self, reading: str, students_only: tuple[str, ...]) -> CaseSpec:
        """The case with the method's arguments under one reading; `students_only` are left out."""
        extra = {name: value for name, value in (self.model_extra or {}).items() if name not in students_only}
        fields = {name: getattr(self, name) for name in type(self).model_fields if name != "accept"}
        return CaseSpec.model_validate(fields | extra | self.accept.get(reading, {}))

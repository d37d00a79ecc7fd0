"""Gradescope's documented contract of results.json, as types. Unknown fields are refused: we write none.

Source: gradescope-autograders.readthedocs.io, "Autograder Specifications" and "Leaderboards".
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Visibility = Literal["hidden", "after_due_date", "after_published", "visible"]
Format = Literal["text", "html", "simple_format", "md", "ansi"]
Points = Annotated[float, Field(ge=0, allow_inf_nan=False, strict=True)]
Output = Annotated[str, Field(max_length=99_999, pattern=r"^[^\x00\r]*$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Entry(Strict):
    score: Points | None = None
    max_score: Points | None = None
    status: Literal["passed", "failed"] | None = None
    name: str | None = None
    name_format: Format | None = None
    number: str | None = None
    output: Output | None = None
    output_format: Format | None = None
    tags: list[str] | None = None
    visibility: Visibility | None = None
    extra_data: dict[str, Any] | None = None

    @model_validator(mode="after")
    def no_more_than_the_most(self) -> Entry:
        if self.score is not None and self.max_score is not None and self.score > self.max_score:
            raise ValueError(f"{self.score} of {self.max_score} points")
        return self


class Place(Strict):
    name: str
    value: float | str
    order: Literal["asc", "desc"] = "desc"


class Results(Strict):
    score: Points | None = None
    execution_time: Points | None = None
    output: Output | None = None
    output_format: Format | None = None
    test_output_format: Format | None = None
    test_name_format: Format | None = None
    visibility: Visibility | None = None
    stdout_visibility: Visibility | None = None
    extra_data: dict[str, Any] | None = None
    tests: list[Entry] | None = None
    leaderboard: list[Place] | None = None

    @property
    def withheld(self) -> bool:
        """Ours, on purpose outside the contract: no score anywhere, so that Gradescope says that grading failed."""
        return self.score is None and all(t.score is None for t in self.tests or ())

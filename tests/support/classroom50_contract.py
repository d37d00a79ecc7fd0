"""Classroom 50's contract of result.json, as types: what its runner and its collection of scores accept.

Source: github.com/foundation50/classroom50, `schemas/result-v1.schema.json`, and the two rules across fields that its
description adds. A test may have fields of its own, the whole may not.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Points = Annotated[int, Field(ge=0, strict=True)]
TIME = r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"


class Scored(BaseModel):
    score: Points
    max_score: Points = Field(alias="max-score")

    @model_validator(mode="after")
    def no_more_than_the_most(self) -> Scored:
        if self.score > self.max_score:
            raise ValueError(f"{self.score} of {self.max_score} points")
        return self


class Test(Scored):
    model_config = ConfigDict(extra="allow")
    test_name: Text = Field(alias="test-name")
    passed: Annotated[bool, Field(strict=True)]


class Result(Scored):
    model_config = ConfigDict(extra="forbid")
    schema_: Literal["classroom50/result/v1"] = Field(alias="schema")
    classroom: Text
    assignment: Text
    assignment_type: Literal["individual", "group"]
    owner: Text
    submission: Annotated[str, Field(pattern="^submit/")]
    commit: Text
    release: Text
    review: Text
    datetime: Annotated[str, Field(pattern=TIME)]
    tests: list[Test]

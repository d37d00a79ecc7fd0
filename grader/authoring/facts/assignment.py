"""What an `assignment.toml` may hold: the facts of one homework, nouns and numbers only.

    Assignment ─ question ─ QuestionSpec ─ case ─ CaseSpec
        └ gradescope ─ GradescopeOptions

The fields are the keys of the file, and `assignments/README.md` is its manual. A model refuses what does not fit
together with a ValueError in words; `grader.authoring.reading.assignment_file` adds the place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, model_validator

from grader.authoring.case_arguments.student_data import read_student_data
from grader.authoring.case_arguments.typed import table_arguments
from grader.authoring.facts import check_files
from grader.authoring.facts.case_spec import Facts
from grader.authoring.facts.packages import check_packages
from grader.authoring.facts.question_spec import QuestionSpec
from grader.base.errors import UserError
from grader.base.text import did_you_mean


class BadAssignment(UserError):
    """assignment.toml cannot be used; the message is one sentence per fault."""


class GradescopeOptions(Facts):
    """How Gradescope shows the result; the words are Gradescope's own."""

    hidden_cases: Literal["visible", "hidden", "after_due_date", "after_published"] = "after_published"
    """Who sees the results of hidden cases, and when."""
    submissions: StrictInt | None = Field(default=None, gt=0)
    """How many submissions count; by default all."""
    per_hours: StrictFloat = Field(default=24.0, gt=0)
    """... in this many hours."""
    late: Literal["none", "percent_a_day", "zero"] = "none"
    """What a late submission costs. A group has the latest due date of its members: one's extension is everybody's."""
    late_percent: StrictFloat = Field(default=10.0, ge=0, le=100)
    """How much a day, where `late` is percent_a_day."""
    leaderboard: StrictBool = False
    """Show a leaderboard."""
    search_seconds: StrictFloat = Field(default=20.0, ge=0, le=60)
    """How long to search a student's code for slips that no known mistake explains; 0 for not at all."""


class Assignment(Facts):
    """A whole assignment.toml, checked."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """The assignment's name: a-z, 0-9 and _. The key and the zip files are named after it."""
    title: str
    """The title that students and staff read."""
    notebook: str = Field(pattern=r"^[^/\\]+\.(ipynb|py)$")
    """The master beside this file: a notebook or a Python file with prose, stubs and solutions."""
    script: str = Field(default="", pattern=r"^([A-Za-z_]\w*\.py)?$")
    """Hand out the notebook as a Python file of this name too, such as homework.py."""
    credit: dict[str, StrictFloat] = Field(default_factory=dict)
    """The part of a case's points that a named mistake keeps, 0 to 1, by its id or first word."""
    gradescope: GradescopeOptions = GradescopeOptions()
    """How Gradescope shows the result: [gradescope]."""
    question: list[QuestionSpec] = Field(min_length=1)
    """A question: [[question]], with its cases [[question.case]]."""
    folder: Path
    modules: dict[str, str] = Field(default_factory=dict)  # the public Python files, name -> text
    files: tuple[str, ...] = ()
    """Data that students have beside what visible cases name, such as ["data/train.npz"]."""
    packages: tuple[str, ...] = ()
    """Packages that students may import beside the usual ones, such as ["scikit-learn"]."""
    hints: Literal["all", "steps", "none"] = "all"
    """When students read a likely cause: "all" at once, "steps" one thing at a time when asked, "none"."""

    @property
    def master(self) -> Path:
        """The file that holds the solutions."""
        return self.folder / self.notebook

    def with_questions(self, names: Collection[str]) -> Assignment:
        """The assignment with these questions and their groups; with all where none is named. Raises BadAssignment."""
        own = [question.name for question in self.question]
        for name in names:
            if name not in own:
                meant = did_you_mean(name, own)
                raise BadAssignment(f"{self.name} has no question {name!r}.{meant} Its questions: {', '.join(own)}.")
        # Of a group an honest style may leave out one.
        groups = {q.group for q in self.question if q.name in names and q.group}
        chosen = [q for q in self.question if not names or q.name in names or q.group in groups]
        return self.model_copy(update={"question": chosen})

    @property
    def checks(self) -> dict[str, str]:
        """The files of checks, as the key holds them."""
        return check_files.read_check_files(self.folder, [q.check for q in self.question if q.check])

    @cached_property
    def student_data(self) -> dict[str, str]:
        """The files of data that students have, as the key holds them. Raises ValueError."""
        return read_student_data(self.folder, self.files, self._arguments)

    @property
    def data_files(self) -> tuple[Path, ...]:
        """Every file of data that a case or `files` names, also what students do not have."""
        named = {file for *_, arguments in self._arguments for a in table_arguments(arguments) for file, _ in a.sources}
        return tuple(self.folder / name for name in sorted({*self.files, *named}))

    @property
    def honest(self) -> list[Path]:
        """The files of right work in other styles."""
        return self._programs("honest")

    @property
    def wrong(self) -> list[Path]:
        """The files of work that is wrong somewhere."""
        return self._programs("wrong")

    def _programs(self, folder: str) -> list[Path]:
        return sorted(path for path in (self.folder / folder).glob("*") if path.suffix in (".py", ".ipynb"))

    @property
    def _arguments(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Of each case the words for its place, why it is secret, "" if it is not, and its arguments as they stand."""
        cases = [(f"question {q.name!r}: case {n}", c) for q in self.question for n, c in enumerate(q.case, 1)]
        of_calls = [(where, "is hidden" if c.hidden else "", c.written) for where, c in cases]
        return [*of_calls, *((f"{where}: for_check", "is for the check alone", c.for_check) for where, c in cases)]

    @model_validator(mode="after")
    def _check(self) -> Assignment:
        """Require that all fits together. Files are read now: a fault in them is one of assignment.toml."""
        names = [q.name for q in self.question]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two questions are named {name!r}")
        len(self.student_data)
        check_files.require_functions(self.folder, {q.name: q.check for q in self.question if q.check})
        check_packages(self.packages)
        _check_groups(self.question)
        return self


def _check_groups(questions: Sequence[QuestionSpec]) -> None:
    for group in {q.group for q in questions if q.group}:
        members = [q for q in questions if q.group == group]
        if len(members) == 1:
            raise ValueError(
                f"the group {group!r} holds the question {members[0].name!r} alone. Give the questions to choose "
                "from the same `group`, or leave the key out."
            )
        if any(q.is_by_hand for q in members):
            raise ValueError(f"a question of the group {group!r} is graded by hand: nobody could say which is best")
        if len({q.points for q in members}) > 1:
            points = ", ".join(f"{q.name} {q.points:g}" for q in members)
            raise ValueError(
                f"the questions of the group {group!r} have unequal points ({points}). One of them counts, "
                "whichever is best: give all the same `points`."
            )

"""A course over its homeworks: everybody's percentage in each, slip days that are left, and the average.

no submission       counts 0, once the homework is graded and due
excused             does not count
some points wait    for staff, or could not be checked: what is there counts, and the cell says so
`drop_lowest`       of what counts, so many do not, as long as one is left
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

from grader.base import files
from grader.base.csv_text import to_csv
from grader.base.errors import UserError
from grader.base.text import natural_order
from grader.course.counted_attempts import SlipDays, identity, slip_days_used
from grader.course.course_file import FILE, Course, read_course
from grader.course.platforms.exports import Row
from grader.course.results import Results
from grader.model.report import Report
from grader.submissions.collection import GRADEBOOK_FILE, Person


class TermMark(NamedTuple):
    """What somebody has in one homework: `percent` is None where it does not count, `note` says why or what is open."""

    percent: float | None
    note: str = ""

    @property
    def text(self) -> str:
        """The mark as a cell has it."""
        return " ".join(filter(None, ["" if self.percent is None else f"{self.percent:.2f}", self.note]))


@dataclass
class Standing:
    """One person of a course; marks are by homework."""

    person: Person
    marks: dict[str, TermMark] = field(default_factory=dict)
    slip_days: int = 0


@dataclass(frozen=True)
class Term:
    """A course and everybody's standing in it, by name. `graded` are its homeworks that have results."""

    course: Course
    graded: tuple[str, ...]
    standings: tuple[Standing, ...]

    def average(self, standing: Standing) -> float | None:
        """The average of what counts, by the homeworks' weights; None where nothing does."""
        marks = [(mark.percent, self.course.homework[name].weight) for name, mark in standing.marks.items()]
        counted = sorted((percent, weight) for percent, weight in marks if percent is not None)
        counted = counted[min(self.course.drop_lowest, max(len(counted) - 1, 0)) :]
        weights = sum(weight for _, weight in counted)
        return sum(percent * weight for percent, weight in counted) / weights if weights else None


def read_term(folder: Path) -> Term:
    """The term of a folder that holds course.toml and results folders. Raises UserError."""
    if not (folder / FILE).is_file():
        raise UserError(f"{folder}: there is no {FILE} here. Name the folder that holds it and the results folders.")
    course = read_course(folder / FILE)
    names = [name for name, _ in course.in_order if (folder / name / GRADEBOOK_FILE).is_file()]
    standings: dict[str, Standing] = {}
    used = SlipDays()
    for name in names:
        with Results(folder / name) as results:
            used.update(slip_days_used(results.counted))
            for person in results.absent():
                standings.setdefault(identity(person), Standing(person))
            for person, mark in _marks(results):
                standings.setdefault(identity(person), Standing(person)).marks[name] = mark
    for key, standing in standings.items():
        standing.slip_days = course.late.slip_days - used[key]
        _add_missing(standing.marks, names, course)
    ordered = sorted(standings.values(), key=lambda each: (natural_order(each.person.name), each.person.id))
    return Term(course, tuple(names), tuple(ordered))


def _marks(results: Results) -> Iterator[tuple[Person, TermMark]]:
    submissions = results.submissions()
    for report in results.reports():
        for person in submissions[report.submission].people:
            yield person, _mark(report)


def _mark(report: Report) -> TermMark:
    if report.judged_points <= 0:
        return TermMark(None, "excused" if report.possible <= 0 else "not graded yet")
    waits = bool(report.unchecked or report.manual_points)
    return TermMark(100 * report.earned / report.judged_points, "so far" if waits else "")


def _add_missing(marks: dict[str, TermMark], names: list[str], course: Course) -> None:
    """Whoever submitted nothing has 0, once that was due."""
    now = datetime.now(timezone.utc)
    for name in names:
        is_due = course.homework[name].due_date < now
        marks.setdefault(name, TermMark(0.0 if is_due else None, "no submission"))


def write_term(term: Term, path: Path) -> None:
    """Write a row for each person; Excel reads it as UTF-8."""
    files.write_text(path, to_csv(_rows(term), mark="\ufeff"))


def _rows(term: Term) -> Iterator[Row]:
    slip = ["slip days left"] if term.course.late.slip_days else []
    yield ["id", "name", "email", *term.graded, *slip, "average"]
    for each in term.standings:
        average, person = term.average(each), each.person
        marks = [each.marks[name].text for name in term.graded]
        cells = [person.id, person.name, person.email, *marks, *([str(each.slip_days)] if slip else [])]
        yield [*cells, "" if average is None else f"{average:.2f}"]

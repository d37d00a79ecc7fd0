"""Reports to the gradebooks of Canvas, Gradescope and Moodle, and to a plain table. One row for each person of a group.

    canvas       Student, ID, SIS User ID, SIS Login ID, Section, <title>; the second row is `Points Possible`
    gradescope   the columns of an assignment's own CSV
    moodle       the offline grading worksheet
    csv          points of every question, and the status; with a byte order mark, so that Excel reads it as UTF-8
    parquet      the same for programs, with numbers as numbers; needs pyarrow

Where points that staff give by hand are still missing, or something could not be checked, there is no grade, and the
submission is named. People on the roster without a submission have none either: what that is worth is for the course
to say. Canvas takes an empty cell for "no grade" and erases what was there, so Canvas and Moodle get no row without a
grade. Whose questions are excused has a grade out of the others, brought to the same maximum; the plain table has the
points as they are. A cell that a spreadsheet would take for a formula gets an apostrophe (CWE-1236).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from grader.base import files
from grader.base.csv_text import to_csv
from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.course.platforms.codes import nameless, person_code, submission_code
from grader.model.report import Report
from grader.model.statuses import WORDS
from grader.submissions.collection import Person, Submission

Row = list[str]
ABSENT: Final = "no submission"  # the status of people on the roster without one


@dataclass(frozen=True)
class ClassResults:
    """What is exported: the assignment's title, reports, submissions by id, people on the roster without one.

    `reports` are read once, and little of each is held.
    """

    title: str
    reports: Iterable[Report]
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    absent: Sequence[Person] = ()


@dataclass(frozen=True)
class Line:
    """One person's result, with their submission."""

    person: Person
    submission: Submission
    report: Report
    full: float  # the points that are possible where nothing is excused
    waits: bool = False  # for points that staff have to give

    @property
    def earned(self) -> str:
        """The points; empty without a submission, where nothing counts, or while some are not certain."""
        is_final = self.report.possible > 0 and not (self.report.unchecked or self.absent or self.waits)
        return format_number(self.report.earned) if is_final else ""

    @property
    def grade(self) -> str:
        """The points as a gradebook has them, which knows one maximum for everybody."""
        return format_number(self.report.earned * self.full / self.report.possible) if self.earned else ""

    @property
    def is_excused(self) -> bool:
        """Whether nothing of it counts."""
        return not self.absent and self.report.possible == 0 and self.full > 0

    @property
    def feedback(self) -> str:
        """What staff and the grader say to the author of the whole."""
        return "\n".join(filter(None, [self.report.message, *remarks(self.report)]))

    @property
    def absent(self) -> bool:
        """Whether the person is on the roster and has no submission."""
        return self.report.status == ABSENT


def export(results: ClassResults, platform: str, out: Path, *, secret: str | None = None) -> list[str]:
    """Write the gradebook to `out`. Returns the ids without a grade because something could not be checked.

    With a `secret`, codes stand in place of people: the same codes with the same secret (`Gradebook.secret`). It must
    stay with staff: with it and a list of students, anybody can work out whose code is whose. Raises UserError.
    """
    if platform not in FORMATS:
        raise UserError(
            f"there is no format {platform!r}: one of {', '.join(FORMATS)}.{did_you_mean(platform, FORMATS)}"
        )
    if secret == "":
        raise ValueError("codes need a secret: `Gradebook.secret` holds one")
    lines, title = lines_of(results)
    left_out = ungraded(lines)
    if secret is not None:
        lines = [_without_names(line, secret) for line in lines]
    rows = FORMATS[platform](lines, title)
    if platform == "parquet":
        write_parquet(out, rows)
    else:
        files.write_text(out, to_csv(rows, mark="\ufeff" if platform == "csv" else ""))
    return left_out


def file_name(platform: str) -> str:
    """The file's name where no other is said; a plain table is for no platform."""
    return f"grades.{platform}" if platform in ("csv", "parquet") else f"{platform}.csv"


def lines_of(results: ClassResults) -> tuple[list[Line], str]:
    """A line for each person, those on the roster without a submission last; and the assignment's title."""
    reports = sorted(map(_slim, results.reports), key=lambda report: report.submission)
    assignment = reports[0].assignment if reports else "assignment"
    full = _full_points(reports)
    reports = [r if r.questions or not r.possible else replace(r, possible=full) for r in reports]
    lines = [
        Line(person, submission, report, full, report.manual_points > 0)
        for report in reports
        for submission in [results.submissions.get(report.submission, Submission(report.submission))]
        for person in submission.people or (Person(id=submission.id),)
    ]
    absent = Submission("", layout="absent"), Report("", assignment, ABSENT, 0.0, full)
    return [*lines, *(Line(person, *absent, full) for person in results.absent)], results.title or assignment


def ungraded(lines: Sequence[Line]) -> list[str]:
    """The ids of submissions without a grade because something could not be checked, or waits for points by hand."""
    return list(dict.fromkeys(line.report.submission for line in lines if line.report.unchecked or line.waits))


def _slim(report: Report) -> Report:
    """What is exported of a report, without the messages, which are nearly all of it."""
    questions = tuple(
        replace(q, message="", note="", cases=tuple(replace(c, message="") for c in q.cases if c.status == "manual"))
        for q in report.questions
    )
    return replace(report, questions=questions)


def _full_points(reports: Sequence[Report]) -> float:
    """The points that are possible where nothing is excused: those of most. What has no questions drops none."""
    with_questions = [report.possible for report in reports if report.questions]
    return max(with_questions or [report.possible for report in reports], default=0.0)


def remarks(report: Report) -> list[str]:
    """What staff say to the author, of the whole and of each question."""
    of_questions = (f"{question.title}: {words}" for question in report.questions for words in question.remarks)
    return [*report.remarks, *of_questions]


def format_number(value: float) -> str:
    """Digits as a spreadsheet reads them, without an exponent for points."""
    return f"{value:.10g}"


def _without_names(line: Line, secret: str) -> Line:
    name = person_code(line.person, line.submission.id, secret)
    own_code = "" if line.absent else submission_code(line.submission.id, secret)
    submission = Submission(own_code, late=line.submission.late, layout="anonymous")
    return replace(line, person=Person(name, name), submission=submission, report=nameless(line.report, own_code))


def write_parquet(out: Path, rows: Iterator[Row]) -> None:
    """The plain table for programs: points are numbers, everything else is text. Raises UserError."""
    try:
        import pyarrow  # noqa: PLC0415  optional, and heavy
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError:
        raise UserError(
            "Parquet needs the package pyarrow, which is not installed here: pip install 'first-order-grader[parquet]'."
        ) from None
    names, *cells = rows
    columns = zip(*cells, strict=True) if cells else ([] for _ in names)
    typed = {
        name: list(c) if name in PLAIN.keys() - NUMBERS else [*map(_number, c)]
        for name, c in zip(names, columns, strict=True)
    }
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(typed), buffer)
    files.write_all({out: buffer.getvalue()})


def _number(cell: str) -> float | None:
    """The points in a cell; None where there are none yet."""
    try:
        return float(cell)
    except ValueError:
        return None


# ── one function for each format


Cell = Callable[[Line], str]
Columns = dict[str, Cell]  # by the name of each what it has of a line


def _table(lines: Iterable[Line], columns: Columns, more: Iterable[tuple[str, Cell]] = ()) -> Iterator[Row]:
    """The names of the columns, then a row for each line. The name of one that is added may be there already."""
    every = [*columns.items(), *more]
    yield [name for name, _ in every]
    for line in lines:
        yield [cell(line) for _, cell in every]


def _canvas(lines: list[Line], title: str) -> Iterator[Row]:
    """Canvas finds a student by its own ID, else by the SIS User ID, else by the login, else by the name."""
    columns: Columns = {
        "Student": lambda line: line.person.name,
        "ID": _canvas_id,
        "SIS User ID": _sis_id,
        "SIS Login ID": lambda line: line.person.login or line.person.email,
        "Section": lambda line: line.person.section,
    }
    head, *rows = _table(filter(canvas_grade, lines), columns, [(title, canvas_grade)])
    yield head
    yield ["Points Possible", *[""] * 4, format_number(lines[0].full) if lines else ""]
    yield from rows


def canvas_grade(line: Line) -> str:
    """The grade, or the word that Canvas has for what does not count."""
    return "EX" if line.is_excused else line.grade


def _canvas_id(line: Line) -> str:
    if line.submission.layout == "canvas":
        return line.submission.id
    return line.person.id if line.person.sis_id else ""


def _sis_id(line: Line) -> str:
    own_id = line.person.id
    return line.person.sis_id or ("" if own_id == _canvas_id(line) else own_id)


GRADESCOPE: Columns = {
    "First Name": lambda line: _two_names(line.person.name)[0],
    "Last Name": lambda line: _two_names(line.person.name)[1],
    "SID": lambda line: line.person.id,
    "Email": lambda line: line.person.email,
    "Sections": lambda line: line.person.section,
    "Total Score": lambda line: line.grade,
    "Max Points": lambda line: format_number(line.full),
    "Status": lambda line: "Missing" if line.absent else "Graded" if line.grade else "Ungraded",
    "Submission ID": lambda line: line.submission.id,
    "Submission Time": lambda line: line.submission.submitted_at,
    "Lateness (H:M:S)": lambda line: "" if line.submission.late or line.absent else "00:00:00",
    "View Count": lambda line: "0",
    "Submission Count": lambda line: "0" if line.absent else "1",
}


def _two_names(name: str) -> tuple[str, str]:
    """First and last name of "Jane Q Doe" and of "Doe, Jane Q"."""
    if "," in name:
        last, _, first = name.partition(",")
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return (first, last) if first else (last, "")


MOODLE: Columns = {  # without comments: Moodle would put what is empty here in place of what assistants wrote
    "Identifier": lambda line: _participant(line),
    "Full name": lambda line: line.person.name,
    "Email address": lambda line: line.person.email,
    "Status": lambda line: "Submitted for grading" + " - late" * line.submission.late,
    "Grade": lambda line: line.grade,
    "Maximum grade": lambda line: format_number(line.full),
    "Grade can be changed": lambda line: "Yes",
    "Last modified (submission)": lambda line: line.submission.submitted_at,
    "Last modified (grade)": lambda line: "-",
}


def _participant(line: Line) -> str:
    is_moodles = line.submission.layout == "moodle"
    return f"Participant {line.submission.id if is_moodles else line.person.id}"


PLAIN: Columns = {
    "id": lambda line: line.person.id,
    "name": lambda line: line.person.name,
    "email": lambda line: line.person.email,
    "submission": lambda line: line.submission.id,
    "late": lambda line: "late" * line.submission.late,
    "status": lambda line: line.report.status,
    "could not check": lambda line: " ".join(line.report.unchecked),
    "earned": lambda line: line.earned,
    "possible": lambda line: format_number(line.report.possible),
    "remarks": lambda line: "\n".join(remarks(line.report)),
}
NUMBERS = {"earned", "possible"}  # and the columns of the questions, which follow


def _plain(lines: list[Line], title: str) -> Iterator[Row]:
    names = dict.fromkeys(q.name for line in lines for q in line.report.questions)
    return _table(lines, PLAIN, [(name, partial(_points, name)) for name in names])


def _points(name: str, line: Line) -> str:
    """The points of a question; empty where it does not count, or could not be checked."""
    question = next((q for q in line.report.questions if q.name == name), None)
    if question is None or not question.counts or question.status == "could_not_check":
        return ""
    return WORDS["manual"] if question.status == "manual" else format_number(question.earned)


FORMATS: dict[str, Callable[[list[Line], str], Iterator[Row]]] = {
    "canvas": _canvas,
    "gradescope": lambda lines, title: _table(lines, GRADESCOPE),
    "moodle": lambda lines, title: _table([line for line in lines if line.grade], MOODLE),
    "csv": _plain,
    "parquet": _plain,
}

"""Reports to the gradebooks of Canvas, Gradescope and Moodle, and to a plain table. One row for each person of a group.

    canvas       Student, ID, SIS User ID, SIS Login ID, Section, <title>; the second row is `Points Possible`
    gradescope   the columns of an assignment's own CSV
    moodle       the offline grading worksheet
    csv          points of every question, and the status; with a byte order mark, so that Excel reads it as UTF-8

Points that staff give by hand are in no total here until the first of a question is entered; then it counts for
everybody. Where they are still missing, or something could not be checked, the grade is left empty and the row is
named: an empty cell changes no grade. The grade of people on the roster without a submission is empty too: what that is
worth is for the course to say. Whose questions are excused has a grade out of the others, brought to the same maximum;
the plain table has the points as they are.
A cell that a spreadsheet would take for a formula gets an apostrophe (CWE-1236).
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from grader.base import files
from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.model.report import QuestionReport, Report
from grader.model.statuses import WORDS
from grader.submissions.collection import Person, Submission

Row = list[str]
FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")  # the wide ones too
ABSENT: Final = "no submission"  # the status of people on the roster without one


class BadFormat(UserError):
    """The name of no format; the message says which there are."""


@dataclass(frozen=True)
class ClassResults:
    """What is exported: the assignment's title, reports, submissions by id, people on the roster without one."""

    title: str
    reports: Sequence[Report]
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
        return number(self.report.earned) if is_final else ""

    @property
    def grade(self) -> str:
        """The points as a gradebook has them, which knows one maximum for everybody."""
        return number(self.report.earned * self.full / self.report.possible) if self.earned else ""

    @property
    def feedback(self) -> str:
        """What staff and the grader say to the author of the whole."""
        return "\n".join(filter(None, [self.report.message, *remarks(self.report)]))

    @property
    def absent(self) -> bool:
        """Whether the person is on the roster and has no submission."""
        return self.report.status == ABSENT


def export(results: ClassResults, platform: str, out: Path, *, secret: str | None = None) -> list[str]:
    """Write the gradebook to `out`. Returns the ids whose grade is left empty because something could not be checked.

    With a `secret`, codes stand in place of people: the same codes with the same secret (`Gradebook.secret`). It must
    stay with staff: with it and a list of students, anybody can work out whose code is whose. Raises BadFormat.
    """
    if platform not in FORMATS:
        raise BadFormat(
            f"there is no format {platform!r}: one of {', '.join(FORMATS)}.{did_you_mean(platform, FORMATS)}"
        )
    if secret == "":
        raise ValueError("codes need a secret: `Gradebook.secret` holds one")
    entered = _entered_by_hand(results.reports)
    reports = _without_manual(sorted(results.reports, key=lambda report: report.submission), entered)
    assignment = reports[0].assignment if reports else "assignment"
    full = _full_points(reports)
    reports = [r if r.questions or not r.possible else replace(r, possible=full) for r in reports]
    waiting = {r.submission for r in reports if any(q.manual_points for q in r.questions if q.name in entered)}
    lines = [
        Line(person, submission, report, full, report.submission in waiting)
        for report in reports
        for submission in [results.submissions.get(report.submission, Submission(report.submission))]
        for person in submission.people or (Person(id=submission.id),)
    ]
    absent = Submission("", layout="absent"), Report("", assignment, ABSENT, 0.0, full)
    lines += [Line(person, *absent, full) for person in results.absent]
    if secret is not None:
        lines = [_without_names(line, secret) for line in lines]
    rows = FORMATS[platform](lines, results.title or assignment)
    text = io.StringIO("\ufeff" if platform == "csv" else "", newline="")
    text.seek(0, io.SEEK_END)
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    files.write_text(out, text.getvalue())
    return [report.submission for report in reports if report.unchecked or report.submission in waiting]


def _full_points(reports: Sequence[Report]) -> float:
    """The points that are possible where nothing is excused: those of most. What has no questions drops none."""
    with_questions = [report.possible for report in reports if report.questions]
    return max(with_questions or [report.possible for report in reports], default=0.0)


def _entered_by_hand(reports: Sequence[Report]) -> set[str]:
    """The questions of which staff have given points to somebody."""
    return {
        question.name
        for report in reports
        for question in report.questions
        if question.status == "overridden" and any(case.status == "manual" for case in question.cases)
    }


def _without_manual(reports: Sequence[Report], entered: Collection[str]) -> list[Report]:
    """The reports without the points of questions that nobody has graded by hand yet: no total counts them."""
    manual: dict[str, float] = {}
    for question in (q for report in reports for q in report.questions if q.name not in entered):
        manual[question.name] = max(manual.get(question.name, 0.0), question.manual_points)
    return [replace(report, possible=report.possible - _manual_of(report, manual)) for report in reports]


def _manual_of(report: Report, manual: Mapping[str, float]) -> float:
    """What these points are of the possible ones of a report, which has none for what is excused."""
    excused = {question.name for question in report.questions if question.status == "excused"}
    return sum(points for name, points in manual.items() if name not in excused)


def remarks(report: Report) -> list[str]:
    """What staff say to the author, of the whole and of each question."""
    of_questions = (f"{question.title}: {words}" for question in report.questions for words in question.remarks)
    return [*report.remarks, *of_questions]


def guarded(cell: str) -> str:
    """The cell as text: a spreadsheet runs what begins with one of these. Numbers, also negative ones, stay numbers."""
    is_number = cell.isascii() and cell.lstrip("-").replace(".", "", 1).isdigit()
    is_formula = cell.startswith(FORMULA_SIGNS) and not is_number
    return f"'{cell}" if is_formula else cell


def number(value: float) -> str:
    """Digits as a spreadsheet reads them, without an exponent for points."""
    return f"{value:.10g}"


def code(name: str, secret: str) -> str:
    """A stable code for a person or submission, which tells nothing without the secret."""
    return "S" + hmac.new(secret.encode(), name.encode(), hashlib.sha256).hexdigest()[:10]


def _without_names(line: Line, secret: str) -> Line:
    name = line.person.id or line.person.email or line.person.name or line.submission.id
    person = Person(code(name, secret), code(name, secret), "")
    submission_code = "" if line.absent else code(f"submission {line.submission.id}", secret)
    submission = Submission(submission_code, late=line.submission.late, layout="anonymous")
    questions = tuple(replace(question, remarks=()) for question in line.report.questions)
    report = replace(line.report, message="", questions=questions, remarks=())  # these may hold names
    return replace(line, person=person, submission=submission, report=report)


# ── one function for each format


def _canvas(lines: list[Line], title: str) -> Iterator[Row]:
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]
    yield ["Points Possible", "", "", "", "", *([number(lines[0].full)] if lines else [""])]
    from_canvas = any(line.submission.layout == "canvas" for line in lines)
    for line in lines:
        person = line.person
        if line.submission.layout == "canvas":
            canvas_id = line.submission.id
        else:
            canvas_id = "" if line.absent and from_canvas else person.id
        sis_id = person.id if from_canvas and person.id != canvas_id else ""
        yield [person.name, canvas_id, sis_id, person.email, "", line.grade]


def _gradescope(lines: list[Line], title: str) -> Iterator[Row]:
    yield [
        "First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status", "Submission ID",
        "Submission Time", "Lateness (H:M:S)", "View Count", "Submission Count",
    ]  # fmt: skip
    for line in lines:
        first, last = _two_names(line.person.name)
        status = "Missing" if line.absent else "Graded" if line.grade else "Ungraded"
        lateness = "" if line.submission.late or line.absent else "00:00:00"
        yield [
            first, last, line.person.id, line.person.email, "", line.grade, number(line.full), status,
            line.submission.id, line.submission.submitted_at, lateness, "0", "0" if line.absent else "1",
        ]  # fmt: skip


def _two_names(name: str) -> tuple[str, str]:
    """First and last name of "Jane Q Doe" and of "Doe, Jane Q"."""
    if "," in name:
        last, _, first = name.partition(",")
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return (first, last) if first else (last, "")


def _moodle(lines: list[Line], title: str) -> Iterator[Row]:
    yield [
        "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
        "Last modified (submission)", "Last modified (grade)", "Feedback comments",
    ]  # fmt: skip
    for line in lines:
        participant = line.submission.id if line.submission.layout == "moodle" else line.person.id
        identifier, status = f"Participant {participant}", "Submitted for grading"
        status += " - late" if line.submission.late else ""
        if line.absent:
            identifier, status = "", "No submission"
        yield [
            identifier, line.person.name, line.person.email, status,
            line.grade, number(line.full), "Yes", line.submission.submitted_at, "-", line.feedback,
        ]  # fmt: skip


def _plain(lines: list[Line], title: str) -> Iterator[Row]:
    names = list(dict.fromkeys(q.name for line in lines for q in line.report.questions))
    yield ["id", "name", "email", "submission", "late", "status", "could not check", "earned", "possible", "remarks",
           *names]  # fmt: skip
    for line in lines:
        report, questions = line.report, {q.name: q for q in line.report.questions}
        points = [_cell(questions.get(name)) for name in names]
        late = "late" if line.submission.late else ""
        yield [
            line.person.id, line.person.name, line.person.email, line.submission.id, late, report.status,
            " ".join(report.unchecked), line.earned, number(report.possible), "\n".join(remarks(report)), *points,
        ]  # fmt: skip


def _cell(question: QuestionReport | None) -> str:
    if question is None or not question.counts or question.status == "could_not_check":
        return ""
    return WORDS["manual"] if question.status == "manual" else number(question.earned)


FORMATS: dict[str, Callable[[list[Line], str], Iterator[Row]]] = {
    "canvas": _canvas,
    "gradescope": _gradescope,
    "moodle": _moodle,
    "csv": _plain,
}

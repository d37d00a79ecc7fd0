"""Reports to the gradebooks of Canvas, Gradescope and Moodle, and to a plain table. One row for each person of a group.

    canvas       Student, ID, SIS User ID, SIS Login ID, Section, <title>; the second row is `Points Possible`
    gradescope   the columns of an assignment's own CSV
    moodle       the offline grading worksheet
    csv          points of every question, and the status; with a byte order mark, so that Excel reads it as UTF-8

Where we could not check something, the grade is left empty and the row is named: an empty cell changes no grade. So is
the grade of whoever is on the roster and handed in nothing: what that is worth is the course's to say, not ours.
A cell that a spreadsheet would take for a formula gets an apostrophe (CWE-1236).
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from grader.base import files
from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.model.report import Report
from grader.submissions.collection import Person, Submission

Row = list[str]
ABSENT: Final = "no submission"  # the status of whoever is on the roster and handed in nothing


class BadFormat(UserError):
    """A format that is not known; the message says which are."""


@dataclass(frozen=True)
class Line:
    """One person's result, with their submission."""

    person: Person
    submission: Submission
    report: Report

    @property
    def grade(self) -> str:
        """The points as a gradebook has them; empty where we could not check everything, or nothing was handed in."""
        return "" if self.report.unchecked or self.absent else number(self.report.earned)

    @property
    def absent(self) -> bool:
        """Whether the roster has the person and nobody handed anything in."""
        return self.report.status == ABSENT


def export(
    reports: Iterable[Report],
    submissions: Mapping[str, Submission],
    format: str,
    out: Path,
    *,
    title: str = "",
    anonymous: bool = False,
    secret: str = "",
    absent: Iterable[Person] = (),
) -> list[str]:
    """Write the gradebook to `out`. Returns the ids whose grade was left empty because something could not be checked.

    Whoever is `absent` has a row without a grade, which says so where the format has a place for it.
    `anonymous` puts codes in place of people: the same with the same `secret` (`Gradebook.secret`), which must stay
    with staff, because whoever holds it and a list of students can tell whose code is whose. Raises BadFormat.
    """
    if format not in FORMATS:
        raise BadFormat(f"there is no format {format!r}: one of {', '.join(FORMATS)}.{did_you_mean(format, FORMATS)}")
    if anonymous and not secret:
        raise ValueError("codes need a secret: `Gradebook.secret` holds one")
    every = sorted(reports, key=lambda report: report.submission)
    lines = [line for r in every for line in _lines(r, submissions.get(r.submission, Submission(r.submission)))]
    lines += [_absent(person, every) for person in absent]
    if anonymous:
        lines = [_without_names(line, secret) for line in lines]
    rows = FORMATS[format](lines, title or (every[0].assignment if every else "assignment"))
    text = io.StringIO("\ufeff" if format == "csv" else "", newline="")
    text.seek(0, io.SEEK_END)
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    files.write_text(Path(out), text.getvalue())
    return [report.submission for report in every if report.unchecked]


def _lines(report: Report, submission: Submission) -> Iterator[Line]:
    for person in submission.people or (Person(id=submission.id),):
        yield Line(person, submission, report)


def _absent(person: Person, every: Sequence[Report]) -> Line:
    assignment, possible = (every[0].assignment, every[0].possible) if every else ("", 0.0)
    return Line(person, Submission("", layout="absent"), Report("", assignment, ABSENT, 0.0, possible))


def guarded(cell: str) -> str:
    """The cell as text: a spreadsheet runs what begins with one of these. Numbers, also negative ones, stay numbers."""
    return (
        f"'{cell}"
        if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")) and not _is_number(cell)
        else cell
    )


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.lstrip("-").replace(".", "", 1).isdigit()


def number(value: float) -> str:
    """Digits as a spreadsheet reads them, without an exponent for points."""
    return f"{value:.10g}"


def code(of: str, secret: str) -> str:
    """A stable code for a person or submission, which tells nothing without the secret."""
    return "S" + hmac.new(secret.encode(), of.encode(), hashlib.sha256).hexdigest()[:10]


def _without_names(line: Line, secret: str) -> Line:
    who = line.person.id or line.person.email or line.person.name or line.submission.id
    known = Person(code(who, secret), code(who, secret), "")
    id = "" if line.absent else code(f"submission {line.submission.id}", secret)
    submission = Submission(id, late=line.submission.late, layout="anonymous")
    return Line(known, submission, replace(line.report, message=""))  # a message may hold a file's name


# ── one function for each format


def _canvas(lines: list[Line], title: str) -> Iterator[Row]:
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]
    yield ["Points Possible", "", "", "", "", *([number(lines[0].report.possible)] if lines else [""])]
    of_canvas = any(line.submission.layout == "canvas" for line in lines)
    for line in lines:
        person, own = line.person, line.submission.layout == "canvas"
        canvas_id = line.submission.id if own else "" if line.absent and of_canvas else person.id
        sis_id = person.id if of_canvas and person.id != canvas_id else ""
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
            first, last, line.person.id, line.person.email, "", line.grade, number(line.report.possible), status,
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
        own = line.submission.layout == "moodle"
        handed_in = "Submitted for grading" + (" - late" if line.submission.late else "")
        participant = f"Participant {line.submission.id if own else line.person.id}"
        identifier, status = ("", "No submission") if line.absent else (participant, handed_in)
        yield [
            identifier, line.person.name, line.person.email, status,
            line.grade, number(line.report.possible), "Yes", line.submission.submitted_at, "-", line.report.message,
        ]  # fmt: skip


def _plain(lines: list[Line], title: str) -> Iterator[Row]:
    asked = list(dict.fromkeys(q.name for line in lines for q in line.report.questions))
    yield ["id", "name", "email", "submission", "late", "status", "could not check", "earned", "possible", *asked]
    for line in lines:
        report, earned = line.report, {q.name: q for q in line.report.questions}
        points = [
            "" if q is None or not q.counts or q.status == "could_not_check" else number(q.earned)
            for q in map(earned.get, asked)
        ]
        late = "late" if line.submission.late else ""
        yield [
            line.person.id, line.person.name, line.person.email, line.submission.id, late, report.status,
            " ".join(report.unchecked), line.grade, number(report.possible), *points,
        ]  # fmt: skip


FORMATS: dict[str, Callable[[list[Line], str], Iterator[Row]]] = {
    "canvas": _canvas,
    "gradescope": _gradescope,
    "moodle": _moodle,
    "csv": _plain,
}

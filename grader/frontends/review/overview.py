"""Students x questions: a row for each submission, with the decisions of staff; searched, filtered, sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.base.text import natural_order
from grader.course.results import Results
from grader.model.report import Report
from grader.model.statuses import QuestionStatus
from grader.submissions.collection import Submission


@dataclass(frozen=True)
class QuestionCell:
    """One question of one submission."""

    status: QuestionStatus
    earned: float
    possible: float
    counts: bool


@dataclass(frozen=True)
class StudentRow:
    """One submission: `names` are its authors', `possible` the points that are judged, `cells` by question."""

    submission: str
    names: str
    status: str
    earned: float
    possible: float
    cells: dict[str, QuestionCell]

    @classmethod
    def of(cls, report: Report, handed_in: Submission) -> StudentRow:
        """The row of a report."""
        cells = {q.name: QuestionCell(q.status, q.earned, q.possible, q.counts) for q in report.questions}
        return cls(report.submission, handed_in.authors, report.status, report.earned, report.judged_points, cells)


@dataclass(frozen=True)
class Choice:
    """Which rows are shown, and in what order. `status` is of `question`, or of any where none is named."""

    search: str = ""
    status: str = ""
    question: str = ""
    sort: str = "submission"

    def of(self, rows: Sequence[StudentRow]) -> list[StudentRow]:
        """The rows that are searched for, sorted."""
        words = self.search.casefold().split()
        chosen = [r for r in rows if all(w in f"{r.submission} {r.names}".casefold() for w in words) and self._fits(r)]
        return sorted(chosen, key=SORTS.get(self.sort, SORTS["submission"]))

    def _fits(self, row: StudentRow) -> bool:
        cells = [cell for name, cell in row.cells.items() if self.question in ("", name)]
        return not self.status or any(cell.status == self.status for cell in cells)


SORTS: dict[str, Callable[[StudentRow], Any]] = {
    "submission": lambda row: natural_order(row.submission),
    "name": lambda row: (natural_order(row.names), natural_order(row.submission)),
    "least points": lambda row: (row.earned, natural_order(row.submission)),
    "most points": lambda row: (-row.earned, natural_order(row.submission)),
}


def judged_rows(results: Results) -> dict[str, StudentRow]:
    """The rows as the judge has them, by id."""
    handed_in = results.book.submissions()
    return {r.submission: StudentRow.of(r, handed_in[r.submission]) for r in results.book.reports()}


def decided_rows(results: Results, judged: dict[str, StudentRow]) -> list[StudentRow]:
    """The same rows as everybody is shown them, and people on the roster without a submission.

    Those that decisions or lateness concern are read again.
    """
    handed_in = results.submissions()
    absent = {p.id or p.name: StudentRow(p.id or p.name, p.name, "no submission", 0.0, 0.0, {})
              for p in results.absent()}  # fmt: skip
    decided = {r.submission: StudentRow.of(r, handed_in[r.submission]) for r in results.decided()}
    return list((absent | judged | decided).values())

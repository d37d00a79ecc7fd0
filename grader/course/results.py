"""What a results folder holds, as everybody is shown it: the gradebook with the decisions of staff upon it.

Whatever shows points reads them here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from grader.base.text import did_you_mean
from grader.course.decisions import decision_log
from grader.course.decisions.decided import decided_report, decided_submission
from grader.course.decisions.decision import Decisions
from grader.course.gradebook import Gradebook
from grader.course.results_folder import BadResults, open_gradebook
from grader.model.key import Key, parse_key
from grader.model.report import Report, parse_report
from grader.model.transcript import Transcript, parse_transcript
from grader.submissions.collection import Submission


class Graded(NamedTuple):
    """One submission: its report with the decisions of staff, who handed it in, and what its functions did."""

    report: Report
    submission: Submission
    transcript: Transcript


class Results:
    """`with Results(folder) as results:`; the decisions are those of the moment when it was opened."""

    def __init__(self, folder: Path, book: Gradebook | None = None) -> None:
        self.folder, self.book = folder, book or open_gradebook(folder)
        self.decisions: Decisions = decision_log.read(folder)

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    @cached_property
    def key(self) -> Key:
        """The key by which everything here is judged. Raises BadResults."""
        if self.book.key is None:
            raise BadResults(f"{self.folder}: nothing is graded here yet. Run `grader grade`, or `grader regrade`.")
        return parse_key(self.book.key.text, str(self.book.path))

    def reports(self, ids: Collection[str] | None = None) -> Iterator[Report]:
        """Every report, or those of some submissions, in the order of the ids."""
        reports = self.book.reports() if ids is None else map(self.judged_report, sorted(ids))
        return (decided_report(report, self.decisions) for report in reports)

    def decided(self) -> Iterator[Report]:
        """The reports of the submissions about which staff decided anything."""
        about = self.decisions.submissions
        return self.reports(None if "" in about else about & dict(self.book.index()).keys())

    def points(self) -> dict[str, tuple[float, float]]:
        """What every submission earned, and what is possible."""
        return self.book.points() | {r.submission: (r.earned, r.possible) for r in self.decided()}

    def report(self, submission: str) -> Report:
        """One report. Raises BadResults, with a similar id, if there is none."""
        return decided_report(self.judged_report(submission), self.decisions)

    def judged_report(self, submission: str) -> Report:
        """One report as the judge made it. Raises BadResults."""
        text = self.book.report_of(submission)
        if text is None:
            ids = [name for name, _ in self.book.index()]
            raise BadResults(f"{self.folder}: there is no submission {submission!r}.{did_you_mean(submission, ids)}")
        return parse_report(text)

    def submissions(self) -> dict[str, Submission]:
        """Every submission by its id."""
        return {name: decided_submission(s, self.decisions) for name, s in self.book.submissions().items()}

    def graded(self, submission: str | None = None) -> Iterator[Graded]:
        """All submissions one after the other, or the one with this id."""
        for record in self.book.records(submission):
            report = decided_report(parse_report(record.report), self.decisions)
            handed_in = decided_submission(record.submission, self.decisions)
            yield Graded(report, handed_in, parse_transcript(record.transcript))

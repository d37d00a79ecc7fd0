"""How late each submission of a homework came, and which of several attempts counts.

Slip days belong to people and are used in the order of the due dates, so the homeworks before this one are
looked at first. Of a group each member uses as many, and no more are used than the member with the fewest has left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from grader.base.staff.times import format_time, parse_due_date, parse_time
from grader.base.text import count
from grader.course.course_file import Course, Homework, Lateness, LateRules, days_late, homework_name, lateness
from grader.course.decisions.decision import Decisions
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import Attempt
from grader.course.results_folder import read_decisions
from grader.model.report import Report
from grader.submissions.collection import GRADEBOOK_FILE, Person, Submission
from grader.submissions.roster import without

SlipDays = Counter[str]  # that people have used, by `identity`


@dataclass(frozen=True)
class CountedAttempt:
    """How late what counts of a submission came. `attempt` is the number of an earlier one that counts, or 0.

    `submission` is what was handed in with it, `attempts` says how many there were.
    """

    lateness: Lateness
    submission: Submission
    attempt: int = 0
    attempts: int = 1

    @property
    def remarks(self) -> tuple[str, ...]:
        """What its author reads: nothing of a single attempt in time."""
        came = f"came {format_time(at)}" if (at := parse_time(self.submission.submitted_at)) else "came before"
        earlier = f"Of your {count(self.attempts, 'attempt')} an earlier one counts, which {came}: it has most points."
        return tuple(filter(None, [earlier if self.attempt else "", self.lateness.sentence]))

    def applied(self, report: Report) -> Report:
        """The report with what lateness takes off."""
        earned = round(report.earned * self.lateness.factor, 9)
        return replace(
            report, earned=earned, deducted=round(report.earned - earned, 9), remarks=(*self.remarks, *report.remarks)
        )


def counted_attempts(course: Course, results: Path, book: Gradebook, decisions: Decisions) -> dict[str, CountedAttempt]:
    """Every submission of a results folder, by id; none where the course has no homework of that name."""
    folder, own = results.resolve().parent, homework_name(results)
    used = SlipDays()
    for name, homework in course.in_order if own in course.homework else ():
        if name == own:
            return _Homework(course.late, homework, book, decisions, used).counted()
        if (folder / name / GRADEBOOK_FILE).is_file():
            with Gradebook(folder / name / GRADEBOOK_FILE) as earlier:
                _Homework(course.late, homework, earlier, read_decisions(folder / name, earlier), used).counted()
    return {}


def slip_days_used(counted: Mapping[str, CountedAttempt]) -> SlipDays:
    """The slip days that people used for one homework."""
    used = SlipDays()
    for each in counted.values():
        used.update(dict.fromkeys(map(identity, each.submission.people), each.lateness.slip_days))
    return used


def identity(person: Person) -> str:
    """By what a person is known in several homeworks: an e-mail, else the platform's id, which may differ in each."""
    return person.email.lower() or person.id or person.name


def time_of(submission: Submission, decisions: Decisions) -> datetime | None:
    """When a submission came: by staff, else by the platform."""
    stamp = decisions.stamp(submission.id)
    return parse_time(stamp.decision.text if stamp else submission.submitted_at)


def due_of(submission: str, decisions: Decisions, due: datetime | None = None) -> datetime | None:
    """The due date of a submission: its own, that of the class since staff moved it, or that of the homework."""
    extension = decisions.extension(submission)
    return parse_due_date(extension.decision.text) if extension else due


@dataclass
class _Homework:
    """One homework; `used` grows with the slip days that it takes."""

    rules: LateRules
    homework: Homework
    book: Gradebook
    decisions: Decisions
    used: SlipDays = field(default_factory=SlipDays)

    def counted(self) -> dict[str, CountedAttempt]:
        """What counts of each submission, by id; adds the slip days that people use to `used`."""
        attempts = self.book.history.attempts() if self.rules.attempt == "best" else {}
        points = self.book.points(attempts)
        counted = {}
        for name, submission in self.book.submissions().items():
            latest = Attempt(0, submission, points.get(name, (0.0, 0.0))[0])
            earlier = [
                replace(attempt, submission=replace(attempt.submission, people=submission.people))
                for attempt in attempts.get(name, ())
                if len(without(submission.people, attempt.submission.people)) in (0, len(submission.people))
            ]  # nobody has the points of an attempt of others alone
            counted[name] = self._best([latest, *earlier])
        for person, days in slip_days_used(counted).items():
            self.used[person] += days
        return counted

    def _best(self, attempts: list[Attempt]) -> CountedAttempt:
        """The attempt with most points; of equal ones the one that uses the fewest slip days, then the latest."""
        each = [
            (attempt.earned, CountedAttempt(self._lateness(attempt), attempt.submission, attempt.number, len(attempts)))
            for attempt in attempts
        ]
        return max(each, key=lambda pair: (pair[0] * pair[1].lateness.factor, -pair[1].lateness.slip_days))[1]

    def _lateness(self, attempt: Attempt) -> Lateness:
        submission = attempt.submission
        due = due_of(submission.id, self.decisions, self.homework.due_date)
        assert due is not None, "the homework has one"
        # what staff say of the time is about the latest attempt
        at = parse_time(submission.submitted_at) if attempt.number else time_of(submission, self.decisions)
        days = days_late(at, due, self.rules) if at and not self.decisions.is_excused(submission.id) else 0
        left = [self.rules.slip_days - self.used[person] for person in map(identity, submission.people)]
        return lateness(days, due, self.rules, min(left, default=self.rules.slip_days))

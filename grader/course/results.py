"""What a results folder holds, as everybody is shown it: the gradebook with late work and the decisions of staff.

Whatever shows points reads them here, and nowhere else.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, starmap
from pathlib import Path

from grader.base.errors import UserError
from grader.base.text import did_you_mean, fold_case, natural_order
from grader.course.counted_attempts import CountedAttempt, counted_attempts, due_of, time_of
from grader.course.course_file import Course, course_of
from grader.course.decisions.decided import decided_report
from grader.course.decisions.decision import SETTLING, Decisions, Entry, Seen
from grader.course.gradebook.gradebook import Gradebook
from grader.course.requests import as_run
from grader.course.results_folder import ids_by_person, open_gradebook, read_decisions
from grader.judging.judge import judge
from grader.model.key import Key, parse_key
from grader.model.report import Report, parse_report
from grader.model.transcript import Transcript, parse_transcript
from grader.submissions.collection import Person, Submission
from grader.submissions.roster import known_by

NOTHING = "Nothing was handed in."


@dataclass(frozen=True)
class Graded:
    """One submission: who handed it in, its report as everybody is shown it, and what its functions did.

    `files` is a digest of what counts of it. The report and the transcript are parsed when they are first read: of most
    submissions of a class nobody needs them.
    """

    submission: Submission
    files: str
    report_json: str
    read_transcript: Callable[[str, str], Transcript]

    @cached_property
    def report(self) -> Report:
        """The report with lateness and decisions."""
        return parse_report(self.report_json)

    @cached_property
    def transcript(self) -> Transcript:
        """The transcript of the attempt that counts, with the calls that the key makes."""
        return self.read_transcript(self.submission.id, self.files)


class Results:
    """`with Results(folder) as results:`; the decisions are those of the moment when it was opened."""

    def __init__(self, folder: Path, book: Gradebook | None = None) -> None:
        self.folder, self.book = folder, book or open_gradebook(folder)
        self.revision = self.book.revision  # before anything is read: what is newer was perhaps not shown

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    @cached_property
    def key(self) -> Key:
        """The key by which everything here is judged. Raises UserError."""
        if self.book.key is None:
            raise UserError(f"{self.folder}: nothing is graded here yet. Run `grader grade`, or `grader regrade`.")
        return parse_key(self.book.key.text, str(self.book.path))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all submissions."""
        return frozenset(name for name, _ in self.book.index())

    @cached_property
    def neighbours(self) -> dict[str, tuple[str, str]]:
        """By id the submissions before and after, in the order in which people read ids; empty at the ends."""
        order = ["", *sorted(self.submissions(), key=natural_order), ""]
        return {name: (order[n], order[n + 2]) for n, name in enumerate(order[1:-1])}

    @cached_property
    def decisions(self) -> Decisions:
        """What staff decided."""
        return read_decisions(self.folder, self.book)

    @property
    def seen(self) -> Seen:
        """What whoever is shown these results has seen."""
        return Seen(self.decisions.last, self.revision)

    # ── late work

    @cached_property
    def course(self) -> Course | None:
        """The course that the folder belongs to, if there is a course.toml. Raises UserError."""
        return course_of(self.folder)

    @cached_property
    def counted(self) -> Mapping[str, CountedAttempt]:
        """How late every submission came, and which attempt counts, by id; none without due dates."""
        if self.course is None:
            return {}
        return counted_attempts(self.course, self.folder, self.book, self.decisions)

    @cached_property
    def _adjusted(self) -> dict[str, CountedAttempt]:
        """Those that came late, or of which an earlier attempt counts."""
        return {name: each for name, each in self.counted.items() if each.attempt or each.lateness.days}

    def late_without_time(self) -> list[str]:
        """Submissions that are late by the platform, which does not say when they came: nothing is taken off."""
        late = {name for name, each in self.counted.items() if each.lateness.days}
        return [name for name, submission in self.submissions().items() if submission.late and name not in late]

    def to_confirm(self) -> list[Entry]:
        """Points and times by staff that hold, and were entered for work that was handed in before what counts now."""
        waiting = []
        for entry in filter(self.decisions.holds, self.decisions.entries):
            about, counted = entry.decision, self.counted.get(entry.decision.submission)
            holding = {
                "override": self.decisions.settled(about.submission, about.question),
                "stamp": self.decisions.stamp(about.submission),
            }.get(about.kind)
            if holding == entry and entry.attempt not in (0, counted.attempt if counted else 0):
                waiting.append(entry)
        return waiting

    def in_two(self) -> list[tuple[Person, list[str]]]:
        """People with several submissions, of which nothing says which is the latest."""
        ids: dict[str, tuple[Person, list[str]]] = {}
        for name, submission in self.book.submissions().items():
            for person in submission.people:
                for key in known_by(person)[:1]:
                    ids.setdefault(key, (person, []))[1].append(name)
        return [(person, names) for person, names in ids.values() if len(names) > 1]

    def _handed_in(self, submission: Submission) -> Submission:
        """What counts of a submission; late by the due date where that and the time are known, else by the platform."""
        if each := self.counted.get(submission.id):
            has_time = time_of(each.submission, self.decisions) is not None
            return replace(each.submission, late=each.lateness.days > 0 if has_time else each.submission.late)
        at, due = time_of(submission, self.decisions), due_of(submission.id, self.decisions)
        is_in_time = at is not None and due is not None and at <= due
        return replace(submission, late=submission.late and not is_in_time)

    # ── people who submitted nothing

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.id or person.name: person for person in self.book.absent()}

    @cached_property
    def _settled(self) -> dict[str, Person]:
        """Those about whom staff settled something: their work is shown as that of the others, and is empty."""
        settling = {e.decision.submission for e in self.decisions.entries if e.decision.kind in SETTLING}
        names = settling & self.decisions.submissions & self._people.keys() - self.ids
        return {name: self._people[name] for name in sorted(names)}

    def absent(self) -> list[Person]:
        """People on the roster without a submission, about whom staff settled nothing."""
        return [person for name, person in self._people.items() if name not in self._settled]

    def _blank(self, submission: str) -> Report:
        """The report of a submission in which nothing was handed in."""
        return judge(self.key, Transcript(submission, self.key.assignment))

    def _empty(self, name: str) -> Graded:
        submission = Submission(name, people=(self._people[name],), layout="absent")
        report = self._decided(self._blank(name))
        report = replace(report, remarks=(NOTHING, *report.remarks))
        return Graded(submission, "", report.to_json(), self._transcript)

    # ── what is shown

    def _decided(self, report: Report) -> Report:
        each = self._adjusted.get(report.submission)
        if each and each.attempt:
            counted = parse_report(self.book.history.attempt(each.attempt).report)
            report = replace(counted, submission=report.submission)  # which it had under another id, perhaps
        report = decided_report(report, self.decisions, self._blank)
        return each.applied(report) if each else report

    def reports(self, ids: Collection[str] | None = None) -> Iterator[Report]:
        """Every report, or those of some submissions, in the order of the ids; then those of empty work."""
        if ids is not None:
            return map(self.report, sorted(ids))
        return chain(map(self._decided, self.book.reports()), (self._empty(name).report for name in self._settled))

    def decided(self) -> Iterator[Report]:
        """The reports that are not the judge's own: staff decided something, or the work came late."""
        about = self.decisions.submissions
        return self.reports(None if "" in about else (about & self.ids) | self._adjusted.keys() | self._settled.keys())

    def report(self, submission: str) -> Report:
        """One report. Raises UserError, with a similar id, if there is none."""
        if submission in self.ids or submission not in self._people:
            return self._decided(self.judged_report(submission))
        return self._empty(submission).report

    def judged_report(self, submission: str) -> Report:
        """One report as the judge made it; of whoever submitted nothing an empty one. Raises UserError."""
        if text := self.book.report_of(submission):
            return parse_report(text)
        if submission in self._people:
            return self._blank(submission)
        emails = [person.email for person in self._people.values()]
        names = filter(None, [*self.ids, *self._people, *emails, *ids_by_person(self.book)])
        same_name = [s.id for s in self.submissions().values() if fold_case(submission) in fold_case(s.authors)]
        by_name = f" By somebody of that name: {', '.join(same_name[:5])}." if same_name else ""
        hint = by_name or did_you_mean(submission, names)
        raise UserError(f"{self.folder}: there is no submission {submission!r}.{hint}")

    def report_to_decide(self, submission: str) -> Report:
        """The report that a decision is about: where the work could not be read, with all its questions."""
        report = self.judged_report(submission)
        return report if report.questions else self._blank(submission)

    def id_of(self, name: str) -> str:
        """The submission that a name means: its id, or the id or e-mail of one of its people. Raises UserError."""
        if name in self.ids or name in self._people:
            return name
        by_email = {person.email: key for key, person in self._people.items() if person.email}
        later = [each.submission for each in self.book.history.replaced().get(name, ())]
        ids = dict.fromkeys([name], later[0]) if later else ids_by_person(self.book) | by_email
        return ids.get(name) or self.judged_report(name).submission

    def submissions(self) -> dict[str, Submission]:
        """Every submission by its id."""
        empty = {name: self._empty(name).submission for name in self._settled}
        return {name: self._handed_in(s) for name, s in self.book.submissions().items()} | empty

    def judged(self) -> Iterator[Graded]:
        """All submissions with the judge's own reports, without lateness and decisions."""
        for submission, files, report in self.book.judged_submissions():
            yield Graded(submission, files, report, self._transcript)

    def graded(self, submission: str | None = None) -> Iterator[Graded]:
        """All submissions one after the other, or the one with this id."""
        yield from starmap(self._graded, self.book.judged_submissions(submission))
        empty = self._settled if submission is None else self._people.keys() & {submission} - self.ids
        yield from map(self._empty, empty)

    def _graded(self, submission: Submission, files: str, report: str) -> Graded:
        name = submission.id
        each = self._adjusted.get(name)
        if each and each.attempt:
            files = self.book.history.attempt(each.attempt).digest
        if each or self.decisions.holding(name):
            report = self._decided(parse_report(report)).to_json()
        return Graded(self._handed_in(submission), files, report, self._transcript)

    def _transcript(self, submission: str, files: str) -> Transcript:
        """What was recorded of files; nothing of no files. Raises UserError where that is damaged."""
        if not files:
            return Transcript(submission, self.key.assignment)
        try:
            return as_run(self.key, parse_transcript(self.book.transcript_of(files) or ""))
        except (ValueError, zlib.error) as error:
            raise UserError(
                f"{self.book.path}: what was recorded of {submission} when it ran is damaged ({error}). Its points "
                "stand. To have it again, grade its file with this key into another results folder, by -o."
            ) from None

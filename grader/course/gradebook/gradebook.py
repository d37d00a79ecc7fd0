"""The gradebook: one SQLite file that holds every submission, what its functions did, and how it was judged.

A submission is written in one transaction, so that after `kill -9` it is complete or not there; the key and all reports
are replaced in one transaction too, so that no reader ever sees two keys.
One process writes; others may read meanwhile. Not for a network drive: SQLite's WAL needs a local one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from grader.base.staff.times import parse_time
from grader.base.version import version
from grader.course.gradebook.database import REPORT_LEVEL, TABLES, Database, packed, unpacked
from grader.course.gradebook.history import History
from grader.course.gradebook.rows import JudgingKey, Record, entry_of, submission_of
from grader.model.report import Report, parse_report
from grader.submissions.collection import Person, Submission
from grader.submissions.roster import known_by, without


class Gradebook(Database):
    """`with Gradebook(path) as book:`; `history` has earlier attempts, and points before a regrade."""

    def __enter__(self) -> Gradebook:
        return self

    @cached_property
    def history(self) -> History:
        """What was there before."""
        return History(self._sql)

    # ── the key

    @property
    def key(self) -> JudgingKey | None:
        """The key by which everything in the book is judged; None before the first."""
        row = self._sql.execute("SELECT digest, title, text FROM key").fetchone()
        return JudgingKey(row[0], row[1], unpacked(row[2])) if row else None

    def judge_by(self, key: JudgingKey) -> bool:
        """Let this be the book's key, unless what it holds is judged by another one; whether it is the book's key."""
        with self.transaction():
            if self._sql.execute("SELECT 1 FROM key WHERE digest = ?", (key.digest,)).fetchone():
                return True
            if self.key is not None and self.index():
                return False
            self.replace_key(key)
            return True

    def replace_key(self, key: JudgingKey) -> None:
        """Let this be the book's key. Every report has to be replaced in the same transaction."""
        with self.transaction():
            self._sql.execute("DELETE FROM key")
            self._sql.execute("INSERT INTO key VALUES (?, ?, ?)", (key.digest, key.title, packed(key.text, level=0)))
            self._sql.execute("INSERT OR IGNORE INTO made_with VALUES (?)", (version(),))

    @property
    def made_with(self) -> tuple[str, ...]:
        """The versions of the grader that put a key into the book."""
        return tuple(name for (name,) in self._sql.execute("SELECT grader FROM made_with ORDER BY rowid"))

    # ── submissions

    def put(self, record: Record, together: Mapping[str, Submission] = MappingProxyType({})) -> None:
        """Write a submission, its transcript and its report. Everybody is in one submission, the latest.

        What its people had before, in this submission or in another one, are earlier attempts. What is written later is
        the later one. Of what was handed in `together`, by id, the platform's times say it; where nothing does, as of
        two people who cannot be told apart, both stay.
        """
        submission, digest = record.submission, record.digest
        with self.transaction():
            earlier, later = self._others(submission, together)
            people = without(submission.people, [person for other in later for person in other.people])
            transcript = digest, record.questions, packed(record.transcript)
            self._sql.execute("INSERT OR REPLACE INTO transcripts VALUES (?, ?, ?)", transcript)
            self._hand_over_to_who_left(submission, together)
            if people or not later:
                self.history.keep_attempt(submission.id, digest)
                self._put_entry(replace(submission, people=people), digest)
                self.put_report(submission.id, packed(record.report, REPORT_LEVEL))
            for other in later:
                self.history.hand_over(submission.id, other.id)
                self.history.add_attempt(other.id, record)
            for other in earlier:
                self.history.hand_over(other.id, submission.id)
                if left := without(other.people, submission.people):
                    self._put_entry(replace(other, people=left))
                else:
                    self._remove(other.id, submission.id)
            if later and not people:
                self._remove(submission.id, later[0].id)

    def renew(self, submission: Submission, together: Mapping[str, Submission]) -> None:
        """Write whose a submission is by now, of which the book holds the same files. `together` is as for `put`.

        Where nobody is the same, the older list stays, unless e-mails say who each of them is: without a roster a
        platform's list may know people by other ids.
        """
        stored = self.submission(submission.id)
        if stored is None:  # it is an earlier attempt of something that was written since the caller looked
            return
        gone, new = without(stored.people, submission.people), without(submission.people, stored.people)
        is_known = len(gone) < len(stored.people) or all(person.email for person in (*gone, *new))
        renewed = replace(stored, people=submission.people) if is_known and (gone or new) else stored
        if renewed != stored or any(self._others(renewed, together)):
            (record,) = self.records(submission.id)
            self.put(replace(record, submission=renewed), together)

    def _hand_over_to_who_left(self, submission: Submission, together: Mapping[str, Submission]) -> None:
        """What people had in this submission until now is an earlier attempt of what they handed in elsewhere."""
        stored = self.submission(submission.id)
        for person in without(stored.people, submission.people) if stored else ():
            for name, other in together.items():
                if name != submission.id and not without([person], other.people):
                    self.history.hand_over(submission.id, name)

    def submission(self, name: str) -> Submission | None:
        """The submission with this id, if there is one."""
        row = self._sql.execute("SELECT entry FROM submissions WHERE id = ?", (name,)).fetchone()
        return submission_of(name, row[0]) if row else None

    def _others(
        self, submission: Submission, together: Mapping[str, Submission]
    ) -> tuple[list[Submission], list[Submission]]:
        """The other submissions of its people that came before it, and those that came after it."""
        ids = {name for person in submission.people for key in known_by(person) for name in self._ids.get(key, ())}
        shared = [other for name in sorted(ids - {submission.id}) if (other := self.submission(name))
                  and len(without(other.people, submission.people)) < len(other.people)]  # fmt: skip
        is_new = bool(shared) and self.submission(submission.id) is None
        at, earlier, later = parse_time(submission.submitted_at), list[Submission](), list[Submission]()
        for other in shared:
            then, listed = parse_time(other.submitted_at), together.get(other.id)
            have_left = listed is not None and without(submission.people, listed.people) == submission.people
            if have_left or (is_new and listed is None):
                earlier.append(other)
            elif at and then and at != then:
                (earlier if then < at else later).append(other)
        return earlier, later

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        """By what a person is known the ids of their submissions; also of some that are no more there."""
        ids: dict[str, set[str]] = {}
        for name, submission in self.submissions().items():
            for key in {key for person in submission.people for key in known_by(person)}:
                ids.setdefault(key, set()).add(name)
        return ids

    def _put_entry(self, submission: Submission, digest: str = "") -> None:
        """Write an entry; without a digest that of a submission which is there, with the same files."""
        if digest:
            row = submission.id, digest, entry_of(submission)
            self._sql.execute("INSERT OR REPLACE INTO submissions VALUES (?, ?, ?)", row)
        else:
            self._sql.execute("UPDATE submissions SET entry = ? WHERE id = ?", (entry_of(submission), submission.id))
        for key in {key for person in submission.people for key in known_by(person)}:
            self._ids.setdefault(key, set()).add(submission.id)

    def _remove(self, submission: str, to: str) -> None:
        """Remove a submission that is an earlier attempt of another one by now."""
        self.history.forget(submission, to)
        self._sql.execute("DELETE FROM submissions WHERE id = ?", (submission,))
        self._sql.execute("DELETE FROM reports WHERE submission = ?", (submission,))

    def put_report(self, submission: str, text: bytes | str, attempt: int = 0) -> None:
        """Write a packed report of a submission that the book holds, or of the earlier attempt with this number."""
        if attempt:
            self._sql.execute("UPDATE attempts SET report = ? WHERE number = ?", (text, attempt))
        else:
            self._sql.execute("INSERT OR REPLACE INTO reports (submission, text) VALUES (?, ?)", (submission, text))

    def done(self, questions: str = "") -> dict[str, str]:
        """The ids of the submissions that need no run, and the digests of their files.

        Those whose transcript answers the questions with this digest. What the grader failed at is not among them.
        """
        rows = self._sql.execute(
            "SELECT s.id, s.digest FROM submissions s JOIN reports r ON r.submission = s.id "
            "JOIN transcripts t ON t.digest = s.digest WHERE t.asked = ?",
            (questions,),
        )
        return dict(rows.fetchall())

    def transcript_of(self, digest: str, questions: str | None = None) -> str | None:
        """The transcript of files with this digest; with `questions`, only if it answers those."""
        row = self._sql.execute("SELECT text, asked FROM transcripts WHERE digest = ?", (digest,)).fetchone()
        return unpacked(row[0]) if row and questions in (None, row[1]) else None

    def packed_transcript_of(self, digest: str) -> bytes | str | None:
        """The transcript of files with this digest as the book holds it, for `unpacked`."""
        row = self._sql.execute("SELECT text FROM transcripts WHERE digest = ?", (digest,)).fetchone()
        return row[0] if row else None

    def judged(self) -> list[tuple[str, int, str]]:
        """(id, number, digest) of all that is judged: every submission, number 0, and every earlier attempt."""
        return self._sql.execute(
            "SELECT id, 0, digest FROM submissions UNION ALL SELECT submission, number, digest FROM attempts "
            "ORDER BY 3, 1, 2"
        ).fetchall()

    def index(self) -> list[tuple[str, str]]:
        """(id, digest) of every submission; equal digests stand next to each other."""
        return self._sql.execute("SELECT id, digest FROM submissions ORDER BY digest, id").fetchall()

    def submissions(self) -> dict[str, Submission]:
        """Every submission by its id, without the files, which may be gone."""
        rows = self._sql.execute("SELECT id, entry FROM submissions ORDER BY id")
        return {name: submission_of(name, entry) for name, entry in rows}

    def reports(self) -> Iterator[Report]:
        """Every submission's report, in the order of the ids."""
        for (text,) in self._sql.execute("SELECT text FROM reports ORDER BY submission"):
            yield parse_report(unpacked(text))

    def report_of(self, submission: str) -> str | None:
        """The report of one submission, as JSON."""
        text = self.packed_report_of(submission)
        return unpacked(text) if text else None

    def packed_report_of(self, submission: str) -> bytes | str:
        """The report of one submission as the book holds it, for `unpacked`; empty where there is none."""
        row = self._sql.execute("SELECT text FROM reports WHERE submission = ?", (submission,)).fetchone()
        return row[0] if row else b""

    @property
    def revision(self) -> int:
        """A number that grows with every report that is written."""
        return int(self._sql.execute("SELECT coalesce(max(number), 0) FROM reports").fetchone()[0])

    def report_number(self, submission: str) -> int:
        """The number of a submission's report, by which it is newer than a `revision`; 0 where there is none."""
        row = self._sql.execute("SELECT number FROM reports WHERE submission = ?", (submission,)).fetchone()
        return int(row[0]) if row else 0

    def points(self, submissions: Iterable[str] | None = None) -> dict[str, tuple[float, float]]:
        """What every submission earned by its report, or some of them, and what was possible."""
        points = (f"json_extract(unpacked(text), '$.{name}')" for name in ("earned", "possible"))
        query = f"SELECT submission, {', '.join(points)} FROM reports"
        if submissions is None:
            rows = self._sql.execute(f"{query} ORDER BY submission").fetchall()
        else:
            rows = [row for s in submissions for row in self._sql.execute(f"{query} WHERE submission = ?", (s,))]
        return {name: (earned, possible) for name, earned, possible in rows}

    def put_missing_layers(self, missing: Mapping[str, str]) -> None:
        """Note that submissions run without these layers, by the reasons; what was noted before stays."""
        if missing:
            self._sql.executemany("INSERT OR REPLACE INTO missing_layers VALUES (?, ?)", missing.items())

    def missing_layers(self) -> dict[str, str]:
        """The layers without which a part of the class was graded, with the reasons."""
        return dict(self._sql.execute("SELECT layer, reason FROM missing_layers ORDER BY layer").fetchall())

    def put_absent(self, people: Iterable[Person]) -> None:
        """Write the people on the roster without a submission, in place of an older list."""
        with self.transaction():
            self._sql.execute("DELETE FROM absent")
            self._sql.executemany("INSERT INTO absent VALUES (?, ?, ?)", [(p.id, p.name, p.email) for p in people])

    def absent(self) -> tuple[Person, ...]:
        """People on the roster without a submission, in the book too: a class may be graded in parts."""
        rows = self._sql.execute("SELECT id, name, email FROM absent ORDER BY rowid").fetchall()
        authors = {person.id for each in self.submissions().values() for person in each.people} if rows else set()
        return tuple(Person(*row) for row in rows if row[0] not in authors)

    def judged_submissions(self, submission: str | None = None) -> Iterator[tuple[Submission, str, str]]:
        """(submission, digest of its files, report as JSON), one at a time; or one of them alone."""
        one = "" if submission is None else "WHERE s.id = ? "
        rows = self._sql.execute(
            "SELECT s.id, s.digest, s.entry, r.text FROM submissions s "
            f"JOIN reports r ON r.submission = s.id {one}ORDER BY s.id",
            () if submission is None else (submission,),
        )
        for name, digest, entry, report in rows:
            yield submission_of(name, entry), digest, unpacked(report)

    def records(self, submission: str | None = None) -> Iterator[Record]:
        """Everything, one submission at a time; or one of them alone."""
        one = "" if submission is None else "WHERE s.id = ? "
        rows = self._sql.execute(
            "SELECT s.id, s.digest, s.entry, t.asked, t.text, r.text FROM submissions s "
            f"JOIN transcripts t USING (digest) JOIN reports r ON r.submission = s.id {one}ORDER BY s.id",
            () if submission is None else (submission,),
        )
        for name, digest, entry, questions, text, report in rows:
            yield Record(submission_of(name, entry), digest, unpacked(text), unpacked(report), questions)

    def remove_unused(self) -> int:
        """Delete the transcripts to which nothing refers, and give their room back; how many those were.

        They are of files that were handed in before others, and of questions that no key asks any more.
        """
        referring = (name for name, columns in TABLES.items() if "digest TEXT NOT NULL, entry" in columns)
        used = " UNION ".join(f"SELECT digest FROM {name}" for name in referring)
        with self.transaction():
            count = self._sql.execute(f"DELETE FROM transcripts WHERE digest NOT IN ({used})").rowcount
        self._sql.execute("VACUUM")
        self._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

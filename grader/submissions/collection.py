"""Files, folders and export zips -> one Submission each: who submitted what, and when. Nothing in them is trusted.

A submission that cannot be graded is a Submission too, with the reason in a sentence. Every entry ends in one
submission, whose id follows only from that entry. A failure with one submission is its reason and never stops a run.
"""

from __future__ import annotations

import atexit
import shutil
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from grader.base.safe_names import safe_id
from grader.base.text import one_line, printable
from grader.extraction import notebook
from grader.submissions import archives
from grader.submissions.archives import Unpacker
from grader.submissions.entries import (
    EMPTY_FOLDER,
    GRADEBOOK_FILE,
    MAX_NAME,
    ArchiveEntry,
    ArchiveLimits,
    ArchiveRefused,
    Draft,
    folder_entries,
)
from grader.submissions.roster import BadInput, Person, Roster

__all__ = ["GRADEBOOK_FILE", "ArchiveLimits", "BadInput", "Person", "Submission", "find_submissions"]

ORIGINAL_NAMES = 5  # of the files of a submission that are remembered
NO_NOTEBOOK = "There is no notebook (.ipynb) or Python file (.py) in this submission"
HAND_IN_NOTEBOOK = (
    "Hand in the notebook itself (in Jupyter: File > Download) or a zip with it: other archives are not unpacked, "
    "and a PDF, a web page or a picture of it cannot be run."
)


@dataclass(frozen=True)
class Submission:
    """What one student or group submitted.

    `files` are its notebooks and Python files; `reason` tells the student why it cannot be graded; `note` is for staff.
    `id` is unique in a run, printable and at most 100 bytes long; `safe_names.safe_name` makes a file name of it.
    `submitted_at` is the platform's own text, and `original_names` are the names of its first files there, by which
    the platform takes feedback back.
    """

    id: str
    files: tuple[Path, ...] = ()
    people: tuple[Person, ...] = ()
    late: bool = False
    submitted_at: str = ""
    reason: str = ""
    note: str = ""
    layout: str = "file"
    original_names: tuple[str, ...] = ()

    @property
    def authors(self) -> str:
        """The names of its people, of those without one the ids; empty where nobody is known."""
        return ", ".join(person.name or person.id for person in self.people)

    @property
    def label(self) -> str:
        """Its authors and its id, for people to read."""
        return f"{self.authors} ({self.id})" if self.authors not in ("", self.id) else self.id


def find_submissions(
    paths: Sequence[Path],
    roster: Path | None = None,
    *,
    into: Path | None = None,
    limits: ArchiveLimits | None = None,
    leave_out: Sequence[Path] = (),
) -> list[Submission]:
    """Find every submission in these files, folders and zips, ordered by id. Raises BadInput.

    Zips are unpacked into the folder `into`, or into a temporary one that is removed when the program ends.
    `leave_out` are files and folders of staff that may lie among the submissions: the key, the results.
    """
    students = Roster.read(roster) if roster else Roster(())
    staff_files = frozenset(path.resolve() for path in (*leave_out, *([roster] if roster else [])))
    if into is None:
        into = Path(tempfile.mkdtemp(prefix="grader-submissions-"))
        atexit.register(partial(shutil.rmtree, into, ignore_errors=True))
    sources = _Sources(Unpacker(into, limits or ArchiveLimits()), students, staff_files)
    submissions = [(path, s) for path in map(Path, paths) for s in _of_path(path, sources, only=len(paths) == 1)]
    completed = zip((path for path, _ in submissions), _completed([s for _, s in submissions], students), strict=True)
    return sorted(_with_unique_ids(completed), key=lambda s: s.id)


def _completed(submissions: Sequence[Submission], students: Roster) -> Iterator[Submission]:
    """The submissions with what the roster says of their people.

    A name under which several hand in is no match: Canvas shows those that students choose.
    """
    count = Counter(map(students.completed, {person for s in submissions for person in s.people}))
    for s in submissions:
        people = tuple(students.completed(p, by_name=count[students.completed(p)] == 1) for p in s.people)
        unclear = [p.name for p, chosen in zip(s.people, people, strict=True) if chosen != students.completed(p)]
        notes = [f"Several submissions bear the name {name!r}: it is matched with nobody by name." for name in unclear]
        yield replace(s, people=people, note=" ".join(filter(None, [*notes, s.note])))


@dataclass(frozen=True)
class _Sources:
    """What reading any of the paths needs."""

    unpacker: Unpacker
    roster: Roster
    staff_files: frozenset[Path]


def _of_path(path: Path, sources: _Sources, only: bool) -> list[Submission]:
    """The submissions in a path. If it is the only one, a zip that cannot be opened is an error, not a submission."""
    limits = sources.unpacker.limits
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        raise BadInput(f"There is no file or folder {str(path)!r}. Check the name and the folder.") from None
    if stat.S_ISDIR(mode):
        root = path.resolve()
        located = [(entry, root.joinpath(*entry.parts)) for entry in folder_entries(root, limits)]
        entries = [entry for entry, p in located if sources.staff_files.isdisjoint((p, *p.parents))]
        return _of_entries(entries, sources, zipped=False)
    if notebook.file_kind(path.name) != "zip":
        return [Submission(safe_id(path.stem), (path,), (_printable_person(Person(id=path.stem)),))]
    try:
        with archives.opened_zip(path, limits.export_members) as archive:
            return _of_entries(archives.zip_entries(archive, limits), sources, zipped=True)
    except ArchiveRefused as reason:
        if only:
            raise BadInput(f"Nothing could be graded: {reason}") from None
        return [Submission(safe_id(path.stem), reason=str(reason), people=(_printable_person(Person(path.stem)),))]


def _of_entries(entries: Sequence[ArchiveEntry], sources: _Sources, zipped: bool) -> list[Submission]:
    """Small submissions are unpacked first: one that exhausts the limit of the class costs no smaller one."""
    from grader.submissions.layouts import recognition  # noqa: PLC0415  PyYAML is slow; a single file needs no layout

    drafts = recognition.find_drafts(entries, sources.roster, sources.unpacker.content, zipped)
    drafts.sort(key=lambda draft: sum(entry.member.file_size for entry in draft.entries if entry.member))
    return [_submission_or_reason(draft, sources.unpacker) for draft in drafts]


def _submission_or_reason(draft: Draft, unpacker: Unpacker) -> Submission:
    """The submission; a failure with it is its reason and affects no other."""
    try:
        return _submission(draft, unpacker)
    except archives.UnpackingFailed:
        raise
    except Exception as error:
        kind = type(error).__name__
        reason = f"This submission could not be unpacked ({kind}: {str(error)[:200]}). Hand in the notebook itself."
        return _with_reason(draft, (), reason, draft.note)


def _submission(draft: Draft, unpacker: Unpacker) -> Submission:
    """The submission with its notebooks, or those in its zips, or the reason why there are none."""
    unpacker.begin_submission()
    files, refused = _unpack([e for e in draft.entries if e.kind in ("notebook", "python")], unpacker)
    notes = [draft.note]
    if not files:
        zips, zip_reasons = _unpack([e for e in draft.entries if e.kind == "zip"], unpacker)
        inside, inner_reasons = _unpack_zips(zips, unpacker)
        files, refused = files + inside, [*refused, *zip_reasons, *inner_reasons]
        notes += ["The notebook was in a zip."] if inside else []
    if not files:  # last, as a README beside a notebook is none
        files, more = _unpack([e for e in draft.entries if e.kind == "markdown"], unpacker)
        refused += more
    rest = [e.refused for e in draft.entries if e.refused and not e.kind]
    refused += [reason for reason in rest if reason != EMPTY_FOLDER] or ([] if files else rest)
    if files:
        return _with_reason(draft, files, "", " ".join(filter(None, [*notes, *refused])))
    names = [entry.parts[-1][:80] for entry in draft.entries]
    only = f", only {', '.join(names[:4])}" if names else ""
    no_notebook = f"{NO_NOTEBOOK}{only}. {HAND_IN_NOTEBOOK}"
    return _with_reason(draft, (), next(iter(refused), no_notebook), draft.note)


def _with_reason(draft: Draft, files: Sequence[Path], reason: str, note: str) -> Submission:
    people, at = tuple(map(_printable_person, draft.people)), one_line(draft.submitted_at)
    reason, note = one_line(reason), one_line(note)
    of_kinds = (name for name in draft.names or [e.name for e in draft.entries] if notebook.file_kind(name))
    names = tuple(printable(name, MAX_NAME) for name in islice(of_kinds, ORIGINAL_NAMES))
    return Submission(safe_id(draft.id), tuple(files), people, draft.late, at, reason, note, draft.layout, names)


def _printable_person(person: Person) -> Person:
    """The person in characters that can be shown. Different ids and e-mails stay different: they say who it is."""
    shown = Person(one_line(person.id, 200), one_line(person.name, 200), one_line(person.email, 200))
    own_id = shown.id if shown.id == person.id.strip() else safe_id(person.id)
    return replace(shown, id=own_id, email=shown.email if shown.email == person.email.strip() else "")


def _unpack(entries: Iterable[ArchiveEntry], unpacker: Unpacker) -> tuple[list[Path], list[str]]:
    """The entries' files on disk, and the reasons why some are refused."""
    files, reasons = list[Path](), list[str]()
    for entry in entries:
        try:
            files.append(unpacker.file(entry))
        except ArchiveRefused as reason:
            reasons.append(str(reason))
    return files, reasons


def _unpack_zips(zips: Sequence[Path], unpacker: Unpacker) -> tuple[list[Path], list[str]]:
    """The notebooks in one student's zips, one level deep, and the reasons why zips are refused."""
    files, reasons = list[Path](), list[str]()
    for path in zips:
        try:
            archives.check_directory(path, unpacker.limits.student_listed)
            with archives.opened_zip(path, unpacker.limits.student_listed) as archive:
                inside, more = _unpack(archives.zip_in_submission(archive, unpacker.limits), unpacker)
        except ArchiveRefused as reason:
            inside, more = [], [str(reason)]
        files, reasons = files + inside, reasons + more
    return files, reasons


def _with_unique_ids(submissions: Iterable[tuple[Path, Submission]]) -> Iterator[Submission]:
    """The first of equal ids keeps it; the others add a person's name or that of their path, and a note.

    What two exports of a platform hold, of the same people at the same time, is one submission.
    """
    taken: dict[str, tuple[Path, Submission]] = {}
    for path, submission in submissions:
        first_path, first = taken.get(submission.id, (path, submission))
        is_same = (first.people, first.submitted_at) == (submission.people, submission.submitted_at)
        if first_path != path and is_same and submission.submitted_at:
            continue
        unique_id = next(each for each in _candidate_ids(path, submission) if each not in taken)
        taken[unique_id] = path, submission
        note = f"Another submission has the id {submission.id!r} too. {submission.note}".strip()
        yield submission if unique_id == submission.id else replace(submission, id=unique_id, note=note)


def _candidate_ids(path: Path, submission: Submission) -> Iterator[str]:
    yield submission.id
    yield from (safe_id(f"{submission.id}@{person.name}") for person in submission.people if person.name)
    source = path.stem if path.suffix.lower() == ".zip" or path.is_dir() else path.parent.name
    yield safe_id(f"{submission.id}@{source}")
    resolved = path.resolve()
    yield from (safe_id(f"{submission.id}@{resolved}#{n}") for n in range(1_000_000))

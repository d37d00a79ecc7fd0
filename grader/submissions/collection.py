"""Files, folders and export zips -> one Submission each: who handed in what, and when. Nothing in them is trusted.

    archives   a folder or a zip -> its entries, and an entry -> a file, within limits
    layouts    entries -> whose they are, as Gradescope, Canvas, Moodle or people name them

What cannot be graded is a Submission too, with the reason in a sentence. Every entry ends in one submission, whose id
follows from that entry alone, and whatever goes wrong with one is that one's reason: a bad one never stops a run.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from grader.base.printable import printable
from grader.base.safe_names import safe_id
from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName
from grader.submissions import gradescope_list, layouts
from grader.submissions.archives import (
    EMPTY,
    GRADEBOOK_FILE,
    ArchiveEntry,
    ArchiveLimits,
    ArchiveRefused,
    Unpacker,
    UnpackingBudget,
    UnpackingFailed,
    check_directory,
    folder_entries,
    opened_zip,
    zip_entries,
    zip_in_submission,
)
from grader.submissions.layouts import CANVAS, MOODLE, Draft
from grader.submissions.roster import BadInput, Person, Roster

__all__ = [
    "GRADEBOOK_FILE",
    "CANVAS",
    "MOODLE",
    "BadInput",
    "ArchiveLimits",
    "Person",
    "Submission",
    "choose_file",
    "digest_files",
    "find_submissions",
]

NO_NOTEBOOK = "There is no notebook (.ipynb) or Python file (.py) in this submission"

MOST_READ = 50  # of the files of one submission, to find the one that is graded


@dataclass(frozen=True)
class Submission:
    """What one student or group handed in.

    `files` are the notebooks and Python files in it; `reason` says why it cannot be graded, to the student; `note` is
    for staff. `id` is unique in a run, printable and at most 100 bytes long; `safe_names.safe_name` makes a file's name
    of it. `submitted_at` is the platform's own text.
    """

    id: str
    files: tuple[Path, ...] = ()
    people: tuple[Person, ...] = ()
    late: bool = False
    submitted_at: str = ""
    reason: str = ""
    note: str = ""
    layout: str = "file"


def find_submissions(
    paths: Sequence[Path],
    roster: Path | None = None,
    *,
    into: Path | None = None,
    limits: ArchiveLimits | None = None,
    leave_out: Sequence[Path] = (),
) -> list[Submission]:
    """Every submission in these files, folders and zips, in the order of their ids. Raises BadInput.

    Zips are unpacked into the folder `into`, or into a temporary one that is removed when the program ends.
    `leave_out` are files and folders of staff's that may lie among the submissions: the key, the results.
    """
    people = Roster.read(roster) if roster else Roster(())
    unpacker = Unpacker(into or _temporary(), limits or ArchiveLimits())
    aside = frozenset(path.resolve() for path in (*leave_out, *([roster] if roster else [])))
    alone = len(paths) == 1
    every = [(path, s) for path in map(Path, paths) for s in _of_path(path, unpacker, people, aside, alone)]
    named = [(path, replace(s, people=tuple(map(people.completed, s.people)))) for path, s in every]
    return sorted(_with_unique_ids(named), key=lambda s: s.id)


def choose_file(submission: Submission, names: Sequence[str]) -> tuple[Path, str]:
    """The file that attempts most of the asked functions, and a note that says so where there are several."""
    if not submission.files:
        raise ValueError(f"submission {submission.id!r} has no file: {submission.reason}")
    if len(submission.files) == 1:
        return submission.files[0], ""
    answers = _answers(submission.files[:MOST_READ], names)
    best = max(answers, key=lambda path: (answers[path], notebook.file_kind(path.name) == "notebook"))
    count, of = answers[best][0], len(names)
    only = f" Only {len(answers)} of them were read." if len(answers) < len(submission.files) else ""
    note = f"{len(submission.files)} files were handed in; {best.name} was graded: it answers {count} of {of}.{only}"
    return best, note


def _answers(paths: Sequence[Path], names: Sequence[str]) -> dict[Path, tuple[int, int]]:
    """How many of the names each file attempts, and how many it defines at all; of those behind a costly one, none."""
    answers: dict[Path, tuple[int, int]] = {}
    for path in paths:
        try:
            functions = [a for a in reader.read(path, names).names if isinstance(a, DefinedName)]
            answers[path] = (sum(a.attempted for a in functions), len(functions))
        except notebook.Unreadable as reason:
            answers[path] = (-1, -1)
            if isinstance(reason, reader.ReadingLimitExceeded):
                break
    return answers


def digest_files(files: Iterable[Path]) -> str:
    """A fingerprint of the files' contents and kinds: equal for submissions that would be graded alike."""
    every = sorted(f"{notebook.file_kind(path.name) or 'notebook'} {_file_digest(path)}" for path in files)
    return hashlib.sha256("\n".join(every).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    """Of as much of the file as will ever be read. A link, pipe or device is not opened: it counts by its path."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return f"not a file: {path}"
        with open(path, "rb", opener=notebook.open_plainly) as file:  # the one way to open what a student made
            return hashlib.sha256(file.read(notebook.MAX_BYTES + 1)).hexdigest()
    except OSError:
        return f"cannot be read: {path}"


def _temporary() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="grader-submissions-"))
    atexit.register(partial(shutil.rmtree, folder, ignore_errors=True))
    return folder


def _of_path(path: Path, unpacker: Unpacker, roster: Roster, aside: frozenset[Path], alone: bool) -> list[Submission]:
    """The submissions in a path. A zip that is refused as a whole is a submission only where there are others."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        raise BadInput(f"There is no file or folder {str(path)!r}. Check the name and the folder.") from None
    if stat.S_ISDIR(kind):
        root = path.resolve()
        entries = folder_entries(root, unpacker.limits)
        return _of_entries([e for e in entries if not _lies_in(e, root, aside)], unpacker, roster, zipped=False)
    if notebook.file_kind(path.name) != "zip":
        return [Submission(safe_id(path.stem), (path,), (_printable_person(Person(id=path.stem)),))]
    try:
        with opened_zip(path, unpacker.limits.export_members) as archive:
            return _of_entries(zip_entries(archive, unpacker.limits), unpacker, roster, zipped=True)
    except ArchiveRefused as reason:
        if alone:
            raise BadInput(f"Nothing could be graded: {reason}") from None
        return [Submission(safe_id(path.stem), reason=str(reason), people=(_printable_person(Person(path.stem)),))]


def _lies_in(entry: ArchiveEntry, root: Path, aside: frozenset[Path]) -> bool:
    path = root.joinpath(*entry.parts)
    return not aside.isdisjoint((path, *path.parents))


def _of_entries(entries: Sequence[ArchiveEntry], unpacker: Unpacker, roster: Roster, zipped: bool) -> list[Submission]:
    """The small ones are unpacked first: one that fills what the class may unpack costs none that is smaller."""
    drafts = layouts.drafts(entries, roster, partial(_listed, unpacker), zipped)
    drafts.sort(key=lambda draft: sum(entry.claimed_bytes for entry in draft.entries))
    return [_guarded(draft, unpacker) for draft in drafts]


def _listed(unpacker: Unpacker, entry: ArchiveEntry) -> gradescope_list.GradescopeList:
    try:
        return gradescope_list.read(unpacker.content(entry, gradescope_list.MAX_BYTES))
    except ArchiveRefused as reason:
        return gradescope_list.GradescopeList(
            trouble=f"{entry.name} cannot be read, so nobody's name is known ({reason})"
        )


def _guarded(draft: Draft, unpacker: Unpacker) -> Submission:
    """The submission; whatever goes wrong with it is its reason, and nobody else's."""
    try:
        return _submission(draft, unpacker)
    except UnpackingFailed:
        raise
    except Exception as error:
        kind = type(error).__name__
        reason = f"This submission could not be unpacked ({kind}: {str(error)[:200]}). Hand in the notebook itself."
        return _with_reason(draft, (), reason, draft.note)


def _submission(draft: Draft, unpacker: Unpacker) -> Submission:
    """One submission of these entries: its notebooks, or those in its zips, or the reason why there are none."""
    budget = UnpackingBudget(unpacker.limits.student_bytes)
    files, refused = _files([e for e in draft.entries if e.kind in ("notebook", "python")], unpacker, budget)
    notes = [draft.note]
    if not files:
        zips, troubles = _files([e for e in draft.entries if e.kind == "zip"], unpacker, budget)
        inside, more = _zipped(zips, unpacker, budget)
        files, refused = files + inside, [*refused, *troubles, *more]
        notes += ["The notebook was in a zip."] if inside else []
    rest = [e.refused for e in draft.entries if e.refused and not e.kind]
    refused += [trouble for trouble in rest if trouble != EMPTY] or ([] if files else rest)
    if files:
        return _with_reason(draft, files, "", " ".join(filter(None, [*notes, *refused])))
    return _with_reason(draft, (), next(iter(refused), _nothing(draft.entries)), draft.note)


def _with_reason(draft: Draft, files: Sequence[Path], reason: str, note: str) -> Submission:
    people, at = tuple(map(_printable_person, draft.people)), printable(draft.submitted_at)
    reason, note = printable(reason, 2_000), printable(note, 2_000)
    return Submission(safe_id(draft.id), tuple(files), people, draft.late, at, reason, note, draft.layout)


def _printable_person(person: Person) -> Person:
    return Person(printable(person.id, 200), printable(person.name, 200), printable(person.email, 200))


def _files(
    entries: Iterable[ArchiveEntry], unpacker: Unpacker, budget: UnpackingBudget
) -> tuple[list[Path], list[str]]:
    """The entries on disk, and why some are not."""
    files: list[Path] = []
    troubles: list[str] = []
    for entry in entries:
        try:
            files.append(unpacker.file(entry, budget))
        except ArchiveRefused as reason:
            troubles.append(str(reason))
    return files, troubles


def _zipped(zips: Sequence[Path], unpacker: Unpacker, budget: UnpackingBudget) -> tuple[list[Path], list[str]]:
    """The notebooks in the zips of one student, one level deep, and why a zip was refused."""
    files: list[Path] = []
    troubles: list[str] = []
    for path in zips:
        try:
            check_directory(path, unpacker.limits.student_members)
            with opened_zip(path, unpacker.limits.student_members) as archive:
                inside, more = _files(zip_in_submission(archive, unpacker.limits), unpacker, budget)
        except ArchiveRefused as reason:
            inside, more = [], [str(reason)]
        files, troubles = files + inside, troubles + more
    return files, troubles


def _nothing(entries: Sequence[ArchiveEntry]) -> str:
    names = [entry.parts[-1][:80] for entry in entries]
    only = f", only {', '.join(names[:4])}" if names else ""
    return f"{NO_NOTEBOOK}{only}. {notebook.DOWNLOAD_AGAIN}"


def _with_unique_ids(named: Iterable[tuple[Path, Submission]]) -> Iterator[Submission]:
    """Ids that come twice get the name of their path, or a person's, and a note; the first keeps its own."""
    taken: set[str] = set()
    for path, submission in named:
        id = next(id for id in _ids(path, submission) if id not in taken)
        taken.add(id)
        note = f"Another submission has the id {submission.id!r} too. {submission.note}".strip()
        yield submission if id == submission.id else replace(submission, id=id, note=note)


def _ids(path: Path, submission: Submission) -> Iterator[str]:
    yield submission.id
    for person in submission.people:
        if person.name:
            yield safe_id(f"{submission.id}@{person.name}")
    yield safe_id(
        f"{submission.id}@{path.stem if path.suffix.lower() == '.zip' or path.is_dir() else path.parent.name}"
    )
    at = str(path.resolve())
    for n in range(1_000_000):
        yield safe_id(f"{submission.id}@{at}#{n}")

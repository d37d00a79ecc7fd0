"""Which file of a submission is graded, and whether two submissions have the same files."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.base.printable import printable
from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName
from grader.submissions.collection import Submission

MAX_FILES_READ = 50  # of one submission, to choose the one that is graded


def choose_file(submission: Submission, names: Sequence[str]) -> tuple[tuple[Path, ...], str]:
    """The file that attempts most of the named functions, and the Python files that it may import.

    With a note for staff if there are several files.
    """
    if not submission.files:
        raise ValueError(f"submission {submission.id!r} has no file: {submission.reason}")
    if len(submission.files) == 1:
        return submission.files, ""
    counts = _count_functions(submission.files[:MAX_FILES_READ], names)
    best = max(counts, key=lambda path: (counts[path], notebook.file_kind(path.name) == "notebook"))
    count, of = counts[best][0], len(names)
    only = f" Only {len(counts)} of them were read." if len(counts) < len(submission.files) else ""
    name = printable(best.name, 200)
    modules = [path for path in counts if path != best and notebook.file_kind(path.name) == "python"]
    note = f"{len(submission.files)} files were handed in; {name} was graded: it answers {count} of {of}.{only}"
    return (best, *modules), note


def _count_functions(paths: Sequence[Path], names: Sequence[str]) -> dict[Path, tuple[int, int]]:
    """How many of the names each file attempts, and how many it defines; stops after a file that exceeds a limit."""
    counts: dict[Path, tuple[int, int]] = {}
    for path in paths:
        try:
            defined = [each for each in reader.read(path, names).names if isinstance(each, DefinedName)]
            counts[path] = (sum(each.attempted for each in defined), len(defined))
        except notebook.Unreadable as reason:
            counts[path] = (-1, -1)
            if isinstance(reason, reader.ReadingLimitExceeded):
                break
    return counts


def digest_files(files: Iterable[Path]) -> str:
    """A digest of the files' contents and kinds: equal for submissions that would be graded alike.

    Of several files the names count too, by which one of them imports the others.
    """
    paths = list(files)
    names = [path.name if len(paths) > 1 else notebook.file_kind(path.name) or "notebook" for path in paths]
    file_digests = sorted(f"{name} {_file_digest(path)}" for name, path in zip(names, paths, strict=True))
    return hashlib.sha256("\n".join(file_digests).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    """Of the part of the file that can be read. A link, pipe or device is not opened: its path counts."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return f"not a file: {path}"
        with open(path, "rb", opener=notebook.open_plainly) as file:
            return hashlib.sha256(file.read(notebook.MAX_BYTES + 1)).hexdigest()
    except OSError:
        return f"cannot be read: {path}"

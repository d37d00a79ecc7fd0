"""Which file of a submission is graded, and whether two submissions have the same files."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.base.syntax import module_name
from grader.base.text import one_line
from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName
from grader.submissions.collection import Submission
from grader.submissions.entries import ArchiveLimits, folder_entries

MAX_FILES_READ = 50  # of one submission, to choose the one that is graded
MAX_FILES_BELOW = 30  # the same of a folder, whose files are the notebooks first, and those at the top
MAX_READING = 3  # times what one file may take, for all files of a submission


def choose_file(submission: Submission, names: Sequence[str]) -> tuple[tuple[Path, ...], str]:
    """The file that attempts most of the named functions, and then the others, which may answer what it leaves open.

    With a note for staff if there are several files.
    """
    if not submission.files:
        raise ValueError(f"submission {submission.id!r} has no file: {submission.reason}")
    if len(submission.files) == 1:
        return submission.files, ""
    files = sorted(submission.files, key=_distance)
    counts = _count_functions(files[:MAX_FILES_READ], names)
    best = max(counts, key=lambda path: (counts[path], notebook.file_kind(path.name) == "notebook"))
    count, of = counts[best][0], len(names)
    only = f" Only {len(counts)} of them were read." if len(counts) < len(submission.files) else ""
    name = one_line(best.name, 200)
    rest = " What it leaves open is graded where another file answers it." if count < of else ""
    note = f"{len(submission.files)} files were handed in; {name} was graded: it answers {count} of {of}.{rest}{only}"
    others = sorted((path for path in counts if path != best), key=lambda path: counts[path], reverse=True)
    return (best, *others), note


def choose_file_below(folder: Path, names: Sequence[str]) -> tuple[tuple[Path, ...], str]:
    """`choose_file` for a folder that is one submission; without a file, the note says to its author why."""
    entries = folder_entries(folder.resolve(), ArchiveLimits())
    kinds = {entry.path: entry.kind for entry in entries if entry.path is not None}
    files = [path for path in kinds if kinds[path] in ("notebook", "python")]
    files = files or [path for path in kinds if kinds[path] == "markdown"]  # a README beside a notebook is none
    if not files:
        reason = "There is no notebook (.ipynb) in what you submitted. Save your notebook and submit the file itself."
        return (), reason
    files.sort(key=_distance)
    return choose_file(Submission("submission", tuple(files[:MAX_FILES_BELOW])), names)


def _distance(path: Path) -> tuple[bool, int]:
    """Sorts libraries, such as the folder `grader` beside a notebook, behind what is at the top."""
    return notebook.file_kind(path.name) != "notebook", len(path.parts)


def _count_functions(paths: Sequence[Path], names: Sequence[str]) -> dict[Path, tuple[int, int]]:
    """How many of the names each file attempts, and how many it defines; stops after a file that exceeds a limit.

    So it does where all together hold more code than one file may, or take a few times as long.
    """
    counts: dict[Path, tuple[int, int]] = {}
    characters, seconds = 0, 0.0
    for path in paths:
        try:
            extraction = reader.read(path, names)
            defined = [each for each in extraction.names if isinstance(each, DefinedName)]
            counts[path] = (sum(each.attempted for each in defined), len(defined))
            characters += sum(len(statement.source) for statement in extraction.statements)
            seconds += extraction.seconds
        except notebook.Unreadable as reason:
            counts[path] = (-1, -1)
            seconds += reason.seconds
            if isinstance(reason, reader.ReadingLimitExceeded):
                break
        if characters > notebook.MAX_CODE or seconds > MAX_READING * reader.limits.cpu_seconds:
            break
    return counts


def digest_files(files: Iterable[Path]) -> str:
    """A digest of the files' contents and kinds: equal for submissions that would be graded alike.

    Of several files the names count too, by which one of them imports the others.
    """
    paths = [Path.cwd() / path for path in files]
    labels = [notebook.file_kind(path.name) or "notebook" for path in paths]
    if len(paths) > 1:
        above = os.path.commonpath(paths)
        labels = [module_name(str(path.relative_to(above))) or path.name for path in paths]
    lines = (f"{label} {_file_digest(path)}" for label, path in zip(labels, paths, strict=True))
    one_each = sorted(line.replace("\n", "\0") for line in lines)  # a name may hold lines that look like other files'
    return hashlib.sha256("\n".join(one_each).encode("utf-8", "surrogatepass")).hexdigest()  # any bytes are a name


def _file_digest(path: Path) -> str:
    """Of the part of the file that can be read. A link, pipe or device is not opened: its path counts."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return f"not a file: {path}"
        with open(path, "rb", opener=notebook.open_plainly) as file:
            return hashlib.sha256(file.read(notebook.MAX_BYTES + 1)).hexdigest()
    except OSError:
        return f"cannot be read: {path}"

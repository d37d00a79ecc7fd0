"""A folder -> its entries: every file under a harmless name, and how a layout says who submitted each of them.

Nothing in them is trusted. What cannot be read is an entry too, with the reason. Junk of operating systems and editors
is no entry.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import stat
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from grader.extraction import notebook
from grader.submissions.roster import Person

SQLITE = b"SQLite format 3\0"  # with which its databases begin
GRADEBOOK_FILE = "gradebook.sqlite"  # `grade` writes it into a results folder, which is not a submission
MAX_DEPTH = 32  # folders in folders
MAX_NAME = 2_000  # characters of a file's name with its folders
JUNK_FOLDERS = ("__MACOSX", "__pycache__", "dist-packages", "node_modules", "site-packages")
EMPTY_FOLDER = "This folder is empty, or holds only hidden files. Submit the notebook itself."


@dataclass(frozen=True)
class ArchiveLimits:
    """Limits on what is unpacked. Bytes are those that come out of a zip, counted while reading."""

    member_bytes: int = notebook.MAX_BYTES
    student_bytes: int = 128 * 2**20  # of all files that one submission has in zips
    student_members: int = 2_000  # without what `is_junk`
    student_listed: int = 50_000  # all members of a student's zip: an environment in a hidden folder has 20,000
    export_bytes: int = 8 * 2**30
    export_members: int = 1_000_000  # ten files of each of 100,000 students
    ratio: int = 250  # of sizes out and in, where a member is larger than `ratio_from`
    ratio_from: int = 8 * 2**20


class ArchiveRefused(Exception):
    """A zip or one of its members is not read; the message is a sentence for the student."""


@dataclass(frozen=True)
class ArchiveEntry:
    """A file in a folder or a zip, by its name there with "/" between folders; `refused` says why it is not read."""

    name: str
    refused: str = ""
    path: Path | None = None
    archive: zipfile.ZipFile | None = field(default=None, repr=False)
    member: zipfile.ZipInfo | None = field(default=None, repr=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its folders, and its own."""
        return tuple(self.name.split("/"))

    @property
    def kind(self) -> str:
        """As `notebook.file_kind`."""
        return notebook.file_kind(self.name)

    def below(self, folders: int) -> ArchiveEntry:
        """The entry as it is named inside its outermost folders."""
        return replace(self, name="/".join(self.parts[folders:]))


def folder_entries(root: Path, limits: ArchiveLimits) -> list[ArchiveEntry]:
    """Every file below a folder. Links are never followed; what cannot be read is an entry with the reason."""
    entries: list[ArchiveEntry] = []
    count: Counter[str] = Counter()  # of the entries in each folder at the top

    def add_unreadable(error: OSError) -> None:
        """Add an entry for a folder that cannot be opened."""
        name = Path(error.filename).relative_to(root).as_posix()
        if name != ".":
            why = f"The folder {name[:80]!r} cannot be opened: {error.strerror}."
            entries.append(ArchiveEntry(f"{name}/-", why))

    for folder, folders, names in os.walk(root, onerror=add_unreadable):
        here = Path(folder)
        inside = here.relative_to(root)
        top = inside.parts[0] if inside.parts else ""
        links = [name for name in folders if _is_link(here / name)]
        folders[:] = sorted(n for n in folders if not (n in links or _is_junk_folder(n) or _is_results(here / n)))
        names = [name for name in sorted([*names, *links]) if not _is_junk_file(name)]
        count[top] += len(names)
        if top and (count[top] > limits.student_members or len(inside.parts) > MAX_DEPTH):
            folders[:] = []
            most = f"{limits.student_members:,} files or {MAX_DEPTH} nested folders"
            why = f"{top[:80]!r} holds more than {most}. Hand in only the notebook."
            entries.append(ArchiveEntry((inside / "-").as_posix(), why))
        elif top and not (names or folders):
            entries.append(ArchiveEntry((inside / "-").as_posix(), EMPTY_FOLDER))
        else:
            entries += (_file_entry((inside / name).as_posix(), here / name) for name in names)
    distinct = distinct_names(entry.name for entry in entries)
    return [replace(entry, name=harmless_name(distinct(entry.name))) for entry in entries]


def distinct_names(names: Iterable[str]) -> Callable[[str], str]:
    """What each name is called where others differ from it only in how an accent is encoded: ids have one form."""
    every = list(names)
    if all(unicodedata.is_normalized("NFC", name) for name in every):
        return str
    prefixes = {prefix for name in every for prefix, _ in _folders(name)}
    same = Counter(unicodedata.normalize("NFC", prefix) for prefix in prefixes)

    def distinct(name: str) -> str:
        return "/".join(
            _marked(part) if same[unicodedata.normalize("NFC", prefix)] > 1 else part for prefix, part in _folders(name)
        )

    return distinct


def _folders(name: str) -> Iterator[tuple[str, str]]:
    """Each part of a name behind those before it, and alone."""
    parts = name.split("/", MAX_DEPTH)
    return zip(itertools.accumulate(parts, "{}/{}".format), parts, strict=True)


def _marked(name: str) -> str:
    """A name in another form than ids have, with a part of its hash."""
    if unicodedata.is_normalized("NFC", name):
        return name
    path = PurePosixPath(name)
    return f"{path.stem}~{hashlib.sha256(os.fsencode(name)).hexdigest()[:6]}{path.suffix}"


def _is_link(path: Path) -> bool:
    """Whether it is a link; what lies deeper than a path may be long is an entry that cannot be opened."""
    with contextlib.suppress(OSError):
        return path.is_symlink()
    return False


def _file_entry(name: str, path: Path) -> ArchiveEntry:
    try:
        plain = stat.S_ISREG(path.lstat().st_mode)
    except OSError as error:
        return ArchiveEntry(name, f"{path.name[:80]!r} cannot be opened: {error.strerror}.")
    if plain:
        return ArchiveEntry(name, path=path)
    why = f"{path.name[:80]!r} is a link or a device, and is not opened. Submit the notebook itself."
    return ArchiveEntry(name, why)


def _is_results(folder: Path) -> bool:
    """Whether `grade` wrote the folder. One with a notebook, or with another file of that name, is a submission."""
    with contextlib.suppress(OSError), open(folder / GRADEBOOK_FILE, "rb", opener=notebook.open_plainly) as file:
        return file.read(len(SQLITE)) == SQLITE and not any(notebook.file_kind(p.name) for p in folder.rglob("*"))
    return False


def _is_junk_folder(name: str) -> bool:
    """What macOS, Jupyter and version control leave behind, and where libraries are installed."""
    return name in JUNK_FOLDERS or (name.startswith(".") and name not in (".", ".."))


def _is_junk_file(name: str) -> bool:
    """As `_is_junk_folder`. A notebook with a hidden name is a notebook; `._hw.ipynb` is metadata of macOS."""
    hidden = name.startswith(".") and (name.startswith("._") or not notebook.file_kind(name))
    return hidden or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def is_junk(name: str) -> bool:
    """Whether a file's name, with its folders, is one that macOS, Jupyter or version control leave behind."""
    *folders, file = name.split("/")
    return any(map(_is_junk_folder, folders)) or _is_junk_file(file)


def inside_one_folder(entries: Iterable[ArchiveEntry]) -> list[ArchiveEntry]:
    """The entries as named inside the one folder that contains all of them; empty if there is no such folder."""
    every = list(entries)
    one = len({entry.parts[0] for entry in every}) == 1 and all(len(entry.parts) > 1 for entry in every)
    return [entry.below(1) for entry in every] if one else []


def harmless_name(name: str) -> str:
    """The name, shortened, without parts that lead out of its folder: a refused member still has its submission."""
    name = unicodedata.normalize("NFC", shortened(name))
    return "/".join(part for part in name.replace("\0", "").split("/") if part not in ("", "..", ".")) or "_"


def shortened(name: str) -> str:
    """The name; one too long for file systems loses its middle, so that its folder and its kind remain.

    Accents are compared afterwards: in most versions of Python that takes the square of a name's length.
    """
    if len(name) <= MAX_NAME:
        return name
    middle = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{name[: MAX_NAME // 2]}~{middle}~{name[-100:]}"


# --- layouts ---

Owner = tuple[str, ...]  # what distinguishes submissions in a layout
FindOwner = Callable[[ArchiveEntry], Owner | None]  # None for an entry that does not fit the layout
ReadEntry = Callable[[ArchiveEntry, int], bytes]  # the content, at most so many bytes; raises ArchiveRefused


@dataclass(frozen=True)
class Draft:
    """What a layout says of one submission, before any file in it is read.

    `names` are those of its files in the export, where entries have others by now.
    """

    id: str
    entries: tuple[ArchiveEntry, ...]
    layout: str
    people: tuple[Person, ...] = ()
    late: bool = False
    submitted_at: str = ""
    note: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """`draft` makes a submission of one owner's entries."""

    name: str
    owner: FindOwner
    draft: Callable[[Owner, Sequence[ArchiveEntry]], Draft]
    expected_owners: tuple[Owner, ...] = ()  # who submitted something according to the platform
    ignored: tuple[str, ...] = ()  # names of entries that nobody submitted

    def drafts(self, entries: Iterable[ArchiveEntry]) -> Iterator[Draft]:
        """The submissions of those entries that fit."""
        by_owner: dict[Owner, list[ArchiveEntry]] = {owner: [] for owner in self.expected_owners}
        for entry in entries:
            if (owner := self.owner(entry)) is not None:
                by_owner.setdefault(owner, []).append(entry)
        yield from (self.draft(owner, own) for owner, own in sorted(by_owner.items()))

    def recognize(self, entries: Sequence[ArchiveEntry], _read: ReadEntry) -> Layout | None:
        """This layout, if nearly all entries fit it."""
        return self if nearly_all_fit(self.owner, entries) else None


def nearly_all_fit(owner: FindOwner, entries: Sequence[ArchiveEntry]) -> bool:
    """Whether at most one entry, or one in ten, does not fit, and more fit than do not."""
    strays = sum(owner(entry) is None for entry in entries)
    return strays <= max(1, len(entries) // 10) and len(entries) - strays > strays

"""Folders and zips -> entries, and an entry -> a file that may be read. Nothing in them is trusted.

    with opened(path) as entries:        every file of a folder or a zip, under a harmless name
        unpacker.file(entry, budget)     the file on disk, or ArchiveRefused with a sentence

What cannot be read is an entry too, with the reason. Zips are unpacked here alone, member by member: sizes are counted
while reading, what the headers claim is not believed, and no member's path ever names a file on disk.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import stat
import struct
import unicodedata
import zipfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from grader.base.errors import UserError
from grader.base.files import reason
from grader.base.safe_names import safe_id
from grader.extraction import notebook

GRADEBOOK_FILE = "gradebook.sqlite"  # a folder that holds one, and nothing to grade, is what `grade` wrote
DEEPEST = 32  # folders in folders
LONGEST_NAME = 2_000  # characters of a file's name with its folders
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # `zipfile` bounds what these two give, and no other


@dataclass(frozen=True)
class ArchiveLimits:
    """Bytes are those that come out of a zip, counted while reading."""

    member_bytes: int = notebook.MAX_BYTES
    student_bytes: int = 128 * 2**20  # of all files that one submission has in zips
    student_members: int = 2_000
    export_bytes: int = 8 * 2**30
    export_members: int = 100_000
    ratio: int = 250  # of sizes out and in, where a member is larger than `ratio_from`
    ratio_from: int = 8 * 2**20


class ArchiveRefused(Exception):
    """Why a zip or one of its members is not read, in a sentence."""


class UnpackingFailed(UserError):
    """This machine took no file more: the fault of nothing that was handed in."""


@dataclass(frozen=True)
class ArchiveEntry:
    """A file in a folder or a zip: its name there with "/" between folders; `refused` says why it is not read."""

    name: str
    refused: str = ""
    path: Path | None = None
    archive: zipfile.ZipFile | None = field(default=None, repr=False)
    member: zipfile.ZipInfo | None = field(default=None, repr=False)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("/"))

    @property
    def kind(self) -> str:
        return notebook.file_kind(self.name)

    @property
    def claimed_bytes(self) -> int:
        return self.member.file_size if self.member else 0

    def below(self, folders: int) -> ArchiveEntry:
        """The entry as it is named inside its outermost folders."""
        return replace(self, name="/".join(self.parts[folders:]))


@dataclass
class UnpackingBudget:
    """How many bytes one submission may still unpack."""

    left: int


# ── a folder


def folder_entries(root: Path, limits: ArchiveLimits) -> list[ArchiveEntry]:
    """Every file below a folder. Links are never followed; what cannot be read is an entry that says so."""
    entries: list[ArchiveEntry] = []
    count: Counter[str] = Counter()  # of the entries in each folder at the top

    def unopened(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        if name != ".":
            entries.append(
                ArchiveEntry(_harmless(f"{name}/-"), f"The folder {name[:80]!r} cannot be opened: {error.strerror}.")
            )

    for folder, folders, names in os.walk(root, onerror=unopened):
        here = Path(folder)
        inside = here.relative_to(root)
        top = inside.parts[0] if inside.parts else ""
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(
            n for n in folders if n not in links and not _is_junk_folder(n) and not _is_results(here / n)
        )
        names = [name for name in sorted([*names, *links]) if not _is_junk_file(name)]
        count[top] += len(names)
        if top and (count[top] > limits.student_members or len(inside.parts) > DEEPEST):
            folders[:] = []
            entries.append(ArchiveEntry(_harmless((inside / "-").as_posix()), _too_many(top, limits)))
        elif top and not (names or folders):
            entries.append(ArchiveEntry(_harmless((inside / "-").as_posix()), EMPTY))
        else:
            entries += (_file_entry((inside / name).as_posix(), here / name) for name in names)
    return entries


def _file_entry(name: str, path: Path) -> ArchiveEntry:
    try:
        plain = stat.S_ISREG(path.lstat().st_mode)
    except OSError as error:
        return ArchiveEntry(_harmless(name), f"{path.name[:80]!r} cannot be opened: {error.strerror}.")
    if plain:
        return ArchiveEntry(_harmless(name), path=path)
    return ArchiveEntry(
        _harmless(name), f"{path.name[:80]!r} is a link or a device, and is not opened. Submit the notebook itself."
    )


EMPTY = "This folder is empty, or holds hidden files alone. Submit the notebook itself."


def _too_many(name: str, limits: ArchiveLimits) -> str:
    most = f"{limits.student_members:,} files or {DEEPEST} folders in each other"
    return f"{name[:80]!r} holds more than {most}. Hand in the notebook alone."


def _is_results(folder: Path) -> bool:
    """Whether it is what `grade` wrote, and no submission: a student who hands in a gradebook keeps a row."""
    try:
        return (folder / GRADEBOOK_FILE).exists() and not any(
            notebook.file_kind(path.name) for path in folder.iterdir()
        )
    except OSError:
        return False


def _is_junk_folder(name: str) -> bool:
    """What macOS, Jupyter and version control leave behind."""
    return name in ("__MACOSX", "__pycache__") or (name.startswith(".") and name not in (".", ".."))


def _is_junk_file(name: str) -> bool:
    """As `_is_junk_folder`. A notebook with a hidden name is a notebook; `._hw.ipynb` is what macOS knows of one."""
    hidden = name.startswith(".") and (name.startswith("._") or not notebook.file_kind(name))
    return hidden or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def _is_junk(name: str) -> bool:
    *folders, file = name.split("/")
    return any(map(_is_junk_folder, folders)) or _is_junk_file(file)


# ── a zip


@contextmanager
def opened_zip(path: Path, most: int) -> Iterator[zipfile.ZipFile]:
    """The zip, if it is one and lists at most so many members. Raises ArchiveRefused."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise ArchiveRefused(
            f"{path.name!r} is not a zip that can be read, perhaps cut off ({str(error)[:120]}). Send it again."
        ) from None
    with archive:
        if len(archive.infolist()) > most:
            raise ArchiveRefused(f"{path.name!r} holds more than {most:,} files. Hand in the notebook alone.")
        yield archive


def zip_entries(archive: zipfile.ZipFile, limits: ArchiveLimits) -> list[ArchiveEntry]:
    """The members of an export. A bad one is an entry that says why; an empty folder at the top is one, too."""
    entries, folders = [], []
    for member in archive.infolist():
        name = _name(member)
        if _is_folder(member):
            folders.append(_harmless(name))
        elif not _is_junk(name):
            entries.append(
                ArchiveEntry(_harmless(name), _trouble(member, name, limits), archive=archive, member=member)
            )
    names = sorted(entry.name for entry in entries)
    empty = sorted({name for name in folders if not (_holds(name, names) or _is_junk(f"{name}/-"))})
    innermost = [name for name, after in itertools.pairwise([*empty, ""]) if not after.startswith(f"{name}/")]
    return [*entries, *(ArchiveEntry(f"{name}/-", EMPTY) for name in innermost)]


def _holds(folder: str, names: Sequence[str]) -> bool:
    """Whether one of these names, in their order, lies in the folder."""
    at = bisect_left(names, f"{folder}/")
    return at < len(names) and names[at].startswith(f"{folder}/")


def zip_in_submission(archive: zipfile.ZipFile, limits: ArchiveLimits) -> list[ArchiveEntry]:
    """The notebooks in a zip that a student handed in. Raises ArchiveRefused: one bad member, and the whole zip is."""
    members = [m for m in archive.infolist() if not (_is_folder(m) or _is_junk(_name(m)))]
    for member in members:
        _check(member, _name(member), limits)
    entries = [ArchiveEntry(_harmless(_name(m)), archive=archive, member=m) for m in members]
    return [entry for entry in entries if entry.kind in ("notebook", "python")]


def check_directory(path: Path, most: int) -> None:
    """Refuses a list of members that is too long before `zipfile` makes an object of each."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2**16 - 22))
        tail = file.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) < end + 22:
        raise ArchiveRefused(f"{path.name!r} is not a zip that can be read, perhaps cut off. Send it again.")
    size = int.from_bytes(tail[end + 12 : end + 16], "little")
    if size > most * 400 or b"PK\6\7" in tail[max(0, end - 20) : end]:  # 400 bytes: a long name; PK67: zip64
        raise ArchiveRefused(f"{path.name!r} holds more than {most:,} files. Hand in the notebook alone.")


class Unpacker:
    """Copies members of zips to files with names of its own, within limits."""

    def __init__(self, folder: Path, limits: ArchiveLimits):
        self.limits = limits
        self._folder, self._count, self._left = folder, 0, limits.export_bytes

    def file(self, entry: ArchiveEntry, budget: UnpackingBudget) -> Path:
        """The entry's file, within what its submission may still unpack. Raises ArchiveRefused."""
        if entry.refused:
            raise ArchiveRefused(entry.refused)
        if entry.path is not None:
            return entry.path
        data = self.content(entry, min(budget.left, self._left))
        budget.left -= len(data)
        self._left -= len(data)
        return self._written(entry, data)

    def content(self, entry: ArchiveEntry, most: int) -> bytes:
        """The bytes of an entry, at most so many. Raises ArchiveRefused."""
        if entry.refused:
            raise ArchiveRefused(entry.refused)
        if entry.path is not None:
            return _read_plainly(entry.path, most)
        assert entry.archive is not None and entry.member is not None
        return _content(entry.archive, entry.member, min(most, self.limits.member_bytes))

    def _written(self, entry: ArchiveEntry, data: bytes) -> Path:
        """The entry's file. Its name is one of ours, so that what fails here is this machine's fault."""
        self._count += 1
        file = self._folder / f"{self._count:06d}" / _file_name(entry)
        try:
            file.parent.mkdir(parents=True)
            file.write_bytes(data)
        except OSError as error:
            raise UnpackingFailed(
                f"{self._folder}: what was handed in cannot be unpacked here ({reason(error)}). "
                "See whether there is room, then run the same command again."
            ) from None
        return file


def _file_name(entry: ArchiveEntry) -> str:
    """A name for the file on disk that shows the entry's own, and is of the same kind to every reader."""
    name = unicodedata.normalize("NFC", entry.parts[-1])
    if safe_id(name) == name:
        return name
    return safe_id(name) + {"notebook": ".ipynb", "python": ".py", "zip": ".zip"}.get(entry.kind, "")


def _read_plainly(path: Path, most: int) -> bytes:
    try:
        with open(path, "rb", opener=notebook.open_plainly) as file:
            data = file.read(most + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError as error:
        raise ArchiveRefused(f"{path.name!r} cannot be opened: {error.strerror}.") from None
    if data is None or len(data) > most:
        raise ArchiveRefused(f"{path.name!r} is larger than {most >> 20} MB, or no plain file.")
    return data


def _is_folder(member: zipfile.ZipInfo) -> bool:
    """`ZipInfo.is_dir` of Python 3.10 stumbles over a name that begins with NUL, of which it keeps nothing."""
    return member.orig_filename.endswith("/")


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; macOS writes UTF-8 without saying so, which `zipfile` takes for code page 437."""
    name = member.orig_filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _harmless(name: str) -> str:
    """A name without what leads out of its folder, so that a refused member still counts for its submission.

    Of one that no file system could hold the middle is left out: its folder and its kind still show.
    """
    if len(name) > LONGEST_NAME:
        middle = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        name = f"{name[: LONGEST_NAME // 2]}~{middle}~{name[-100:]}"
    name = unicodedata.normalize("NFC", name)
    return "/".join(part for part in name.replace("\0", "").split("/") if part not in ("", "..", ".")) or "_"


def _trouble(member: zipfile.ZipInfo, name: str, limits: ArchiveLimits) -> str:
    try:
        _check(member, name, limits)
    except ArchiveRefused as reason:
        return str(reason)
    return ""


def _check(member: zipfile.ZipInfo, name: str, limits: ArchiveLimits) -> None:
    """Refuses by name, kind and claimed size, before anything is unpacked."""
    shown = repr(name[:80])
    parts = PurePosixPath(name).parts
    if not parts or "\0" in name or name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in parts:
        raise ArchiveRefused(
            f"The zip holds a file {shown} whose path leads out of its folder; such a zip is not unpacked."
        )
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise ArchiveRefused(f"The zip holds {shown}, which is a link or a device; such a zip is not unpacked.")
    if member.flag_bits & 0x1:
        raise ArchiveRefused(f"The zip is encrypted ({shown}). Hand in the notebook without a password.")
    if notebook.file_kind(name):
        _check_size(member, shown, limits)


def _check_size(member: zipfile.ZipInfo, shown: str, limits: ArchiveLimits) -> None:
    if member.compress_type not in _METHODS:
        raise ArchiveRefused(
            f"{shown} is packed by a method (number {member.compress_type}) that is not read here. "
            "Make the zip again with the ordinary method, Deflate, or hand in the notebook itself."
        )
    size, packed = member.file_size, max(member.compress_size, 1)
    if size > limits.member_bytes:
        raise ArchiveRefused(f"{shown} is larger than {limits.member_bytes >> 20} MB. {notebook.CLEAR_OUTPUTS}")
    if size > limits.ratio_from and size > limits.ratio * packed:
        raise ArchiveRefused(f"{shown} unpacks to {size // packed} times its size; such a zip is not unpacked.")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    shown = repr(_name(member)[:80])
    if member.compress_type not in _METHODS:
        raise ArchiveRefused(f"{shown} is packed by a method (number {member.compress_type}) that is not read here.")
    try:
        with archive.open(member) as file:
            data = file.read(max(most, 0) + 1)
    except Exception as error:  # zlib.error, BadZipFile, EOFError, NotImplementedError ...: each a broken member
        raise ArchiveRefused(
            f"{shown} in the zip is damaged, perhaps cut off ({str(error)[:120]}). Send it again."
        ) from None
    if len(data) > most:
        raise ArchiveRefused(
            f"{shown} is too large: the zip would unpack to more than is allowed. {notebook.CLEAR_OUTPUTS}"
        )
    return data


# ── folders around everything


def inside_one_folder(entries: Iterable[ArchiveEntry]) -> list[ArchiveEntry]:
    """The entries as they are named inside the one folder that holds all of them, or none."""
    every = list(entries)
    one = len({entry.parts[0] for entry in every}) == 1 and all(len(entry.parts) > 1 for entry in every)
    return [entry.below(1) for entry in every] if one else []

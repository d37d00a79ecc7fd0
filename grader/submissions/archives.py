"""A zip -> its entries, and an entry -> a file on disk. Nothing in a zip is trusted.

    with opened_zip(path, max_members) as archive:   the zip, if it is one
        zip_entries(archive, limits)                 every member under a harmless name
        unpacker.file(entry)                         the file on disk, or ArchiveRefused with a sentence

This is the only module that unpacks zips, member by member: sizes are counted while reading, sizes in headers are not
believed, and of a member's path no more is a name on disk than the folders around a Python file, where they are plain.
"""

from __future__ import annotations

import itertools
import os
import re
import stat
import struct
import unicodedata
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice, takewhile
from pathlib import Path, PurePosixPath

from grader.base.errors import UserError
from grader.base.files import reason
from grader.base.safe_names import safe_id
from grader.extraction import notebook
from grader.submissions.entries import (
    EMPTY_FOLDER,
    ArchiveEntry,
    ArchiveLimits,
    ArchiveRefused,
    distinct_names,
    harmless_name,
    is_junk,
    shortened,
)

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # `zipfile` bounds the output of these two, and of no other
MAX_PACKAGES = 8  # folders in folders that stay around a Python file
NOT_UNPACKED = "such a zip is not unpacked."


class UnpackingFailed(UserError):
    """This machine could not write an unpacked file: no fault of the submission."""


@contextmanager
def opened_zip(path: Path, max_members: int) -> Iterator[zipfile.ZipFile]:
    """Open a zip that lists at most so many members. Raises ArchiveRefused."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        why = f"is not a zip that can be read, perhaps cut off ({str(error)[:120]})"
        raise ArchiveRefused(f"{path.name!r} {why}. Send it again.") from None
    with archive:
        if len(archive.infolist()) > max_members:
            raise _too_many(path, max_members)
        yield archive


def _too_many(path: str | Path | None, members: int) -> ArchiveRefused:
    name = Path(path or "").name
    return ArchiveRefused(f"{name!r} holds more than {members:,} files. Hand in only the notebook.")


def zip_entries(archive: zipfile.ZipFile, limits: ArchiveLimits) -> list[ArchiveEntry]:
    """The members of an export, and its empty folders. A member that is refused is an entry with the reason."""
    entries, folders = [], []
    distinct = distinct_names(map(_name, archive.infolist()))
    for member in archive.infolist():
        name = distinct(_name(member))
        if _is_folder(member):
            folders.append(harmless_name(name))
        elif not is_junk(name):
            refused = ""
            try:
                _check(member, name, limits)
            except ArchiveRefused as why:
                refused = str(why)
            entries.append(ArchiveEntry(harmless_name(name), refused, archive=archive, member=member))
    names = sorted(entry.name for entry in entries)
    empty = sorted({name for name in folders if not (_holds(name, names) or is_junk(f"{name}/-"))})
    innermost = [name for name, after in itertools.pairwise([*empty, ""]) if not after.startswith(f"{name}/")]
    return [*entries, *(ArchiveEntry(f"{name}/-", EMPTY_FOLDER) for name in innermost)]


def _holds(folder: str, names: Sequence[str]) -> bool:
    """Whether one of these sorted names lies in the folder."""
    at = bisect_left(names, f"{folder}/")
    return at < len(names) and names[at].startswith(f"{folder}/")


def zip_in_submission(archive: zipfile.ZipFile, limits: ArchiveLimits) -> list[ArchiveEntry]:
    """The notebooks in a student's zip. Raises ArchiveRefused if any member is refused."""
    members = [m for m in archive.infolist() if not (_is_folder(m) or is_junk(_name(m)))]
    if len(members) > limits.student_members:
        raise _too_many(archive.filename, limits.student_members)
    for member in members:
        _check(member, _name(member), limits)
    entries = [ArchiveEntry(harmless_name(_name(m)), archive=archive, member=m) for m in members]
    notebooks = [entry for entry in entries if entry.kind in ("notebook", "python")]
    return notebooks or [entry for entry in entries if entry.kind == "markdown"]


def check_directory(path: Path, max_members: int) -> None:
    """Refuse a list of members that is too long, before `zipfile` makes an object of each. Raises ArchiveRefused."""
    with path.open("rb") as file:
        begin = file.seek(max(0, path.stat().st_size - 2**16 - 22))
        tail = file.read()
        end = tail.rfind(b"PK\5\6")
        if end < 0 or len(tail) < end + 22:
            raise ArchiveRefused(f"{path.name!r} is not a zip that can be read, perhaps cut off. Send it again.")
        size = int.from_bytes(tail[end + 12 : end + 16], "little")
        is_zip64 = b"PK\6\7" in tail[max(0, end - 20) : end]
        file.seek(max(0, begin + end - size))
        if is_zip64 or size > max_members * 400 or file.read(size).count(b"PK\1\2") > max_members:  # 400: a long name
            raise _too_many(path, max_members)


class Unpacker:
    """Copies members of zips to files whose names it chooses, within limits on each submission and on all."""

    def __init__(self, folder: Path, limits: ArchiveLimits):
        self.limits = limits
        self._folder, self._count, self._left, self._submission_left = folder, 0, limits.export_bytes, 0

    def begin_submission(self) -> None:
        """The next files belong to another submission, which may unpack as much as the one before."""
        self._submission_left = self.limits.student_bytes

    def file(self, entry: ArchiveEntry) -> Path:
        """The entry's file on disk, within what its submission may unpack. Raises ArchiveRefused, UnpackingFailed."""
        if entry.path is not None and not entry.refused:
            return entry.path
        most = max(0, min(self._submission_left, self._left))
        try:
            data = self.content(entry, most)
        except ArchiveRefused:
            self._spend(min(most, entry.member.file_size if entry.member else 0))  # so much of it may have been read
            raise
        self._spend(len(data))
        return self._write(entry, data)

    def _spend(self, n_bytes: int) -> None:
        self._submission_left -= n_bytes
        self._left -= n_bytes

    def content(self, entry: ArchiveEntry, max_bytes: int) -> bytes:
        """The content of an entry. Raises ArchiveRefused if it has more bytes than `max_bytes`."""
        if entry.refused:
            raise ArchiveRefused(entry.refused)
        if entry.path is not None:
            return _read_plainly(entry.path, max_bytes)
        assert entry.archive is not None and entry.member is not None
        return _content(entry.archive, entry.member, min(max_bytes, self.limits.member_bytes))

    def _write(self, entry: ArchiveEntry, data: bytes) -> Path:
        """Write under a name that we choose, so that a failure is this machine's fault."""
        self._count += 1
        name = unicodedata.normalize("NFC", entry.parts[-1])  # or a safe one that resembles it, of the same kind
        kind = {"notebook": ".ipynb", "python": ".py", "markdown": ".md", "zip": ".zip"}.get(entry.kind, "")
        file = self._folder.joinpath(
            f"{self._count:06d}", *_packages(entry), name if safe_id(name) == name else safe_id(name) + kind
        )
        try:
            file.parent.mkdir(parents=True)
            file.write_bytes(data)
        except OSError as error:
            what = f"{self._folder}: submissions cannot be unpacked here ({reason(error)})."
            advice = "Check that the disk has free space, then run the same command again."
            raise UnpackingFailed(f"{what} {advice}") from None
        return file


def _packages(entry: ArchiveEntry) -> Sequence[str]:
    """The innermost folders around a Python file, by which programs import it."""
    folders = takewhile(lambda part: part.isidentifier() and safe_id(part) == part, reversed(entry.parts[:-1]))
    return list(islice(folders, MAX_PACKAGES))[::-1] if entry.kind == "python" else []


def _read_plainly(path: Path, max_bytes: int) -> bytes:
    try:
        with open(path, "rb", opener=notebook.open_plainly) as file:
            data = file.read(max_bytes + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError as error:
        raise ArchiveRefused(f"{path.name!r} cannot be opened: {error.strerror}.") from None
    if data is None or len(data) > max_bytes:
        raise ArchiveRefused(f"{path.name!r} is larger than {max_bytes >> 20} MB, or not a plain file.")
    return data


def _is_folder(member: zipfile.ZipInfo) -> bool:
    """As `ZipInfo.is_dir`, which in Python 3.10 fails for a name that begins with NUL."""
    return member.orig_filename.endswith("/")


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; macOS writes UTF-8 without a flag, and `zipfile` then decodes it as code page 437."""
    name = member.orig_filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return shortened(name.replace("\\", "/"))


def _check(member: zipfile.ZipInfo, name: str, limits: ArchiveLimits) -> None:
    """Refuse by name, kind and claimed size, before anything is unpacked."""
    shown = repr(name[:80])
    parts = PurePosixPath(name).parts
    if not parts or "\0" in name or name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in parts:
        raise ArchiveRefused(f"The zip holds a file {shown} whose path leads out of its folder; {NOT_UNPACKED}")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise ArchiveRefused(f"The zip holds {shown}, which is a link or a device; {NOT_UNPACKED}")
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
        raise ArchiveRefused(f"{shown} unpacks to {size // packed} times its size; {NOT_UNPACKED}")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, max_bytes: int) -> bytes:
    shown = repr(_name(member)[:80])
    if member.compress_type not in _METHODS:
        raise ArchiveRefused(f"{shown} is packed by a method (number {member.compress_type}) that is not read here.")
    try:
        with archive.open(member) as file:
            data = file.read(max(max_bytes, 0) + 1)
    except Exception as error:  # zlib.error, BadZipFile, EOFError, NotImplementedError ...: each a broken member
        how = f"damaged, perhaps cut off ({str(error)[:120]})"
        raise ArchiveRefused(f"{shown} in the zip is {how}. Send it again.") from None
    if len(data) > max_bytes:
        more = "the zip would unpack to more than is allowed"
        raise ArchiveRefused(f"{shown} is too large: {more}. {notebook.CLEAR_OUTPUTS}")
    return data

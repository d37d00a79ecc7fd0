"""Files, folders and export zips -> one Submission each: who handed in what, and when. Nothing in them is trusted.

    layout       told by                                 one submission is
    gradescope   submission_metadata.yml                 a folder `submission_<id>`; several submitters are a group
    canvas       `doejane_LATE_12_345_hw.ipynb`, flat    all files of one user id, the newest of each name
    moodle       `Jane Doe_12_assignsubmission_file_`    all files behind one name and id; online text is left out
    folder       everything else                         `<id>/*.ipynb`, `<id>.ipynb` or `<id>_*.ipynb`
    file         a path to one file                      that file

What cannot be graded is a Submission too, with the reason in a sentence: a bad one never stops a run.
Zips are read here alone, member by member, under `Limits`; no member's path ever names a file on disk.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import shutil
import stat
import struct
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from grader import notebook
from grader.extract import Found, extract
from grader.roster import BadInput, Person, Roster

NO_NOTEBOOK = "There is no notebook (.ipynb) or Python file (.py) in this submission"
BOOK = "gradebook.sqlite"  # a folder that holds one is what `grade` wrote, and no submission
LARGEST_LIST = 64 * 2**20  # bytes of a submission_metadata.yml


@dataclass(frozen=True)
class Submission:
    """What one student or group handed in.

    `files` are the notebooks and Python files in it; `reason` says why it cannot be graded, to the student; `note` is
    for staff. `id` is unique in a run and fit to be a file's name. `submitted_at` is the platform's own text.
    """

    id: str
    files: tuple[Path, ...] = ()
    people: tuple[Person, ...] = ()
    late: bool = False
    submitted_at: str = ""
    reason: str = ""
    note: str = ""
    layout: str = "file"


@dataclass(frozen=True)
class Limits:
    """Bytes are those that come out of a zip, counted while reading: what its headers claim is not believed."""

    member_bytes: int = notebook.MAX_BYTES
    student_bytes: int = 128 * 2**20  # of all files in a zip that a student handed in
    student_members: int = 2_000
    export_bytes: int = 8 * 2**30
    export_members: int = 100_000
    ratio: int = 250  # of sizes out and in, where a member is larger than `ratio_from`
    ratio_from: int = 8 * 2**20


def find(
    paths: Sequence[Path], roster: Path | None = None, *, into: Path | None = None, limits: Limits | None = None
) -> list[Submission]:
    """Every submission in these files, folders and zips, in the order of their ids. Raises BadInput.

    Zips are unpacked into the folder `into`, or into a temporary one that is removed when the program ends.
    """
    people = Roster.read(roster) if roster else Roster(())
    unpacker = _Unpacker(into, limits or Limits())
    found = [s for path in paths for s in _of_path(Path(path), unpacker, people)]
    named = [replace(s, people=tuple(map(people.joined, s.people))) for s in found]
    return sorted(_told_apart(named), key=lambda s: s.id)


def choose(submission: Submission, names: Sequence[str]) -> tuple[Path, str]:
    """The file that attempts most of the asked functions, and a note that says so where there are several."""
    if not submission.files:
        raise ValueError(f"submission {submission.id!r} has no file: {submission.reason}")
    if len(submission.files) == 1:
        return submission.files[0], ""
    answers = {path: _answers(path, names) for path in submission.files}
    best = max(submission.files, key=lambda path: (answers[path], path.suffix == ".ipynb"))
    count, of = answers[best][0], len(names)
    return best, f"{len(submission.files)} files were handed in; {best.name} was graded: it answers {count} of {of}."


def _answers(path: Path, names: Sequence[str]) -> tuple[int, int]:
    """How many of the names the file attempts, and how many it defines at all."""
    try:
        found = [a for a in extract(notebook.read(path), names).answers if isinstance(a, Found)]
    except notebook.Unreadable:
        return (-1, -1)
    return sum(a.attempted for a in found), len(found)


def digest(files: Iterable[Path]) -> str:
    """A fingerprint of the files' contents and kinds: equal for submissions that would be graded alike."""
    every = sorted(f"{path.suffix.lower()} {_file_digest(path)}" for path in files)
    return hashlib.sha256("\n".join(every).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    """Of as much of the file as will ever be read. A link, pipe or device is not opened: it counts by its path."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return f"not a file: {path}"
        with open(path, "rb", opener=notebook._open_plainly) as file:  # the one way to open what a student made
            return hashlib.sha256(file.read(notebook.MAX_BYTES + 1)).hexdigest()
    except OSError:
        return f"cannot be read: {path}"


# ── a path to its entries


@dataclass(frozen=True)
class _Entry:
    """A file in an export: its name there with "/" between folders, and where it lies, or why it is not read."""

    name: str
    file: Path | None = None
    refused: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.name).parts


def _of_path(path: Path, unpacker: _Unpacker, roster: Roster) -> list[Submission]:
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        raise BadInput(f"There is no file or folder {str(path)!r}. Check the name and the folder.") from None
    if stat.S_ISDIR(kind):
        return _of_entries(list(_walk(path.resolve())), unpacker, roster)
    if path.suffix.lower() != ".zip":
        return [Submission(_safe(path.stem), (path,), (Person(id=path.stem),))]
    try:
        entries = unpacker.export(path)
    except _Refused as reason:
        return [Submission(_safe(path.stem), reason=str(reason))]
    return _of_entries(_below_one_folder(entries), unpacker, roster)


def _of_entries(entries: Sequence[_Entry], unpacker: _Unpacker, roster: Roster) -> list[Submission]:
    return [_submission(draft, unpacker) for draft in _drafts(entries, roster)]


def _drafts(entries: Sequence[_Entry], roster: Roster) -> list[_Draft]:
    for layout in (_gradescope, _moodle, _canvas):
        if (found := layout(entries)) is not None:
            return found
    return _folder(entries, roster)


def _walk(root: Path) -> Iterator[_Entry]:
    """Every file below a folder. Links are never followed; what is no plain file is an entry that says so."""
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(n for n in folders if not (_ignored(n) or n in links or (here / n / BOOK).exists()))
        for name in sorted([*files, *links]):
            if not _ignored(name):
                path = here / name
                yield _entry(path.relative_to(root).as_posix(), path)


def _entry(name: str, path: Path) -> _Entry:
    if stat.S_ISREG(path.lstat().st_mode):
        return _Entry(name, path)
    return _Entry(name, None, f"{path.name!r} is a link or a device, and is not opened. Submit the notebook itself.")


def _ignored(name: str) -> bool:
    """What macOS, Jupyter and version control leave behind."""
    return name in ("__MACOSX", "__pycache__", "Thumbs.db") or name.startswith(".")


def _wanted(name: str) -> bool:
    """Whether a file may be a notebook: `hw.ipynb.txt`, as some mail programs leave it, may."""
    lower = name.lower()
    return lower.endswith(".py") or ".ipynb" in lower


def _below_one_folder(entries: Sequence[_Entry]) -> list[_Entry]:
    """Without the one folder that a zip program puts around everything, unless it holds but one thing."""
    tops = {e.parts[0] for e in entries if e.parts}
    second = {e.parts[1] for e in entries if len(e.parts) > 1}
    if len(tops) != 1 or len(second) < 2 or any(len(e.parts) < 2 for e in entries) or any(map(_is_moodle, tops)):
        return list(entries)
    return [replace(e, name="/".join(e.parts[1:])) for e in entries]


# ── zips


class _Refused(Exception):
    """Why a zip or one of its members is not read, in a sentence."""


class _Unpacker:
    """Copies the members of zips that may be notebooks to files with names of its own, within limits."""

    def __init__(self, into: Path | None, limits: Limits):
        self.into, self.limits, self.count, self.left = into, limits, 0, limits.export_bytes

    def export(self, path: Path) -> list[_Entry]:
        """The members of an export. A bad one is an entry that says why; a bad file as a whole is refused."""
        entries: list[_Entry] = []
        with _opened(path, self.limits.export_members) as archive:
            for member in archive.infolist():
                if not (_is_folder(member) or _skipped(_name(member))):
                    entries += self._member(archive, member)
        return entries

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[_Entry]:
        name = _name(member)
        try:
            _check(member, name, self.limits)
            if not _kept(name):
                return [_Entry(_harmless(name))]
            file = self._copied(archive, member, name, self.limits.member_bytes)
            return [_Entry(_harmless(name), file)]
        except _Refused as reason:
            return [_Entry(_harmless(name), None, str(reason))]

    def student(self, path: Path) -> list[_Entry]:
        """The members of a zip that a student handed in. One bad member, and the whole zip is refused."""
        _check_directory(path, self.limits.student_members)
        entries, left = [], self.limits.student_bytes
        with _opened(path, self.limits.student_members) as archive:
            members = [m for m in archive.infolist() if not (_is_folder(m) or _skipped(_name(m)))]
            for member in members:
                _check(member, _name(member), self.limits)
            for member in (m for m in members if _wanted(_name(m))):
                file = self._copied(archive, member, _name(member), min(left, self.limits.member_bytes))
                left -= file.stat().st_size
                entries.append(_Entry(_name(member), file))
        return entries

    def _copied(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, most: int) -> Path:
        data = _content(archive, member, name, min(most, self.left))
        self.left -= len(data)
        self.count += 1
        target = self._folder() / f"{self.count:06d}"
        target.mkdir(parents=True)
        file = target / _safe(PurePosixPath(name).name)
        file.write_bytes(data)
        return file

    def _folder(self) -> Path:
        if self.into is None:
            self.into = Path(tempfile.mkdtemp(prefix="grader-submissions-"))
            atexit.register(partial(shutil.rmtree, self.into, ignore_errors=True))
        return self.into


def _opened(path: Path, most: int) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise _Refused(
            f"{path.name!r} is not a zip that can be read, perhaps cut off ({error}). Send it again."
        ) from None
    if len(archive.infolist()) > most:
        archive.close()
        raise _Refused(f"{path.name!r} holds more than {most:,} files. Hand in the notebook alone.")
    return archive


def _check_directory(path: Path, most: int) -> None:
    """Refuses a list of members that is too long before `zipfile` makes an object of each."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2**16 - 22))
        tail = file.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) < end + 22:
        raise _Refused(f"{path.name!r} is not a zip that can be read, perhaps cut off. Send it again.")
    size = int.from_bytes(tail[end + 12 : end + 16], "little")
    if size > most * 400 or b"PK\6\7" in tail[max(0, end - 20) : end]:  # 400 bytes: a long name; PK67: zip64
        raise _Refused(f"{path.name!r} holds more than {most:,} files. Hand in the notebook alone.")


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


def _skipped(name: str) -> bool:
    return any(map(_ignored, (part for part in name.split("/") if part not in ("..", "."))))


def _kept(name: str) -> bool:
    return _wanted(name) or name.lower().endswith(".zip") or name.endswith("submission_metadata.yml")


def _check(member: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    """Refuses by name, kind and claimed size, before anything is unpacked."""
    shown = repr(name[:80])
    parts = PurePosixPath(name).parts
    if not parts or "\0" in name or name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in parts:
        raise _Refused(f"The zip holds a file {shown} whose path leads out of its folder; such a zip is not unpacked.")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _Refused(f"The zip holds {shown}, which is a link or a device; such a zip is not unpacked.")
    if member.flag_bits & 0x1:
        raise _Refused(f"The zip is encrypted ({shown}). Hand in the notebook without a password.")
    if _kept(name):
        _check_size(member.file_size, member.compress_size, shown, limits)


def _check_size(size: int, packed: int, shown: str, limits: Limits) -> None:
    if size > limits.member_bytes:
        raise _Refused(f"{shown} is larger than {limits.member_bytes >> 20} MB. {notebook.CLEAR_OUTPUTS}")
    if size > limits.ratio_from and size > limits.ratio * max(packed, 1):
        raise _Refused(f"{shown} unpacks to {size // max(packed, 1)} times its size; such a zip is not unpacked.")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, most: int) -> bytes:
    shown = repr(name[:80])
    try:
        with archive.open(member) as file:
            data = file.read(max(most, 0) + 1)
    except Exception as error:  # zlib.error, BadZipFile, EOFError, NotImplementedError ...: each a broken member
        raise _Refused(f"{shown} in the zip is damaged, perhaps cut off ({error}). Send it again.") from None
    if len(data) > most:
        raise _Refused(f"{shown} is too large: the zip would unpack to more than is allowed. {notebook.CLEAR_OUTPUTS}")
    return data


# ── entries to submissions


@dataclass(frozen=True)
class _Draft:
    """What a layout says of one submission, before the zips in it are opened."""

    id: str
    entries: Sequence[_Entry]
    layout: str
    people: tuple[Person, ...] = ()
    late: bool = False
    submitted_at: str = ""
    note: str = ""


def _submission(draft: _Draft, unpacker: _Unpacker) -> Submission:
    """One submission of these entries: its notebooks, or those in its zips, or the reason why there are none."""
    entries = draft.entries
    files = [e.file for e in entries if e.file and _wanted(e.name)]
    refused = [e.refused for e in entries if e.refused]
    notes = [draft.note]
    if not files:
        inside, troubles = _zipped([e.file for e in entries if e.file and e.name.lower().endswith(".zip")], unpacker)
        files += inside
        refused += troubles
        notes += ["The notebook was in a zip."] if inside else []
    reason = "" if files else next(iter(refused), _nothing(entries))
    notes += refused if files else []
    note = " ".join(filter(None, notes))
    return Submission(
        _safe(draft.id), tuple(files), draft.people, draft.late, draft.submitted_at, reason, note, draft.layout
    )


def _zipped(zips: Sequence[Path], unpacker: _Unpacker) -> tuple[list[Path], list[str]]:
    """The notebooks in the zips of one student, one level deep, and why a zip was refused."""
    files: list[Path] = []
    troubles: list[str] = []
    for path in zips:
        try:
            files += [e.file for e in unpacker.student(path) if e.file]
        except _Refused as reason:
            troubles.append(str(reason))
    return files, troubles


def _nothing(entries: Sequence[_Entry]) -> str:
    names = [PurePosixPath(e.name).name for e in entries]
    only = f", only {', '.join(names[:4])}" if names else ""
    return f"{NO_NOTEBOOK}{only}. {notebook.DOWNLOAD_AGAIN}"


def _told_apart(found: Sequence[Submission]) -> Iterator[Submission]:
    """Ids made unique, with a note; upper and lower case are one to Windows and macOS."""
    seen: Counter[str] = Counter()
    taken = {s.id.lower() for s in found}
    for s in found:
        seen[s.id.lower()] += 1
        id = s.id
        while seen[s.id.lower()] > 1 and id.lower() in taken:
            id = f"{s.id}-{seen[s.id.lower()]}"
            if id.lower() in taken:
                seen[s.id.lower()] += 1
        taken.add(id.lower())
        yield (
            s if id == s.id else replace(s, id=id, note=f"Another submission has the id {s.id!r} too. {s.note}".strip())
        )


def _safe(name: str) -> str:
    """The name, fit to be that of a file on any system."""
    kept = re.sub(r"[^\w.\- ]", "_", unicodedata.normalize("NFC", name)).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    short = f"{stem[:80]}{dot}{suffix[:20]}" if dot else kept[:80]
    return f"_{short}" if _RESERVED.fullmatch(short) or not short else short


_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


def _harmless(name: str) -> str:
    """A refused member's name without what made it one, so that it still counts for the right submission."""
    return "/".join(part for part in name.replace("\0", "").split("/") if part not in ("", "..", ".")) or "_"


# ── Gradescope


def _gradescope(entries: Sequence[_Entry]) -> list[_Draft] | None:
    listed = next((e for e in entries if e.parts[-1:] == ("submission_metadata.yml",) and len(e.parts) <= 3), None)
    if listed is None:
        return None
    depth, base = len(listed.parts) - 1, listed.parts[:-1]
    folders = defaultdict(list)
    for entry in entries:
        if entry.parts[:depth] == base and len(entry.parts) > depth + 1:
            folders[entry.parts[depth]].append(replace(entry, name="/".join(entry.parts[depth + 1 :])))
    facts, trouble = _metadata(listed.file)
    return [_graded(key, facts.get(key), folders.get(key, []), trouble) for key in sorted({*facts, *folders})]


def _graded(key: str, facts: Any, entries: Sequence[_Entry], trouble: str) -> _Draft:
    facts = facts if isinstance(facts, dict) else {}
    people = [p for p in facts.get("submitters") or [] if isinstance(p, dict)]
    return _Draft(
        entries=entries,
        id=key.removeprefix("submission_"),
        people=tuple(Person(_text(p.get("sid")), _text(p.get("name")), _text(p.get("email"))) for p in people),
        submitted_at=_text(facts.get("created_at")),
        layout="gradescope",
        note=trouble or ("" if people else "submission_metadata.yml names no submitter."),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) and value not in ("null", "~") else ""


def _metadata(file: Path | None) -> tuple[dict[str, Any], str]:
    """Keys without the colon of Ruby's symbols. Every scalar stays text: a student number 0200 is not 128."""
    try:
        if file is None or file.stat().st_size > LARGEST_LIST:
            raise ValueError("it is too large")
        data = yaml.load(file.read_bytes(), getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # text, lists, dicts alone
        if not isinstance(data, dict):
            raise ValueError("it is not a table")
        return _without_colons(data), ""
    except (yaml.YAMLError, ValueError, RecursionError, OSError, UnicodeError) as error:
        return {}, f"submission_metadata.yml cannot be read, so nobody's name is known ({str(error)[:120]})."


def _without_colons(data: dict[Any, Any]) -> dict[str, Any]:
    return {
        str(key): {
            str(k).lstrip(":"): [_plain(v) for v in value] if isinstance(value, list) else value
            for k, value in facts.items()
        }
        for key, facts in data.items()
        if isinstance(facts, dict)
    }


def _plain(value: Any) -> Any:
    return {str(k).lstrip(":"): v for k, v in value.items()} if isinstance(value, dict) else value


# ── Canvas

CANVAS = re.compile(
    r"(?:(?P<name>\w+?)_)??(?:(?P<late>LATE)_)?(?P<uid>anon_[A-Za-z0-9]+|\d+)_(?P<att>\d+)_(?P<file>.+)", re.DOTALL
)
_AGAIN = re.compile(r"(?P<stem>.+?)(?:-(?P<n>\d{1,3}))?(?P<suffix>\.[^.]+)?", re.DOTALL)


def _canvas(entries: Sequence[_Entry]) -> list[_Draft] | None:
    folders = {e.parts[:-1] for e in entries}
    matched = [(e, CANVAS.fullmatch(e.parts[-1])) for e in entries]
    hits = [(e, m) for e, m in matched if m]
    if len(folders) != 1 or 2 * len(hits) <= len(entries):
        return None
    users = defaultdict(list)
    for entry, match in hits:
        users[match["uid"]].append((entry, match))
    strays = [_stray(e) for e, m in matched if not m and _wanted(e.name)]
    return [_canvas_user(uid, files) for uid, files in sorted(users.items())] + strays


def _canvas_user(uid: str, files: Sequence[tuple[_Entry, re.Match[str]]]) -> _Draft:
    newest = _newest({entry.name: (match["file"], int(match["att"])) for entry, match in files})
    kept = [entry for entry, _ in files if entry.name in newest and not _is_page(entry.name)]
    name = next((m["name"] for _, m in files if m["name"]), "")
    older = len(files) - len(newest)
    return _Draft(
        entries=kept,
        id=uid,
        people=(Person(uid, name),),
        late=any(m["late"] or m["name"] == "LATE" for _, m in files),
        layout="canvas",
        note=f"Handed in again: the newest of {older + 1} was taken." if older else "",
    )


def _newest(files: Mapping[str, tuple[str, int]]) -> set[str]:
    """Of `hw.ipynb`, `hw-1.ipynb`, `hw-2.ipynb` of one user the last; of equal ones the latest attachment."""
    best: dict[tuple[str, str], tuple[int, int, str]] = {}
    for name, (file, attachment) in files.items():
        match = _AGAIN.fullmatch(file)
        assert match is not None
        key = (match["stem"], match["suffix"] or "")
        best[key] = max(best.get(key, (-1, -1, "")), (int(match["n"] or 0), attachment, name))
    return {name for _, _, name in best.values()}


def _is_page(name: str) -> bool:
    """Text and links that a student typed into Canvas."""
    return name.endswith(("_text.html", "_link.html"))


def _stray(entry: _Entry) -> _Draft:
    stem = PurePosixPath(entry.name).stem
    return _Draft(stem, [entry], "canvas", note="Its name is not one that Canvas gives.")


# ── Moodle

MOODLE = re.compile(
    r"(?P<name>[^/]*?)(?:_(?P<id>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_?/(?P<path>.+)|_(?P<flat>[^/]+))",
    re.DOTALL,
)


def _is_moodle(name: str) -> bool:
    return "_assignsubmission_" in name


def _moodle(entries: Sequence[_Entry]) -> list[_Draft] | None:
    if not any(_is_moodle(e.name) for e in entries):
        return None
    students: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for entry in entries:
        start = next((i for i, part in enumerate(entry.parts) if _is_moodle(part)), 0)
        if match := MOODLE.fullmatch("/".join(entry.parts[start:])):
            own = [replace(entry, name=match["path"] or match["flat"])] if match["plugin"] == "file" else []
            students[match["name"], match["id"] or ""] += own
    return [_moodle_student(name, id, files) for (name, id), files in sorted(students.items())]


def _moodle_student(name: str, id: str, entries: Sequence[_Entry]) -> _Draft:
    return _Draft(
        entries=entries,
        id=id or name,
        people=(Person(id, "" if name == "Participant" else name),),
        layout="moodle",
        note="" if id else "Moodle gives no id for it: a group that students are in by default.",
    )


# ── a plain folder


def _folder(entries: Sequence[_Entry], roster: Roster) -> list[_Draft]:
    """By the folder's name, or by the file's: `<id>.ipynb`, or `<id>_anything.ipynb` where that is surely meant."""
    tops = [e for e in entries if len(e.parts) == 1 and (_wanted(e.name) or e.name.lower().endswith(".zip"))]
    own = _ids_of_files([PurePosixPath(e.name).stem for e in tops], roster)
    groups = defaultdict(list)
    for entry in entries:
        if len(entry.parts) > 1:
            groups[entry.parts[0]].append(replace(entry, name="/".join(entry.parts[1:])))
    for entry in tops:
        groups[own[PurePosixPath(entry.name).stem]].append(entry)
    return [_Draft(id, found, "folder", (Person(id=id),)) for id, found in groups.items()]


def _ids_of_files(stems: Sequence[str], roster: Roster) -> dict[str, str]:
    """The id in each file's name. Without a roster, what stands before `_` is one only if it holds a digit and no two
    files share it: `hw1_alice` and `hw1_bob` are two students, not two files of a student `hw1`."""
    before = {stem: stem.split("_")[0] for stem in stems}
    counts = Counter(before[stem] for stem in set(stems))

    def meant(stem: str) -> bool:
        id = before[stem]
        return roster.knows(id) if roster.people else any(c.isdigit() for c in id) and counts[id] == 1

    return {stem: before[stem] if not roster.knows(stem) and meant(stem) else stem for stem in stems}

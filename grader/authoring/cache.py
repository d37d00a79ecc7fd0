"""What a proof need not compute again: compiled questions, runs and trials, by the content that they follow from.

A name in the cache is a hash of everything that the value depends on: the question's table, the sources beside the
assignment, the modules that compute it, the versions of Python and of all installed packages. So a value is never out
of date: after a change it has another name. No path is part of a name, so that another clone on this machine finds
what one has stored. Only authoring reads it, on the author's machine, in a folder that no other user can read; grading
and students never do.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import platformdirs
from filelock import FileLock, Timeout

from grader.authoring.module_graph import reached, sources
from grader.model.encoding.decoding import Decoder, DecodingError
from grader.processes.work_dir import private_folder
from grader.sandbox.cache.warming import machine_folder

APPLICATION = "first-order-grader"
MAX_BYTES = 256 * 2**20  # of all values; the ones that were used longest ago go first
NOT_USED = (  # names in an assignment's folder on which no proof depends, but for data that it names
    "examples", "README.md", "__pycache__", ".*", "*-student.zip", "*-gradescope.zip", "*-github.zip", "*.key",
    "*.html", "*.schema.json", "*~", "gradebook.sqlite*",
)  # fmt: skip
NOT_COMPILED = ("honest", "wrong")  # more names on which no question depends


@dataclass(frozen=True)
class Cache:
    """Texts by name in a folder, shared by processes; without a folder nothing is stored.

    Counts what it was asked, but for what it stored itself: that was computed in this very proof.
    """

    folder: Path | None = None
    hits: dict[str, int] = field(default_factory=dict)  # by kind of value
    lookups: dict[str, int] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)

    def get(self, kind: str, name: str) -> str | None:
        """The text of that name, or None. A damaged one counts as none."""
        text = self._read(name)
        if name not in self.stored:
            self.lookups[kind] = self.lookups.get(kind, 0) + 1
            self.hits[kind] = self.hits.get(kind, 0) + (text is not None)
        return text

    def decoded(self, kind: str, name: str, decode: Decoder) -> Any:
        """The value of that name, which was stored as JSON; None where there is none, or it has another form."""
        with contextlib.suppress(DecodingError, ValueError):
            if text := self.get(kind, name):
                return decode(json.loads(text))
        return None

    def _read(self, name: str) -> str | None:
        if self.folder is None:
            return None
        with contextlib.suppress(OSError, ValueError):
            checksum, _, text = (self.folder / name).read_text(encoding="utf-8").partition("\n")
            if checksum == digest(text):
                os.utime(self.folder / name)
                return text
        return None

    def put(self, name: str, text: str) -> None:
        """Store the text; where the folder cannot be written to, it is computed again next time."""
        if self.folder is None:
            return
        self.stored.add(name)
        pending = self.folder / f".{secrets.token_hex(8)}"
        with contextlib.suppress(OSError):
            try:
                pending.write_text(f"{digest(text)}\n{text}", encoding="utf-8", newline="\n")
                pending.replace(self.folder / name)
            finally:
                pending.unlink(missing_ok=True)

    def trim(self, most: int = MAX_BYTES) -> None:
        """Remove the values that were used longest ago until the others take `most` bytes."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError, Timeout), FileLock(self.folder / ".lock", timeout=0, mode=0o600):
            files = [(path.stat().st_mtime, path.stat().st_size, path) for path in self.folder.glob("[!.]*")]
            size = sum(size for _, size, _ in files)
            for _, of_file, path in sorted(files):
                if size <= most:
                    break
                path.unlink(missing_ok=True)
                size -= of_file

    @property
    def summary(self) -> str:
        """How much was taken from the cache; empty where nothing was."""
        counts = [f"{hits} of {self.lookups[kind]} {kind}" for kind, hits in self.hits.items() if hits]
        return " and ".join(counts)


def user_cache() -> Cache:
    """This user's cache, readable by nobody else."""
    folder = Path(platformdirs.user_cache_dir(APPLICATION, False)) / "proofs"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        if os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & 0o077):
            return Cache(folder)
    return Cache(private_folder("proofs", 0o700))


def remember_compiled(cache: Cache) -> None:
    """Let JAX, which must not be imported yet, use in later processes on such a machine what it compiles in this one.

    The methods of `reference/` are compiled for each cost; another number in a case compiles nothing new.
    """
    if cache.folder is not None:
        os.environ |= {
            "JAX_COMPILATION_CACHE_DIR": str(machine_folder(cache.folder / ".compiled")),
            "JAX_COMPILATION_CACHE_MAX_SIZE": str(MAX_BYTES // 4),
            "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
            "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
        }


def digest(*parts: str) -> str:
    """A name for these texts together; other texts, or the same divided otherwise, have another one."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def engine(*entries: str) -> str:
    """A name for what computes: the modules that those named `entries` reach, Python, and all installed packages."""
    modules = (f"{name} {sources()[name]}" for name in sorted(reached(entries)))
    return digest(*modules, platform.python_version(), platform.machine(), *installed())


@cache
def installed() -> tuple[str, ...]:
    """All installed packages with their versions."""
    return tuple(sorted({f"{each.metadata['Name']} {each.version}" for each in distributions()}))


def beside(folder: Path, excluded: Iterable[Path], data: Iterable[Path], *, work: bool = False) -> str:
    """A name for the files of an assignment's folder that any question may depend on, but for those `excluded`.

    The files of `data` that it names are among them, whatever they are called, and honest and wrong `work` if wanted.
    """
    unused = NOT_USED if work else (*NOT_USED, *NOT_COMPILED)
    return _contents({*_files(folder, unused), *data} - set(excluded), folder)


def _files(folder: Path, unused: Sequence[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if not any(fnmatch(path.name, pattern) for pattern in unused):
            yield from _files(path, unused) if path.is_dir() and not path.is_symlink() else (path,)


def _contents(paths: Iterable[Path], root: Path) -> str:
    contents = []
    for path in sorted(paths):
        content = ""  # of a folder behind a link, and of what cannot be read, nothing is known
        with contextlib.suppress(OSError):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        contents.append(f"{path.relative_to(root).as_posix()} {content}")
    return digest(*contents)

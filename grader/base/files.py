"""Files that a user named: read and written so that an error is one sentence and no file is left half written.

Everything here raises UserError, which names the path and says what to try. What is written is for its owner alone,
whatever the umask says, since most of it holds answers or names of students; a caller says what others may read.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from grader.base.errors import UserError

IS_FOLDER = "this is a folder, and a file is needed"


def read_text(path: Path, what: str = "file", error: type[UserError] = UserError, encoding: str = "utf-8") -> str:
    """The text of a file. Raises `error`."""
    try:
        return read_bytes(path, what, error).decode(encoding)
    except UnicodeDecodeError as wrong:
        raise error(
            f"{path}: this {what} cannot be read: it is not text in UTF-8 (byte {wrong.start} is wrong)."
        ) from None


def read_bytes(path: Path, what: str = "file", error: type[UserError] = UserError) -> bytes:
    """The bytes of a file. Raises `error`."""
    try:
        return Path(path).read_bytes()
    except OSError as wrong:
        why = IS_FOLDER if _is_folder(path) else f"this {what} cannot be read: {reason(wrong)}"
        raise error(f"{path}: {why}. Check the name and the folder.") from None


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises where a folder above may not be read


def check_is_file(path: Path) -> None:
    """Raise UserError where there is no such file."""
    with _as_user_error(path, "read"):
        if not path.is_file():
            what = IS_FOLDER if _is_folder(path) else "there is no such file"
            raise UserError(f"{path}: {what}. Check the name and the folder.")


def check_writable(path: Path | None) -> None:
    """Raise UserError if no file can be written there. Call it before doing work that would be lost."""
    if path is None:
        return
    with _as_user_error(path):
        if path.is_dir():
            raise UserError(f"{path}: this is a folder. Name a file to write to, such as {path / 'out.html'}.")
        _check_folder(path.parent, path)


def check_folder(path: Path | None) -> None:
    """Raise UserError where there is no such folder and none can be made."""
    if path is None:
        return
    with _as_user_error(path):
        if path.is_dir():
            _check_folder(path, path)
        elif os.path.lexists(path):
            raise UserError(f"{path}: this is a file. Name a folder to write to.")
        else:
            _check_folder(next(p for p in path.absolute().parents if os.path.lexists(p)), path)


def _check_folder(folder: Path, target: Path) -> None:
    if not folder.exists():
        raise UserError(f"{target}: there is no folder {folder}. Make it first, or name another one.")
    if not folder.is_dir():
        raise UserError(f"{target}: {folder} is a file and not a folder. Name another place.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(f"{target}: you may not write to the folder {folder}. Name another one.")


def make_folder(path: Path, *, is_private: bool = False) -> None:
    """Make a folder and its parents if they do not exist; a new one that is private only its owner can enter."""
    check_folder(path)
    with _as_user_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700 if is_private else 0o777, exist_ok=True)


def create_private(path: Path) -> None:
    """Make an empty file that its owner alone may read, for a library that fills it; one that is there stays."""
    with contextlib.suppress(OSError):  # the library says why it cannot be made
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@contextlib.contextmanager
def output_folder(path: Path, *, is_private: bool = False) -> Iterator[None]:
    """A folder, made where it is missing; if the block ends with an error, new folders that are empty are removed."""
    new = [each for each in (path, *path.parents) if not os.path.lexists(each)]
    try:
        make_folder(path, is_private=is_private)
        yield
    except BaseException:
        for each in new:
            with contextlib.suppress(OSError):  # it was not made, or holds something by now
                each.rmdir()
        raise


def write_text(path: Path, text: str, *, is_readable: bool = False) -> None:
    """Write a file in UTF-8, completely or not at all. Others may read it if it `is_readable`."""
    write_all({path: text.encode()}, {path} if is_readable else ())


def write_all(files: Mapping[Path, bytes], readable: Collection[Path] = ()) -> None:
    """Write several files: all are written to temporary files before the first one is replaced.

    Those that are `readable` others may read as the umask says. Of one that is replaced its group keeps its rights.
    """
    with contextlib.ExitStack() as stack:
        copies = {
            path: stack.enter_context(_temporary_copy(path, content, path in readable))
            for path, content in files.items()
        }
        for path, temporary in copies.items():
            if temporary is not None:
                with _as_user_error(path):
                    temporary.replace(path.resolve())


@contextlib.contextmanager
def _temporary_copy(path: Path, content: bytes, is_readable: bool) -> Iterator[Path | None]:
    """A file that holds the content beside `path`, removed at the end unless it was renamed.

    None where `path` is a device or a pipe, which cannot be replaced: it has the content then.
    """
    check_writable(path)
    if path.exists() and not path.is_file():
        with _as_user_error(path):
            path.write_bytes(content)
        yield None
        return
    temporary = path.resolve().with_name(f".{os.urandom(8).hex()}.part")
    try:
        with _as_user_error(path):
            if not is_readable:
                create_private(temporary)
            temporary.write_bytes(content)
            if not is_readable and path.exists():
                temporary.chmod(0o600 | stat.S_IMODE(path.stat().st_mode) & 0o060)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _as_user_error(path: Path, action: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(f"{path}: this cannot be {action}: {reason(error)}. Name another place.") from None


def reason(error: OSError) -> str:
    """What the system says, without numbers and paths."""
    return (error.strerror or str(error)).lower()

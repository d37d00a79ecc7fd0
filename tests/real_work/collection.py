"""Public programs of a real course, which are not stored here: they have no licence.

`versions.txt` lists each version of `implementations.py` in 15 public repositories of EPFL CS-433's project 1 as
`owner/name commit path blob`. A clone is a folder `owner/name`, or `owner+name/repo`, below the one that is named.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from field.collection import ALL

HERE = Path(__file__).parent
VERSIONS = HERE / "versions.txt"
COURSE = "epfml/ML_course"
COURSE_TESTS = "9fdac4c7", "projects/project1/grading_tests/test_project1_public.py"
NUMBERS = (9, 146, 6, 7, 147, 148)  # of the exercises that the project asks for
EXERCISES = [exercise for number in NUMBERS for exercise in ALL if exercise.number == number]
FILE = "implementations.py"


class Version(NamedTuple):
    """One state of a team's file; `blob` is git's digest of its content."""

    repository: str
    commit: str
    path: str
    blob: str

    @property
    def name(self) -> str:
        """A name for a folder, unlike those of all other versions."""
        return f"{self.repository.replace('/', '+')}_{self.blob[:10]}"


def versions() -> list[Version]:
    return [Version(*line.split()) for line in VERSIONS.read_text(encoding="utf-8").splitlines()]


def clone_of(folder: Path, repository: str) -> Path:
    """The clone of a repository. Raises SystemExit, with the command that makes it, where there is none."""
    for path in (folder / repository, folder / repository.replace("/", "+") / "repo"):
        if path.is_dir():
            return path
    sys.exit(
        f"{folder} has no clone of {repository}. Run: git clone https://github.com/{repository} {folder / repository}"
    )


def program_files(folder: Path, version: Version) -> dict[str, str]:
    """The version's file and each Python file below its folder, by path. Raises SystemExit for another digest."""
    clone, home = clone_of(folder, version.repository), PurePosixPath(version.path).parent
    paths = [PurePosixPath(line) for line in git(clone, "ls-tree", "-r", "--name-only", version.commit).splitlines()]
    mine = [path for path in paths if path.suffix == ".py" and path.is_relative_to(home)]
    contents = {str(path.relative_to(home)): show(clone, version.commit, str(path)) for path in mine}
    content = contents[FILE]
    digest = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    if digest != version.blob:
        sys.exit(f"{version.repository}: {version.path} of commit {version.commit} is not the file that was listed.")
    return {name: text.decode("utf-8", "replace") for name, text in contents.items()}


def course_tests(folder: Path) -> str:
    """The text of the course's public tests."""
    return show(clone_of(folder, COURSE), *COURSE_TESTS).decode()


def show(clone: Path, commit: str, path: str) -> bytes:
    return subprocess.run(["git", "-C", clone, "show", f"{commit}:{path}"], check=True, capture_output=True).stdout


def git(clone: Path, *words: str) -> str:
    command = ["git", "-C", str(clone), "-c", "core.quotePath=false", *words]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")


def list_versions(clone: Path, repository: str) -> Iterator[Version]:
    """Each content that the file ever had in a clone, oldest first; for `versions.txt`."""
    found: dict[str, Version] = {}
    for commit in git(clone, "log", "--all", "--reverse", "--format=%H", "--", f"*{FILE}").split():
        for line in git(clone, "ls-tree", "-r", commit).splitlines():
            (_, kind, blob), path = line.split("\t")[0].split(), line.split("\t")[1]
            if kind == "blob" and PurePosixPath(path).name == FILE:
                found.setdefault(blob, Version(repository, commit, path, blob))
    yield from found.values()

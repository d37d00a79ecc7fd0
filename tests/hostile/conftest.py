"""The arena's key, compiled once, and processes that grade hostile notebooks and files."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import arena  # noqa: E402
from attack import USERS  # noqa: E402
from notebooks import cache  # noqa: E402
from support import other_users  # noqa: E402

from grader.model.key import read_key  # noqa: E402
from grader.processes import work_dir  # noqa: E402
from grader.sandbox.cache import warming  # noqa: E402

SECONDS = 120  # that one notebook may take

needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can change users")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `--dist loadgroup` each profile is run by one process: attacks under `user` must not meet other processes of
    that user, and a process that grades serves all rows of its profile."""
    for item in items:
        if item.nodeid.startswith("tests/hostile/"):
            parameters = item.callspec.params if hasattr(item, "callspec") else {}
            item.add_marker(pytest.mark.xdist_group(parameters.get("profile", item.path.stem)))


@pytest.fixture(scope="session")
def arena_key(made_once) -> Path:
    from grader.authoring.cache import user_cache
    from grader.authoring.compiler import compile_key
    from grader.authoring.reading import assignment_file

    def make(path: Path) -> None:
        path.write_text(compile_key(assignment_file.load_assignment(arena.ASSIGNMENT), user_cache()).to_json())

    return made_once("arena.key", make)


@pytest.fixture(scope="session")
def arena_cache(arena_key, made_once, request) -> Path | None:
    """JAX's compilation cache, filled as for any key, if this run has an attack on it: then every attack meets it.

    It takes ten seconds of CPU to fill, and saves every child half a second.
    """
    names = {item.callspec.params.get("name") for item in request.session.items if hasattr(item, "callspec")}
    if not names & {attack.name for attack in cache.ATTACKS}:
        return None
    return made_once("arena-cache", lambda path: warming.warm(read_key(arena_key), path))


@pytest.fixture(scope="session")
def ordinary_user() -> Iterator[int]:
    """The number of the user who grades under `user`: no other run on this machine has it as long as this one lasts."""
    for number in USERS:
        with (work_dir.jobs_folder() / f"{number}{work_dir.LOCK}").open("a") as lock, contextlib.suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield number
            return
    pytest.fail(f"all of the users {USERS} are taken")


@pytest.fixture(scope="session")
def place(arena_key, arena_cache, ordinary_user) -> Iterator[Callable[[str], Path]]:
    """The folder of a profile, with its canaries. Every user can pass through the folders above it, as not in pytest's
    own: each session that starts closes those of all others."""
    top, made = Path(tempfile.mkdtemp(prefix="arena-")), {}
    top.chmod(0o755)

    def of(profile: str) -> Path:
        if profile == "user" and os.geteuid() == 0 and other_users.CLOSED:
            pytest.skip(other_users.REASON)
        if profile not in made:
            made[profile] = top / profile
            owner = ordinary_user if profile == "user" and os.geteuid() == 0 else 0
            arena.build(made[profile], arena_key.read_text(), arena_cache, owner)
        return made[profile]

    yield of
    shutil.rmtree(top, ignore_errors=True)


@pytest.fixture(scope="session")
def start(place) -> Callable[..., subprocess.Popen]:
    """Start the driver: `start(profile, *names)`."""

    def popen(profile: str, *names: str, errors: Any = subprocess.PIPE) -> subprocess.Popen:
        folder = place(profile)
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder / "work"), "LANG": "C.UTF-8"}
        return subprocess.Popen(
            [sys.executable, str(HERE / "driver.py"), profile, str(folder), *names], cwd="/", env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            text=True,
        )  # fmt: skip

    return popen


class Ended(AssertionError):
    """The grading process ended before it answered."""


class Grading:
    """A process that grades hostile notebooks one by one under a profile. It is replaced if it is harmed."""

    def __init__(self, start: Callable[..., subprocess.Popen], profile: str) -> None:
        self._start, self._profile = start, profile
        self._process: subprocess.Popen | None = None
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - a pipe would fill up, and goes with the session

    def outcome(self, name: str) -> dict:
        """The outcome of a notebook. Raises Ended if the process ended, or took two minutes."""
        process = self._process = self._process or self._start(self._profile, errors=self._errors)
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], SECONDS)[0] or not (line := process.stdout.readline()):
            self.close()
            self._errors.seek(0)
            raise Ended(f"the grading process ended with {process.returncode}: {self._errors.read()[-3000:]}")
        seen = json.loads(line)
        if seen["changed"] or not seen["fork_server"]:
            self.close()
        return seen

    def close(self) -> None:
        """End the process if it runs: close its input, so that it can clean up, then kill it."""
        if self._process is not None:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                self._process.stdin.close()
                self._process.wait(5)
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="session")
def gradings(start) -> Iterator[dict[str, Grading]]:
    """The processes that grade, by their profile."""
    made: dict[str, Grading] = {}
    yield made
    for grading in made.values():
        grading.close()


@pytest.fixture
def outcome(start, gradings) -> Callable[[str, str], dict]:
    """The outcome of one hostile notebook or file, and everything that was watched."""

    def run(profile: str, name: str) -> dict:
        return gradings.setdefault(profile, Grading(start, profile)).outcome(name)

    return run


@pytest.fixture(scope="session")
def files_seen(start, request) -> dict[str, dict]:
    """The outcome of every hostile file of this session, graded by one process; a file that ended it is missing."""
    names = [
        item.callspec.params["name"] for item in request.session.items if item.path.name == "test_hostile_files.py"
    ]
    seen: dict[str, dict] = {}
    with start("files", *names) as process:
        said, errors = process.communicate(timeout=600)
    for line in said.splitlines():
        outcome = json.loads(line)
        seen[outcome["name"]] = outcome
    if errors:
        print(errors[-3000:], file=sys.stderr)
    return seen


COLUMNS = {  # of the summary: what the complaints of a row begin with
    "forged": ("forged",),
    "lost": ("lost",),
    "leaked": ("leaked", "messages heard"),
    "changed": ("changed", "folders left"),
    "survivors": ("survivors",),
    "other": ("status", "the message", "unprintable", "MB", "seconds", "the process"),
}


def pytest_terminal_summary(terminalreporter) -> None:
    """One row for each profile: how many notebooks were graded fairly, and what went wrong with the others."""
    reports = [r for name in ("passed", "failed") for r in terminalreporter.stats.get(name, ()) if r.when == "call"]
    rows: dict[str, list[list[str]]] = {}
    for report in reports:
        properties = dict(report.user_properties)
        if "profile" in properties:
            rows.setdefault(properties["profile"], []).append(properties.get("complaints", ["the process ended"]))
    if rows:
        terminalreporter.section("hostile notebooks")
        terminalreporter.line("".join(f"{title:>14}" for title in ("profile", "rows", "as expected", *COLUMNS)))
    for profile, complaints in rows.items():
        counts = [sum(any(c.startswith(words) for c in row) for row in complaints) for words in COLUMNS.values()]
        cells = (profile, len(complaints), complaints.count([]), *counts)
        terminalreporter.line("".join(f"{cell:>14}" for cell in cells))

"""The arena's key, compiled once, and a way to run hostile notebooks and files in a process that can be thrown away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import arena  # noqa: E402
import driver  # noqa: E402
import other_users  # noqa: E402

needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can change users")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")


@pytest.fixture(scope="session")
def arena_key(tmp_path_factory) -> str:
    from grader import assignment
    from grader.compile import compile

    folder = tmp_path_factory.mktemp("assignment")
    (folder / "assignment.toml").write_text(arena.ASSIGNMENT)
    return compile(assignment.load(folder)).to_json()


@pytest.fixture(scope="session")
def place(arena_key) -> Iterator[Callable[[str], Path]]:
    """The folder of a profile, with its canaries. Every user can pass through the folders above it, as not in pytest's
    own: each session that starts closes those of all others."""
    top, made = Path(tempfile.mkdtemp(prefix="arena-")), {}
    top.chmod(0o755)

    def of(profile: str) -> Path:
        if profile == "user" and os.geteuid() == 0 and other_users.CLOSED:
            pytest.skip(other_users.REASON)
        if profile not in made:
            made[profile] = top / profile
            arena.build(made[profile], arena_key, driver.USER if profile == "user" and os.geteuid() == 0 else 0)
        return made[profile]

    yield of
    shutil.rmtree(top, ignore_errors=True)


@pytest.fixture(scope="session")
def start(place) -> Callable[..., subprocess.Popen]:
    """Start the driver: `start(profile, *names)`."""

    def popen(profile: str, *names: str) -> subprocess.Popen:
        folder = place(profile)
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder / "work"), "LANG": "C.UTF-8"}
        return subprocess.Popen(
            [sys.executable, str(HERE / "driver.py"), profile, str(folder), *names], cwd="/", env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    return popen


@pytest.fixture
def outcome(start) -> Callable[[str, str], dict]:
    """What came of one hostile notebook or file, and of all that was watched."""

    def run(profile: str, name: str) -> dict:
        with start(profile, name) as process:
            try:
                said, errors = process.communicate(timeout=120)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert process.returncode == 0 and said, (
            f"the grading process ended with {process.returncode}: {errors[-3000:]}"
        )
        return json.loads(said)

    return run


@pytest.fixture(scope="session")
def files_seen(start, request) -> dict[str, dict]:
    """What came of every hostile file that this session asks for, by one process; one is missing if that died of it."""
    asked = [
        item.callspec.params["name"] for item in request.session.items if item.path.name == "test_hostile_files.py"
    ]
    seen: dict[str, dict] = {}
    with start("files", *asked) as process:
        said, errors = process.communicate(timeout=600)
    for line in said.splitlines():
        outcome = json.loads(line)
        seen[outcome["name"]] = outcome
    if errors:
        print(errors[-3000:], file=sys.stderr)
    return seen

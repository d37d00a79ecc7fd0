"""Fixtures that take tens of seconds: made once for all processes of a test run; and where a run begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from grader.authoring.release import Release
from grader.model.key import Key, read_key

TESTS = Path(__file__).parent
HOMEWORK = TESTS.parent / "assignments" / "first_order"
FIRST = ("tests/sandbox/", "tests/course/")

settings.register_profile("quick", max_examples=40, deadline=None)  # of tests that choose no number
settings.register_profile("thorough", max_examples=200, deadline=None)
settings.load_profile("quick")  # --hypothesis-profile on the command line comes later


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that wait for processes: at the end, one of them would leave a core without work."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.fixture(scope="session")
def first_order_key(tmp_path_factory) -> Key:
    """The real key of the real homework."""
    from grader.authoring.compiler import compile_key
    from grader.authoring.reading.assignment_file import load_assignment

    folder = _shared(tmp_path_factory)
    with FileLock(folder / "first_order.lock"):
        if not (path := folder / "first_order.key").exists():
            path.write_text(compile_key(load_assignment(HOMEWORK)).to_json(), encoding="utf-8")
    return read_key(path)


@pytest.fixture(scope="session")
def first_order_release(first_order_key, tmp_path_factory) -> Release:
    """The homework as it is given away. Nobody may write to these files."""
    from grader.authoring.reading.assignment_file import load_assignment
    from grader.authoring.release import release

    folder = _shared(tmp_path_factory)
    with FileLock(folder / "release.lock"):
        if not (out := folder / "release").exists():
            release(load_assignment(HOMEWORK), first_order_key, out)
    return Release(*(out / f"first_order{end}" for end in ("-student.zip", "-gradescope.zip", "-github.zip", ".key")))


@pytest.fixture(scope="session")
def small_key(tmp_path_factory) -> Path:
    """The key of a small homework: Adam by two cases, and a number. Nobody may write to this file."""
    from support import small

    from grader.authoring.compiler import compile_key
    from grader.authoring.reading.assignment_file import load_assignment

    folder = _shared(tmp_path_factory)
    with FileLock(folder / "small.lock"):
        if not (path := folder / "small.key").exists():
            (source := folder / "small").mkdir()
            facts = load_assignment(small.write(source, small.ADAM, small.TELLING, small.ROOT_QUESTION))
            path.write_text(compile_key(facts).to_json(), encoding="utf-8")
    return path


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base

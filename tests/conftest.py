"""What takes tens of seconds, made once for all processes of a test run; Ctrl-C in tests; and where a run begins."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import jax
import pytest
from filelock import FileLock
from hypothesis import settings
from support import unchanged

from grader.authoring.release import Release
from grader.model.key import Key, read_key
from grader.sandbox.isolation.profiles import WAIVER, closed_to_others

TESTS = Path(__file__).parent
HOMEWORK = TESTS.parent / "assignments" / "first_order"
FIRST = ("tests/sandbox/", "tests/course/")

settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=200, deadline=None)
settings.load_profile("quick")  # --hypothesis-profile on the command line comes later


def pytest_configure(config: pytest.Config) -> None:
    """Keep what JAX compiles, and waive the own user that a private clone of root cannot give a submission.

    Commands stop there, as tests/frontends/test_missing_isolation.py claims; the others are tested all the same.
    """
    if sys.platform == "linux" and os.geteuid() == 0 and closed_to_others():
        os.environ[WAIVER] = "none"
    _keep_compiled(config)


def _keep_compiled(config: pytest.Config) -> None:
    """Keep what JAX compiles in these processes in pytest's cache, which `--cache-clear` empties.

    JAX names an entry by its program, the versions and the CPU: none is out of date. The sandbox never sees them.
    """
    if not hasattr(config, "cache"):  # -p no:cacheprovider
        return
    with contextlib.suppress(OSError):  # the repository belongs to another user
        folder = config.cache.mkdir("jax")
        if os.access(folder, os.W_OK):
            jax.config.update("jax_compilation_cache_dir", str(folder))
            jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make test` leave out what nothing can have broken since it passed here."""
    parser.addoption(unchanged.OPTION, action="store_true", help=f"leave out {unchanged.FOLDER} where it has passed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the files that wait for processes: at the end, one of them would leave a core without work."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))
    if config.getoption(unchanged.OPTION) and unchanged.have_passed():
        left_out = [item for item in items if item.nodeid.startswith(unchanged.FOLDER)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Remember that all tests have passed, where all were asked for."""
    config = session.config
    is_whole = config.args == config.getini("testpaths") and not config.getoption("keyword")
    if config.getoption(unchanged.OPTION) and is_whole and exitstatus == 0 and not hasattr(config, "workerinput"):
        unchanged.remember()


def pytest_collection_finish() -> None:
    """Look no more for garbage among the modules and the 6,000 tests: they stay until the end."""
    gc.freeze()


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """SIGINT is KeyboardInterrupt, also where a shell started these tests in the background, and has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """`made_once(name, make)`: what `make` makes at the path that it gets, once for all processes of this test run.
    Nobody may write to it."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if base.name.startswith("popen-") else base

    def path_of(name: str, make: Callable[[Path], object]) -> Path:
        path, pending = folder / name, folder / f"pending-{name}"
        with FileLock(folder / f"{name}.lock"):
            if not path.exists():
                make(pending)
                pending.rename(path)
        return path

    return path_of


@pytest.fixture(scope="session")
def first_order_key(made_once) -> Key:
    """The real key of the real homework."""
    return read_key(made_once("first_order.key", lambda path: _compile(HOMEWORK, path)))


@pytest.fixture(scope="session")
def first_order_release(first_order_key, made_once) -> Release:
    """The homework as it is given away; `make rehearse` proves it first."""
    from grader.authoring.reading.assignment_file import load_assignment
    from grader.authoring.release import write_release

    out = made_once("release", lambda path: write_release(load_assignment(HOMEWORK), first_order_key, path))
    return Release(*(out / f"first_order{end}" for end in ("-student.zip", "-gradescope.zip", "-github.zip", ".key")))


@pytest.fixture(scope="session")
def small_key(made_once) -> Path:
    """The key of a small homework: Adam by two cases, and a number."""
    from support import small

    def make(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            _compile(small.write(Path(folder), small.ADAM, small.TELLING, small.ROOT_QUESTION), path)

    return made_once("small.key", make)


@pytest.fixture(scope="session")
def adam_key(made_once) -> Key:
    """Adam by three cases, and a number, with all known mistakes."""
    from support import small

    def make(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            _compile(small.write(Path(folder), small.ADAM, small.TELLING, small.FROM_ZERO, small.ROOT_QUESTION), path)

    return read_key(made_once("adam.key", make))


def _compile(assignment: Path, path: Path) -> None:
    """Compile the assignment in a folder, and write its key. Questions come from the cache, as in a rehearsal."""
    from grader.authoring.cache import user_cache
    from grader.authoring.compiler import compile_key
    from grader.authoring.reading.assignment_file import load_assignment

    path.write_text(compile_key(load_assignment(assignment), user_cache()).to_json(), encoding="utf-8")

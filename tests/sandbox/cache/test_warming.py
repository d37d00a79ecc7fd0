"""What is compiled once for all: nothing of a solution, nothing that can be listed or changed, and found again."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import numpy as np
import pytest
from support import small
from support.program import QUICK, Isolation, ask, forked, program, run
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.transcript import Returned
from grader.sandbox.cache import operations, warming
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from grader.model.key import Key

ROOT = Path(__file__).parents[3]
SOLVED = read_written(__file__, "warming_solved.py")

NO_ALGORITHM = read_written(__file__, "warming_no_algorithm.py")

COUNTED = """
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    events = []
    jax.monitoring.register_event_listener(lambda event, **_: events.append(event))
    solved(g, alpha, beta1, beta2, eps, max_its, w)
    return [sum(event.endswith(ending) for event in events) for ending in ("cache_hits", "cache_misses")]
"""  # what JAX itself says about its cache


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Key:
    """Of an assignment whose solution is compiled as one program."""
    folder = small.write(tmp_path_factory.mktemp("small"), small.ADAM.replace("max_its = 25", "max_its = 3"))
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOLVED.strip())]), folder / "small.ipynb")
    return compile_key(load_assignment(folder))


@pytest.fixture(scope="module")
def base():
    """A folder that every user can enter, as not in pytest's own."""
    with tempfile.TemporaryDirectory(prefix="grader-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder, "cache")


@pytest.fixture(scope="module")
def cache(key, base) -> Path:
    """In float32 alone, which is what the submissions of this file compute in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warming, "PRECISIONS", warming.PRECISIONS[:1])
        return warming.warm(key, base)


@pytest.fixture(scope="module")
def filled(key, base) -> Path:
    """One whose only program is a few bytes: who may list, read or change them asks for no real ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warming, "_compile", lambda cases, folder: (folder / "jit_add-cache").write_bytes(b"program"))
        return warming.warm(key, base.with_name("filled"))


def of_one(source, cache, **options):
    """What the one function `f` of a submission does beside the cache."""
    done = run(program(source), [ask("f", "f", [0], w=1.0)], limits=QUICK, cache=str(cache), **options)
    return done.calls["f"]


# --- nothing of a solution


@pytest.mark.slow
def test_a_submission_without_an_algorithm_earns_nothing_out_of_the_cache(key, cache, tmp_path):
    (path := tmp_path / "work.py").write_text(NO_ALGORITHM)
    assert judge(key, transcribe(path, key, forked(cache=str(cache)))).earned == 0


@pytest.mark.slow
def test_no_program_in_the_cache_holds_a_name_of_a_solution(key, cache):
    """In the file's name or in the code itself; the search is shown to work by a name that is there."""
    programs = {path.name: _program(path) for path in cache.iterdir()}
    assert any(b"quartic" in code for code in programs.values())
    assert not [name for name, code in programs.items() if "the_whole_method" in name or b"the_whole_method" in code]


def _program(path: Path) -> bytes:
    data = path.read_bytes()
    try:
        import zstandard
    except ImportError:
        return zlib.decompress(data)
    return zstandard.ZstdDecompressor().decompress(data)


def test_no_key_holds_a_solution(key):
    assert "the_whole_method" not in key.to_json()


def test_a_case_with_other_numbers_has_the_same_folder(key):
    """An author changes a step, a start or a limit of steps: that is not worth compiling everything anew."""
    (question,) = key.questions
    (case,) = question.cases
    assert type(case.arguments["alpha"]) is float and type(case.arguments["max_its"]) is int
    numbers = {**case.arguments, "alpha": 0.123, "w": np.multiply(case.arguments["w"], 2.0).tolist(), "max_its": 17}
    other = replace(key, questions=(replace(question, cases=(replace(case, arguments=numbers),)),))
    assert warming.shared_base(other) == warming.shared_base(key)


def test_the_folder_follows_from_what_is_public_alone(key):
    """From the visible arguments, not from answers, hidden cases or versions."""
    (question,) = key.questions
    (case,) = question.cases
    hidden = replace(case, id="secret", hidden=True, arguments={**case.arguments, "w": [1.0, 2.0, 3.0]})
    secretive = replace(key, questions=(replace(question, cases=(case, hidden), mistakes=()),), made_with={"jax": "0"})
    other = replace(case, arguments={**case.arguments, "w": [1.0, 2.0]})
    assert warming.shared_base(secretive) == warming.shared_base(key)
    assert warming.shared_base(replace(key, questions=(replace(question, cases=(other,)),))) != warming.shared_base(key)


def test_without_visible_cases_the_tables_alone_are_compiled():
    """The costs, and how many points are stacked, come from the cases; the arrays of the tables from no homework."""
    tables = [operation for family in operations.FAMILIES for operation in operations.family_operations(family)]
    assert len(list(operations.operations([]))) == len(tables)
    assert max(max(shape, default=1) for family in operations.FAMILIES for shape in family.shapes) < 8


@pytest.mark.slow
def test_every_operation_of_the_tables_runs():
    """One that raises would be left out without a word."""
    for family in operations.FAMILIES:
        for operation in operations.family_operations(family):
            operation()


# --- read by name, never listed, never written

PROFILES = [
    pytest.param(None, id="as graded here"),
    pytest.param(Isolation("same-user", due=("landlock",)), id="as the grader's own user"),
]


LISTS = read_written(__file__, "warming_lists.py")


@pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
@pytest.mark.parametrize("isolation", PROFILES)
def test_no_submission_can_list_the_cache(filled, isolation):
    call = of_one(LISTS.format(cache=str(filled)), filled, isolation=isolation)
    assert isinstance(call, Returned) and call.value.array.tolist() == [True] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
@pytest.mark.parametrize("isolation", PROFILES)
def test_a_submission_can_open_a_program_whose_name_it_has(filled, isolation):
    """As JAX does it."""
    name = next(filled.iterdir())
    call = of_one(f"def f(w): return len(open({str(name)!r}, 'rb').read())", filled, isolation=isolation)
    assert isinstance(call, Returned) and int(call.value.array) == name.stat().st_size


def test_a_submission_cannot_change_what_was_compiled(filled):
    """A poisoned program would be another student's native code."""
    source = f"""
    import os, pathlib
    def f(w):
        done, folder = [], pathlib.Path({str(filled)!r})
        entry = folder / {next(filled.iterdir()).name!r}
        for attempt in (lambda: entry.write_bytes(b"x"), lambda: entry.unlink(), lambda: entry.chmod(0o666),
                        lambda: (folder / "new").write_bytes(b"x"), lambda: entry.rename(folder / "old"),
                        lambda: folder.chmod(0o777)):
            try:
                attempt()
                done.append(True)
            except OSError:
                done.append(False)
        return done
    """
    before = {path.name: path.read_bytes() for path in filled.iterdir()}
    assert of_one(source, filled).value.array.tolist() == [False] * 6
    assert {path.name: path.read_bytes() for path in filled.iterdir()} == before


# --- it is of use


@pytest.mark.slow
@pytest.mark.parametrize("fresh", [True, False])
def test_a_submission_finds_what_was_compiled(key, cache, tmp_path, fresh):
    """Eager steps of a rule that the cache has never seen: what JAX compiles for them is there."""
    (path := tmp_path / "work.py").write_text(small.MASTER.replace("def adam", "def solved") + COUNTED)
    environment = forked(cache=str(cache))
    hits, misses = transcribe(path, key, environment.fresh() if fresh else environment).calls["adam.1"].value.array
    assert hits > 5 and misses < 0.5 * hits


@pytest.mark.slow
def test_a_fork_server_and_a_cache_change_no_result(key, cache, tmp_path):
    (path := tmp_path / "work.py").write_text(small.MASTER, encoding="utf-8")
    plain = transcribe(path, key, Environment())
    fast = transcribe(path, key, forked(cache=str(cache)))
    assert _without_times(fast) == _without_times(plain)


def _without_times(transcript):
    calls = {case: replace(call, seconds=0.0) for case, call in transcript.calls.items()}
    return replace(transcript, calls=calls).to_json()


def test_a_cache_that_cannot_be_reached_costs_no_layer(tmp_path):
    """Landlock once failed as a whole with a folder that the child's user may not enter."""
    (private := tmp_path / "private").mkdir()
    (private / "cache").mkdir()
    private.chmod(0o700)
    done = run(program("f = abs"), [ask("f-1", "f", [0], w=-1.0)], limits=QUICK, cache=str(private / "cache"))
    assert isinstance(done.calls["f-1"], Returned)
    assert sys.platform != "linux" or done.layers["landlock"] == "held"


@pytest.mark.slow
def test_a_crash_is_looked_at_once_more_without_the_cache(filled):
    """Native code that we brought may be at fault, and the student is not to be told that Python crashed."""
    source = """
    import ctypes, jax
    def f(w):
        if jax.config.jax_compilation_cache_dir: ctypes.string_at(0)
        return w
    def g(w): ctypes.string_at(0)
    """
    requests = [ask(name, name, [0], w=1.0) for name in "fg"]
    done = run(program(source), requests, limits=QUICK, cache=str(filled))
    assert isinstance(done.calls["f"], Returned)
    assert "SIGSEGV" in done.calls["g"].detail


# --- filled once, and wholly


@pytest.fixture
def quick(monkeypatch):
    """Count what is compiled, in place of compiling it: a second, and nothing to the lock."""
    runs = []

    def touch(cases, folder):
        runs.append(folder)
        threading.Event().wait(0.5)
        (folder / "jit_add-cache").touch()

    monkeypatch.setattr(warming, "_compile", touch)
    return runs


def test_two_graders_of_one_key_warm_once(key, tmp_path, quick):
    graders = [threading.Thread(target=warming.warm, args=(key, tmp_path / "cache")) for _ in range(2)]
    for grader in graders:
        grader.start()
    for grader in graders:
        grader.join()
    assert len(quick) == 1 and warming.warmed(tmp_path / "cache")


def test_waiting_too_long_is_an_error_that_says_what_to_do(key, tmp_path, quick, monkeypatch):
    monkeypatch.setattr(warming, "WAIT_SECONDS", 0.1)
    (base := tmp_path / "cache").mkdir()
    holder = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(base / ".lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        with pytest.raises(warming.CannotWarm, match="another process has been filling this cache .* Try again"):
            warming.warm(key, base)
        other.kill()
    assert warming.warmed(base) == "" and not quick


@pytest.mark.slow
def test_a_killed_warming_leaves_nothing_that_is_taken_for_whole(key, tmp_path, quick):
    """Killed while it compiles; the next one removes what was left and fills the cache."""
    base, text = tmp_path / "cache", tmp_path / "small.key"
    text.write_text(key.to_json(), encoding="utf-8")
    command = [sys.executable, "-m", "grader.sandbox.cache.warming", str(text), "--into", str(base)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as victim:
        while not list(base.glob(".pending-*/*")):
            assert victim.poll() is None
            threading.Event().wait(0.05)
        victim.kill()
    assert list(base.glob(".pending-*")) and warming.warmed(base) == ""
    warming.warm(key, base)
    assert not list(base.glob(".pending-*")) and warming.warmed(base) and len(quick) == 1


def test_what_killed_graders_left_of_other_keys_is_removed_after_a_day(key, tmp_path, quick):
    old, new = tmp_path / "other" / ".pending-old", tmp_path / "other" / ".pending-new"
    old.mkdir(parents=True)
    new.mkdir()
    os.utime(old, (0, 0))
    warming.warm(key, tmp_path / "cache")
    assert not old.exists() and new.exists()


@pytest.mark.slow
def test_a_process_that_fails_is_reported_and_leaves_nothing(key, tmp_path, monkeypatch):
    monkeypatch.setattr(warming, "PRECISIONS", ("no number",))
    with pytest.raises(warming.CannotWarm, match="cache: the process that fills this cache ended early: .*no number"):
        warming.warm(key, tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir() if path.name != ".lock"] == []


# --- where it lies


def test_a_cache_of_another_cpu_or_jax_is_not_used(tmp_path):
    (tmp_path / "jaxlib-0.0.0-000000000000").mkdir()
    assert warming.warmed(tmp_path) == ""
    warming.machine_folder(tmp_path).mkdir()
    assert warming.warmed(tmp_path) == str(warming.machine_folder(tmp_path))


@pytest.fixture
def root(monkeypatch):
    """The platform's cache folder, for whichever user runs this, set to one of the test's."""

    def choose(folder):
        for name in ("site_cache_dir", "user_cache_dir"):
            monkeypatch.setattr(warming.platformdirs, name, lambda *words: str(folder))

    return choose


def test_it_survives_a_restart_in_the_users_cache_folder(key, base, root):
    root(base.parent / "users")
    assert warming.shared_base(key).parent == base.parent / "users"
    assert (base.parent / "users").stat().st_mode & 0o777 == 0o711


def test_a_folder_that_others_can_write_is_not_used(key, base, root):
    (shared := base.parent / "open").mkdir()
    shared.chmod(0o777)
    root(shared)
    assert shared not in warming.shared_base(key).parents


def test_where_no_cache_folder_can_be_made_it_is_a_temporary_one(key, base, root):
    (file := base.parent / "file").touch()
    root(file / "cache")
    assert Path(tempfile.gettempdir()) in warming.shared_base(key).parents

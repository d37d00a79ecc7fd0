"""What is compiled once for all: by honest work, from what is public, and in fact found again by a submission."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
import small

from grader import warm
from grader.assignment import load
from grader.batch import key_digest
from grader.compile import compile
from grader.job import LOOK, MOST_FILES
from grader.layers import expected
from grader.transcribe import transcribe
from grader.transcript import Returned
from grader.zygote import Zygote, of_this_process
from tests.program import QUICK, ask, program, run

COUNTED = """
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    heard = []
    jax.monitoring.register_event_listener(lambda event, **_: heard.append(event))
    solved(g, alpha, beta1, beta2, eps, max_its, w)
    return [sum(e.endswith(endings) for e in heard) for endings in (("cache_hits", "/piece"), "cache_misses")]
"""  # what JAX itself says about its cache, and grader.pieces about what is in front of it


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    folder = small.write(tmp_path_factory.mktemp("small"), small.ADAM.replace("max_its = 25", "max_its = 3"),
                         small.ROOT_QUESTION)  # fmt: skip
    return compile(load(folder))


@pytest.fixture(scope="module")
def cache(key):
    """In a folder that every user can enter, as not in pytest's own."""
    with tempfile.TemporaryDirectory(prefix="grader-test-") as base:
        Path(base).chmod(0o755)
        yield warm.warm(key, Path(base))


def test_a_cache_that_cannot_be_reached_costs_no_layer(tmp_path):
    """Landlock once failed as a whole with a folder that the child's user may not enter."""
    (private := tmp_path / "private").mkdir()
    (private / "cache").mkdir()
    private.chmod(0o700)
    done = run(program("f = abs"), [ask("f-1", "f", [0], w=-1.0)], limits=QUICK, cache=str(private / "cache"))
    assert isinstance(done.calls["f-1"], Returned)
    assert sys.platform != "linux" or done.layers["landlock"] == "held"


def test_a_crash_is_looked_at_once_more_without_the_cache(cache):
    """Native code that we brought may be at fault, and the student is not to be told that Python crashed."""
    source = """
    import ctypes, jax
    def f(w):
        if jax.config.jax_compilation_cache_dir: ctypes.string_at(0)
        return w
    def g(w): ctypes.string_at(0)
    """
    asks = [ask(name, name, [0], w=1.0) for name in "fg"]
    done = run(program(source), asks, limits=QUICK, cache=str(cache))
    assert isinstance(done.calls["f"], Returned)
    assert "SIGSEGV" in done.calls["g"].detail


@pytest.fixture
def into():
    with tempfile.TemporaryDirectory(prefix="grader-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def of_one_statement(source):
    return warm.Program("work.py", ((1, 1, source, 0),), (ask("f-1", "f", [0], w=1.0),))


def told_of(program, into):
    told = []
    warm.Learner(into, expected(), of_this_process(), told.append)(program)
    return told


def test_work_goes_on_however_much_is_known_already(into):
    """What is lent to a job lies in its folder: honest work was once ended as if it had flooded that folder itself."""
    for number in range(MOST_FILES + 1):
        (into / f"piece-{number}").touch()
    write = "(pathlib.Path(os.environ['HOME']) / 'cache' / 'piece-new').touch()"
    slow = f"import os, pathlib, time\ndef f(w): {write}, time.sleep({2 * LOOK})"
    assert told_of(of_one_statement(slow), into) == []
    assert (into / "piece-new").exists()


def test_who_warms_hears_of_work_that_ended_early(into):
    ends = "import os\ndef f(w): os._exit(1)"
    assert told_of(of_one_statement(ends), into) == [
        "work.py ended at f-1: from there on, nothing of it is compiled ahead."
    ]


def test_a_students_process_cannot_change_what_was_compiled(cache):
    """A poisoned piece would be another student's native code."""
    source = f"""
    import os, pathlib
    def f(w):
        done, folder = [], pathlib.Path({str(cache)!r})
        piece = next(folder.glob("piece-*"))
        for attempt in (lambda: piece.write_bytes(b"x"), lambda: piece.unlink(), lambda: piece.chmod(0o666),
                        lambda: (folder / "piece-new").write_bytes(b"x"), lambda: piece.rename(folder / "piece-old")):
            try:
                attempt()
                done.append(True)
            except OSError:
                done.append(False)
        return done
    """
    before = {path.name: path.read_bytes() for path in cache.iterdir()}
    done = run(program(source), [ask("f", "f", [0], w=1.0)], limits=QUICK, cache=str(cache))
    assert done.calls["f"].value.array.tolist() == [False] * 5
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == before


@pytest.mark.parametrize("forked", [False, True])
def test_a_submission_finds_what_honest_work_compiled(key, cache, tmp_path, forked):
    """The same rule in another file: nearly nothing is compiled again, though a zygote knows of no cache."""
    (path := tmp_path / "work.py").write_text(small.MASTER.replace("def adam", "def solved") + COUNTED)
    zygote = of_this_process() if forked else None
    hits, misses = transcribe(path, key, cache=str(cache), zygote=zygote).calls["adam.1"].value.array
    assert hits > 5 and misses < 0.1 * hits


def test_the_warmed_cache_says_nothing_of_hidden_cases(key):
    """A submission can list the cache: what is run to fill it follows from what is public."""
    (question, *others), hidden = key.questions, replace(key.questions[0].cases[0], id="secret", hidden=True)
    secretive = replace(key, questions=(replace(question, cases=(*question.cases, hidden)), *others))
    assert list(warm.programs(secretive)) == list(warm.programs(key)) != []


def test_right_work_is_in_no_students_key_and_changes_no_grade(key):
    assert "small.ipynb" in key.honest
    assert key.for_students().honest == {}
    assert key_digest(key) == key_digest(replace(key, honest={}))


def test_a_zygote_and_a_cache_change_no_result(key, cache, tmp_path):
    (path := tmp_path / "work.py").write_text(small.MASTER, encoding="utf-8")
    plain = transcribe(path, key)
    with Zygote() as zygote:
        fast = transcribe(path, key, cache=str(cache), zygote=zygote)
    assert _without_times(fast) == _without_times(plain)


def _without_times(transcript):
    calls = {id: replace(call, seconds=0.0) for id, call in transcript.calls.items()}
    return replace(transcript, calls=calls).to_json()


def test_a_cache_of_another_cpu_or_jax_is_not_used(tmp_path):
    (tmp_path / "jaxlib-0.0.0-000000000000").mkdir()
    assert warm.found(tmp_path) == ""
    warm.here(tmp_path).mkdir()
    assert warm.found(tmp_path) == str(warm.here(tmp_path))


def test_keys_that_ask_alike_share_a_place_and_others_do_not(key):
    assert warm.shared(key) == warm.shared(replace(key, made_with={"jax": "0"}))
    assert warm.shared(key) != warm.shared(replace(key, honest={}))

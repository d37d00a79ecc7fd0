"""One results folder over a term: another key, refusals, kills, Ctrl-C, a full disk, odd ids.

What ends a run is done to real processes; what is refused before anything runs, to the command in this process.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from support import csv_files
from support.autograder_root import KEY
from support.rows import few
from typer.testing import CliRunner

from grader.course.classroom import deciding, exporting, grading, reporting
from grader.course.decisions.decision import Decision
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record
from grader.course.platforms import exports
from grader.course.results_folder import writing
from grader.frontends.staff.commands import app
from grader.submissions.collection import Person, Submission

if TYPE_CHECKING:
    from grader.model.report import Report


ROOT = Path(__file__).parents[2]
HARDER = replace(
    KEY,
    title="Tiny, corrected",
    questions=tuple(
        replace(q, points=2 * q.points, cases=tuple(replace(c, points=2 * c.points) for c in q.cases))
        for q in KEY.questions
    ),
)
COUNT = 6

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def write_class(folder: Path, count: int = COUNT, seconds: float = 0.0) -> Path:
    """Submissions s0, s1 ..., no two alike; every second one has a wrong `half`. Each takes so many seconds."""
    folder.mkdir()
    for n in range(count):
        text = f"import time\n\n\ndef double(x):\n    time.sleep({seconds})\n    return 2 * x\n\n\ndef half(x):\n"
        (folder / f"s{n}.py").write_text(f"{text}    return x / {2 + n % 2}  # {n}\n")
    return folder


EARNED = {f"s{n}": 10.0 - 5.0 * (n % 2) for n in range(COUNT)}


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("key") / "tiny.key"
    path.write_text(KEY.to_json(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def other_key(key) -> Path:
    """The same homework, worth twice as much."""
    path = key.with_name("corrected.key")
    path.write_text(HARDER.to_json(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graded(key, tmp_path_factory) -> Path:
    """The results of a run that nobody disturbed, in a folder that no test changes."""
    where = tmp_path_factory.mktemp("graded")
    grading.grade([write_class(where / "class")], key, where / "results")
    return where / "results"


@pytest.fixture
def results(graded, tmp_path) -> Path:
    """A copy of them."""
    return Path(shutil.copytree(graded, tmp_path / "results"))


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "grader", *map(str, words)]


def environment(temporary: Path) -> dict[str, str]:
    temporary.mkdir(exist_ok=True)
    temporary.chmod(0o711)
    return os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}


def refused(*words: object) -> str:
    """What the command says, in this process; it has to end with 2 and without a traceback."""
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exit_code == 2 and isinstance(done.exception, SystemExit), done.exception
    return done.stderr


def run(*words: object, cwd: Path = ROOT, **how) -> subprocess.CompletedProcess[str]:
    how.setdefault("env", os.environ | {"PYTHONPATH": str(ROOT)})
    return subprocess.run(command(*words), cwd=cwd, capture_output=True, text=True, timeout=120, **how)


def earned(results: Path) -> dict[str, float]:
    with Gradebook(results / "gradebook.sqlite") as book:
        return {report.submission: report.earned for report in book.reports()}


def exported(results: Path) -> dict[str, float]:
    return {row["id"]: float(row["earned"]) for row in csv_files.exported(results)}


# --- one key per folder ---


def test_another_key_is_refused_with_both_ways_out_and_changes_nothing(results, other_key, tmp_path):
    late = write_class(tmp_path / "late", 1)
    (late / "s0.py").rename(late / "late.py")
    told = refused("grade", late, "--key", other_key, "-o", results)
    assert (
        f"'Tiny' ({JudgingKey.of(KEY).digest[:12]})" in told
        and f"'Tiny, corrected' ({JudgingKey.of(HARDER).digest[:12]})" in told
    )
    assert f"grader regrade {results} --key {other_key}" in told and "another folder with -o" in told
    assert earned(results) == EARNED


def test_the_key_of_another_assignment_is_refused_with_the_one_way_out(results, tmp_path):
    """A regrade would be refused too."""
    (tmp_path / "other.key").write_text(replace(KEY, assignment="other", title="Other").to_json())
    words = refused("grade", results.parent, "--key", tmp_path / "other.key", "-o", results)
    assert "is for another assignment: 'Other'" in words and "another folder with -o" in words
    assert "regrade" not in words and earned(results) == EARNED


def test_what_staff_decided_holds_for_whoever_hands_in_again(results, key, tmp_path):
    """The new work is judged, and the points that were set by hand stay, until somebody undoes them."""
    deciding.decide(results, Decision("override", "s1", "half", 4.0, because="read by hand"), "ana")
    again = write_class(tmp_path / "again", 2)
    (again / "s0.py").unlink()
    (again / "s1.py").write_text("def double(x):\n    return 0\n\n\ndef half(x):\n    return 0\n")
    assert "s1: 4 / 15" in grading.grade([again], key, results).text
    assert exported(results)["s1"] == 4.0 and earned(results)["s1"] == 0.0
    assert grading.merge(tmp_path / "merged", [results]) == COUNT
    assert exported(tmp_path / "merged") == exported(results)


def test_after_a_regrade_every_command_shows_the_whole_class_under_the_new_key(results, other_key, tmp_path):
    """Those who were graded before the key changed were missing from some commands, and others showed them alone."""
    grading.regrade(results, other_key)
    twice = {name: 2 * points for name, points in EARNED.items()}
    assert earned(results) == exported(results) == twice
    late = write_class(tmp_path / "late", 1)
    (late / "s0.py").rename(late / "late.py")
    grading.grade([late], other_key, results)
    twice["late"] = 20.0
    assert earned(results) == exported(results) == twice
    assert {name: reporting.stored_report(results, name).earned for name in twice} == twice
    reporting.report(results)
    assert {path.stem for path in (results / "students").iterdir()} == set(twice)
    assert "7 submissions: 7 graded" in (results / "class.html").read_text()
    assert "Tiny, corrected" in (results / "class.html").read_text()
    assert grading.merge(tmp_path / "merged", [results]) == 7
    assert exported(tmp_path / "merged") == twice


def test_a_regrade_that_is_refused_changes_nothing(results, tmp_path):
    (tmp_path / "other.key").write_text(replace(KEY, assignment="other").to_json())
    before = earned(results)
    words = refused("regrade", results, "--key", tmp_path / "other.key")
    assert "'tiny'" in words and "'other'" in words
    assert earned(results) == before and exported(results) == before


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize("after", [0.1, 0.3, 0.5, 0.7, 0.9, 1.2])
def test_a_regrade_that_is_killed_leaves_one_key_for_all(after, results, other_key):
    """The old one or the new one, and never some of each."""
    killed = subprocess.Popen(command("regrade", results, "--key", other_key, "--jobs", 2), cwd=ROOT)
    time.sleep(after)
    killed.kill()
    killed.wait()
    with Gradebook(results / "gradebook.sqlite") as book:
        factor = {JudgingKey.of(KEY).digest: 1, JudgingKey.of(HARDER).digest: 2}[book.key.digest]
    assert earned(results) == {name: factor * points for name, points in EARNED.items()}
    grading.regrade(results, other_key)
    assert earned(results) == {name: 2 * points for name, points in EARNED.items()}


# --- a refused command leaves nothing behind ---


def test_a_refused_merge_leaves_nothing_behind(results, graded, key, other_key, tmp_path):
    differing = write_class(tmp_path / "class", 1)
    (differing / "s0.py").write_text("def double(x):\n    return 3 * x\n")
    grading.grade([differing], key, tmp_path / "second")
    words = refused("merge", tmp_path / "new" / "merged", graded, tmp_path / "second")
    assert "s0" in words and "Nothing was merged" in words
    assert not (tmp_path / "new").exists()
    assert refused("merge", results, tmp_path / "second") and earned(results) == EARNED
    grading.regrade(results, other_key)
    words = refused("merge", tmp_path / "new", graded, results)
    assert "'Tiny, corrected'" in words and "grader regrade" in words
    assert not (tmp_path / "new").exists()


def test_json_through_a_link_goes_where_the_link_leads(graded, key, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    results = shutil.copytree(graded, tmp_path / "results")
    grading.regrade(Path(results), key, json_folder=tmp_path / "link")
    assert {path.name for path in (tmp_path / "there").iterdir()} == {f"{name}.json" for name in EARNED}


# --- whatever ends a run, the same command goes on ---


def held(results: Path) -> int:
    """How many reports the book holds, also before there is one."""
    try:
        with closing(sqlite3.connect(f"file:{results / 'gradebook.sqlite'}?mode=ro", uri=True)) as book:
            return book.execute("SELECT count(*) FROM reports").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def ever_written(results: Path) -> int:
    """How many reports were ever written: SQLite gives no number twice."""
    with closing(sqlite3.connect(results / "gradebook.sqlite")) as book:
        return book.execute("SELECT seq FROM sqlite_sequence WHERE name = 'reports'").fetchone()[0]


@contextmanager
def started(*words: object, **how) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(*words), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, **how,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def wait_for(process: subprocess.Popen[str], results: Path, goal: int) -> None:
    while held(results) < goal:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def zipped(folder: Path) -> Path:
    """The class as an export, so that there is something to unpack."""
    with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return folder.with_suffix(".zip")


MOMENTS = few([(1, 1), (2, 1), (1, 3), (2, 3)])


def left_in(temporary: Path) -> list[str]:
    """What is left of jobs. A server whose owner was killed takes its own folder away, once it sees that."""
    until = time.monotonic() + 20
    while (paths := _entries(temporary)) and time.monotonic() < until:
        time.sleep(0.1)
    return paths


def _entries(temporary: Path) -> list[str]:
    """Without locks and without the cache, which stay."""
    of_jobs = [p for home in temporary.glob("grader-jobs-*") for p in home.iterdir() if p.suffix != ".lock"]
    other = [p for p in temporary.iterdir() if not p.name.startswith(("grader-jobs-", "grader-cache-"))]
    return [str(p) for p in (*of_jobs, *other)]


@posix_only
@pytest.mark.parametrize(("jobs", "goal"), MOMENTS)
def test_a_killed_run_leaves_no_process_and_is_gone_on_with(jobs, goal, key, tmp_path):
    export, temporary, out = zipped(write_class(tmp_path / "class", seconds=0.15)), tmp_path / "tmp", tmp_path / "out"
    words = ("grade", export, "--key", key, "-o", out)
    with started(*words, "--jobs", jobs, env=environment(temporary)) as interrupted:
        wait_for(interrupted, out, goal)
        children = of(interrupted)
        interrupted.kill()
        interrupted.wait()
    assert not psutil.wait_procs(children, timeout=20)[1]
    assert held(out) < COUNT, "the kill is to meet a run that has work left"
    done = run(*words, env=environment(temporary))
    assert done.returncode == 0, done.stderr
    assert earned(out) == EARNED and ever_written(out) == COUNT
    assert sorted(p.name for p in out.iterdir()) == [".lock", "gradebook.sqlite"]
    assert not left_in(temporary), "the second run removes what the first one left"


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize(("jobs", "goal"), [(1, 1), (2, 1), (1, 3), (2, 3)])
def test_after_ctrl_c_it_says_how_far_it_came_and_goes_on(jobs, goal, key, tmp_path):
    """As a terminal does it: the signal reaches every process of the group."""
    export, temporary, out = zipped(write_class(tmp_path / "class", seconds=0.15)), tmp_path / "tmp", tmp_path / "out"
    words = ("grade", export, "--key", key, "-o", out)
    with started(*words, "--jobs", jobs, env=environment(temporary)) as interrupted:
        wait_for(interrupted, out, goal)
        children = of(interrupted)
        os.killpg(interrupted.pid, signal.SIGINT)
        errors = interrupted.communicate(timeout=60)[1]
    assert interrupted.returncode == 130, errors
    assert not psutil.wait_procs(children, timeout=20)[1]
    assert [line for line in errors.splitlines() if not line.startswith("graded: ")] == [
        f"Interrupted. {held(out)} of {COUNT} submissions are in {out / 'gradebook.sqlite'}. "
        "Run the same command again, and it goes on from there."
    ]
    assert not left_in(temporary)
    assert run(*words, env=environment(temporary)).returncode == 0
    assert earned(out) == EARNED and ever_written(out) == COUNT
    assert not (out / ".unpacked").exists()


@posix_only
def test_an_interrupt_that_code_swallows_ends_the_grading_at_the_next_submission(tmp_path):
    """Python raises it wherever the main thread is: in a `__del__`, say, where nobody hears of it."""
    before = signal.getsignal(signal.SIGINT)  # ignored, where a shell started this in the background
    with (
        Gradebook(tmp_path / "gradebook.sqlite") as book,
        pytest.raises(grading.Interrupted, match="0 of 1"),
        grading.interruptible(book, {"s"}) as check,
    ):
        swallow_interrupt(then=check)
    assert signal.getsignal(signal.SIGINT) is before


def swallow_interrupt(then: Callable[[], None]) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    then()


@posix_only
@pytest.mark.slow
def test_workers_that_wait_for_work_say_nothing_at_ctrl_c(key, tmp_path):
    folder, out = write_class(tmp_path / "class", 2, seconds=2.0), tmp_path / "out"
    (folder / "s0.py").write_text("def double(x):\n    return 2 * x\n")
    with started("grade", folder, "--key", key, "-o", out, "--jobs", 5) as grading:
        wait_for(grading, out, 1)
        os.killpg(grading.pid, signal.SIGINT)
        errors = grading.communicate(timeout=60)[1]
    assert grading.returncode == 130 and errors.startswith("Interrupted. 1 of 2") and len(errors.splitlines()) == 1


@posix_only
@pytest.mark.slow
def test_a_killed_worker_costs_nobody_anything(key, tmp_path):
    folder, out = write_class(tmp_path / "class", seconds=0.15), tmp_path / "out"
    with started("grade", folder, "--key", key, "-o", out, "--jobs", 2) as grading:
        wait_for(grading, out, 1)
        children = psutil.Process(grading.pid).children()
        workers = [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]
        for worker in workers:
            with suppress(psutil.NoSuchProcess):  # the pool ends the others when one of them dies
                worker.kill()
        said, errors = grading.communicate(timeout=120)
    assert grading.returncode == 0, errors
    assert earned(out) == EARNED and "Could not be checked" not in said


@posix_only
def test_a_second_command_that_writes_to_a_folder_is_refused(results, key, graded):
    with writing(results):
        for words in (
            ("grade", results.parent, "--key", key, "-o", results),
            ("regrade", results, "--key", key),
            ("merge", results, graded),
        ):
            assert "another command of the grader writes to this folder" in refused(*words)
        assert exported(results) == EARNED, "who only reads may"


@pytest.mark.slow
def test_two_graders_of_one_key_into_two_folders_do_not_disturb_each_other(key, tmp_path):
    folder = write_class(tmp_path / "class")
    outs = [tmp_path / "one", tmp_path / "two"]
    runs = [started("grade", folder, "--key", key, "-o", out) for out in outs]
    with runs[0] as one, runs[1] as two:
        assert one.wait(120) == two.wait(120) == 0
    assert earned(outs[0]) == earned(outs[1]) == EARNED


# --- a full disk ---


@contextmanager
def small_disk(where: Path, size: int) -> Iterator[Path]:
    where.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=1777", "tmpfs", where], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nobody but root may mount a small disk")
    try:
        yield where
    finally:
        subprocess.run(["umount", "-l", where], check=True)


def test_results_on_a_full_disk_are_a_sentence_and_go_on_when_there_is_room(key, tmp_path):
    folder = write_class(tmp_path / "class")
    with small_disk(tmp_path / "disk", 512 * 1024) as disk:
        words = ("grade", folder, "--key", key, "-o", disk / "out")
        filler = disk / "filler"
        grading.grade([folder / "s0.py"], key, disk / "out")
        fill(filler)
        for _ in range(2):
            said = refused(*words)
            assert "room" in said and len(said.splitlines()) == 1 and "run the same command again" in said
        filler.unlink()
        grading.grade([folder], key, disk / "out")
        assert earned(disk / "out") == EARNED and ever_written(disk / "out") == COUNT


@pytest.mark.slow
def test_an_export_for_which_there_is_no_room_is_refused_and_is_nobodys_fault(key, tmp_path):
    """Whoever's file did not fit must not read that it cannot be graded."""
    folder = write_class(tmp_path / "class", 1)
    with (folder / "s0.py").open("a") as file:
        file.write(f"# {os.urandom(200_000).hex()}\n")
    export = zipped(folder)
    with small_disk(tmp_path / "disk", 256 * 1024) as disk:
        words = refused("grade", export, "--key", key, "-o", disk / "out")
        assert "no space left" in words and "free space" in words and "run the same command again" in words
        assert not list(disk.iterdir())
    assert "1 submission is in" in grading.grade([export], key, tmp_path / "out").text


def fill(path: Path, leave: int = 0) -> None:
    """Write to a file until its disk is full but for so many bytes."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(file.tell() - leave)


@pytest.mark.slow
def test_nobody_loses_a_point_by_a_full_temporary_disk(key, tmp_path):
    """Whatever cannot be done then is for staff to see, and done by the same command when there is room."""
    folder, out = write_class(tmp_path / "class"), tmp_path / "out"
    with small_disk(tmp_path / "disk", 256 * 1024) as disk:
        fill(disk / "filler", leave=4096)  # Python takes another folder where it can write nothing at all
        done = run(
            "grade", folder, "--key", key, "-o", out, env=os.environ | {"TMPDIR": str(disk), "PYTHONPATH": str(ROOT)}
        )
        assert "Traceback" not in done.stderr
        if (out / "gradebook.sqlite").exists():
            with Gradebook(out / "gradebook.sqlite") as book:
                wrong = {r.submission for r in book.reports() if not r.unchecked and r.earned != EARNED[r.submission]}
            assert not wrong
        (disk / "filler").unlink()
    grading.grade([folder], key, out)
    assert earned(out) == EARNED


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 8_192, 40_000, 100_000])
def test_a_file_that_may_not_grow_is_a_sentence(size, key, tmp_path):
    """`ulimit -f`, which anybody may try: what is in the book stays, and the rest is done later."""
    folder, out = write_class(tmp_path / "class"), tmp_path / "out"
    limited = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))}
    done = run("grade", folder, "--key", key, "-o", out, **limited)
    assert done.returncode == 2 and "Traceback" not in done.stderr and "gradebook" in done.stderr
    grading.grade([folder], key, out)
    assert earned(out) == EARNED


# --- what one submission can do to the others ---

ODD = {
    "<script>alert(1)</script>": "<script>alert(2)</script>",
    "../../etc/passwd": "a/b",
    "長" * 70 + "𝒳" * 70: "X" * 3000,
    "CON": "=cmd|'/c calc'!A1",
    "a\nb": "a\x00b",
    "": "\u202egnp",
    "Ada": "Ada",
    "ada": "Ada",
    ".": "..",
}


def put_odd(results: Path) -> None:
    """Submissions with ids that no platform gives; the class has them all the same."""
    data = json.loads(next(iter(reports_of(results))).to_json())
    with Gradebook(results / "gradebook.sqlite") as book:
        transcript = book.transcript_of(book.index()[0][1])
        for n, (number, name) in enumerate(ODD.items()):
            submission = Submission(number, people=(Person(number, name, f"{name}{n}"),), note=name)
            book.put(Record(submission, f"odd{n}", transcript, json.dumps(data | {"submission": number})))


def reports_of(results: Path) -> list[Report]:
    with Gradebook(results / "gradebook.sqlite") as book:
        return list(book.reports())


def test_no_id_or_name_stops_a_command_for_the_class_or_leaves_the_folder(results, key, tmp_path):
    put_odd(results)
    before = {path.name for path in tmp_path.iterdir()}
    reporting.report(results)
    pages = list((results / "students").iterdir())
    assert len(pages) == len(ODD) + COUNT
    page = (results / "class.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    for platform in exports.FORMATS.keys() - {"parquet"}:
        target, _ = exporting.export(results, platform, None)
        with target.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == len(ODD) + COUNT + 1 + (platform == "canvas")
    grading.regrade(results, key, json_folder=results / "json")
    assert len(list((results / "json").iterdir())) == len(ODD) + COUNT
    for name in ODD:
        assert reporting.stored_report(results, name).submission == name
    assert {path.name for path in tmp_path.iterdir()} == before

"""Whatever dies, whenever it dies: every submission is graded once, and the totals are those of a quiet run.

Most tests grade with `stored`, which judges a transcript that lies in the submission's file: the real judge, no
sandbox.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from grader.base.errors import UserError
from grader.course.batch import GradingJob, GradingResult, KeyFile, grade_all, regrade
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import Record
from grader.course.results import Results
from grader.course.results_folder import Shard, merge_gradebooks
from grader.course.worker_pools import HERE, Here, Pool, processes
from grader.judging.judge import judge
from grader.model.encoding.values import Numbers
from grader.model.key import BadKey, Case, Key, Question
from grader.model.result_form import Part
from grader.model.transcript import Definition, Raised, Returned, Transcript, parse_transcript
from grader.submissions.collection import Person, Submission, find_submissions

ROOT = Path(__file__).parents[2]


def a_key(points: float = 10.0, expected: float = 2.0) -> Key:
    case = Case("f.1", "w = 1", False, points, {"w": 1.0}, {".": np.array(expected)}, {".": np.array(1e-6)})
    question = Question("f", "f", "form", points, "f", ("w",), True, (case,), form=Part("number"))
    return Key("hw", "HW", "instructor", (question,))


def a_transcript(value: float | None) -> str:
    call = Raised("ValueError", "no") if value is None else Returned(Numbers(np.array(value)))
    return Transcript("x", "hw", {"f": Definition("found")}, {"f.1": call}).to_json()


def stored(job: GradingJob) -> GradingResult:
    """Grades the transcript in the file; a file may also say what shall happen to its worker."""
    text = Path(job.files[0]).read_text()
    if text.startswith("die"):
        os._exit(1)
    if text.startswith("die once") or text.startswith("once"):
        mark = Path(job.files[0] + ".seen")
        if not mark.exists():
            mark.touch()
            os._exit(1)
        text = text.removeprefix("once")
    if text.startswith("raise") and not Path(job.key_file.path + ".mended").exists():
        raise RuntimeError("our fault")
    text = text.removeprefix("raise")
    if pause := os.environ.get("PAUSE"):
        time.sleep(float(pause))
    with Path(job.key_file.path + ".log").open("a") as log:
        log.write(job.submission + "\n")
    transcript = replace(parse_transcript(text), submission=job.submission)
    return GradingResult(transcript.to_json(), judge(a_key(), transcript).to_json())


class Course:
    """A key, a book, and submissions whose files hold transcripts."""

    def __init__(self, where: Path):
        self.where, self.key = where, a_key()
        self.key_path, self.book_path = where / "hw.key", where / "gradebook.sqlite"
        if not self.key_path.exists():
            self.key_path.write_text(self.key.to_json())

    def add(self, *texts: str) -> None:
        for n, text in enumerate(texts, len(list(self.where.glob("*.ipynb")))):
            (self.where / f"s{n:03d}.ipynb").write_text(text)

    @property
    def submissions(self) -> list[Submission]:
        return find_submissions(sorted(self.where.glob("*.ipynb")))

    def grade(self, pool=HERE, submissions=None, on_report=lambda report: None) -> int:
        with Gradebook(self.book_path) as book:
            submissions = self.submissions if submissions is None else submissions
            return grade_all(submissions, KeyFile.of(self.key_path), book, pool, on_report, stored)

    def written(self, key: Key) -> KeyFile:
        (path := self.where / "new.key").write_text(key.to_json())
        return KeyFile.of(path)

    @property
    def earned(self) -> dict[str, float]:
        with Gradebook(self.book_path) as book:
            return {r.submission: r.earned for r in book.reports()}

    @property
    def unchecked(self) -> set[str]:
        with Gradebook(self.book_path) as book:
            return {r.submission for r in book.reports() if r.unchecked}

    @property
    def log(self) -> list[str]:
        path = Path(f"{self.key_path}.log")
        return path.read_text().split() if path.exists() else []


def forty() -> list[str]:
    """Right, wrong and crashed ones, no two alike."""
    return [
        a_transcript(None if n % 7 == 0 else 2.0 + (n % 3) + n * 1e-9).replace("}", "}" + " " * n) for n in range(40)
    ]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def test_each_is_graded_once_and_a_second_run_does_nothing(course):
    course.add(*forty())
    seen = []
    assert course.grade(on_report=seen.append) == 40 == len(seen)
    assert course.grade() == 0 and sorted(course.log) == sorted(course.earned)
    assert sum(course.earned.values()) == 10.0 * sum(1 for n in range(40) if n % 7 and n % 3 == 0)


def test_an_equal_file_that_comes_later_is_not_run_either(course):
    course.add(a_transcript(2.0))
    course.grade()
    course.add(a_transcript(2.0))
    assert course.grade() == 1 and len(course.log) == 1 and course.earned["s001"] == 10.0


def test_what_cannot_be_graded_is_in_the_book_with_its_reason(course):
    course.grade(submissions=[Submission("s9", reason="There is no notebook.", people=(Person("9"),))])
    with Gradebook(course.book_path) as book:
        (report,) = book.reports()
        assert (report.status, report.message, report.possible) == ("ungradable", "There is no notebook.", 10.0)
        assert book.submissions()["s9"].people == (Person("9"),)


def test_a_file_that_was_changed_is_graded_again(course):
    course.add(a_transcript(3.0))
    course.grade()
    (course.where / "s000.ipynb").write_text(a_transcript(2.0))
    assert course.grade() == 1 and course.earned == {"s000": 10.0}


# --- workers that die ---


@pytest.mark.slow
@pytest.mark.parametrize(
    "pool",
    [
        processes,
        pytest.param(partial(processes, grading=True), marks=pytest.mark.slow),  # the same, with the fork servers
    ],
)
def test_a_worker_that_dies_costs_only_the_one_that_killed_it(course, pool):
    """Those that were under way beside it are run again, one at a time: their own work is not lost, nor blamed."""
    course.add(*forty()[:6], "die", *forty()[6:10])
    assert course.grade(pool(2)) == 11
    assert course.unchecked == {"s006"} and len(course.earned) == 11
    with Gradebook(course.book_path) as book:
        assert "ended twice" in book.submissions()["s006"].note


def test_a_worker_that_dies_once_is_forgiven(course):
    course.add("once" + a_transcript(2.0), a_transcript(3.0))
    course.grade(processes(1))
    assert course.earned == {"s000": 10.0, "s001": 0.0} and not course.unchecked


def test_what_we_could_not_check_is_tried_anew_by_the_next_run_and_nothing_else_is(course):
    """Staff mend what was broken and run the same command; to delete results by hand would be the only other way."""
    course.add("raise" + a_transcript(2.0), a_transcript(3.0))
    course.grade()
    assert course.grade() == 1 and course.unchecked == {"s000"}, "still broken"
    Path(f"{course.key_path}.mended").touch()
    assert course.grade() == 1 and not course.unchecked
    assert course.earned == {"s000": 10.0, "s001": 0.0} and course.log == ["s001", "s000"]
    assert course.grade() == 0


def test_a_pool_that_takes_nothing_ends_all_the_same(course):
    """A cluster that is gone must not keep the command running for ever."""
    from concurrent.futures.process import BrokenProcessPool

    class Gone(Here):
        def submit(self, fn, /, *args, **kwargs):
            raise BrokenProcessPool("gone")

    course.add(*forty()[:3])
    assert course.grade(Pool(Gone, 1)) == 3 and len(course.unchecked) == 3


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_twenty_times_it_ends_as_if_nothing_had_happened(course, tmp_path_factory):
    """SQLite's transactions make a submission there or not there: no half reports, none twice."""
    quiet = Course(tmp_path_factory.mktemp("quiet"))
    for one in (quiet, course):
        one.add(*forty())
    quiet.grade()
    lucky = random.Random(5)
    for _ in range(20):
        with started(course, pause="0.04") as run:
            time.sleep(lucky.uniform(0.25, 0.7))
            run.kill()
    assert started(course).wait(60) == 0
    assert course.earned == quiet.earned and len(course.earned) == 40
    assert len(course.log) <= 40 + 20, "at most the one under way is lost at each end"
    with Gradebook(course.book_path) as book:
        assert len(list(book.records())) == 40


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_workers_end_with_the_run_that_was_killed(course):
    """Else each aborted run would leave processes behind, which wait for work for ever."""
    course.add(*forty())
    run = started(course, "2", pause="0.2")
    deadline = time.monotonic() + 30
    while len(course.log) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    children = psutil.Process(run.pid).children(recursive=True)
    run.kill()
    run.wait()
    assert len(children) >= 2 and not psutil.wait_procs(children, timeout=10)[1]


def started(course: Course, workers: str = "0", pause: str = "") -> subprocess.Popen:
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", Path(__file__).parent)))  # a safe path leaves out the last
    environment = os.environ | {"PYTHONPATH": path, "PAUSE": pause}
    return subprocess.Popen([sys.executable, __file__, str(course.where), workers], env=environment)


# --- without running anything ---


def test_a_regrade_with_other_points_runs_nothing_and_equals_a_fresh_run(course):
    course.add(*forty())
    course.grade()
    ran, new = len(course.log), a_key(points=20.0, expected=3.0)
    with Gradebook(course.book_path) as book:
        assert len(regrade(book, course.written(new))) == 40
        told = {r.submission: r for r in book.reports()}
        fresh = {
            r.submission.id: replace(judge(new, parse_transcript(r.transcript)), submission=r.submission.id)
            for r in book.records()
        }
    assert told == fresh and len(course.log) == ran


def test_many_processes_judge_like_one(course):
    """Copies among them: a report is its owner's, whoever shares the transcript."""
    course.add(*forty(), *forty()[:5])
    course.grade()
    new = course.written(a_key(points=20.0, expected=3.0))
    with Gradebook(course.book_path) as book:
        assert len(regrade(book, new)) == 45
        alone = list(book.reports())
        assert len(regrade(book, new, processes(2))) == 45
        assert list(book.reports()) == alone and len({r.submission for r in alone}) == 45


def test_a_new_case_is_for_staff_until_it_was_run(course):
    """A transcript that lacks a case says nothing of the student."""
    course.add(a_transcript(2.0))
    course.grade()
    question = course.key.questions[0]
    more = replace(question, cases=(*question.cases, replace(question.cases[0], id="f.2")))
    with Gradebook(course.book_path) as book:
        regrade(book, course.written(replace(course.key, questions=(more,))))
    assert course.unchecked == {"s000"}
    course.key = replace(course.key, questions=(more,))
    course.key_path.write_text(course.key.to_json())
    assert course.grade() == 1 and len(course.log) == 2, "the new case is run by `grade`, not skipped as done"


def test_a_damaged_transcript_is_for_staff_and_stops_nothing(course):
    course.add(*forty()[1:3])
    course.grade()
    with Gradebook(course.book_path) as book:
        book.put(Record(Submission("s000"), "d", "{}", "{}"))
        assert len(regrade(book, course.written(course.key))) == 2
    assert course.unchecked == {"s000"}


@pytest.mark.parametrize("stored", ["{}", "", b"\0", zlib.compress(b"\xff")])
def test_who_reads_a_damaged_transcript_reads_a_sentence_with_the_way_out(course, stored):
    """`grader show` ended in a traceback, where a question has written answers."""
    course.add(*forty()[1:3])
    course.grade()
    with sqlite3.connect(course.book_path) as connection:
        connection.execute("UPDATE transcripts SET text = ?", (stored,))
    with Gradebook(course.book_path) as book:
        (graded,) = Results(course.book_path.parent, book).graded("s000")
        with pytest.raises(UserError, match=r"of s000 .* is damaged .* points stand\..* another results folder"):
            _ = graded.transcript


# --- many machines ---


def test_shards_hold_every_submission_once_whatever_came_in_meanwhile():
    """By the id alone: a shard that starts later may see one more submission."""
    every = [Submission(f"s{n}") for n in range(200)]
    parts = [Shard(i, 7).of(every) for i in range(1, 8)]
    assert sorted(s.id for part in parts for s in part) == sorted(s.id for s in every)
    assert Shard(1, 7).of([*every, Submission("late")])[: len(parts[0])] == parts[0]
    for part in ("0/7", "8/7", "1/0"):
        with pytest.raises(UserError, match="no such part"):
            Shard.parse(part)


def test_merged_shards_are_the_run_in_one_piece(course, tmp_path):
    course.add(*forty())
    course.grade()
    whole = course.earned
    sources = []
    for i in (1, 2, 3):
        course.book_path = tmp_path / f"{i}.sqlite"
        sources.append(course.book_path)
        course.grade(submissions=Shard(i, 3).of(course.submissions))
    course.book_path = tmp_path / "merged.sqlite"
    assert merge_gradebooks(course.book_path, sources) == 40 and course.earned == whole
    assert course.grade() == 0


def test_who_is_absent_from_one_shard_may_be_in_another(course, tmp_path):
    """Each shard is told who is absent from all; a later hand-in is then in one of them."""
    sources = [tmp_path / "1.sqlite", tmp_path / "2.sqlite"]
    for n, path in enumerate(sources):
        with Gradebook(path) as book:
            book.put_absent([Person("a"), Person("b"), Person(f"only{n}")])
    with Gradebook(sources[1]) as book:
        book.put(Record(Submission("s1", people=(Person("b"),)), "d", "{}", "{}"))
    merge_gradebooks(tmp_path / "merged.sqlite", sources)
    with Gradebook(tmp_path / "merged.sqlite") as book:
        assert book.absent() == (Person("a"), Person("only0"), Person("only1"))


def test_of_equal_submissions_the_one_that_was_checked_is_merged(course, tmp_path):
    """What one shard could not check, another one may have."""
    course.add("raise" + a_transcript(2.0))
    course.grade()
    assert course.unchecked == {"s000"}
    broken, course.book_path = course.book_path, tmp_path / "mended.sqlite"
    Path(f"{course.key_path}.mended").touch()
    course.grade()
    for order in ([broken, course.book_path], [course.book_path, broken]):
        merged = tmp_path / f"{order[0].stem}-first.sqlite"
        merge_gradebooks(merged, order)
        with Gradebook(merged) as book:
            assert [r.earned for r in book.reports()] == [10.0]


if __name__ == "__main__":
    from test_batch import Course as Same  # by the name under which workers find it

    Same(Path(sys.argv[1])).grade(processes(int(sys.argv[2]), grading=True) if int(sys.argv[2]) else HERE)


@pytest.mark.parametrize("again", [False, True], ids=["grade", "regrade"])
def test_a_key_that_is_replaced_after_it_was_read_judges_nothing(tmp_path, again):
    """Or a book that says it is judged by one key would hold reports by another."""
    course = Course(tmp_path)
    course.add(a_transcript(2.0))
    if again:
        course.grade()
    before, key_file = course.earned, KeyFile.of(course.key_path)
    key_file.read()
    course.key_path.write_text(a_key(expected=3.0).to_json())
    with Gradebook(course.book_path) as book, pytest.raises(BadKey, match="was changed after it had been read"):
        regrade(book, key_file) if again else grade_all(course.submissions, key_file, book, HERE, grade=stored)
    assert course.earned == before

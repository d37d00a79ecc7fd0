"""A regrade judges a stored call by the case that makes this call, and by no other."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from grader.course import batch
from grader.course.batch import GradingJob, GradingResult, KeyFile, grade_all
from grader.course.classroom import grading
from grader.course.gradebook.gradebook import Gradebook
from grader.course.requests import as_run, request_digests
from grader.course.results import Results
from grader.judging.judge import judge
from grader.model.encoding.values import Numbers
from grader.model.key import Case, Key, Question
from grader.model.result_form import Part
from grader.model.transcript import Definition, Fault, Raised, Returned, Transcript, parse_transcript
from grader.reports.student_page import student_pages
from grader.reports.terminal import print_report
from grader.submissions.collection import Submission


def a_case(name: str, w: float) -> Case:
    """Of a function that doubles."""
    return Case(name, f"w = {w}", False, 5.0, {"w": w}, {".": np.array(2 * w)}, {".": np.array(1e-6)})


def a_key(*starts: float) -> Key:
    cases = tuple(a_case(f"f.{n}", w) for n, w in enumerate(starts, 1))
    question = Question("f", "f", "form", 5.0 * len(cases), "f", ("w",), True, cases, form=Part("number"))
    return Key("hw", "HW", "instructor", (question,))


def doubled(key: Key) -> Transcript:
    """What right work does."""
    calls = {c.id: Returned(Numbers(np.array(2 * c.arguments["w"]))) for c in key.questions[0].cases}
    return Transcript("ann", key.assignment, {"f": Definition("found")}, calls, requests=dict(request_digests(key)))


def by_right_work(job: GradingJob) -> GradingResult:
    key = job.key_file.read()
    return GradingResult(doubled(key).to_json(), judge(key, doubled(key)).to_json())


@pytest.fixture
def regraded(tmp_path: Path):
    """Right work on the cases 1 and 2, graded and regraded by a key with other cases: the summary and the report."""
    path, results = tmp_path / "hw.key", tmp_path / "results"
    (tmp_path / "ann.py").write_text("def f(w): return 2 * w")
    results.mkdir()

    def grade(key: Key) -> None:
        path.write_text(key.to_json())
        with Gradebook(results / "gradebook.sqlite") as book:
            submission = Submission("ann", (tmp_path / "ann.py",))
            grade_all([submission], KeyFile.of(path), book, grade=by_right_work)

    def regrade(key: Key):
        grade(a_key(1.0, 2.0))
        path.write_text(key.to_json())
        summary = grading.regrade(results, path)
        grade(key)
        with Results(results) as after:
            return summary, after.report("ann")

    return regrade


def test_right_work_keeps_its_points_when_the_arguments_of_a_case_are_corrected(regraded):
    """It was run on the old arguments: the new case says nothing of it until it is run again."""
    summary, report = regraded(a_key(1.0, 3.0))
    assert summary.unchecked == ("ann",)
    assert "1 submission did not run on each case as this key calls it" in summary.text
    assert "grader grade SUBMISSIONS --key" in summary.text
    assert report.earned == report.possible == 10, "`grade` runs it on the new arguments"


def test_a_case_that_waits_for_a_run_costs_nobody_a_point_wherever_points_are_shown(tmp_path):
    """The possible points leave it out: a total of 5 of 10 would look like a loss."""
    path, results = tmp_path / "hw.key", tmp_path / "results"
    (tmp_path / "ann.py").write_text("def f(w): return 2 * w")
    results.mkdir()
    path.write_text(a_key(1.0, 2.0).to_json())
    with Gradebook(results / "gradebook.sqlite") as book:
        grade_all([Submission("ann", (tmp_path / "ann.py",))], KeyFile.of(path), book, grade=by_right_work)
    path.write_text(a_key(1.0, 3.0).to_json())
    first, second = grading.regrade(results, path).text, grading.regrade(results, path).text
    assert "ann: 5 / 5, and 5 that could not be checked yet\n" in first
    assert "ann: 10 / 10 -> 5 / 5" in first and "No submission has other points" in second
    with Results(results) as after:
        graded = next(after.graded("ann"))
        assert isinstance(graded.transcript.calls["f.2"], Fault), "no picture compares the old call with the new one"
        shown = io.StringIO()
        print_report(graded.report, Console(file=shown, width=100))
        pages = student_pages(after.key, graded.transcript, graded.report, ["published", "staff"])
    assert "total, and 5 that could not be checked yet" in shown.getvalue() and "/ 10" not in shown.getvalue()
    for page in pages:
        assert "5 of 5 points, and 5 that could not be checked yet" in page
        assert "of 10" not in page and "points: 5" not in page and "<img" not in page


@pytest.mark.parametrize("starts", [(2.0, 1.0), (1.0,), (2.0,)], ids=["in another order", "the first", "the second"])
def test_a_call_that_is_made_under_another_name_needs_no_run(regraded, starts):
    summary, report = regraded(a_key(*starts))
    assert not summary.unchecked and "did not run" not in summary.text
    assert report.earned == report.possible


def test_a_call_that_was_never_reached_stays_that_of_a_run_that_ended():
    transcript = replace(doubled(a_key(1.0, 2.0)), calls={})
    assert as_run(a_key(1.0, 2.0), transcript).calls == {}


def test_a_run_that_did_not_look_at_the_arguments_is_none_of_a_key_that_does():
    """Its call says nothing of what was changed, and would be right."""
    key = a_key(1.0)
    (question,) = key.questions
    raising = replace(question, cases=tuple(replace(case, raises="ValueError") for case in question.cases))
    for other in (replace(question, unchanged=("w",)), raising):
        (call,) = as_run(replace(key, questions=(other,)), doubled(key)).calls.values()
        assert isinstance(call, Fault) and "`grader grade` runs it again" in call.detail


def test_the_text_of_a_driver_belongs_to_the_call_and_other_files_do_not():
    key = a_key(1.0)
    driven = replace(key, questions=(replace(key.questions[0], driver="d.py:run"),), modules={"d.py": "a"})
    assert request_digests(replace(driven, modules={"d.py": "b"})) != request_digests(driven)
    assert request_digests(replace(key, files={"new.csv": ""}, modules={"d.py": "a"})) == request_digests(key)


def test_a_transcript_of_an_earlier_version_is_judged_by_the_names_of_its_cases():
    transcript = replace(doubled(a_key(1.0)), requests={})
    assert as_run(a_key(3.0), transcript) is transcript
    assert isinstance(as_run(a_key(3.0), doubled(a_key(1.0))).calls["f.1"], Fault)


def test_a_run_is_stored_with_the_calls_that_were_made(tmp_path):
    (tmp_path / "ann.py").write_text("def f(w):\n    return 2 * w\n")
    (tmp_path / "hw.key").write_text(a_key(1.0, 2.0).to_json())
    job = GradingJob("ann", (str(tmp_path / "ann.py"),), KeyFile.of(tmp_path / "hw.key"))
    assert parse_transcript(batch.grade_job(job).transcript).requests == request_digests(a_key(1.0, 2.0))


SHARED = {"modules": {"functions.py": "def twice(w):\n    return 2 * w\n"}, "files": {"data/factor.txt": "Mg=="}}  # 2
IMPORTS = "from functions import twice\n\ndef f(w):\n    return twice(w)\n"
READS = "def f(w):\n    with open('data/' + 'factor.txt') as file:\n        return w * float(file.read())\n"
CHANGED = {
    IMPORTS: {"modules": {"functions.py": "def twice(w):\n    return w + w\n"}},
    READS: {"files": {"data/factor.txt": "Mi4w"}},  # 2.0
}


@pytest.mark.parametrize("source", CHANGED, ids=["a module", "a data file"])
def test_what_the_student_alone_reads_of_the_public_files_belongs_to_the_call(tmp_path, source):
    """Nothing of the case names the file: after a change of it nobody knows what the program does."""
    key = replace(a_key(1.0, 2.0), **SHARED)
    transcript = run(tmp_path, source, key)
    assert judge(key, as_run(key, transcript)).earned == 10, "with the file as it was, nothing needs a run"
    other = as_run(replace(key, **CHANGED[source]), transcript)
    assert all(isinstance(call, Fault) for call in other.calls.values())


@pytest.mark.parametrize("source", CHANGED, ids=["a module", "a data file"])
def test_a_program_that_reads_no_public_file_needs_no_run_after_a_change_of_one(tmp_path, source):
    key = replace(a_key(1.0, 2.0), **SHARED)
    transcript = run(tmp_path, "def f(w):\n    return 2 * w\n", key)
    assert judge(key, as_run(replace(key, **CHANGED[source]), transcript)).earned == 10


@pytest.mark.parametrize("source", CHANGED, ids=["a module", "a data file"])
def test_what_a_program_did_not_find_belongs_to_the_call_once_it_is_there(tmp_path, source):
    """Staff forgot the file, and add it after the run."""
    transcript = run(tmp_path, source, a_key(1.0, 2.0))
    assert all(isinstance(call, Raised) for call in as_run(a_key(1.0, 2.0), transcript).calls.values())
    complete = replace(a_key(1.0, 2.0), **SHARED)
    assert all(isinstance(call, Fault) for call in as_run(complete, transcript).calls.values())
    again = run(tmp_path, source, complete)
    assert judge(complete, as_run(complete, again)).earned == 10


def run(folder: Path, source: str, key: Key) -> Transcript:
    """The transcript that `grade` stores of this program."""
    (folder / "ann.py").write_text(source)
    (folder / "hw.key").write_text(key.to_json())
    job = GradingJob("ann", (str(folder / "ann.py"),), KeyFile.of(folder / "hw.key"))
    return parse_transcript(batch.grade_job(job).transcript)


PIECES = "raise FileNotFoundError('fac' 'tor.t' 'xt')", 'raise ModuleNotFoundError("\'func" "tions\'")'


@pytest.mark.parametrize("line", PIECES, ids=["a data file", "a module"])
def test_nobody_claims_that_a_file_was_missing_which_was_there(tmp_path, line):
    """Each regrade would take the call for one that was never made: no score, where 0 is due."""
    key = replace(a_key(1.0), **SHARED)
    transcript = run(tmp_path, f"def f(w):\n    {line}\n", key)
    assert isinstance(as_run(key, transcript).calls["f.1"], Raised)
    assert isinstance(as_run(key, replace(transcript, files=())).calls["f.1"], Fault), "of a key that had none then"

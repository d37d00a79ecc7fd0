"""Every text that a person reads of a golden submission is the one that is stored. `make golden` writes them anew."""

from __future__ import annotations

import difflib
import json

import pytest
from golden.folders import GOLDEN, HERE, KEYS, run, stored, texts

# Run for real here: what these return is the same with every version of JAX and NumPy.
EXACT = (
    "right_points", "one_of_a_group", "text_for_a_number", "misspelt_function", "broken_cell", "ended_by_exit",
    "class_without_a_method", "written_answers",
)  # fmt: skip
# Nothing that a student hands in has these: the grader's own fault, and a question that only a student's key asks.
NOT_OF_SUBMISSIONS = {"could_not_check", "recorded", "optional"}
STATUSES = {
    "right", "partial", "wrong", "not_attempted", "missing", "crashed", "timed_out", "out_of_memory", "malformed",
    "manual",
}  # fmt: skip


def difference(name: str, file: str, text: str) -> str:
    """What would change in a golden file; empty where nothing does."""
    old = (HERE / name / file).read_text(encoding="utf-8")
    lines = difflib.unified_diff(old.splitlines(), text.splitlines(), f"{name}/{file}", "now", lineterm="", n=1)
    return "\n".join(lines)


@pytest.mark.parametrize("name", GOLDEN)
def test_what_people_read_of_a_stored_run_is_what_is_stored(name):
    made = texts(name, stored(name))
    changed = "\n".join(filter(None, (difference(name, file, text) for file, text in made.items())))
    assert not changed, f"run `make golden` if this is meant:\n{changed}"


@pytest.mark.parametrize("name", EXACT)
def test_running_a_golden_submission_gives_its_stored_transcript(name):
    assert run(name).to_json() == stored(name).to_json()


def test_every_folder_has_its_questions_and_every_file():
    no_submissions = {"__pycache__", *(key.parent.name for key in KEYS)}
    folders = {
        path.name: {file.name for file in path.iterdir() if file.is_file()} for path in HERE.iterdir() if path.is_dir()
    }
    folders = {name: files for name, files in folders.items() if name not in no_submissions}
    assert folders.keys() == GOLDEN.keys()
    written = {"transcript.json", "report.json", "terminal.txt", "question.html", "results.json"}
    assert all(files - {"submission.py", "submission.ipynb"} == written for files in folders.values())


def test_every_outcome_of_a_submission_has_a_folder():
    reports = [json.loads((HERE / name / "report.json").read_text(encoding="utf-8")) for name in GOLDEN]
    assert {report["status"] for report in reports} == {"graded", "ungradable"}
    assert {
        question["status"] for r in reports for question in r["questions"].values()
    } - NOT_OF_SUBMISSIONS == STATUSES

"""One homework in eight formats, from the file to what a student reads; and files that are not the homework."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator

import pytest
from rich.console import Console
from support import notebook_formats
from support.autograder_root import KEY, lay, valid
from support.notebook_formats import FORMATS, RIGHT, WORK
from support.program import forked

from grader.base.errors import UserError
from grader.frontends.gradescope import grading
from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.results_json import final_results
from grader.frontends.student import notebook_check
from grader.judging.judge import judge
from grader.model.transcript import Transcript
from grader.reports.student_page import student_page
from grader.reports.terminal import print_report
from grader.sandbox.transcribe import transcribe

PLACE = re.compile(r"(?:cell \d+, )?line \d+|cell \d+", re.IGNORECASE)
SECONDS = re.compile(r'"execution_time": [\d.]+')
EARNED = {"right": 15.0, "wrong": 5.0, "half-finished": 5.0}


def texts(transcript: Transcript) -> Iterator[str]:
    """What a student reads: the report, the terminal, the page, Gradescope; without seconds."""
    report = judge(KEY, transcript)
    yield report.to_json()
    stream = io.StringIO()
    print_report(report, Console(file=stream, width=100))
    yield re.sub(" +\n", "\n", stream.getvalue())  # rich fills lines with blanks
    yield student_page(KEY, transcript, report)
    yield SECONDS.sub("", json.dumps(final_results(KEY, transcript, report, SubmissionMetadata())))


@pytest.mark.slow
@pytest.mark.parametrize("work", WORK)
def test_every_format_gives_one_report(work, tmp_path):
    """Byte for byte, but for the places, each of which is one of the student's own file."""
    environment, reports = forked(), {}
    for name, write in FORMATS.items():
        path = tmp_path / name
        path.write_text(write(WORK[work]), encoding="utf-8")
        transcript = transcribe(path, KEY, environment, submission="hw")
        assert judge(KEY, transcript).earned == EARNED[work], name
        reports[name] = [PLACE.sub("PLACE", text) for text in texts(transcript)]
    assert all(report == reports["hw.ipynb"] for report in reports.values())


OTHER = notebook_formats.jupyter([cell.replace("double", "loss").replace("triple", "accuracy").replace("half", "draw")
                                  for cell in RIGHT])  # fmt: skip
WRONG_FILES = {
    "another homework": (OTHER, ['a Jupyter notebook with the heading "Homework", which defines `loss`, `accuracy`']),
    "R": ('{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}', ["a Jupyter notebook in R, not in Python"]),
    "empty": ('{"cells": []}', ["a Jupyter notebook without any code"]),
    "PDF": ("%PDF-1.7\n1 0 obj", ["a PDF", "nothing in it can be run", "Expected is the file in which you wrote"]),
    "web page": ("<!DOCTYPE html>\n<html></html>", ["a web page (HTML)", "take it from File > Download"]),
}
READABLE = [
    "does not look like 'Tiny'",
    "Expected is a file that defines `double`, `triple`, `half`",
    "hand in that file",
]


@pytest.mark.parametrize("kind", WRONG_FILES)
def test_a_wrong_file_gets_one_summary_wherever_it_is_read(kind, tmp_path):
    """What it looks like, what was expected, what to hand in: once, and not for each question."""
    text, words = WRONG_FILES[kind]
    words = [*words, *(READABLE if kind not in ("PDF", "web page") else [])]
    (tmp_path / "hw.ipynb").write_text(text, encoding="utf-8")
    for shown in texts(transcribe(tmp_path / "hw.ipynb", KEY, forked(), submission="hw")):
        plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", shown))).replace('\\"', '"').replace("`", "")
        assert [word for word in words if plain.count(word.replace("`", "")) != 1] == [], plain


@pytest.mark.slow
def test_gradescope_reads_a_quarto_document_beside_a_readme(tmp_path):
    """And says of a wrong one what it is; nothing is run for it."""
    files = {"README.md": "# Read me\n```python\nx = 1\n```", "sub/hw.qmd": "---\ntitle: Essay\n---\nNo code."}
    assert grading.run_autograder(lay(tmp_path, files)) == 0
    results = valid(tmp_path)
    assert results.score == 0 and 'without any code with the heading "Essay"' in str(results.output)


def test_check_in_a_notebook_says_once_that_nothing_is_defined(tmp_path):
    """Most often no cell has run yet."""
    (tmp_path / "tiny.key").write_text(KEY.to_json(), encoding="utf-8")
    space = {"__name__": "__main__", "check": notebook_check.check, "path": tmp_path / "tiny.key"}
    with pytest.raises(notebook_check.NothingDefined) as refusal:
        exec("check(key=path)", space)
    assert "None of the functions of 'Tiny' is defined here: `double`, `triple`, `half`. Run all" in str(refusal.value)


def test_a_question_may_be_given_by_its_function(tmp_path):
    """marimo runs a cell when what it reads has changed: it must read the function."""
    (tmp_path / "tiny.key").write_text(KEY.to_json(), encoding="utf-8")
    file = str(tmp_path / "hw.py")  # as marimo says it: the key is beside it
    space = {"__name__": "__main__", "__file__": file, "check": notebook_check.check}
    exec("def half(x): return x / 2\nresult = check(half)", space)
    assert [question.status for question in space["result"].report.questions] == ["right"]
    with pytest.raises(UserError, match="no question 'sum'"):
        exec("check(sum)", space)

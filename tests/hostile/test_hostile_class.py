"""No answer of one student, and none of their names, ends what staff make of the whole class.

The rows are what came through the sandbox: values and code as a transcript holds them.
"""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from support import small_results
from support.small_class import HOSTILE, pair, transcript

from grader.base.safe_names import safe_id
from grader.base.text import printable
from grader.course.class_report.queue import class_queue
from grader.course.classroom import exporting, reporting
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record, questions_digest
from grader.course.results import Results
from grader.frontends.review.overview import decided_rows, judged_rows
from grader.frontends.review.pages import class_pages
from grader.frontends.review.pages.answer_page import AnswerPage
from grader.frontends.review.pages.layout import Visit
from grader.judging.judge import judge
from grader.model.encoding.values import Items, Nothing, Numbers, Table, Text, Value
from grader.model.request import Request
from grader.model.transcript import Definition, Raised, Returned
from grader.sandbox.outcomes import to_keep
from grader.submissions.collection import Person, Submission

LARGE, TINY = 1.7976931348623157e308, 5e-324


def runs(number: float, steps: int = 13, dimension: int = 1) -> Value:
    weights = np.full((steps, dimension) if dimension > 1 else steps, number)
    return pair({".weights": weights, ".costs": np.linspace(-1, 1, steps) * number})


VALUES = {
    "large": runs(LARGE), "tiny": runs(TINY), "large points": runs(-LARGE, dimension=2),
    "no rows": runs(1.0, 0), "one row": runs(LARGE, 1), "not a number": runs(np.nan),
    "whole": pair({".weights": np.full(13, -(2**63)), ".costs": np.full(13, 2**63 - 1)}),
    "truths": pair({".weights": np.ones(13, bool), ".costs": np.zeros(13, bool)}),
    "nothing": Nothing(), "text": Text(HOSTILE), "table": Table({HOSTILE: Items((Nothing(), Text("")))}),
    "sides": Numbers(np.zeros((0, 3, 0, 2))), "eight sides": Numbers(np.zeros((1,) * 8)),
}  # fmt: skip
SOURCES = (
    f"x = 0x{'f' * 9000}", "x = " + "-" * 9000 + "1", "lambda: " * 900 + "0", "a" + ".b" * 4000, "x = 1e999j", "\0", "f'{" * 50,
    HOSTILE.replace("\ud800", ""),
)  # fmt: skip
NAMES = ("=cmd|' /C calc'!A0", "＝1+1", "\u202etxt.exe", "<script>alert(1)</script>", "a\nb", "-2+3", "x" * 300, "")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A results folder in which every row is the answer to every question of one submission."""
    folder, key = tmp_path_factory.mktemp("class") / "results", small_results.key()
    folder.mkdir()
    with Gradebook(folder / "gradebook.sqlite") as book, book.transaction():
        book.judge_by(JudgingKey.of(key))
        for n, (name, value) in enumerate(VALUES.items()):
            returned = {case.id: Returned(value) for question in key.questions for case in question.cases}
            returned["descent-1"] = Raised(HOSTILE, HOSTILE, 3, 10**30, HOSTILE)
            calls = {case: to_keep(call, Request(case, "", "", {}, ())) for case, call in returned.items()}
            source, author = SOURCES[n % len(SOURCES)], printable(NAMES[n % len(NAMES)], 200)
            definitions = {question.name: Definition("found", "", 3, 10**30, source) for question in key.questions}
            answered = replace(transcript(safe_id(f"{author}{name}")), definitions=definitions, calls=calls)
            submission = Submission(
                answered.submission, people=(Person(f"{author}{n}", author, f"{author}{n}"),), note=author
            )
            report = judge(key, answered).to_json()
            book.put(Record(submission, f"digest {n}", answered.to_json(), report, questions_digest(key)))
    return folder


@pytest.mark.slow
def test_every_page_of_the_class_is_made(results):
    """One exception would leave everybody without a page."""
    page = reporting.report(results).class_page.read_text("utf-8")
    students = list((results / "students").iterdir())
    assert len(students) == len(list((results / "staff").iterdir())) == len(VALUES)
    assert not [text for text in (page, *(each.read_text("utf-8") for each in students)) if "<script>alert" in text]


def test_staff_can_look_at_what_needs_eyes(results):
    with Results(results) as opened:
        items, rows = class_queue(opened), decided_rows(opened, judged_rows(opened))
        assert class_pages.queue_page(opened, items, {}, rows, Visit("staff"))
        for item in items:
            assert AnswerPage(opened, Visit("staff"), item.ids[0], item.question, item, items).html()


@pytest.mark.parametrize("platform", ["csv", "canvas", "gradescope", "moodle"])
def test_no_cell_of_a_gradebook_is_a_formula(results, platform):
    path, _ = exporting.export(results, platform, None)
    with path.open(newline="", encoding="utf-8-sig") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) > len(VALUES)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "＝"))]

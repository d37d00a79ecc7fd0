"""The report in a terminal: what is right comes first, and points are those that this report judges."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from rich.console import Console
from support import small_class
from support.small_class import shrinking, transcript

from grader.judging.judge import judge
from grader.model.encoding.values import Numbers, Table
from grader.model.statuses import format_points, points_in_words
from grader.model.transcript import Returned
from grader.reports.causes import staff_notes
from grader.reports.terminal import print_report

if TYPE_CHECKING:
    from grader.model.report import Report


KEY = small_class.key()


def printed(report: Report, width: int = 100, notes=None, **console: bool) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=width, highlight=False, **console), notes)
    return out.getvalue()


@pytest.mark.parametrize("points", [0.125, 1.005, 2.675])
def test_half_a_hundredth_is_the_same_in_the_table_and_in_its_reason(points):
    """The table had 2.68 points, and "You have 2.67 points for right parts of wrong cases." below it."""
    report = judge(KEY.for_students(), transcript(rule=shrinking))
    first, *others = report.questions
    cases = [replace(case, status="wrong", earned=points * (not at)) for at, case in enumerate(first.cases)]
    first = replace(first, status="partial", earned=points, cases=tuple(cases))
    text = printed(replace(report, questions=(first, *others)))
    assert f"{format_points(points)} / 6" in " ".join(text.split())
    assert f"You have {points_in_words(points)} for right parts of wrong cases." in text


def test_staff_read_the_cause_by_all_cases_and_wrong_answers_beside_the_right_ones():
    """The student's words alone say less than the staff page: that nobody recognises the mistake, and "later"."""
    no = Returned(Table({"stationary": Numbers(np.array(False))}))
    work = transcript(rule=shrinking, truth_0=no)
    report = judge(KEY, work)
    notes = {q.name: staff_notes(KEY, KEY.question(q.name), q, work) for q in report.questions}
    assert notes["descent"] == ["By all cases: the steplength shrinks like alpha/k."]
    assert notes["answers"] == ["answered False; right is True."]
    text = printed(report, notes=notes)
    assert "answered False; right is True." in text and "By all cases: the steplength" in text
    assert "after the due date" not in text and "after the due date" in printed(report)


def test_nothing_of_a_students_is_markup_and_a_pipe_gets_no_colour():
    """An id may hold anything; rich reads brackets as commands."""
    report = replace(judge(KEY, transcript()), submission="[red]x[/red] [link=http://e]")
    assert "[red]x[/red] [link=http://e]" in printed(report) and "\x1b" not in printed(report)
    assert "\x1b[32mright" in printed(report, force_terminal=True)

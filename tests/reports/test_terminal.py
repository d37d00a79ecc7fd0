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


def test_staff_see_all_points_and_students_those_of_the_shown_cases():
    """`right 4 / 8` would look like a loss: hidden cases and statements are judged after the due date."""
    lines = printed(judge(KEY, transcript())).splitlines()
    assert [line.split()[-3:] for line in lines if "/" in line] == [[n, "/", n] for n in ("8", "1", "1", "10")]
    assert not any("other" in line for line in lines)
    text = " ".join(printed(judge(KEY.for_students(), transcript())).split())
    assert "Gradient descent right 6 / 6" in text and "True or false recorded after the due date" in text
    assert "total 7 / 7" in text
    assert "The other 3 points are for hidden cases and for answers that are judged after the due date." in text


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


def test_what_is_right_stands_above_what_is_not_and_fits_the_terminal():
    """At 40 columns a row must not look like two, and what is copied has no blanks at its end."""
    report = judge(KEY, transcript(rule=shrinking))
    text = printed(report)
    assert text.index("A root") < text.index("Your weights are right up to step 1")
    assert text.count("Gradient descent") == 2 and text.count("A root") == 1
    narrow = printed(report, width=40)
    messages = narrow[narrow.index("With this call:") :].splitlines()
    assert "          alpha=1.0, max_its=12, w=2.5)" in messages and all(line == line.rstrip() for line in messages)
    assert max(map(len, messages)) <= 40


def test_nothing_of_a_students_is_markup_and_a_pipe_gets_no_colour():
    """An id may hold anything; rich reads brackets as commands."""
    report = replace(judge(KEY, transcript()), submission="[red]x[/red] [link=http://e]")
    assert "[red]x[/red] [link=http://e]" in printed(report) and "\x1b" not in printed(report)
    assert "\x1b[32mright" in printed(report, force_terminal=True)


def test_a_submission_that_cannot_be_graded_is_its_reason():
    report = judge(KEY, replace(transcript(), unreadable="This file is not a notebook: it is a PDF."))
    assert printed(report) == "ada: this could not be graded.\nThis file is not a notebook: it is a PDF.\n"

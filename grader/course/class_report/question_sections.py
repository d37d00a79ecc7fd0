"""The sections of the class page about points: of the whole, of each question, and of each written answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from grader.course.class_report.parts import (
    MORE_LINKS,
    Elements,
    class_table,
    histogram,
    link,
    percent,
    question_title,
    small_bars,
)
from grader.course.class_report.statistics import FEWEST, ClassStatistics, PointsChange, discrimination
from grader.judging.messages.question_messages import statement_reason
from grader.judging.question_groups import UNTOUCHED
from grader.model.key import Question
from grader.model.statuses import WORDS, format_points, format_waiting, points_in_words
from grader.reports.elements import Html, escape, folded, join, typeset, with_code
from grader.reports.look import classes

BARS, SMALL_BARS = 20, 10  # of the distribution of all points, and of those of one question


def scores(seen: ClassStatistics) -> Elements:
    """The distribution of points."""
    if not seen.totals:
        return ["No submission was graded."]
    x, by_hand = np.array(seen.totals), seen.key.manual_points
    possible = seen.key.points - by_hand
    spread = f", standard deviation {np.std(x, ddof=1):.1f}" if len(x) > 1 else ""
    words = (
        f"Mean {x.mean():.1f}, median {np.median(x):.1f}{spread}, lowest {format_points(x.min())}, highest "
        f"{format_points(x.max())}, of {points_in_words(possible)}{format_waiting(by_hand)}. Each submission "
        "counts once; where students could try again, statistics mean most for first attempts."
    )
    edges = np.linspace(0, max(possible, x.max(), 1e-9), BARS + 1)
    counts, _ = np.histogram(x, edges)
    rows = [[f"{format_points(edges[i])} to {format_points(edges[i + 1])}", str(n)] for i, n in enumerate(counts)]
    numbers = class_table("Submissions by points", ["points", "submissions"], rows)
    bars = histogram(counts, edges, "How many submissions earned how many points")
    return [words, bars, folded("The same in numbers", numbers, look=classes)]


def questions(seen: ClassStatistics) -> Elements:
    """Each question: facility is mean over maximum, discrimination the correlation with the rest of the points."""
    enough = len(seen.totals) >= FEWEST
    head = ["question", "points", "facility", "distribution", *(["discrimination"] if enough else []), "all right",
            "not all right", "not attempted"]  # fmt: skip
    rows = []
    for question in seen.key.questions:
        none = WORDS["manual"] if question.is_by_hand else "-"
        cells = _question_cells(seen, question, enough) or [none] * (len(head) - 2)
        rows.append([question_title(seen, question.name), format_points(question.points), *cells])
    note = (
        "Discrimination is the correlation with the points of all other questions, with a 95 % interval, among those "
        "who attempted something. Above 0.25 is good; near 0 or below, look at the question."
        if enough
        else f"Discrimination is not shown: with fewer than {FEWEST} graded submissions it would be noise."
    )
    facility = "Facility is the mean over the maximum: 30 to 70 % tells students apart best. "
    by_case = folded("Each case", _cases(seen), look=classes)
    return [facility + note, class_table("Each question", head, rows), by_case]


def _question_cells(seen: ClassStatistics, question: Question, with_discrimination: bool) -> list[str] | None:
    """The cells behind the points of a question; None where no submission has points for it."""
    name = question.name
    earned = np.array(seen.earned.get(name, []))
    checked = earned[np.isfinite(earned)]
    if not len(checked):
        return None
    statuses = seen.statuses[name]
    right, untouched = statuses["right"], statuses["not_attempted"] + statuses["optional"]
    return [
        percent(checked.mean() / question.points if question.points else math.nan),
        _distribution(checked, question.points),
        *([_discrimination(seen, name)] if with_discrimination else []),
        str(right), str(len(earned) - right - untouched), str(untouched),
    ]  # fmt: skip


def _distribution(earned: np.ndarray, points: float) -> Html:
    """How many earned how much of the points, from nothing at the left to everything at the right."""
    counts, _ = np.histogram(earned, np.linspace(0, max(points, earned.max(), 1e-9), SMALL_BARS + 1))
    words = ", ".join(map(str, counts))
    return small_bars(counts, f"Submissions by tenths of the points, from none to all: {words}")


def _cases(seen: ClassStatistics) -> Html:
    """Each case that is called: which of them catches what, and whether hidden ones are harder."""
    rows = [
        [question_title(seen, question.name), with_code(case.title, classes), "hidden" if case.hidden else "shown",
         *_shares(seen, case.id)]
        for question in seen.key.questions if not question.is_written for case in question.cases
    ]  # fmt: skip
    return class_table("Each case", ["question", "case", "kind", "right", "not right", "not attempted"], rows)


def statements(seen: ClassStatistics) -> Elements:
    """Each written answer: how many had it right, and why it is."""
    rows = [
        [with_code(case.title, classes), typeset(statement_reason(case) or "-", classes), *_shares(seen, case.id)]
        for question in seen.key.questions if question.is_written and not question.is_by_hand
        for case in question.cases
    ]  # fmt: skip
    if not rows:
        return []
    words = "Where many are wrong, the lecture has something to say, or the statement can be misread."
    head = ["statement", "reason", "right", "not right", "not answered"]
    return [words, class_table("Each statement", head, rows)]


def regraded(seen: ClassStatistics) -> Elements:
    """Before and after the last regrade: how many points it gave and took, and from whom."""
    if not seen.before:
        return []
    changes = seen.changes
    if not changes:
        return ["The last regrade changed no points."]
    rows = [[question_title(seen, name), *_change_cells(seen, name, changes[name])]
            for name in seen.questions if name in changes]  # fmt: skip
    return [class_table("What changed", ["question", "gained", "lost", "mean change", "submissions"], rows)]


def _change_cells(seen: ClassStatistics, name: str, changes: Sequence[PointsChange]) -> list[str]:
    """How many gained and lost, the mean over the class, and who, with the points before and after."""
    gained, lost = sum(c.after > c.before for c in changes), sum(c.after < c.before for c in changes)
    mean = sum(c.after - c.before for c in changes) / len(seen.students)
    items = [join([link(seen, c.submission, name), escape(f" {format_points(c.before)} to {format_points(c.after)}")])
             for c in changes[:MORE_LINKS]]  # fmt: skip
    left = f" and {len(changes) - MORE_LINKS} more" if len(changes) > MORE_LINKS else None
    who = folded(f"{len(changes)} with other points", join(items, ", "), left, look=classes)
    return [str(gained), str(lost), f"{mean:+.2f}", who]


def _shares(seen: ClassStatistics, case: str) -> list[str]:
    """The share of right answers, the number of others, and the number of those who gave none."""
    statuses = seen.cases[case]
    right, none = statuses["right"], sum(statuses[status] for status in UNTOUCHED)
    checked = statuses.total() - statuses["could_not_check"]
    return [percent(right / checked) if checked else "-", str(checked - right - none), str(none)]


def _discrimination(seen: ClassStatistics, name: str) -> str:
    earned, totals = np.array(seen.earned[name]), np.array(seen.totals)
    if len(earned) != len(totals):
        return "-"
    attempted = [any(r.status not in UNTOUCHED for r in student.results.values()) for student in seen.students]
    checked = np.isfinite(earned) & attempted
    interval = discrimination(earned[checked], (totals - np.nan_to_num(earned))[checked])
    return "-" if interval is None else "{:.2f} ({:.2f} to {:.2f})".format(*interval)

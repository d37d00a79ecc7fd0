"""Any one of: the questions of a group share one set of points, and the best of them counts.

Of a group that nobody touched the first question counts, so that the points it could have earned are in the total.
What a student sees is settled by visible cases alone: a hidden case must not show in what counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.judging.messages.question_messages import group_message, left_out_message
from grader.model.report import CaseReport, QuestionReport, Report, Totals

UNTOUCHED = ("not_attempted", "missing", "optional")

Questions = Sequence[QuestionReport]


def settle_groups(questions: Questions) -> tuple[QuestionReport, ...]:
    """The questions with `counts` decided; one that does not count has no points, though its cases keep theirs."""
    names, touched = counting_names(questions), {q.group for q in questions if q.status not in UNTOUCHED}
    return tuple(_settled(q, q.name in names, q.group in touched) if q.group else q for q in questions)


def _settled(question: QuestionReport, counts: bool, touched: bool) -> QuestionReport:
    if touched and question.status in UNTOUCHED:
        settled = _left_out(question)
    else:
        settled = replace(question, message=f"{question.message}\n\n{group_message(question.group)}")
    return settled if counts else replace(settled, counts=False, earned=0.0, possible=0.0)


def _left_out(question: QuestionReport) -> QuestionReport:
    message = left_out_message(question.group)
    cases = tuple(replace(c, status="optional", message="" if c.hidden else message) for c in question.cases)
    return replace(question, status="optional", message=message, cases=cases)


def counting_names(questions: Questions, *, hidden: bool = True) -> frozenset[str]:
    """The names of the questions that count, by all cases or by the visible ones alone.

    Of each group it is the one that earned most, the first of equals. One of which a visible case could not be checked
    might have earned everything: it counts unless another has as much for certain, so that staff look. A hidden case
    that could not be checked has no points here, as in the score: else it would show in which question counts.
    """
    names = {q.name for q in questions if not q.group}
    for group in {q.group for q in questions if q.group}:
        members = [q for q in questions if q.group == group]
        names.add(max(members, key=lambda q: _rank(q, hidden)).name)
    return frozenset(names)


def _rank(question: QuestionReport, hidden: bool) -> tuple[bool, float, bool]:
    checked = all(case.status != "could_not_check" for case in question.visible)
    points = Totals.of(_cases(question, hidden)).earned if checked else Totals.of(question.cases).possible
    return question.status not in UNTOUCHED, points, checked


def total_earned(questions: Questions, *, hidden: bool = True) -> float:
    """The points of all cases, or of the visible ones, of the questions that count."""
    names = counting_names(questions, hidden=hidden)
    return Totals.of(case for q in questions if q.name in names for case in _cases(q, hidden)).earned


def settled_by_visible(report: Report) -> Report:
    """The report with `counts` decided by the visible cases alone, for what a student reads."""
    names = counting_names(report.questions, hidden=False)
    return replace(report, questions=tuple(replace(q, counts=q.name in names) for q in report.questions))


def hidden_points(report: Report) -> dict[str, float]:
    """For each question, the points that its visible cases do not show: of a group, all on the one that counts there.

    Visible points and these together are the report's total.
    """
    names, points = counting_names(report.questions, hidden=False), {q.name: 0.0 for q in report.questions}
    for question in [q for q in report.questions if q.name in names]:
        family = [q for q in report.questions if q is question or (question.group and q.group == question.group)]
        points[question.name] = round(total_earned(family) - Totals.of(question.visible).earned, 9)
    return points


def _cases(question: QuestionReport, hidden: bool) -> Sequence[CaseReport]:
    return question.cases if hidden else question.visible

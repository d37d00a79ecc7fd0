"""Any one of: the questions of a group share one set of points, and the best of them counts.

    settle     the questions of a report: which of a group counts, and kind words for those that were left out
    counting   the names of those that count, by all cases or by the visible ones alone
    shown      the report as its visible cases settle it, for what a student reads
    behind     the points that are earned behind each question's visible cases

Of a group that nobody touched the first question counts, so that the points it could have earned are in the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.judging import explanation as explain
from grader.model.report import QuestionReport, Report

UNTOUCHED = ("not_attempted", "missing", "optional")

Questions = Sequence[QuestionReport]


def settle(questions: Questions) -> tuple[QuestionReport, ...]:
    """The questions with `counts` decided; one that does not count has no points, though its cases keep theirs."""
    names, touched = counting(questions), {q.group for q in questions if q.status not in UNTOUCHED}
    return tuple(_settled(q, q.name in names, q.group in touched) if q.group else q for q in questions)


def _settled(question: QuestionReport, counts: bool, touched: bool) -> QuestionReport:
    told = _left_out(question) if touched and question.status in UNTOUCHED else _one_of_several(question)
    return told if counts else replace(told, counts=False, earned=0.0, possible=0.0)


def _left_out(question: QuestionReport) -> QuestionReport:
    words = explain.optional(question.group)
    cases = tuple(replace(c, status="optional", message="" if c.hidden else words) for c in question.cases)
    return replace(question, status="optional", message=words, cases=cases)


def _one_of_several(question: QuestionReport) -> QuestionReport:
    return replace(question, message=f"{question.message}\n\n{explain.any_one(question.group)}")


def counting(questions: Questions, *, hidden: bool = True) -> frozenset[str]:
    """The names of the questions that count: of each group the one that earned most, the first of equals.

    One that we could not check might have earned everything: it counts unless another surely did, so that staff look.
    """
    names = {q.name for q in questions if not q.group}
    for group in {q.group for q in questions if q.group}:
        members = [q for q in questions if q.group == group]
        names.add(max(members, key=lambda q: _worth(q, hidden)).name)
    return frozenset(names)


def _worth(question: QuestionReport, hidden: bool) -> tuple[bool, float, bool]:
    checked = all(case.status != "could_not_check" for case in _cases(question, hidden))
    might = _earned(question, hidden) if checked else sum(c.possible for c in _cases(question, hidden))
    return question.status not in UNTOUCHED, round(might, 9), checked


def total(questions: Questions, *, hidden: bool = True) -> float:
    """The points of all cases, or of the visible ones, of the questions that count."""
    names = counting(questions, hidden=hidden)
    return sum(_earned(q, hidden) for q in questions if q.name in names)


def shown(report: Report) -> Report:
    """The report with `counts` as the visible cases alone decide it: a hidden case must not show in what counts."""
    names = counting(report.questions, hidden=False)
    return replace(report, questions=tuple(replace(q, counts=q.name in names) for q in report.questions))


def behind(report: Report) -> dict[str, float]:
    """For each question, the points that its visible cases do not show: of a group, all on the one that counts there.

    Visible points and these together are the report's total.
    """
    names = counting(report.questions, hidden=False)
    return {
        q.name: round(total(_family(q, report.questions)) - _earned(q, False), 9) if q.name in names else 0.0
        for q in report.questions
    }


def _family(question: QuestionReport, questions: Questions) -> Questions:
    return [q for q in questions if q is question or (question.group and q.group == question.group)]


def _cases(question: QuestionReport, hidden: bool) -> Iterable:
    return (case for case in question.cases if hidden or not case.hidden)


def _earned(question: QuestionReport, hidden: bool) -> float:
    return sum(case.earned for case in _cases(question, hidden))

"""What students' text names by the visible cases, and for each question a visible case by which it would name more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from grader.authoring.proving.proof import Finding
from grader.authoring.proving.trials.mistake_trials import Trial, names, right_transcript, shares, wrong_answers
from grader.base.text import count
from grader.judging.judge import judge
from grader.model.key import Case, Key, Mistake, Question

WORTH_A_CASE = 0.05  # of a question's mistakes, to be named by one more visible case
REAL_WORK = "measured on another course's students: 72 % of their wrong numbers"  # tests/bench/RESULTS.md, 2026-12-07


def student_text(key: Key, trials: Sequence[Trial]) -> Finding:
    """What students read, from the visible cases: a figure without a limit, since cases are hidden on purpose."""
    claim = "students' text, by the visible cases: of the changes of your solution"
    pairs = [(t.student_report, t.mistake) for t in trials if t.student_report]
    if not pairs:
        return Finding(claim, True, "no case is visible")
    unseen = [
        f"{t.words}: all visible cases are right"
        for t in trials if t.student_report and t.student_report.status == "right"
    ]  # fmt: skip
    note = f"; {len(unseen)} read that all visible cases are right" if unseen else ""
    figure = f"{shares(pairs)}{note}; {REAL_WORK}"
    return Finding(claim, True, figure, (*_telling_more(key, trials), *unseen))


def _telling_more(key: Key, trials: Sequence[Trial]) -> Iterator[str]:
    """For each question the hidden case like which a visible one would name most mistakes, where these are enough."""
    for question in key.questions:
        mine = [t for t in trials if t.report.name == question.name and t.student_report]
        unnamed = {t.mistake for t in mine if t.student_report and not names(t.student_report, t.mistake)}
        hidden = [case for case in question.cases if case.hidden] if unnamed else []
        more = {case.id: _named_beside(key, question, case, unnamed) for case in hidden}
        best = max(hidden, key=lambda case: more[case.id], default=None)
        if best and more[best.id] >= WORTH_A_CASE * len(mine):
            yield (
                f"{question.name}: students' text names {len(mine) - len(unnamed)} of {count(len(mine), 'change')} of "
                f"your solution. With a visible case like the hidden {best.id} it would name {more[best.id]} more."
            )


def _named_beside(key: Key, question: Question, case: Case, unnamed: Collection[str]) -> int:
    """How many of these mistakes students' text would name if this case were visible as well."""
    shown = replace(key, questions=(_with_visible(question, case),)).for_students()
    right = right_transcript(shown)
    calls = {
        mistake: calls
        for reading in question.readings
        for mistake, calls in wrong_answers(key, reading) if mistake in unnamed
    }  # fmt: skip
    works = {mistake: replace(right, calls={**right.calls, **wrong}) for mistake, wrong in calls.items()}
    return sum(names(judge(shown, work).questions[0], mistake) for mistake, work in works.items())


def _with_visible(question: Question, case: Case) -> Question:
    """The question with this case visible, and with what it shows of mistakes as students may know it."""
    cases = tuple(replace(each, hidden=each.hidden and each.id != case.id) for each in question.cases)
    others = tuple(replace(other, mistakes=_public(other.mistakes, case)) for other in question.others)
    return replace(question, cases=cases, others=others, mistakes=_public(question.mistakes, case))


def _public(mistakes: Sequence[Mistake], case: Case) -> tuple[Mistake, ...]:
    return tuple(replace(m, staff_only=m.staff_only and case.id not in m.answers) for m in mistakes)

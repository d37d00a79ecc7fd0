"""Judge two mistakes at once, which nobody listed: they must not get the name of a third one.

Where a third one returns the same numbers, the two are that one, and its name is no wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from grader.authoring.answers.answer_forms import as_returned
from grader.authoring.answers.mistake_answers import double_mistakes
from grader.authoring.facts.assignment import Assignment
from grader.authoring.proving.proof import Finding
from grader.authoring.proving.trials.mistake_trials import Progress, returned, right_transcript, wrong_answers
from grader.authoring.proving.trials.value_parts import parts_apart
from grader.judging.diagnosis.relations import RELATIONS
from grader.judging.history_slips import IDS
from grader.judging.judge import judge
from grader.model.key import Key, Question
from grader.model.transcript import Call, Returned
from grader.reports.causes import cause_name

FALSE_NAMES = 0.02  # share of unlisted mistakes that may get a wrong name
SAMPLE = 400  # unlisted mistakes that are tried


@dataclass(frozen=True)
class _Double:
    """Two mistakes at once on a question, and a function that computes what they return."""

    question: Question
    mistakes: tuple[str, str]
    calls: Callable[[], dict[str, Call]]

    def is_wrongly_called(self, key: Key, name: str) -> bool:
        """Whether a report's `mistake` is of something else than these two, and of other numbers.

        A relation, and a slip of recording without another mistake, say what can be read off the result.
        """
        ids = {mistake for part in name.split("|") for mistake in part.split("+") if mistake}
        is_read_off = ids <= IDS or ids & {relation.id for relation in RELATIONS}
        return not (is_read_off or ids & {*self.mistakes} or self._is_any_of(key, ids))

    def _is_any_of(self, key: Key, ids: set[str]) -> bool:
        own = self.calls()
        return any(alike(own, calls) for mistake, calls in wrong_answers(key, self.question) if mistake in ids)


def try_doubles(assignment: Assignment, key: Key, progress: Progress) -> Iterator[Finding]:
    """How often two mistakes at once get the name of a third, over a random sample; nothing where there are none."""
    doubles = [double for question in key.questions for double in _doubles(assignment, question)]
    sample = [doubles[i] for i in sorted(np.random.default_rng(0).permutation(len(doubles))[:SAMPLE])]
    works = {q.name: (own := replace(key, questions=(q,)), right_transcript(own)) for q in key.questions}
    wrong_names, unexplained = [], 0
    for n, double in enumerate(sample, 1):
        if n % 50 == 0:
            progress(f"trying two mistakes at once: {n} of {len(sample)}")
        own, right = works[double.question.name]
        name = judge(own, replace(right, calls={**right.calls, **double.calls()})).questions[0].mistake
        unexplained += not name
        if double.is_wrongly_called(key, name):
            both = " with ".join(f'"{cause_name(key, mistake)}"' for mistake in double.mistakes)
            wrong_names.append(f'{double.question.name}: {both} is called "{cause_name(key, name)}"')
    if sample:
        share = len(wrong_names) / len(sample)
        figure = f"{100 * share:.1f} % of {len(sample)}; {unexplained} stay unexplained"
        yield Finding("two mistakes at once get no wrong name", share < FALSE_NAMES, figure, tuple(wrong_names))


def _doubles(assignment: Assignment, question: Question) -> Iterator[_Double]:
    """Each wrong rule of a run on a gradient that is wrong too."""
    if question.is_run:
        spec = next(q for q in assignment.question if q.name == question.name).under_reading(question.reading)
        for mistakes, answers in double_mistakes(spec, question.cases):
            yield _Double(question, mistakes, partial(_calls, question, answers))


def _calls(question: Question, compute: Callable[[], Mapping[str, Any]]) -> dict[str, Call]:
    answers = compute()
    return returned({c.id: as_returned(question, c, answers[c.id]) for c in question.cases})


def alike(one: Mapping[str, Call], other: Mapping[str, Call]) -> bool:
    """Whether two works return the same in each case, to six digits."""
    return all(_alike(one[case], other[case]) for case in one)


def _alike(one: Call, other: Call) -> bool:
    if isinstance(one, Returned) and isinstance(other, Returned):
        return not parts_apart(one.value, other.value)
    return one == other

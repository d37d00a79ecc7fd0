"""Judge mistakes that nobody listed, two at once: they must not get the name of a third one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers.answer_forms import as_returned, requested_rows
from grader.authoring.answers.mistake_answers import double_mistakes
from grader.authoring.proving.mistake_trials import Progress, recorded, returned, right_transcript
from grader.authoring.proving.proof import Finding
from grader.judging.diagnosis.candidates import slips_for
from grader.judging.judge import judge

if TYPE_CHECKING:
    from grader.authoring.assignment import Assignment
    from grader.model.key import Key, Question
    from grader.model.transcript import Call


FALSE_NAMES = 0.02  # share of unlisted mistakes that may get a wrong name
SAMPLE = 400  # unlisted mistakes that are tried


@dataclass(frozen=True)
class _Double:
    """Two mistakes at once on a question, and a function that computes what they return."""

    question: Question
    mistakes: tuple[str, str]
    calls: Callable[[], dict[str, Call]]


def try_doubles(assignment: Assignment, key: Key, progress: Progress) -> Iterator[Finding]:
    """How often two mistakes at once get the name of a third, over a random sample; nothing where there are none."""
    sample = _sample([double for question in key.questions for double in _doubles(assignment, key, question)])
    right, wrong_names, unexplained = right_transcript(key), [], 0
    for n, double in enumerate(sample, 1):
        if n % 50 == 0:
            progress(f"trying two mistakes at once: {n} of {len(sample)}")
        report = judge(key, replace(right, calls={**right.calls, **double.calls()}))
        name = next(q for q in report.questions if q.name == double.question.name).mistake
        unexplained += not name
        if name and not any(mistake in part.split("+") for part in name.split("|") for mistake in double.mistakes):
            wrong_names.append(f"{' with '.join(double.mistakes)} is called {name}")
    if sample:
        share = len(wrong_names) / len(sample)
        figure = f"{100 * share:.1f} % of {len(sample)}; {unexplained} stay unexplained"
        yield Finding("two mistakes at once get no wrong name", share < FALSE_NAMES, figure, tuple(wrong_names))


def _sample(doubles: Sequence[_Double]) -> list[_Double]:
    rng = np.random.default_rng(0)
    return [doubles[i] for i in sorted(rng.permutation(len(doubles))[:SAMPLE])]


def _doubles(assignment: Assignment, key: Key, question: Question) -> Iterator[_Double]:
    """Two recordings at once, and each wrong rule on a gradient that is wrong too."""
    if question.returns != "histories":
        return
    records = slips_for(key, question)
    listed = [record.rows for record in records]
    for first, second in permutations(records, 2):
        rows = {K: _record_again(first.rows[K], second.rows[K]) for K in first.rows}
        if rows not in listed and all(len(set(part)) > 1 for both in rows.values() for part in both):
            yield _Double(question, (first.id, second.id), partial(recorded, question, rows))
    spec = next(q for q in assignment.question if q.name == question.name).under_reading(question.reading)
    for mistakes, answers in double_mistakes(spec, question.cases):
        yield _Double(question, mistakes, partial(_calls, question, answers))


def _record_again(inner: Sequence[Sequence[int]], outer: Sequence[Sequence[int]]) -> list[list[int]]:
    """The rows of one recording, recorded by another, as far as there are rows."""
    return [[rows[k] for k in again if k < len(rows)] for rows, again in zip(inner, outer, strict=True)]


def _calls(question: Question, compute: Callable[[], Mapping[str, Any]]) -> dict[str, Call]:
    answers = compute()
    return returned({c.id: as_returned(question, c, answers[c.id], requested_rows(c)) for c in question.cases})

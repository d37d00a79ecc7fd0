"""What could explain a wrong answer: known mistakes, in rounds, the simplest round first.

one mistake       a wrong rule rightly recorded; `history_slips` finds the right rule wrongly recorded
two at once       a wrong rule wrongly recorded
weights alone     a wrong rule; the costs are something else
in two places     a rule that is wrong in two places, by its first history
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, product
from typing import Any, NamedTuple

import numpy as np

from grader.judging.diagnosis.bounds import BoundedRun, as_rows
from grader.judging.history_slips import SLIPS, HistorySlip
from grader.model.key import Case, Mistake, Question
from grader.model.result_form import COSTS, HISTORIES, WEIGHTS, leaves

Answer = Mapping[str, Any]
Ids = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class AnswerPart:
    """One entry of a student's answer to a case."""

    case: Case
    name: str
    value: Any

    @cached_property
    def right(self) -> Any:
        """What it should be: a label, or an array."""
        right = self.case.right[self.name]
        return right if isinstance(self.value, (str, bool)) else np.asarray(right)

    @cached_property
    def has_right_shape(self) -> bool:
        """Whether it has as many entries as the right one, in each direction."""
        return bool(np.shape(self.value) == np.shape(self.right))


@dataclass(frozen=True, eq=False)
class CandidateAnswer:
    """What a candidate answers to one case.

    `slips` are those with which histories of `answer` are recorded, by path. `only` is the one array of the answer that
    counts, empty for all that it holds. `until` is the row of the run that lies on a kink: honest runs part there, so
    none is compared after. `is_close` asks for a run that is near on the scale of how far it moves.
    """

    answer: Answer
    slips: Mapping[str, HistorySlip] = field(default_factory=dict)
    only: str = ""
    until: int | None = None
    is_close: bool = False
    memory: dict[str, BoundedRun] = field(default_factory=dict)
    contradictions: dict[str, bool] = field(default_factory=dict)  # whether an array that matches must be wrong
    scales: dict[str, Any] = field(default_factory=dict)  # what `evidence` derives from an array once

    def concerns(self, name: str) -> bool:
        """Whether the candidate says anything of this array."""
        return self.only in ("", name) and name in self.answer

    @property
    def is_compared(self) -> bool:
        """Whether each slip shows rows up to the kink, more than one of them: others would match anything."""
        return all(len({*self._rows(path)[~self.beyond_kink(path)].tolist()}) > 1 for path in self.slips)

    @property
    def costs_follow(self) -> bool:
        """Whether the costs are recorded as the points are, so that they say nothing more."""
        return self.slips.get(WEIGHTS) is self.slips.get(COSTS)

    def _rows(self, name: str) -> np.ndarray:
        """The rows of the answer's history that are recorded."""
        count = len(self.answer[name])
        return np.array(self.slips[name].rows(count) if name in self.slips else range(count), dtype=int)

    def array(self, name: str) -> np.ndarray:
        """One array of the answer, as it is recorded; nan for the row after the last."""
        array = np.asarray(self.answer[name])
        if name not in self.slips:
            return array
        of_rows: np.ndarray = np.concatenate([array, np.full_like(array[:1], np.nan)])[self._rows(name)]
        return of_rows

    def beyond_kink(self, name: str) -> np.ndarray:
        """Which of the array's rows (R,) lie beyond the kink or the end."""
        if self.until is None and name not in self.slips:
            return np.zeros(len(as_rows(np.asarray(self.answer[name]))), dtype=bool)
        return self._rows(name) > (len(self.answer[name]) - 1 if self.until is None else self.until)

    def bounded(self, name: str, case: Case) -> BoundedRun:
        """One array with its bounds, computed once."""
        if name not in self.memory:
            bounds = tolerance_of(case, name), self.beyond_kink(name)
            self.memory[name] = BoundedRun.of(self.array(name), *bounds, is_close=self.is_close)
        return self.memory[name]

    def matches(self, part: AnswerPart) -> bool:
        """Whether a part of a student's answer to the case is this one's, or it says nothing of that part."""
        if not self.concerns(part.name):
            return True
        if isinstance(part.value, (str, bool)):
            return bool(self.answer[part.name] == part.value)
        return self.bounded(part.name, part.case).near(np.asarray(part.value))

    def contradicts_key(self, part: AnswerPart) -> bool:
        """Whether a part that matches must be wrong: it need not be where this one is right up to a kink."""
        if isinstance(part.value, (str, bool)):
            return bool(part.value != part.right)
        if part.name not in self.contradictions:
            self.contradictions[part.name] = self._contradicts(part.name, part.case, part.right)
        return self.contradictions[part.name]

    def _contradicts(self, name: str, case: Case, right: np.ndarray) -> bool:
        tolerance, rows = np.reshape(case.tolerance[name], (-1, 1)), as_rows(right)
        if np.ndim(case.tolerance[name]):
            tolerance = np.vstack([tolerance, np.full((len(rows) - len(tolerance), 1), np.inf)])
        return self.bounded(name, case).contradicts(rows, tolerance)


class Candidate(NamedTuple):
    """The ids of one mistake, or of two at once; and the answers to the cases that it knows, by case.

    Of rules that are wrong in two places, `of_two`, there are hundreds: more must speak for one of them.
    """

    ids: Ids
    answers: Mapping[str, CandidateAnswer]
    staff_only: bool = False
    of_two: bool = False

    @property
    def is_of_weights(self) -> bool:
        """Whether it says nothing of costs."""
        return any(answer.only == WEIGHTS for answer in self.answers.values())

    def matches(self, part: AnswerPart) -> bool:
        """Whether the candidate gives this part, or says nothing of it."""
        answer = self.answers.get(part.case.id)
        return answer is not None and answer.matches(part)

    def contradicts_key(self, part: AnswerPart) -> bool:
        """Whether a part that matches must be wrong by this candidate."""
        answer = self.answers[part.case.id]
        return answer.concerns(part.name) and answer.contradicts_key(part)


def tolerance_of(case: Case, name: str) -> float:
    """The largest tolerance of one array of the answer."""
    return float(np.max(case.tolerance.get(name, 0.0)))


def rounds(question: Question) -> Iterator[Iterable[Candidate]]:
    """The candidates of a question, round by round."""
    yield [_rule(mistake, question) for mistake in question.mistakes]
    if question.two_at_once:
        yield [_rule(mistake, question) for mistake in question.two_at_once]
    if question.is_run:
        yield _rules_with_slips(question)
        if question.form == HISTORIES:
            yield [_rule(mistake, question, WEIGHTS) for mistake in question.mistakes]
        yield _rules_with_two_mistakes(question)


def _rule(
    mistake: Mistake, question: Question, only: str = "", slips: Mapping[str, HistorySlip] | None = None
) -> Candidate:
    """A wrong rule, with the slips with which its histories are recorded."""
    cases = [case for case in question.cases if case.id in mistake.answers]
    answers = {
        case.id: CandidateAnswer(_with_late_rows(mistake, case), slips or {}, only, mistake.until.get(case.id))
        for case in cases
    }
    ids = mistake.id.split("+"), dict.fromkeys(slip.id for slip in (slips or {}).values())
    return Candidate(tuple(chain(*ids)), answers, mistake.staff_only)


def _with_late_rows(mistake: Mistake, case: Case) -> Answer:
    """The answer with all rows of a run; those that the student's key leaves out are nan, and are not compared."""
    answer, until = mistake.answers[case.id], mistake.until.get(case.id)
    if until is None:
        return answer
    runs = {name: _with_rows(run, len(case.right[name])) for name, run in answer.items() if len(run) == until + 1}
    return {**answer, **runs}


def _with_rows(run: np.ndarray, rows: int) -> np.ndarray:
    """The run with nan for rows that are left out."""
    return np.concatenate([run, np.full((rows - len(run), *run.shape[1:]), np.nan)])


def _rules_with_slips(question: Question) -> Iterator[Candidate]:
    """A wrong rule whose histories, or one of two, are wrongly recorded; not where its answers are whole already."""
    assert question.form is not None
    paths = [leaf.path for leaf in leaves(question.form)]
    recorded = [dict.fromkeys(paths, slip) for slip in SLIPS]
    recorded += [{path: slip} for path in paths for slip in SLIPS if slip.is_partial and len(paths) > 1]
    for mistake, slips in product(question.mistakes, recorded):
        if not mistake.whole and _has_whole_runs(mistake, question, paths):
            candidate = _rule(mistake, question, slips=slips)
            if all(answer.is_compared for answer in candidate.answers.values()):
                yield candidate


def _has_whole_runs(mistake: Mistake, question: Question, paths: Sequence[str]) -> bool:
    """Whether the mistake's histories are as long as the right ones, as far as a key for students holds them."""
    answers = [(_with_late_rows(mistake, c), c.right) for c in question.cases if c.id in mistake.answers]
    return all(path in answer and len(answer[path]) == len(right[path]) for answer, right in answers for path in paths)


def _rules_with_two_mistakes(question: Question) -> Iterator[Candidate]:
    """A rule that is wrong in two places, rightly recorded."""
    assert question.form is not None
    name, cases = next(leaves(question.form)).path, {case.id: case for case in question.cases}
    staff_only = {mistake.id: mistake.staff_only for mistake in question.mistakes}
    pairs = question.pairs.of(staff_only, cases)
    for at, ids in enumerate(pairs.ids):
        answers = {case: _in_two_places(cases[case], name, runs[at]) for case, runs in pairs.runs.items()}
        members = tuple(ids.split("+"))
        yield Candidate(members, answers, any(staff_only[member] for member in members), of_two=True)


def _in_two_places(case: Case, name: str, run: np.ndarray) -> CandidateAnswer:
    answer = {name: _with_rows(run, len(case.right[name]))}
    return CandidateAnswer(answer, only=name, until=_last_finite(run), is_close=True)


def _last_finite(run: np.ndarray) -> int:
    """The last row before one that is inf or nan."""
    finite = np.isfinite(run.reshape(len(run), -1)).all(axis=1)
    return int(np.argmin([*finite, False])) - 1

"""What could explain a wrong answer: known mistakes, in rounds, the simplest round first.

one mistake       a wrong rule rightly recorded, or the right rule wrongly recorded
two at once       a wrong rule wrongly recorded
weights alone     a wrong rule; the costs are something else
in two places     a rule that is wrong in two places: its weights, or its costs where these alone are returned
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps
from itertools import product
from typing import Any, NamedTuple, TypeVar

import numpy as np

from grader.judging.diagnosis.bounds import BoundedRun, as_rows
from grader.model.key import Case, Key, Mistake, Question, Slip

RUN = ("weights", "costs")
POINTS = "bookkeeping.cost_history.points"

Answer = Mapping[str, Any]
Ids = tuple[str, ...]


class RecordedRows(NamedTuple):
    """The rows of a run that stand in the weight history and in the cost history."""

    weights: np.ndarray
    costs: np.ndarray

    def of(self, name: str) -> np.ndarray:
        """The rows of one history."""
        return self.costs if name == "costs" else self.weights


@dataclass(frozen=True, eq=False)
class AnswerPart:
    """One entry of a student's answer to a case. `memory` is what candidates say of it, see `once_a_part`."""

    case: Case
    name: str
    value: Any
    memory: defaultdict[Any, Any] = field(default_factory=partial(defaultdict, dict))

    @cached_property
    def right(self) -> Any:
        """What it should be: a label, or an array, of a run without the row after the last."""
        assert self.case.expected is not None
        right = self.case.expected[self.name]
        if isinstance(self.value, (str, bool)):
            return right
        return np.asarray(right)[:-1] if self.name in RUN else np.asarray(right)

    @cached_property
    def has_right_shape(self) -> bool:
        """Whether it has as many entries as the right one, in each direction."""
        return bool(np.shape(self.value) == np.shape(self.right))


Said = TypeVar("Said", bool, float)


def once_a_part(say: Callable[[CandidateAnswer, AnswerPart], Said]) -> Callable[[CandidateAnswer, AnswerPart], Said]:
    """Let a part remember what an answer says of it: visible cases are judged alone, and again among all cases."""

    @wraps(say)
    def remembered(answer: CandidateAnswer, part: AnswerPart) -> Said:
        """What `say` says, from the part's memory where it was said before."""
        memory: dict[CandidateAnswer, Said] = part.memory[say]
        said = memory.get(answer)
        if said is None:
            said = memory[answer] = say(answer, part)
        return said

    return remembered


@dataclass(frozen=True, eq=False)
class CandidateAnswer:
    """What a candidate answers to one case.

    `rows` are the rows of `answer` that are recorded, None for all. `only` is the one array of the answer that counts,
    empty for all that it holds. `until` is the row of the run that lies on a kink: honest runs part there, so none is
    compared after. `is_close` asks for a run that is near on the scale of how far it moves.
    """

    answer: Answer
    rows: RecordedRows | None = None
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
        """Whether each history holds rows up to the kink, more than one of them: others would match anything."""
        if self.until is None or self.rows is None:
            return True
        return all(len(set(rows[rows <= self.until].tolist())) > 1 for rows in self.rows if len(rows))

    @cached_property
    def costs_follow(self) -> bool:
        """Whether the costs are recorded as the points are, so that they say nothing more."""
        return self.rows is None or np.array_equal(self.rows.weights, self.rows.costs)

    def array(self, name: str) -> np.ndarray:
        """One array of the answer, as it is recorded."""
        array = np.asarray(self.answer[name])
        if self.rows is None or name not in RUN:
            return array
        of_rows: np.ndarray = array[recorded(self.rows.of(name), len(array))]
        return of_rows

    def beyond_kink(self, name: str, count: int) -> np.ndarray:
        """Which of the array's `count` rows lie beyond the kink, (count,)."""
        if self.until is None or name not in RUN:
            return np.zeros(count, dtype=bool)
        rows = np.arange(count) if self.rows is None else self.rows.of(name)
        return np.asarray(rows[:count] > self.until)

    def bounded(self, name: str, case: Case) -> BoundedRun:
        """One array with its bounds, computed once."""
        if name not in self.memory:
            array = self.array(name)
            beyond = self.beyond_kink(name, len(as_rows(array)))
            self.memory[name] = BoundedRun.of(array, tolerance_of(case, name), beyond, is_close=self.is_close)
        return self.memory[name]

    @once_a_part
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
        tolerance = np.asarray(case.tolerance[name]).reshape(-1, 1)
        if name in RUN:
            not_judged = np.full((case.steps + 1 - len(tolerance), 1), np.inf)
            tolerance = np.vstack([tolerance, not_judged])
        return self.bounded(name, case).contradicts(as_rows(right), tolerance)


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
        return any(answer.only == "weights" for answer in self.answers.values())

    def matches(self, part: AnswerPart) -> bool:
        """Whether the candidate gives this part, or says nothing of it."""
        answer = self.answers.get(part.case.id)
        return answer is not None and answer.matches(part)

    def contradicts_key(self, part: AnswerPart) -> bool:
        """Whether a part that matches must be wrong by this candidate."""
        answer = self.answers[part.case.id]
        return answer.concerns(part.name) and answer.contradicts_key(part)


def recorded(rows: np.ndarray, count: int) -> np.ndarray:
    """Those of the recorded rows that a run of so many rows has."""
    return np.asarray(rows[rows < count])


def tolerance_of(case: Case, name: str) -> float:
    """The largest tolerance of one array of the answer."""
    return float(np.max(case.tolerance.get(name, 0.0)))


def slips_for(key: Key, question: Question) -> Sequence[Slip]:
    """The slips of recording that the question can see: those of two histories, or those of costs alone."""
    return [slip for slip in key.bookkeeping if slip.returns == question.returns]


def rounds(key: Key, question: Question) -> Iterator[Iterable[Candidate]]:
    """The candidates of a question, round by round."""
    if question.returns not in ("histories", "costs"):
        yield [_candidate(mistake, question) for mistake in question.mistakes]
        yield [_candidate(mistake, question) for mistake in question.two_at_once]
        return
    runs = _Runs(key, question)
    yield [*runs.rules(), *runs.slips(), *runs.points_for_costs()]
    yield runs.rules_with_slips()
    if question.returns == "histories":
        yield runs.rules("weights")
    yield runs.rules_with_two_mistakes()


def _candidate(mistake: Mistake, question: Question) -> Candidate:
    answers = {case: CandidateAnswer(answer) for case, answer in _answers(mistake, question)}
    return Candidate(tuple(mistake.id.split("+")), answers, mistake.staff_only)


def _answers(mistake: Mistake, question: Question) -> Iterator[tuple[str, Answer]]:
    cases = [case for case in question.cases if case.id in mistake.answers]
    return ((case.id, _with_late_rows(mistake, case)) for case in cases)


def _with_late_rows(mistake: Mistake, case: Case) -> Answer:
    """The answer with all rows of a run; those that the student's key leaves out are nan, and are not compared."""
    answer, until = mistake.answers[case.id], mistake.until.get(case.id)
    if until is None:
        return answer
    rows = case.steps + 1 + (not mistake.whole)
    runs = {name: array for name, array in answer.items() if name in RUN and len(array) == until + 1}
    return {**answer, **{name: _with_rows(run, rows) for name, run in runs.items()}}


def _with_rows(run: np.ndarray, rows: int) -> np.ndarray:
    """The run with nan for rows that are left out."""
    return np.concatenate([run, np.full((rows - len(run), *run.shape[1:]), np.nan)])


class _Runs:
    """The candidates of a question that returns a run."""

    def __init__(self, key: Key, question: Question) -> None:
        self._question = question
        self._cases = {case.id: case for case in question.cases if case.expected is not None}
        self._straight = {c: RecordedRows(*[np.arange(case.steps + 1)] * 2) for c, case in self._cases.items()}
        self._slips = [
            (
                slip.id,
                {
                    c: RecordedRows(*(np.array(rows, dtype=int) for rows in slip.rows[str(case.steps)]))
                    for c, case in self._cases.items()
                },
            )
            for slip in slips_for(key, question)
        ]

    def rules(self, only: str = "") -> Iterator[Candidate]:
        """A wrong rule, rightly recorded."""
        mistakes = self._question.mistakes
        return (Candidate((m.id,), self._rule(m, self._straight, only), m.staff_only) for m in mistakes)

    def slips(self) -> Iterator[Candidate]:
        """The right rule, wrongly recorded."""
        for slip, rows in self._slips:
            cases = self._cases.items()
            yield Candidate((slip,), {c: CandidateAnswer(q.expected or {}, rows[c], until=_kink(q)) for c, q in cases})

    def points_for_costs(self) -> Iterator[Candidate]:
        """The points in place of the costs, where costs alone are returned and a point is one number."""
        if self._question.returns == "costs":
            flat = {c: case for c, case in self._cases.items() if case.dimension == 1}
            points = {c: {"costs": (case.expected or {})["weights"][:-1]} for c, case in flat.items()}
            yield Candidate((POINTS,), {c: CandidateAnswer(points[c], until=_kink(flat[c])) for c in flat})

    def rules_with_slips(self) -> Iterator[Candidate]:
        """A wrong rule, wrongly recorded; not where its answers are whole already."""
        for mistake, (slip, rows) in product(self._question.mistakes, self._slips):
            if not (mistake.whole and any(_answers(mistake, self._question))):
                answers = self._rule(mistake, rows)
                if all(answer.is_compared for answer in answers.values()):
                    yield Candidate((mistake.id, slip), answers, mistake.staff_only)

    def rules_with_two_mistakes(self) -> Iterator[Candidate]:
        """A rule that is wrong in two places, rightly recorded."""
        name = "weights" if self._question.returns == "histories" else "costs"
        staff_only = {mistake.id: mistake.staff_only for mistake in self._question.mistakes}
        pairs = self._question.pairs.of(staff_only, self._cases)
        for at, ids in enumerate(pairs.ids):
            runs = {case: runs[at] for case, runs in pairs.runs.items()}
            answers = {c: self._in_two_places(self._cases[c], name, run) for c, run in runs.items()}
            members = tuple(ids.split("+"))
            yield Candidate(members, answers, any(staff_only[member] for member in members), of_two=True)

    def _in_two_places(self, case: Case, name: str, run: np.ndarray) -> CandidateAnswer:
        answer = {name: _with_rows(run, case.steps + 1)}
        return CandidateAnswer(answer, only=name, until=_last_finite(run), is_close=True)

    def _rule(self, mistake: Mistake, rows: Mapping[str, RecordedRows], only: str = "") -> dict[str, CandidateAnswer]:
        return {
            case: CandidateAnswer(answer, None if mistake.whole else rows[case], only, mistake.until.get(case))
            for case, answer in _answers(mistake, self._question)
        }


def _last_finite(run: np.ndarray) -> int:
    """The last row before one that is inf or nan."""
    finite = np.isfinite(run.reshape(len(run), -1)).all(axis=1)
    return int(np.argmin([*finite, False])) - 1


def _kink(case: Case) -> int | None:
    return case.last_judged if case.last_judged < case.steps else None

"""Which known mistake was made: the one whose answers are the student's on all cases of the question, if it is alone.

Candidates, in three rounds, the simplest first; a later round is asked only where the earlier ones find nothing:

    one mistake       a wrong rule rightly recorded, or the right rule wrongly recorded
    two at once       a wrong rule wrongly recorded
    weights alone     a wrong rule, the costs being something else

What is not finite has no scale. Where a mistake gives nan or inf, the answer must not be finite either. Rows after a
run has blown up, or has reached a kink, are no evidence.

Executing the known mistakes and counting what they explain follows Seppälä, Malmi and Korhonen, "Observations on
student misconceptions", Computer Science Education 16(3), 2006.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from grader.judging.verdicts import Misformed, Turned, Verdict
from grader.model.key import Case, Key, Mistake, Question, Slip

CLOSE = (
    1e-4  # of the scale of a mistake's run so far: a hundred times what float32 loses, a tenth of what mistakes differ
)
SPREAD = 1.35  # how fast rounding errors may grow from step to step in a wrong run, which nobody chose for being stable
WIDEST = 99  # steps after which it grows no more: a number, and beyond what matters
BLOWN_UP = 1e6  # times the scale of its start: beyond it only the blowing up is compared
HAIR = 1 + 1e-9  # for what is lost where a bound is added first and compared then
LARGEST_GROUP = 3  # names in one breath; more would be a guess

RUN = ("weights", "costs")
POINTS = "bookkeeping.cost_history.points"

Answer = Mapping[str, Any]
Ids = tuple[str, ...]
Rows = tuple[np.ndarray, np.ndarray]  # of a run that stand in the weights and in the costs


@dataclass(frozen=True)
class Diagnosis:
    """The mistakes that explain everything: a candidate is one id, or a rule's and a recording's. None: unexplained."""

    candidates: tuple[Ids, ...] = ()

    @property
    def name(self) -> str:
        """For staff and for counting: `adam.no_bias_correction`, `a+b` for two at once, `a|b` for a group."""
        return "|".join("+".join(ids) for ids in self.candidates)


def diagnose(key: Key, question: Question, verdicts: Mapping[str, Verdict]) -> Diagnosis:
    """The diagnosis of the wrong ones among these verdicts, which belong to cases of the question."""
    wrong = {id: v for id, v in verdicts.items() if not v.right}
    if not wrong:
        return Diagnosis()
    if forms := _by_form(key, wrong):
        return Diagnosis((forms,))
    cases = [case for case in question.cases if case.expected is not None and verdicts.get(case.id, _NONE).answer]
    if not any(case.id in wrong for case in cases):
        return Diagnosis()
    turned = {v.turned for v in wrong.values() if v.answer}
    if len(turned) > 1:
        return Diagnosis()
    cases.sort(key=lambda case: case.id not in wrong)  # what is wrong tells candidates apart
    with np.errstate(all="ignore"):  # inf - inf, in runs that blew up
        found = _simplest(key, question, cases, verdicts)
    named = [(*ids, *form) for form in turned for ids in found]
    return Diagnosis(tuple(named) if len(named) <= LARGEST_GROUP else ())


def _simplest(key: Key, question: Question, cases: Sequence[Case], verdicts: Mapping[str, Verdict]) -> list[Ids]:
    """What explains all these cases, from the first round that holds such a candidate."""
    telling = cases[0]
    for candidates in _bank(key, question):
        likely = candidates.near(telling, verdicts[telling.id].answer)
        if found := [ids for ids, answers in likely if _explains(answers, cases, verdicts)]:
            return found
    return []


_NONE = Verdict(Turned(()))


def _by_form(key: Key, wrong: Mapping[str, Verdict]) -> Ids:
    """The mistake of form that all wrong cases share, where nothing else is wrong with them."""
    seen = set()
    for verdict in wrong.values():
        match verdict.outcome:
            case Turned(ids):
                seen.add(ids)
            case Misformed(misfit) if misfit.mistake in key.hints:  # a key made by hand may not know it
                seen.add((misfit.mistake,))
            case _:
                return ()
    return seen.pop() if len(seen) == 1 else ()


# ── candidates


Candidate = tuple[Ids, Mapping[str, "_Told"]]


@dataclass(frozen=True, eq=False)
class _Told:
    """What a candidate answers to one case, made when it is asked for."""

    answer: Answer
    rows: Rows | None = None
    only: str = ""
    until: int | None = None  # the row of the run that lies on a kink: beyond it honest runs part, and none is compared
    memory: dict[str, _Bounded] = field(default_factory=dict)

    def bounded(self, name: str, case: Case) -> _Bounded:
        """The array with its bounds, worked out once."""
        if name not in self.memory:
            rows = _as_rows(array := self.array(name))
            allowed, calm = _bounds(rows, _tolerance(case, name))
            passed = self.passed(name, len(rows))
            self.memory[name] = _Bounded.of(array, np.where(passed, np.inf, allowed), calm | passed)
        return self.memory[name]

    def evidence(self, answer: Answer, case: Case) -> bool:
        """Whether it says anything that an answer like it is not right: not where it is right itself up to a kink."""
        return any(self._evidence(name, found, case) for name, found in answer.items() if not _passes(self, name))

    def _evidence(self, name: str, found: Any, case: Case) -> bool:
        assert case.expected is not None
        if isinstance(found, (str, bool)):
            return True
        right, tolerance = np.asarray(case.expected[name]), np.asarray(case.tolerance[name]).reshape(-1, 1)
        if name not in RUN:
            return self.bounded(name, case).evidence(found, _as_rows(right), tolerance)
        unjudged = np.full((case.steps + 1 - len(tolerance), 1), np.inf)
        return self.bounded(name, case).evidence(found, _as_rows(right[:-1]), np.vstack([tolerance, unjudged]))

    def passed(self, name: str, count: int) -> np.ndarray:
        """Which of the array's rows, `count` in number, lie beyond the kink."""
        if self.until is None or name not in RUN:
            return np.zeros(count, dtype=bool)
        rows = np.arange(count) if self.rows is None else self.rows[name == "costs"]
        return rows[:count] > self.until

    def array(self, name: str) -> np.ndarray:
        found = np.asarray(self.answer[name])
        if self.rows is None or name not in RUN:
            return found
        rows = self.rows[name == "costs"]
        return found[rows[rows < len(found)]]


def _bank(key: Key, question: Question) -> Iterator[_Round]:
    """The question's rounds, each made when it is asked for the first time and kept with the key."""
    own = key.memo.setdefault(f"diagnose {question.name} {question.reading}", (question, [], _rounds(key, question)))
    if own[0] is not question:  # a question that was changed since
        own = (question, [], _rounds(key, question))
    _, made, rest = own
    yield from made
    for candidates in rest:
        made.append(_Round(list(candidates)))
        yield made[-1]


def _rounds(key: Key, question: Question) -> Iterator[Iterable[Candidate]]:
    rules = [((m.id,), {c.id: m for c in question.cases if c.id in m.answers}) for m in question.mistakes]
    if question.returns not in ("histories", "costs"):
        yield ((ids, {c: _Told(m.answers[c]) for c, m in told.items()}) for ids, told in rules)
        return
    cases = {case.id: case for case in question.cases if case.expected is not None}
    straight = {c: _rows(case.steps) for c, case in cases.items()}
    records = [((b.id,), {c: _pair(b.rows[str(case.steps)]) for c, case in cases.items()}) for b in kept(key, question)]

    def rule(told: Mapping[str, Mistake], rows: Mapping[str, Rows] = straight, only: str = "") -> dict[str, _Told]:
        return {c: _Told(m.answers[c], None if m.whole else rows[c], only, m.until.get(c)) for c, m in told.items()}

    def record(rows: Mapping[str, Rows]) -> dict[str, _Told]:
        return {c: _Told(case.expected or {}, rows[c], "", _kink(case)) for c, case in cases.items()}

    found = [*((ids, rule(told)) for ids, told in rules), *((ids, record(rows)) for ids, rows in records)]
    yield found if question.returns == "histories" else [*found, ((POINTS,), _points(cases))]
    yield (
        ((*ids, *record), rule(told, rows))
        for (ids, told), (record, rows) in product(rules, records)
        if not any(m.whole for m in told.values())
    )
    yield ((ids, rule(told, only="weights")) for ids, told in rules if question.returns == "histories")


def kept(key: Key, question: Question) -> Iterable[Slip]:
    """The mistakes of recording that the question can see: those of two histories, or those of costs alone."""
    return [b for b in key.bookkeeping if any(w for w, _ in b.rows.values()) == (question.returns == "histories")]


def _points(cases: Mapping[str, Case]) -> dict[str, _Told]:
    """The points in place of the costs, where a point is one number."""
    flat = {c: case for c, case in cases.items() if case.dimension == 1}
    return {c: _Told({"costs": (case.expected or {})["weights"][:-1]}, until=_kink(case)) for c, case in flat.items()}


def _kink(case: Case) -> int | None:
    return case.last_judged if case.last_judged < case.steps else None


def _pair(rows: Sequence[list[int]]) -> Rows:
    return np.array(rows[0], dtype=int), np.array(rows[1], dtype=int)


def _rows(steps: int) -> Rows:
    return np.arange(steps + 1), np.arange(steps + 1)


# ── hundreds at once


@dataclass(frozen=True, eq=False)
class _Pile:
    """Candidates whose array has one shape: between which bounds the numbers of another may lie, (R n, C) of both.

    A bound that is nan holds nothing back. They are a hair wider than those by which `_Bounded` compares.
    """

    which: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray

    def near(self, found: np.ndarray) -> np.ndarray:
        flat = found.reshape(-1, 1)
        return ~((flat < self.lowest) | (flat > self.highest)).any(axis=0)


@dataclass(frozen=True, eq=False)
class _Round:
    """The candidates of one round. One case is enough to leave out nearly all of them, in one sweep of arrays."""

    candidates: list[Candidate]
    piles: dict[tuple[str, str], tuple[np.ndarray, dict[tuple[int, ...], _Pile]]] = field(default_factory=dict)

    def near(self, case: Case, answer: Answer) -> list[Candidate]:
        """Those that may explain the answer to this case, and perhaps a few more: `_explains` has the last word."""
        left = np.full(len(self.candidates), True)
        for name, found in answer.items():
            if isinstance(found, np.ndarray) and left.any():
                left &= self._near(case, name, found)
        return [self.candidates[i] for i in np.flatnonzero(left)]

    def _near(self, case: Case, name: str, found: np.ndarray) -> np.ndarray:
        if (case.id, name) not in self.piles:
            self.piles[case.id, name] = self._unasked(case, name), self._piled(case, name)
        unasked, piles = self.piles[case.id, name]
        near = unasked.copy()
        if pile := piles.get(found.shape):
            near[pile.which] = pile.near(found)
        return near

    def _unasked(self, case: Case, name: str) -> np.ndarray:
        """Which candidates say nothing of this array."""
        return np.array([case.id in told and _passes(told[case.id], name) for _, told in self.candidates], dtype=bool)

    def _piled(self, case: Case, name: str) -> dict[tuple[int, ...], _Pile]:
        by_shape: dict[tuple[int, ...], dict[int, np.ndarray]] = {}
        for i, (_, told) in enumerate(self.candidates):
            if case.id in told and not _passes(told[case.id], name):
                array = told[case.id].array(name)
                by_shape.setdefault(array.shape, {})[i] = _as_rows(array)
        return {shape: self._pile(arrays, case, name) for shape, arrays in by_shape.items()}

    def _pile(self, arrays: Mapping[int, np.ndarray], case: Case, name: str) -> _Pile:
        which, rows = np.array(list(arrays)), np.array(list(arrays.values()))
        allowed, calm = _bounds(rows, _tolerance(case, name))
        passed = [self.candidates[i][1][case.id].passed(name, rows.shape[1]) for i in which]
        far = np.where(~calm | np.array(passed), np.nan, HAIR * allowed)[:, :, None]
        flat = (len(rows), math.prod(rows.shape[1:]))
        lowest, highest = (np.ascontiguousarray(bound.reshape(flat).T) for bound in (rows - far, rows + far))
        return _Pile(which, lowest, highest)


def _passes(told: _Told, name: str) -> bool:
    return bool(told.only) and told.only != name


def _as_rows(array: np.ndarray) -> np.ndarray:
    return array.reshape(len(array), -1) if array.ndim and len(array) else array.reshape(-1, 1)


def _bounds(told: np.ndarray, tolerance: float) -> tuple[np.ndarray, np.ndarray]:
    """How far each row (..., R, n) may be from told ones, and whether the told run is still within bounds there."""
    size = np.abs(told).max(axis=-1)
    calm = ~_from_first(~(size <= BLOWN_UP * _start(size)))
    scale = np.maximum.accumulate(np.where(calm, size, 0.0), axis=-1)
    grown = (1e-6 * SPREAD ** np.arange(size.shape[-1]).clip(max=WIDEST)).clip(CLOSE, 1e-2)
    return np.maximum(grown * scale, tolerance), calm


# ── comparing


def _explains(answers: Mapping[str, _Told], cases: Sequence[Case], verdicts: Mapping[str, Verdict]) -> bool:
    """Whether the answers are those of all cases, and say something of a wrong one."""
    if not all(case.id in answers and _same(answers[case.id], verdicts[case.id].answer, case) for case in cases):
        return False
    wrong = [case for case in cases if not verdicts[case.id].right]
    return any(answers[case.id].evidence(verdicts[case.id].answer, case) for case in wrong)


def _same(told: _Told, answer: Answer, case: Case) -> bool:
    for name, found in answer.items():
        if told.only and name != told.only:
            continue
        if isinstance(found, (str, bool)):
            if told.answer[name] != found:
                return False
        elif not told.bounded(name, case).near(np.asarray(found)):
            return False
    return True


def _tolerance(case: Case, name: str) -> float:
    return float(np.max(case.tolerance.get(name, 0.0)))


@dataclass(frozen=True, eq=False)
class _Bounded:
    """An array as rows (R, n), and how far each row of another may be from it, (R, 1).

    What is not finite is met by what is not finite alone. `free` are the rows that say nothing, (R, 1): those beyond a
    kink, and those after a run has blown up. `wild` are the latter, (R,): there the other must be above `least`.
    Both are None where there is no such row.
    """

    shape: tuple[int, ...]
    rows: np.ndarray
    allowed: np.ndarray
    free: np.ndarray | None
    wild: np.ndarray | None
    least: float

    @classmethod
    def of(cls, array: np.ndarray, allowed: np.ndarray, calm: np.ndarray) -> _Bounded:
        """`allowed` is infinite in rows beyond a kink; `calm` are those and the rows of a run within bounds, (R,)."""
        rows, blown = _as_rows(array), ~calm
        strict = blown & ~np.isfinite(rows).all(axis=1) & (np.cumsum(blown) == 1)  # at one step from a number to nan
        if len(blown) and blown[0]:  # there is no scale to say what blowing up is
            strict, blown = blown, np.zeros_like(blown)
        free = np.isinf(allowed) | blown & ~strict
        wild = blown if blown.any() else None
        least = BLOWN_UP / 10 * float(_start(np.abs(rows).max(axis=1))[0]) if wild is not None else np.inf
        return cls(array.shape, rows, allowed[:, None], free[:, None] if free.any() else None, wild, least)

    def near(self, found: np.ndarray) -> bool:
        """Whether two arrays agree row by row, as far as this one stays within bounds."""
        if found.shape != self.shape:
            return False
        if not found.size:
            return True
        found = found.reshape(self.rows.shape)
        near = (np.abs(found - self.rows) <= self.allowed) | self.both_infinite(found)
        if not (near if self.free is None else near | self.free).all():
            return False
        return self.wild is None or not (np.abs(found[self.wild]) <= self.least).all()

    def both_infinite(self, found: np.ndarray) -> np.ndarray:
        """Where neither holds a finite number."""
        return ~np.isfinite(self.rows) & ~np.isfinite(found.reshape(self.rows.shape))

    def evidence(self, found: np.ndarray, right: np.ndarray, tolerance: np.ndarray) -> bool:
        """Whether an array that is near this one says anything against the right rows (R', n): tolerance (R', 1).

        Rows that are free do not, nor do those that are right; a history of nothing but nan could come of anything.
        """
        if len(self.rows) > 1 and not np.isfinite(self.rows).any():
            return False
        if self.rows.shape != right.shape:
            return True
        apart = (np.abs(self.rows - right) > tolerance) | self.both_infinite(found)
        return bool((apart if self.free is None else apart & ~self.free).any())


def _start(size: np.ndarray) -> np.ndarray:
    """Size of each run's first row (..., 1), at least 1; 1 where it is not finite."""
    first = size[..., :1]
    return np.where((first > 1.0) & np.isfinite(first), first, 1.0)


def _from_first(flags: np.ndarray) -> np.ndarray:
    return np.maximum.accumulate(flags, axis=-1)

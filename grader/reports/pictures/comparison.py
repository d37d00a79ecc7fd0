"""What a picture compares: a student's run beside the right one, and the step where they part. NumPy alone.

Both come from a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from grader.judging.messages import step_sizes
from grader.judging.outcomes import Right, Verdict, WrongHistory, WrongParts
from grader.judging.own_costs import cost_of
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Question
from grader.model.result_form import COSTS, WEIGHTS, leaves, shown, unrolled
from grader.model.transcript import Transcript


def visible_verdicts(question: Question, transcript: Transcript) -> Iterator[tuple[Case, Verdict]]:
    """The visible cases that were run, in their order, each with its verdict."""
    definition = transcript.definitions.get(question.name)
    for case in question.cases if definition is not None and definition.status == "found" else ():
        if not case.hidden and case.expected is not None and (call := transcript.calls.get(case.id)) is not None:
            yield case, judge_case(question, case, call)


def has_runs(case: Case, verdict: Verdict) -> bool:
    """Whether there are two runs to compare: a student's points and costs of the right form beside those of the key."""
    answer, right, outcome = verdict.answer, case.expected or {}, verdict.outcome
    if not isinstance(outcome, (Right, WrongParts)) or not {WEIGHTS, COSTS} <= answer.keys() & right.keys():
        return False
    has_form = all(np.shape(answer[path])[1:] == np.shape(right[path])[1:] for path in (WEIGHTS, COSTS))
    return has_form and bool(len(answer[WEIGHTS]) and np.isfinite(answer[COSTS]).any())


class HistoryComparison(NamedTuple):
    """A student's history among the parts of a result, (R, ...), beside the right one; `first_wrong` is -1 for none."""

    name: str
    yours: np.ndarray
    right: np.ndarray
    first_wrong: int


def compare_histories(question: Question, case: Case, verdict: Verdict) -> list[HistoryComparison]:
    """The histories of a result of parts that can be compared entry by entry."""
    if question.form is None or not case.right:
        return []
    outcome = verdict.outcome
    wrong = {part.path: part.outcome for part in outcome.wrong} if isinstance(outcome, WrongParts) else {}
    paths = [path for path, part, _ in leaves(unrolled(question.form, case.right)) if part.kind == "history"]
    return [
        HistoryComparison(shown(path), np.asarray(verdict.answer[path]), np.asarray(case.right[path]),
                          _first_entry(wrong.get(path)))
        for path in paths if np.size(verdict.answer.get(path, ()))
    ]  # fmt: skip


def first_difference(histories: Sequence[HistoryComparison]) -> int:
    """The first step that is wrong in any of them; -1 where there is none."""
    return min((history.first_wrong for history in histories if history.first_wrong >= 0), default=-1)


def _first_entry(outcome: object) -> int:
    """The first wrong entry of a history: 0 of one in another shape, -1 of a right one.

    Of a history that is only too long or too short it is the first that one of the two lacks.
    """
    match outcome:
        case None:
            return -1
        case WrongHistory(agreed=agreed):
            return agreed
    return 0


class RunHistory(NamedTuple):
    """Weights (R, N) and costs (R,)."""

    weights: np.ndarray
    costs: np.ndarray

    @classmethod
    def of(cls, parts: Mapping[str, Any], rows: slice) -> RunHistory:
        """These rows of the parts of a result."""
        weights, costs = (np.asarray(parts[path], dtype=float)[rows] for path in (WEIGHTS, COSTS))
        return cls(weights.reshape(len(weights), -1), costs)


@dataclass(frozen=True, eq=False)
class RunComparison:
    """Two runs: R rows of the student, and K + 1 of the key.

    `first_wrong` is the step where they part, or -1. `weights_differ` is false where only costs are wrong. `tolerance`
    is how far a point may be off at each step.
    """

    yours: RunHistory
    right: RunHistory
    first_wrong: int
    weights_differ: bool
    cost: Callable[[Any], Any] | None
    arguments: Mapping[str, Any]
    tolerance: np.ndarray

    @property
    def distances(self) -> np.ndarray:
        """How far the student's point is off in its worst coordinate, at each step that both have: (R,)."""
        shared = min(len(self.yours.weights), len(self.right.weights))
        with np.errstate(all="ignore"):
            gaps = np.abs(self.yours.weights[:shared] - self.right.weights[:shared])
        return gaps.max(axis=1) if gaps.size else np.zeros(0)

    @property
    def dimension(self) -> int:
        """How many coordinates a point has."""
        return int(self.right.weights.shape[1])

    @classmethod
    def of(cls, case: Case, verdict: Verdict) -> RunComparison:
        """The comparison of a run with the case's expected one, as far as that is judged."""
        rows = slice(None if case.kink is None else case.kink + 1)
        step, differ = -1, True
        if isinstance(verdict.outcome, WrongParts):
            step, differ = verdict.outcome.step, WEIGHTS in verdict.outcome.paths
        yours, right = RunHistory.of(verdict.answer, slice(None)), RunHistory.of(case.right, rows)
        tolerance = np.asarray(case.tolerance[WEIGHTS])
        return cls(yours, right, step, differ, cost_of(case), case.arguments, tolerance)


class StepSizes(NamedTuple):
    """The sizes (R - 1,) and (K,) of both runs' steps, and what is measured."""

    label: str
    yours: np.ndarray
    right: np.ndarray


def compare_step_sizes(runs: RunComparison) -> StepSizes | None:
    """Step sizes where those of the right run follow a plain rule, so that a broken rule shows."""
    yours, right = runs.yours.weights, runs.right.weights
    alpha, K = runs.arguments.get("alpha"), len(right) - 1
    if not runs.weights_differ or runs.first_wrong < 1 or len(yours) < 3 or not np.isfinite(yours).all():
        return None
    if alpha is None or runs.cost is None:
        return None
    rule = 1 / np.arange(1, K + 1) if alpha == "diminishing" else np.full(K, float(alpha))
    lengths = step_sizes.step_lengths(runs.cost, right, K)
    if np.allclose(lengths, rule, rtol=1e-3):
        return _if_different("steplength\nused", step_sizes.step_lengths(runs.cost, yours, len(yours) - 1), lengths)
    moves = np.abs(np.diff(right, axis=0)).max(axis=1)
    if moves.min() > 0.8 * moves.max():
        return _if_different("largest move of\na coordinate", np.abs(np.diff(yours, axis=0)).max(axis=1), moves)
    return None


def _if_different(label: str, yours: np.ndarray, right: np.ndarray) -> StepSizes | None:
    """Only where the two differ, and where both fit on one axis."""
    shared = min(len(yours), len(right))
    fits = np.isfinite(yours).all() and np.abs(yours).max() < 20 * np.abs(right).max()
    same = np.allclose(yours[:shared], right[:shared], rtol=1e-2)
    return StepSizes(label, yours, right) if fits and not same else None

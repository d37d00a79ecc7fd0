"""What a picture compares: a student's run beside the right one, and the step where they part. NumPy alone.

A run comes from a verdict, or from an answer as it is: `weights` (R,) or (R, N), and `costs` (R,).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from grader.judging.histories import cost_of
from grader.judging.messages import step_sizes
from grader.judging.outcomes import Verdict, WrongHistory, WrongParts, WrongRun
from grader.judging.verdicts import judge_case
from grader.model.key import Answer, Case, Question
from grader.model.result_form import leaves, shown, unrolled
from grader.model.transcript import Transcript

NEAR_START = 25  # rows that are drawn of a long run of costs that goes wrong at once: the difference is there


def visible_verdicts(question: Question, transcript: Transcript) -> Iterator[tuple[Case, Verdict]]:
    """The visible cases that were run, in their order, each with its verdict."""
    definition = transcript.definitions.get(question.name)
    for case in question.cases if definition is not None and definition.status == "found" else ():
        if not case.hidden and case.expected is not None and (call := transcript.calls.get(case.id)) is not None:
            yield case, judge_case(question, case, call)


def has_runs(case: Case, run: Verdict | Answer) -> bool:
    """Whether there are two runs to compare: a student's numbers of the right form beside those of the key."""
    if isinstance(run, Verdict) and not isinstance(run.outcome, WrongRun):
        return False
    costs = np.asarray(_answer(run).get("costs", ()), dtype=float)
    return bool(case.expected and "costs" in case.expected and np.isfinite(costs).any())


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


@dataclass(frozen=True, eq=False)
class RunComparison:
    """Two runs: weights (R, N) and costs (R,) of the student, and (K + 1, ...) of the key.

    `first_wrong` is the step where they part, or -1. `weights_differ` is false where only costs are wrong. `tolerance`
    is how far a point may be off at each step.
    """

    your_weights: np.ndarray
    your_costs: np.ndarray
    right_weights: np.ndarray
    right_costs: np.ndarray
    first_wrong: int = -1
    weights_differ: bool = True
    cost: Callable[[Any], Any] | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    tolerance: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def distances(self) -> np.ndarray:
        """How far the student's point is off in its worst coordinate, at each step that both have: (R,)."""
        shared = min(len(self.your_weights), len(self.right_weights))
        with np.errstate(all="ignore"):
            gaps = np.abs(self.your_weights[:shared] - self.right_weights[:shared])
        return gaps.max(axis=1) if gaps.size else np.zeros(0)

    @property
    def dimension(self) -> int:
        """How many coordinates a point has."""
        return int(self.right_weights.shape[1])

    @classmethod
    def of(cls, case: Case, run: Verdict | Answer) -> RunComparison:
        """The comparison of a run with the case's expected one."""
        answer = _answer(run)
        expected = {name: np.asarray(values)[: case.last_judged + 1] for name, values in case.right.items()}
        your_costs, right_costs = np.asarray(answer["costs"], dtype=float), expected["costs"]
        if "weights" not in answer or "weights" not in expected:
            first_wrong = _first_wrong(case, run, your_costs, right_costs, "costs")
            early = first_wrong >= 0 and len(right_costs) > 4 * NEAR_START
            rows, none = max(NEAR_START, 8 * (first_wrong + 1)) if early else len(right_costs), np.zeros((0, 0))
            return cls(none, your_costs[:rows], none, right_costs[:rows], first_wrong, False)
        right = expected["weights"].reshape(len(right_costs), -1)
        yours = np.asarray(answer["weights"], dtype=float).reshape(-1, right.shape[1])
        first_wrong = _first_wrong(case, run, yours, right, "weights")
        differ = not (isinstance(run, Verdict) and isinstance(run.outcome, WrongRun) and run.outcome.which == "cost")
        tolerance = np.atleast_1d(np.asarray(case.tolerance.get("weights", ()), dtype=float))
        cost = cost_of(case)
        return cls(yours, your_costs, right, right_costs, first_wrong, differ, cost, case.arguments, tolerance)


def _answer(run: Verdict | Answer) -> Answer:
    return run.answer if isinstance(run, Verdict) else run


def _first_wrong(case: Case, run: Verdict | Answer, yours: np.ndarray, right: np.ndarray, name: str) -> int:
    """The first wrong step as the verdict has it, else the first beyond the tolerance of `name`; -1 where none is."""
    match run.outcome if isinstance(run, Verdict) else None:
        case WrongRun(_, history):
            return -1 if history.first is None else history.first
    shared = min(len(yours), len(right))
    distance = np.abs(yours[:shared] - right[:shared]).reshape(shared, -1).max(axis=1, initial=0.0)
    far = ~(distance <= np.asarray(case.tolerance.get(name, 1e-6)).ravel()[:shared])
    return int(np.argmax(far)) if far.any() else -1


class StepSizes(NamedTuple):
    """The sizes (R - 1,) and (K,) of both runs' steps, and what is measured."""

    label: str
    yours: np.ndarray
    right: np.ndarray


def compare_step_sizes(runs: RunComparison) -> StepSizes | None:
    """Step sizes where those of the right run follow a plain rule, so that a broken rule shows."""
    yours, right = runs.your_weights, runs.right_weights
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

"""One case: a call and what was asked -> a Verdict. Every outcome is a value; what is said of it stands in `explain`.

The order of the questions is the order in which a person would ask them: did it run, is it of the right form, where do
the weights first leave the tolerance, and are the costs those of the points. Distances are compared with the key's
tolerance at each step, on the scale of the whole trajectory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.judging import forms
from grader.judging.forms import Histories, Misfit
from grader.model.costs import Cost, make_cost
from grader.model.key import Case, Question
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped
from grader.model.values import Numbers, Text, Value

COST_SHARE = 0.25  # of a case with two histories; the weights are worth the rest


@dataclass(frozen=True)
class Right:
    """Within the tolerance everywhere."""


@dataclass(frozen=True)
class Unasked:
    """A concept item in a student's key: the form is right, and the key does not know more."""


@dataclass(frozen=True)
class Unanswered:
    """A concept item that still stands at None."""


@dataclass(frozen=True)
class Crashed:
    """The student's code raised an exception."""

    raised: Raised


@dataclass(frozen=True)
class Halted:
    """The student's process was ended: time, memory, or by itself."""

    stopped: Stopped


@dataclass(frozen=True)
class Unchecked:
    """Our own fault."""

    detail: str


@dataclass(frozen=True)
class Misformed:
    """Not the kind of value that was asked for."""

    misfit: Misfit


@dataclass(frozen=True)
class Turned:
    """Right numbers in a form that was not asked for: swapped, transposed."""

    mistakes: tuple[str, ...]


@dataclass(frozen=True)
class Length:
    """The weight history has `rows` entries instead of `expected`; the first `agreed` of them are right."""

    rows: int
    expected: int
    agreed: int
    which: str = "weight"


@dataclass(frozen=True)
class Parted:
    """The weights leave the tolerance at `step`."""

    step: int
    yours: np.ndarray
    expected: np.ndarray


@dataclass(frozen=True)
class NotFinite:
    """The weights, or the costs, hold nan or inf from `step` on, where the right ones are finite."""

    step: int
    which: str = "weight"


@dataclass(frozen=True)
class CostsParted:
    """Right weights; the cost at `step` is not g there."""

    step: int
    yours: float
    expected: float


@dataclass(frozen=True)
class WrongValue:
    """A number, a vector, a label, a truth value or one half of a pair that is not the right one."""

    yours: Any
    expected: Any
    what: str = "value"


@dataclass(frozen=True)
class WrongPoints:
    """A set of points: what is missing, what does not belong there, what stands there twice."""

    missing: tuple[float, ...]
    extra: tuple[float, ...]
    repeated: tuple[float, ...]
    found: int


Outcome = (
    Right | Unasked | Unanswered | Crashed | Halted | Unchecked | Misformed | Turned | Length | Parted
    | NotFinite | CostsParted | WrongValue | WrongPoints
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Verdict:
    """What came of one case: the outcome, the part of its points earned, and the answer in the shape of the key's."""

    outcome: Outcome
    part: float = 0.0
    answer: dict[str, Any] = field(default_factory=dict)
    costs_follow: bool = False  # the costs are g at the student's own points
    notes: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the case has all its points."""
        return isinstance(self.outcome, Right)


def verdict(question: Question, case: Case, call: Call) -> Verdict:
    """The verdict on one call."""
    match call:
        case Fault(detail):
            return Verdict(Unchecked(detail))
        case Raised():
            return Verdict(Crashed(call))
        case Stopped():
            return Verdict(Halted(call))
        case Returned(value, _, notes):
            with np.errstate(all="ignore"):  # nan and inf are answers like others
                found = _JUDGES[question.returns](case, value)
            return found if not notes else Verdict(**{**vars(found), "notes": (*found.notes, *notes)})
    raise AssertionError(call)


# ── histories


def _histories(case: Case, value: Any) -> Verdict:
    assert case.expected is not None
    pair = forms.histories(value, case.dimension, case.steps + 1)
    if isinstance(pair, Misfit):
        return Verdict(Misformed(pair))
    found = _judge_pair(case, pair)
    if not found.right and case.dimension == 1 and not pair.turned and len(pair.costs):
        swapped = Histories(pair.costs[:, None], pair.weights[:, 0], ("bookkeeping.swapped",), pair.notes)
        if _weights_outcome(case, swapped.weights) is None and _costs_outcome(case, swapped.costs) is None:
            return _judge_pair(case, swapped)
    return found


def _judge_pair(case: Case, pair: Histories) -> Verdict:
    weights, costs, turned = pair.weights, pair.costs, pair.turned
    answer = {"weights": weights[:, 0] if case.dimension == 1 else weights, "costs": costs}
    if (wrong := _weights_outcome(case, weights)) is not None:
        follow = _costs_follow(case, weights, costs)
        part = COST_SHARE if follow and not turned and _full_run(case, weights) else 0.0
        return Verdict(wrong, part, answer, follow, pair.notes, turned)
    if (astray := _costs_outcome(case, costs)) is not None:
        return Verdict(astray, 0.0 if turned else 1 - COST_SHARE, answer, False, pair.notes, turned)
    return Verdict(Turned(turned) if turned else Right(), 0.0 if turned else 1.0, answer, False, pair.notes, turned)


def _full_run(case: Case, weights: np.ndarray) -> bool:
    """Whether there is a row for each step, and not one point again and again."""
    return len(weights) == case.steps + 1 and len(weights) > 1 and bool(np.ptp(weights, axis=0).max() > 0)


def _asked(case: Case, name: str) -> np.ndarray:
    """A right history as rows (K + 1, n), without the one beyond the last; worked out once for each case."""
    if name not in case.memo:
        assert case.expected is not None
        case.memo[name] = np.asarray(case.expected[name])[:-1].reshape(case.steps + 1, -1)
    return case.memo[name]


def _weights_outcome(case: Case, weights: np.ndarray) -> Outcome | None:
    expected = _asked(case, "weights")
    agreed, shared = _agreement(weights, expected, case.tolerance["weights"])
    if agreed < shared and not np.isfinite(weights[agreed]).all():
        return NotFinite(agreed)
    if len(weights) != len(expected):
        return Length(len(weights), len(expected), agreed)
    return Parted(agreed, weights[agreed], expected[agreed]) if agreed < shared else None


def _costs_outcome(case: Case, costs: np.ndarray) -> Outcome | None:
    expected = _asked(case, "costs")
    agreed, shared = _agreement(costs[:, None], expected, case.tolerance["costs"])
    if agreed < shared and not np.isfinite(costs[agreed]):
        return NotFinite(agreed, "cost")
    if len(costs) != len(expected):
        return Length(len(costs), len(expected), agreed, "cost")
    return CostsParted(agreed, float(costs[agreed]), float(expected[agreed, 0])) if agreed < shared else None


def _agreement(found: np.ndarray, expected: np.ndarray, tolerance: np.ndarray) -> tuple[int, int]:
    """How many rows agree before the first that does not, and how many are judged: those of both, up to a kink."""
    shared = min(len(found), len(expected), len(tolerance))
    near = np.abs(found[:shared] - expected[:shared]) <= tolerance[:shared, None]
    return (shared if near.all() else int(near.argmin()) // near.shape[1]), shared


def cost_of(case: Case) -> Cost | None:
    """The case's cost in NumPy, None where its arguments describe none."""
    given = case.arguments
    for name in ("g", "gradient"):
        if isinstance(spec := given.get(name), dict):
            name = spec.get("cost") or spec["gradient_of"]
            return make_cost(name, np, spec["parameters"], spec.get("formula", ""))  # type: ignore[arg-type]
    if {"a", "b", "C"} <= set(given):
        return make_cost("quadratic", np, {name: given[name] for name in ("a", "b", "C")})  # type: ignore[arg-type]
    return None


def _costs_follow(case: Case, weights: np.ndarray, costs: np.ndarray) -> bool:
    """Whether the costs are g at the student's own points, to the key's relative tolerance."""
    if len(weights) != len(costs) or not len(costs):
        return False
    cost, usual, relative = _paid(case)
    if cost is None:
        return False
    own = along(cost, weights, case.dimension)
    so_far = np.maximum.accumulate(np.abs(own)).clip(min=usual)  # a run that blows up later excuses nothing before
    close = np.abs(own - costs) <= relative * so_far
    return bool(np.isfinite(own).all() and close.all())


def _paid(case: Case) -> tuple[Cost | None, float, float]:
    """The case's cost, the scale of its right costs, and their tolerance on that scale; worked out once."""
    if "paid" not in case.memo:
        usual = _scale(_asked(case, "costs"))
        case.memo["paid"] = cost_of(case), usual, float(np.max(case.tolerance["costs"])) / usual
    return case.memo["paid"]


def along(cost: Cost, weights: np.ndarray, dimension: int) -> np.ndarray:
    """g at every row (R, N), shape (R,): at once where the formula is made of single coordinates."""
    if cost.__name__ == "quadratic":
        return np.array([cost(w if dimension > 1 else w[0]) for w in weights], dtype=float)
    return np.asarray(cost(weights.T if dimension > 1 else weights[:, 0]), dtype=float)


def _scale(values: np.ndarray) -> float:
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0)) or 1.0


def _costs(case: Case, value: Any) -> Verdict:
    """A cost history alone."""
    costs = forms.costs(value)
    if isinstance(costs, Misfit):
        return Verdict(Misformed(costs))
    wrong = _costs_outcome(case, costs)
    return Verdict(wrong or Right(), float(wrong is None), {"costs": costs})


# ── answers of one piece


def _points(case: Case, value: Any) -> Verdict:
    assert case.expected is not None
    found = forms.points(value)
    if isinstance(found, Misfit):
        return Verdict(Misformed(found))
    right, tolerance = case.expected["points"], float(case.tolerance["points"])
    gaps = np.abs(right - found[:, None])
    owner = gaps.argmin(axis=1) if len(right) else np.zeros(len(found), dtype=int)
    near = gaps.min(axis=1, initial=np.inf) <= tolerance
    hits = np.bincount(owner[near], minlength=len(right))
    missing, extra = tuple(right[hits == 0].tolist()), tuple(found[~near].tolist())
    repeated = tuple(right[hits > 1].tolist())
    wrong = missing or extra or repeated
    outcome = WrongPoints(missing, extra, repeated, len(found)) if wrong else Right()
    return Verdict(outcome, float(not wrong), {"points": found})


def _array(case: Case, value: Any) -> Verdict:
    assert case.expected is not None
    right = np.asarray(case.expected["value"])
    found = forms.array(value, right.shape)
    if isinstance(found, Misfit):
        return Verdict(Misformed(found), answer=_raw(value=value))
    return _compared(found, right, case.tolerance["value"], {"value": found}, "value")


def _minimum(case: Case, value: Any) -> Verdict:
    assert case.expected is not None
    parts = forms.pair(value)
    if isinstance(parts, Misfit):
        return Verdict(Misformed(parts))
    right, paid = np.asarray(case.expected["w"]), np.asarray(case.expected["cost"])
    w, cost = forms.array(parts[0], right.shape), forms.array(parts[1], ())
    for found, what in ((w, "first of your two values should be the point w"), (cost, "second should be its cost")):
        if isinstance(found, Misfit):
            misfit = Misfit(f"The {what}. {found.sentence}")
            return Verdict(Misformed(misfit), answer=_raw(w=parts[0], cost=parts[1]))
    answer = {"w": w, "cost": cost}
    point = _compared(w, right, case.tolerance["w"], answer, "point")
    return point if not point.right else _compared(cost, paid, case.tolerance["cost"], answer, "cost")


def _raw(**values: Value) -> dict[str, Any]:
    """Arrays of no form that was asked for, for naming the mistake; nothing where one of them is no array."""
    arrays = {name: value.array for name, value in values.items() if isinstance(value, Numbers)}
    return arrays if len(arrays) == len(values) else {}


def _compared(found: Any, right: np.ndarray, tolerance: Any, answer: dict, what: str) -> Verdict:
    near = bool((np.abs(found - right) <= tolerance).all())  # false for nan
    return Verdict(Right() if near else WrongValue(found, right, what), float(near), answer)


def _label(case: Case, value: Any) -> Verdict:
    assert case.expected is not None
    found = forms.label(value)
    if isinstance(found, Misfit):
        return Verdict(Misformed(found), answer={"label": value.text} if isinstance(value, Text) else {})
    right = found == case.expected["label"]
    return Verdict(
        Right() if right else WrongValue(found, case.expected["label"], "kind"), float(right), {"label": found}
    )


def _truth(case: Case, value: Any) -> Verdict:
    found = forms.truth(value, case.item)
    if isinstance(found, Misfit):
        return Verdict(Misformed(found))
    if found is None:
        return Verdict(Unanswered())
    if case.expected is None:
        return Verdict(Unasked(), answer={"truth": found})
    right = found == case.expected["truth"]
    return Verdict(Right() if right else WrongValue(found, not found, "truth"), float(right), {"truth": found})


_JUDGES = {
    "histories": _histories,
    "costs": _costs,
    "points": _points,
    "number": _array,
    "vector": _array,
    "minimum": _minimum,
    "label": _label,
    "truth": _truth,
}

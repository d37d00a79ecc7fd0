"""How far honest arithmetic may drift: each tolerance is measured, not guessed.

A case is computed in float64, in float32, and with every input and every gradient perturbed at random by a rounding
error of float32. The envelope of these runs, times a margin, is the tolerance of each step:

    E_k = max over the runs and over steps up to k of |w_k - R_k|        tolerance_k = max(FLOOR S, MARGIN E_k)

with S the scale of the trajectory. Where the envelope exceeds LARGEST S, honest runs are about to separate, and right
can no longer be told from wrong: such a case is refused, with the step up to which it can be used.

MARGIN is wide: honest work should stay below a tenth of the tolerance.

Where a run meets a kink of its cost: the gradient is not unique there, and honest runs go different ways.

    at w^k, for every coordinate n:    right_n = (g(w + h e_n) - g(w)) / h        left_n = (g(w) - g(w - h e_n)) / h

The jump from left to right is h g'' for a smooth g, and shrinks with h; for |w| near 0 it is 2 for every h. A point is
on a kink if the jump hardly shrinks with h, exceeds rounding errors, and is large beside the steepest slope of the run.
Within h of a kink the last digits decide on which side a point lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.base.errors import UserError
from grader.judging.own_costs import costs_along
from grader.model.arguments.costs import Cost

UNIT_ROUNDOFF = 2.0**-24  # of float32
FLOOR = 1e-5  # times the scale: ten times the error of float32 on a stable case
MARGIN = 128.0  # float32 computes 1 - beta2^t in many ways, and the runs here show one of them
LARGEST = 3e-5  # times the scale: thirty times the error of float32 on the worst stable case
RUNS = 16  # perturbed runs of a case


class UnstableCase(UserError):
    """A case that cannot be judged, because honest runs separate.

    `step` is the first entry where they do.
    """

    def __init__(self, step: int) -> None:
        super().__init__(step)
        self.step = step


def tolerance(right: np.ndarray, runs: Sequence[np.ndarray], *, steps: bool) -> np.ndarray:
    """An absolute tolerance for an array: one for each row, (R,), with `steps`, else one for the whole array, ().

    `runs` are honest answers in other precisions. Raises UnstableCase where a tolerance would be too wide.
    """
    scale = scale_of(right)
    gaps = np.abs(np.asarray(runs, dtype=float) - right)
    drift = gaps.reshape(len(runs), len(right) if steps else 1, -1).max(axis=(0, 2), initial=0.0)
    envelope = np.maximum.accumulate(drift)
    for step in np.flatnonzero(~(envelope <= LARGEST * scale)):
        raise UnstableCase(int(step))
    of_rows: np.ndarray = np.maximum(FLOOR * scale, MARGIN * envelope)
    return of_rows if steps else of_rows[0]


def scale_of(array: np.ndarray) -> float:
    """The largest finite magnitude in an array, or 1 where that is 0."""
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max(initial=0.0)) or 1.0


def draw_factors(rng: np.random.Generator, shape: tuple[int, ...], size: float) -> np.ndarray:
    """Factors 1 + size xi, xi uniform in [-1, 1]; those of the first row are exactly 1, for the unperturbed run."""
    factors = 1 + size * rng.uniform(-1, 1, shape)
    factors[0] = 1
    return factors


def perturb(arguments: Mapping[str, Any], rng: np.random.Generator) -> dict[str, Any]:
    """The `perturbed` arguments."""
    return {name: perturbed(value, rng) for name, value in arguments.items()}


def perturbed(value: Any, rng: np.random.Generator) -> Any:
    """The value with each float changed by up to two rounding errors of float32; a symmetric matrix stays so."""
    if not isinstance(value, (float, np.ndarray)):
        return value
    noise = 2 * UNIT_ROUNDOFF * rng.uniform(-1, 1, np.shape(value))
    symmetric = np.ndim(value) == 2 and np.array_equal(value, np.transpose(value))
    return value * (1 + (noise + noise.T) / 2 if symmetric else 1 + noise)


H = 1e-5  # times the scale of the run: a hundred rounding errors of float32
WIDER = 16.0  # factor of the second, wider h
LEAST_JUMP = 0.1  # times the steepest slope of the run
ROUNDING = 1e3 * np.finfo(float).eps  # times the cost, over h


def first_non_smooth_row(cost: Cost, weights: np.ndarray) -> int | None:
    """The first row of a run, shape (R,) or (R, N), that lies on a kink of the cost; None where no row does.

    Rows that are not finite count as smooth. The cost is one of `grader.model.arguments.costs` in NumPy.
    """
    rows = weights.reshape(len(weights), -1)
    finite = np.all(np.isfinite(rows), axis=1)
    h = H * (np.abs(rows[finite]).max(initial=0.0) or 1.0)
    with np.errstate(all="ignore"):
        values = costs_along(cost, rows)
        narrow, steepest = _jumps(cost, rows, values, h)
        wide, _ = _jumps(cost, rows, values, WIDER * h)
        least = np.maximum(LEAST_JUMP * steepest[finite].max(initial=0.0), ROUNDING * np.abs(values) / h)
        on_kink = np.flatnonzero(finite & (narrow > wide / 2) & (narrow > least))
    return int(on_kink[0]) if on_kink.size else None


def _jumps(cost: Cost, rows: np.ndarray, values: np.ndarray, h: float) -> tuple[np.ndarray, np.ndarray]:
    """The largest jump of the slope at every row (R, N) with cost `values`, and the steepest slope: both (R,)."""
    steps = h * np.eye(rows.shape[1])
    right = np.array([(costs_along(cost, rows + step) - values) / h for step in steps])
    left = np.array([(values - costs_along(cost, rows - step)) / h for step in steps])
    return np.abs(right - left).max(axis=0), np.maximum(np.abs(right), np.abs(left)).max(axis=0)

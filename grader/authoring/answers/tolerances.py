"""How far honest arithmetic may drift: the tolerance of every number of an answer is earned, not guessed.

A case is run in float64, in float32, and with every input and every gradient off by a rounding error of float32 at
random. The envelope of these runs, times a margin, is the tolerance of each step:

    E_k = max over the runs and over steps up to k of |w_k - R_k|        tolerance_k = max(FLOOR S, MARGIN E_k)

with S the scale of the trajectory. Where the envelope outgrows LARGEST S honest runs are about to part, and nobody can
tell right from wrong any more: such a case is refused, with the step up to which it could be used.

MARGIN is wide: honest work should stay below a tenth of the tolerance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.base.errors import UserError

UNIT = 2.0**-24  # rounding error of float32
FLOOR = 1e-5  # of the scale: ten times what float32 loses on a stable case
MARGIN = 128.0  # float32 computes 1 - beta2^t in many ways, of which the runs here show one
LARGEST = 3e-5  # of the scale: thirty times what float32 loses on the worst stable case
RUNS = 16  # perturbed runs a case
LEAP = 1e3  # the envelope grows by this factor in one step only where a sign flips

Arrays = Mapping[str, np.ndarray]


class Unstable(UserError):
    """The case cannot be judged: honest runs part. `step` is the first one where they do, `leap` whether at once."""

    def __init__(self, step: int, leap: bool, *, run: bool = True) -> None:
        super().__init__(step, leap)
        self.step, self.leap, self.run = step, leap, run

    def __str__(self) -> str:
        if not self.run:
            return (
                "its answer changes by far more than a rounding error when its arguments do by one: it is ill "
                "conditioned, it lies on a threshold, or the method rounds a number or uses it as an index (each "
                "number but max_its is handed over as a float, and varied here). Use another case, let the method "
                "tolerate such a change, or give the case a `tolerance`."
            )
        usable = max(self.step - 1, 0)
        cause = (
            "it lands on a kink or a zero of the gradient, where the last digit decides the sign of the next step"
            if self.leap
            else "it is chaotic: rounding errors grow from step to step until honest runs go different ways"
        )
        advice = (
            f"Use max_its = {usable} at most, or a smaller steplength or another start."
            if usable
            else "Use a smaller steplength or another start."
        )
        return f"{cause}. It could be used up to step {usable}. {advice}"


def tolerances(right: Arrays, runs: Sequence[Arrays], *, steps: bool) -> dict[str, np.ndarray]:
    """An absolute tolerance for every array of the right answer: per row with `steps`, else one for the whole array.

    `runs` are honest answers in other precisions. Raises Unstable where one would be too wide to tell anything.
    """
    return {name: _tolerance(right[name], [run[name] for run in runs], steps=steps) for name in right}


def _tolerance(right: np.ndarray, runs: Sequence[np.ndarray], *, steps: bool) -> np.ndarray:
    scale = scale_of(right)
    drift = np.max([_distance(right, run, steps=steps) for run in runs], axis=0)
    envelope = np.maximum.accumulate(drift) if steps else drift
    tolerance = np.maximum(FLOOR * scale, MARGIN * envelope)
    wide = np.flatnonzero(~(np.atleast_1d(envelope) <= LARGEST * scale))
    if wide.size:
        raise Unstable(int(wide[0]), _leaps(np.atleast_1d(envelope), int(wide[0])), run=steps)
    return tolerance


def scale_of(array: np.ndarray) -> float:
    """The largest magnitude of an array, 1 where all of it is 0."""
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max(initial=0.0)) or 1.0


def _distance(right: np.ndarray, run: np.ndarray, *, steps: bool) -> np.ndarray:
    gap = np.abs(np.asarray(run, dtype=float) - right)
    return gap.reshape(len(gap), -1).max(axis=1) if steps else np.max(gap)


def _leaps(envelope: np.ndarray, step: int) -> bool:
    before = envelope[max(step - 1, 0)]
    return bool(step and envelope[step] > LEAP * max(before, UNIT))


def factors(rng: np.random.Generator, shape: tuple[int, ...], size: float) -> np.ndarray:
    """Factors 1 + size xi, xi uniform in [-1, 1]; the first row is exactly 1: the unperturbed run."""
    drawn = 1 + size * rng.uniform(-1, 1, shape)
    drawn[0] = 1
    return drawn


def perturbed(arguments: Mapping[str, Any], rng: np.random.Generator) -> dict[str, Any]:
    """The arguments with every float off by up to two rounding errors of float32; a symmetric matrix stays one."""
    return {name: _perturb(value, rng) for name, value in arguments.items()}


def _perturb(value: Any, rng: np.random.Generator) -> Any:
    if not isinstance(value, (float, np.ndarray)):
        return value
    noise = 2 * UNIT * rng.uniform(-1, 1, np.shape(value))
    symmetric = np.ndim(value) == 2 and np.array_equal(value, np.transpose(value))
    return value * (1 + (noise + noise.T) / 2 if symmetric else 1 + noise)

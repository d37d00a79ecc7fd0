"""AdamW in Keras' form, wrong on purpose.

m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2        m^0 = v^0 = 0
w = w - alpha decay w - alpha sqrt(1 - beta2^k) / (1 - beta1^k) m / (sqrt(v) + eps)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference.mistakes import adam, dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point, Rule

Step = Callable[..., Point]  # what Adam takes off a point, where a penalty is added to its gradient


wrong = Bank("adamw", turn=follow)


def factor(k: float, p: Numbers) -> Any:
    """By what alpha is multiplied in step k, because both means start at 0."""
    return np.sqrt(1 - p.beta2**k) / (1 - p.beta1**k)


def corrected(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """m, made up for both starts at 0, and v as it is."""
    return factor(k, p) * run.m, run.v


def decayed(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """w after step k."""
    return w - p.alpha * p.decay * w - step(w)


@wrong.right
def right(w: Point, grad: Gradient, run: Run, p: Numbers, decayed: Rule = decayed, **parts: Any) -> Point:
    """One step of the right method; `parts` are others of `adam.step`."""

    def step(w: Point, penalty: Point = 0.0) -> Point:
        return adam.step(grad(w) + penalty, run, p, **{"corrected": corrected, **parts})

    return decayed(w, step, run.k, p)


# ── the decay


@wrong.part("decayed")
def decay_in_gradient(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the decay is added to the gradient (L2), not to the step

    Your decay passes through both means and is divided by the root of v, so that steep coordinates decay
    less. That is Adam with an L2 penalty, the `weight_decay` of PyTorch's Adam. AdamW decouples the two: look
    at the line that moves w in the handout, where the decay stands by itself.
    """
    return w - step(w, p.decay * w)


@wrong.part("decayed")
def decay_without_alpha(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the decay is not multiplied by alpha

    Your weights shrink by the share `decay` in every step, which is far too much where alpha is small. Look
    at the line that moves w in the handout: alpha stands before both terms.
    """
    return w - p.decay * w - step(w)


@wrong.part("decayed")
def decay_with_corrected_length(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the decay is multiplied by the corrected steplength

    Your first step decays too little or too much, and the difference fades: the decay stands inside the
    bracket with Adam's step, whose steplength is corrected. Look at the line that moves w in the handout: the
    decay has plain alpha before it.
    """
    return w - p.alpha * factor(k, p) * p.decay * w - step(w)


@wrong.part("decayed")
def decay_after_step(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the point that has already moved is decayed, not w^{k-1}

    Your values are off by alpha times decay times the step: Adam's step is taken first, and the new point is
    shrunk then. Both terms belong to the old point. Look at the line that moves w in the handout.
    """
    return (w - step(w)) * (1 - p.alpha * p.decay)


@wrong.part("decayed")
def gradient_after_decay(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the gradient is taken at the decayed point, not at w^{k-1}

    Your first step is already off: w is shrunk first, and the gradient is computed after that. The gradient
    belongs to the point from which the step starts. Look at the first line of the step in the handout.
    """
    shrunk = w * (1 - p.alpha * p.decay)
    return shrunk - step(shrunk)


@wrong.part("decayed")
def decay_grows(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the decay is added, so that weights grow

    Your weights are pushed away from 0 in place of being pulled there: the decay has the wrong sign. Look at
    the line that moves w in the handout: a minus sign stands before both terms.
    """
    return w + p.alpha * p.decay * w - step(w)


# ── Adam's part


@wrong.part("corrected")
def eps_of_the_paper(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """eps is added to the root of the corrected v, as in the paper and PyTorch

    Your first steps are too long, and for a tiny eps nothing shows. That is the form of the paper, of PyTorch
    and of optax, and of the question on Adam in the first homework. Keras, and this assignment, add eps to
    the root of v as it is. Look at the line that moves w in the handout.
    """
    return adam.corrected(run, k, p)


@wrong.part("quotient")
def eps_in_root(m: Point, v: Point, p: Numbers) -> Point:
    """eps is added inside the square root

    Your values are near the right ones, and for a tiny eps nothing shows. eps is added to v before the root
    is taken. Look at the line that moves w in the handout: the root ends before eps is added.
    """
    return m / np.sqrt(v + p.eps)


@wrong.part("corrected")
def correction_upside_down(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the correction of the steplength stands upside down

    Your first steps have the wrong length, and the difference fades: the part with beta1 is multiplied in and
    the root with beta2 divides. It is the other way round. Look at the line that moves w in the handout.
    """
    return run.m / factor(k, p), run.v


@wrong.part("corrected")
def correction_without_root(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the correction of v has no root

    Your first steps are too short, and the difference fades: 1 minus the power of beta2 corrects v, so that
    its root corrects the root of v. Look at the line that moves w in the handout.
    """
    return (1 - p.beta2**k) / (1 - p.beta1**k) * run.m, run.v


dynamics.take(wrong, right, line="that moves w")

"""AdamW in Keras' form, wrong on purpose.

m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2        m^0 = v^0 = 0
w = w - alpha decay w - alpha sqrt(1 - beta2^k) / (1 - beta1^k) m / (sqrt(v) + eps)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import adam, dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems, Rule

Step = Callable[..., Point]  # what Adam takes off a point, where a penalty is added to its gradient


class Numbers(NamedTuple):
    """What AdamW is called with beside the cost and the start."""

    alpha: float
    beta1: float
    beta2: float
    eps: float
    decay: float


wrong = Bank("adamw", turn=following(Numbers))


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
@by_name(Numbers)
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
def penalty_with_factor_2(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the gradient of a penalty, 2 decay w, is added to the gradient

    Your cost has got a penalty of decay times the squared length of w, and its gradient passes through both
    means. That is ridge regression with Adam. In AdamW the cost is left alone: look at the line that moves w
    in the handout, where the decay stands by itself.
    """
    return w - step(w, 2 * p.decay * w)


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


@wrong.part("decayed")
def decay_of_signs(w: Point, step: Step, k: float, p: Numbers) -> Point:
    """the sign of w decays it, as an L1 penalty would

    Every weight loses the same amount in each step, whatever its size: the sign of w stands where w itself
    should. Look at the line that moves w in the handout.
    """
    return w - p.alpha * p.decay * np.sign(w) - step(w)


@wrong.number("decay")
def decay_hard_coded(run: Run, p: Numbers) -> Numbers:
    """the decay is always 0.004

    Your weights decay as with Keras' usual value 0.004, whatever `decay` the function is given. A number
    inside the function, or a variable of your notebook, takes the place of the argument. Look at the line
    that moves w in the handout.
    """
    return p._replace(decay=0.004)


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
def no_bias_correction(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the steplength is not corrected

    Your first steps have the wrong length, and the difference fades. m and v start at 0 and are too small at
    first, which the factor before m makes up for. Look at the line that moves w in the handout.
    """
    return run.m, run.v


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


@wrong.number("betas")
def betas_swapped(run: Run, p: Numbers) -> Numbers:
    """beta1 and beta2 are swapped

    From the first step on the means forget at the wrong speed: m uses beta2 and v uses beta1. Perhaps the
    arguments of your function stand in another order than in the handout. Look at the two lines that bring m
    and v up to date.
    """
    return p._replace(beta1=p.beta2, beta2=p.beta1)


@wrong.part("square")
def v_shared(g: Point, m: Point) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares. With one coordinate nothing shows. Look at the line
    of the handout that brings v up to date: each component has its own square.
    """
    return np.sum(g**2)


@wrong.calls
def averages_kept(problems: Problems) -> list[Any]:
    """m and v go on from the call before

    The first call is right, and each later one begins with the m and v that the call before has left. They
    are variables of the notebook, or default arguments, and outlive the call. Look at the line "both averages
    start at 0" in the handout: that is done inside the function, before the loop.
    """
    return dynamics.with_memory(right, ["m", "v"], problems)


@wrong.calls
def everything_kept(problems: Problems) -> list[Any]:
    """k, m and v go on from the call before

    The first call is right, and each later one goes on with the k, m and v that the call before has left, as
    with an optimizer object that is made once. Make it anew inside the function. Look at the lines "k counts
    from 1" and "both averages start at 0" in the handout.
    """
    return dynamics.with_memory(right, ["k", "m", "v"], problems)


dynamics.take(wrong, right, line="that moves w", without={"weight_decay"})

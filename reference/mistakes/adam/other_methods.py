"""Steps of another method, and steplengths that shrink."""

from __future__ import annotations

import numpy as np

from reference.mistakes.adam.bias_correction import no_bias_correction, only_m_corrected
from reference.mistakes.adam.rule import Numbers, corrected, mean_m, right, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Gradient, Point


@wrong
def rmsprop(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """RMSprop: the gradient is used in place of m, without correction

    Your steps use the newest gradient over the root of v, and beta1 changes nothing. That is RMSprop; Adam
    also averages the gradients and corrects both means. Look at the last line of Algorithm 1 in the handout:
    the m with a hat stands above the line.
    """
    return right(w, grad, run, p, mean_m=lambda old, g, p: g, corrected=no_bias_correction)


@wrong
def adagrad(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v adds up all squares, as in Adagrad

    Your steps shrink more and more: v is the sum of all squares so far and never forgets, as in Adagrad. In
    Adam old squares fade, as fast as beta2 says. Look at the line of Algorithm 1 in the handout that brings v
    up to date.
    """
    return right(w, grad, run, p, mean_v=lambda old, square, p: old + square, corrected=only_m_corrected)


@wrong.part("corrected")
def amsgrad(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the largest v so far is used, as in AMSGrad

    Your run is right until v would become smaller; from there your steps are too short, because you keep the
    largest value. That is AMSGrad; the assignment asks for plain Adam. Look at the last line of Algorithm 1
    in the handout: the newest corrected v is used.
    """
    m, v = corrected(run, k, p)
    run.largest = np.maximum(run.largest, v)
    return m, run.largest


@wrong
def adamax(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the largest fading gradient is used in place of v, as in AdaMax

    Your first step is right, and from the second on m is divided by the largest gradient so far, faded by
    beta2. That is AdaMax, which stands in the same paper as Algorithm 2. The assignment asks for Algorithm 1:
    look at the line in the handout that brings v up to date.
    """
    g = grad(w)
    run.m, run.largest = mean_m(run.m, g, p), np.maximum(p.beta2 * run.largest, np.abs(g))
    return w - p.alpha * run.m / (1 - p.beta1**run.k) / (run.largest + p.eps)


@wrong
def nadam(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """m looks one step ahead, as in Nadam

    Your first step is too long: the newest gradient counts once more beside m, as in Nesterov's form. That is
    Nadam; the assignment asks for plain Adam. Look at the last line of Algorithm 1 in the handout: the m with
    a hat alone stands above the line.
    """

    def ahead(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
        m = p.beta1 * run.m / (1 - p.beta1 ** (k + 1)) + (1 - p.beta1) * grad(w) / (1 - p.beta1**k)
        return m, run.v / (1 - p.beta2**k)

    return right(w, grad, run, p, corrected=ahead)


@wrong
def signs_only(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """only the sign of the gradient is used

    Each of your coordinates moves by exactly alpha at every step, with no memory. For a tiny eps the first
    step is the same in Adam, and only the first. Look at the last line of Algorithm 1 in the handout: it
    divides one running mean by the root of another.
    """
    return w - p.alpha * np.sign(grad(w))


@wrong
def steplength_shrinks(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the steplength shrinks like alpha/k

    Your first step is right, and then the steps shrink: alpha, alpha/2, alpha/3. A diminishing steplength
    belongs to another question of this assignment. Look at the last line of Algorithm 1 in the handout: alpha
    is the same at every step.
    """
    return right(w, grad, run, p._replace(alpha=p.alpha / run.k))

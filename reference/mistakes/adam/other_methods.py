"""Steps of another method, and steplengths that shrink."""

from __future__ import annotations

import numpy as np

from reference.mistakes.adam.rule import Numbers, averages, mean_of, moved, right, square_of, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Gradient, Point


@wrong
def rmsprop(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """RMSprop: the gradient is used in place of m, without correction

    Your steps use the newest gradient over the root of v, and beta1 changes nothing. That is RMSprop; Adam
    also averages the gradients and corrects both means. Look at the last line of Algorithm 1 in the handout:
    the m with a hat stands above the line.
    """
    g = grad(w)
    return w - p.alpha * g / (np.sqrt(square_of(run, g**2, p.beta2)) + p.eps)


@wrong
def gradient_over_corrected_v(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the gradient itself stands above the line, not m

    Your first step is right, and from the second on the newest gradient alone gives the direction: m is
    computed but not used, and beta1 changes nothing. Look at the last line of Algorithm 1 in the handout: the
    m with a hat stands above the line.
    """
    g = grad(w)
    return moved(w, run.k, g * (1 - p.beta1**run.k), square_of(run, g**2, p.beta2), p)


@wrong
def v_unused(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v is not used: the point moves by the corrected m alone

    Your steps are long where the cost is steep: nothing divides the corrected m, and beta2 changes nothing.
    That is momentum with a correction. Look at the last line of Algorithm 1 in the handout: the root of the
    corrected v stands below the line.
    """
    return w - p.alpha * mean_of(run, grad(w), p.beta1) / (1 - p.beta1**run.k)


@wrong
def adagrad(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v adds up all squares, as in Adagrad

    Your steps shrink more and more: v is the sum of all squares so far and never forgets, as in Adagrad. In
    Adam old squares fade, as fast as beta2 says. Look at the line of Algorithm 1 in the handout that brings v
    up to date.
    """
    g = grad(w)
    run.v = run.v + g**2
    return w - p.alpha * mean_of(run, g, p.beta1) / (1 - p.beta1**run.k) / (np.sqrt(run.v) + p.eps)


@wrong
def amsgrad(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the largest v so far is used, as in AMSGrad

    Your run is right until v would become smaller; from there your steps are too short, because you keep the
    largest value. That is AMSGrad; the assignment asks for plain Adam. Look at the last line of Algorithm 1
    in the handout: the newest corrected v is used.
    """
    m, v = averages(run, grad(w), p.beta1, p.beta2)
    run.largest = np.maximum(run.largest, v / (1 - p.beta2**run.k))
    return w - p.alpha * m / (1 - p.beta1**run.k) / (np.sqrt(run.largest) + p.eps)


@wrong
def adamax(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the largest fading gradient is used in place of v, as in AdaMax

    Your first step is right, and from the second on m is divided by the largest gradient so far, faded by
    beta2. That is AdaMax, which stands in the same paper as Algorithm 2. The assignment asks for Algorithm 1:
    look at the line in the handout that brings v up to date.
    """
    g = grad(w)
    run.largest = np.maximum(p.beta2 * run.largest, np.abs(g))
    return w - p.alpha * mean_of(run, g, p.beta1) / (1 - p.beta1**run.k) / (run.largest + p.eps)


@wrong
def nadam(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """m looks one step ahead, as in Nadam

    Your first step is too long: the newest gradient counts once more beside m, as in Nesterov's form. That is
    Nadam; the assignment asks for plain Adam. Look at the last line of Algorithm 1 in the handout: the m with
    a hat alone stands above the line.
    """
    g = grad(w)
    m, v = averages(run, g, p.beta1, p.beta2)
    ahead = p.beta1 * m / (1 - p.beta1 ** (run.k + 1)) + (1 - p.beta1) * g / (1 - p.beta1**run.k)
    return w - p.alpha * ahead / (np.sqrt(v / (1 - p.beta2**run.k)) + p.eps)


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


@wrong
def steplength_shrinks_by_root(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the steplength shrinks like alpha over the root of k

    Your first step is right, and then the steps shrink: alpha, 0.71 alpha, 0.58 alpha. The paper proves its
    theorem with this steplength, but Algorithm 1 keeps alpha fixed. Look at its last line in the handout:
    alpha is the same at every step.
    """
    return right(w, grad, run, p._replace(alpha=p.alpha / np.sqrt(run.k)))

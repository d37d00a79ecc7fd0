"""What the step is divided by: eps and the root."""

from __future__ import annotations

import numpy as np

from reference.mistakes.adam.rule import Numbers, averages, right, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Gradient, Point


@wrong
def eps_in_root(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps is added inside the square root

    Your values are near the right ones, and for a tiny eps nothing shows. eps is added to the corrected v
    before the root is taken. Look at the last line of Algorithm 1 in the handout: the root ends before eps is
    added.
    """
    m, v = averages(run, grad(w), p.beta1, p.beta2)
    return w - p.alpha * m / (1 - p.beta1**run.k) / np.sqrt(v / (1 - p.beta2**run.k) + p.eps)


@wrong
def eps_hat(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps is added to the root of the uncorrected v, as in Keras

    Your first steps are too short, and for a tiny eps nothing shows. This is the form of Keras, which moves
    both corrections into the steplength and adds eps to the root of the plain v; the assignment asks for eps
    beside the root of the corrected v. Look at the last line of Algorithm 1 in the handout.
    """
    m, v = averages(run, grad(w), p.beta1, p.beta2)
    length = p.alpha * np.sqrt(1 - p.beta2**run.k) / (1 - p.beta1**run.k)
    return w - length * m / (np.sqrt(v) + p.eps)


@wrong
def eps_ignored(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps is ignored and always 1e-8

    Your steps are too long where eps is large: they are those of a tiny eps, whatever eps the function is
    given. A line such as eps = 1e-8 inside the function, or a variable of your notebook, takes the place of
    the argument. Look at the last line of Algorithm 1 in the handout.
    """
    return right(w, grad, run, p._replace(eps=1e-08))


@wrong
def no_eps(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps is missing, so a slope of 0 is divided by 0

    Where a partial derivative is exactly 0 from the start your point becomes nan; elsewhere your steps are
    too long where eps is large. eps keeps the division safe. Look at the last line of Algorithm 1 in the
    handout: eps is added to the root below the line.
    """
    return right(w, grad, run, p._replace(eps=0.0))


@wrong
def eps_after_division(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps is added to the quotient, not to what stands below the line

    Each of your steps is shifted by alpha times eps: eps is added after the division. A bracket is missing
    around the root and eps, so that only the root divides. Look at the last line of Algorithm 1 in the
    handout, and at its brackets.
    """
    m, v = averages(run, grad(w), p.beta1, p.beta2)
    return w - p.alpha * (m / (1 - p.beta1**run.k) / np.sqrt(v / (1 - p.beta2**run.k)) + p.eps)


@wrong
def no_root(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the square root of v is missing

    Your steps are long where the cost is flat and short where it is steep: m is divided by the mean of the
    squares itself. The root brings it back to the size of a gradient. Look at the last line of Algorithm 1 in
    the handout: the corrected v stands under a root.
    """
    m, v = averages(run, grad(w), p.beta1, p.beta2)
    return w - p.alpha * m / (1 - p.beta1**run.k) / (v / (1 - p.beta2**run.k) + p.eps)

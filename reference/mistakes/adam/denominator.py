"""What the step is divided by: eps and the root."""

from __future__ import annotations

import numpy as np

from reference.mistakes.adam.rule import Numbers, right, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Gradient, Point


@wrong.part("quotient")
def eps_in_root(m: Point, v: Point, p: Numbers) -> Point:
    """eps is added inside the square root

    Your values are near the right ones, and for a tiny eps nothing shows. eps is added to the corrected v
    before the root is taken. Look at the last line of Algorithm 1 in the handout: the root ends before eps is
    added.
    """
    return m / np.sqrt(v + p.eps)


@wrong.number("eps")
def eps_ignored(run: Run, p: Numbers) -> Numbers:
    """eps is ignored and always 1e-8

    Your steps are too long where eps is large: they are those of a tiny eps, whatever eps the function is
    given. A line such as eps = 1e-8 inside the function, or a variable of your notebook, takes the place of
    the argument. Look at the last line of Algorithm 1 in the handout.
    """
    return p._replace(eps=1e-08)


@wrong
def eps_after_division(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps is added to the quotient, not to what stands below the line

    Each of your steps is shifted by alpha times eps: eps is added after the division. A bracket is missing
    around the root and eps, so that only the root divides. Look at the last line of Algorithm 1 in the
    handout, and at its brackets.
    """
    return right(w, grad, run, p, quotient=lambda m, v, p: m / np.sqrt(v) + p.eps)


@wrong.part("quotient")
def no_root(m: Point, v: Point, p: Numbers) -> Point:
    """the square root of v is missing

    Your steps are long where the cost is flat and short where it is steep: m is divided by the mean of the
    squares itself. The root brings it back to the size of a gradient. Look at the last line of Algorithm 1 in
    the handout: the corrected v stands under a root.
    """
    return m / (v + p.eps)

"""Adadelta, wrong on purpose.

v = rho v + (1 - rho) g^2      d = sqrt(u + eps) / sqrt(v + eps) g      u = rho u + (1 - rho) d^2
w = w - alpha d                u^0 = v^0 = 0
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems


class Numbers(NamedTuple):
    """What Adadelta is called with beside the cost and the start."""

    alpha: float
    rho: float
    eps: float


wrong = Bank("adadelta", turn=following(Numbers))


def mean(old: Point, square: Point, p: Numbers) -> Point:
    """A running mean, brought up to date."""
    return p.rho * old + (1 - p.rho) * square


def quotient(u: Point, v: Point, p: Numbers) -> Point:
    """By what the gradient is multiplied."""
    return np.sqrt(u + p.eps) / np.sqrt(v + p.eps)


@wrong.right
@by_name(Numbers)
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    mean: Callable[..., Point] = mean,
    square: Callable[..., Point] = lambda g: g**2,
    quotient: Callable[..., Point] = quotient,
    entering_u: Callable[..., Point] = lambda w, d, p: d,
) -> Point:
    """One step of the right method."""
    g = grad(w)
    run.v = mean(run.v, square(g), p)
    d = quotient(run.u, run.v, p) * g
    run.u = mean(run.u, square(entering_u(w, d, p)), p)
    return w - p.alpha * d


# ── eps and the roots


@wrong.part("quotient")
def eps_outside_roots(u: Point, v: Point, p: Numbers) -> Point:
    """eps is added outside both square roots

    Your values are off from the first step on: you take the roots of u and v first and add eps to them. In
    Adadelta both are under their roots together with eps. Look at the line of the handout that makes d.
    """
    return (np.sqrt(u) + p.eps) / (np.sqrt(v) + p.eps)


@wrong.number("eps")
def eps_ignored(run: Run, p: Numbers) -> Numbers:
    """eps is ignored and always 1e-6

    Your steps begin far too small: they are those of a tiny eps, whatever eps the function is given, and in
    Adadelta eps sets the length of the first steps. Look at the line of the handout that makes d.
    """
    return p._replace(eps=1e-6)


@wrong.part("quotient")
def no_roots(u: Point, v: Point, p: Numbers) -> Point:
    """the square roots are missing

    Your steps have the wrong length from the first on: u and v themselves stand above and below the line.
    They are means of squares, and their roots have the size of a step and of a slope. Look at the line of the
    handout that makes d.
    """
    return (u + p.eps) / (v + p.eps)


@wrong.part("quotient")
def upside_down(u: Point, v: Point, p: Numbers) -> Point:
    """u and v are swapped in the quotient

    Your first step is far too long: the root of v stands above the line and that of u below it. A step is
    long where past steps were long and short where slopes are steep. Look at the line of the handout that
    makes d.
    """
    return np.sqrt(v + p.eps) / np.sqrt(u + p.eps)


# ── the two means


@wrong
def v_of_step_before(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v is brought up to date after the step, not before it

    Your run is plain gradient descent: u and v begin alike and are brought up to date alike, so that their
    quotient is always 1. The newest square has to be in v when d is made. Look at the order of the lines in
    the handout: v first, then d, then u.
    """
    g = grad(w)
    d = quotient(run.u, run.v, p) * g
    run.v, run.u = mean(run.v, g**2, p), mean(run.u, d**2, p)
    return w - p.alpha * d


@wrong.part("entering_u")
def u_of_steps_with_alpha(w: Point, d: Point, p: Numbers) -> Point:
    """u averages alpha d, not d

    Your first step is right, and from the second on your steps are off where alpha is not 1: the step that
    enters u has been multiplied by alpha before. Look at the line of the handout that brings u up to date: d
    itself is squared there.
    """
    return p.alpha * d


@wrong.part("entering_u")
def u_never_grows(w: Point, d: Point, p: Numbers) -> Point:
    """u stays 0

    Your first step is right, and the later ones are too short: the root of eps alone stands above the line
    for ever. The line that brings u up to date is missing, or its result is thrown away. Look at that line in
    the handout.
    """
    return np.zeros_like(d)


@wrong.number("rho")
def weights_swapped(run: Run, p: Numbers) -> Numbers:
    """in both means, rho and 1 - rho are swapped

    Your first step is too short: the old value has the weight 1 - rho and the new one the weight rho, so that
    both means forget too fast. Look at the two lines of the handout that bring v and u up to date, and at
    their factors.
    """
    return p._replace(rho=1 - p.rho)


@wrong
def v_forgets(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """u and v do not remember the steps before

    Your first step is right, and from the second on both means hold nothing but the newest square. They are
    set to 0 inside the loop, in place of once before it. Look at the line "both start at 0" in the handout.
    """
    run.v = run.u = 0.0
    return right(w, grad, run, p)


@wrong.part("square")
def shared(g: Point) -> Point:
    """v and u take the sum of all squares, one number for all coordinates

    All coordinates share one v and one u, as in the product of the gradient with itself. With one coordinate
    nothing shows. Look at the two lines of the handout that bring v and u up to date: each component has its
    own square.
    """
    return np.sum(g**2)


@wrong.part("quotient")
def rmsprop(u: Point, v: Point, p: Numbers) -> Point:
    """RMSprop: nothing stands above the line

    Your first step is far too long: the gradient is divided by the root of v, but not multiplied by the root
    of u. That is RMSprop. Look at the line of the handout that makes d: past steps set its length.
    """
    return 1 / np.sqrt(v + p.eps)


@wrong.calls
def averages_kept(problems: Problems) -> list[Any]:
    """u and v go on from the call before

    The first call is right, and each later one begins with the u and v that the call before has left. They
    are variables of the notebook, or default arguments, and outlive the call. Look at the line "both start at
    0" in the handout: that is done inside the function, before the loop.
    """
    return dynamics.with_memory(right, ["u", "v"], problems)


dynamics.take(wrong, right, line="that moves w", without={"never_moves"})

"""Adadelta, wrong on purpose.

v = rho v + (1 - rho) g^2      d = sqrt(u + eps) / sqrt(v + eps) g      u = rho u + (1 - rho) d^2
w = w - alpha d                u^0 = v^0 = 0
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("adadelta", turn=follow)


def mean(old: Point, square: Point, p: Numbers) -> Point:
    """A running mean, brought up to date."""
    return p.rho * old + (1 - p.rho) * square


def quotient(u: Point, v: Point, p: Numbers) -> Point:
    """By what the gradient is multiplied."""
    return np.sqrt(u + p.eps) / np.sqrt(v + p.eps)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    quotient: Callable[..., Point] = quotient,
    entering_u: Callable[..., Point] = lambda w, d, p: d,
) -> Point:
    """One step of the right method."""
    g = grad(w)
    run.v = mean(run.v, g**2, p)
    d = quotient(run.u, run.v, p) * g
    run.u = mean(run.u, entering_u(w, d, p) ** 2, p)
    return w - p.alpha * d


# ── eps and the roots


@wrong.part("quotient")
def eps_outside_roots(u: Point, v: Point, p: Numbers) -> Point:
    """eps is added outside both square roots

    Your values are off from the first step on: you take the roots of u and v first and add eps to them. In
    Adadelta both are under their roots together with eps. Look at the line of the handout that makes d.
    """
    return (np.sqrt(u) + p.eps) / (np.sqrt(v) + p.eps)


@wrong.part("quotient")
def no_roots(u: Point, v: Point, p: Numbers) -> Point:
    """the square roots are missing

    Your steps have the wrong length from the first on: u and v themselves stand above and below the line.
    They are means of squares, and their roots have the size of a step and of a slope. Look at the line of the
    handout that makes d.
    """
    return (u + p.eps) / (v + p.eps)


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
def weights_swapped(p: Numbers) -> Numbers:
    """in both means, rho and 1 - rho are swapped

    Your first step is too short: the old value has the weight 1 - rho and the new one the weight rho, so that
    both means forget too fast. Look at the two lines of the handout that bring v and u up to date, and at
    their factors.
    """
    return p.but(rho=1 - p.rho)


dynamics.take(wrong, right, line="that moves w")

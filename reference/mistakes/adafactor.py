"""Adafactor for a vector, in Keras' form, wrong on purpose.

b = 1 - k^power          v = b v + (1 - b) (g^2 + eps1)          u = g / sqrt(v)
u = u / max(1, rms(u) / clip)        w = w - max(eps2, rms(w)) min(alpha, 1 / sqrt(k)) u        v^0 = 0
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("adafactor", turn=follow)


def rms(x: Point) -> Point:
    return np.sqrt(np.mean(x**2))


def mean_and_root(old: Point, g: Point, b: float, p: Numbers) -> tuple[Point, Point]:
    """The mean of the squares, brought up to date with the weight b of the old one, and by what g is divided."""
    v = b * old + (1 - b) * (g**2 + p.eps1)
    return v, np.sqrt(v)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    mean_and_root: Callable[..., tuple[Point, Point]] = mean_and_root,
    clipped: Callable[..., Point] = lambda u, p: u / np.maximum(1.0, rms(u) / p.clip),
    size: Callable[..., Point] = lambda w, p: np.maximum(p.eps2, rms(w)),
    steplength: Callable[..., Point] = lambda k, p: np.minimum(p.alpha, 1 / np.sqrt(k)),
) -> Point:
    """One step of the right method."""
    g = grad(w)
    run.v, root = mean_and_root(run.v, g, 1 - run.k**p.power, p)
    return w - size(w, p) * steplength(run.k, p) * clipped(g / root, p)


@wrong.part("clipped")
def clipped_by_entry(u: Point, p: Numbers) -> Point:
    """each entry of the update is clipped by itself

    Your update keeps its small entries and cuts off the large ones, so that its direction changes. Adafactor
    shortens the whole update by one number. Look at the line of the handout that divides u.
    """
    return np.clip(u, -p.clip, p.clip)


@wrong.part("size")
def absolute_steplength(w: Point, p: Numbers) -> Point:
    """the steplength does not scale with w

    Your steps have the same length wherever w is: the factor with the root mean square of w is missing. Look
    at the line that moves w in the handout: Adafactor's steps are relative to the size of the weights.
    """
    return 1.0


@wrong.part("size")
def scaled_by_length(w: Point, p: Numbers) -> Point:
    """the steplength scales with the length of w, not with its root mean square

    Your steps are too long where there is more than one coordinate. The root mean square is the length over
    the root of the number of coordinates. Look at the line that moves w in the handout.
    """
    return np.maximum(p.eps2, np.sqrt(np.sum(w**2)))


@wrong.part("size")
def scaled_by_entry(w: Point, p: Numbers) -> Point:
    """each coordinate's steplength scales with its own size

    Your first step already has another direction: every coordinate is multiplied by its own absolute value,
    in place of one number for all of them. Look at the line that moves w in the handout: the root mean square
    is over all coordinates.
    """
    return np.maximum(p.eps2, np.abs(w))


@wrong.part("steplength")
def steplength_shrinks(k: float, p: Numbers) -> Point:
    """alpha is divided by the root of k

    Your first step is right, and then your steps are too short: alpha over the root of k is used, where the
    smaller of alpha and one over the root of k should be. Look at the line that moves w in the handout.
    """
    return p.alpha / np.sqrt(k)


@wrong.part("mean_and_root")
def eps1_outside_root(old: Point, g: Point, b: float, p: Numbers) -> tuple[Point, Point]:
    """eps1 is added outside the square root

    Your values are off where eps1 is large: it is added to the root of v. In Adafactor it is added to the
    square of the gradient before that is averaged. Look at the line of the handout that brings v up to date.
    """
    v = b * old + (1 - b) * g**2
    return v, np.sqrt(v) + p.eps1


dynamics.take(wrong, right, line="that moves w")

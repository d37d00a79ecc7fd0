"""Adafactor for a vector, in Keras' form, wrong on purpose.

b = 1 - k^power          v = b v + (1 - b) (g^2 + eps1)          u = g / sqrt(v)
u = u / max(1, rms(u) / clip)        w = w - max(eps2, rms(w)) min(alpha, 1 / sqrt(k)) u        v^0 = 0
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems


class Numbers(NamedTuple):
    """What Adafactor is called with beside the cost and the start."""

    alpha: float
    power: float
    eps1: float
    eps2: float
    clip: float


wrong = Bank("adafactor", turn=following(Numbers))


def rms(x: Point) -> Point:
    return np.sqrt(np.mean(x**2))


def mean_and_root(old: Point, g: Point, b: float, p: Numbers) -> tuple[Point, Point]:
    """The mean of the squares, brought up to date with the weight b of the old one, and by what g is divided."""
    v = b * old + (1 - b) * (g**2 + p.eps1)
    return v, np.sqrt(v)


@wrong.right
@by_name(Numbers)
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    weight: Callable[..., float] = lambda k, p: 1 - k**p.power,
    mean_and_root: Callable[..., tuple[Point, Point]] = mean_and_root,
    clipped: Callable[..., Point] = lambda u, p: u / np.maximum(1.0, rms(u) / p.clip),
    size: Callable[..., Point] = lambda w, p: np.maximum(p.eps2, rms(w)),
    steplength: Callable[..., Point] = lambda k, p: np.minimum(p.alpha, 1 / np.sqrt(k)),
) -> Point:
    """One step of the right method."""
    g = grad(w)
    run.v, root = mean_and_root(run.v, g, weight(run.k, p), p)
    return w - size(w, p) * steplength(run.k, p) * clipped(g / root, p)


@wrong.part("clipped")
def no_clipping(u: Point, p: Numbers) -> Point:
    """the update is not clipped

    Where the slope grows from step to step your steps are too long: the update keeps its length. Look at the
    line of the handout that divides u by the larger of 1 and its own root mean square over `clip`.
    """
    return u


@wrong.part("clipped")
def clipped_by_entry(u: Point, p: Numbers) -> Point:
    """each entry of the update is clipped by itself

    Your update keeps its small entries and cuts off the large ones, so that its direction changes. Adafactor
    shortens the whole update by one number. Look at the line of the handout that divides u.
    """
    return np.clip(u, -p.clip, p.clip)


@wrong.part("clipped")
def clipped_by_length(u: Point, p: Numbers) -> Point:
    """the update's length is compared with `clip`, not its root mean square

    Your steps are too short where there is more than one coordinate: the length grows with their number, and
    the root mean square does not. Look at the line of the handout that divides u.
    """
    return u / np.maximum(1.0, np.sqrt(np.sum(u**2)) / p.clip)


@wrong.part("clipped")
def always_normalized(u: Point, p: Numbers) -> Point:
    """the update is always brought to the length of `clip`

    Your steps are too long where the update is short: it is divided by its root mean square even where that
    is small. Only updates that are too long are shortened. Look at the line of the handout that divides u,
    and at its maximum with 1.
    """
    return u / (rms(u) / p.clip)


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


@wrong.part("size")
def eps2_added(w: Point, p: Numbers) -> Point:
    """eps2 is added to the size of w, not compared with it

    Your steps are slightly too long everywhere. eps2 is a lower bound, for weights near 0: the larger of the
    two counts. Look at the line that moves w in the handout.
    """
    return p.eps2 + rms(w)


@wrong.part("size")
def no_eps2(w: Point, p: Numbers) -> Point:
    """eps2 is missing, so that small weights hardly move

    Your steps are too short where w is near 0, and from w = 0 your point never moves. The steplength scales
    with the size of w, and eps2 is its lower bound. Look at the line that moves w in the handout.
    """
    return rms(w)


@wrong.part("steplength")
def steplength_not_relative(k: float, p: Numbers) -> Point:
    """alpha is fixed, and never the root of 1 over k

    Your run is right as long as alpha is below one over the root of k, and then your steps are too long. The
    smaller of the two counts. Look at the line that moves w in the handout.
    """
    return p.alpha


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


@wrong.number("eps1")
def eps1_ignored(run: Run, p: Numbers) -> Numbers:
    """eps1 is ignored and always 1e-30

    Your steps are too long where eps1 is large: they are those of the usual tiny value, whatever the function
    is given. Look at the line of the handout that brings v up to date: eps1 is added to the square.
    """
    return p._replace(eps1=1e-30)


@wrong.part("weight")
def mean_of_fixed_weight(k: float, p: Numbers) -> float:
    """v is averaged with a fixed weight, not with one that grows with k

    Your first step is too long: v is a mean with the weights 0.999 and 0.001, as in Adam, and starts near 0.
    In Adafactor the weight of the old v grows from 0, so that nothing needs a correction. Look at the line of
    the handout that makes beta_k out of k.
    """
    return 0.999


@wrong
def weights_swapped(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """in v, the two weights are swapped

    Your first step divides by 0, because the new square has the weight 0 there. At first the new one has all
    the weight, and less and less from then on. Look at the two lines of the handout that make the weight and
    v.
    """
    return right(w, grad, run, p, weight=lambda k, p: k**p.power)


@wrong.part("mean_and_root")
def no_root(old: Point, g: Point, b: float, p: Numbers) -> tuple[Point, Point]:
    """the square root of v is missing

    Your steps are long where the cost is flat and short where it is steep: the gradient is divided by the
    mean of the squares itself. Look at the line of the handout that makes u.
    """
    v, _ = mean_and_root(old, g, b, p)
    return v, v


@wrong.calls
def v_kept(problems: Problems) -> list[Any]:
    """v and k go on from the call before

    The first call is right, and each later one goes on with the v and the k that the call before has left, as
    with an optimizer object that is made once. Make it anew inside the function. Look at the line "v starts
    at 0" in the handout.
    """
    return dynamics.with_memory(right, ["v", "k"], problems)


dynamics.take(wrong, right, line="that moves w")

"""Adafactor for a vector, in Keras' form, wrong on purpose.

b = 1 - k^power          v = b v + (1 - b) (g^2 + eps1)          u = g / sqrt(v)
u = u / max(1, rms(u) / clip)        w = w - max(eps2, rms(w)) min(alpha, 1 / sqrt(k)) u        v^0 = 0
"""

from __future__ import annotations

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


@by_name(Numbers)
def right(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """One step of the right method."""
    u = clipped(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), p.clip)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u


def rms(x: Point) -> Point:
    return np.sqrt(np.mean(x**2))


def update(run: Run, square: Point, g: Point, power: float) -> Point:
    """g over the root of the mean square."""
    b = 1 - run.k**power
    run.v = b * run.v + (1 - b) * square
    return g / np.sqrt(run.v)


def clipped(u: Point, clip: float) -> Point:
    return u / np.maximum(1.0, rms(u) / clip)


def relative(k: float, alpha: float) -> Point:
    return np.minimum(alpha, 1 / np.sqrt(k))


@wrong
def no_clipping(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the update is not clipped

    Where the slope grows from step to step your steps are too long: the update keeps its length. Look at the
    line of the handout that divides u by the larger of 1 and its own root mean square over `clip`.
    """
    return right(w, grad, run, p._replace(clip=np.inf))


@wrong
def clipped_by_entry(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """each entry of the update is clipped by itself

    Your update keeps its small entries and cuts off the large ones, so that its direction changes. Adafactor
    shortens the whole update by one number. Look at the line of the handout that divides u.
    """
    u = np.clip(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), -p.clip, p.clip)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u


@wrong
def clipped_by_length(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the update's length is compared with `clip`, not its root mean square

    Your steps are too short where there is more than one coordinate: the length grows with their number, and
    the root mean square does not. Look at the line of the handout that divides u.
    """
    u = update(run, grad(w) ** 2 + p.eps1, grad(w), p.power)
    u = u / np.maximum(1.0, np.sqrt(np.sum(u**2)) / p.clip)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u


@wrong
def always_normalized(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the update is always brought to the length of `clip`

    Your steps are too long where the update is short: it is divided by its root mean square even where that
    is small. Only updates that are too long are shortened. Look at the line of the handout that divides u,
    and at its maximum with 1.
    """
    u = update(run, grad(w) ** 2 + p.eps1, grad(w), p.power)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u / (rms(u) / p.clip)


@wrong
def absolute_steplength(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the steplength does not scale with w

    Your steps have the same length wherever w is: the factor with the root mean square of w is missing. Look
    at the line that moves w in the handout: Adafactor's steps are relative to the size of the weights.
    """
    u = clipped(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), p.clip)
    return w - relative(run.k, p.alpha) * u


@wrong
def scaled_by_length(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the steplength scales with the length of w, not with its root mean square

    Your steps are too long where there is more than one coordinate. The root mean square is the length over
    the root of the number of coordinates. Look at the line that moves w in the handout.
    """
    u = clipped(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), p.clip)
    return w - np.maximum(p.eps2, np.sqrt(np.sum(w**2))) * relative(run.k, p.alpha) * u


@wrong
def scaled_by_entry(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """each coordinate's steplength scales with its own size

    Your first step already has another direction: every coordinate is multiplied by its own absolute value,
    in place of one number for all of them. Look at the line that moves w in the handout: the root mean square
    is over all coordinates.
    """
    u = clipped(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), p.clip)
    return w - np.maximum(p.eps2, np.abs(w)) * relative(run.k, p.alpha) * u


@wrong
def eps2_added(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps2 is added to the size of w, not compared with it

    Your steps are slightly too long everywhere. eps2 is a lower bound, for weights near 0: the larger of the
    two counts. Look at the line that moves w in the handout.
    """
    u = clipped(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), p.clip)
    return w - (p.eps2 + rms(w)) * relative(run.k, p.alpha) * u


@wrong
def no_eps2(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps2 is missing, so that small weights hardly move

    Your steps are too short where w is near 0, and from w = 0 your point never moves. The steplength scales
    with the size of w, and eps2 is its lower bound. Look at the line that moves w in the handout.
    """
    return right(w, grad, run, p._replace(eps2=0.0))


@wrong
def steplength_not_relative(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """alpha is fixed, and never the root of 1 over k

    Your run is right as long as alpha is below one over the root of k, and then your steps are too long. The
    smaller of the two counts. Look at the line that moves w in the handout.
    """
    u = clipped(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), p.clip)
    return w - np.maximum(p.eps2, rms(w)) * p.alpha * u


@wrong
def steplength_shrinks(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """alpha is divided by the root of k

    Your first step is right, and then your steps are too short: alpha over the root of k is used, where the
    smaller of alpha and one over the root of k should be. Look at the line that moves w in the handout.
    """
    u = clipped(update(run, grad(w) ** 2 + p.eps1, grad(w), p.power), p.clip)
    return w - np.maximum(p.eps2, rms(w)) * p.alpha / np.sqrt(run.k) * u


@wrong
def eps1_outside_root(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps1 is added outside the square root

    Your values are off where eps1 is large: it is added to the root of v. In Adafactor it is added to the
    square of the gradient before that is averaged. Look at the line of the handout that brings v up to date.
    """
    g, b = grad(w), 1 - run.k**p.power
    run.v = b * run.v + (1 - b) * g**2
    u = clipped(g / (np.sqrt(run.v) + p.eps1), p.clip)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u


@wrong
def eps1_ignored(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """eps1 is ignored and always 1e-30

    Your steps are too long where eps1 is large: they are those of the usual tiny value, whatever the function
    is given. Look at the line of the handout that brings v up to date: eps1 is added to the square.
    """
    return right(w, grad, run, p._replace(eps1=1e-30))


@wrong
def mean_of_fixed_weight(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v is averaged with a fixed weight, not with one that grows with k

    Your first step is too long: v is a mean with the weights 0.999 and 0.001, as in Adam, and starts near 0.
    In Adafactor the weight of the old v grows from 0, so that nothing needs a correction. Look at the line of
    the handout that makes beta_k out of k.
    """
    g = grad(w)
    run.v = 0.999 * run.v + 0.001 * (g**2 + p.eps1)
    u = clipped(g / np.sqrt(run.v), p.clip)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u


@wrong
def weights_swapped(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """in v, the two weights are swapped

    Your first step divides by 0, because the new square has the weight 0 there. At first the new one has all
    the weight, and less and less from then on. Look at the two lines of the handout that make the weight and
    v.
    """
    g, b = grad(w), run.k**p.power
    run.v = b * run.v + (1 - b) * (g**2 + p.eps1)
    u = clipped(g / np.sqrt(run.v), p.clip)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u


@wrong
def no_root(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the square root of v is missing

    Your steps are long where the cost is flat and short where it is steep: the gradient is divided by the
    mean of the squares itself. Look at the line of the handout that makes u.
    """
    g = grad(w)
    update(run, g**2 + p.eps1, g, p.power)
    u = clipped(g / run.v, p.clip)
    return w - np.maximum(p.eps2, rms(w)) * relative(run.k, p.alpha) * u


@wrong.calls
def v_kept(problems: Problems) -> list[Any]:
    """v and k go on from the call before

    The first call is right, and each later one goes on with the v and the k that the call before has left, as
    with an optimizer object that is made once. Make it anew inside the function. Look at the line "v starts
    at 0" in the handout.
    """
    return dynamics.with_memory(right, ["v", "k"], problems)


dynamics.take(wrong, right, line="that moves w")

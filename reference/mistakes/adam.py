"""Adam, wrong on purpose.

    m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2        m^0 = v^0 = 0, k from 1
    w = w - alpha (m / (1 - beta1^k)) / (sqrt(v / (1 - beta2^k)) + eps)

The lines that the hints name are those of Kingma and Ba's Algorithm 1, which the handout prints.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("adam", turn=follow)


def mean_m(old: Point, g: Point, p: Any) -> Point:
    """The running mean of g, brought up to date; `p` has at least beta1."""
    return p.beta1 * old + (1 - p.beta1) * g


def mean_v(old: Point, square: Point, p: Any) -> Point:
    """The running mean of squares, brought up to date; `p` has at least beta2."""
    return p.beta2 * old + (1 - p.beta2) * square


def corrected(run: Run, k: float, p: Any) -> tuple[Point, Point]:
    """m and v in step k, both made up for their start at 0."""
    return run.m / (1 - p.beta1**k), run.v / (1 - p.beta2**k)


def quotient(m: Point, v: Point, p: Any) -> Point:
    """What alpha is multiplied by."""
    return m / (np.sqrt(v) + p.eps)


def step(
    g: Point,
    run: Run,
    p: Any,
    mean_m: Callable[..., Point] = mean_m,
    square: Callable[..., Point] = lambda g, m: g**2,
    corrected: Callable[..., tuple[Point, Point]] = corrected,
    quotient: Callable[..., Point] = quotient,
) -> Point:
    """What is taken off w, where the gradient is g."""
    run.m = mean_m(run.m, g, p)
    run.v = mean_v(run.v, square(g, run.m), p)
    m, v = corrected(run, run.k, p)
    return p.alpha * quotient(m, v, p)


@wrong.right
def right(w: Point, grad: Gradient, run: Run, p: Numbers, **parts: Any) -> Point:
    """One step of the right method; `parts` are those of `step`."""
    return w - step(grad(w), run, p, **parts)


@wrong.part("corrected")
def no_bias_correction(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """no bias correction

    Your first steps have the wrong length, and the difference fades as the steps go on. m and v start at 0
    and are too small at first; both have to be corrected before they are used. Look at the two lines of
    Algorithm 1 in the handout that divide m by 1 - beta1^k and v by 1 - beta2^k.
    """
    return run.m, run.v


@wrong.part("corrected")
def only_m_corrected(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the bias of m is corrected, that of v is not

    Your first steps are too long: m is divided by 1 - beta1^k, but v is used as it is, and it is too small at
    first. Look at the two lines of Algorithm 1 in the handout that correct the bias: there is one for m and
    one for v.
    """
    return run.m / (1 - p.beta1**k), run.v


@wrong.part("corrected")
def only_v_corrected(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the bias of v is corrected, that of m is not

    Your first steps are too short: v is divided by 1 - beta2^k, but m is used as it is, and it is too small
    at first. Look at the two lines of Algorithm 1 in the handout that correct the bias: there is one for m
    and one for v.
    """
    return run.m, run.v / (1 - p.beta2**k)


@wrong
def t_from_zero(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """k starts at 0, so that the first correction divides by 0

    Your run is nan from entry 1 on. At k = 0 the correction divides by 1 - beta^0, which is 0. The loop
    counts from 0, or k grows after it is used. Look at the line "k counts from 1" in the handout: the first
    step has k = 1.
    """
    return right(w, grad, run, p, corrected=lambda run, k, p: corrected(run, k - 1, p))


@wrong.part("corrected")
def t_stays_1(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the correction divides by 1 - beta at every step, as if k stayed at 1

    Your first step is right, and the later ones are off: the correction always divides by 1 - beta1 and 1 -
    beta2. Either k never grows, or the exponent k is missing. Look at the lines of Algorithm 1 in the handout
    that correct the bias: the power changes from step to step.
    """
    return corrected(run, 1, p)


@wrong.part("corrected")
def corrected_values_kept(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """the corrected m and v are stored back and averaged again

    Your first step is right, and from the second on m and v are too large: their corrected values are kept
    under the same names, so that the next average begins with them. Algorithm 1 in the handout gives the
    corrected values names of their own, with a hat, and leaves m and v alone.
    """
    run.m, run.v = corrected(run, k, p)
    return run.m, run.v


@wrong.part("corrected")
def v_corrected_by_beta1(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """beta1 corrects the bias of v as well

    Your m is corrected rightly, but v is divided by 1 - beta1^k, too. Each mean has a beta of its own, and
    the correction must use the one that the mean was built with. Look at the two lines of Algorithm 1 in the
    handout that correct the bias.
    """
    return corrected(run, k, p.but(beta2=p.beta1))


@wrong.part("quotient")
def eps_in_root(m: Point, v: Point, p: Numbers) -> Point:
    """eps is added inside the square root

    Your values are near the right ones, and for a tiny eps nothing shows. eps is added to the corrected v
    before the root is taken. Look at the last line of Algorithm 1 in the handout: the root ends before eps is
    added.
    """
    return m / np.sqrt(v + p.eps)


@wrong
def starts_at_gradient(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """m and v start at the first gradient and its square, without correction

    Your first step is right but for eps, and then your run departs: both means begin with the first values
    and need no correction. That is the form of the book; the assignment starts both at 0 and corrects them.
    Look at the line "both averages start at 0" in the handout.
    """
    if run.k == 1:
        run.m, run.v = grad(w), grad(w) ** 2
    return right(w, grad, run, p, corrected=lambda run, k, p: (run.m, run.v))


@wrong.part("square")
def v_of_squared_length(g: Point, m: Point) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares, as in the product of the gradient with itself. With
    one coordinate nothing shows. Look at the line of Algorithm 1 in the handout that brings v up to date:
    each component has its own square.
    """
    return np.sum(g**2)


@wrong.part("square")
def v_of_m(g: Point, m: Point) -> Point:
    """v averages the squares of m, not those of the gradient

    Your first step is too long, because m is much smaller than the gradient at first, and so is its square.
    Look at the line of Algorithm 1 in the handout that brings v up to date: the gradient itself is squared,
    not its mean.
    """
    return m**2


@wrong
def rmsprop(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """RMSprop: the gradient is used in place of m, without correction

    Your steps use the newest gradient over the root of v, and beta1 changes nothing. That is RMSprop; Adam
    also averages the gradients and corrects both means. Look at the last line of Algorithm 1 in the handout:
    the m with a hat stands above the line.
    """
    return right(w, grad, run, p, mean_m=lambda old, g, p: g, corrected=no_bias_correction)


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


dynamics.take(wrong, right, line="that computes w^k at the end of Algorithm 1")

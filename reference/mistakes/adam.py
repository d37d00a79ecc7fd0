"""Adam, wrong on purpose.

    m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2        m^0 = v^0 = 0, k from 1
    w = w - alpha (m / (1 - beta1^k)) / (sqrt(v / (1 - beta2^k)) + eps)

The lines that the hints name are those of Kingma and Ba's Algorithm 1, which the handout prints.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point, Problems

wrong = Bank("adam", turn=follow)


def right(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    m, v = averages(run, grad(w), beta1, beta2)
    return moved(w, run.k, m, v, alpha, beta1, beta2, eps)


def averages(run: Run, g: Point, beta1: float, beta2: float) -> tuple[Point, Point]:
    """The running means of g and of g^2, brought up to date."""
    return mean_of(run, g, beta1), square_of(run, g**2, beta2)


def mean_of(run: Run, g: Point, beta1: float) -> Point:
    run.m = beta1 * run.m + (1 - beta1) * g
    return run.m


def square_of(run: Run, square: Point, beta2: float) -> Point:
    run.v = beta2 * run.v + (1 - beta2) * square
    return run.v


def moved(w: Point, k: float, m: Point, v: Point, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """w after step k: both means corrected for their start at 0."""
    return w - alpha * m / (1 - beta1**k) / (np.sqrt(v / (1 - beta2**k)) + eps)


# ── bias correction


@wrong
def no_bias_correction(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """no bias correction

    Your first steps have the wrong length, and the difference fades as the steps go on. m and v start at 0
    and are too small at first; both have to be corrected before they are used. Look at the two lines of
    Algorithm 1 in the handout that divide m by 1 - beta1^k and v by 1 - beta2^k.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return w - alpha * m / (np.sqrt(v) + eps)


@wrong
def only_m_corrected(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """the bias of m is corrected, that of v is not

    Your first steps are too long: m is divided by 1 - beta1^k, but v is used as it is, and it is too small at
    first. Look at the two lines of Algorithm 1 in the handout that correct the bias: there is one for m and
    one for v.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return w - alpha * m / (1 - beta1**run.k) / (np.sqrt(v) + eps)


@wrong
def only_v_corrected(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """the bias of v is corrected, that of m is not

    Your first steps are too short: v is divided by 1 - beta2^k, but m is used as it is, and it is too small
    at first. Look at the two lines of Algorithm 1 in the handout that correct the bias: there is one for m
    and one for v.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return w - alpha * m / (np.sqrt(v / (1 - beta2**run.k)) + eps)


@wrong
def t_from_zero(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """k starts at 0, so that the first correction divides by 0

    Your run is nan from entry 1 on. At k = 0 the correction divides by 1 - beta^0, which is 0. The loop
    counts from 0, or k grows after it is used. Look at the line "k counts from 1" in the handout: the first
    step has k = 1.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return moved(w, run.k - 1, m, v, alpha, beta1, beta2, eps)


@wrong
def t_one_ahead(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """k is one too large

    Your first steps are off, and the difference fades: the correction uses the exponent k + 1 at step k.
    Perhaps k starts at 1 and grows before it is used, or 1 is added to a counter that already begins with 1.
    Look at the line "k counts from 1" in the handout: the first step has k = 1.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return moved(w, run.k + 1, m, v, alpha, beta1, beta2, eps)


@wrong
def t_twice(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """k grows by 2 at each step

    Your first steps are off, and the difference fades: the correction uses k = 2, 4, 6 and so on. k is
    increased in two places, for instance by the loop and once more inside it. Look at the line "k counts from
    1" in the handout: k grows once per step.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return moved(w, 2 * run.k, m, v, alpha, beta1, beta2, eps)


@wrong
def t_stays_1(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """the correction divides by 1 - beta at every step, as if k stayed at 1

    Your first step is right, and the later ones are off: the correction always divides by 1 - beta1 and 1 -
    beta2. Either k never grows, or the exponent k is missing. Look at the lines of Algorithm 1 in the handout
    that correct the bias: the power changes from step to step.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return moved(w, 1, m, v, alpha, beta1, beta2, eps)


@wrong
def corrected_values_kept(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """the corrected m and v are stored back and averaged again

    Your first step is right, and from the second on m and v are too large: their corrected values are kept
    under the same names, so that the next average begins with them. Algorithm 1 in the handout gives the
    corrected values names of their own, with a hat, and leaves m and v alone.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    run.m, run.v = m / (1 - beta1**run.k), v / (1 - beta2**run.k)
    return w - alpha * run.m / (np.sqrt(run.v) + eps)


@wrong
def beta_times_t(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """the correction multiplies beta by k in place of raising it to the power k

    Your first step is right, and then your run goes astray, or becomes nan: the correction divides by 1 -
    beta k, which even turns negative. Look at the lines of Algorithm 1 in the handout that correct the bias:
    k is an exponent there.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    corrected = m / (1 - beta1 * run.k), v / (1 - beta2 * run.k)
    return w - alpha * corrected[0] / (np.sqrt(corrected[1]) + eps)


@wrong
def v_corrected_after_root(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """v is corrected after the root is taken, not before

    Your first steps are too short: the root of v is divided by 1 - beta2^k, while v itself should be. First
    comes the correction, then the root. Look at the last line of Algorithm 1 in the handout: the v with a hat
    stands under the root.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return w - alpha * m / (1 - beta1**run.k) / (np.sqrt(v) / (1 - beta2**run.k) + eps)


@wrong
def v_corrected_by_beta1(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """beta1 corrects the bias of v as well

    Your m is corrected rightly, but v is divided by 1 - beta1^k, too. Each mean has a beta of its own, and
    the correction must use the one that the mean was built with. Look at the two lines of Algorithm 1 in the
    handout that correct the bias.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return moved(w, run.k, m, v, alpha, beta1, beta1, eps)


@wrong
def m_corrected_by_beta2(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """beta2 corrects the bias of m as well

    Your v is corrected rightly, but m is divided by 1 - beta2^k, too. Each mean has a beta of its own, and
    the correction must use the one that the mean was built with. Look at the two lines of Algorithm 1 in the
    handout that correct the bias.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return moved(w, run.k, m, v, alpha, beta2, beta2, eps)


# ── eps and the root


@wrong
def eps_in_root(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """eps is added inside the square root

    Your values are near the right ones, and for a tiny eps nothing shows. eps is added to the corrected v
    before the root is taken. Look at the last line of Algorithm 1 in the handout: the root ends before eps is
    added.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return w - alpha * m / (1 - beta1**run.k) / np.sqrt(v / (1 - beta2**run.k) + eps)


@wrong
def eps_hat(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """eps is added to the root of the uncorrected v, as in Keras

    Your first steps are too short, and for a tiny eps nothing shows. This is the form of Keras, which moves
    both corrections into the steplength and adds eps to the root of the plain v; the assignment asks for eps
    beside the root of the corrected v. Look at the last line of Algorithm 1 in the handout.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    length = alpha * np.sqrt(1 - beta2**run.k) / (1 - beta1**run.k)
    return w - length * m / (np.sqrt(v) + eps)


@wrong
def eps_ignored(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """eps is ignored and always 1e-8

    Your steps are too long where eps is large: they are those of a tiny eps, whatever eps the function is
    given. A line such as eps = 1e-8 inside the function, or a variable of your notebook, takes the place of
    the argument. Look at the last line of Algorithm 1 in the handout.
    """
    return right(w, grad, run, alpha=alpha, beta1=beta1, beta2=beta2, eps=1e-8)


@wrong
def no_eps(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """eps is missing, so a slope of 0 is divided by 0

    Where a partial derivative is exactly 0 from the start your point becomes nan; elsewhere your steps are
    too long where eps is large. eps keeps the division safe. Look at the last line of Algorithm 1 in the
    handout: eps is added to the root below the line.
    """
    return right(w, grad, run, alpha=alpha, beta1=beta1, beta2=beta2, eps=0.0)


@wrong
def eps_after_division(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """eps is added to the quotient, not to what stands below the line

    Each of your steps is shifted by alpha times eps: eps is added after the division. A bracket is missing
    around the root and eps, so that only the root divides. Look at the last line of Algorithm 1 in the
    handout, and at its brackets.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return w - alpha * (m / (1 - beta1**run.k) / np.sqrt(v / (1 - beta2**run.k)) + eps)


@wrong
def no_root(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """the square root of v is missing

    Your steps are long where the cost is flat and short where it is steep: m is divided by the mean of the
    squares itself. The root brings it back to the size of a gradient. Look at the last line of Algorithm 1 in
    the handout: the corrected v stands under a root.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    return w - alpha * m / (1 - beta1**run.k) / (v / (1 - beta2**run.k) + eps)


# ── the two means


@wrong
def betas_swapped(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """beta1 and beta2 are swapped

    Your first step is right, and from the second on the means forget at the wrong speed: m uses beta2 and v
    uses beta1. Perhaps the arguments of your function stand in another order than in the handout. Look at the
    two lines of Algorithm 1 that bring m and v up to date.
    """
    return right(w, grad, run, alpha=alpha, beta1=beta2, beta2=beta1, eps=eps)


@wrong
def beta1_for_both(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """beta1 is used for v as well

    Your first step is right, and from the second on v forgets too fast: beta1 stands in both means and both
    corrections, and beta2 is not used. Look at the line of Algorithm 1 in the handout that brings v up to
    date: its factor is beta2.
    """
    return right(w, grad, run, alpha=alpha, beta1=beta1, beta2=beta1, eps=eps)


@wrong
def beta2_for_both(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """beta2 is used for m as well

    Your first step is right, and from the second on m forgets too slowly: beta2 stands in both means and both
    corrections, and beta1 is not used. Look at the line of Algorithm 1 in the handout that brings m up to
    date: its factor is beta1.
    """
    return right(w, grad, run, alpha=alpha, beta1=beta2, beta2=beta2, eps=eps)


@wrong
def betas_hard_coded(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """beta1 and beta2 are always 0.9 and 0.999

    Your steps are those of the usual values 0.9 and 0.999, whatever the function is given. Lines with these
    numbers inside the function, or variables of your notebook, take the place of the arguments. Look at the
    two lines of Algorithm 1 in the handout that bring m and v up to date.
    """
    return right(w, grad, run, alpha=alpha, beta1=0.9, beta2=0.999, eps=eps)


@wrong
def m_weights_swapped(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """in m, beta1 and 1 - beta1 are swapped

    Your m gives the old value the weight 1 - beta1 and the new gradient the weight beta1, so it is much too
    large at first and forgets too fast. Look at the line of Algorithm 1 in the handout that brings m up to
    date, and at its two factors.
    """
    g = grad(w)
    run.m = (1 - beta1) * run.m + beta1 * g
    return moved(w, run.k, run.m, square_of(run, g**2, beta2), alpha, beta1, beta2, eps)


@wrong
def v_weights_swapped(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """in v, beta2 and 1 - beta2 are swapped

    Your v gives the old value the weight 1 - beta2 and the new square the weight beta2, so it is much too
    large at first, and your first steps are too short. Look at the line of Algorithm 1 in the handout that
    brings v up to date, and at its two factors.
    """
    g = grad(w)
    run.v = (1 - beta2) * run.v + beta2 * g**2
    return moved(w, run.k, mean_of(run, g, beta1), run.v, alpha, beta1, beta2, eps)


@wrong
def m_without_weight(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """in m, the factor 1 - beta1 is missing

    Your m adds the full new gradient to beta1 times the old m, as in the heavy ball, so that your steps are
    too long from the first on. The two weights of a mean must add up to 1. Look at the line of Algorithm 1 in
    the handout that brings m up to date.
    """
    g = grad(w)
    run.m = beta1 * run.m + g
    return moved(w, run.k, run.m, square_of(run, g**2, beta2), alpha, beta1, beta2, eps)


@wrong
def v_without_weight(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """in v, the factor 1 - beta2 is missing

    Your v adds the full new square to beta2 times the old v, so that it is much too large and your steps are
    too short from the first on. The two weights of a mean must add up to 1. Look at the line of Algorithm 1
    in the handout that brings v up to date.
    """
    g = grad(w)
    run.v = beta2 * run.v + g**2
    return moved(w, run.k, mean_of(run, g, beta1), run.v, alpha, beta1, beta2, eps)


@wrong
def both_without_weight(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """in m and v, the factors 1 - beta1 and 1 - beta2 are missing

    Your m and v add the full new value to beta times the old one, so that both are too large from the first
    step on. The two weights of a mean must add up to 1. Look at the two lines of Algorithm 1 in the handout
    that bring m and v up to date.
    """
    g = grad(w)
    run.m, run.v = beta1 * run.m + g, beta2 * run.v + g**2
    return moved(w, run.k, run.m, run.v, alpha, beta1, beta2, eps)


@wrong
def m_forgets(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """m does not remember the gradients before

    Your first step is right, and from the second on m holds nothing but 1 - beta1 times the newest gradient.
    m is set to 0 inside the loop, or the old m is missing in its line. Look at the line of Algorithm 1 in the
    handout that brings m up to date.
    """
    g = grad(w)
    return moved(w, run.k, (1 - beta1) * g, square_of(run, g**2, beta2), alpha, beta1, beta2, eps)


@wrong
def v_forgets(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """v does not remember the squares before

    Your first step is right, and from the second on v holds nothing but 1 - beta2 times the newest square, so
    that it is too small. v is set to 0 inside the loop, or the old v is missing in its line. Look at the line
    of Algorithm 1 in the handout that brings v up to date.
    """
    g = grad(w)
    return moved(w, run.k, mean_of(run, g, beta1), (1 - beta2) * g**2, alpha, beta1, beta2, eps)


@wrong
def both_forget(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """m and v do not remember the steps before

    Your first step is right, and from the second on both means hold nothing but the newest gradient and its
    square. m and v are set to 0 inside the loop, in place of once before it. Look at the line "both averages
    start at 0" in the handout: that is done once, before the loop.
    """
    g = grad(w)
    return moved(w, run.k, (1 - beta1) * g, (1 - beta2) * g**2, alpha, beta1, beta2, eps)


@wrong
def starts_at_gradient(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """m and v start at the first gradient and its square, without correction

    Your first step is right but for eps, and then your run departs: both means begin with the first values
    and need no correction. That is the form of the book; the assignment starts both at 0 and corrects them.
    Look at the line "both averages start at 0" in the handout.
    """
    g = grad(w)
    if run.k == 1:
        run.m, run.v = g, g**2
    else:
        averages(run, g, beta1, beta2)
    return w - alpha * run.m / (np.sqrt(run.v) + eps)


# ── what is squared


@wrong
def v_of_gradients(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """v is a mean of the gradients, not of their squares

    Your run becomes nan where a partial derivative is negative, since the root of a negative number is taken:
    v averages the gradient itself. Look at the line of Algorithm 1 in the handout that brings v up to date:
    the gradient is squared there, component by component.
    """
    g = grad(w)
    return moved(w, run.k, mean_of(run, g, beta1), square_of(run, g, beta2), alpha, beta1, beta2, eps)


@wrong
def v_of_sizes(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """v is a mean of the sizes of the gradients, not of their squares

    Your steps depend on how steep the cost is: v averages the absolute value of the gradient, and the root is
    taken all the same. Look at the line of Algorithm 1 in the handout that brings v up to date: the gradient
    is squared there, component by component.
    """
    g = grad(w)
    return moved(w, run.k, mean_of(run, g, beta1), square_of(run, np.abs(g), beta2), alpha, beta1, beta2, eps)


@wrong
def v_of_squared_sum(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """v squares the sum of the components, one number for all coordinates

    All coordinates share one v: you add up the components of the gradient first and square the sum. With one
    coordinate nothing shows. Look at the line of Algorithm 1 in the handout that brings v up to date: each
    component has its own square.
    """
    g = grad(w)
    return moved(w, run.k, mean_of(run, g, beta1), square_of(run, np.sum(g) ** 2, beta2), alpha, beta1, beta2, eps)


@wrong
def v_of_squared_length(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares, as in the product of the gradient with itself. With
    one coordinate nothing shows. Look at the line of Algorithm 1 in the handout that brings v up to date:
    each component has its own square.
    """
    g = grad(w)
    return moved(w, run.k, mean_of(run, g, beta1), square_of(run, np.sum(g**2), beta2), alpha, beta1, beta2, eps)


@wrong
def v_of_mean_square(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """v takes the mean of the squares, one number for all coordinates

    All coordinates share one v, the mean of their squares. With one coordinate nothing shows. The means of
    Adam run over the steps and not over the coordinates. Look at the line of Algorithm 1 in the handout that
    brings v up to date: each component has its own square.
    """
    g = grad(w)
    return moved(w, run.k, mean_of(run, g, beta1), square_of(run, np.mean(g**2), beta2), alpha, beta1, beta2, eps)


@wrong
def m_shared(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """m averages over the coordinates, one number for all of them

    All coordinates share one m, the mean of the components of the gradient. With one coordinate nothing
    shows. The means of Adam run over the steps and not over the coordinates. Look at the line of Algorithm 1
    in the handout that brings m up to date.
    """
    g = grad(w)
    return moved(w, run.k, mean_of(run, np.mean(g), beta1), square_of(run, g**2, beta2), alpha, beta1, beta2, eps)


@wrong
def v_of_m(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """v averages the squares of m, not those of the gradient

    Your first step is too long, because m is much smaller than the gradient at first, and so is its square.
    Look at the line of Algorithm 1 in the handout that brings v up to date: the gradient itself is squared,
    not its mean.
    """
    m = mean_of(run, grad(w), beta1)
    return moved(w, run.k, m, square_of(run, m**2, beta2), alpha, beta1, beta2, eps)


@wrong
def v_from_old_m(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """v is built on m: both means share one variable

    Your first step is off, and then your run departs: the line for v averages the old m in place of the old
    v, perhaps because both start as one and the same array or one letter is wrong. Look at the line of
    Algorithm 1 in the handout that brings v up to date: only v and the square stand in it.
    """
    g = grad(w)
    run.v = run.m
    return moved(w, run.k, mean_of(run, g, beta1), square_of(run, g**2, beta2), alpha, beta1, beta2, eps)


# ── other methods


@wrong
def rmsprop(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """RMSprop: the gradient is used in place of m, without correction

    Your steps use the newest gradient over the root of v, and beta1 changes nothing. That is RMSprop; Adam
    also averages the gradients and corrects both means. Look at the last line of Algorithm 1 in the handout:
    the m with a hat stands above the line.
    """
    g = grad(w)
    return w - alpha * g / (np.sqrt(square_of(run, g**2, beta2)) + eps)


@wrong
def gradient_over_corrected_v(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """the gradient itself stands above the line, not m

    Your first step is right, and from the second on the newest gradient alone gives the direction: m is
    computed but not used, and beta1 changes nothing. Look at the last line of Algorithm 1 in the handout: the
    m with a hat stands above the line.
    """
    g = grad(w)
    return moved(w, run.k, g * (1 - beta1**run.k), square_of(run, g**2, beta2), alpha, beta1, beta2, eps)


@wrong
def v_unused(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """v is not used: the point moves by the corrected m alone

    Your steps are long where the cost is steep: nothing divides the corrected m, and beta2 changes nothing.
    That is momentum with a correction. Look at the last line of Algorithm 1 in the handout: the root of the
    corrected v stands below the line.
    """
    return w - alpha * mean_of(run, grad(w), beta1) / (1 - beta1**run.k)


@wrong
def adagrad(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """v adds up all squares, as in Adagrad

    Your steps shrink more and more: v is the sum of all squares so far and never forgets, as in Adagrad. In
    Adam old squares fade, as fast as beta2 says. Look at the line of Algorithm 1 in the handout that brings v
    up to date.
    """
    g = grad(w)
    run.v = run.v + g**2
    return w - alpha * mean_of(run, g, beta1) / (1 - beta1**run.k) / (np.sqrt(run.v) + eps)


@wrong
def amsgrad(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """the largest v so far is used, as in AMSGrad

    Your run is right until v would become smaller; from there your steps are too short, because you keep the
    largest value. That is AMSGrad; the assignment asks for plain Adam. Look at the last line of Algorithm 1
    in the handout: the newest corrected v is used.
    """
    m, v = averages(run, grad(w), beta1, beta2)
    run.largest = np.maximum(run.largest, v / (1 - beta2**run.k))
    return w - alpha * m / (1 - beta1**run.k) / (np.sqrt(run.largest) + eps)


@wrong
def adamax(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """the largest fading gradient is used in place of v, as in AdaMax

    Your first step is right, and from the second on m is divided by the largest gradient so far, faded by
    beta2. That is AdaMax, which stands in the same paper as Algorithm 2. The assignment asks for Algorithm 1:
    look at the line in the handout that brings v up to date.
    """
    g = grad(w)
    run.largest = np.maximum(beta2 * run.largest, np.abs(g))
    return w - alpha * mean_of(run, g, beta1) / (1 - beta1**run.k) / (run.largest + eps)


@wrong
def nadam(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """m looks one step ahead, as in Nadam

    Your first step is too long: the newest gradient counts once more beside m, as in Nesterov's form. That is
    Nadam; the assignment asks for plain Adam. Look at the last line of Algorithm 1 in the handout: the m with
    a hat alone stands above the line.
    """
    g = grad(w)
    m, v = averages(run, g, beta1, beta2)
    ahead = beta1 * m / (1 - beta1 ** (run.k + 1)) + (1 - beta1) * g / (1 - beta1**run.k)
    return w - alpha * ahead / (np.sqrt(v / (1 - beta2**run.k)) + eps)


@wrong
def signs_only(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float) -> Point:
    """only the sign of the gradient is used

    Each of your coordinates moves by exactly alpha at every step, with no memory. For a tiny eps the first
    step is the same in Adam, and only the first. Look at the last line of Algorithm 1 in the handout: it
    divides one running mean by the root of another.
    """
    return w - alpha * np.sign(grad(w))


@wrong
def steplength_shrinks(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """the steplength shrinks like alpha/k

    Your first step is right, and then the steps shrink: alpha, alpha/2, alpha/3. A diminishing steplength
    belongs to another question of this assignment. Look at the last line of Algorithm 1 in the handout: alpha
    is the same at every step.
    """
    return right(w, grad, run, alpha=alpha / run.k, beta1=beta1, beta2=beta2, eps=eps)


@wrong
def steplength_shrinks_by_root(
    w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float, eps: float
) -> Point:
    """the steplength shrinks like alpha over the root of k

    Your first step is right, and then the steps shrink: alpha, 0.71 alpha, 0.58 alpha. The paper proves its
    theorem with this steplength, but Algorithm 1 keeps alpha fixed. Look at its last line in the handout:
    alpha is the same at every step.
    """
    return right(w, grad, run, alpha=alpha / np.sqrt(run.k), beta1=beta1, beta2=beta2, eps=eps)


# ── from call to call


@wrong.calls
def t_kept(problems: Problems) -> list[Any]:
    """k goes on from the call before

    The first call is right, and in the later ones the correction is too weak: k does not begin with 1 but
    goes on where the call before has stopped. k is a variable of the notebook. Set it back inside the
    function, before the loop. Look at the line "k counts from 1" in the handout.
    """
    return dynamics.with_memory(right, ["k"], problems)


@wrong.calls
def averages_kept(problems: Problems) -> list[Any]:
    """m and v go on from the call before

    The first call is right, and each later one begins with the m and v that the call before has left, while k
    begins anew. They are variables of the notebook, or default arguments, and outlive the call. Set them to 0
    inside the function. Look at the line "both averages start at 0" in the handout.
    """
    return dynamics.with_memory(right, ["m", "v"], problems)


@wrong.calls
def everything_kept(problems: Problems) -> list[Any]:
    """k, m and v go on from the call before

    The first call is right, and each later one goes on with the k, m and v that the call before has left.
    They are variables of the notebook, or attributes of an object that is made once. Set all three back
    inside the function. Look at the lines "k counts from 1" and "both averages start at 0" in the handout.
    """
    return dynamics.with_memory(right, ["k", "m", "v"], problems)


dynamics.take(wrong, right, line="that computes w^k at the end of Algorithm 1")

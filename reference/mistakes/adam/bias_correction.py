"""How the start of both means at 0 is made up for."""

from __future__ import annotations

from reference.mistakes.adam.rule import Numbers, corrected, right, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Gradient, Point


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
def t_one_ahead(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """k is one too large

    Your first steps are off, and the difference fades: the correction uses the exponent k + 1 at step k.
    Perhaps k starts at 1 and grows before it is used, or 1 is added to a counter that already begins with 1.
    Look at the line "k counts from 1" in the handout: the first step has k = 1.
    """
    return corrected(run, k + 1, p)


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


@wrong
def beta_times_t(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the correction multiplies beta by k in place of raising it to the power k

    Your first step is right, and then your run goes astray, or becomes nan: the correction divides by 1 -
    beta k, which even turns negative. Look at the lines of Algorithm 1 in the handout that correct the bias:
    k is an exponent there.
    """
    return right(w, grad, run, p, corrected=lambda run, k, p: (run.m / (1 - p.beta1 * k), run.v / (1 - p.beta2 * k)))


@wrong.part("corrected")
def v_corrected_by_beta1(run: Run, k: float, p: Numbers) -> tuple[Point, Point]:
    """beta1 corrects the bias of v as well

    Your m is corrected rightly, but v is divided by 1 - beta1^k, too. Each mean has a beta of its own, and
    the correction must use the one that the mean was built with. Look at the two lines of Algorithm 1 in the
    handout that correct the bias.
    """
    return corrected(run, k, p._replace(beta2=p.beta1))

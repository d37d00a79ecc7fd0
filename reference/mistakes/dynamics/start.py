"""Changes of the run: the numbers and the start."""

from __future__ import annotations

import numpy as np

from reference.mistakes.dynamics.changes import run_changed
from reference.mistakes.loop import history
from reference.mistakes.mistake import History, Point, Problem, Rule


@run_changed
def no_alpha(rule: Rule, problem: Problem) -> History:
    """alpha is left out of the step

    Your steps are those of alpha = 1. The steplength is missing in the line that moves the point, so the
    whole step is taken whatever alpha is. Where the case has alpha = 1 nothing shows; with a small alpha the
    first step is far too long.
    """
    return history(rule, problem.but(alpha=1.0))


@run_changed
def alpha_hard_coded(rule: Rule, problem: Problem) -> History:
    """alpha is always 0.1

    Your steps are those of alpha = 0.1, whatever alpha the function is given. A line such as alpha = 0.1
    inside the function, or a variable of your notebook, takes the place of the argument. Cases with alpha =
    0.1 are right by luck.
    """
    fixed = not isinstance(problem.arguments["alpha"], str)
    return history(rule, problem.but(alpha=0.1)) if fixed else history(rule, problem)


@run_changed
def alpha_squared(rule: Rule, problem: Problem) -> History:
    """alpha is multiplied in twice

    Your first step has the length of alpha times alpha. The gradient is multiplied by alpha in one line, and
    the step is multiplied by it again in another. Where alpha = 1 nothing shows; with a small alpha the point
    hardly moves.
    """
    return history(rule, problem.but(alpha=problem.arguments["alpha"] ** 2))


@run_changed
def starts_at_zero(rule: Rule, problem: Problem) -> History:
    """the run starts at zero, not at the given point

    Your entry 0 is 0 whatever start the function is given. A line such as w = 0 or an array of zeros inside
    the function takes the place of the argument w. Look at the handout's line "entry 0 is the starting
    point": that is the given w.
    """
    return history(rule, problem.but(w=np.zeros_like(problem.arguments["w"])))


@run_changed
def integers(rule: Rule, problem: Problem) -> History:
    """the points are cut to whole numbers, because w is an array of integers

    After each step the decimals are gone: -0.5 became 0. The point is kept in an array of integers, and NumPy
    cuts what is stored there without a word. Look at the handout's line "every number is a float", and make
    the array one of floats, as w itself is.
    """
    start = np.trunc(problem.arguments["w"])
    return history(lambda *seen, **given: np.trunc(rule(*seen, **given)), problem.but(w=start))


@run_changed
def half_precision(rule: Rule, problem: Problem) -> History:
    """the points are kept in float16

    Your values agree with the right ones to three digits only, and the difference grows with the steps. The
    point is kept in half precision, which has no more. Leave the dtype to JAX or NumPy. Look at the handout's
    line on gradients: float32 and float64 are both right.
    """

    def coarse(w: Point) -> Point:
        return np.asarray(w, dtype=np.float16)

    start = coarse(problem.arguments["w"])
    return history(lambda *seen, **given: coarse(rule(*seen, **given)), problem.but(w=start))

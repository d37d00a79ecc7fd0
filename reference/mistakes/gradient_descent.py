"""Gradient descent, wrong on purpose.

w^k = w^{k-1} - alpha_k grad g(w^{k-1})        alpha_k = alpha, or 1/k where alpha is "diminishing", 0.5/k for "0.5/k"
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, base, follow, steplength
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("gradient_descent", turn=follow)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    fixed: Callable[..., float] = lambda alpha, k: alpha,
    diminishing: Callable[..., Point] = lambda first, k, run: first / k,
    step: Callable[..., Point] = lambda length, g, run: length * g,
) -> Point:
    """One step of the right method."""
    length = diminishing(base(p.alpha), run.k, run) if isinstance(p.alpha, str) else fixed(p.alpha, run.k)
    return w - step(length, grad(w), run)


# ── the steplength


@wrong.part("fixed")
def shrinks_fixed(alpha: float, k: float) -> float:
    """the fixed steplength shrinks like alpha/k

    Your first step is right, and then your steps shrink: alpha, alpha/2, alpha/3. Where alpha is a number
    this question asks for a fixed steplength, the same at every step; only the diminishing one shrinks. Look at
    the line on alpha in the handout, and at the place where your code tells the two apart.
    """
    return alpha / k


@wrong.part("diminishing")
def diminishing_one_ahead(first: float, k: float, run: Run) -> Point:
    """the diminishing steplength is 1/(k+1), so it begins with 1/2

    Your first diminishing step is half as long as it should be. The steplength of step 1 is 1, that of step 2
    is 1/2; yours are 1/2, 1/3 and so on. Look at the handout's line alpha_k = 1/k, k from 1, and at whether
    your loop counts from 0 or from 1.
    """
    return first / (k + 1)


@wrong.part("diminishing")
def diminishing_compounds(first: float, k: float, run: Run) -> Point:
    """the diminishing steplength is divided by k again and again: 1, 1/2, 1/6

    Your first two diminishing steps are right; from the third on they are too short. In each pass you divide
    the steplength of the pass before by k, so that the divisions pile up: 1/2, 1/6, 1/24. Look at the
    handout's line alpha_k = 1/k: it begins with 1 each time.
    """
    run.shrunk = (run.shrunk or first) / k
    return run.shrunk


@wrong.part("diminishing")
def diminishing_root(first: float, k: float, run: Run) -> Point:
    """the diminishing steplength is one over the square root of k

    Your first diminishing step is right, and the later ones are too long: they shrink like 1, 0.71, 0.58.
    That schedule is used elsewhere, but here the steplength of step k is 1/k. Look at the handout's line
    alpha_k = 1/k, k from 1.
    """
    return first / np.sqrt(k)


@wrong.part("diminishing")
def diminishing_square(first: float, k: float, run: Run) -> Point:
    """the diminishing steplength is one over k squared

    Your first diminishing step is right, and the later ones are too short: they shrink like 1, 1/4, 1/9. So
    short a sum of steps may never reach the minimum. Look at the handout's line alpha_k = 1/k, k from 1,
    without a square.
    """
    return first / k**2


@wrong.part("diminishing")
def diminishing_whole_numbers(first: float, k: float, run: Run) -> Point:
    """the diminishing steplength is a whole number: 1 and then 0

    Your first diminishing step is right, and after it the point stands still. The division 1/k drops all
    decimals, so that it gives 0 from k = 2 on; two slashes in a row do that in Python. Look at the handout's
    line alpha_k = 1/k: it is a fraction.
    """
    return first if k == 1 else 0.0


# ── the direction


@wrong.part("step")
def normalized(length: float, g: Point, run: Run) -> Point:
    """the gradient is divided by its length

    Each of your steps has the same length however steep the cost is. That is normalized gradient descent,
    another method of the lecture. Here the gradient keeps its length, so that steps become
    short near a minimum. Look at the line w^k = w^{k-1} - alpha_k grad g(w^{k-1}) in the handout.
    """
    return length * g / np.sqrt(np.sum(g**2))


@wrong.part("step")
def momentum_left_in(length: float, g: Point, run: Run) -> Point:
    """the step of the pass before is added, as with momentum

    Your first step is right; from the second on you add nine tenths of the step before. That is a momentum
    term, which belongs to another method of the lecture. Here a step depends on the gradient at w^{k-1} and on
    nothing else. Look at the line w^k = w^{k-1} - alpha_k grad g(w^{k-1}) in the handout.
    """
    run.step = 0.9 * run.step + length * g
    return run.step


@wrong
def one_coordinate_after_the_other(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """each coordinate already uses the new values of the coordinates before it

    Your first coordinate is right and the later ones are off: they use the gradient at a point where earlier
    coordinates have already moved. Gradient descent takes the gradient once per step, at w^{k-1}, and moves
    all coordinates together. Look at the line w^k = w^{k-1} - alpha_k grad g(w^{k-1}) in the handout.
    """
    new = np.array(w, ndmin=1)
    for j in range(new.size):
        new[j] -= steplength(p.alpha, run.k) * np.atleast_1d(grad(new.reshape(np.shape(w))[()]))[j]
    return new.reshape(np.shape(w))


dynamics.take(
    wrong,
    right,
    line="w^k = w^{k-1} - alpha_k grad g(w^{k-1})",
    without={"alpha_squared"},  # told above, for the diminishing steplength too
)

"""The equation of one coordinate, and the values of the others in it."""

from __future__ import annotations

import numpy as np

from reference.mistakes.coordinate_descent.rule import right, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import History, Point, Problem

# ── which values of the other coordinates


@wrong.part("values")
def old_values(w: Point, j: int, run: Run) -> tuple[Point, Point]:
    """all coordinates of a sweep use the values from before the sweep

    Your first update is right, and the next ones ignore it: all coordinates of a sweep are solved with the
    values from before the sweep. That is Jacobi's form; the lecture puts each new value to use at once. Look
    at the handout's words "with the newest values of the others".
    """
    return w, run.path[-1 - j]


@wrong.part("values")
def values_at_start(w: Point, j: int, run: Run) -> tuple[Point, Point]:
    """the other coordinates stay at their starting values

    Your first update is right; after it every coordinate is solved with the others at w^0, so that nothing
    changes from the second sweep on. Look at the handout's words "with the newest values of the others", and
    at which variable the sum reads.
    """
    return w, run.path[0]


@wrong.part("values")
def restarts_each_sweep(w: Point, j: int, run: Run) -> tuple[Point, Point]:
    """every sweep starts again from the starting point

    Your first sweep is right, and all later ones repeat it: w is set back to the starting point at the start
    of each sweep. Make the copy of w once, before the outer loop. Look at the handout's words "max_its
    sweeps", which follow one another.
    """
    w = w if j else run.path[0]
    return w, w


# ── the equation of one coordinate


@wrong.part("linear")
def b_not_halved(b_n: float) -> Point:
    """b is not halved

    Your values are off wherever b is not 0. The derivative of w'Cw brings a factor 2, that of b'w does not;
    when the equation is divided by 2, b_n becomes b_n / 2. Look at the line d g / d w_n = 0 in the handout
    and solve it for w_n once more.
    """
    return b_n


@wrong.part("linear")
def b_ignored(b_n: float) -> Point:
    """b is left out

    Your values are those of b = 0. The cost has a linear part b'w, and its partial derivative b_n belongs
    into the equation for w_n. Look at the line g(w) = a + b'w + w'Cw in the handout and at the derivative of
    each of its parts.
    """
    return 0.0


@wrong.part("solved")
def sign(old: float, rest: float, diagonal: float) -> Point:
    """the minus sign before the whole fraction is missing

    Each of your values has the wrong sign: the equation is solved as if w_n stood on the same side as the
    rest. Look at the line d g / d w_n = 0 in the handout: what is brought to the other side changes its sign.
    """
    return rest / diagonal


@wrong.part("others")
def others_halved(row: Point, n: int, x: Point) -> Point:
    """the sum over the other coordinates is halved

    Your values are off wherever C couples two coordinates: the sum of C_nj w_j is divided by 2 C_nn. In the
    derivative of w'Cw each such part comes twice, as C_nj and as C_jn. Look at the line d g / d w_n = 0 in
    the handout.
    """
    return (row @ x - row[n] * x[n]) / 2


@wrong.part("solved")
def all_halved(old: float, rest: float, diagonal: float) -> Point:
    """the whole fraction is divided by 2 C_nn in place of C_nn

    Each of your values is half of what it should be. The factor 2 of the derivative was taken out of the sum
    and of b already, and then divides once more. Look at the line d g / d w_n = 0 in the handout: divided by
    2, the diagonal stands alone.
    """
    return -rest / (2 * diagonal)


@wrong.part("solved")
def all_doubled(old: float, rest: float, diagonal: float) -> Point:
    """the factor 2 at C_nn is lost

    Each of your values is twice what it should be: the derivative is 2 C_nn w_n plus the rest, and you divide
    the rest by C_nn only. Look at the line d g / d w_n = 0 in the handout: the square of w_n brings a factor
    2.
    """
    return -2 * rest / diagonal


@wrong.part("others")
def diagonal_in_sum(row: Point, n: int, x: Point) -> Point:
    """the sum runs over all coordinates, w_n itself too

    Your sum holds C_nn w_n, the very part that is solved for. It has to run over the other coordinates only;
    use the row of C without its diagonal entry. Look at the line d g / d w_n = 0 in the handout, and at what
    stands on which side after solving for w_n.
    """
    return row @ x


@wrong.answer
def wrong_diagonal(problem: Problem) -> History:
    """every coordinate is divided by C_00

    Your first coordinate is right, and the others are divided by the first entry of the diagonal in place of
    their own. Look at the line d g / d w_n = 0 in the handout: the factor of w_n is C_nn, with the same n.
    """
    first = problem.arguments["C"][0, 0]
    return right(problem, solved=lambda old, rest, diagonal: -rest / first)


@wrong.part("solved")
def gradient_step(old: float, rest: float, diagonal: float) -> Point:
    """each coordinate takes a gradient step of 0.1 in place of being solved exactly

    Your coordinates move toward the right values and do not reach them: each takes a small step down its
    partial derivative. The handout asks to solve each one exactly, which needs no steplength. Look at the
    line d g / d w_n = 0 in the handout.
    """
    return old - 0.1 * 2 * (diagonal * old + rest)


@wrong.answer
def solution_at_once(problem: Problem) -> History:
    """each coordinate jumps to the minimizer of the whole cost

    After one sweep your point is the minimizer: you solve the system of all equations and put its solution
    in. Coordinate descent solves one equation for one unknown, with the others as they are. Look at the
    handout's words "each solved exactly with the newest values of the others".
    """
    b, C = (problem.arguments[name] for name in "bC")
    minimizer = np.linalg.lstsq(2 * C, -b, rcond=None)[0]
    return right(problem, values=lambda w, j, run: (w, minimizer))


@wrong.answer
def half_way(problem: Problem) -> History:
    """each coordinate goes only half of the way

    Each of your values is the mean of the old value and the right one. Such damping is used elsewhere; here
    each coordinate goes all the way to where its partial derivative is 0. Look at the handout's words "each
    solved exactly".
    """
    return right(problem, solved=lambda old, rest, diagonal: (old - rest / diagonal) / 2)

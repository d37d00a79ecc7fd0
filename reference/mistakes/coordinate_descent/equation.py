"""The equation of one coordinate, and the values of the others in it."""

from __future__ import annotations

import numpy as np

from reference.mistakes.coordinate_descent.rule import by_updates, others, put, right, wrong
from reference.mistakes.loop import Run, history
from reference.mistakes.mistake import Gradient, History, Point, Problem

# ── which values of the other coordinates


@wrong
def old_values(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """all coordinates of a sweep use the values from before the sweep

    Your first update is right, and the next ones ignore it: all coordinates of a sweep are solved with the
    values from before the sweep. That is Jacobi's form; the lecture puts each new value to use at once. Look
    at the handout's words "with the newest values of the others".
    """
    return right(run.path[-1 - n], n, run, a, b, C)


@wrong
def values_at_start(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the other coordinates stay at their starting values

    Your first update is right; after it every coordinate is solved with the others at w^0, so that nothing
    changes from the second sweep on. Look at the handout's words "with the newest values of the others", and
    at which variable the sum reads.
    """
    return right(run.path[0], n, run, a, b, C)


@wrong.answer
def restarts_each_sweep(problem: Problem) -> History:
    """every sweep starts again from the starting point

    Your first sweep is right, and all later ones repeat it: w is set back to the starting point at the start
    of each sweep. Make the copy of w once, before the outer loop. Look at the handout's words "max_its
    sweeps", which follow one another.
    """

    def rule(w: Point, grad: Gradient, run: Run, *, a: float, b: Point, C: Point) -> Point:
        n = int(run.k - 1) % w.size
        w = w if n else run.path[0]
        return put(w, n, right(w, n, run, a, b, C))

    return history(rule, by_updates(problem))


# ── the equation of one coordinate


@wrong
def b_not_halved(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """b is not halved

    Your values are off wherever b is not 0. The derivative of w'Cw brings a factor 2, that of b'w does not;
    when the equation is divided by 2, b_n becomes b_n / 2. Look at the line d g / d w_n = 0 in the handout
    and solve it for w_n once more.
    """
    return -(others(w, n, C) + b[n]) / C[n, n]


@wrong
def b_ignored(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """b is left out

    Your values are those of b = 0. The cost has a linear part b'w, and its partial derivative b_n belongs
    into the equation for w_n. Look at the line g(w) = a + b'w + w'Cw in the handout and at the derivative of
    each of its parts.
    """
    return -others(w, n, C) / C[n, n]


@wrong
def b_sign(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """b has the wrong sign

    Your values are those of -b: the linear part has lost its minus sign when it was brought to the other
    side. Look at the line d g / d w_n = 0 in the handout: everything but w_n moves to the right and changes
    its sign, b_n too.
    """
    return -(others(w, n, C) - b[n] / 2) / C[n, n]


@wrong
def b_doubled(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """b is doubled in place of halved

    Your values are off wherever b is not 0: b_n is multiplied by 2 where it should be divided by 2. Look at
    the line d g / d w_n = 0 in the handout: the factor 2 stands at the part with C, and dividing by it halves
    b_n.
    """
    return -(others(w, n, C) + 2 * b[n]) / C[n, n]


@wrong
def others_sign(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the sum over the other coordinates has the wrong sign

    Your values are off wherever C couples two coordinates: the sum of C_nj w_j has lost its minus sign. Look
    at the line d g / d w_n = 0 in the handout: everything but w_n moves to the right and changes its sign.
    """
    return (others(w, n, C) - b[n] / 2) / C[n, n]


@wrong
def sign(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the minus sign before the whole fraction is missing

    Each of your values has the wrong sign: the equation is solved as if w_n stood on the same side as the
    rest. Look at the line d g / d w_n = 0 in the handout: what is brought to the other side changes its sign.
    """
    return (others(w, n, C) + b[n] / 2) / C[n, n]


@wrong
def others_ignored(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the other coordinates are left out

    Your values depend on b_n and C_nn only and are the same in every sweep. The entries of C off the diagonal
    couple the coordinates, so the equation for w_n holds all the others. Look at the line d g / d w_n = 0 in
    the handout.
    """
    return -(b[n] / 2) / C[n, n]


@wrong
def others_doubled(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the sum over the other coordinates counts twice

    Your values are off wherever C couples two coordinates: the factor 2 of the derivative is kept in the sum
    and lost at the diagonal. It stands at both and cancels. Look at the line d g / d w_n = 0 in the handout.
    """
    return -(2 * others(w, n, C) + b[n] / 2) / C[n, n]


@wrong
def others_halved(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the sum over the other coordinates is halved

    Your values are off wherever C couples two coordinates: the sum of C_nj w_j is divided by 2 C_nn. In the
    derivative of w'Cw each such part comes twice, as C_nj and as C_jn. Look at the line d g / d w_n = 0 in
    the handout.
    """
    return -(others(w, n, C) + b[n]) / (2 * C[n, n])


@wrong
def all_halved(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the whole fraction is divided by 2 C_nn in place of C_nn

    Each of your values is half of what it should be. The factor 2 of the derivative was taken out of the sum
    and of b already, and then divides once more. Look at the line d g / d w_n = 0 in the handout: divided by
    2, the diagonal stands alone.
    """
    return -(others(w, n, C) + b[n] / 2) / (2 * C[n, n])


@wrong
def all_doubled(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the factor 2 at C_nn is lost

    Each of your values is twice what it should be: the derivative is 2 C_nn w_n plus the rest, and you divide
    the rest by C_nn only. Look at the line d g / d w_n = 0 in the handout: the square of w_n brings a factor
    2.
    """
    return -(2 * others(w, n, C) + b[n]) / C[n, n]


@wrong
def diagonal_in_sum(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the sum runs over all coordinates, w_n itself too

    Your sum holds C_nn w_n, the very part that is solved for. It has to run over the other coordinates only;
    use the row of C without its diagonal entry. Look at the line d g / d w_n = 0 in the handout, and at what
    stands on which side after solving for w_n.
    """
    return -(C[n] @ w + b[n] / 2) / C[n, n]


@wrong
def not_divided(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the division by C_nn is missing

    Your values are right only where C_nn is 1: the equation is not divided by the entry on the diagonal. Look
    at the line d g / d w_n = 0 in the handout: w_n has the factor 2 C_nn there.
    """
    return -(others(w, n, C) + b[n] / 2)


@wrong
def wrong_diagonal(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """every coordinate is divided by C_00

    Your first coordinate is right, and the others are divided by the first entry of the diagonal in place of
    their own. Look at the line d g / d w_n = 0 in the handout: the factor of w_n is C_nn, with the same n.
    """
    return -(others(w, n, C) + b[n] / 2) / C[0, 0]


@wrong
def gradient_step(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """each coordinate takes a gradient step of 0.1 in place of being solved exactly

    Your coordinates move toward the right values and do not reach them: each takes a small step down its
    partial derivative. The handout asks to solve each one exactly, which needs no steplength. Look at the
    line d g / d w_n = 0 in the handout.
    """
    return w[n] - 0.1 * (2 * C[n] @ w + b[n])


@wrong
def solution_at_once(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """each coordinate jumps to the minimizer of the whole cost

    After one sweep your point is the minimizer: you solve the system of all equations and put its solution
    in. Coordinate descent solves one equation for one unknown, with the others as they are. Look at the
    handout's words "each solved exactly with the newest values of the others".
    """
    return np.linalg.lstsq(2 * C, -b, rcond=None)[0][n]


@wrong
def added_to_old(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """the solution is added to the old value

    Each of your values is the right one plus the old one: you add what the equation gives, as if it were a
    step. It is the new value of w_n itself. Look at the line d g / d w_n = 0 in the handout: solved, it says
    what w_n is.
    """
    return w[n] + right(w, n, run, a, b, C)


@wrong
def half_way(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    """each coordinate goes only half of the way

    Each of your values is the mean of the old value and the right one. Such damping is used elsewhere; here
    each coordinate goes all the way to where its partial derivative is 0. Look at the handout's words "each
    solved exactly".
    """
    return (w[n] + right(w, n, run, a, b, C)) / 2

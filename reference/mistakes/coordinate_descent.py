"""Coordinate descent on g(w) = a + b'w + w'Cw, wrong on purpose.

    w_n = -(sum over j != n of C_nj w_j + b_n / 2) / C_nn        n = 0, ..., N - 1, `max_its` times over

A step of the loop is one coordinate update here, so a run of `steps` sweeps has 1 + N * steps rows. The decorated
functions give the new value of coordinate n at the point w.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Rule, Run, costs_at, history
from reference.mistakes.mistake import Bank, Gradient, History, Point, Problem

Update = Callable[..., Any]  # value(w, n, run, a, b, C): what coordinate n is set to


def by_updates(problem: Problem) -> Problem:
    """The same problem, counted in coordinate updates."""
    n = np.size(problem.arguments["w"])
    return replace(problem.but(max_its=n * problem.arguments["max_its"]), steps=n * problem.steps)


def turn(value: Update) -> Rule:
    """The rule of somebody who puts `value(w, n, run, a, b, C)` in coordinate n = 0, ..., N - 1, 0, ..."""

    def rule(w: Point, grad: Gradient, run: Run, *, a: float, b: Point, C: Point) -> Point:
        n = int(run.k - 1) % w.size
        return put(w, n, value(w, n, run, a, b, C))

    return rule


def updates(value: Update) -> Callable[[Problem], History]:
    """The answer of somebody who takes the coordinates in turn and records each update."""
    return lambda problem: history(turn(value), by_updates(problem))


def put(w: Point, n: int, value: float) -> Point:
    w = w.copy()
    w[n] = value
    return w


def others(w: Point, n: int, C: Point) -> Point:
    """The sum over j != n of C_nj w_j."""
    return C[n] @ w - C[n, n] * w[n]


def right(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    return -(others(w, n, C) + b[n] / 2) / C[n, n]


wrong = Bank("coordinate_descent", turn=updates)


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


# ── which coordinate


def ordered(order: Callable[[int, int, int], int]) -> Callable[[Problem], History]:
    """The answer of somebody whose j-th update of sweep s (both from 0) is of coordinate `order(s, j, N)`."""

    def rule(w: Point, grad: Gradient, run: Run, *, a: float, b: Point, C: Point) -> Point:
        sweep, j = divmod(int(run.k - 1), w.size)
        n = order(sweep, j, w.size)
        return put(w, n, right(w, n, run, a, b, C))

    return lambda problem: history(rule, by_updates(problem))


@wrong.answer
def last_coordinate_first(problem: Problem) -> History:
    """the coordinates are taken from the last to the first

    Your first update changes the last coordinate. Each single value is solved rightly, but the order is the
    opposite of what is asked. Look at the handout's words "through the coordinates n = 0, 1, ..., N - 1 in
    this order": coordinate 0 comes first in every sweep.
    """
    return ordered(lambda s, j, size: size - 1 - j)(problem)


@wrong.answer
def back_and_forth(problem: Problem) -> History:
    """every second sweep runs backwards

    Your first sweep is right, and the second takes the coordinates from the last to the first. Going back and
    forth is used elsewhere; here each sweep begins with coordinate 0. Look at the handout's words "through
    the coordinates n = 0, 1, ..., N - 1 in this order".
    """
    return ordered(lambda s, j, size: size - 1 - j if s % 2 else j)(problem)


@wrong.answer
def always_first_coordinate(problem: Problem) -> History:
    """only coordinate 0 is updated

    Your first update is right, and then nothing changes: the same coordinate is solved again and again.
    Perhaps 0 stands where the loop's index should. Look at the handout's words "through the coordinates n =
    0, 1, ..., N - 1 in this order".
    """
    return ordered(lambda s, j, size: 0)(problem)


@wrong.answer
def one_coordinate_per_sweep(problem: Problem) -> History:
    """each sweep repeats one coordinate, and the next sweep takes the next

    Your first update is right, and then coordinate 0 is solved again where coordinate 1 should be. The two
    loops are swapped: outside runs the sweep, inside the coordinate. Look at the handout's words "a sweep
    goes through the coordinates n = 0, 1, ..., N - 1".
    """
    return ordered(lambda s, j, size: s % size)(problem)


@wrong.answer
def starts_with_second_coordinate(problem: Problem) -> History:
    """the coordinates are counted from 1, so coordinate 0 comes last

    Your first update changes coordinate 1, and coordinate 0 comes last in each sweep. The lecture writes w_1
    for the first coordinate in some places, Python counts from 0. Look at the handout's words "through the
    coordinates n = 0, 1, ..., N - 1 in this order".
    """
    return ordered(lambda s, j, size: (j + 1) % size)(problem)


@wrong.answer
def steepest_first(problem: Problem) -> History:
    """the steepest coordinate is updated, not the next one in turn

    Your updates choose the coordinate with the largest partial derivative each time. That is the greedy form;
    the lecture takes the coordinates in turn. Look at the handout's words "through the coordinates n = 0, 1,
    ..., N - 1 in this order".
    """

    def rule(w: Point, grad: Gradient, run: Run, *, a: float, b: Point, C: Point) -> Point:
        n = int(np.argmax(np.abs(2 * C @ w + b)))
        return put(w, n, right(w, n, run, a, b, C))

    return history(rule, by_updates(problem))


@wrong.whole
def skips_first_coordinate(problem: Problem) -> History:
    """coordinate 0 is never updated

    Your coordinate 0 keeps its starting value, and each sweep is one update short. The inner loop begins with
    1. Look at the handout's words "through the coordinates n = 0, 1, ..., N - 1 in this order".
    """
    return some_coordinates(problem, range(1, np.size(problem.arguments["w"])))


@wrong.whole
def skips_last_coordinate(problem: Problem) -> History:
    """the last coordinate is never updated

    Your last coordinate keeps its starting value, and each sweep is one update short. The inner loop stops
    too early. Look at the handout's words "through the coordinates n = 0, 1, ..., N - 1 in this order".
    """
    return some_coordinates(problem, range(np.size(problem.arguments["w"]) - 1))


def some_coordinates(problem: Problem, coordinates: Iterable[int]) -> History:
    """The run in which each sweep updates these coordinates alone."""
    order = [n for _ in range(problem.arguments["max_its"]) for n in coordinates]

    def rule(w: Point, grad: Gradient, run: Run, *, a: float, b: Point, C: Point) -> Point:
        n = order[int(run.k) - 1]
        return put(w, n, right(w, n, run, a, b, C))

    return history(rule, problem, steps=len(order))


# ── how many sweeps, and what is recorded


def sweeps(problem: Problem, count: int) -> History:
    """The right run of `count` sweeps."""
    return updates(right)(replace(problem, steps=count))


@wrong.whole
def counts_updates(problem: Problem) -> History:
    """max_its counts single updates, not sweeps

    Your entries are right as far as they go, but there are only max_its + 1 of them. You stop after max_its
    updates of one coordinate. The handout counts sweeps: each updates every coordinate once, so the histories
    have 1 + N * max_its entries.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    rows = 1 + problem.arguments["max_its"]
    return weights[:rows], costs[:rows]


@wrong.whole
def one_sweep_short(problem: Problem) -> History:
    """one sweep short

    Your entries are right as far as they go, but the last sweep is missing. The outer loop runs one time too
    few; note where `range` stops. Look at the handout's words "max_its sweeps": the histories have 1 + N *
    max_its entries.
    """
    return sweeps(problem, problem.arguments["max_its"] - 1)


@wrong.whole
def one_sweep_too_many(problem: Problem) -> History:
    """one sweep too many

    Your entries are right, but one more sweep follows after the last. Look at where your outer loop begins
    and stops, and at the handout's words "max_its sweeps": the histories have 1 + N * max_its entries, of
    which the first is the start.
    """
    return sweeps(problem, problem.arguments["max_its"] + 1)


@wrong.whole
def per_sweep(problem: Problem) -> History:
    """one entry per sweep is recorded, not one per update

    Your entries are right points, but only the last of each sweep is there. Recording once per sweep is
    common elsewhere; the assignment asks for one entry after every update of a coordinate. Look at the
    handout's line on the histories: 1 + N * max_its entries.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    n = np.size(problem.arguments["w"])
    return weights[::n], costs[::n]


@wrong.whole
def costs_per_sweep(problem: Problem) -> History:
    """the costs are recorded once per sweep, the points after every update

    Your points are right, but the list of costs is shorter: it holds one cost for each sweep. Both lists need
    an entry after every update of a coordinate. Look at the handout's line on the histories: 1 + N * max_its
    entries in each.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    return weights, costs[:: np.size(problem.arguments["w"])]


@wrong.whole
def points_per_sweep(problem: Problem) -> History:
    """the points are recorded once per sweep, the costs after every update

    Your costs are right, but the list of points is shorter: it holds one point for each sweep. Both lists
    need an entry after every update of a coordinate. Look at the handout's line on the histories: 1 + N *
    max_its entries in each.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    return weights[:: np.size(problem.arguments["w"])], costs


@wrong.whole
def starts_and_ends_of_sweeps(problem: Problem) -> History:
    """the point is recorded at the start of each sweep as well

    Some of your entries come twice: the point is recorded at the start of each sweep and after every update,
    so that the end of one sweep and the start of the next are the same entry. Look at the handout's line on
    the histories: 1 + N * max_its entries.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    n = np.size(problem.arguments["w"])
    rows = [k for s in range(problem.arguments["max_its"]) for k in range(s * n, s * n + n + 1)]
    return weights[rows], costs[rows]


# ── the cost, which students write by themselves here


def spoilt(costs: Callable[..., Any]) -> Callable[[Problem], History]:
    """The right run, with `costs(w, a, b, C)` recorded in place of the cost."""

    def answer(problem: Problem) -> History:
        a, b, C = (problem.arguments[name] for name in "abC")
        weights, _ = updates(right)(problem)
        return weights, costs_at(replace(problem, cost=lambda w: costs(w, a, b, C)), weights)

    return answer


@wrong.answer
def cost_without_a(problem: Problem) -> History:
    """the constant a is missing in the cost

    Your points are right, and every cost is off by the same number, a. The constant does not change where the
    minimum lies, so it is easily forgotten. Look at the line g(w) = a + b'w + w'Cw in the handout.
    """
    return spoilt(lambda w, a, b, C: b @ w + w @ C @ w)(problem)


@wrong.answer
def cost_without_b(problem: Problem) -> History:
    """the part b'w is missing in the cost

    Your points are right, and the costs lack their linear part. Look at the line g(w) = a + b'w + w'Cw in the
    handout: the cost has three parts, and the middle one is the product of b and w.
    """
    return spoilt(lambda w, a, b, C: a + w @ C @ w)(problem)


@wrong.answer
def cost_halved(problem: Problem) -> History:
    """the cost has half of w'Cw

    Your points are right, but the costs hold one half of the quadratic part. Elsewhere quadratics are often
    written with 1/2; here they are not. Look at the line g(w) = a + b'w + w'Cw in the handout.
    """
    return spoilt(lambda w, a, b, C: a + b @ w + w @ C @ w / 2)(problem)


@wrong.answer
def cost_of_diagonal(problem: Problem) -> History:
    """the cost uses the diagonal of C only

    Your points are right, but the costs lack the parts of w'Cw that couple two coordinates: only the squares
    are added up. Look at the line g(w) = a + b'w + w'Cw in the handout: the product runs over all entries of
    C.
    """
    return spoilt(lambda w, a, b, C: a + b @ w + np.diag(C) @ w**2)(problem)


dynamics.take(
    wrong,
    turn(right),
    line='"each solved exactly with the newest values of the others"',
    translate=by_updates,
    without={
        # no gradient, no steplength, no step that climbs
        "ascent", "frozen_gradient", "lagging_gradient", "cost_for_gradient", "absolute_gradient", "summed_gradient",
        "mean_gradient", "clipped_gradient", "coarse_difference", "difference_of_four", "difference_not_halved",
        "difference_halved", "no_alpha", "alpha_hard_coded", "alpha_squared", "weight_decay", "best_so_far",
        "no_step_uphill", "halved_when_uphill",
        # the same as `always_first_coordinate`, or as the right answer: solving twice changes nothing
        "first_coordinate_only", "two_updates",
        # named as `restarts_each_sweep`, or nothing that anybody would write
        "from_start", "step_for_point", "gradients_for_points", "half_precision",
    },
)  # fmt: skip

"""Which coordinate is updated, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from reference.mistakes.coordinate_descent.rule import by_updates, put, right, wrong
from reference.mistakes.loop import Run, history
from reference.mistakes.mistake import Gradient, History, Point, Problem


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

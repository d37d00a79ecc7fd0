"""Which coordinate is updated, and when."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np

from reference.mistakes.coordinate_descent.rule import right, update, wrong
from reference.mistakes.loop import history
from reference.mistakes.mistake import History, Point, Problem


@wrong.answer
def back_and_forth(problem: Problem) -> History:
    """every second sweep runs backwards

    Your first sweep is right, and the second takes the coordinates from the last to the first. Going back and
    forth is used elsewhere; here each sweep begins with coordinate 0. Look at the handout's words "through
    the coordinates n = 0, 1, ..., N - 1 in this order".
    """
    return right(problem, coordinate=lambda sweep, j, w, b, C: np.size(w) - 1 - j if sweep % 2 else j)


@wrong.answer
def always_first_coordinate(problem: Problem) -> History:
    """only coordinate 0 is updated

    Your first update is right, and then nothing changes: the same coordinate is solved again and again.
    Perhaps 0 stands where the loop's index should. Look at the handout's words "through the coordinates n =
    0, 1, ..., N - 1 in this order".
    """
    return right(problem, coordinate=lambda sweep, j, w, b, C: 0)


@wrong.part("coordinate")
def one_coordinate_per_sweep(sweep: int, j: int, w: Point, b: Point, C: Point) -> int:
    """each sweep repeats one coordinate, and the next sweep takes the next

    Your first update is right, and then coordinate 0 is solved again where coordinate 1 should be. The two
    loops are swapped: outside runs the sweep, inside the coordinate. Look at the handout's words "a sweep
    goes through the coordinates n = 0, 1, ..., N - 1".
    """
    return sweep % np.size(w)


@wrong.part("coordinate")
def starts_with_second_coordinate(sweep: int, j: int, w: Point, b: Point, C: Point) -> int:
    """the coordinates are counted from 1, so coordinate 0 comes last

    Your first update changes coordinate 1, and coordinate 0 comes last in each sweep. The lecture writes w_1
    for the first coordinate in some places, Python counts from 0. Look at the handout's words "through the
    coordinates n = 0, 1, ..., N - 1 in this order".
    """
    return (j + 1) % np.size(w)


@wrong.answer
def steepest_first(problem: Problem) -> History:
    """the steepest coordinate is updated, not the next one in turn

    Your updates choose the coordinate with the largest partial derivative each time. That is the greedy form;
    the lecture takes the coordinates in turn. Look at the handout's words "through the coordinates n = 0, 1,
    ..., N - 1 in this order".
    """
    return right(problem, coordinate=lambda sweep, j, w, b, C: int(np.argmax(np.abs(2 * C @ w + b))))


def some_coordinates(problem: Problem, coordinates: Iterable[int]) -> History:
    """The run in which each sweep updates these coordinates alone."""
    order = [n for _ in range(problem.arguments["max_its"]) for n in coordinates]
    rule = partial(update, coordinate=lambda sweep, j, w, b, C: order[sweep * np.size(w) + j])
    return history(rule, problem, steps=len(order))

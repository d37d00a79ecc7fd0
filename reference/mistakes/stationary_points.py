"""The stationary points of a function of one variable, wrong on purpose.

The right answer is every v in [low, high] with g'(v) = 0, each once; also where g' only touches 0, as w^3 does at 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from reference.mistakes.mistake import Bank, Point, Problem, Scalar

wrong = Bank("stationary_points")

# `right`, `crossings` and `bends` are remembered, because many mistakes begin with the same points of one problem.
CELLS = 400  # of the grid: 0.025 wide on the longest interval; no case has two points closer than 0.05


def slopes(problem: Problem, points: Iterable[float]) -> np.ndarray:
    return np.array([float(problem.gradient(np.float64(v))) for v in points])


def values(problem: Problem, points: Iterable[float]) -> np.ndarray:
    return np.array([float(problem.cost(np.float64(v))) for v in points])


def ends(problem: Problem) -> tuple[float, float]:
    return problem.arguments["low"], problem.arguments["high"]


def bisected(f: Scalar, left: float, right: float) -> float:
    """Where f changes sign between left and right."""
    rising = f(right) > 0
    for _ in range(60):
        middle = (left + right) / 2
        left, right = (left, middle) if (f(middle) > 0) == rising else (middle, right)
    return (left + right) / 2


def zeros(f: Scalar, low: float, high: float) -> list[float]:
    """Where f changes its sign. The grid is cut at odd places, so that no zero falls on it."""
    grid = np.linspace(low, high, CELLS + 1) + (high - low) / CELLS * 0.3141
    grid = np.concatenate([[low], grid[:-1], [high]])
    signs = np.array([f(v) for v in grid]) > 0
    return [bisected(f, grid[i], grid[i + 1]) for i in range(len(grid) - 1) if signs[i] != signs[i + 1]]


@lru_cache(maxsize=64)
def crossings(problem: Problem) -> np.ndarray:
    """Where g' changes its sign: minima and maxima."""
    return np.array(zeros(problem.gradient, *ends(problem)))


@lru_cache(maxsize=64)
def bends(problem: Problem) -> np.ndarray:
    """Where g'' changes its sign, by central differences of g'."""
    h = 1e-5
    return np.array(zeros(lambda v: float(problem.gradient(v + h) - problem.gradient(v - h)), *ends(problem)))


@lru_cache(maxsize=64)
def right(problem: Problem) -> np.ndarray:
    """Where g' crosses 0, and where it touches 0 without crossing it."""
    crossed = crossings(problem)
    touched = [v for v in bends(problem) if abs(problem.gradient(v)) < 1e-9 and np.all(np.abs(crossed - v) > 1e-3)]
    return np.sort(np.append(crossed, touched))


def minima(problem: Problem, sign: int = 1) -> np.ndarray:
    """The points of `right` where g' goes from - to + (sign = 1), or from + to - (sign = -1)."""
    h = 1e-3
    return np.array([v for v in right(problem) if sign * problem.gradient(v - h) < 0 < sign * problem.gradient(v + h)])


# ── some points are missing


@wrong
def only_minima(problem: Problem) -> Point:
    """only the minima are found

    Your points are right, but maxima and points that are neither are missing. A minimizer finds the low
    points alone, while a stationary point is any place of slope 0. Look at the handout's line "every point v
    in [low, high]" and at the line below it: minima, maxima and saddles count alike.
    """
    return minima(problem)


@wrong
def only_maxima(problem: Problem) -> Point:
    """only the maxima are found

    Your points are right, but minima and points that are neither are missing. Perhaps sign changes of g' from
    plus to minus are looked for, and those from minus to plus are not. Look at the handout's line "every
    point v in [low, high]" and at the line below it: minima, maxima and saddles count alike.
    """
    return minima(problem, -1)


@wrong
def without_maxima(problem: Problem) -> Point:
    """the maxima are missing

    Your points are right, but each maximum is missing. Perhaps points with a negative second derivative are left
    out, or a minimizer looks for them. Look at the handout's line "every point v in [low, high]" and at the
    line below it: minima, maxima and saddles count alike.
    """
    return np.setdiff1d(right(problem), minima(problem, -1))


@wrong
def without_minima(problem: Problem) -> Point:
    """the minima are missing

    Your points are right, but each minimum is missing. Perhaps points with a positive second derivative are left
    out. Look at the handout's line "every point v in [low, high]" and at the line below it: minima, maxima
    and saddles count alike.
    """
    return np.setdiff1d(right(problem), minima(problem))


@wrong
def only_crossings(problem: Problem) -> Point:
    """points where g' touches zero without changing its sign are missing

    Your points are right where g' changes its sign, but g' can also touch 0 and turn back, as for w^3 at 0. A
    search for sign changes passes over such a point. Look at the handout's line that says loudly: zeros of g'
    that only touch count too.
    """
    return crossings(problem)


@wrong
def only_touching(problem: Problem) -> Point:
    """minima and maxima are missing, only points that are neither are found

    Your points are right, but all minima and maxima are missing. A stationary point is any place of slope 0,
    whatever its kind. Look at the handout's line "every point v in [low, high]" and at the line below it:
    minima, maxima and saddles count alike.
    """
    return np.array([v for v in right(problem) if np.all(np.abs(crossings(problem) - v) > 1e-3)])


@wrong
def first_only(problem: Problem) -> Point:
    """only the first point is found

    Your point is right, but it is only the leftmost one. The search ends with the first point it finds,
    perhaps by a `return` in the loop. Look at the handout's line "every point v in [low, high]": go on to high.
    """
    return right(problem)[:1]


@wrong
def last_only(problem: Problem) -> Point:
    """only the last point is found

    Your point is right, but it is only the rightmost one. Each point that is found overwrites the one before.
    Look at the handout's line "every point v in [low, high]": collect them in a list.
    """
    return right(problem)[-1:]


@wrong
def without_last(problem: Problem) -> Point:
    """the last point is missing

    Your points are right, but the rightmost one is missing. The search ends before the end of the interval,
    or the last point is found and not added. Look at the handout's line "every point v in [low, high]".
    """
    return right(problem)[:-1]


@wrong
def lowest_only(problem: Problem) -> Point:
    """only one point is found, the one of lowest cost

    Your point is right, but it is only one of several. A minimizer, or a root finder that is started once,
    ends in one point, mostly one near its start. The question is everywhere the slope is 0. Look at the
    handout's line "every point v in [low, high]": search all parts of the interval.
    """
    points = right(problem)
    return points[np.argmin(values(problem, points))][None]


@wrong
def positive_only(problem: Problem) -> Point:
    """only the points right of 0 are found

    Your points are right, but those at 0 and left of it are missing. The search begins at 0 and not at low.
    Look at the handout's line "every point v in [low, high]": the interval may reach to both sides of 0.
    """
    points = right(problem)
    return points[points > 1e-6]


@wrong
def zeros_of_the_grid_missed(problem: Problem) -> Point:
    """points where g' touches zero, or is exactly 0 on the grid, are missed

    Your points are right, but one is missing where g' touches zero and turns back, or is exactly 0 at a point
    of your grid. The product of two neighbours is then positive, or 0, and no sign change is seen. Look at
    the handout's line "every point v in [low, high]", and try an interval around 0.
    """
    grid = np.linspace(*ends(problem), CELLS + 1)
    slope = slopes(problem, grid)
    cells = [i for i in range(CELLS) if slope[i] * slope[i + 1] < 0]
    return np.array([bisected(problem.gradient, grid[i], grid[i + 1]) for i in cells])


@wrong
def coarse_grid(problem: Problem) -> Point:
    """the grid is too coarse, so that two points between neighbours cancel

    Your points are right, but pairs of neighbours are missing. Where g' changes its sign twice between two
    points of your grid, its ends look alike. A handful of points is too coarse for a wavy function. Look at
    the handout's line "every point v in [low, high]".
    """
    grid = np.linspace(*ends(problem), 6)
    slope = slopes(problem, grid)
    cells = [i for i in range(5) if slope[i] * slope[i + 1] < 0]
    return np.array([bisected(problem.gradient, grid[i], grid[i + 1]) for i in cells])


@wrong
def whole_numbers_only(problem: Problem) -> Point:
    """only whole numbers are tried

    Your list holds the whole numbers at which the slope is 0, and hardly any function is so kind. Trying the
    values of `range` is not enough; the points lie anywhere between. Look at the handout's line "every point
    v in [low, high]", which means real numbers.
    """
    low, high = ends(problem)
    whole = np.arange(np.ceil(low), np.floor(high) + 1)
    return whole[np.abs(slopes(problem, whole)) < 1e-6]


@wrong
def nothing_found(problem: Problem) -> Point:
    """no point is found

    Your list is empty. Perhaps the test for a slope of 0 asks for exactly 0, which computed numbers hardly
    ever are; or the list that is returned is not the one that was filled. Look at the handout's line "every
    point v in [low, high]".
    """
    return np.array([])


# ── there are too many


@wrong
def every_small_slope(problem: Problem) -> Point:
    """every point of the grid with a small slope is listed

    Your list holds many points around each right one: all points of a grid where the slope is below 0.01. A
    small slope is near a stationary point, but each one has to be listed once, and exactly. Look at the
    handout's words "each once".
    """
    grid = np.linspace(*ends(problem), 1001)
    return grid[np.abs(slopes(problem, grid)) < 1e-2]


@wrong
def near_misses(problem: Problem) -> Point:
    """points where g' comes near zero without reaching it are listed as well

    Your list holds a point where |g'| is smaller than beside it, and not 0. The slope comes near zero there
    and turns back. Look at the handout's line "g'(v) = 0": how near to 0 do you ask it to be?
    """
    grid = np.linspace(*ends(problem), CELLS + 1)
    size = np.abs(slopes(problem, grid))
    low = grid[1:-1][size[1:-1] < np.minimum(0.3, np.minimum(size[:-2], size[2:]))]
    return np.append(right(problem), [v for v in low if np.all(np.abs(right(problem) - v) > 0.03)])


@wrong
def bends_added(problem: Problem) -> Point:
    """all zeros of the second derivative are listed as well

    Your points are right, but every place where the function changes its bend stands in the list, too. Such a
    place is stationary only where the slope is 0 there. Look at the handout's line g'(v) = 0, and test it.
    """
    points = right(problem)
    return np.sort(np.append(points, [v for v in bends(problem) if np.all(np.abs(points - v) > 1e-3)]))


@wrong
def ends_added(problem: Problem) -> Point:
    """the ends of the interval are listed as well

    Your points are right, but low and high stand in the list, too. The ends matter when the smallest value on
    an interval is searched; here only the slope counts, and it is not 0 there. Look at the handout's line
    "every point v in [low, high]".
    """
    low, high = ends(problem)
    return np.array([low, *right(problem), high])


@wrong
def each_twice(problem: Problem) -> Point:
    """every point is listed twice

    Your points are right, but each stands in the list two times. Two cells of the grid find the same point,
    or several searches end in one place, and the double is not removed. Look at the handout's words "each
    once".
    """
    return np.repeat(right(problem), 2)


@wrong
def beyond_the_interval(problem: Problem) -> Point:
    """points outside of the interval are listed as well

    Your points are places of slope 0, but some of them lie left of low or right of high. The search runs over
    a larger interval than the one that is given. Look at the handout's line "every point v in [low, high]",
    and leave out what lies beyond.
    """
    low, high = ends(problem)
    return right(problem.but(low=low - 3, high=high + 3))


# ── other points


@wrong
def zeros_of_cost(problem: Problem) -> Point:
    """zeros of g are listed, not zeros of g'

    At your points the function itself is 0, not its slope. The root finder was given g where it should have
    been given the derivative. Look at the handout's line g'(v) = 0, and at the little stroke.
    """
    return np.array(zeros(problem.cost, *ends(problem)))


@wrong
def zeros_of_second_derivative(problem: Problem) -> Point:
    """zeros of the second derivative are listed, not zeros of the first

    At your points the function changes its bend, and its slope is mostly not 0. The derivative was taken once
    too often. Look at the handout's line g'(v) = 0: one stroke, the first derivative.
    """
    return bends(problem)


@wrong
def costs_for_points(problem: Problem) -> Point:
    """the values g(v) are returned, not the points v

    Your list holds the heights of the function at its stationary points, not where these points lie. Look at
    what is added to the list in your loop, and at the handout's line "every point v in [low, high]".
    """
    return values(problem, right(problem))


@wrong
def grid_points(problem: Problem) -> Point:
    """the nearest points of a grid are returned, which are not exact

    Your points are near the right ones, off in the second or third digit: they are points of a grid of 200.
    The grid shows where to look; the point itself lies between two neighbours. Look at the handout's accuracy
    of 1e-4, and search on inside the cell.
    """
    grid = np.linspace(*ends(problem), 200)
    return np.array([grid[np.argmin(np.abs(grid - v))] for v in right(problem)])


@wrong
def rounded_to_2(problem: Problem) -> Point:
    """the points are rounded to 2 decimals

    Your points agree with the right ones to two decimals and no further. They are rounded before they are
    returned. Round only when you print: look at the handout's accuracy of 1e-4.
    """
    return np.round(right(problem), 2)


@wrong
def cells_for_points(problem: Problem) -> Point:
    """the left end of each cell is returned, not the point inside it

    Your points are near the right ones, always a little too far left: you return the grid point before the
    sign change. The point itself lies between two neighbours. Look at the handout's accuracy of 1e-4, and
    search on inside the cell.
    """
    grid = np.linspace(*ends(problem), 1001)
    return np.array([grid[np.searchsorted(grid, v) - 1] for v in right(problem)])


@wrong
def sign_lost(problem: Problem) -> Point:
    """all points are listed without their sign

    Your points have the right size, but those left of 0 have lost their minus sign. Perhaps an absolute value
    stands around the result. Look at the handout's line "every point v in [low, high]": points left of 0 are
    negative.
    """
    return np.abs(right(problem))

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


# ── there are too many


@wrong
def bends_added(problem: Problem) -> Point:
    """all zeros of the second derivative are listed as well

    Your points are right, but every place where the function changes its bend stands in the list, too. Such a
    place is stationary only where the slope is 0 there. Look at the handout's line g'(v) = 0, and test it.
    """
    points = right(problem)
    return np.sort(np.append(points, [v for v in bends(problem) if np.all(np.abs(points - v) > 1e-3)]))


# ── other points


@wrong
def zeros_of_cost(problem: Problem) -> Point:
    """zeros of g are listed, not zeros of g'

    At your points the function itself is 0, not its slope. The root finder was given g where it should have
    been given the derivative. Look at the handout's line g'(v) = 0, and at the little stroke.
    """
    return np.array(zeros(problem.cost, *ends(problem)))

"""p-values for checks of random results: how often right work would look at least as wrong as this, by chance alone.

    from grader.p_values import combine, of_counts, of_evenness, of_mean

    def is_uniform(results, *, arguments, expected):
        counts = [results.count(face) for face in range(6)]
        return of_counts(counts, [1 / 6] * 6), f"The faces came up {counts} times."

All but `of_mean` never call right work wrong more often than they say, whatever the number of runs. `of_mean` is more
sensitive, and holds where the mean of so many runs is nearly normal: from some hundred runs on, of values that are not
far from symmetric. Runs must be independent: of a batch that is drawn without replacement count one draw alone.

What they return is a `PValue`, by which a check's answer is told from a share of the points. Of a number of your own
make one as well: `return PValue(p)`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

ROUNDING = 1e-6  # times the scale: two means or values that differ by less are the same


class PValue(float):
    """How often right work would look at least as wrong: no share of the points, which may be the same number."""


def of_mean(samples: Any, mean: Any) -> PValue:
    """Of independent samples, (R,) or (R, ...), that should have this mean: Student's t for each coordinate."""
    x, mu = _flat(samples, mean)
    deviation = x.std(axis=0, ddof=1)
    scale = ROUNDING * np.maximum(np.abs(x).max(axis=0), np.abs(mu))
    gap = np.abs(x.mean(axis=0) - mu)
    from scipy.special import stdtr  # noqa: PLC0415  slow, and not needed to import this module

    with np.errstate(all="ignore"):
        p = 2 * stdtr(len(x) - 1, -gap / (deviation / math.sqrt(len(x))))
    return combine(np.where(gap <= scale, 1.0, np.where(deviation > scale, p, 0.0)))


def of_mean_within(samples: Any, mean: Any, low: float, high: float) -> PValue:
    """Of independent samples from `low` to `high` that should have this mean: Hoeffding's bound, always valid."""
    x, mu = _flat(samples, mean)
    margin = ROUNDING * max(abs(low), abs(high))
    if not (x.min() >= low - margin and x.max() <= high + margin):
        return PValue(0)
    gap = np.maximum(np.abs(x.mean(axis=0) - mu) - margin, 0) / (high - low)
    return combine(2 * np.exp(-2 * len(x) * gap**2))


def of_counts(counts: Sequence[int], probabilities: Sequence[float]) -> PValue:
    """Of counts of outcomes with these probabilities: an exact binomial test for each outcome, always valid.

    One test more is of all outcomes together, for work in which each is only a little too frequent or too rare.
    """
    from scipy.special import bdtr, bdtrc  # noqa: PLC0415  slow, and not needed to import this module

    k, p = np.broadcast_arrays(np.asarray(counts, dtype=float), np.asarray(probabilities, dtype=float))
    n = int(k.sum())
    at_most = np.where(p < 1, bdtr(k, n, np.minimum(p, 1)), np.where(k < n, 0.0, 1.0))
    at_least = np.where(k > 0, bdtrc(np.maximum(k - 1, 0), n, np.minimum(p, 1)), 1.0)
    each = np.minimum(1.0, 2 * np.minimum(at_most, at_least))
    shares = p[p > 0] / p[p > 0].sum()  # three of 0.33 leave nothing for a fourth outcome
    return combine([*np.ravel(each), _of_distance(k[p > 0], n * shares)])


def _of_distance(counts: np.ndarray, means: np.ndarray) -> float:
    """Chernoff's bound for the likelihood ratio T = sum k log(k / mean): P(T >= t) <= E[exp(s T)] / exp(s t).

    It holds for every s below 1. This s makes it smallest where T is half a chi-squared number, as it nearly is.
    """
    from scipy.special import xlogy  # noqa: PLC0415  slow, and not needed to import this module

    distance = float(np.sum(xlogy(counts, counts / means))) if counts.any() else 0.0
    s = 1 - (len(means) - 1) / 2 / distance if distance > 0 else 0.0
    if s <= 0:
        return 1.0
    with np.errstate(over="ignore", invalid="ignore"):  # a bound that is too large for a number says nothing
        mean = _mean_of_product(int(counts.sum()), means, lambda k, mean: s * (xlogy(k, k / mean) - k + mean))
        bound = float(mean * np.exp(-s * distance))
    return bound if bound < 1 else 1.0


def of_evenness(counts: Sequence[int], probabilities: Sequence[float]) -> PValue:
    """Of counts that may be too even, as a cycle's are: the exact chance that none is farther from its mean."""
    k, means = np.asarray(counts), np.sum(counts) * np.asarray(probabilities, dtype=float)
    farthest = np.abs(k - means).max() + ROUNDING
    near = _mean_of_product(int(k.sum()), means, lambda k, mean: np.where(np.abs(k - mean) <= farthest, 0.0, -np.inf))
    return PValue(min(1.0, near))


def _mean_of_product(n: int, means: np.ndarray, logarithm: Callable[[np.ndarray, float], np.ndarray]) -> float:
    """The mean of a product over all outcomes, of whose factors these are the logarithms, where n are counted.

    Independent Poisson counts, of which the sum n is known, are counts of outcomes with these means.
    """
    from scipy.special import gammaln, xlogy  # noqa: PLC0415  slow, and not needed to import this module

    k = np.arange(n + 1)
    products = np.ones(1)  # by the sum of the counts so far
    for mean, outcomes in zip(*np.unique(means, return_counts=True), strict=True):
        power = np.exp(xlogy(k, mean) - mean - gammaln(k + 1) + logarithm(k, mean))  # of 1, 2, 4, ... such outcomes
        for bit in reversed(f"{outcomes:b}"):
            products, power = _times(products, power, n) if bit == "1" else products, _times(power, power, n)
    return float(products[n] / np.exp(xlogy(n, n) - n - gammaln(n + 1)))


def _times(one: np.ndarray, other: np.ndarray, n: int) -> np.ndarray:
    """The first n + 1 coefficients of a product of polynomials."""
    size = 2 * n + 1
    return np.fft.irfft(np.fft.rfft(one, size) * np.fft.rfft(other, size), size)[: n + 1]


def combine(p_values: Iterable[float]) -> PValue:
    """One p-value for several tests of the same work, independent or not: the smallest, times their number."""
    values = np.ravel(np.asarray(p_values if isinstance(p_values, np.ndarray) else list(p_values), dtype=float))
    smallest = float(np.min(np.where(np.isfinite(values), values, 0.0), initial=1.0))
    return PValue(min(1.0, smallest * values.size))


def _flat(samples: Any, mean: Any) -> tuple[np.ndarray, np.ndarray]:
    """Samples (R, n) and the mean (n,) in float64."""
    x = np.asarray(samples, dtype=float)
    x = x.reshape(len(x), -1)
    return x, np.broadcast_to(np.ravel(np.asarray(mean, dtype=float)), x.shape[1:])

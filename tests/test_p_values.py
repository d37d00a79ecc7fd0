"""p-values are valid: of right work at most a share p has a p-value below p. Wrong work gets tiny ones."""

from __future__ import annotations

import time
from math import comb, factorial

import numpy as np
import pytest

from grader.p_values import PValue, combine, of_counts, of_evenness, of_mean, of_mean_within

LEVEL, TRIALS = 0.05, 500
RNG = np.random.default_rng(20261127)
DRAWS = {
    "normal": lambda: of_mean(RNG.normal(1.5, 2.0, (100, 3)), [1.5] * 3),
    "bounded": lambda: of_mean_within(RNG.integers(0, 2, 100), 0.5, 0, 1),
    "evenness": lambda: of_evenness(RNG.multinomial(200, [0.1] * 10), [0.1] * 10),
    "evenness of unlike outcomes": lambda: of_evenness(RNG.multinomial(60, [0.1, 0.2, 0.7]), [0.1, 0.2, 0.7]),
    "counts": lambda: of_counts(RNG.multinomial(60, [0.1, 0.2, 0.7]), [0.1, 0.2, 0.7]),
}


@pytest.mark.parametrize("name", DRAWS)
def test_what_they_return_is_no_plain_number(name):
    assert isinstance(DRAWS[name](), PValue)


@pytest.mark.parametrize("name", DRAWS)
def test_right_work_has_small_p_values_no_more_often_than_they_say(name):
    share = np.mean([DRAWS[name]() < LEVEL for _ in range(TRIALS)])
    assert share <= LEVEL + 4 * np.sqrt(LEVEL / TRIALS)


def test_counts_are_tested_exactly():
    """The binomial tail by hand: at least 9 of 10 heads, twice for two sides, three times for as many tests."""
    tail = sum(comb(10, k) for k in (9, 10)) / 2**10
    assert of_counts([9, 1], [0.5, 0.5]) == pytest.approx(6 * tail, rel=1e-12)
    assert of_counts([5, 5], [0.5, 0.5]) == 1
    assert of_counts([10, 0], [1, 0]) == 1 and of_counts([9, 1], [1, 0]) == 0


def test_counts_are_tested_together():
    """Of 40 outcomes each is a little too frequent or too rare: no single one says so, all of them do."""
    counts, even = [13, 7] * 20, [1 / 40] * 40
    statistic = sum((k - 10) ** 2 for k in counts) / 10
    assert statistic == 36 and of_counts(counts, even) == 1  # less than a chi-squared number of 39 has on average
    counts = [16, 4] * 20
    assert of_counts(counts[:2], [0.5, 0.5]) > 0.01 and of_counts(counts, even) < 1e-9


def test_no_outcome_makes_the_tests_of_counts_call_right_work_wrong_too_often():
    """Ten throws of a lopsided die: every outcome and its chance, by hand."""
    chances = np.array([0.5, 0.3, 0.2])
    outcomes = [np.array([i, j, 10 - i - j]) for i in range(11) for j in range(11 - i)]
    exact = [factorial(10) * np.prod([p**n / factorial(n) for p, n in zip(chances, k, strict=True)]) for k in outcomes]
    p_values = np.array([of_counts(k, chances) for k in outcomes])
    for p in p_values:
        assert np.sum(exact, where=p_values <= p) <= p * (1 + 1e-9)
    assert p_values.min() < 1e-4


@pytest.mark.filterwarnings("error")
def test_probabilities_that_are_rounded_call_right_work_wrong_no_more_often():
    """A third written as 0.33: of 10,000 honest throws all were refused, as if 100 of them had gone elsewhere."""
    counts = [3334, 3333, 3333]
    assert of_counts(counts, [0.33] * 3) == of_counts(counts, [1 / 3] * 3) == of_counts(counts, 1 / 3) == 1
    assert of_counts([3434, 3283, 3283], [0.33] * 3) > 0.01
    assert of_counts([5250, 4750], 0.5) == of_counts([5250, 4750], [0.5, 0.5]) < 1e-5
    assert of_counts([0, 0], [0.5, 0.5]) == 1


@pytest.mark.filterwarnings("error")
def test_ten_thousand_outcomes_are_tested_in_the_time_of_a_check():
    """They took 15 CPU seconds, and a check has ten: no work had a score."""
    counts, began = RNG.multinomial(10_000, [1e-4] * 10_000), time.process_time()
    assert of_counts(counts, [1e-4] * 10_000) > 1e-5
    assert of_counts([9_001] + [0] * 9_000 + [1] * 999, [1e-4] * 10_000) == 0
    assert time.process_time() - began < 5


def test_counts_may_be_too_even():
    """Six throws of a die, each side once, by hand; and two coins of which one side is one too many."""
    assert of_evenness([1] * 6, [1 / 6] * 6) == pytest.approx(factorial(6) / 6**6, rel=1e-9)
    assert of_evenness([3, 1], [0.5, 0.5]) == pytest.approx(1 - 2 / 2**4, rel=1e-9)
    assert of_evenness([4, 0], [0.5, 0.5]) == pytest.approx(1, rel=1e-9)
    assert of_evenness([9, 0], [1, 0]) == pytest.approx(1, rel=1e-9) and of_evenness([20] * 10, [0.1] * 10) < 1e-8


def test_a_mean_is_students_t():
    """Two samples: t has one degree of freedom, a Cauchy distribution, whose tail is an arctangent."""
    assert of_mean([1.0, 3.0], 0.0) == pytest.approx(1 - 2 / np.pi * np.arctan(2), rel=1e-9)
    assert of_mean(np.full(50, 2.0), 2.0) == 1 and of_mean(np.full(50, 2.0), 2.1) == 0


@pytest.mark.parametrize(
    "p",
    [of_mean([np.nan] * 9, 0), of_mean_within([np.nan, 0.5], 0.5, 0, 1), of_mean_within([0.5, 2.0], 0.5, 0, 1),
     of_mean_within(np.ones(200), 0.5, 0, 1), combine([np.nan, 1])],
)  # fmt: skip
def test_wrong_work_has_tiny_ones(p):
    assert 0 <= p < 1e-8


def test_several_tests_are_one():
    assert combine([0.01, 0.5, 1]) == pytest.approx(0.03) and combine([0.9, 0.8]) == 1 and combine([]) == 0

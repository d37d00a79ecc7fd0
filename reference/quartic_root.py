"""The minimizer of (1/50)(w⁴ + w² + 10w): the one real root of 2w³ + w + 5 = 0, by Cardano's formula.

    w³ + w/2 + 5/2 = 0          u = ∛(5/4 + √(25/16 + 1/216))          w = 1/(6u) − u

The lecture's ∛(√2031 − 45) is the same number, but √2031 − 45 = 0.067 cancels: it costs two digits in float64
and leaves five in float32. Here nothing cancels, because the smaller cube root is written as 1/(6u).
Machine Learning Refined, section 3.2.
"""

from __future__ import annotations

import numpy as np


def solve() -> float:
    """The root, −1.2347728250533, right to the last digit or two of a float64 whatever JAX's precision is."""
    u = np.cbrt(5 / 4 + np.sqrt(25 / 16 + 1 / 216))
    return float(1 / (6 * u) - u)

"""The cubic's real root in exact arithmetic."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np

from reference import quartic_root


def test_no_neighbouring_float_is_nearer_to_the_root():
    """In forty decimal digits: the polynomial changes sign within half an ulp on either side."""
    w = quartic_root.solve()
    with localcontext() as digits:
        digits.prec = 40
        half = Decimal(math.ulp(w)) / 2
        left, right = (2 * x**3 + x + 5 for x in (Decimal(w) - half, Decimal(w) + half))
    assert left < 0 < right


def test_it_is_the_number_of_the_lecture():
    """-1.23477282505329698; the lecture's own way of writing it cancels to 1.4e-14."""
    root = np.sqrt(2031) - 45
    as_printed = np.cbrt(root) / 6 ** (2 / 3) - 1 / np.cbrt(6 * root)
    assert quartic_root.solve() == -1.23477282505329698041
    assert 1e-15 < abs(quartic_root.solve() - as_printed) < 2e-14

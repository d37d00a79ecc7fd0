"""Fragments get the same numbers however many are looked at at once, and common ones and lonely ones get none."""

from __future__ import annotations

import numpy as np

from grader.course.similar import numbering


def test_fragments_are_numbered_alike_in_one_band_and_in_many(monkeypatch):
    """What nobody else has, what more than ten have, and what is the first or last value."""
    chance = np.random.default_rng(2)
    values = np.append(chance.integers(0, 2**63, 300).astype(np.uint64) * np.uint64(2), [0, 2**64 - 1])
    own = [np.unique(chance.choice(values, 60)) for _ in range(40)] + [np.zeros(0, dtype=np.uint64), values[:0]]
    numbered = []
    for band in (1 << 20, 7):
        monkeypatch.setattr(numbering, "BAND", band)
        numbers, count = numbering.number_fragments(own)
        assert sorted({n for of in numbers for n in of.tolist() if n >= 0}) == list(range(count))
        numbered.append(numbers)
    for value in values:
        owners = [n for n, fragments_of in enumerate(own) if value in fragments_of]
        (number,) = {int(numbered[1][n][own[n] == value][0]) for n in owners} or {None}
        common = len(owners) > 10
        assert owners == [] or (number == numbering.COMMON if common else (number >= 0) == (len(owners) > 1))
    assert all(np.array_equal(one, other) for one, other in zip(*numbered, strict=True))

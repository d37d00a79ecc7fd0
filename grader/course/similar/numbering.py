"""Fragments of a class as numbers: only what several submissions have, and not too many, can show that two are alike.

The fragments of a class are hashes, several hundred a submission. They are looked at in bands of their values, one band
after the other: all at once, sorting them would take ten times the memory that they have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from grader.course.similar.fragments import NONE, Fragments

COMMON_SHARE, COMMON_COUNT = 0.25, 10  # a fragment is common if a larger share of the class, and more, have it
COMMON, ALONE = -2, -1  # in place of a number: what much of the class has, and what nobody else has
BAND = 1 << 20  # fragments, about

Numbers = np.ndarray  # (F,) int32: of each of a submission's fragments its number, COMMON, or ALONE


def number_fragments(submissions: Sequence[Fragments], common_share: float = COMMON_SHARE) -> tuple[list[Numbers], int]:
    """The numbers of every submission's fragments, in their order, and how many numbers there are.

    A ring of copies makes nothing common: it counts once. With a `common_share` of 1 nothing is common.
    """
    starts = np.cumsum([0, *map(len, submissions)])
    numbers, count = np.empty(starts[-1], dtype=np.int32), 0
    is_first = _is_first_of_its_copies(submissions)
    most = max(COMMON_COUNT, common_share * np.count_nonzero(is_first))
    for low, high in _bands(submissions, int(starts[-1])):
        parts = [own[i:j] for own, i, j in zip(submissions, low, high, strict=True)]
        _, which, owners = np.unique(np.concatenate([NONE, *parts]), return_inverse=True, return_counts=True)
        lengths = high - low
        different = np.bincount(which[np.repeat(is_first, lengths)], minlength=len(owners))
        is_shared = (owners > 1) & (different <= most)
        number = np.where(is_shared, count - 1 + np.cumsum(is_shared), np.where(different > most, COMMON, ALONE))
        place = np.repeat(starts[:-1] + low - np.cumsum(lengths) + lengths, lengths) + np.arange(len(which))
        numbers[place] = number[which]
        count += int(np.count_nonzero(is_shared))
    return [numbers[start:end] for start, end in pairwise(starts)], count


def _is_first_of_its_copies(submissions: Sequence[Fragments]) -> np.ndarray:
    """A flag for each submission: whether none before it has the same fragments."""
    digests = [hashlib.blake2b(np.ascontiguousarray(own)).digest() for own in submissions]
    first = {digest: n for n, digest in reversed([*enumerate(digests)])}
    return np.array([first[digest] == n for n, digest in enumerate(digests)], dtype=bool)


def _bands(submissions: Sequence[Fragments], total: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each band where it begins and ends among the fragments of each submission, which are in order."""
    count = total // BAND + 1
    bounds = np.array([n * (2**64 // count) for n in range(1, count)], dtype=np.uint64)
    low = np.zeros(len(submissions), dtype=np.int64)
    for bound in bounds:
        high = np.array([np.searchsorted(own, bound) for own in submissions], dtype=np.int64)
        yield low, high
        low = high
    yield low, np.array([*map(len, submissions)], dtype=np.int64)

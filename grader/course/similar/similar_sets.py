"""Which of many sets are alike: the same pairs as a comparison of every two, at nearly linear cost.

    likeness |A ∩ B| / |A ∪ B| ≥ t   ⟹   |A ∩ B| ≥ t |A|   and   |A ∩ B| ≥ t / (1 + t) (|A| + |B|)

With one order of all elements by rarity, let the head of A be its |A| − ⌈t |A|⌉ + 1 rarest elements, and the tail the
others. What A and B share is in both heads, or all in the tail of the one whose head ends first. So alike sets share
an element of their heads, and |A ∩ B| is at most what the heads share and the longer tail. An index of the heads, whose
elements are rare, so misses no pair; what passes is compared in full. "Prefix filtering": Xiao, Wang, Lin and Yu,
"Efficient Similarity Joins for Near Duplicate Detection", WWW 2008. MinHash would miss some pairs near t.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.course.similar.numbering import COMMON, Numbers

CELLS, PAIRS = 1 << 20, 4096  # pairs that are looked at, and that are compared, at once: they bound the memory


class Pairs(NamedTuple):
    """Pairs of sets by their numbers, `one` < `other`, with their likeness; three arrays (P,)."""

    one: np.ndarray
    other: np.ndarray
    likeness: np.ndarray

    def without(self, others: Pairs) -> Pairs:
        """The pairs that are not among the others."""
        count = 1 + max(self.other.max(initial=0), others.other.max(initial=0))
        new = ~np.isin(self.one * count + self.other, others.one * count + others.other)
        return Pairs(self.one[new], self.other[new], self.likeness[new])


class NumberedSets(NamedTuple):
    """Sets of which only the elements that several of them have are held: `sizes` count the others as well, (S,).

    The elements of set n are `elements[ends[n] : ends[n + 1]]`, each once: numbers from 0 to `width`, without it.
    """

    sizes: np.ndarray
    elements: np.ndarray
    ends: np.ndarray
    width: int

    @classmethod
    def of(cls, sets: Sequence[Numbers], width: int) -> NumberedSets:
        """What `number_fragments` gave. What is common counts nowhere."""
        sizes = np.array([np.count_nonzero(numbers != COMMON) for numbers in sets], dtype=np.int64)
        shared = [numbers[numbers >= 0] for numbers in sets]
        ends = np.cumsum([0, *map(len, shared)])
        return cls(sizes, np.concatenate([np.zeros(0, dtype=np.int32), *shared]), ends, width)

    def where(self, is_chosen: np.ndarray) -> NumberedSets:
        """The sets that are chosen, a flag for each."""
        of_chosen = np.repeat(is_chosen, np.diff(self.ends))
        ends = np.append(0, np.cumsum(np.diff(self.ends)[is_chosen]))
        return NumberedSets(self.sizes[is_chosen], self.elements[of_chosen], ends, self.width)


def similar_pairs(sets: NumberedSets, threshold: float, fewest: int) -> Pairs:
    """Pairs whose likeness is at least `threshold`, among sets with at least `fewest` elements."""
    is_large = sets.sizes >= max(fewest, 1)
    numbers = np.flatnonzero(is_large)
    if len(numbers) < 2:
        return Pairs(numbers[:0], numbers[:0], np.zeros(0))
    large = sets.where(is_large)
    has_element = _rarest_first(large)
    alike = [
        _compare(has_element, large.sizes, *pairs, threshold)
        for pairs in _candidates(has_element, large.sizes, threshold)
    ]
    one, other, likeness = (np.concatenate(parts) for parts in zip(*alike, strict=True))
    return Pairs(numbers[one], numbers[other], likeness)


def _rarest_first(sets: NumberedSets) -> Any:
    """A sparse array (sets, elements) of ones, whose columns are in order of how many sets have the element."""
    from scipy import sparse  # noqa: PLC0415  start-up time: only this needs SciPy

    counts = np.bincount(sets.elements, minlength=sets.width)
    column = np.empty(sets.width, dtype=np.int32)
    column[np.argsort(counts, kind="stable")] = np.arange(sets.width, dtype=np.int32)
    ones = np.ones(len(sets.elements), dtype=np.int32)
    has_element = sparse.csr_array((ones, column[sets.elements], sets.ends), shape=(len(sets.sizes), sets.width))
    has_element.sort_indices()
    return has_element


def _candidates(has_element: Any, sizes: np.ndarray, threshold: float) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of sets whose heads share so much that they may be alike; some at a time.

    The elements that nobody else has are the rarest: they stand first in every head.
    """
    held = np.diff(has_element.indptr)
    tails = np.minimum(np.ceil(threshold * sizes - 1e-9).astype(int) - 1, held)
    heads = _first_elements(has_element, held - tails)
    index, rows = heads.T.tocsr(), max(CELLS // len(sizes), 1)
    for start in range(0, len(sizes), rows):
        shared = (heads[start : start + rows] @ index).tocoo()
        one, other = shared.coords[0] + start, shared.coords[1]
        most = shared.data + np.maximum(tails[one], tails[other])
        can_be = (one < other) & (most >= threshold / (1 + threshold) * (sizes[one] + sizes[other]) - 1e-9)
        one, other = one[can_be], other[can_be]
        for first in range(0, max(len(one), 1), PAIRS):
            yield one[first : first + PAIRS], other[first : first + PAIRS]


def _first_elements(has_element: Any, lengths: np.ndarray) -> Any:
    """Of each set the first elements, as many as `lengths` says."""
    from scipy import sparse  # noqa: PLC0415  as above

    both = np.column_stack([lengths, np.diff(has_element.indptr) - lengths])
    is_first = np.repeat(np.tile([True, False], len(lengths)), both.ravel())
    parts = has_element.data[is_first], has_element.indices[is_first], np.cumsum([0, *lengths])
    return sparse.csr_array(parts, shape=has_element.shape)


def _compare(has_element: Any, sizes: np.ndarray, one: np.ndarray, other: np.ndarray, threshold: float) -> Pairs:
    """Those of the pairs that are alike."""
    both = has_element[one].multiply(has_element[other]).sum(axis=1)
    likeness = both / (sizes[one] + sizes[other] - both)
    alike = likeness >= threshold
    return Pairs(one[alike], other[alike], likeness[alike])

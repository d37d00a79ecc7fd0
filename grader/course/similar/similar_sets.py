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

ROWS, PAIRS = 256, 4096  # sets that are looked up, and pairs that are compared, at once: they bound the memory


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


def similar_pairs(sets: Sequence[np.ndarray], threshold: float, fewest: int) -> Pairs:
    """Pairs whose likeness is at least `threshold`, among sets with at least `fewest` elements.

    A set is an array of integers, each once.
    """
    numbers = np.array([n for n, elements in enumerate(sets) if len(elements) >= max(fewest, 1)], dtype=int)
    if len(numbers) < 2:
        return Pairs(numbers[:0], numbers[:0], np.zeros(0))
    has_element = _rarest_first([sets[n] for n in numbers])
    alike = [_compare(has_element, *pairs, threshold) for pairs in _candidates(has_element, threshold)]
    one, other, likeness = (np.concatenate(parts) for parts in zip(*alike, strict=True))
    return Pairs(numbers[one], numbers[other], likeness)


def _rarest_first(sets: Sequence[np.ndarray]) -> Any:
    """A sparse array (sets, elements) of ones, whose columns are in order of how many sets have the element."""
    from scipy import sparse  # noqa: PLC0415  start-up time: only this needs SciPy

    _, element, counts = np.unique(np.concatenate(sets), return_inverse=True, return_counts=True)
    column = np.empty(len(counts), dtype=np.int32)
    column[np.argsort(counts, kind="stable")] = np.arange(len(counts), dtype=np.int32)
    ends = np.cumsum([0, *map(len, sets)])
    ones = np.ones(len(element), dtype=np.int32)
    has_element = sparse.csr_array((ones, column[element], ends), shape=(len(sets), len(counts)))
    has_element.sort_indices()
    return has_element


def _candidates(has_element: Any, threshold: float) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of sets whose heads share so much that they may be alike; some at a time."""
    sizes = np.diff(has_element.indptr)
    tails = np.ceil(threshold * sizes - 1e-9).astype(int) - 1
    heads = _first_elements(has_element, sizes - tails)
    index = heads.T.tocsr()
    for start in range(0, len(sizes), ROWS):
        shared = (heads[start : start + ROWS] @ index).tocoo()
        one, other = shared.coords[0] + start, shared.coords[1]
        most = shared.data + np.maximum(tails[one], tails[other])
        can_be = (one < other) & (most >= threshold / (1 + threshold) * (sizes[one] + sizes[other]) - 1e-9)
        one, other = one[can_be], other[can_be]
        for first in range(0, max(len(one), 1), PAIRS):
            yield one[first : first + PAIRS], other[first : first + PAIRS]


def _first_elements(has_element: Any, lengths: np.ndarray) -> Any:
    """Of each set the first elements, as many as `lengths` says."""
    from scipy import sparse  # noqa: PLC0415  as above

    sizes = np.diff(has_element.indptr)
    is_first = np.arange(has_element.nnz) - np.repeat(has_element.indptr[:-1], sizes) < np.repeat(lengths, sizes)
    parts = has_element.data[is_first], has_element.indices[is_first], np.cumsum([0, *lengths])
    return sparse.csr_array(parts, shape=has_element.shape)


def _compare(has_element: Any, one: np.ndarray, other: np.ndarray, threshold: float) -> Pairs:
    """Those of the pairs that are alike."""
    sizes = np.diff(has_element.indptr)
    both = has_element[one].multiply(has_element[other]).sum(axis=1)
    likeness = both / (sizes[one] + sizes[other] - both)
    alike = likeness >= threshold
    return Pairs(one[alike], other[alike], likeness[alike])

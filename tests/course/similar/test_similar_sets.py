"""The index finds the pairs that comparing every two finds: on sets drawn at random, and on programs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import sparse
from support import many_authors

from grader.course.similar.comparison import PART, PART_SIZE, WHOLE, WHOLE_SIZE, code_of
from grader.course.similar.numbering import number_fragments
from grader.course.similar.similar_sets import NumberedSets, similar_pairs

Alike = dict[tuple[int, int], float]


def every_two(sets: Sequence[np.ndarray], threshold: float, fewest: int) -> Alike:
    """The witness: what every two share, by one product of matrices."""
    large = [n for n, elements in enumerate(sets) if len(elements) >= fewest]
    _, column = np.unique(np.concatenate([sets[n] for n in large]), return_inverse=True)
    rows = np.repeat(np.arange(len(large)), [len(sets[n]) for n in large])
    has = sparse.csr_matrix((np.ones(len(rows), dtype=int), (rows, column)))
    shared = sparse.triu(has @ has.T, k=1).tocoo()
    return {
        (large[a], large[b]): alike
        for a, b, both in zip(shared.row, shared.col, shared.data, strict=True)
        if (alike := both / (len(sets[large[a]]) + len(sets[large[b]]) - both)) >= threshold
    }


def by_index(sets: Sequence[np.ndarray], threshold: float, fewest: int) -> Alike:
    one, other, likeness = similar_pairs(NumberedSets.of(*number_fragments(sets, 1)), threshold, fewest)
    return dict(zip(zip(one.tolist(), other.tolist(), strict=True), likeness.tolist(), strict=True))


@pytest.mark.parametrize("threshold", [0.1, 0.5, 2 / 3, 0.8, 1.0])
@pytest.mark.parametrize("width", [12, 40, 3000])
def test_no_pair_is_missed_whatever_is_common(threshold, width):
    """Small sets of few elements have pairs at the threshold exactly; of many elements nearly none are alike."""
    chance = np.random.default_rng(width)
    sets = [np.unique(chance.integers(0, width, chance.integers(0, 20))).astype(np.uint64) for _ in range(150)]
    sets += [np.unique(np.append(s[:-1], s[-1:] + 1)) for s in sets[::3]]  # nearly the same
    assert by_index(sets, threshold, 3) == every_two(sets, threshold, 3)


def test_more_pairs_than_are_looked_at_once_and_none_at_all():
    """A class that copied one solution, and one in which nobody wrote enough."""
    same = [np.arange(9, dtype=np.uint64)] * 400
    assert len(by_index(same, 0.5, 5)) == 400 * 399 / 2
    assert by_index(same, 0.5, 10) == by_index(same[:1], 0.5, 5) == by_index([], 0.5, 5) == {}


def check_programs(programs: dict[str, many_authors.Program]) -> None:
    codes = [code_of(program) for program in programs.values()]
    whole = [np.unique(np.concatenate(list(code.values()))) for code in codes]
    alike = by_index(whole, WHOLE, WHOLE_SIZE)
    assert alike == every_two(whole, WHOLE, WHOLE_SIZE)
    copies = sum("-from-" in name for name in programs)
    assert copies and 0.7 * copies <= len(alike) <= 3 * copies, "as many as copied, and two who copied from one"
    for question in codes[0]:
        parts = [code[question] for code in codes]
        assert by_index(parts, PART, PART_SIZE) == every_two(parts, PART, PART_SIZE)


@pytest.mark.slow
def test_the_programs_that_are_alike_are_those_that_every_two_compared_gives():
    check_programs(dict(many_authors.programs(200, questions=("momentum", "adam"))))


@pytest.mark.slow
def test_of_two_thousand_programs_too():
    check_programs(dict(many_authors.programs(2000)))

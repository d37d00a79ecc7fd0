"""Submissions that share more code than chance explains: a reason to look, never a proof.

    a submission's functions ─► fragments of code
    fragments − the handout's − what a quarter of the class has ─► two sets A, B ─► likeness = |A ∩ B| / |A ∪ B|

Two submissions are compared over the whole homework, where many functions make chance small, and then function by
function where those are long. Fragments of a fixed length as fingerprints: Schleimer, Wilkerson and Aiken, "Winnowing:
Local Algorithms for Document Fingerprinting", SIGMOD 2003; functions are short, so every fragment is kept.

Measured on the 37 honest styles and the 3 examples of assignments/first_order, 779 pairs of no common author: at most
12 % over the whole homework and 30 % in one long function; 23 % and 61 % where the two are the whole class, so that
nothing is common. A copy of each with every name changed and with statements and functions in another order: at least
67 %, half of them 92 % and more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from grader.course.similar.fragments import Fragments, fragments, union
from grader.course.similar.numbering import COMMON, COMMON_SHARE, number_fragments
from grader.course.similar.similar_sets import NumberedSets, Pairs, similar_pairs

WHOLE, WHOLE_SIZE = 0.5, 60  # the likeness of whole homeworks from which a pair is listed, and fragments both must have
PART, PART_SIZE = 0.8, 100  # the same for one function
SHOWN = 12  # pairs whose code is shown
LISTED = 1000  # pairs that are listed, the most alike

Code = Mapping[str, Fragments]  # of one submission's functions, by question
Sources = Mapping[str, str]  # the same as text


class Pair(NamedTuple):
    """Two submissions that are alike: `likeness` from 0 to 1, in one `question`, or in the whole homework if empty."""

    one: str
    other: str
    likeness: float
    question: str = ""


class Similar(NamedTuple):
    """Submissions with the same files, and pairs with much the same code, the most alike first.

    `sources` are the functions of those in the first pairs, by id and question, for staff to read; `more` is how many
    pairs are not listed. `common` fragments were not compared, since much of the class has them; they are most of the
    code of those in `mostly_common`.
    """

    same_files: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
    sources: Mapping[str, Sources] = MappingProxyType({})
    more: int = 0
    common: int = 0
    mostly_common: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Pair, ...]:
        """The pairs whose code is shown."""
        return self.pairs[:SHOWN]

    def with_sources(self, sources_of: Callable[[str], Sources]) -> Similar:
        """The same with the functions of the submissions whose code is shown."""
        shown = {submission for pair in self.shown for submission in pair[:2]}
        return self._replace(sources={submission: sources_of(submission) for submission in sorted(shown)})

    def to_data(self) -> dict[str, Any]:
        """As JSON data, without sources."""
        return {name: value for name, value in self._asdict().items() if name != "sources"}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Similar:
        """What `to_data` wrote."""
        same_files = tuple(map(tuple, data["same_files"]))
        pairs, mostly = tuple(Pair(*pair) for pair in data["pairs"]), tuple(data.get("mostly_common", ()))
        return cls(same_files, pairs, more=data["more"], common=data.get("common", 0), mostly_common=mostly)

    def both(self, pair: Pair) -> tuple[str, ...]:
        """The code of the two, as far as they are alike; empty where the pair is not among the first."""
        if pair.one not in self.sources or pair.other not in self.sources:
            return ()
        functions = (self.sources[submission] for submission in (pair.one, pair.other))
        return tuple(f.get(pair.question, "") if pair.question else "\n\n\n".join(f.values()) for f in functions)


class _Own(NamedTuple):
    """A submission's fragments, and the places among them of those of each question, one question after the other."""

    whole: Fragments
    places: np.ndarray
    sizes: Mapping[str, int]

    @classmethod
    def of(cls, code: Code) -> _Own:
        """Of the fragments of each question."""
        whole = union(code.values())
        places = [np.searchsorted(whole, part) for part in code.values()]
        kind = np.min_scalar_type(len(whole))
        return cls(whole, np.concatenate([[], *places]).astype(kind), {name: len(part) for name, part in code.items()})

    def places_of(self, question: str) -> np.ndarray:
        """The places of one question's fragments."""
        ends = dict(zip(self.sizes, accumulate(self.sizes.values()), strict=True))
        end = ends.get(question, 0)
        return self.places[end - self.sizes.get(question, 0) : end]


class Comparison:
    """A class to compare: `add` each submission, then read `similar`. Of each its fragments are held, 10 bytes each.

    `stubs` are the functions as they were handed out. What more than `common_share` of the class have is not compared.
    """

    def __init__(self, stubs: Iterable[str] = (), common_share: float = COMMON_SHARE) -> None:
        self._common_share = common_share
        self._handed_out = union([fragments(stub) for stub in stubs])
        self._own: dict[str, _Own] = {}
        self._by_digest: dict[str, list[str]] = defaultdict(list)

    def add(self, submission: str, code: Code, digest: str = "") -> None:
        """Add a submission. Those with one digest hold the same files: they are listed as such, one stands for all."""
        same = self._by_digest[digest or f"only {submission}"]
        same.append(submission)
        if len(same) == 1:
            self._own[submission] = _Own.of({name: _without(part, self._handed_out) for name, part in code.items()})

    def similar(self) -> Similar:
        """What is alike, without any sources."""
        ids, own = list(self._own), list(self._own.values())
        numbers, count = number_fragments([each.whole for each in own], self._common_share)
        is_common = [of == COMMON for of in numbers]
        mostly = tuple(name for name, of in zip(ids, is_common, strict=True) if 2 * np.count_nonzero(of) > len(of))
        common = union(each.whole[of] for each, of in zip(own, is_common, strict=True))
        whole = similar_pairs(NumberedSets.of(numbers, count), WHOLE, WHOLE_SIZE)
        pairs, more = _most_alike(ids, whole)
        for question in dict.fromkeys(name for each in own for name in each.sizes):
            parts = [of[each.places_of(question)] for of, each in zip(numbers, own, strict=True)]
            alike = similar_pairs(NumberedSets.of(parts, count), PART, PART_SIZE)
            of_question, left_out = _most_alike(ids, alike.without(whole), question)
            pairs, more = pairs + of_question, more + left_out
        ranked = sorted(pairs, key=lambda pair: (bool(pair.question), -pair.likeness, pair))
        same_files = sorted(tuple(sorted(same)) for same in self._by_digest.values() if len(same) > 1)
        return Similar(tuple(same_files), tuple(ranked), more=more, common=len(common), mostly_common=mostly)


def code_of(sources: Sources) -> Code:
    """What is compared of a submission's functions; a source that is not Python is left out."""
    return {name: fragments(source) for name, source in sources.items()}


def _without(part: Fragments, removed: Fragments) -> Fragments:
    """The part without what is removed; both are in order."""
    if not len(removed):
        return part
    place = np.minimum(np.searchsorted(removed, part), len(removed) - 1)
    rest: Fragments = part[removed[place] != part]
    return rest


def _most_alike(ids: Sequence[str], pairs: Pairs, question: str = "") -> tuple[list[Pair], int]:
    """The LISTED pairs that are most alike, each in the order of its ids, and how many more there are."""
    most = np.argsort(-pairs.likeness, kind="stable")[:LISTED]
    named = [(*sorted((ids[pairs.one[n]], ids[pairs.other[n]])), float(pairs.likeness[n])) for n in most]
    return [Pair(one, other, alike, question) for one, other, alike in named], len(pairs.one) - len(most)

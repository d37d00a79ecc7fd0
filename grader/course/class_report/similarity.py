"""Submissions that share more code than chance explains: a reason to look, never a proof.

    function's source ─► syntax tree in order, without names, comments, imports ─► every 8 elements in a row: fragments
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

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

FRAGMENT = 8  # elements of the syntax tree in a row
COMMON_SHARE, COMMON_COUNT = 0.25, 10  # a fragment is common if a larger share of the class, and more, have it
WHOLE, WHOLE_SIZE = 0.5, 60  # the likeness of whole homeworks from which a pair is listed, and fragments both must have
PART, PART_SIZE = 0.8, 100  # the same for one function
SHOWN = 12  # pairs whose code is shown

Fragments = frozenset[int]


class Pair(NamedTuple):
    """Two submissions that are alike: `likeness` from 0 to 1, in one `question`, or in the whole homework if empty."""

    one: str
    other: str
    likeness: float
    question: str = ""


class Similar(NamedTuple):
    """Submissions with the same files, and pairs with much the same code, the most alike first.

    `sources` are the functions of those in the first pairs, by id and question, for staff to read.
    """

    same_files: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def both(self, pair: Pair) -> tuple[str, ...]:
        """The code of the two, as far as they are alike; empty where the pair is not among the first."""
        if pair.one not in self.sources or pair.other not in self.sources:
            return ()
        functions = (self.sources[submission] for submission in (pair.one, pair.other))
        return tuple(f.get(pair.question, "") if pair.question else "\n\n\n".join(f.values()) for f in functions)


def compare(
    sources: Mapping[str, Mapping[str, str]], stubs: Iterable[str] = (), digests: Mapping[str, str] | None = None
) -> Similar:
    """Compare submissions by the sources of their functions: id -> question -> Python.

    `stubs` are the functions as they were handed out. Submissions with one digest hold the same files: they are listed
    as such, and the first stands for all. A source that is not Python is left out.
    """
    by_digest: dict[str, list[str]] = defaultdict(list)
    for submission in sorted(sources):
        by_digest[(digests or {}).get(submission, f"only {submission}")].append(submission)
    groups = sorted(by_digest.values())
    none = Fragments()
    handed_out = none.union(*map(fragments, stubs))
    own = {first: {name: fragments(source) - handed_out for name, source in sources[first].items()}
           for first, *_ in groups}  # fmt: skip
    different = {none.union(*parts.values()) for parts in own.values()}  # a ring of copies makes nothing common
    counts = Counter(fragment for submission in different for fragment in submission)
    common = {fragment for fragment, n in counts.items() if n > max(COMMON_COUNT, COMMON_SHARE * len(different))}
    rare = {submission: {name: part - common for name, part in parts.items()} for submission, parts in own.items()}
    homeworks = {submission: none.union(*parts.values()) for submission, parts in rare.items()}
    whole = [Pair(*pair) for pair in _alike(homeworks, WHOLE, WHOLE_SIZE)]
    listed = {(pair.one, pair.other) for pair in whole}
    functions: list[Pair] = []
    for name in dict.fromkeys(name for parts in rare.values() for name in parts):
        answers = {submission: parts[name] for submission, parts in rare.items() if name in parts}
        functions += [Pair(*pair, name) for pair in _alike(answers, PART, PART_SIZE) if pair[:2] not in listed]
    ranked = sorted([*whole, *functions], key=lambda pair: (bool(pair.question), -pair.likeness, pair))
    shown = {submission: sources[submission] for pair in ranked[:SHOWN] for submission in (pair.one, pair.other)}
    return Similar(tuple(tuple(group) for group in groups if len(group) > 1), tuple(ranked), shown)


def fragments(source: str) -> Fragments:
    """The fragments of some Python, as hashes that hold within this process; none where it is not Python.

    Each top-level statement stands for itself, so that their order does not count.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    statements = [elements for statement in tree.body if (elements := tuple(_elements(statement)))]
    return frozenset(hash(e[i : i + FRAGMENT]) for e in statements for i in range(max(1, len(e) - FRAGMENT + 1)))


def _elements(statement: ast.stmt) -> Iterator[str]:
    """The kinds of a statement's nodes from top to bottom; attributes and numbers as they stand, all names as one."""
    ahead: list[ast.AST] = [statement]
    while ahead:
        node = ahead.pop()
        match node:
            case ast.Import() | ast.ImportFrom() | ast.expr_context() | ast.Expr(value=ast.Constant()):
                continue  # what a whole class writes alike, what says nothing, and docstrings
            case ast.Constant(value=value):
                yield "text" if isinstance(value, str) else _constant(value)
            case ast.Attribute(attr=attr):
                yield f".{attr}"
            case _:
                yield type(node).__name__
        ahead += reversed(list(ast.iter_child_nodes(node)))


def _constant(value: object) -> str:
    """A constant as text. Python writes no whole number of more than 4,300 decimal digits, and reads it in others."""
    return f"{value:#x}" if type(value) is int else repr(value)


def _alike(own: Mapping[str, Fragments], threshold: float, fewest: int) -> Iterator[tuple[str, str, float]]:
    """The pairs whose likeness is at least the threshold, among submissions with at least so many fragments."""
    from scipy import sparse  # noqa: PLC0415  start-up time: only this needs SciPy

    submissions = [submission for submission, parts in own.items() if len(parts) >= fewest]
    sizes = np.array([len(own[submission]) for submission in submissions])
    columns: dict[int, int] = {}
    indices = [columns.setdefault(f, len(columns)) for submission in submissions for f in own[submission]]
    if not indices:
        return
    rows, shape = np.repeat(np.arange(len(submissions)), sizes), (len(submissions), len(columns))
    has_fragment = sparse.csr_array((np.ones(len(indices), dtype=np.int32), (rows, indices)), shape=shape)
    shared = sparse.triu(has_fragment @ has_fragment.T, k=1).tocoo()
    likeness = shared.data / (sizes[shared.row] + sizes[shared.col] - shared.data)
    for n in np.flatnonzero(likeness >= threshold):
        yield submissions[shared.row[n]], submissions[shared.col[n]], float(likeness[n])

"""Which submissions share more code than chance gives them: a reason to look, never a proof.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

FRAGMENT = 8  # elements of the syntax tree in a row
COMMON, FEW = 0.25, 10  # a fragment of more of the class than this share, and of more than so many, is no evidence
WHOLE, SHORTEST = 0.5, 60  # likeness of whole homeworks that is told, and fragments that both must have
PART, LONG = 0.8, 100  # the same for one function
SHOWN = 12  # pairs whose code is shown

Fragments = frozenset[int]


class Pair(NamedTuple):
    """Two submissions that are alike: `likeness` from 0 to 1, in one `question`, or in the whole homework if empty."""

    one: str
    other: str
    likeness: float
    question: str = ""


class Similar(NamedTuple):
    """What was found: submissions with the same files, and pairs with much the same code; the most alike first.

    `sources` are the functions of those in the first pairs, by id and question, for whoever is to read both.
    """

    same_files: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def both(self, pair: Pair) -> tuple[str, ...]:
        """The code of the two, as far as they are alike; empty where the pair is not among the first."""
        if pair.one not in self.sources or pair.other not in self.sources:
            return ()
        found = (self.sources[id] for id in (pair.one, pair.other))
        return tuple(own.get(pair.question, "") if pair.question else "\n\n\n".join(own.values()) for own in found)


def compare(
    sources: Mapping[str, Mapping[str, str]], stubs: Iterable[str] = (), digests: Mapping[str, str] | None = None
) -> Similar:
    """Compare submissions by the sources of their functions: id -> question -> Python.

    `stubs` are the functions as they were handed out. Submissions with one digest hold the same files: they are told
    as such, and the first stands for all. A source that is no Python is left out.
    """
    groups = _same(sources, digests or {})
    firsts = [group[0] for group in groups]
    handed_out = frozenset[int]().union(*map(fragments, stubs))
    found = {id: {name: fragments(text) - handed_out for name, text in sources[id].items()} for id in firsts}
    common = _common([frozenset().union(*parts.values()) for parts in found.values()])
    telling = {id: {name: part - common for name, part in parts.items()} for id, parts in found.items()}
    whole = [Pair(*pair) for pair in _alike({id: _all(parts) for id, parts in telling.items()}, WHOLE, SHORTEST)]
    known = {(pair.one, pair.other) for pair in whole}
    parts = [pair for pair in _parts(telling) if (pair.one, pair.other) not in known]
    ranked = sorted([*whole, *parts], key=lambda pair: (bool(pair.question), -pair.likeness, pair))
    shown = {id: sources[id] for pair in ranked[:SHOWN] for id in (pair.one, pair.other)}
    return Similar(tuple(tuple(group) for group in groups if len(group) > 1), tuple(ranked), shown)


def _same(sources: Iterable[str], digests: Mapping[str, str]) -> list[list[str]]:
    by_digest: dict[str, list[str]] = defaultdict(list)
    for id in sorted(sources):
        by_digest[digests.get(id, f"only {id}")].append(id)
    return sorted(by_digest.values())


def fragments(source: str) -> Fragments:
    """The fragments of some Python, as hashes that hold within this process; none where it is no Python.

    Each top-level statement stands for itself, so that their order does not count.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    every = [list(_elements(statement)) for statement in tree.body]
    return frozenset(
        hash(tuple(told[i : i + FRAGMENT])) for told in every if told for i in range(max(1, len(told) - FRAGMENT + 1))
    )


def _elements(statement: ast.stmt) -> Iterator[str]:
    """The kinds of a statement's nodes from top to bottom; attributes and numbers as they stand, all names as one."""
    ahead: list[ast.AST] = [statement]
    while ahead:
        node = ahead.pop()
        match node:
            case ast.Import() | ast.ImportFrom() | ast.expr_context() | ast.Expr(value=ast.Constant()):
                continue  # what a whole class writes alike, what says nothing, and docstrings
            case ast.Constant(value=value):
                yield "text" if isinstance(value, str) else repr(value)
            case ast.Attribute(attr=attr):
                yield f".{attr}"
            case _:
                yield type(node).__name__
        ahead += reversed(list(ast.iter_child_nodes(node)))


def _all(parts: Mapping[str, Fragments]) -> Fragments:
    return frozenset[int]().union(*parts.values())


def _common(every: Sequence[Fragments]) -> Fragments:
    """What many have. Submissions of one form count once, so that a ring of copies makes nothing common."""
    forms = set(every)
    most = max(FEW, COMMON * len(forms))
    return frozenset(fragment for fragment, n in Counter(f for form in forms for f in form).items() if n > most)


def _parts(telling: Mapping[str, Mapping[str, Fragments]]) -> Iterator[Pair]:
    for name in dict.fromkeys(name for parts in telling.values() for name in parts):
        own = {id: parts[name] for id, parts in telling.items() if name in parts}
        yield from (Pair(*pair, name) for pair in _alike(own, PART, LONG))


def _alike(found: Mapping[str, Fragments], least: float, fewest: int) -> Iterator[tuple[str, str, float]]:
    """The pairs whose likeness is at least `least`, among sets with at least so many fragments."""
    from scipy import sparse  # JAX brings it; only this needs it

    ids = [id for id, own in found.items() if len(own) >= fewest]
    sizes = np.array([len(found[id]) for id in ids])
    columns: dict[int, int] = {}
    where = [columns.setdefault(fragment, len(columns)) for id in ids for fragment in found[id]]
    if not where:
        return
    rows = np.repeat(np.arange(len(ids)), sizes)
    has = sparse.csr_array((np.ones(len(where), dtype=np.int32), (rows, where)), shape=(len(ids), len(columns)))
    shared = sparse.triu(has @ has.T, k=1).tocoo()
    likeness = shared.data / (sizes[shared.row] + sizes[shared.col] - shared.data)
    for n in np.flatnonzero(likeness >= least):
        yield ids[shared.row[n]], ids[shared.col[n]], float(likeness[n])

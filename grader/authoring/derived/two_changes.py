"""Two changes of a solution at once, which stand on different lines: what students answer who make two mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from grader.authoring.derived.exercises import ChangedSolution, Exercise
from grader.authoring.derived.runs import is_lasting
from grader.changes.kinds import Trait, has
from grader.changes.source_tree import Change

MAX_PAIRS = 500  # of a question, those of likely changes first


def two_changes(exercise: Exercise, changes: Sequence[ChangedSolution]) -> list[ChangedSolution]:
    """Pairs of these changes, of which one is often made beside another; likely ones first, as they are given."""
    lasts_not = [changed for changed in changes if not is_lasting(changed.name)]
    ranked = sorted(combinations(range(len(lasts_not)), 2), key=sum)
    pairs = ((lasts_not[one], lasts_not[other]) for one, other in ranked)
    found = (both for pair in pairs if any(map(_is_often_beside, pair)) for both in _both(exercise, *pair))
    return [both for both, _ in zip(found, range(MAX_PAIRS), strict=False)]


def _is_often_beside(changed: ChangedSolution) -> bool:
    return has(changed.change.kind, Trait.BESIDE)


def _both(exercise: Exercise, one: ChangedSolution, other: ChangedSolution) -> Iterator[ChangedSolution]:
    """Both changes, unless they are made in the same place."""
    name, needs = f"{one.name}+{other.name}", (*one.also_needs, *other.also_needs)
    if one.position != other.position:
        yield replace(one, name=name, also_needs=needs, beside=(other,))
        return
    edits = [_edits(exercise.tree(one.position).source, each.change.source) for each in (one, other)]
    if source := _edited(exercise.tree(one.position).source, sorted(edits[0] + edits[1])):
        yield ChangedSolution(name, one.position, Change("", source), also_needs=needs)


Edit = tuple[int, int, list[str]]  # the lines from one number to another, and what stands in their place


def _edits(before: str, after: str) -> list[Edit]:
    lines, new = before.splitlines(), after.splitlines()
    changes = SequenceMatcher(None, lines, new, autojunk=False).get_opcodes()
    return [(begin, end, new[i:j]) for tag, begin, end, i, j in changes if tag != "equal"]


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits, which are in order; empty where two of them are in one place."""
    if any(one[1] > other[0] or one[:2] == other[:2] for one, other in pairwise(edits)):
        return ""
    lines = text.splitlines()
    for begin, end, new in reversed(edits):
        lines[begin:end] = new
    return "\n".join(lines)

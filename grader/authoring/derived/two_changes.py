"""Two changes of a solution at once: what students answer who make two mistakes.

One of them is about a part of the result, and is made beside any other one: a loss of the step before the last, or the
root of a mean. Or both are about constants: another count divides, and a term is half or twice as large.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from grader.authoring.derived.exercises import ChangedSolution, Exercise
from grader.authoring.derived.runs import is_lasting
from grader.authoring.derived.wording import Description
from grader.changes.arrays import roots_of_means
from grader.changes.loops import before_last_step
from grader.changes.source_tree import SourceTree
from grader.changes.terms import half_and_double_terms

COUNTS = ("sums", "divisor", "sum_for_mean", "mean_for_sum", "divided_by_count")
MAX_PAIRS = 1000  # of a question, those of likely changes first

Known = Mapping[tuple[str, str], str]  # by kind and words the id of a mistake


def two_changes(
    exercise: Exercise, mistakes: Sequence[tuple[ChangedSolution, Description]]
) -> Iterator[ChangedSolution]:
    """Pairs of these mistakes, which stand in the order of their likelihood."""
    known = {(changed.change.kind, words.name): changed.name for changed, words in reversed(mistakes)}
    changes = [changed for changed, _ in mistakes if not is_lasting(changed.name)]
    by_name = {both.name: both for changed in changes for both in _beside(exercise, changed, known)}
    by_text: dict[tuple[str, ...], ChangedSolution] = {}
    for both in by_name.values():  # of several with one name the last: what it changes is changed in all lines
        by_text.setdefault(tuple(each.change.source for each in (both, *both.beside)), both)
    return islice(by_text.values(), MAX_PAIRS)


def _beside(exercise: Exercise, changed: ChangedSolution, known: Known) -> Iterator[ChangedSolution]:
    """The change with each change of a part of the result, in the same statement or in another one."""
    for position in exercise.own:
        is_same = position == changed.position
        tree = SourceTree(changed.change.source) if is_same else exercise.tree(position)
        constants = half_and_double_terms(tree) if changed.change.kind in COUNTS else ()
        for change in chain(constants, before_last_step(tree), roots_of_means(tree)):
            name = known.get((change.kind, exercise.described(change, tree.root).name), changed.name)
            if name != changed.name:
                other = replace(changed, change=change, position=position, name=f"{changed.name}+{name}")
                yield other if is_same else replace(other, beside=(changed,))

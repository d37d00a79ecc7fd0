"""Mistakes with the passes of a loop: how many are made."""

from __future__ import annotations

from grader.changes.loops import statement_changes
from grader.changes.source_tree import SourceTree

HALVED = """def step_length(f, t):
    while f(t) > 1:
        t = t / 2
    return t
"""


def test_a_while_loop_is_passed_once_or_never():
    """A line search without backtracking was called a sign or a factor, whose numbers are the same by chance."""
    results = {}
    for change in statement_changes(SourceTree(HALVED)):
        if change.kind in ("few_passes", "no_pass"):
            namespace = {}
            exec(change.source, namespace)
            results[change.kind] = namespace["step_length"](lambda t: t, 8.0)
    assert results == {"few_passes": 4.0, "no_pass": 8.0}

"""Mistakes with the passes of a loop: how many are made."""

from __future__ import annotations

import pytest

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


DESCENT = """def descend(f, x, steps):
    for _ in range(steps):
        x = x / 2
    {}
"""


@pytest.mark.parametrize("end", ["return x, f(x)", "cost = f(x)\n    return x, cost"])
def test_a_result_may_belong_to_the_state_before_the_last_pass(end):
    """The cost is computed first in each pass, then the step is made, and both are returned."""
    namespace = {}
    changes = statement_changes(SourceTree(DESCENT.format(end)))
    (source,) = (
        c.source
        for c in changes
        if c.kind == "before_last_step" and c.source.startswith("def") and "f(_old)" in c.source
    )
    exec(source, namespace)
    assert [namespace["descend"](lambda x: 10 * x, 8.0, steps) for steps in (0, 1, 2)] == [(8, 80), (4, 80), (2, 40)]

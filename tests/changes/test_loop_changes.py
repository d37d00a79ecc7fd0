"""Mistakes with the passes of a loop, and what is returned after the last one."""

from __future__ import annotations

import pytest

from grader.changes.loops import statement_changes
from grader.changes.source_tree import SourceTree

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

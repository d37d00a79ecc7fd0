"""Mistakes that any step rule can suffer: made once here, out of the right rule of each method.

Three kinds. A *change of the rule* turns `rule(w, grad, run, **given)` into a wrong one. A *change of the run* lets the
steps be and spoils the start, the numbers or the record: `(rule, problem) -> (weights, costs)`. A *memory* keeps
something from one call to the next: `(rule, problems) -> answers`.
"""

from __future__ import annotations

from importlib import import_module

from reference.mistakes.dynamics.changes import take, with_memory

__all__ = ["take", "with_memory"]

for _story in ("gradient", "step", "start", "record"):  # in the order in which their mistakes are told
    import_module(f"{__name__}.{_story}")

"""`python -m reference.mistakes` prints a table of all mistakes."""

from __future__ import annotations

from collections.abc import Collection

from reference.mistakes import (
    METHODS,
    Bookkeeping,
    Mistake,
    Structural,
    bank,
    bookkeeping,
    cost_forms,
    cost_history,
    structural,
)


def table() -> str:
    """One section a method, one row a mistake: its id and its name."""
    parts = {method: bank(method) for method in METHODS}
    alone = cost_history() + cost_forms()
    everything = {**parts, "bookkeeping": bookkeeping() + structural(), "bookkeeping of costs alone": alone}
    return "\n".join(_section(method, mistakes) for method, mistakes in everything.items())


def _section(method: str, mistakes: Collection[Mistake | Bookkeeping | Structural]) -> str:
    rows = [f"| `{mistake.id}` | {mistake.name} |" for mistake in mistakes]
    return "\n".join([f"### {method} ({len(mistakes)})", "", "| id | mistake |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    print(table(), end="")

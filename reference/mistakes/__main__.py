"""`python -m reference.mistakes` prints a table of all mistakes."""

from __future__ import annotations

from collections.abc import Collection

from reference.mistakes import METHODS, Mistake, Structural, bank, structural


def table() -> str:
    """One section a method, one row a mistake: its id and its name."""
    everything: dict[str, Collection[Mistake | Structural]] = {method: bank(method) for method in METHODS}
    everything["forms"] = structural()
    return "\n".join(_section(method, mistakes) for method, mistakes in everything.items())


def _section(method: str, mistakes: Collection[Mistake | Structural]) -> str:
    rows = [f"| `{mistake.id}` | {mistake.name} |" for mistake in mistakes]
    return "\n".join([f"### {method} ({len(mistakes)})", "", "| id | mistake |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    print(table(), end="")

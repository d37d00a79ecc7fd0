"""The tables of keys in assignments/README.md, which `grader schema --keys` prints: `make manual` writes them anew."""

from __future__ import annotations

from pathlib import Path

from grader.authoring.schema import keys_text

MANUAL = Path(__file__).parents[2] / "assignments" / "README.md"
BEGIN, END = "<!-- keys: `make manual` writes them anew -->\n", "<!-- end of keys -->\n"


def with_keys(text: str) -> str:
    """The manual with the tables of today."""
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n{keys_text()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    MANUAL.write_text(with_keys(MANUAL.read_text("utf-8")), encoding="utf-8")

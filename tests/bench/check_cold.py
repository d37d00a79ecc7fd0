"""How long `grader check NOTEBOOK adam` takes, compared with `import jax`: `python tests/bench/check_cold.py`."""

from __future__ import annotations

import sys

from homework import ASSIGNMENT, homework
from measure import BUILD, PYTHON, command, in_turn

import results
from grader.model.key import read_key

ROUNDS = 9
NOTEBOOKS = {
    "the example that is right": ASSIGNMENT / "examples" / "right.ipynb",
    "the book's style": ASSIGNMENT / "honest" / "the_books_style.py",
}


def main(rounds: int = ROUNDS) -> None:
    where = results.conditions("jax", "numpy")
    (key := BUILD / "student.key").write_text(read_key(homework()).for_students().to_json(), encoding="utf-8")
    turns = {"`import jax`": lambda: command([PYTHON, "-c", "import jax"])}
    for name, path in NOTEBOOKS.items():
        turns[name] = lambda path=path: command([PYTHON, "-m", "grader", "check", path, "adam", "--key", key])
    spent = in_turn(turns, rounds)
    floor = spent["`import jax`"]
    rows = [[n, f"{s.wall:.2f}", f"{s.cpu:.2f}", f"{s.wall - floor.wall:.2f}"] for n, s in spent.items()]
    slowest = max(s.wall for s in spent.values()) - floor.wall
    results.write(
        "`grader check` of one question, cold",
        where,
        f"`grader check NOTEBOOK adam` with the student's key and no cache, all isolation; medians of {rounds} rounds.",
        results.table(["", "wall s", "CPU s", "above `import jax`"], rows),
        results.verdict("above `import jax`, wall", slowest, 1.5, " s"),
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

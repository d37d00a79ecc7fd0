"""The exercises of the folders `assigned` and `invented`: one Python file each, in cells that begin with `# %%`.

docstring                  the exercise's `[[question]]` tables, as in an assignment.toml
# %% solution              a cell of the master; the bodies of the functions that are asked for become solutions
# %% honest                right work in another style
# %% wrong: the mistake    work that must lose points
# %% NAME.py                what the exercise adds to that file of the assignment
# %% data/NAME.npz          arrays of that file, as assignments of Python
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import numpy as np

HERE = Path(__file__).parent
IMPORTS = "import numpy as np\n"
MECHANISMS = {  # what an exercise needs, by what its table then holds
    "named parts": r"^returns = (\[|\{ (?!kind))|each = ",
    "stated tolerance": r"tolerance = ",
    "tables as arguments": r"^  \w+ = \{ (?!function|gradient_of|hessian_of|rng|jax_key|labels|list)",
    "functions as arguments": r"\{ (function|gradient_of|hessian_of) = ",
    "random generator": r"\{ (rng|jax_key) = ",
    "history": r'"history"|"histories"',
    "own length": r'length = "own"',
    "text": r'"text"',
    "class": r'^signature = "class ',
    "driver": r"^driver = ",
    "check": r"^check = ",
    "random results": r"^runs = ",
}
STYLES = ("honest 1", "honest 2", "wrong 1", "wrong 2", "wrong 3")


@dataclass(frozen=True)
class Exercise:
    """One file of the folder; `cells` are its titles and texts in order."""

    name: str
    question: str
    cells: tuple[tuple[str, str], ...]

    @property
    def number(self) -> int:
        """The exercise's number in the printed table."""
        return int(self.name.split("_")[0])

    @property
    def row(self) -> str:
        """The exercise's row in the printed table, from the comments above its question."""
        comments = [line.removeprefix("# ") for line in self.question.splitlines() if line.startswith("#")]
        source, function = comments[0].split(": ", maxsplit=1)
        note = "".join(each.removeprefix("Note: ") for each in comments[1:])
        needs = [name for name, pattern in MECHANISMS.items() if re.search(pattern, self.question, re.M)]
        return f"| {self.number} | {source.split('. ', 1)[1]} | `{function}` | {', '.join(needs)} | {note} |"

    @cached_property
    def tables(self) -> list[dict[str, Any]]:
        """Its questions, as TOML reads them."""
        return tomllib.loads(self.question)["question"]

    @property
    def functions(self) -> dict[str, str]:
        """The function of each question."""
        return {table["name"]: _defined(table)[0] for table in self.tables}

    def of(self, kind: str) -> list[str]:
        """The texts of the cells of one kind."""
        return [text for title, text in self.cells if title.split(":")[0] == kind]

    def work(self, style: str) -> str:
        """What a submission in a style, such as "wrong 2", holds of this exercise."""
        kind, number = style.split()
        return self.of(kind)[int(number) - 1]

    @cached_property
    def solution(self) -> str:
        """The solution as students would write it."""
        (text,) = self.of("solution")
        return text

    @cached_property
    def master(self) -> str:
        """The solution between its markers."""
        if "### BEGIN SOLUTION" in self.solution:
            return self.solution
        lines, defined = (
            self.solution.rstrip().splitlines(),
            {name for table in self.tables for name in _defined(table)},
        )
        for node in reversed(ast.parse(self.solution).body):
            if isinstance(node, ast.FunctionDef) and node.name in defined:
                lines.insert(node.end_lineno or 0, "    ### END SOLUTION")
                lines.insert(node.body[0].lineno - 1, "    ### BEGIN SOLUTION")
        return "\n".join(lines) + "\n"

    @cached_property
    def top_level(self) -> set[str]:
        """The names of questions, and what any of its cells defines: exercises of one assignment share none."""
        names = {*self.functions, *self.functions.values()}
        for _, text in self.cells:
            for node in ast.parse(text).body:
                names |= {getattr(target, "id", "") for target in getattr(node, "targets", [])}
                names |= {getattr(node, "name", "")}
        return names - {""}


def _defined(table: dict[str, Any]) -> list[str]:
    """What students define for a question."""
    return table.get("defines") or [table["signature"].removeprefix("class ").split("(")[0]]


def read(path: Path) -> Exercise:
    """The exercise in a file."""
    head, *cells = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.M)
    titled = (cell.split("\n", maxsplit=1) for cell in cells)
    return Exercise(path.stem, head.strip().strip('"').strip(), tuple((title, text) for title, text in titled))


def read_folder(name: str) -> tuple[Exercise, ...]:
    """The exercises of one folder, by their numbers."""
    return tuple(sorted(map(read, (HERE / name).glob("*.py")), key=lambda exercise: exercise.number))


EXERCISES = read_folder("assigned")
INVENTED = read_folder("invented")


def grouped(exercises: Iterable[Exercise]) -> list[list[Exercise]]:
    """The exercises in few assignments, such that no name is defined twice in one."""
    groups: list[list[Exercise]] = []
    for exercise in exercises:
        for group in groups:
            if not any(exercise.top_level & other.top_level for other in group):
                group.append(exercise)
                break
        else:
            groups.append([exercise])
    return groups


def write_assignment(folder: Path, exercises: list[Exercise]) -> Path:
    """An assignment of these exercises; its folder."""
    head = 'name = "field"\ntitle = "Exercises of the field"\nnotebook = "field.py"\n'
    (folder / "assignment.toml").write_text(
        "\n".join([head, *(each.question for each in exercises)]) + "\n", encoding="utf-8"
    )
    (folder / "field.py").write_text("\n\n".join([IMPORTS, *(each.master for each in exercises)]), encoding="utf-8")
    for name in {title for each in exercises for title, _ in each.cells if title.endswith(".py")}:
        texts = [text for each in exercises for text in each.of(name)]
        (folder / name).write_text("\n\n".join([IMPORTS, *texts]), encoding="utf-8")
    for title, text in (cell for each in exercises for cell in each.cells if cell[0].endswith(".npz")):
        (folder / title).parent.mkdir(exist_ok=True)
        exec(f"{IMPORTS}{text}", arrays := {})
        np.savez(folder / title, **{name: a for name, a in arrays.items() if isinstance(a, np.ndarray)})
    return folder


def write_submission(path: Path, exercises: list[Exercise], style: str) -> Path:
    """The work of all these exercises in one style; the path."""
    texts = [each.work(style) for each in exercises]
    path.write_text("\n\n".join([IMPORTS, *texts]), encoding="utf-8")
    return path


if __name__ == "__main__":
    print("\n".join(exercise.row for exercise in (*EXERCISES, *INVENTED)))

"""Exercises of public courses, from which `grader new --from` makes an assignment: one file each, in cells of `# %%`.

docstring                  the exercise's `[[question]]` tables, as in an assignment.toml
# %% solution              a cell of the master; the bodies of the functions that are asked for become solutions
# %% honest                right work in another style
# %% wrong: the mistake    work that must lose points
# %% NAME.py               what the exercise adds to that file of the assignment
# %% data/NAME.npz         arrays of that file, as assignments of Python
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import numpy as np

from grader.base.errors import UserError
from grader.base.text import did_you_mean

FOLDERS = (  # of a wheel, into which setup.py copies what a clone has
    Path(__file__).parent / "exercise-files",
    Path(__file__).parents[2] / "assignments" / "exercises",
)
IMPORTS = "import numpy as np\n"


@dataclass(frozen=True)
class CourseExercise:
    """One file, named by its number and function; `cells` are its titles and texts in order."""

    name: str
    topic: str
    question: str
    cells: tuple[tuple[str, str], ...]

    @property
    def number(self) -> int:
        """The first part of its name."""
        return int(self.name.partition("_")[0])

    @property
    def short_name(self) -> str:
        """Its name without the number."""
        return self.name.partition("_")[2]

    @property
    def source(self) -> str:
        """The course, and the function with what it returns."""
        return self.question.partition("\n")[0].partition(". ")[2]

    @cached_property
    def tables(self) -> list[dict[str, Any]]:
        """Its questions, as TOML reads them."""
        questions: list[dict[str, Any]] = tomllib.loads(self.question)["question"]
        return questions

    @property
    def functions(self) -> dict[str, str]:
        """The function of each question."""
        return {table["name"]: _defined(table)[0] for table in self.tables}

    def of(self, kind: str) -> list[str]:
        """The texts of the cells of one kind."""
        return [text for title, text in self.cells if title.split(":")[0] == kind]

    @property
    def solution(self) -> str:
        """The solution as students would write it."""
        return self.of("solution")[0]

    @property
    def master(self) -> str:
        """The solution between its markers."""
        if "### BEGIN SOLUTION" in self.solution:
            return self.solution
        lines = self.solution.rstrip().splitlines()
        defined = {name for table in self.tables for name in _defined(table)}
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


def read_exercises() -> list[CourseExercise]:
    """All exercises, by their numbers."""
    folder = next((folder for folder in FOLDERS if folder.is_dir()), FOLDERS[0])
    return sorted(map(_read, folder.glob("*/*_*.py*")), key=lambda exercise: exercise.number)


def _read(path: Path) -> CourseExercise:
    head, *cells = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.M)
    titled = (cell.split("\n", maxsplit=1) for cell in cells)
    question = head.strip().strip('"').strip()
    return CourseExercise(
        path.name.partition(".")[0], path.parent.name, question, tuple((t, text) for t, text in titled)
    )


def list_text() -> str:
    """All exercises by topic: the name, what it is, and the course."""
    lines, topic = [], ""
    for exercise in sorted(read_exercises(), key=lambda exercise: (exercise.topic, exercise.number)):
        lines += [f"\n{exercise.topic}"] * (exercise.topic != topic)
        topic = exercise.topic
        lines.append(f"    {exercise.name:34} {exercise.tables[0]['title']} ({exercise.source.partition(':')[0]})")
    return "\n".join(lines).lstrip() + "\n"


def find_exercises(word: str) -> list[CourseExercise]:
    """Exercises that a word may mean: these of that name, or else those whose names hold the word.

    Raises UserError where there is none.
    """
    exercises = read_exercises()
    found = [e for e in exercises if word in (e.name, e.short_name)]
    found += [e for e in exercises if word.lower() in e.name.lower() and e not in found] if word else []
    if not found:
        meant = did_you_mean(word, [exercise.short_name for exercise in exercises])
        raise UserError(f"--from {word}: there is no such exercise.{meant} `grader new --list` shows all.")
    return found


def check_names(exercises: Sequence[CourseExercise]) -> None:
    """Raise UserError where two exercises define the same name."""
    for index, exercise in enumerate(exercises):
        for other in exercises[:index]:
            if both := sorted(exercise.top_level & other.top_level):
                raise UserError(
                    f"--from: {other.name} and {exercise.name} both define `{both[0]}`. Make an assignment of each, or "
                    "take another one: `grader new --list` shows all."
                )


def assignment_files(exercises: Sequence[CourseExercise]) -> Iterator[tuple[str, str | bytes]]:
    """Files of an assignment of these exercises, but for what the master and assignment.toml begin with."""
    yield "assignment.toml", "\n\n".join(exercise.question for exercise in exercises) + "\n"
    yield "master", "\n".join(_master_cells(number, exercise) for number, exercise in enumerate(exercises, 1))
    for style in range(2):
        texts = [exercise.of("honest")[style] for exercise in exercises]
        yield f"honest/style_{style + 1}.py", "\n\n".join([IMPORTS, *texts])
    for exercise in exercises:
        wrong = [(title, text) for title, text in exercise.cells if title.startswith("wrong: ")]
        for number, (title, text) in enumerate(wrong, 1):
            comment = f"# A mistake: {title.removeprefix('wrong: ')}.\n"
            yield f"wrong/{exercise.short_name}_{number}.py", f"{comment}{IMPORTS}\n\n{text}"
    for name in sorted({title for exercise in exercises for title, _ in exercise.cells if title.endswith(".py")}):
        yield name, "\n\n".join([IMPORTS, *(text for exercise in exercises for text in exercise.of(name))])
    for title, text in (cell for exercise in exercises for cell in exercise.cells if cell[0].endswith(".npz")):
        names: dict[str, Any] = {}
        exec(f"{IMPORTS}{text}", names)
        arrays: dict[str, Any] = {key: each for key, each in names.items() if isinstance(each, np.ndarray)}
        np.savez(file := io.BytesIO(), **arrays)
        yield title, file.getvalue()


def _master_cells(number: int, exercise: CourseExercise) -> str:
    points = sum(table.get("points", 1) for table in exercise.tables)
    checks = "\n".join(f'check("{table["name"]}")' for table in exercise.tables)
    title = f"{number}. {exercise.tables[0]['title']} ({points:g} points)"
    task = exercise.source.partition(": ")[2]
    return f"# %% [markdown]\n# ## {title}\n#\n# Write `{task}`.\n\n# %%\n{exercise.master}\n# %%\n{checks}\n"

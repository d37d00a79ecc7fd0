"""The exercises of `assignments/exercises`: as few assignments, and work of each style as one submission.

`python tests/field/collection.py` prints a table of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from grader.authoring.course_exercises import IMPORTS, CourseExercise, read_exercises
from grader.authoring.new import exercise_files, fill

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
ALL = read_exercises()
EXERCISES = ALL[:82] + ALL[145:]  # as 18 public courses and sites assign them
INVENTED = ALL[82:145]  # by somebody who had read assignments/README.md alone


def row(exercise: CourseExercise) -> str:
    """The exercise's row in the printed table, from the comments above its question."""
    comments = [line.removeprefix("# ") for line in exercise.question.splitlines() if line.startswith("#")]
    source, function = exercise.source.split(": ", maxsplit=1)
    note = "".join(each.removeprefix("Note: ") for each in comments[1:])
    needs = [name for name, pattern in MECHANISMS.items() if re.search(pattern, exercise.question, re.M)]
    return f"| {exercise.number} | {source} | `{function}` | {', '.join(needs)} | {note} |"


def work(exercise: CourseExercise, style: str) -> str:
    """What a submission in a style, such as "wrong 2", holds of this exercise."""
    kind, number = style.split()
    return exercise.of(kind)[int(number) - 1]


def grouped(exercises: Iterable[CourseExercise]) -> list[list[CourseExercise]]:
    """The exercises in few assignments, such that no name is defined twice in one."""
    groups: list[list[CourseExercise]] = []
    for exercise in exercises:
        for group in groups:
            if not any(exercise.top_level & other.top_level for other in group):
                group.append(exercise)
                break
        else:
            groups.append([exercise])
    return groups


def write_assignment(folder: Path, exercises: list[CourseExercise]) -> Path:
    """An assignment of these exercises, as `grader new field --from` writes it; its folder."""
    fill(folder, "field", exercise_files(exercises))
    return folder


def write_submission(path: Path, exercises: list[CourseExercise], style: str) -> Path:
    """The work of all these exercises in one style; the path."""
    texts = [work(each, style) for each in exercises]
    path.write_text("\n\n".join([IMPORTS, *texts]), encoding="utf-8")
    return path


if __name__ == "__main__":
    print("\n".join(map(row, ALL)))

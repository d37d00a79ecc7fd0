"""A new assignment that can be rehearsed as it is: one of the examples, or exercises of public courses."""

from __future__ import annotations

import json
import keyword
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.authoring.course_exercises import CourseExercise, assignment_files, check_names, find_exercises
from grader.authoring.schema import SCHEMA_FILE, schema_text
from grader.base.errors import UserError
from grader.base.files import check_folder, reason
from grader.base.safe_names import safe_name

EXAMPLES = Path(__file__).parent / "example-assignments"
SUFFIX = ".txt"  # of an example's files, which no linter and no test runner takes for code of ours
NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
CELL = re.compile(r"^# %%(.*)\n", re.MULTILINE)


def example_names() -> list[str]:
    """The examples, the default one first."""
    return sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())


def write_new(folder: Path, source: str) -> str:
    """Write an example, or exercises (`ridge,adam`), into `folder`, which is made and named like the assignment.

    Returns a line for each exercise taken. Raises UserError, and writes nothing, for a name that cannot be used,
    an existing folder, an unknown exercise, and two that define the same name.
    """
    _check(folder)
    if source in example_names():
        files, words = dict(_example_files(source)), ""
    else:
        found = {word: find_exercises(word) for word in source.replace(" ", "").split(",")}
        files = exercise_files([exercises[0] for exercises in found.values()])
        words = "".join(_taken(word, *exercises) for word, exercises in found.items())
        words += "Students read what to call, and no formula: write into the notebook what each function computes.\n"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        pending = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            pending.chmod(0o755)
            fill(pending, folder.name, files)
            pending.rename(folder)
        finally:
            shutil.rmtree(pending, ignore_errors=True)
    except OSError as error:
        raise UserError(f"{folder}: this cannot be written: {reason(error)}. Name another place.") from None
    return words


def _check(folder: Path) -> None:
    name = folder.name
    if not NAME.fullmatch(name) or keyword.iskeyword(name) or safe_name(name) != name:
        raise UserError(
            f"{name!r} cannot be the name of an assignment: a name has at most 50 of the letters a-z, the digits 0-9 "
            "and _, begins with a letter, and is no word of Python. Try one such as homework_1."
        )
    if folder.exists() or folder.is_symlink():
        raise UserError(f"{folder}: this exists already, and nothing was written. Name another folder.")
    check_folder(folder)


def _taken(word: str, taken: CourseExercise, *others: CourseExercise) -> str:
    also = f"; or did you mean {', '.join(exercise.name for exercise in others[:4])}?" if others else "."
    return f"{word}: {taken.name}, {taken.source}{also}\n"


def exercise_files(exercises: Sequence[CourseExercise]) -> dict[str, str | bytes]:
    """All files of an assignment of these exercises, which begins as the examples do."""
    check_names(exercises)
    beginnings = dict(_example_files("least_squares"))
    files = dict(assignment_files(exercises))
    for name, end in (("assignment.toml", "[[question]]"), ("master", "# %% [markdown]\n# ## 1.")):
        files[name] = str(beginnings[name]).partition(end)[0] + str(files[name])
    return files


def fill(folder: Path, name: str, files: Mapping[str, str | bytes]) -> None:
    """Write the files of an assignment of this name into the folder."""
    for path, content in files.items():
        filled = content if isinstance(content, bytes) else _filled(content, name)
        if path == "master":
            path = f"{name}.ipynb"
            filled = (json.dumps(to_notebook(filled.decode()), indent=1, ensure_ascii=False) + "\n").encode()
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(filled)
    (folder / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8", newline="\n")


def _filled(text: str, name: str) -> bytes:
    return text.replace("@NAME@", name).replace("@TITLE@", name.replace("_", " ").capitalize()).encode()


def _example_files(example: str) -> Iterator[tuple[str, str | bytes]]:
    for path in sorted((EXAMPLES / example).rglob(f"*{SUFFIX}")):
        name = path.relative_to(EXAMPLES / example).with_suffix("").as_posix()
        yield name, path.read_text(encoding="utf-8")


def to_notebook(script: str) -> dict[str, Any]:
    """The notebook (nbformat 4.5) whose cells `# %%` and `# %% [markdown]` the script holds."""
    _, *parts = CELL.split(script)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    cells = [_cell(kind.strip(), text.strip("\n"), number) for number, (kind, text) in enumerate(pairs, 1)]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, text: str, number: int) -> dict[str, Any]:
    cell = {"id": f"cell-{number}", "metadata": {}}
    if kind == "[markdown]":
        prose = "\n".join(line.removeprefix("#").removeprefix(" ") for line in text.split("\n"))
        return {"cell_type": "markdown", **cell, "source": prose.splitlines(keepends=True)}
    code = {"execution_count": None, "outputs": [], "source": text.splitlines(keepends=True)}
    return {"cell_type": "code", **cell, **code}

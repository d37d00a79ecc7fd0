"""A new assignment that can be rehearsed as it is: one of the examples under another name."""

from __future__ import annotations

import json
import keyword
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.authoring.schema import SCHEMA_FILE, schema_text
from grader.base.errors import UserError
from grader.base.files import check_folder, reason
from grader.base.safe_names import safe_name
from grader.base.text import did_you_mean

EXAMPLES = Path(__file__).parent / "example-assignments"
SUFFIX = ".txt"  # of an example's files, which no linter and no test runner takes for code of ours
NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
CELL = re.compile(r"^# %%(.*)\n", re.MULTILINE)


def example_names() -> list[str]:
    """The examples, the default one first."""
    return sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())


def write_new(folder: Path, example: str) -> None:
    """Write the example's assignment into `folder`, which is made and named like the assignment; or nothing at all.

    Raises UserError for a name that cannot be used, an existing folder and an unknown example.
    """
    _check(folder, example)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        pending = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            pending.chmod(0o755)
            _fill(pending, folder.name, example)
            pending.rename(folder)
        finally:
            shutil.rmtree(pending, ignore_errors=True)
    except OSError as error:
        raise UserError(f"{folder}: this cannot be written: {reason(error)}. Name another place.") from None


def _check(folder: Path, example: str) -> None:
    name = folder.name
    if not NAME.fullmatch(name) or keyword.iskeyword(name) or safe_name(name) != name:
        raise UserError(
            f"{name!r} cannot be the name of an assignment: a name has at most 50 of the letters a-z, the digits 0-9 "
            "and _, begins with a letter, and is no word of Python. Try one such as homework_1."
        )
    if example not in (names := example_names()):
        meant = did_you_mean(example, names)
        raise UserError(f"--from {example}: there is no such example.{meant} Choose from {', '.join(names)}.")
    if folder.exists() or folder.is_symlink():
        raise UserError(f"{folder}: this exists already, and nothing was written. Name another folder.")
    check_folder(folder)


def _fill(folder: Path, name: str, example: str) -> None:
    for path, text in _files(EXAMPLES / example):
        filled = text.replace("@NAME@", name).replace("@TITLE@", name.replace("_", " ").capitalize())
        if path == Path("master"):
            path, filled = Path(f"{name}.ipynb"), json.dumps(to_notebook(filled), indent=1, ensure_ascii=False) + "\n"
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(filled, encoding="utf-8", newline="\n")
    (folder / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8", newline="\n")


def _files(example: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(example.rglob(f"*{SUFFIX}")):
        yield path.relative_to(example).with_suffix(""), path.read_text(encoding="utf-8")


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

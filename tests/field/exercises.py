"""Assignments of the field, one folder each in `written`: as they are assigned, with a master, and others' work.

Names, argument order and form of the result are those of the courses; every solution is ours.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np

WRITTEN = Path(__file__).parent / "written"


def read(name: str) -> str:
    """The text of a file, such as `drivers/work.py`."""
    return (WRITTEN / name).read_text("utf-8")


def questions(folder: str) -> dict[str, str]:
    """The tables of an assignment's questions, by name."""
    tables = read(f"{folder}/assignment.toml").split("[[question]]")[1:]
    return {re.findall(r'name = "(\w+)"', table)[0]: f"[[question]]{table}" for table in tables}


def copy(folder: str, to: Path) -> Path:
    """Write an assignment with its data into a folder, which tests may change; the folder."""
    shutil.copytree(WRITTEN / folder, to, dirs_exist_ok=True)
    if folder == "functions":
        houses = {"X": np.array([[0.5, 1.0], [1.5, 0.0], [1.0, 2.0]]), "y": np.array([1, 2, 4])}
        np.savez(to / "data" / "houses.npz", **houses)
    return to


POLY, COST = (questions("exercises")[name] for name in ("build_poly", "compute_loss"))
MASTER = read("exercises/field.py")


def write(folder: Path, question: str, master: str = MASTER) -> Path:
    """Write an assignment with this question; its folder."""
    head = read("exercises/assignment.toml").partition("[[question]]")[0]
    (folder / "assignment.toml").write_text(head + question, encoding="utf-8")
    (folder / "field.py").write_text(master, encoding="utf-8")
    return folder

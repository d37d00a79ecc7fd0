"""Which key `check` uses, on the command line and in a notebook, and which of its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import grader
from grader.base.errors import UserError
from grader.base.text import did_you_mean

if TYPE_CHECKING:
    from grader.model.key import Key


class NoKey(UserError):
    """There is no key beside the notebook; the message says where it was looked for."""


def key_beside_file(notebook: Path, *, of_others: bool = False) -> Path:
    """The only key in the notebook's folder. Raises UserError, also for a notebook `of_others`.

    They may have put the key there, and what it says would be believed.
    """
    keys = sorted(notebook.resolve().parent.glob("*.key"))
    if of_others:
        where = f"{keys[0]} lies beside this notebook, but whoever handed it in may have put it there. " if keys else ""
        raise UserError(
            f"{notebook}: by which key? {where}Where the commands of staff are installed, a key is taken only if you "
            f"name it: grader check {notebook} --key KEY"
        )
    if len(keys) != 1:
        what = "There are several keys" if keys else "There is no key"
        where = "" if keys else " Put it back into the folder of the homework's zip, which holds NAME-student.key."
        raise UserError(f"{what} beside {notebook}.{where} Or name the key with --key NAME.key")
    return keys[0]


def key_of_running_notebook(file: str) -> Path:
    """The handout's key in the working directory, or in the folder that this package was unpacked to. Raises NoKey.

    marimo says which `file` runs, and its working directory may be another one.
    """
    folders = [*([Path(file).resolve().parent] if file else []), Path.cwd(), Path(grader.__file__).resolve().parents[1]]
    for folder in folders:
        keys = sorted(folder.glob("*-student.key")) or sorted(folder.glob("*.key"))
        if keys:
            return keys[0]
    places = " and ".join(dict.fromkeys(map(str, folders)))
    raise NoKey(
        f"There is no key beside this notebook. Looked for a file that ends in .key in {places}. "
        "Unpack the whole zip of the homework into one folder, and open the notebook there."
    )


def with_questions(key: Key, names: Sequence[str]) -> Key:
    """The key with the named questions, or with all if none is named. Raises UserError for an unknown name."""
    all_names = [question.name for question in key.questions]
    for name in names:
        if name not in all_names:
            raise UserError(
                f"There is no question {name!r}.{did_you_mean(name, all_names)} Known: {', '.join(all_names)}."
            )
    return replace(key, questions=tuple(q for q in key.questions if not names or q.name in names))

"""The command that grades a checkout; `autograder.py` calls it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.base.errors import UserError
from grader.frontends.student.command_line import app


@app.command(hidden=True)
def github(
    key: Annotated[Path, typer.Option("--key", help="The student's key, which holds visible cases alone.")],
    folder: Annotated[Path, typer.Option(help="The checkout of the student's repository.")] = Path(),
) -> None:
    """Grade a repository on GitHub: write result.json for Classroom 50, and release-body.md for people.

    Example: grader github --key assignment.key
    """
    from grader.frontends.github.checkout import grade_checkout

    if not folder.is_dir():
        raise UserError(f"--folder {folder}: there is no such folder. Name the checkout of a student's repository.")
    raise typer.Exit(grade_checkout(folder, key))

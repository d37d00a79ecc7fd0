"""The command that Gradescope's image runs for each submission."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.base.errors import UserError
from grader.frontends.student.command_line import app


@app.command(hidden=True)
def gradescope(root: Annotated[Path, typer.Option(help="Gradescope's folder.")] = Path("/autograder")) -> None:
    """Grade Gradescope's one submission and write results.json; this is what run_autograder calls."""
    from grader.frontends.gradescope.grading import run_autograder

    if not root.is_dir():
        raise UserError(f"--root {root}: there is no such folder. Name one that is laid out like Gradescope's.")
    raise typer.Exit(run_autograder(root))

"""The edge of the command line."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from grader.frontends.staff import commands  # noqa: F401  registers what is completed
from grader.frontends.student.command_line import app

WORDS = {"bash": ("COMP_WORDS", "COMP_CWORD"), "zsh": ("_TYPER_COMPLETE_ARGS", "")}


@pytest.mark.parametrize("shell", WORDS)
@pytest.mark.parametrize(("typed", "offered"), [("grader rehe", "rehearse"), ("grader regrade --dr", "--dry-run")])
def test_a_shell_completes_commands_and_options(shell, typed, offered):
    """What `grader --install-completion` makes a shell ask at each press of the tab key."""
    text, count = WORDS[shell]
    asked = {"_GRADER_COMPLETE": f"complete_{shell}", text: typed} | ({count: str(typed.count(" "))} if count else {})
    assert offered in CliRunner().invoke(app, [], prog_name="grader", env=asked).stdout

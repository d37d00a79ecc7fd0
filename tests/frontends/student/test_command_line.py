"""The edge of the command line."""

from __future__ import annotations

import io
import sys

import pytest
import typer
from typer.testing import CliRunner

from grader.base.errors import UserError
from grader.frontends.staff import decision_commands  # noqa: F401  registers all commands of staff
from grader.frontends.student import command_line
from grader.frontends.student.command_line import app
from grader.frontends.student.key_choice import key_beside_file

WORDS = {"bash": ("COMP_WORDS", "COMP_CWORD"), "zsh": ("_TYPER_COMPLETE_ARGS", "")}


@pytest.mark.parametrize("shell", WORDS)
@pytest.mark.parametrize(("typed", "offered"), [("grader rehe", "rehearse"), ("grader regrade --dr", "--dry-run")])
def test_a_shell_completes_commands_and_options(shell, typed, offered):
    """What `grader --install-completion` makes a shell ask at each press of the tab key."""
    text, count = WORDS[shell]
    asked = {"_GRADER_COMPLETE": f"complete_{shell}", text: typed} | ({count: str(typed.count(" "))} if count else {})
    assert offered in CliRunner().invoke(app, [], prog_name="grader", env=asked).stdout


@pytest.mark.parametrize(
    ("started", "words"), [("/zip/grader/__main__.py", "python -m grader"), ("/usr/bin/grader", "grader")]
)
def test_commands_that_are_proposed_are_called_as_this_one_was(monkeypatch, started, words):
    """A student's zip installs no command `grader`."""
    monkeypatch.setattr(sys, "argv", [started, "check", "hw.ipynb"])
    assert command_line.program() == words


def test_a_notebook_without_a_key_beside_it_is_sent_back_to_its_folder(tmp_path):
    with pytest.raises(UserError, match=r"Put it back into the folder of the homework's zip.* --key NAME\.key"):
        key_beside_file(tmp_path / "hw.ipynb")


def test_a_name_that_a_log_has_no_letters_for_ends_no_command(monkeypatch):
    """`grade > log.txt` on Windows, and a student whose file is named in Chinese."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="cp1252"))
    monkeypatch.setattr(command_line, "COMMAND_MODULES", ())
    monkeypatch.setattr(command_line, "app", lambda: print("李雷: 3 / 4", flush=True))
    command_line.main()
    assert written.getvalue().split() == [rb"\u674e\u96f7:", b"3", b"/", b"4"]


def test_a_command_of_version_0_2_does_its_work_and_says_its_new_name(tmp_path):
    old = CliRunner().invoke(app, ["decisions", str(tmp_path)])
    new = CliRunner().invoke(app, ["decide", "list", str(tmp_path)])
    assert (
        old.stderr
        == f"`grader decisions` is now `grader decide list`. The old name goes with version 0.4.\n{new.stderr}"
    )
    assert old.exit_code == new.exit_code == 2


def test_the_help_has_at_most_twenty_commands_in_five_panels_and_no_type_beside_a_flag():
    main = typer.main.get_command(app)
    seen = [command for command in main.commands.values() if not command.hidden]
    assert len(seen) <= 20 and {command.rich_help_panel for command in seen} == set(command_line.PANELS)
    helps = [CliRunner().invoke(app, words).stdout for words in (["--help"], ["rehearse", "--help"], ["decide", "-h"])]
    assert not any("<bool>" in each or "bool" in each for each in helps)

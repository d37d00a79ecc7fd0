"""The edge of the command line: the app that commands register with, and where errors become sentences.

The commands are in the modules of `COMMAND_MODULES`, as far as they are installed: a student's zip holds the first of
them.

Exit codes: 0 done and all well; 1 done, and something failed; 2 could not be done (usage, bad input); 130 interrupted.
"""

from __future__ import annotations

import functools
import importlib
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
import typer.core

from grader.base import dependencies
from grader.base.errors import UserError
from grader.base.version import version

if TYPE_CHECKING:
    from rich.console import Console


FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130
PANELS = STUDENT, ASSIGNMENT, CLASS, TERM, DECISIONS = (
    "A student", "An assignment", "A class", "A term", "Decisions of staff"
)  # fmt: skip
RENAMED = {
    "decisions": ("decide", "list"), "identify": ("show",),
    **{
        kind: ("decide", kind)
        for kind in ("override", "excuse", "comment", "extend", "stamp", "drop", "name", "names", "undo")
    },
}  # fmt: skip
FRONTENDS = Path(__file__).resolve().parents[1]
COMMAND_MODULES = (
    "student.commands", "staff.commands", "staff.decision_commands", "gradescope.command", "github.command",
)  # fmt: skip


class _PlainFlags:
    """A command or a group whose help shows no type beside a flag, which takes no value."""

    def get_params(self, context: Any) -> list[Any]:
        """As Typer's, each flag without the name of a value."""
        parameters: list[Any] = super().get_params(context)  # type: ignore[misc]
        for parameter in parameters:
            if getattr(parameter, "is_flag", False):
                parameter.metavar = ""
        return parameters


class _Command(_PlainFlags, typer.core.TyperCommand):
    pass


class _Group(_PlainFlags, typer.core.TyperGroup):
    def resolve_command(self, context: Any, words: list[str]) -> Any:
        """As Typer's, a command of version 0.2 by its old name too, with a line."""
        if (new := RENAMED.get(words[0])) and new[0] in self.commands:
            print(
                f"`grader {words[0]}` is now `grader {' '.join(new)}`. The old name goes with version 0.4.",
                file=sys.stderr,
            )
            words = [*new, *words[1:]]
        return super().resolve_command(context, words)


class Commands(typer.Typer):
    """Typer's app, with one contract for errors: every command runs inside `plain_errors`."""

    def __init__(self, **options: Any) -> None:
        settings = {"help_option_names": ["-h", "--help"]}
        super().__init__(cls=_Group, no_args_is_help=True, context_settings=settings, **options)

    def command(  # type: ignore[override]
        self, *arguments: Any, **options: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """As Typer's; the function itself is left as it is."""
        register = super().command(*arguments, cls=_Command, **options)

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            """Register the function as it runs inside `plain_errors`."""

            @functools.wraps(function)
            def run(*arguments: Any, **options: Any) -> Any:
                with plain_errors():
                    return function(*arguments, **options)

            register(run)
            return function

        return add


@contextmanager
def plain_errors() -> Iterator[None]:
    """Print a UserError as a sentence and exit with its code; exit with 130 where the user interrupts.

    Everything else is a bug of the grader and stays a traceback.
    """
    try:
        yield
    except UserError as error:
        _exit(str(error), error.exit_code)
    except ModuleNotFoundError as error:
        if not (message := dependencies.missing_package_message(error)):
            raise
        _exit(message, UNUSABLE)
    except KeyboardInterrupt:
        _exit("Interrupted.", INTERRUPTED)


def _exit(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code) from None


app = Commands(
    name="grader",
    pretty_exceptions_enable=False,
    help="Grade exercises of machine learning and optimization: cases computed, mistakes named, no score forged.",
)


@app.callback(invoke_without_command=True)
def options(show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """What the command takes without a subcommand."""
    if show_version:
        print(f"first-order-grader {version()}")
        raise typer.Exit()


def console() -> Console:
    """Standard output; no colour where NO_COLOR is set or where it is no terminal."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 100)


def grades_others() -> bool:
    """Whether the commands of staff are installed; a student's zip does not hold them."""
    return (FRONTENDS / "staff").is_dir()


def program() -> str:
    """How this command is called: `grader`, or `python -m grader` as in a student's zip."""
    return "python -m grader" if Path(sys.argv[0]).parts[-2:] == ("grader", "__main__.py") else "grader"


def main() -> None:
    """The command `grader`, with the commands that are installed here."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a log of Windows has no letters for every student's name
        sys.stdout.reconfigure(errors="backslashreplace")
    for module in COMMAND_MODULES:
        if FRONTENDS.joinpath(*module.split(".")).with_suffix(".py").is_file():  # here, not in another installation
            importlib.import_module(f"grader.frontends.{module}")
    app()

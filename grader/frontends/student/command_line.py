"""The command line: its edge, where errors become sentences, and the commands that a student has.

The commands of staff are in `grader.frontends.staff` and `grader.frontends.gradescope`, which the student's zip does
not hold.

Exit codes: 0 done and all well; 1 done, and something failed; 2 could not be done (usage, bad input); 130 interrupted.
"""

from __future__ import annotations

import functools
import importlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from grader.base import dependencies, files
from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.base.version import version

if TYPE_CHECKING:
    from grader.model.key import Key
    from grader.model.report import Report
    from grader.sandbox.isolation.profiles import Isolation

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130
FRONTENDS = Path(__file__).resolve().parents[1]
FOR_STAFF = ("staff.commands", "gradescope.command")


class Commands(typer.Typer):
    """Typer's, with one contract for errors: every command runs inside `plain_words`."""

    def command(  # type: ignore[override]
        self, *arguments: Any, **options: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """As Typer's; the function itself is left as it is."""
        register = super().command(*arguments, **options)

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            @functools.wraps(function)
            def run(*arguments: Any, **options: Any) -> Any:
                with plain_words():
                    return function(*arguments, **options)

            register(run)
            return function

        return add


@contextmanager
def plain_words() -> Iterator[None]:
    """Print a UserError and exit with its code; print that the user interrupted, and exit with 130.

    Everything else is a bug of ours and stays a traceback.
    """
    try:
        yield
    except UserError as error:
        _say(str(error))
        raise typer.Exit(error.exit_code) from None
    except ModuleNotFoundError as error:
        if not (words := dependencies.missing_package_message(error)):
            raise
        _say(words)
        raise typer.Exit(UNUSABLE) from None
    except KeyboardInterrupt:
        _say("Interrupted.")
        raise typer.Exit(INTERRUPTED) from None


def _say(words: str) -> None:
    print(words, file=sys.stderr)


app = Commands(
    name="grader",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Grade first-order optimization homework: every case computed, every known mistake named, no score forged.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
KeyFile = Annotated[Path | None, typer.Option("--key", help="The key; without it, the one beside the notebook.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="Your notebook or Python file.")],
    questions: Annotated[list[str] | None, typer.Argument(help="Only these questions.")] = None,
    key: KeyFile = None,
    html: Annotated[Path | None, typer.Option(help="Write a page with pictures to this file as well.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check your notebook: the cases that you may see, run and judged as Gradescope does it.

    Example: grader check first_order.ipynb adam momentum
    """
    from grader.judging.judge import judge
    from grader.processes.fork_server import shared_fork_server_on_linux
    from grader.reports.terminal import show
    from grader.sandbox.environment import Environment
    from grader.sandbox.transcribe import transcribe

    files.check_is_file(notebook)
    files.check_writable(html)
    chosen = _only(_key(key, notebook), questions or [])
    environment = Environment(isolation=isolation_for(chosen), fork_server=shared_fork_server_on_linux())
    transcript = transcribe(notebook, chosen, environment)
    report = judge(chosen, transcript)
    if html:
        from grader.reports.html import page

        files.write_text(html, page(chosen, transcript, report))
    if as_json:
        print(report.to_json())
    else:
        show(report, console())
        if html:
            print(f"\nThe page is in {html}.")
    raise typer.Exit(_code([report]))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say which versions are here, what JAX computes on, and what isolation this machine gives.

    Example: grader doctor
    """
    from grader.frontends.student.doctor import examine, text

    findings = examine()
    print(json.dumps(findings.to_data(), indent=2) if as_json else text(findings))
    raise typer.Exit(0 if findings.well else FAILED)


@app.callback(invoke_without_command=True)
def options(show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """What the command takes without a subcommand."""
    if show_version:
        print(f"first-order-grader {version()}")
        raise typer.Exit()


def console() -> Console:
    """Standard output; no colour where NO_COLOR is set or nobody looks."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 100)


def _key(path: Path | None, notebook: Path) -> Key:
    from grader.model.key import read_key

    if path is None:
        beside = sorted(notebook.resolve().parent.glob("*.key"))
        if len(beside) != 1:
            what = "There is no key" if not beside else "There are several keys"
            raise UserError(f"{what} beside {notebook}. Name one: grader check {notebook.name} --key NAME.key")
        path = beside[0]
    return read_key(path)


def isolation_for(key: Key) -> Isolation:
    """What must hold before code is run: nothing for a student's key, with which students run their own code.

    The zip's requirements bring no Landlock and no seccomp; root in a private home would be refused without them.
    """
    from grader.sandbox.isolation.profiles import expected_isolation

    return expected_isolation() if key.audience == "instructor" else replace(expected_isolation(), due=())


def _only(key: Key, questions: Sequence[str]) -> Key:
    """The key with the named questions alone. Raises UserError for a name that it does not have."""
    names = [q.name for q in key.questions]
    for name in questions:
        if name not in names:
            raise UserError(f"There is no question {name!r}.{did_you_mean(name, names)} Known: {', '.join(names)}.")
    return replace(key, questions=tuple(q for q in key.questions if not questions or q.name in questions))


def _code(reports: Sequence[Report]) -> int:
    """0 if everything that counts in the reports is right or recorded, else 1."""
    well = [r.status == "graded" for r in reports]
    well += [q.status in ("right", "recorded") for r in reports for q in r.questions if q.counts]
    return 0 if all(well) else FAILED


def main() -> None:
    """The command `grader`, with the commands of staff where they are installed."""
    for module in FOR_STAFF:
        if FRONTENDS.joinpath(*module.split(".")).with_suffix(".py").is_file():  # here, not in another installation
            importlib.import_module(f"grader.frontends.{module}")
    app()

"""The commands that a student has: `check` and `doctor`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from grader.base import files
from grader.frontends.student.command_line import FAILED, STUDENT, app, console, grades_others, program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.key import Key
    from grader.model.transcript import Transcript
    from grader.repairs.repair import Repair
    from grader.sandbox.environment import Environment

SEARCH_SECONDS, EXPLAIN_SECONDS = 15.0, 60.0  # of searches for slips, for all questions together
KeyOption = Annotated[Path | None, typer.Option("--key", help="The key; students may leave it out.")]
WaiverOption = Annotated[
    list[str] | None,
    typer.Option("--isolation", help="`none`: run without layers that are due beside an instructor's key."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.command(rich_help_panel=STUDENT)
def check(  # noqa: PLR0913  typer: a parameter for each argument and option
    notebook: Annotated[Path, typer.Argument(help="Your notebook or Python file.")],
    questions: Annotated[list[str] | None, typer.Argument(help="Only these questions.")] = None,
    key: KeyOption = None,
    html: Annotated[Path | None, typer.Option(help="Write a page with pictures to this file as well.")] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Search your code for a minute for slips that nothing names; in a terminal 15 seconds."
        ),
    ] = False,
    as_json: JsonOption = False,
    isolation: WaiverOption = None,
) -> None:
    """Check your notebook: the cases that you may see, run and judged as Gradescope does it.

    Example: grader check first_order.ipynb adam momentum
    """
    from grader.extraction.files_beside import hand_in, own_files
    from grader.frontends.student.key_choice import key_beside_file, with_questions
    from grader.judging.judge import judge
    from grader.model.key import read_key
    from grader.repairs.visible_slips import with_slips
    from grader.reports.terminal import print_message, print_report
    from grader.sandbox.transcribe import transcribe

    files.check_is_file(notebook)
    files.check_writable(html)
    chosen = with_questions(read_key(key or key_beside_file(notebook, of_others=grades_others())), questions or [])
    needed, screen = own_files(notebook, chosen.modules), console()
    say: Callable[[str], None] = (lambda words: None) if as_json else partial(print_message, screen)
    environment = environment_for(chosen, isolation or ())
    transcript = transcribe([notebook, *needed], chosen, environment)
    report = judge(chosen, transcript)
    if not as_json:
        print_report(report, screen)
        say(hand_in(needed, notebook))
    is_awaited = screen.is_terminal and not as_json
    search = _Search(EXPLAIN_SECONDS if explain else SEARCH_SECONDS if is_awaited else 0.0, say)
    again = f"{program()} check {notebook}{f' --key {key}' if key else ''} --explain"
    report = with_slips(report, chosen, search.slips(chosen, transcript, environment, again))
    if html:
        from grader.reports.student_page import student_page

        files.write_text(html, student_page(chosen, transcript, report))
        say(f"The page is in {html}.")
    if as_json:
        print(report.to_json())
    right = all(question.status in ("right", "recorded") for question in report.questions if question.counts)
    raise typer.Exit(0 if report.status == "graded" and right else FAILED)


class _Search(NamedTuple):
    """A search for the slips in a student's program, of so many seconds, which says what it finds; 0: none."""

    seconds: float
    say: Callable[[str], None]

    def slips(
        self, key: Key, transcript: Transcript, environment: Environment, again: str
    ) -> dict[str, Sequence[Repair]]:
        """The slips by question, each said when it is found; `again` is the command that searches longer."""
        from grader.frontends.student.hints import NO_HINTS, searched_in_vain
        from grader.repairs.search_process import find_slips
        from grader.repairs.visible_slips import slip_message, unnamed

        slips = dict[str, "Sequence[Repair]"]()
        if key.options.get("hints") == "none":
            self.say(NO_HINTS if self.seconds == EXPLAIN_SECONDS else "")
        elif (names := unnamed(key, transcript)) and not self.seconds:
            self.say(f"{', '.join(names)}: `{again}` looks for the slip in your code.")
        elif names:
            limit = f"Up to {self.seconds:.0f} seconds; Ctrl-C ends it."
            self.say(f"Looking in your code for the cause: {', '.join(names)}. {limit}")
            for name, repaired in find_slips(key, transcript, environment, self.seconds):
                slips[name], question = repaired, key.question(name)
                self.say(f"{question.title}\n{slip_message(repaired, question)}" if repaired else "")
            self.say(searched_in_vain(key, transcript, [name for name in names if not slips.get(name)]))
        return slips


@app.command(rich_help_panel=STUDENT)
def doctor(as_json: JsonOption = False) -> None:
    """Say which versions are here, what JAX computes on, and what isolation this machine gives.

    Example: grader doctor
    """
    from grader.frontends.student.doctor import examine, examine_for_student

    findings = examine() if grades_others() else examine_for_student()
    print(json.dumps(findings.to_data(), indent=2) if as_json else findings.text())
    raise typer.Exit(0 if findings.well else FAILED)


def environment_for(key: Key, waived: Sequence[str] = ()) -> Environment:
    """What one submission runs in. No isolation is due for a student's key, with which students run their own code.

    The zip's requirements bring no Landlock and no seccomp. Raises IsolationMissing for an instructor's key where a
    layer is missing, unless `waived` holds "none".
    """
    from grader.processes.fork_server import shared_fork_server_on_linux
    from grader.sandbox.environment import Environment
    from grader.sandbox.isolation.missing import NONE, missing_lines
    from grader.sandbox.isolation.profiles import expected_isolation, unrequired_isolation
    from grader.sandbox.probe import require_layers

    is_due = key.audience == "instructor"
    for line in missing_lines(require_layers(NONE in waived)) if is_due else ():
        print(line, file=sys.stderr)
    isolation = expected_isolation() if is_due and NONE not in waived else unrequired_isolation()
    return Environment(isolation=isolation, fork_server=shared_fork_server_on_linux())

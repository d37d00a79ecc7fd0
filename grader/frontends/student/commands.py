"""The commands that a student has: `check` and `doctor`."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.base import files
from grader.frontends.student.command_line import FAILED, STUDENT, app, console, grades_others, program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.key import Key
    from grader.model.report import Report
    from grader.model.transcript import Transcript
    from grader.sandbox.environment import Environment

EXPLAIN_SECONDS = 60.0  # of searches for slips, for all questions together
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
    explain: Annotated[bool, typer.Option("--explain", help="Search your code for slips that nothing names.")] = False,
    as_json: JsonOption = False,
    isolation: WaiverOption = None,
) -> None:
    """Check your notebook: the cases that you may see, run and judged as Gradescope does it.

    Example: grader check first_order.ipynb adam momentum
    """
    from grader.extraction.files_beside import hand_in, own_files
    from grader.frontends.student.key_choice import key_beside_file, with_questions
    from grader.model.key import read_key
    from grader.reports.terminal import print_report

    files.check_is_file(notebook)
    files.check_writable(html)
    chosen = with_questions(read_key(key or key_beside_file(notebook, of_others=grades_others())), questions or [])
    needed = own_files(notebook, chosen.modules)
    transcript, report, of_slips = _judged(notebook, needed, chosen, _Options(explain, key, isolation or ()))
    if html:
        from grader.reports.student_page import student_page

        files.write_text(html, student_page(chosen, transcript, report))
    if as_json:
        print(report.to_json())
    else:
        print_report(report, console())
        for line in filter(None, [hand_in(needed, notebook), of_slips, f"The page is in {html}." if html else ""]):
            print(f"\n{line}")
    right = all(question.status in ("right", "recorded") for question in report.questions if question.counts)
    raise typer.Exit(0 if report.status == "graded" and right else FAILED)


@dataclass(frozen=True)
class _Options:
    """What was said on the command line of `check`."""

    explain: bool
    key: Path | None
    isolation: Sequence[str]


def _judged(notebook: Path, needed: Sequence[Path], key: Key, options: _Options) -> tuple[Transcript, Report, str]:
    """What the notebook did, its report, and where a search for slips can say more, or has named none."""
    from grader.frontends.student.hints import NO_HINTS, searched_in_vain
    from grader.judging.judge import judge
    from grader.repairs.search_process import find_slips
    from grader.repairs.visible_slips import unnamed, with_slips
    from grader.sandbox.transcribe import transcribe

    environment = environment_for(key, options.isolation)
    transcript = transcribe([notebook, *needed], key, environment)
    report = judge(key, transcript)
    if key.options.get("hints") == "none":
        return transcript, report, NO_HINTS if options.explain else ""
    names = unnamed(key, transcript)
    if not options.explain:
        again = f"{program()} check {notebook}{f' --key {options.key}' if options.key else ''} --explain"
        offer = f"{', '.join(names)}: `{again}` looks for the slip in your code."
        return transcript, report, offer if names else ""
    slips = dict(find_slips(key, transcript, environment, EXPLAIN_SECONDS))
    in_vain = [name for name in names if not slips.get(name)]
    return transcript, with_slips(report, key, slips), searched_in_vain(report, in_vain)


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
    from grader.sandbox.isolation.missing import NONE
    from grader.sandbox.isolation.profiles import expected_isolation, unrequired_isolation
    from grader.sandbox.probe import require_layers

    is_due = key.audience == "instructor"
    for line in require_layers(NONE in waived) if is_due else ():
        print(line, file=sys.stderr)
    isolation = expected_isolation() if is_due and NONE not in waived else unrequired_isolation()
    return Environment(isolation=isolation, fork_server=shared_fork_server_on_linux())

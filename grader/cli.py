"""The commands. Each one reads, calls what does the work, and shows what came of it; nothing is decided here.

Exit codes: 0 done and all well; 1 done, and something failed; 2 could not be done (usage, bad input).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from grader import __version__

FAILED, UNUSABLE = 1, 2

app = typer.Typer(
    name="grader",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Grade first-order optimization homework: every case computed, every known mistake named, no score forged.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
Folder = Annotated[Path, typer.Argument(help="The folder that holds assignment.toml.")]
KeyFile = Annotated[Path | None, typer.Option("--key", help="The key; without it, the one beside the notebook.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Isolated = Annotated[
    list[str] | None,
    typer.Option("--isolation", help="Refuse to run unless this layer holds, for `require` every promise; repeatable."),
]


def console() -> Console:
    """Standard output; no colour where NO_COLOR is set or nobody looks."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 100)


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
    from grader.judge import judge
    from grader.terminal import show
    from grader.transcribe import transcribe
    from grader.zygote import ahead

    with plain_words():
        found = _key(key, notebook)
        chosen = _only(found, questions or [])
        transcript = transcribe(notebook, chosen, zygote=ahead())
        report = judge(chosen, transcript)
    if html:
        from grader.html import page

        html.write_text(page(chosen, transcript, report), encoding="utf-8")
    if as_json:
        print(report.to_json())
    else:
        show(report, console())
        if html:
            print(f"\nThe page is in {html}.")
    raise typer.Exit(_code([report]))


@app.command()
def compile(
    assignment: Folder,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The key's file; default NAME.key.")] = None,
) -> None:
    """Make the instructor's key: expected answers, earned tolerances, what known mistakes answer.

    Example: grader compile assignments/first_order -o first_order.key
    """
    with plain_words():
        facts, key = _compiled(assignment)
        target = out or Path(f"{facts.name}.key")
        target.write_text(key.to_json(), encoding="utf-8")
    cases = sum(len(q.cases) for q in key.questions)
    mistakes = sum(len(q.mistakes) for q in key.questions) + len(key.bookkeeping) + len(key.structural)
    print(f"{target}: {len(key.questions)} questions, {cases} cases, {key.points:g} points, {mistakes} known mistakes.")


@app.command()
def release(
    assignment: Folder,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write to.")] = Path("dist"),
) -> None:
    """Write the student zip, the Gradescope zip and the key.

    Example: grader release assignments/first_order -o dist/
    """
    from grader.release import release as write

    with plain_words():
        facts, key = _compiled(assignment)
        files = write(facts, key, out)
    print(f"For students:    {files.student}\nFor Gradescope:  {files.gradescope}\nFor yourself:    {files.key}")


@app.command()
def rehearse(
    assignment: Folder,
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option(help="Write a page that you can show a colleague.")] = None,
) -> None:
    """Prove an assignment before students see it: honest work keeps every point, every known mistake is caught.

    Example: grader rehearse assignments/first_order
    """
    from grader import proof
    from grader.rehearse import rehearse as prove

    with plain_words():
        facts, key = _compiled(assignment)
        found = prove(facts, key, progress=_progress)
    if html:
        html.write_text(proof.page(found), encoding="utf-8")
    print(found.to_json() if as_json else proof.text(found))
    raise typer.Exit(0 if found.passed else FAILED)


@app.command()
def grade(
    submissions: Annotated[list[Path], typer.Argument(help="Notebooks, folders, or export zips.")],
    key: Annotated[Path, typer.Option("--key", help="The instructor's key.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for results.")] = Path("results"),
    jobs: Annotated[int, typer.Option(help="How many submissions at once.")] = 1,
    scheduler: Annotated[str | None, typer.Option(help="Address of a dask scheduler.")] = None,
    roster: Annotated[Path | None, typer.Option(help="A CSV with the columns id, name, email.")] = None,
    shard: Annotated[str | None, typer.Option(help="Only part i of n, as i/n.")] = None,
    as_json: Annotated[Path | None, typer.Option("--json", help="Write one ID.json per submission here.")] = None,
    isolation: Isolated = None,
) -> None:
    """Grade a class: resumable, one result per submission, a bad one never stops the run.

    Example: grader grade export.zip --key dist/first_order.key -o results/
    """
    from grader import classroom

    with plain_words():
        _require(isolation or [])
        summary = classroom.grade(
            submissions, key, out, jobs=jobs, scheduler=scheduler, roster=roster, shard=shard, as_json=as_json
        )
    print(summary.text)
    raise typer.Exit(FAILED if summary.unchecked else 0)


@app.command()
def regrade(
    results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")],
    key: Annotated[Path, typer.Option("--key", help="The new key.")],
    jobs: Annotated[int | None, typer.Option(help="How many processes; default: for a large class all.")] = None,
    as_json: Annotated[Path | None, typer.Option("--json", help="Write one ID.json per submission here.")] = None,
) -> None:
    """Judge stored runs again by another key; runs no student code.

    Example: grader regrade results/ --key new.key
    """
    from grader import classroom

    with plain_words():
        summary = classroom.regrade(results, key, jobs=jobs, as_json=as_json)
    print(summary.text)
    raise typer.Exit(FAILED if summary.unchecked else 0)


@app.command()
def show(
    results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")],
    submission: Annotated[str, typer.Argument(help="The submission's id.")],
) -> None:
    """Print one submission's report.

    Example: grader show results/ right
    """
    from grader import classroom
    from grader.terminal import show as print_report

    with plain_words():
        print_report(classroom.stored(results, submission), console())


@app.command()
def report(results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")]) -> None:
    """Write the class report and a page per student.

    Example: grader report results/
    """
    from grader import classroom

    with plain_words():
        print(f"The class report is in {classroom.report(results)}.")


@app.command()
def export(
    results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")],
    format: Annotated[str, typer.Option(help="canvas, gradescope, moodle or csv.")] = "csv",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The file to write.")] = None,
    anonymous: Annotated[bool, typer.Option(help="Codes in place of names.")] = False,
) -> None:
    """Write a gradebook for Canvas, Gradescope or Moodle, or a plain CSV.

    Example: grader export results/ --format canvas -o canvas.csv
    """
    from grader import classroom

    with plain_words():
        target, left = classroom.export(results, format, out, anonymous=anonymous)
    print(f"The gradebook is in {target}.")
    if left:
        print(f"Left empty, since something could not be checked: {', '.join(left)}")
        raise typer.Exit(FAILED)


@app.command()
def merge(
    target: Annotated[Path, typer.Argument(help="The results folder to merge into.")],
    sources: Annotated[list[Path], typer.Argument(help="Results folders of shards.")],
) -> None:
    """Put the results of several shards into one folder.

    Example: grader merge results/ results-1/ results-2/
    """
    from grader import classroom

    with plain_words():
        print(f"{classroom.merge(target, sources)} submissions are in {target}.")


@app.command()
def gradescope(
    root: Annotated[Path, typer.Option(help="Gradescope's folder.")] = Path("/autograder"),
) -> None:
    """Grade Gradescope's one submission and write results.json; this is what run_autograder calls."""
    from grader.gradescope import run

    raise typer.Exit(run(root))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say which versions are here, what JAX computes on, and what isolation this machine gives.

    Example: grader doctor
    """
    from grader.doctor import examine, text

    found = examine()
    print(json.dumps(found.to_data(), indent=2) if as_json else text(found))
    raise typer.Exit(0 if found.well else FAILED)


@app.callback(invoke_without_command=True)
def options(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """What the command takes without a subcommand."""
    if version:
        print(f"first-order-grader {__version__}")
        raise typer.Exit()


# ── what commands share


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what the user can mend into one sentence and exit code 2; what is our own fault stays a traceback."""
    try:
        yield
    except ModuleNotFoundError as error:
        fail(f"This command needs {error.name!r}, which is not installed here. Is this the grader of a student's zip?")
    except (ValueError, OSError) as error:
        if isinstance(error, (UnicodeError, json.JSONDecodeError)) or not str(error):
            raise
        fail(str(error) if not isinstance(error, OSError) or error.filename is None else _os_words(error))


def _os_words(error: OSError) -> str:
    return f"{error.filename}: {(error.strerror or str(error)).lower()}."


def fail(message: str) -> None:
    """Say it on standard error and exit with 2."""
    print(message, file=sys.stderr)
    raise typer.Exit(UNUSABLE)


def _key(path: Path | None, notebook: Path) -> Any:
    from grader.key import read

    if path is None:
        beside = sorted(notebook.resolve().parent.glob("*.key"))
        if len(beside) != 1:
            what = "There is no key" if not beside else "There are several keys"
            fail(f"{what} beside {notebook}. Name one: grader check {notebook.name} --key NAME.key")
        path = beside[0]
    return read(path)


def _only(key: Any, questions: list[str]) -> Any:
    """The key with the named questions alone."""
    from dataclasses import replace

    from grader.words import did_you_mean

    names = [q.name for q in key.questions]
    for name in questions:
        if name not in names:
            fail(f"There is no question {name!r}.{did_you_mean(name, names)} Known: {', '.join(names)}.")
    if not questions:
        return key
    return replace(key, questions=tuple(q for q in key.questions if q.name in questions))


def _compiled(folder: Path) -> Any:
    from grader.assignment import load

    facts = load(folder)
    from grader.compile import compile as make

    return facts, make(facts)


def _require(layers: list[str]) -> None:
    if layers:
        from grader import isolation

        isolation.require(isolation.probe(long=isolation.takes_long(layers)), layers)


def _progress(text: str) -> None:
    """A line of progress on a terminal, nothing elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _code(reports: list[Any]) -> int:
    """0 if everything that counts in the reports is right or recorded, else 1."""
    well = [r.status == "graded" for r in reports]
    well += [q.status in ("right", "recorded") for r in reports for q in r.questions if q.counts]
    return 0 if all(well) else FAILED


def main() -> None:
    """The command `grader`."""
    app()

"""The commands of staff. Each one calls what does the work, and shows what came of it; nothing is decided here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from grader.base import files
from grader.frontends.student.command_line import FAILED, AsJson, app, console, main

Folder = Annotated[Path, typer.Argument(help="The folder that holds assignment.toml.")]
Isolated = Annotated[
    list[str] | None,
    typer.Option("--isolation", help="Refuse to run unless this layer holds, for `require` every promise; repeatable."),
]


@app.command()
def compile(
    assignment: Folder,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The key's file; default NAME.key.")] = None,
) -> None:
    """Make the instructor's key: expected answers, earned tolerances, what known mistakes answer.

    Example: grader compile assignments/first_order -o first_order.key
    """
    files.check_writable(out)
    facts, key = _compiled(assignment)
    target = out or Path(f"{facts.name}.key")
    files.write_text(target, key.to_json())
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
    from grader.authoring.release import release as write

    files.check_folder(out)
    facts, key = _compiled(assignment)
    bundle = write(facts, key, out)
    print(f"For students:    {bundle.student}\nFor Gradescope:  {bundle.gradescope}\nFor yourself:    {bundle.key}")


@app.command()
def rehearse(
    assignment: Folder,
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option(help="Write a page that you can show a colleague.")] = None,
) -> None:
    """Prove an assignment before students see it: honest work keeps every point, every known mistake is caught.

    Example: grader rehearse assignments/first_order
    """
    from grader.authoring.proving import proof
    from grader.authoring.proving.rehearsal import rehearse as prove

    files.check_writable(html)
    facts, key = _compiled(assignment)
    findings = prove(facts, key, progress=_progress)
    if html:
        files.write_text(html, proof.to_html(findings))
    print(findings.to_json() if as_json else proof.to_text(findings))
    raise typer.Exit(0 if findings.passed else FAILED)


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
    from grader.course import classroom

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
    from grader.course import classroom

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
    from grader.course import classroom
    from grader.reports.terminal import show as print_report

    print_report(classroom.stored(results, submission), console())


@app.command()
def report(results: Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")]) -> None:
    """Write the class report and a page per student.

    Example: grader report results/
    """
    from grader.course import classroom

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
    from grader.course import classroom

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
    from grader.course import classroom

    print(f"{classroom.merge(target, sources)} submissions are in {target}.")


# ── what commands share


def _compiled(folder: Path) -> Any:
    """The assignment and its key; before JAX is imported, the assignment has been read."""
    from grader.authoring.assignment_file import load_assignment

    facts = load_assignment(folder)
    from grader.authoring.compiler import compile_key

    return facts, compile_key(facts)


def _require(layers: list[str]) -> None:
    if layers:
        from grader.sandbox import probe as isolation

        isolation.require(isolation.probe(long=isolation.takes_long(layers)), layers)


def _progress(text: str) -> None:
    """A line of progress on a terminal, nothing elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


__all__ = ["app", "main"]

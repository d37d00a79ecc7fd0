"""The commands of staff. Each one calls what does the work and prints the result; nothing is decided here."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from grader.base import files
from grader.base.errors import UserError
from grader.base.text import count
from grader.frontends.staff.progress import show_progress
from grader.frontends.student.command_line import ASSIGNMENT, CLASS, FAILED, app, console
from grader.frontends.student.commands import JsonOption, WaiverOption
from grader.model.statuses import points_in_words

AssignmentFolder = Annotated[Path, typer.Argument(help="The folder that holds assignment.toml.")]
IsolationOption = Annotated[
    list[str] | None,
    typer.Option(
        "--isolation",
        help="Refuse to run unless this layer holds too, for `require` every promise; `none`: run without layers that "
        "are due; repeatable.",
    ),
]
ResultsFolder = Annotated[Path, typer.Argument(help="The folder that `grade` wrote.")]
JobsOption = Annotated[int | None, typer.Option(help="How many processes; default: for a large class all.")]
JsonFolderOption = Annotated[Path | None, typer.Option("--json", help="Write one ID.json per submission here.")]


def _list_exercises(wanted: bool) -> None:
    if wanted:
        from grader.authoring.course_exercises import list_text

        print(list_text(), end="")
        raise typer.Exit


@app.command(rich_help_panel=ASSIGNMENT)
def new(
    folder: Annotated[Path, typer.Argument(metavar="NAME", help="The assignment's name, and the folder to make.")],
    source: Annotated[
        str, typer.Option("--from", help="gradient_descent, least_squares, or exercises of --list, with commas.")
    ] = "gradient_descent",
    listing: Annotated[
        bool, typer.Option("--list", callback=_list_exercises, is_eager=True, help="Print all exercises by topic.")
    ] = False,
) -> None:
    """Write a small assignment that is ready for students as it is, to start from.

    Example: grader new homework_1 --from ridge,adam,kmeans
    """
    from grader.authoring.new import write_new

    print(write_new(folder, source), end="")
    print(f"{folder}: a new assignment. Prove it with `grader rehearse {folder}`, then change it to yours.")


@app.command(rich_help_panel=ASSIGNMENT)
def schema(
    keys: Annotated[bool, typer.Option("--keys", help="Print tables of the keys instead.")] = False,
) -> None:
    """Print the JSON Schema of assignment.toml, by which editors explain and complete its keys.

    Example: grader schema > assignment.schema.json
    """
    from grader.authoring.schema import keys_text, schema_text

    print(keys_text() if keys else schema_text(), end="")


@app.command("compile", rich_help_panel=ASSIGNMENT)
def compile_(
    assignment: AssignmentFolder,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The key's file; default NAME.key.")] = None,
) -> None:
    """Make the instructor's key: expected answers, earned tolerances, what known mistakes answer.

    Example: grader compile assignments/first_order -o first_order.key
    """
    files.check_writable(out)
    facts, key = _compiled(assignment)
    target = out or Path(f"{facts.name}.key")
    files.write_text(target, key.to_json())
    questions, cases = count(len(key.questions), "question"), count(sum(len(q.cases) for q in key.questions), "case")
    mistakes = sum(len(q.mistakes) for q in key.questions) + len(key.structural)
    print(f"{target}: {questions}, {cases}, {points_in_words(key.points)}, {count(mistakes, 'known mistake')}.")


@app.command("import", rich_help_panel=ASSIGNMENT)
def import_(
    master: Annotated[Path, typer.Argument(help="A master notebook of Otter or nbgrader.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write the assignment into.")],
) -> None:
    """Bring a master of Otter or nbgrader over: its questions, solutions and tests, which are run: so trust it.

    Ends with 1 where something is left to be done by hand.

    Example: grader import hw1.ipynb -o assignments/hw1
    """
    from grader.authoring.importing.importer import import_master

    imported = import_master(master, out)
    print(imported.text)
    raise typer.Exit(0 if imported.is_whole else FAILED)


@app.command(rich_help_panel=ASSIGNMENT)
def release(
    assignment: AssignmentFolder,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write to.")] = Path("dist"),
) -> None:
    """Write the student zip, the zips for Gradescope and for GitHub, and the key.

    Says so where the assignment, as it is, has not been rehearsed.

    Example: grader release assignments/first_order -o dist/
    """
    from grader.authoring.cache import user_cache
    from grader.authoring.proving.remembered import Rehearsed
    from grader.authoring.reading.assignment_file import load_assignment
    from grader.authoring.release import release as write

    files.check_folder(out)
    state = Rehearsed.of(load_assignment(assignment), user_cache())
    facts, key = _compiled(assignment)
    show_progress(f"trying the handout and the solution of {facts.name}, and writing the zips")
    bundle = write(facts, key, out)
    show_progress("")
    print(f"For students:    {bundle.student}\nFor Gradescope:  {bundle.gradescope}")
    print(f"For GitHub:      {bundle.github}\nFor yourself:    {bundle.key}")
    if warning := state.warning:
        print(warning, file=sys.stderr)


@app.command(rich_help_panel=ASSIGNMENT)
def rehearse(
    assignment: AssignmentFolder,
    question: Annotated[
        list[str] | None, typer.Option("-q", "--question", help="This one and its group; repeatable.")
    ] = None,
    as_json: JsonOption = False,
    html: Annotated[Path | None, typer.Option(help="Write a page that you can show a colleague.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Prove everything anew, and take nothing from the cache.")] = (
        False
    ),
) -> None:
    """Prove an assignment before students see it: honest work keeps every point, every known mistake is caught.

    What has not changed since it was proven is not proven again. Exits with status 1 unless it is ready for students.

    Example: grader rehearse assignments/first_order -q adam
    """
    from grader.authoring.cache import Cache, user_cache
    from grader.authoring.proving import proof, proof_page
    from grader.authoring.proving.remembered import Rehearsed
    from grader.authoring.reading.assignment_file import load_assignment

    files.check_writable(html)
    state = Rehearsed.of(load_assignment(assignment).with_questions(question or ()), user_cache())
    facts = _read(assignment, cache := Cache() if fresh else user_cache(), question or ())
    from grader.authoring.proving.rehearsal import prove

    findings = prove(facts, cache, show_progress)
    state.store(findings)
    cache.trim()
    show_progress("")
    if html:
        files.write_text(html, proof_page.to_html(findings))
    print(findings.to_json() if as_json else proof.to_text(findings))
    raise typer.Exit(0 if findings.is_ready else FAILED)


@app.command(rich_help_panel=ASSIGNMENT)
def audit(  # noqa: PLR0913  typer: a parameter for each argument and option
    tests: Annotated[Path, typer.Argument(help="A pytest or unittest file, Otter or nbgrader master, Otter folder.")],
    solution: Annotated[Path | None, typer.Option(help="The right program; a master has its own.")] = None,
    honest: Annotated[Path | None, typer.Option(help="A folder of other right programs.")] = None,
    conftest: Annotated[Path | None, typer.Option(help="In place of the conftest.py beside the tests.")] = None,
    pytest_args: Annotated[str, typer.Option(help="Options for pytest, such as '-k loss'.")] = "",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write a page to send to a colleague.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Grade somebody's tests: which right work fails them, which wrong work passes, and the asserts that are missing.

    Example: grader audit test_hw1.py --solution hw1.py -o audit.html
    """
    from grader.authoring.auditing import audit as auditing
    from grader.authoring.auditing import page, suites, text

    files.check_writable(out)
    suite = suites.read_suite(tests, solution, conftest, shlex.split(pytest_args))
    result = auditing.audit(suite, suites.honest_files(honest), show_progress)
    show_progress("")
    if out:
        files.write_text(out, page.to_html(result))
    print(text.to_json(result) if as_json else text.to_text(result))
    raise typer.Exit(0 if result.passed else FAILED)


@app.command(rich_help_panel=CLASS)
def grade(  # noqa: PLR0913  typer: a parameter for each argument and option
    submissions: Annotated[list[Path], typer.Argument(help="Notebooks, folders, or export zips.")],
    key: Annotated[Path, typer.Option("--key", help="The instructor's key.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for results.")] = Path("results"),
    jobs: Annotated[int, typer.Option(help="How many submissions at once.")] = 1,
    roster: Annotated[Path | None, typer.Option(help="A CSV with the columns id, name, email.")] = None,
    shard: Annotated[str | None, typer.Option(help="Only part i of n, as i/n.")] = None,
    json_folder: JsonFolderOption = None,
    isolation: IsolationOption = None,
    explain: Annotated[float, typer.Option(help="Then so many seconds for `grader explain`, and the names.")] = 0.0,
) -> None:
    """Grade a class: resumable, one result per submission, a bad one never stops the run.

    Ends with 1 where a file could not be read, or an answer could not be checked.

    Example: grader grade export.zip --key dist/first_order.key -o results/
    """
    from grader.course.classroom import grading, reporting

    summary = grading.grade(
        submissions, key, out, grading.GradingOptions(jobs, roster, shard, json_folder, isolation or ())
    )
    print(summary.text)
    if explain:
        from grader.course.classroom import grading
        from grader.frontends.staff import explaining

        explainer = explaining.Explainer.of(isolation or (), within=explain)
        print(*explaining.explain(out, explainer), sep="\n")
        grading.regrade(out, key, jobs=jobs, json_folder=json_folder, isolation=isolation or ())
    print(reporting.what_next(out))
    raise typer.Exit(FAILED if summary.unchecked or summary.unread else 0)


@app.command(rich_help_panel=CLASS)
def regrade(
    results: ResultsFolder,
    key: Annotated[Path | None, typer.Option("--key", help="The new key; default: the one of the folder.")] = None,
    jobs: JobsOption = None,
    json_folder: JsonFolderOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print whose points would change, and change none.")] = (
        False
    ),
    isolation: WaiverOption = None,
) -> None:
    """Judge stored runs again by another key; runs no student code. What staff decided holds as before.

    Example: grader regrade results/ --key new.key --dry-run
    """
    from grader.course.classroom import grading

    summary = grading.regrade(results, key, jobs=jobs, json_folder=json_folder, dry_run=dry_run,
                                isolation=isolation or ())  # fmt: skip
    print(summary.text)
    raise typer.Exit(FAILED if summary.unchecked else 0)


@app.command(rich_help_panel=CLASS)
def show(
    results: ResultsFolder, submission: Annotated[str, typer.Argument(help="Its id, or a code of `--anonymous`.")]
) -> None:
    """Print one submission's report; of a code that `export --anonymous` or `report --anonymous` wrote, whose it is.

    Example: grader show results/ right
    """
    from grader.course.classroom import exporting, reporting
    from grader.reports.terminal import print_report

    if whose := exporting.whose(results, submission):
        print(f"{submission}: {whose}")
        return
    print_report(reporting.stored_report(results, submission), console(), reporting.staff_notes(results, submission))
    if (page := reporting.staff_page(results, submission)).exists():
        print(f"\nThe page, with pictures and the code: {page}")


@app.command(rich_help_panel=CLASS)
def report(
    results: ResultsFolder,
    jobs: JobsOption = None,
    similar: Annotated[bool, typer.Option(help="Compare the code of all submissions.")] = True,
    common: Annotated[bool, typer.Option("--common", help="Compare also what much of the class has.")] = False,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Write pages that name nobody, and no other.")] = False,
) -> None:
    """Write the class report and a page per student; pages for which nothing changed stay as they are.

    Example: grader report results/
    """
    from grader.course.classroom import reporting

    if anonymous:
        print(f"Pages that name nobody are in {reporting.anonymous_pages(results, jobs=jobs)}.")
        return
    written = reporting.report(results, jobs=jobs, similar=similar, common=common)
    print(f"The class report is in {written.class_page}.")
    others = "" if written.drawn == written.count else "; those of the others had not changed"
    print(f"Pages were drawn for {written.drawn} of {written.count} submissions{others}.")
    if written.faults:
        print("Not drawn, not counted or not compared:", *written.faults, sep="\n  ", file=sys.stderr)
        print("That is a fault of the grader, and costs nobody a point: please report it.", file=sys.stderr)


@app.command(rich_help_panel=CLASS)
def export(  # noqa: PLR0913  typer: a parameter for each argument and option
    results: ResultsFolder,
    platform: Annotated[str, typer.Option("--format", help="canvas, gradescope, moodle, csv or parquet.")] = "csv",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The file to write.")] = None,
    anonymous: Annotated[bool, typer.Option(help="Codes in place of names.")] = False,
    title: Annotated[str, typer.Option(help="The name of the assignment's column, as in Canvas.")] = "",
    fill: Annotated[Path | None, typer.Option(help="A file that Canvas or Moodle exported, to fill in.")] = None,
    feedback: Annotated[str, typer.Option(help="For canvas or moodle: a zip of what students read.")] = "",
) -> None:
    """Write a gradebook for Canvas, Gradescope or Moodle, a plain table, or the feedback that a platform hands out.

    Example: grader export results/ --format canvas --fill gradebook.csv --title "Homework 1" -o canvas.csv
    """
    from grader.course.classroom import exporting

    if feedback:
        target, left_out = exporting.write_feedback(results, feedback, out)
        print(f"The feedback is in {target}.")
        _end_with({"Not in it, since they were not read from an export of that platform": left_out})
    missing: Sequence[str] = ()
    if fill is None:
        target, ungraded = exporting.export(results, platform, out, anonymous=anonymous, title=title)
    elif anonymous:
        raise UserError("--fill and --anonymous: the platform's file has names. Leave out one of the two.")
    else:
        filled = exporting.fill_in(results, platform, fill, out, title=title)
        target, ungraded, missing = filled.path, filled.ungraded, filled.missing
    print(f"The gradebook is in {target}.")
    _end_with({
        "Without a grade, since something could not be checked or waits for points by hand": ungraded,
        "These have a grade, and no row in the file that was filled in": missing,
    })  # fmt: skip


def _end_with(missing: Mapping[str, Sequence[str]]) -> None:
    """Name those of whom something is missing, and end the command, with the exit code for it."""
    for what, names in missing.items():
        if names:
            print(f"{what}: {', '.join(names)}")
    raise typer.Exit(FAILED if any(missing.values()) else 0)


@app.command(rich_help_panel=CLASS)
def gc(results: ResultsFolder) -> None:
    """Delete stored files that belong to no submission any more, such as those of work that was handed in again.

    Example: grader gc results/
    """
    from grader.course.classroom import reporting

    removed = reporting.remove_unused(results)
    megabytes = f"{max(removed.bytes, 0) / 1e6:.1f} MB"
    print(f"Removed: {removed.transcripts} transcripts and {removed.pages} pages of no submission, {megabytes}.")


@app.command(rich_help_panel=CLASS)
def merge(
    target: Annotated[Path, typer.Argument(help="The results folder to merge into.")],
    sources: Annotated[list[Path], typer.Argument(help="Results folders of shards.")],
) -> None:
    """Put the results of several shards into one folder.

    Example: grader merge results/ results-1/ results-2/
    """
    from grader.course.classroom import grading

    print(f"{target} holds {count(grading.merge(target, sources), 'submission')}.")


# ── what commands share


def _read(folder: Path, cache: Any, questions: Collection[str] = ()) -> Any:
    """The assignment, reduced to these questions if there are some; JAX may be imported when it has been read."""
    from grader.authoring.cache import remember_compiled
    from grader.authoring.reading.assignment_file import load_assignment
    from grader.processes.fork_server import shared_fork_server

    facts = load_assignment(folder).with_questions(questions)
    show_progress(f"reading {facts.name}")
    shared_fork_server()  # it imports JAX while this process does
    remember_compiled(cache)
    return facts


def _compiled(folder: Path) -> Any:
    """The assignment and its key."""
    from grader.authoring.cache import user_cache

    facts = _read(folder, cache := user_cache())
    from grader.authoring.compiler import compile_key

    key = compile_key(facts, cache, show_progress, thorough=True)
    show_progress("")
    return facts, key

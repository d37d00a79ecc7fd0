"""What staff decide after grading: points, excuses, comments, times, names of mistakes; and the trail of all."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from grader.base import files
from grader.base.errors import UserError
from grader.course.decisions.decision import Decision, Entry, Kind
from grader.frontends.staff.commands import ResultsFolder
from grader.frontends.student.command_line import CLASS, DECISIONS, TERM, Commands, app
from grader.frontends.student.commands import JsonOption, WaiverOption

Submission = Annotated[str | None, typer.Argument(help="The submission's id.")]
Question = Annotated[str | None, typer.Argument(help="The question's name.")]
Because = Annotated[str, typer.Option("--because", help="Why; the author of the submission reads it.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides; default: you, by the name of your account.")]
CsvFile = Annotated[Path | None, typer.Option("--csv", help="Take every row of this file, or none if one is bad.")]

decide = Commands(help="Decide by hand: points, excuses, comments, dates, names of mistakes. Every regrade keeps it.")
app.add_typer(decide, name="decide", rich_help_panel=DECISIONS)


@decide.command()
def override(  # noqa: PLR0913  typer: a parameter for each argument and option
    results: ResultsFolder,
    submission: Submission = None,
    question: Question = None,
    points: Annotated[str | None, typer.Argument(help="The points that the question has, such as 6.5.")] = None,
    because: Because = "",
    by: By = None,
    csv_file: CsvFile = None,
) -> None:
    """Set the points of a question by hand: the judge's, or those that were yet to be given. Every regrade keeps them.

    Columns of the CSV: submission, question, points, because.

    Example: grader decide override results/ jane adam 8 --because "The axes are swapped in the handout."
    """
    from grader.course.decisions.decision_csv import points_of

    number = None if points is None else points_of(points)
    _enter(results, Decision("override", submission or "", question or "", number, because=because), by, csv_file)


@decide.command()
def excuse(
    results: ResultsFolder,
    submission: Submission = None,
    question: Question = None,
    because: Because = "",
    by: By = None,
    csv_file: CsvFile = None,
) -> None:
    """Let a question of a submission count for nothing; without a question the whole submission.

    Columns of the CSV: submission, question, because.

    Example: grader decide excuse results/ jane adam --because "Ill on the day of that lecture."
    """
    _enter(results, Decision("excuse", submission or "", question or "", because=because), by, csv_file)


@decide.command()
def comment(
    results: ResultsFolder,
    submission: Submission = None,
    text: Annotated[str, typer.Argument(help="What its author reads.")] = "",
    question: Annotated[str, typer.Option("-q", "--question", help="About this question alone.")] = "",
    by: By = None,
    csv_file: CsvFile = None,
) -> None:
    """Write something to the author of a submission, shown wherever the points are.

    Columns of the CSV: submission, question, text.

    Example: grader decide comment results/ jane "A neat loop." -q adam
    """
    _enter(results, Decision("comment", submission or "", question, text=text), by, csv_file)


@decide.command()
def extend(  # noqa: PLR0913  typer: a parameter for each argument and option
    results: ResultsFolder,
    submission: Submission = None,
    until: Annotated[str, typer.Argument(help="The new due date, as 2026-12-01 or 2026-12-01T18:00.")] = "",
    everybody: Annotated[str, typer.Option("--everybody", help="The new due date of the whole class.")] = "",
    because: Because = "",
    by: By = None,
    csv_file: CsvFile = None,
) -> None:
    """Give a submission a due date of its own, also before it comes: what came before it is not late.

    Columns of the CSV: submission, until, because.

    Example: grader decide extend results/ jane 2026-12-01 --because "Ill for a week."
    """
    if everybody and submission:
        raise UserError(f"extend: name {submission} or --everybody {everybody}, and not both.")
    text = everybody or until
    _enter(results, Decision("extend", submission or "", text=text, because=because), by, csv_file)


@decide.command()
def stamp(
    results: ResultsFolder,
    submission: Submission = None,
    at: Annotated[str, typer.Argument(help="When it came, as 2026-12-01T18:05.")] = "",
    because: Because = "",
    by: By = None,
    csv_file: CsvFile = None,
) -> None:
    """Say when a submission came, where the platform does not: only then can a late one lose points.

    Columns of the CSV: submission, at, because.

    Example: grader decide stamp results/ --csv times.csv --because "Moodle's worksheet of 13 October."
    """
    _enter(results, Decision("stamp", submission or "", text=at, because=because), by, csv_file)


@decide.command()
def drop(results: ResultsFolder, question: Question = None, because: Because = "", by: By = None) -> None:
    """Let a question count for nobody.

    Example: grader decide drop results/ adam --because "The formula in the handout was wrong."
    """
    _enter(results, Decision("drop", question=question or "", because=because), by)


@decide.command()
def name(  # noqa: PLR0913  typer: a parameter for each argument and option
    results: ResultsFolder,
    submission: Annotated[str, typer.Argument(help="A submission with that mistake.")],
    question: Annotated[str, typer.Argument(help="The question's name.")],
    words: Annotated[str, typer.Argument(metavar="NAME", help="What went wrong, in a few words.")],
    hint: Annotated[str, typer.Option("--hint", help="Which line to look at, and why.")] = "",
    students: Annotated[bool, typer.Option("--students", help="Students read name and hint too.")] = False,
    by: By = None,
) -> None:
    """Name the mistake in an answer that nothing explains: the next regrade names it in all answers like it.

    Example: grader decide name results/ jane ridge "the intercept is penalized" --hint "Where does the sum begin?"
    """
    from grader.course import naming
    from grader.course.decisions.entering import staff_name
    from grader.course.decisions.named_answers import NamedAnswers

    named = NamedAnswers(words, hint, students, staff_name(by))
    print(f"{naming.name_answers(results, submission, question, named)}: {words}. The next `grader regrade` gives it.")


@app.command(rich_help_panel=CLASS)
def explain(  # noqa: PLR0913  typer: a parameter for each argument and option
    results: ResultsFolder,
    submission: Annotated[str, typer.Option("--submission", help="Only the answers of this one.")] = "",
    seconds: Annotated[float, typer.Option(help="The most that edited programs of one answer may run.")] = 10.0,
    within: Annotated[float, typer.Option(help="Seconds after which no search begins.")] = float("inf"),
    students: Annotated[bool, typer.Option("--students", help="Students read names and hints too.")] = False,
    assignment: Annotated[
        Path | None, typer.Option(help="Its folder: the solution and honest/ are right programs too.")
    ] = None,
    isolation: WaiverOption = None,
) -> None:
    """Name wrong answers that nothing explains: by a small edit of the student's own program that puts all right.

    First a few lines are exchanged for those of the nearest right program of the class. Edited programs run in the
    sandbox. No points change, and no student reads an edit or a line of somebody else.

    With --students the author of the edited program reads of the own line. What only hidden cases show is for staff.

    Example: grader explain results/ --within 120
    """
    from grader.frontends.staff import explaining

    solutions = explaining.solutions_of(assignment) if assignment else ()
    explainer = explaining.Explainer.of(
        isolation or (), seconds=seconds, within=within, students=students, solutions=solutions
    )
    for line in explaining.explain(results, explainer, submission):
        print(line, flush=True)


@decide.command()
def names(
    results: ResultsFolder,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write their code into this folder `wrong/`.")] = None,
    remove: Annotated[str, typer.Option("--remove", help="Take this name out.")] = "",
) -> None:
    """Print the names that staff gave; write the code behind them into an assignment's wrong/.

    Example: grader decide names results/ -o assignments/hw1/wrong
    """
    from grader.course import naming

    if remove:
        naming.forget_name(results, remove)
    for mistake, named in naming.names_of(results).items():
        print(f"{mistake}  {named.by}: {named.name} ({'students read it' if named.students else 'for staff'})")
        if named.edit:
            print(textwrap.indent(named.edit, "    "))
    for path in naming.write_wrong_examples(results, out) if out else ():
        print(f"{path}: add what it imports, then prove it: grader rehearse")


@decide.command()
def undo(
    results: ResultsFolder,
    entry: Annotated[int, typer.Argument(help="The number of an entry, as `grader decide list` prints it.")],
    because: Because = "",
    by: By = None,
) -> None:
    """Undo a decision by a further entry. What held before it holds again.

    Example: grader decide undo results/ 12 --because "That was the other Jane."
    """
    from grader.course.classroom import deciding

    _print(results, deciding.undo(results, entry, because, by)[:1])


@app.command(rich_help_panel=TERM)
def term(
    course: Annotated[Path, typer.Argument(help="The folder that holds course.toml and the results folders.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The file to write; default FOLDER/term.csv.")] = None,
) -> None:
    """Write everybody's percentage in each homework, the slip days that are left, and the average.

    Example: grader term course/ -o term.csv
    """
    from grader.course.class_report import term_table

    files.check_writable(out)
    standing, target = term_table.read_term(course), out or course / "term.csv"
    term_table.write_term(standing, target)
    print(f"{len(standing.standings)} people, graded in {', '.join(standing.graded) or 'no homework yet'}: {target}")


@decide.command("list")
def list_(results: ResultsFolder, submission: Submission = None, as_json: JsonOption = False) -> None:
    """Print everything that staff decided: who, when, what and why.

    Example: grader decide list results/ jane
    """
    from grader.course.classroom import deciding
    from grader.course.decisions import trail

    log, about = deciding.decisions_of(results), submission or ""
    print(json.dumps(trail.to_data(log, about), indent=1) if as_json else trail.to_text(log, about))


def _enter(results: Path, decision: Decision, by: str | None, csv_file: Path | None = None) -> None:
    from grader.course.classroom import deciding

    if csv_file is None:
        _print(results, [deciding.decide(results, decision, by)])
    elif decision.submission:
        raise UserError(f"{decision.kind}: name a submission or --csv {csv_file}, and not both.")
    else:
        kind: Kind = decision.kind
        _print(results, deciding.decide_from_csv(results, csv_file, kind, decision.because, by))


def _print(results: Path, entries: list[Entry]) -> None:
    """What was entered, with the numbers by which it can be undone."""
    from grader.course.classroom import deciding
    from grader.course.decisions import trail

    log = deciding.decisions_of(results)
    for entry in entries:
        print(trail.entry_line(entry, log).strip())


@app.command(rich_help_panel=CLASS)
def review(
    results: ResultsFolder,
    port: Annotated[int, typer.Option(help="The port; default: a free one.")] = 0,
    by: Annotated[str, typer.Option("--by", help="Who decides, where nobody enters another name.")] = "",
) -> None:
    """Open pages in a browser of this machine: what needs eyes, every submission, and forms to decide.

    Example: grader review results/
    """
    try:
        from grader.frontends.review.serving import serve
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn"):
            raise
        raise UserError(
            f"the pages need the package {error.name}, which is not installed here. Install both that they need: "
            f"{sys.executable} -m pip install starlette uvicorn"
        ) from None
    serve(results, port, by, _say_address)


def _say_address(address: str) -> None:
    print(f"Open this address in a browser of this machine; it is as good as a password:\n{address}\nCtrl-C ends it.")

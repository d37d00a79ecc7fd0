"""What staff see of a run: a bar with rate and time left while it goes on, and a summary at its end."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grader.base.text import count, cut, printable
from grader.course.course_file import find_course, homework_name
from grader.course.decisions.decision import Decisions
from grader.course.decisions.trail import describe
from grader.course.gradebook.rows import Points
from grader.course.results import Results
from grader.model.key import Key
from grader.model.report import Outline
from grader.model.statuses import format_points, format_waiting
from grader.submissions.roster import Person, names_of

MAX_LINES = 50  # submissions and names that a summary lists


@dataclass(frozen=True)
class Summary:
    """How a run ended: `unchecked` are submissions that the grader failed at, `unread` those that it could not read."""

    unchecked: tuple[str, ...]
    unread: tuple[str, ...]
    text: str


def summarize(
    outlines: Sequence[Outline], gradebook: Path, absent: Sequence[Person], unlisted: Sequence[str] = ()
) -> Summary:
    """The summary of these reports, in their order.

    `absent` are people on the roster without a submission, `unlisted` submissions by nobody on the roster.
    """
    unchecked = tuple(outline.submission for outline in outlines if outline.unchecked)
    unread = tuple(outline.submission for outline in outlines if outline.status == "ungradable")
    lines = cut([outline_line(outline) for outline in outlines], MAX_LINES)
    are = "is" if len(outlines) == 1 else "are"
    of_them = f", {len(unread)} of them could not be read" if unread else ""
    lines.append(f"{count(len(outlines), 'submission')} {are} in {gradebook}{of_them}.")
    named = {
        f"Of {len(absent)} on the roster there is no submission": names_of(absent)[:MAX_LINES],
        "By nobody whom the roster knows, or by one of two of that name": unlisted,
        "Could not be checked, look at these first": unchecked,
        "Could not be read, so that their authors have no points": unread[:MAX_LINES],
    }
    lines += [f"{words}: {', '.join(names)}" for words, names in named.items() if names]
    return Summary(unchecked, unread, "\n".join(lines))


Change = tuple[str, tuple[float, float], tuple[float, float]]  # (id, (earned, possible) before, and after)


def changed_points(before: Mapping[str, Points], after: Mapping[str, Points]) -> list[Change]:
    """Whose points in all are other ones than `before`, in the order of their ids."""
    return [(name, before[name][""], after[name][""]) for name in sorted(after)
            if name in before and before[name][""] != after[name][""]]  # fmt: skip


def changes_text(changes: Sequence[Change], dry_run: bool) -> str:
    """Who has other points than before, from how many, to how many: all of them in a dry run."""
    will = "would have" if dry_run else "has" if len(changes) <= 1 else "have"
    whose = count(len(changes), "submission") if changes else "No submission"
    lines = [f"{whose} {will} other points than before{':' if changes else '.'}"]
    of_each = [f"  {name}: {_of(before)} -> {_of(after)}" for name, before, after in changes]
    if dry_run:
        return "\n".join([*lines, *of_each, "Nothing was changed: this was a dry run."])
    return "\n".join([*lines, *cut(of_each, MAX_LINES)])


def run_again(submissions: Collection[str], results: Path, key: Path) -> list[str]:
    """A line that says how to run work on the cases that it was not run on; none where there is no such work."""
    if not submissions:
        return []
    return [f"{count(len(submissions), 'submission')} did not run on each case as this key calls it: there is a new "
            "case, or one with other arguments. These cases cost nobody a point, and count for nobody, until you run "
            f"them: grader grade SUBMISSIONS --key {key} -o {results}"]  # fmt: skip


def without_question(decisions: Decisions, key: Key) -> list[str]:
    """A line that names the decisions about questions that a key does not have; none where it has all."""
    names = {"", *(question.name for question in key.questions)}
    stale = [e for e in decisions.entries if decisions.holds(e) and e.decision.question not in names]
    if not stale:
        return []
    shown = ", ".join(f"{e.number} ({e.decision.submission} {e.decision.question})" for e in stale[:MAX_LINES])
    return [f"{len(stale)} decisions are about questions that this key does not have, and settle nothing: {shown}."]


def other_worth(results: Results, before: Mapping[str, Points], after: Mapping[str, Points]) -> list[str]:
    """Points by staff of questions that are worth other ones than before, with the command for the same share."""
    lines: list[str] = []
    for entry in filter(results.decisions.holds, results.decisions.entries):
        about, question = entry.decision, entry.decision.question
        was, now = (points.get(about.submission, {}).get(question, (0.0, 0.0))[1] for points in (before, after))
        holds = about.kind == "override" and results.decisions.settled(about.submission, question) == entry
        if holds and about.points and was and now and was != now:
            share = format_points(min(about.points, was) / was * now)
            name, *words = map(shlex.quote, (str(results.folder), about.submission, question, share, about.because))
            lines.append(
                f"  {about.submission} {question}: {_of((about.points, was))}, now "
                f"{_of((min(about.points, now), now))}. The same share is {share}: "
                f"grader decide override {name} {' '.join(words[:3])} --because {words[3]}"
            )
    if not lines:
        return []
    head = "Points by staff stay as they are, also of these questions, which are worth other points now:"
    return ["\n".join([head, *cut(lines, MAX_LINES)])]


def late_lines(results: Results) -> list[str]:
    """What a summary says of late work where a course.toml lies beside the folder."""
    if results.course is None:
        return []
    if not results.counted:
        return [
            f"{find_course(results.folder)} has no homework {homework_name(results.folder)!r}: nobody is late here."
        ]
    late, unknown = sum(each.lateness.days > 0 for each in results.counted.values()), results.late_without_time()
    lines = [f"{late} came late by {find_course(results.folder)}."]
    if unknown:
        lines.append(f"Late by the platform, which does not say when they came: {', '.join(unknown[:MAX_LINES])}. "
                     "Nothing is taken off until staff say it: grader stamp.")  # fmt: skip
    return lines


def people_lines(results: Results) -> list[str]:
    """What a summary says of people with several submissions, and of decisions about what came before."""
    lines, waiting = [], results.to_confirm()
    for person, ids in results.in_two()[:MAX_LINES]:
        lines.append(f"{names_of([person])[0]} has {count(len(ids), 'submission')}, and nothing says which is the "
                     f"latest: {', '.join(ids)}. Leave out the older one, and grade into another folder.")  # fmt: skip
    if waiting:
        shown = "; ".join(describe(entry, Decisions((entry,))) for entry in waiting[:MAX_LINES])
        lines.append(
            f"Staff decided this about work that was handed in before what counts now: {shown}. It holds. "
            f"Look at it in `grader review {results.folder}`: enter it again to confirm it, or undo it."
        )
    return lines


def _of(points: tuple[float, float]) -> str:
    return " / ".join(map(format_points, points))


def outline_line(outline: Outline) -> str:
    """One submission in a line."""
    if outline.status == "ungradable":
        return f"{outline.submission}: {outline.message.splitlines()[0]}"
    total = f"{format_points(outline.earned)} / {format_points(outline.possible)}"
    total += format_waiting(outline.manual_points, outline.unchecked_points)
    return f"{outline.submission}: {total}{outline.questions_right}"


LONGEST_NAME = 30  # characters of a name in a line of progress
QUIET_SECONDS = 30.0  # between two lines of progress where no terminal shows a bar


@dataclass
class Rate:
    """How fast a run goes: by what it did itself, and not by what was done before it began."""

    total: int
    done: int  # at the beginning
    began: float = field(default_factory=time.monotonic)

    def words(self, completed: int, now: float) -> str:
        """How many a minute, and how long the rest takes at that rate; nothing before the first of this run."""
        own, seconds = completed - self.done, now - self.began
        if own <= 0 or seconds <= 0:
            return ""
        left = (self.total - completed) * seconds / own
        rate = f"{60 * own / seconds:.{1 if own < seconds / 6 else 0}f} a minute"
        if completed >= self.total:
            return rate
        return f"{rate}, about {f'{left / 60:.0f} min' if left > 90 else f'{left:.0f} s'} left"


Advance = Callable[..., None]  # of how many more are done, one if it is not said, and the names of those that run


@contextmanager
def progress_bar(label: str, total: int, done: int = 0) -> Iterator[Advance]:
    """A bar on standard error where that is a terminal, at `done` of `total`; call what it yields for each one more.

    Elsewhere, such as in a log, a line now and then. Both say for whom they wait.
    """
    rate = Rate(total, done)
    if not sys.stderr.isatty():
        yield _lines_now_and_then(label, rate)
        return
    from rich import progress  # noqa: PLC0415  slow to import, and needed on a terminal only
    from rich.console import Console  # noqa: PLC0415

    class RateColumn(progress.ProgressColumn):
        def render(self, task: progress.Task) -> str:
            """The rate of this run."""
            return rate.words(int(task.completed), time.monotonic())

    columns = (
        progress.TextColumn("{task.description}", markup=False), progress.BarColumn(20), progress.MofNCompleteColumn(),
        RateColumn(), progress.TimeElapsedColumn(),
    )  # fmt: skip
    with progress.Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=total, completed=done)
        yield lambda more=1, running=(): bar.update(task, advance=more, description=_waiting(label, running))


def _waiting(label: str, running: Sequence[str]) -> str:
    """The label, and the names of those that it waits for."""
    names = ", ".join(printable(name, LONGEST_NAME) for name in running)
    return f"{label}, waiting for {names}" if names else label


def _lines_now_and_then(label: str, rate: Rate) -> Advance:
    completed, next_line = rate.done, rate.began + QUIET_SECONDS

    def advance(more: int = 1, running: Sequence[str] = ()) -> None:
        """Count more, and print a line where the last one is long ago."""
        nonlocal completed, next_line
        completed, now = completed + more, time.monotonic()
        if now >= next_line:
            words = ", ".join(filter(None, [f"{completed} of {rate.total}", rate.words(completed, now)]))
            print(_waiting(f"{label}: {words}", running), file=sys.stderr, flush=True)
            next_line = now + QUIET_SECONDS

    return advance

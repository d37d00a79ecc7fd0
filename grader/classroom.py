"""A class: find what was handed in, grade it into a results folder, and write what instructors take out of it.

results/gradebook.sqlite      transcripts and reports, written as they come; the only state
results/students/ID.html      a page per student        results/class.html      the class at a glance
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from grader import batch, key
from grader import transcript as transcripts
from grader.gradebook import Gradebook
from grader.isolation import require_hidden
from grader.pools import HERE, pool, processes
from grader.progress import bar
from grader.report import Outline, Report
from grader.roster import Person, Roster
from grader.similar import Similar, compare
from grader.submissions import BOOK, Submission, find
from grader.terminal import points
from grader.transcript import Transcript
from grader.words import did_you_mean

KEY = "assignment.key"  # the key is kept beside what was judged by it


WORTH_WARMING = 40  # submissions: fewer are graded in less time than it takes


@dataclass(frozen=True)
class Summary:
    """How a run ended. `unchecked` are submissions that we failed at and staff have to look at."""

    graded: int
    ungradable: int
    unchecked: tuple[str, ...]
    text: str


def grade(
    paths: Sequence[Path],
    key_path: Path,
    out: Path,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    roster: Path | None = None,
    shard: str | None = None,
    as_json: Path | None = None,
) -> Summary:
    """Grade everything in these files, folders and export zips; what the results hold already is not run again, but for
    what could not be checked.

    Raises ValueError and OSError, in sentences, for input that cannot be used as a whole, and where a submission could
    read the key, the results or another submission.
    """
    key_path = key_path.resolve()
    require_hidden(key_path, out, *paths)
    where = out.resolve() if scheduler else None  # a cluster sees the results' disk, and not this machine's /tmp
    with pool(jobs, scheduler) as workers:
        found_key = batch.read_key(str(key_path), batch.file_digest(key_path))
        out.mkdir(parents=True, exist_ok=True)
        (out / KEY).write_bytes(key_path.read_bytes())
        with tempfile.TemporaryDirectory(prefix="unpacked-", dir=where) as folder, Gradebook(out / BOOK) as book:
            submissions = find(paths, roster, into=Path(folder))
            strangers = _enrolled(book, submissions, Roster.read(roster)) if roster else []
            if shard:
                submissions = batch.shard(submissions, *_part(shard))
            cache = _warmed(found_key, len(submissions))
            done = book.done(batch.key_digest(found_key), batch.asked_digest(found_key))
            already = sum(s.id in done for s in submissions)
            with bar("graded", len(submissions), already) as advance:
                batch.grade_all(submissions, found_key, key_path, book, workers, lambda report: advance(), cache=cache)
            ours = {s.id for s in submissions}
            reports = [r for r in book.reports(batch.key_digest(found_key)) if r.submission in ours]
            if as_json:
                _write(reports, as_json)
            return _summary([r.outline for r in reports], out, book.absent(), strangers)


def _warmed(found_key: key.Key, submissions: int) -> str:
    """The folder of the key's compilation cache; filled now, the first time that enough submissions repay it."""
    from grader import warm
    from grader.job import CannotStart

    base = warm.shared(found_key)
    if found_key.honest and submissions >= WORTH_WARMING and not warm.found(base):
        with (
            Console(stderr=True).status("compiling once what students' code will compile"),
            suppress(CannotStart, OSError),
        ):
            warm.warm(found_key, base)
    return str(base)


def _enrolled(book: Gradebook, submissions: Sequence[Submission], roster: Roster) -> list[str]:
    """Write down who on the roster handed in nothing; the ids of submissions by nobody whom it knows."""
    book.put_absent(roster.absent(person for submission in submissions for person in submission.people))
    return [s.id for s in submissions if not any(roster.knows(person.id) for person in s.people)]


def regrade(results: Path, key_path: Path, *, jobs: int | None = None, as_json: Path | None = None) -> Summary:
    """Judge every stored transcript by this key, with `jobs` processes: for a large class one for each processor."""
    found_key = batch.read_key(str(key_path), batch.file_digest(key_path))
    told: list[Outline] = []
    with _book(results) as book:
        jobs = jobs or (os.cpu_count() or 1 if len(book.index()) > batch.BATCH else 1)
        batch.regrade(book, found_key, key_path, processes(jobs) if jobs > 1 else HERE, told.append)
        (results / KEY).write_bytes(key_path.read_bytes())
        if as_json:
            _write(book.reports(batch.key_digest(found_key)), as_json)
        return _summary(sorted(told, key=lambda outline: outline.submission), results, book.absent())


def merge(target: Path, sources: Sequence[Path]) -> int:
    """Put the gradebooks of several results folders into one; how many submissions it holds then."""
    target.mkdir(parents=True, exist_ok=True)
    for source in sources:
        _book(source).__exit__()
    conflicts = batch.merge(target / BOOK, [source / BOOK for source in sources])
    if conflicts:
        raise ValueError(
            f"these submissions differ from shard to shard, and nothing of them was taken: {', '.join(conflicts)}"
        )
    if not (target / KEY).exists():
        (target / KEY).write_text((sources[0] / KEY).read_text(encoding="utf-8"), encoding="utf-8")
    with _book(target) as book:
        return len(list(book.reports()))


def report(results: Path) -> Path:
    """Write the class report and a page per student; the class report's path."""
    from grader.class_report import class_page
    from grader.html import page

    students = results / "students"
    with _book(results) as book:
        found_key = key.read(results / KEY)
        students.mkdir(exist_ok=True)
        people, digests, missing = book.submissions(), dict(book.index()), book.absent()
        runs = {id: transcripts.read(text) for id, _, text in book.transcripts()}
        reports = list(book.reports(batch.key_digest(found_key)))
    for told in reports:
        text = page(found_key, runs[told.submission], told, note=people[told.submission].note)
        (students / f"{told.submission}.html").write_text(text, encoding="utf-8")
    graded = [(told, _people(people.get(told.submission)), runs.get(told.submission)) for told in reports]
    similar = _compared(found_key, runs, digests)
    text = class_page(found_key, graded, similar, [person.name or person.id for person in missing])
    (results / "class.html").write_text(text, encoding="utf-8")
    return results / "class.html"


def _compared(found_key: key.Key, runs: Mapping[str, Transcript], digests: Mapping[str, str]) -> Similar:
    """Which of the submissions that could be read have much the same functions."""
    asked = [question for question in found_key.questions if question.calls]
    sources = {
        id: {q.name: run.definitions[q.name].source for q in asked if q.name in run.definitions}
        for id, run in runs.items()
        if not run.unreadable
    }
    return compare(sources, [question.stub for question in asked], digests)


def _people(submission: Submission | None) -> dict[str, Any] | None:
    """Who handed it in, as the class report names them, and what was noted of it."""
    if submission is None:
        return None
    names = ", ".join(person.name or person.id for person in submission.people)
    late = "Handed in late. " if submission.late else ""
    return {"name": names, "note": f"{late}{submission.note}".strip()}


def stored(results: Path, submission: str) -> Report:
    """One submission's report. Raises ValueError, with what was perhaps meant, if there is none."""
    with _book(results) as book:
        reports = {told.submission: told for told in book.reports()}
    if submission not in reports:
        raise ValueError(f"{results}: there is no submission {submission!r}.{did_you_mean(submission, reports)}")
    return reports[submission]


def export(results: Path, format: str, out: Path | None, *, anonymous: bool = False) -> tuple[Path, list[str]]:
    """Write a gradebook in one of the platforms' formats; its path, and the ids whose grade was left empty."""
    from grader import exports

    target = out or results / f"{format}.csv"
    with _book(results) as book:
        title = key.read(results / KEY).title
        left = exports.export(
            book.reports(), book.submissions(), format, target, title=title, anonymous=anonymous, secret=book.secret,
            absent=book.absent(),
        )  # fmt: skip
    return target, left


def _book(results: Path) -> Gradebook:
    if not (results / BOOK).exists():
        raise ValueError(f"{results}: there are no results here. Name the folder that `grader grade -o` wrote.")
    return Gradebook(results / BOOK)


def _part(shard: str) -> tuple[int, int]:
    i, slash, n = shard.partition("/")
    if not (slash and i.isdecimal() and n.isdecimal() and 1 <= int(i) <= int(n)):
        raise ValueError(f"--shard {shard}: write i/n with 1 <= i <= n, as in --shard 2/8.")
    return int(i), int(n)


def _write(reports: Iterable[Report], folder: Path) -> None:
    """One JSON file for each report."""
    folder.mkdir(parents=True, exist_ok=True)
    for r in reports:
        text = json.dumps(r.to_data(), ensure_ascii=False, indent=1)
        (folder / f"{r.submission}.json").write_text(text, encoding="utf-8")


def _summary(
    reports: Sequence[Outline], out: Path, missing: Sequence[Person], strangers: Sequence[str] = ()
) -> Summary:
    """Of reports in the order of their ids."""
    unchecked = tuple(r.submission for r in reports if r.unchecked)
    ungradable = [r for r in reports if r.status == "ungradable"]
    lines = [_line(r) for r in reports[:MOST_LINES]]
    if len(reports) > MOST_LINES:
        lines.append(f"... and {len(reports) - MOST_LINES} more")
    lines.append(f"{len(reports)} submissions are in {out / BOOK}, {len(ungradable)} of them could not be read.")
    if missing:
        names = ", ".join(person.name or person.id for person in missing[:MOST_LINES])
        lines.append(f"Of {len(missing)} on the roster there is no submission: {names}")
    if strangers:
        lines.append(f"By nobody whom the roster knows, or by one of two of that name: {', '.join(strangers)}")
    if unchecked:
        lines.append(f"Could not be checked, look at these first: {', '.join(unchecked)}")
    return Summary(len(reports) - len(ungradable), len(ungradable), unchecked, "\n".join(lines))


MOST_LINES = 50


def _line(r: Outline) -> str:
    if r.status == "ungradable":
        return f"{r.submission}: {r.message.splitlines()[0]}"
    return f"{r.submission}: {points(r.earned)} / {points(r.possible)}, {r.right} of {r.counted} questions right"

"""What `run_autograder` calls: grade /autograder/submission and write results.json, whatever happens.

The file is valid from the first second: it begins as "did not finish", is replaced as each question is done, and holds
nothing that is better than the truth, so that a time-out of the platform or a kill leaves the best true state.

Source of the contract: gradescope-autograders' documentation of results.json and submission_metadata.json.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import sys
import tempfile
import traceback
import unittest
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

from grader.judging.judge import judge, status_of
from grader.judging.messages.question_messages import HIDDEN, hidden_message, statements_message
from grader.judging.question_groups import hidden_points, settled_by_visible, total_earned
from grader.model.key import Key, Question, read
from grader.model.report import CaseReport, QuestionReport, Report
from grader.model.transcript import Call, Definition, Transcript
from grader.processes import calibration as calibrate
from grader.processes.clock import PATIENCE
from grader.processes.fork_server import ahead
from grader.sandbox import probe as isolation
from grader.sandbox.cache import warming as warm
from grader.sandbox.session import Limits
from grader.sandbox.transcribe import transcribe
from grader.submissions.collection import Submission, choose

UNFINISHED = (
    "The grading did not finish. What stands here was done before it ended; the rest has no points yet. "
    "This happens when code takes very long or ends the machine: run `check()` in your notebook, and submit again."
)
WITHHELD = (
    "Your work could not be checked, and not through your fault. There is no score, and nothing is lost: "
    "the course's staff see what happened and will run it again."
)
MOST_OUTPUT = 99_000  # characters; Gradescope cuts at 100,000, through the middle of what it shows
MOST_FILES = 30  # notebooks that are looked into, to find the one that answers most
MOST_SECONDS = 420.0  # on the wall, for all of a submission's code: at 10 minutes Gradescope throws every result away
SMALLEST_MB, PARENT_MB = 320, 320  # memory that JAX needs at least, and what this process and JAX's own code take


@dataclass(frozen=True)
class Places:
    """The files of Gradescope's container."""

    submission: Path = Path("/autograder/submission")
    results: Path = Path("/autograder/results/results.json")
    metadata: Path = Path("/autograder/submission_metadata.json")
    key: Path = Path("/autograder/source/assignment.key")
    cache: Path = Path("/opt/grader-cache")  # that setup.sh warmed

    @staticmethod
    def under(root: Path) -> Places:
        """The same places in another root folder."""
        return Places(
            root / "submission",
            root / "results" / "results.json",
            root / "submission_metadata.json",
            root / "source" / "assignment.key",
            Path("/opt/grader-cache"),
        )


@dataclass(frozen=True)
class Metadata:
    """What submission_metadata.json says that matters here; everything may be missing."""

    created: datetime | None = None
    due: datetime | None = None
    previous: tuple[Mapping[str, Any], ...] = ()

    @property
    def days_late(self) -> int:
        """Days begun since the due date."""
        if self.created is None or self.due is None or self.created <= self.due:
            return 0
        return -((self.due - self.created) // timedelta(days=1))

    @property
    def results(self) -> Mapping[str, Any] | None:
        """The results of the latest earlier submission: the only ones that Gradescope hands over."""
        return next((p["results"] for p in reversed(self.previous) if isinstance(p.get("results"), dict)), None)

    @property
    def refused(self) -> list[str]:
        """When earlier submissions came that were not graded, because there were too many: they do not count."""
        extra = (self.results or {}).get("extra_data")
        times = extra.get("refused") if isinstance(extra, dict) else None
        return [t for t in times if isinstance(t, str)] if isinstance(times, list) else []

    def recent(self, hours: float) -> list[Mapping[str, Any]]:
        """The earlier submissions that count and fall into the hours before this one."""
        if self.created is None:
            return []
        since, refused = self.created - timedelta(hours=hours), {_time(t) for t in self.refused}
        return [
            p for p in self.previous
            if (t := _time(p.get("submission_time"))) is not None and t > since and t not in refused
            and not p.get("autograder_error")
        ]  # fmt: skip


def run(root: Path) -> int:
    """Grade the container's one submission; the exit code is 0, or 1 where staff have to look.

    What breaks on our side withholds the score; the reason is on standard output, which staff alone see.
    """
    places = Places.under(root)
    write(places.results, unfinished(0.0, []))
    try:
        return _grade(places)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        write(places.results, withheld("The grader itself failed; its traceback is in the output for staff."))
        return 1


def _grade(places: Places) -> int:
    key, metadata = read(places.key), read_metadata(places.metadata)
    if (refused := over_limit(key, metadata)) is not None:
        write(places.results, refused)
        return 0
    path, note = _notebook(places.submission, key)
    if path is None:
        write(places.results, _ungradable(note))
        return 0
    zygote = ahead()
    isolation.require_hidden(places.key, places.results, places.submission)
    holds = isolation.probe(zygote=zygote)
    if missing := holds.missing():
        write(places.results, withheld(f"The isolation that is due here does not hold: {missing}"))
        return 1
    so_far = Progress(key, places.results, metadata)
    transcript = transcribe(
        path, key, submission="submission", isolation=holds, on_call=so_far.called,
        limits=limits(key, container_memory_mb()), cache=warm.found(places.cache), zygote=zygote,
    )  # fmt: skip
    report = judge(key, transcript)
    write(places.results, results(key, transcript, report, metadata, note))
    print(*holds.notes, *transcript.notes, sep="\n")
    return 1 if report.unchecked else 0


def _notebook(folder: Path, key: Key) -> tuple[Path | None, str]:
    """The file to grade, and what to say of it: the one that answers most questions."""
    kinds = (".ipynb", ".py")
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in kinds and p.is_file() and not p.is_symlink())
    files = [p for p in files if not any(part.startswith((".", "__")) for part in p.relative_to(folder).parts)]
    if not files:
        return (
            None,
            "There is no notebook (.ipynb) in what you submitted. Save your notebook and submit the file itself.",
        )
    files.sort(key=lambda p: (p.suffix.lower() != ".ipynb", len(p.parts)))  # notebooks first, and those at the top
    return choose(Submission("submission", tuple(files[:MOST_FILES])), [q.function for q in key.questions])


def withheld(reason: str) -> dict[str, Any]:
    """Results without a score: Gradescope shows that the autograder failed, and no 0 enters anybody's record."""
    staff = {"name": "For staff: could not grade", "output": reason, "output_format": "text", "visibility": "hidden"}
    return {"output": WITHHELD, "output_format": "text", "stdout_visibility": "hidden", "tests": [staff]}


def _ungradable(message: str) -> dict[str, Any]:
    return {"score": 0.0, "output": message, "output_format": "text", "stdout_visibility": "hidden", "tests": []}


def unfinished(score: float, tests: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Results that stand while the grading runs."""
    return {"score": score, "output": UNFINISHED, "output_format": "text", "stdout_visibility": "hidden",
            "tests": list(tests)}  # fmt: skip


@dataclass
class Progress:
    """Writes the true state after each question; what has not run yet has no points.

    Only cases that are right count: a mistake's part credit needs all cases to be sure of the mistake, so that with a
    few of them it might promise more than the end will hold.
    """

    key: Key
    path: Path
    metadata: Metadata = field(default_factory=Metadata)
    calls: dict[str, Call] = field(default_factory=dict)

    def called(self, case: str, call: Call) -> None:
        """Take note of one case; write when it was the last visible or the last hidden one of its question."""
        self.calls[case] = call
        question = next(q for q in self.key.questions if any(c.id == case for c in q.cases))
        hidden = {c.id: c.hidden for c in question.cases}
        if all(c.id in self.calls for c in question.cases if c.hidden == hidden[case]):
            write(self.path, self.state())

    def state(self) -> dict[str, Any]:
        """The results of what has run, as text: pictures wait for the end."""
        asked = {q.name for q in self.key.questions if any(c.id in self.calls for c in q.cases)}
        done = tuple(_done(q, self.calls) for q in self.key.questions if q.name in asked)
        found = {q.name: Definition("found") for q in done}
        transcript = Transcript("submission", self.key.assignment, found, self.calls)
        report = judge(replace(self.key, questions=done), transcript)
        sure = [replace(q, cases=tuple(map(_surely, q.cases))) for q in report.questions]
        sure_report = replace(report, questions=tuple(sure))
        score = total_earned(sure) * kept(self.key, self.metadata)
        tests = [e.to_data() for number, q in enumerate(settled_by_visible(sure_report).questions, 1)
                 for e in _tests(self.key, sure_report, q, number, q.message[:MOST_OUTPUT], "text")]  # fmt: skip
        return unfinished(round(score, 4), tests)


def _surely(case: CaseReport) -> CaseReport:
    return case if case.status == "right" else replace(case, earned=0.0)


def _done(question: Question, calls: Mapping[str, Call]) -> Question:
    return replace(question, cases=tuple(c for c in question.cases if c.id in calls))


def write(path: Path, data: Mapping[str, Any]) -> None:
    """Replace the file at once: whoever reads it finds the old or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".results-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=True)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(path)


# ── results.json


def results(key: Key, transcript: Transcript, report: Report, metadata: Metadata, note: str = "") -> dict[str, Any]:
    """The final results. Without any score where something could not be checked: withheld, never 0.

    What students see at once depends on visible cases alone. Gradescope shows no total while an entry is not visible.
    """
    if report.status == "ungradable":
        return _ungradable(report.message)
    tests = [
        test
        for number, q in enumerate(settled_by_visible(report).questions, 1)
        for test in _tests(key, report, q, number, *_output(key, transcript, report, q))
    ]
    unchecked = bool(report.unchecked)

    def finish(data: dict[str, Any]) -> None:
        for entry, test in zip(data["tests"], tests, strict=True):
            entry["output_format"] = test.format
            entry["name_format"] = "text"
            if unchecked:
                entry.pop("score", None), entry.pop("max_score", None), entry.pop("status", None)
        data["execution_time"] = round(_visible_seconds(key, transcript), 1)
        data["output_format"], data["stdout_visibility"] = "text", "hidden"
        words, data["score"] = _total(key, report, metadata)
        data["output"] = "\n".join(filter(None, [words, note]))
        data["extra_data"] = {"assignment": key.assignment, "format": 1, "refused": metadata.refused}
        if unchecked:
            data["output"] = WITHHELD
            del data["score"]
        if not key.options.get("leaderboard") or unchecked:
            del data["leaderboard"]
        else:
            data["leaderboard"] = [{"name": "points", "value": _shown_points(key, report), "order": "desc"}]

    stream = io.StringIO()
    JSONTestRunner(stream=stream, post_processor=finish).run(_suite(tests))
    return json.loads(stream.getvalue())


def _visible_seconds(key: Key, transcript: Transcript) -> float:
    """How long the visible cases took: a student's code could tell by its time what a hidden case asks."""
    visible = (transcript.calls.get(c.id) for q in key.questions for c in q.cases if not c.hidden)
    return sum(getattr(call, "seconds", 0.0) for call in visible)


@dataclass(frozen=True)
class Entry:
    """One entry of `tests`. Without `possible` it only informs."""

    name: str
    number: str
    output: str
    format: str = "text"
    earned: float = 0.0
    possible: float | None = None
    visibility: str = "visible"
    tags: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """As results.json has it."""
        points: dict[str, Any] = {} if self.possible is None else {"score": self.earned, "max_score": self.possible}
        return points | {
            "name": self.name, "name_format": "text", "number": self.number, "output": self.output,
            "output_format": self.format, "visibility": self.visibility, "tags": list(self.tags),
        }  # fmt: skip


def _tests(
    key: Key, report: Report, question: QuestionReport, number: int, output: str, format: str
) -> Sequence[Entry]:
    """One entry for what a student may see of a question, one for its hidden cases.

    Of a group the question that counts as far as can be seen has the points, and what counts in truth stands behind it.
    """
    shown = [c for c in question.cases if not c.hidden]
    hidden = [c for c in question.cases if c.hidden]
    entries = [
        Entry(
            name=question.title,
            number=f"{number}.1" if hidden else str(number),
            output=output,
            format=format,
            earned=round(sum(c.earned for c in shown), 4),
            possible=round(sum(c.possible for c in shown), 4) if shown and question.counts else None,
            tags=(status_of([c.status for c in shown]),) if shown else (),  # and not of the hidden cases
        )
    ]
    if hidden:
        visibility = key.options.get("hidden_cases", "after_published")
        entries.append(
            Entry(
                name=f"{question.title}: hidden cases",
                number=f"{number}.2",
                output=HIDDEN if visibility == "visible" else _published(key, question)[:MOST_OUTPUT],
                earned=round(hidden_points(report)[question.name], 4),
                possible=round(sum(c.possible for c in hidden), 4) if question.counts else None,
                visibility=visibility,
            )
        )
    return entries


def _published(key: Key, question: QuestionReport) -> str:
    """What is said of the hidden cases once their points are published: the statements with the reasons among it."""
    asked = next(q for q in key.questions if q.name == question.name)
    statuses = {case.id: case.status for case in question.cases if case.hidden}
    return statements_message(asked, statuses) if asked.returns == "truth" else hidden_message(statuses)


def _output(key: Key, transcript: Transcript, report: Report, question: QuestionReport) -> tuple[str, str]:
    """The question in HTML with a picture if that can be had and is short enough, else in text.

    Whatever fails in making it costs no more than the looks; its traceback is in the output for staff.
    """
    try:
        from grader.reports.html import question_html

        html = question_html(key, next(q for q in key.questions if q.name == question.name), transcript, report)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        html = ""
    return (html, "html") if 0 < len(html) <= MOST_OUTPUT else (question.message[:MOST_OUTPUT], "text")


def _suite(entries: Sequence[Entry]) -> unittest.TestSuite:
    """The entries as tests that print their output, which is the form that gradescope-utils reads."""
    methods = {f"test_{i:03}": _method(entry) for i, entry in enumerate(entries)}
    case = type("Report", (unittest.TestCase,), methods)
    return unittest.TestSuite(case(name) for name in methods)


def _method(entry: Entry) -> Callable[[Any], None]:
    def test(self: unittest.TestCase) -> None:
        print(entry.output)

    test.__doc__ = entry.name
    marks: dict[str, Any] = {
        "__number__": entry.number,
        "__visibility__": entry.visibility,
        "__tags__": list(entry.tags),
    }
    if entry.possible is not None:
        marks |= {"__weight__": entry.possible, "__score__": entry.earned}
    vars(test).update(marks)
    return test


# ── lateness and limits


def read_metadata(path: Path) -> Metadata:
    """submission_metadata.json; empty where it is missing or not as documented, as when run by hand."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        assignment = data.get("assignment") or {}
        return Metadata(
            created=_time(data.get("created_at")),
            due=_time(assignment.get("due_date")),
            previous=tuple(p for p in data.get("previous_submissions") or () if isinstance(p, dict)),
        )
    except (OSError, ValueError, AttributeError, TypeError):
        return Metadata()


def _time(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).astimezone()
    except ValueError:
        return None


def kept(key: Key, metadata: Metadata) -> float:
    """The part of the points that the late policy leaves."""
    if not metadata.days_late:
        return 1.0
    match key.options.get("late", "none"):
        case "zero":
            return 0.0
        case "percent_a_day":
            return 1 - min(100.0, metadata.days_late * key.options.get("late_percent", 10.0)) / 100
    return 1.0


def _total(key: Key, report: Report, metadata: Metadata) -> tuple[str, float]:
    """What to say of the whole submission, and its score after the late policy."""
    days, part = metadata.days_late, kept(key, metadata)
    if part == 1.0:
        words = ""
    elif key.options.get("late") == "zero":
        words = "This came after the due date; late work has no points here. What it would have had stands below."
    else:
        off = 100 * (1 - part)
        words = f"This came late, {days} day{'s' * (days > 1)} begun: {off:.4g} % of the points are taken off."
    return "\n".join(filter(None, [words, report.message])), round(report.earned * part, 4)


def _shown_points(key: Key, report: Report) -> float:
    """For the leaderboard, which everybody sees: without the hidden cases, unless they are hidden from nobody."""
    all_shown = key.options.get("hidden_cases") == "visible"
    return round(total_earned(report.questions, hidden=all_shown), 2)


def over_limit(key: Key, metadata: Metadata) -> dict[str, Any] | None:
    """The results of the latest counted submission again, where too many came in too short a time."""
    most, hours = key.options.get("submissions"), key.options.get("per_hours", 24.0)
    if not most or len(recent := metadata.recent(hours)) < most:
        return None
    words = (
        f"Not graded: {most} submission{'s' * (most > 1)} in {hours:g} hours are counted. Your last result stands. "
        "Run `check()` in your notebook as often as you like."
    )
    refused = [*metadata.refused, metadata.created.isoformat()] if metadata.created else []
    last = max(recent, key=lambda p: _time(p.get("submission_time")) or datetime.min.replace(tzinfo=timezone.utc))
    latest: Mapping[str, Any] = metadata.results or {}  # Gradescope hands over those of the latest submission alone
    whole = "score" in latest and latest.get("output") != UNFINISHED
    earlier: Mapping[str, Any] = latest if whole else {"score": _number(last.get("score"))}
    extra = {**(earlier.get("extra_data") or {}), "refused": refused}
    return {**earlier, "output": words, "output_format": "text", "extra_data": extra}


def _number(score: Any) -> float:
    try:
        return max(0.0, float(score))
    except (TypeError, ValueError):
        return 0.0


# ── the container


def limits(key: Key, memory_mb: float) -> Limits:
    """What a submission may take of this container, so that it ends before Gradescope's patience does."""
    scaled = Limits().scaled(calibrate.slowness())
    each = MOST_SECONDS / PATIENCE / max(1, len(key.questions))
    return replace(
        scaled,
        question_seconds=min(scaled.question_seconds, each),
        case_seconds=min(scaled.case_seconds, each / scaled.timeouts_per_question),
        memory_mb=int(min(scaled.memory_mb, max(SMALLEST_MB, memory_mb - PARENT_MB))),
    )


def container_memory_mb() -> float:
    """What this container may hold, by its control group, version 2 or 1; infinite where nothing says so."""
    for place in ("memory.max", "memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError):
            return int(Path("/sys/fs/cgroup", place).read_text()) / 2**20
    return math.inf

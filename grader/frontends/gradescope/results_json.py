"""results.json: a Report in the form that Gradescope reads, and the forms without a score.

    final_results       the whole report             unfinished_results   while the grading runs
    ungradable_results  0 points and a reason        withheld_results     no score: the grader failed, not the student
    repeated_results    the last results again, where too many submissions came in too short a time

Source of the format: gradescope-autograders' documentation of results.json.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import traceback
import unittest
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

from grader.base.text import count
from grader.frontends.gradescope.deadlines import SubmissionMetadata, late_factor, late_sentence, latest
from grader.judging.judge import status_of
from grader.judging.messages.question_messages import HIDDEN, hidden_message, statements_message
from grader.judging.question_groups import hidden_points, settled_by_visible, total_earned
from grader.model.key import Key
from grader.model.report import QuestionReport, Report, Totals
from grader.model.statuses import format_points, hundredths
from grader.model.transcript import Transcript
from grader.reports.causes import published_cause
from grader.reports.totals import visible_summary

Results = dict[str, Any]  # what results.json holds
Output = tuple[str, str]  # what one entry shows, and Gradescope's `output_format` of it

UNFINISHED = (
    "The grading did not finish. What stands here was done before it ended; the rest has no points yet. "
    "This happens when code takes very long or ends the machine: run `check()` in your notebook, and submit again."
)
WITHHELD = (
    "Your work could not be checked, and not through your fault. There is no score, and nothing is lost: "
    "the course's staff see what happened and will run it again."
)
UNCHECKED = "could_not_check"
MAX_OUTPUT = 99_000  # characters; Gradescope cuts at 100,000, through the middle of what it shows


@dataclass(frozen=True)
class ResultEntry:
    """One entry of `tests`. Without `possible` it only informs."""

    name: str
    number: str
    output: Output
    earned: float = 0.0
    possible: float | None = None
    visibility: str = "visible"
    tags: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """As results.json has it."""
        points: dict[str, Any] = {} if self.possible is None else {"score": self.earned, "max_score": self.possible}
        return points | {
            "name": self.name, "name_format": "text", "number": self.number, "output": self.output[0],
            "output_format": self.output[1], "visibility": self.visibility, "tags": list(self.tags),
        }  # fmt: skip


def write_results(path: Path, results: Results) -> None:
    """Replace the file at once: a reader gets the old or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".results-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(results, file, ensure_ascii=True)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(path)


# ── without a report


def _message_results(output: str, tests: Sequence[Mapping[str, Any]] = ()) -> Results:
    return {"output": output, "output_format": "text", "stdout_visibility": "hidden", "tests": list(tests)}


def withheld_results(reason: str) -> Results:
    """Results without a score: Gradescope shows that the autograder failed, and no 0 enters anybody's record."""
    return _message_results(WITHHELD, [_staff_entry(reason)])


def _staff_entry(reason: str) -> dict[str, Any]:
    return {"name": "For staff: could not grade", "output": reason, "output_format": "text", "visibility": "hidden"}


def ungradable_results(message: str) -> Results:
    """Zero points, and the reason: the submission cannot be graded."""
    return {"score": 0.0} | _message_results(message)


def unfinished_results(score: float, tests: Sequence[Mapping[str, Any]]) -> Results:
    """Results that stand while the grading runs."""
    return {"score": score} | _message_results(UNFINISHED, tests)


def repeated_results(key: Key, metadata: SubmissionMetadata) -> Results | None:
    """The results of the latest counted submission again; None unless too many came in too short a time."""
    most, hours = key.options.get("submissions"), key.options.get("per_hours", 24.0)
    if not most or len(counted := metadata.counted(hours)) < most:
        return None
    message = (
        f"Not graded: {count(most, 'submission')} in {hours:g} hours are counted. Your last result stands. "
        "Run `check()` in your notebook as often as you like."
    )
    refused = [*metadata.refused_times, metadata.created.isoformat()] if metadata.created else []
    last = metadata.latest_results  # Gradescope hands over those of the latest submission alone
    is_complete = "score" in last and last.get("output") != UNFINISHED
    earlier: Mapping[str, Any] = last if is_complete else {"score": _score(latest(counted).get("score"))}
    extra = {**(earlier.get("extra_data") or {}), "refused": refused}
    return {**earlier, "output": message, "output_format": "text", "extra_data": extra}


def _score(score: Any) -> float:
    try:
        return max(0.0, float(score))
    except (TypeError, ValueError):
        return 0.0


# ── of a report


def final_results(
    key: Key, transcript: Transcript, report: Report, metadata: SubmissionMetadata, note: str = ""
) -> Results:
    """The final results, without any score where a case that the student sees could not be checked: withheld, never 0.

    What students see at once depends on visible cases alone. Gradescope shows no total while an entry is not visible.
    """
    if report.status == "ungradable":
        return ungradable_results(report.message)
    output = partial(_output, key, transcript, report)
    entries = report_entries(key, report, settled_by_visible(report).questions, output)

    def complete(data: Results) -> None:
        """Add to the data of gradescope-utils what it has no place for, and withhold the score if need be."""
        for test, entry in zip(data["tests"], entries, strict=True):
            test.update(output_format=entry.output[1], name_format="text")
        data["execution_time"] = _visible_seconds(key, transcript)
        data["output_format"], data["stdout_visibility"] = "text", "hidden"
        data["score"] = round(report.earned * late_factor(key, metadata), 4)
        data["output"] = "\n".join(filter(None, _summary(key, report, metadata, note)))
        data["extra_data"] = {"assignment": key.assignment, "format": 1, "refused": metadata.refused_times}
        data["leaderboard"] = _leaderboard(key, report)
        if not data["leaderboard"]:
            del data["leaderboard"]
        if _withholds(key, report):
            _withhold(data)
        elif report.unchecked:
            names = ", ".join(report.unchecked)
            data["tests"].append(_staff_entry(f"Hidden cases that could not be checked have no points: {names}."))

    stream = io.StringIO()
    JSONTestRunner(stream=stream, post_processor=complete).run(unittest.TestSuite(map(_test, entries)))
    results: Results = json.loads(stream.getvalue())
    return results


def _visible_seconds(key: Key, transcript: Transcript) -> float:
    """How long the visible cases ran: by the time of a hidden one a student's code could tell what it asks."""
    visible = [transcript.calls.get(c.id) for q in key.questions for c in q.cases if not c.hidden]
    return round(sum(getattr(call, "seconds", 0.0) for call in visible), 1)


def _leaderboard(key: Key, report: Report) -> list[dict[str, Any]]:
    """What everybody sees of the points, if the assignment wants it: without cases that are hidden from somebody."""
    if not key.options.get("leaderboard"):
        return []
    points = total_earned(report.questions, hidden=key.options.get("hidden_cases") == "visible")
    return [{"name": "points", "value": hundredths(points) / 100, "order": "desc"}]


def _summary(key: Key, report: Report, metadata: SubmissionMetadata, note: str) -> Sequence[str]:
    """What stands above all entries, from visible cases alone."""
    return visible_summary(report), _manual(report), late_sentence(key, metadata), report.message, note


def _manual(report: Report) -> str:
    """What is said of points that staff have yet to give; empty for none."""
    points = format_points(report.manual_points)
    return f"{points} points are graded by hand, and not in this score." if report.manual_points else ""


def _withholds(key: Key, report: Report) -> bool:
    """Whether a case could not be checked whose points the student sees at once.

    Not for a hidden case: work can be written so that its check fails for one input and for no other. A score that is
    withheld would answer, submission after submission, whether that input is among the hidden ones. So the points are
    missing, as they are where the case is wrong, until staff rerun the autograder; an entry for staff alone says so.
    """
    shows_hidden = key.options.get("hidden_cases") == "visible"
    counted = report if shows_hidden else settled_by_visible(report)  # in a group hidden cases decide which counts
    seen = (c for q in counted.questions if q.counts for c in q.cases if shows_hidden or not c.hidden)
    return any(case.status == UNCHECKED for case in seen)


def _withhold(data: Results) -> None:
    """Remove every score: of the entries, of the whole, of the leaderboard."""
    data["output"] = WITHHELD
    for scored in (data, *data["tests"]):
        for name in ("score", "max_score", "status", "leaderboard"):
            scored.pop(name, None)


def report_entries(
    key: Key, report: Report, questions: Sequence[QuestionReport], output: Callable[[QuestionReport], Output]
) -> list[ResultEntry]:
    """The entries of these questions of the report, with what `output` shows of each."""
    numbered = enumerate(questions, 1)
    return [entry for number, q in numbered for entry in _question_entries(key, report, q, number, output(q))]


def _question_entries(
    key: Key, report: Report, question: QuestionReport, number: int, output: Output
) -> Sequence[ResultEntry]:
    """One entry for what a student may see of a question, one for its hidden cases.

    In a group, the question that counts by its visible cases has the points; the rest of what the group earned stands
    in its hidden entry.
    """
    visible, hidden = question.visible, question.hidden
    of_visible = Totals.of(visible)
    is_judged = question.counts and question.status != "manual"  # else staff give the points, on Gradescope itself
    entry = ResultEntry(
        name=question.title,
        number=f"{number}.1" if hidden else str(number),
        output=output,
        earned=round(of_visible.earned, 4),
        possible=round(of_visible.possible, 4) if visible and is_judged else None,
        tags=(status_of([c.status for c in visible]),) if visible else (),  # and not of the hidden cases
    )
    if not hidden:
        return [entry]
    visibility = key.options.get("hidden_cases", "after_published")
    hidden_entry = ResultEntry(
        name=f"{question.title}: hidden cases",
        number=f"{number}.2",
        output=(HIDDEN if visibility == "visible" else _published(key, question)[:MAX_OUTPUT], "text"),
        earned=round(hidden_points(report)[question.name], 4),
        possible=round(Totals.of(hidden).possible, 4) if question.counts else None,
        visibility=visibility,
    )
    return [entry, hidden_entry]


def _published(key: Key, question: QuestionReport) -> str:
    """What a student reads of the hidden cases once their points are published, with the statements' reasons."""
    key_question = key.question(question.name)
    statuses = {case.id: case.status for case in question.hidden}
    if key_question.is_written:
        return statements_message(key_question, statuses)
    return "\n\n".join([hidden_message(statuses), *published_cause(key, question)])


def as_text(question: QuestionReport) -> Output:
    """The question's message, cut where Gradescope would cut it."""
    return question.message[:MAX_OUTPUT], "text"


def _output(key: Key, transcript: Transcript, report: Report, question: QuestionReport) -> Output:
    """The question in HTML, with a picture where one can be drawn and is short enough; else in text.

    Whatever fails in making it costs no more than the looks; its traceback is in the output for staff.
    """
    try:
        from grader.reports.question_html import question_html

        html = question_html(key, key.question(question.name), transcript, report)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        html = ""
    return (html, "html") if 0 < len(html) <= MAX_OUTPUT else as_text(question)


def _test(entry: ResultEntry) -> unittest.TestCase:
    """The entry as a test that prints its output, which is the form that gradescope-utils reads."""

    def test(self: unittest.TestCase) -> None:
        print(entry.output[0])

    test.__doc__ = entry.name
    vars(test).update(__number__=entry.number, __visibility__=entry.visibility, __tags__=list(entry.tags))
    if entry.possible is not None:
        vars(test).update(__weight__=entry.possible, __score__=entry.earned)
    case: unittest.TestCase = type("Report", (unittest.TestCase,), {"test": test})("test")
    return case

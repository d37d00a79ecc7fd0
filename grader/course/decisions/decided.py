"""A report with the decisions of staff upon it: whoever shows points takes them from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from grader.base.exhaustive import assert_never
from grader.base.staff.times import format_time, parse_time
from grader.course.decisions.decision import Decisions, Entry
from grader.model.report import QuestionReport, Report, Totals
from grader.model.statuses import UNJUDGED, format_points, points_in_words

Blank = Callable[[str], Report]  # the report of a submission in which nothing was handed in, by its id


def decided_report(report: Report, decisions: Decisions, blank: Blank) -> Report:
    """The report with what staff decided: points, what counts, and what they say to its author.

    Where staff decide about questions of work that could not be read, these are the questions of a `blank` report.
    """
    entries = decisions.holding(report.submission)
    if not entries:
        return report
    if not report.questions and any(e.decision.question and e.decision.submission for e in entries):
        report = replace(blank(report.submission), remarks=tuple(filter(None, [report.message])))
    questions = _settle_groups([_decided_question(q, report.submission, decisions) for q in report.questions])
    possible = report.possible + sum(q.possible for q in questions) - sum(q.possible for q in report.questions)
    whole = [entry for entry in entries if entry.decision.kind == "excuse" and not entry.decision.question]
    return replace(
        report, questions=questions,
        earned=round(sum(q.earned for q in questions), 9),
        possible=0.0 if whole and not questions else round(possible, 9),
        remarks=(*report.remarks, *_remarks(report.submission, whole, decisions)),
    )  # fmt: skip


def worth(question: QuestionReport) -> float:
    """The points that a question has where it counts."""
    return question.possible or Totals.of(question.cases).possible


def _decided_question(question: QuestionReport, submission: str, decisions: Decisions) -> QuestionReport:
    comments = tuple(map(_comment, decisions.comments(submission, question.name)))
    entry = decisions.settled(submission, question.name)
    if entry is None:
        return replace(question, remarks=comments)
    remarks = (*_settled_words(entry, question), *comments)
    if entry.decision.kind == "override":
        points = _points(entry, question)
        return replace(
            question, status="overridden", earned=points, possible=worth(question), counts=True, remarks=remarks
        )
    return replace(question, status="excused", earned=0.0, possible=0.0, counts=False, remarks=remarks)


def _points(entry: Entry, question: QuestionReport) -> float:
    """The points that staff gave; another key may have made the question worth less since."""
    return min(entry.decision.points or 0.0, worth(question))


def _settle_groups(questions: Sequence[QuestionReport]) -> tuple[QuestionReport, ...]:
    """Of a group in which staff set points, the question that they set counts; of several the best."""
    best: dict[str, QuestionReport] = {}
    for question in sorted(questions, key=lambda q: -q.earned):
        if question.group and question.status == "overridden":
            best.setdefault(question.group, question)
    return tuple(
        replace(q, counts=False, earned=0.0, possible=0.0) if q is not best.get(q.group, q) else q for q in questions
    )


def _settled_words(entry: Entry, question: QuestionReport) -> tuple[str, ...]:
    """What the author reads of a decision about the points of this question; nothing where it is about all of them."""
    decision = entry.decision
    match decision.kind:
        case "override":
            before = "" if question.status in UNJUDGED else f", in place of {format_points(question.earned)}"
            points = f"{format_points(_points(entry, question))} of {points_in_words(worth(question))}"
            because = f": {decision.because}" if decision.because else "."
            return (f"Staff gave {points}{before}{because}",)
        case "excuse" if decision.question:
            return (f"Staff excused this question: it does not count. {decision.because}",)
        case "excuse":
            return ()
        case "drop":
            return (f"Staff took this question out for everybody: it does not count. {decision.because}",)
        case "comment" | "extend" | "stamp" | "undo":
            return ()
        case _:
            return assert_never(decision.kind)


def _remarks(submission: str, whole: Sequence[Entry], decisions: Decisions) -> tuple[str, ...]:
    """What the author reads of decisions about the whole submission."""
    words = [f"Staff excused this homework: it does not count. {e.decision.because}" for e in whole[-1:]]
    if extension := decisions.extension(submission):
        words.append(f"Staff moved your due date to {_time(extension)}. {extension.decision.because}")
    if stamp := decisions.stamp(submission):
        words.append(f"Staff say that this came {_time(stamp)}. {stamp.decision.because}")
    return (*words, *map(_comment, decisions.comments(submission)))


def _time(entry: Entry) -> str:
    time = parse_time(entry.decision.text)
    return format_time(time) if time else entry.decision.text


def _comment(entry: Entry) -> str:
    return f"Staff: {entry.decision.text}"

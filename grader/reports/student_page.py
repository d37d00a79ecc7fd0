"""The report of one student as a page of its own: light, dark and printed, from 400 px on.

For staff each question has a folded part more: the code, the cause by all cases, and the wrong hidden ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from grader.judging.messages.case_messages import case_message
from grader.judging.verdicts import judge_case
from grader.model.key import Key
from grader.model.report import Report
from grader.model.statuses import format_points
from grader.model.transcript import MAX_SOURCE, Transcript
from grader.reports.causes import staff_notes
from grader.reports.code import LINE_REMARK, code_block, failing_lines
from grader.reports.elements import Html, clean, document, folded, join, paragraph, paragraphs, table, tag, typeset
from grader.reports.look import classes
from grader.reports.question_html import QuestionView, question_views, status_word
from grader.reports.totals import Audience, final_total, unchecked_points

Pictures = Mapping[str, Html | None]  # by the question's name

LONG_CODE = f"This code has more than {MAX_SOURCE:,} characters: it is neither shown here nor compared with others."
FOOTER = "Made by First-Order Grader. This page is complete in itself: it loads nothing and runs nothing."


def student_page(key: Key, transcript: Transcript, report: Report) -> str:
    """A page about one submission: with a student's key a student's, with an instructor's that of published points."""
    return student_pages(key, transcript, report, ["published" if key.audience == "instructor" else "student"])[0]


def student_pages(
    key: Key, transcript: Transcript, report: Report, audiences: Sequence[Audience], note: str = "",
    ways: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:  # fmt: skip
    """A whole self-contained page for each of the audiences. Their pictures, which take the time, are drawn once.

    `note` says what is special about the submission, such as which of two files was graded. A page for staff says so in
    its title and in a bar, with the `ways` from there: words and addresses.
    """
    bars = [staff_bar(ways) if audience == "staff" else None for audience in audiences]
    if report.status != "graded":
        return [_page(key, report, [], _ungradable(report), bar) for bar in bars]
    views = [list(question_views(key, transcript, report, audience=each).values()) for each in audiences]
    pictures = {view.report.name: view.picture() for view in views[0]}
    return [
        _page(key, report, *_graded(of_audience, report, pictures, note), bar)
        for of_audience, bar in zip(views, bars, strict=True)
    ]


def staff_bar(ways: Mapping[str, str]) -> Html:
    """What no page for students has: for whom the page is, and the ways from there."""
    links = [tag("a", words, href=address) for words, address in ways.items()]
    warning = tag("strong", "STAFF ONLY: code and hidden cases. Do not send this page to students.")
    return tag("div", warning, join(links, " "), class_="staff-bar")


def undrawn_page(key: Key, report: Report) -> str:
    """The page of whom no page could be drawn, because of a fault of the grader: it says so, and holds nothing else."""
    words = "This page could not be drawn, which is a fault of the grader and costs no point. Please tell the staff."
    return _page(key, report, [], paragraph(words))


def _graded(views: Sequence[QuestionView], report: Report, pictures: Pictures, note: str) -> tuple[list[Html], Html]:
    """What stands below the title, and the questions."""
    cards = [
        view.card(view.title("h2", f"question-{view.report.name}"), pictures[view.report.name],
                  more=staff_part(view) if view.audience == "staff" else _commented_code(view))
        for view in views
    ]  # fmt: skip
    total = [_total(report)] if any(view.totals for view in views) else []
    head = [*total, *map(paragraph, filter(None, [note, *report.remarks]))]
    return head, join([tag("nav", overview(views), aria_label="Questions"), *cards])


def _total(report: Report) -> Html:
    return tag("p", tag("strong", final_total(report)), report.outline.questions_right, **classes("state"))


def _page(key: Key, report: Report, head: Sequence[Html], main: Html, bar: Html | None = None) -> str:
    submission = clean(report.submission, 200)
    lines = [tag("h1", key.title), tag("p", "Submission ", tag("strong", submission)), *head]
    title = f"{'STAFF: ' if bar else ''}{key.title}: {submission}"
    return document(title, join([*([bar] if bar else []), *lines]), main, FOOTER)


def overview(views: Sequence[QuestionView], address: Callable[[str], str] = "#question-{}".format) -> Html:
    """Every question with its status and points, and a link to its card, or to the `address` of its name."""
    rows = []
    for view in views:
        earned, possible = view.points
        points = f"{format_points(earned)} of {format_points(possible)}" if view.report.counts else "-"
        unchecked = unchecked_points(view.report, view.audience)
        if later := possible if view.status == "manual" else 0.0 if possible else unchecked:
            points = f"- of {format_points(later)}"
        link = tag("a", view.report.title, href=address(view.report.name))
        rows.append([link, status_word(view.status, classes, final=view.totals), points])
    return table("All questions", ["question", "status", "points"], rows)


def _ungradable(report: Report) -> Html:
    return tag(
        "section",
        tag("h2", status_word("ungradable", classes), **classes("title")),
        *paragraphs(report.message or "No reason was recorded. Please tell the staff."),
        *map(paragraph, report.remarks),
        paragraph("Hand in the notebook again, or write to the staff if you think that this is our mistake."),
        **classes("card"),
    )  # fmt: skip


def _commented_code(view: QuestionView) -> Html | None:
    """Its author's code, where staff have a comment on a line of it."""
    code = code_of(view) if any(map(LINE_REMARK.match, view.report.remarks)) else None
    return code and folded("Your code, with what staff say of its lines", code, is_open=True)


def code_of(view: QuestionView) -> Html | None:
    """The code of a question with line numbers and comments of staff; None without code.

    The lines at which cases stopped are marked: for staff also those of hidden cases.
    """
    source = view.definition.source
    cases = [case.id for case in view.question.cases if view.audience == "staff" or not case.hidden]
    return code_block(source, failing_lines(source, view.transcript, cases), view.report.remarks) if source else None


# ── what staff alone see


def staff_part(view: QuestionView) -> Html | None:
    """The folded part of a card that is for staff; None where there is nothing beyond what its author reads."""
    parts = [*staff_words(view), code_of(view)]
    if not any(parts):
        return None
    return folded("For staff: the code of this question, and its hidden cases", *parts)


def staff_words(view: QuestionView) -> list[Html]:
    """What staff read of a question beyond what its author reads: the cause by all cases, and hidden cases."""
    is_long = view.definition.status == "found" and not view.definition.source
    words = staff_notes(view.key, view.question, view.report, view.transcript) + [LONG_CODE] * is_long
    notes = [paragraph(typeset(text)) for text in words]
    return [*notes, *_hidden_messages(view)]


def _hidden_messages(view: QuestionView) -> Iterator[Html]:
    """What the author of a wrong hidden case would read if it were visible. A check is not run again for it."""
    status = {case.id: case.status for case in view.report.cases}
    for case in () if view.question.is_written or view.question.check else view.question.cases:
        if case.hidden and case.id in view.transcript.calls and status.get(case.id) != "right":
            verdict = judge_case(view.question, case, view.transcript.calls[case.id])
            yield paragraph(tag("strong", f"Hidden, with {case.title}:"))
            yield from view.message_html(case_message(view.question, case, verdict, view.definition), (case, verdict))

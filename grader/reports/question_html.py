"""One question of a report as HTML: for a notebook, for Gradescope, for a page of ours.

    question_html   a card of its own: inline styles, no script, nothing loaded, a picture as data URI
    QuestionView    the same card as a student's page or the class page shows it

The card says the report's own message; what is numbers in it becomes a table, and the rest stands behind "All cases".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.judging.judge import status_of
from grader.judging.messages.case_calls import title_and_call
from grader.judging.messages.formatting import format_number, format_table
from grader.judging.messages.part_messages import entry_rows
from grader.judging.messages.question_messages import (
    HIDDEN,
    HIDDEN_CASES,
    statement_reason,
)
from grader.judging.outcomes import Verdict, WrongHistory, WrongPart, WrongParts
from grader.judging.question_groups import UNTOUCHED, settled_by_visible
from grader.model.figures import figures_of
from grader.model.key import Case, Key, Question
from grader.model.report import CaseReport, QuestionReport, Report, Totals
from grader.model.result_form import ROOT, shown
from grader.model.statuses import (
    QuestionStatus,
    ReportStatus,
    format_points,
    points_in_words,
    status_tone,
    status_words,
)
from grader.model.transcript import Definition, Returned, Transcript
from grader.reports.causes import published_cause
from grader.reports.elements import Html, clean, folded, join, paragraph, paragraphs, table, tag, typeset, with_code
from grader.reports.look import Look, classes, inline, notebook_inline
from grader.reports.pictures import plots
from grader.reports.pictures.comparison import (
    HistoryComparison,
    compare_histories,
    first_difference,
    visible_verdicts,
)
from grader.reports.pictures.drawings import drawing_of
from grader.reports.pictures.rendering import NO_MATPLOTLIB, NoPicture
from grader.reports.totals import Audience, final_message, points_lines

FRAGMENT_LIMIT = 95_000  # characters of a fragment: Gradescope cuts at 100,000, in the middle of whatever is there
PICTURES: Mapping[Look, tuple[str, str, int]] = {  # the form, the role of the element, and its pixels
    inline: ("png", "picture", 400), notebook_inline: ("svg", "figure", 560), classes: ("svg", "picture", 400),
}  # fmt: skip
MAX_ROWS = 61  # of the table of all steps
MAX_PICTURES = 40  # of a case that are held for the next submission
MAX_COORDINATES = 6  # of a point that are written out in that table


def question_html(key: Key, question: Question, transcript: Transcript, report: Report, look: Look = inline) -> str:
    """One question as a fragment, of less than 100,000 characters for Gradescope.

    Its status and points are those of the visible cases: nothing here depends on a hidden one. The title stands in
    notebooks alone: Gradescope and the class page have one above the fragment.
    """
    view = question_views(key, transcript, report, look)[question.name]
    title = view.title("div") if look is notebook_inline else None
    fragment = view.card(title, view.picture())
    if len(fragment) <= FRAGMENT_LIMIT or look is not inline:
        return fragment
    fragment = view.card(title, None)
    return fragment if len(fragment) <= FRAGMENT_LIMIT else view.card(title, None, details=False)


def question_views(
    key: Key, transcript: Transcript, report: Report, look: Look = classes, audience: Audience = "student"
) -> dict[str, QuestionView]:
    """The questions of a report by their names, as this audience sees them."""
    of_key = {question.name: question for question in key.questions}
    questions = (settled_by_visible(report) if audience == "student" else report).questions
    return {
        q.name: QuestionView(key, of_key[q.name].as_read(q.reading), q, transcript, look, audience)
        for q in questions if q.name in of_key
    }  # fmt: skip


def status_word(status: QuestionStatus | ReportStatus, look: Look, *, final: bool = False) -> Html:
    """The words of a status in capitals, with a colour that says the same; `final` after the due date."""
    return tag("strong", status_words(status, final=final).upper(), **look(status_tone(status)))


@dataclass(frozen=True)
class QuestionView:
    """A question as one kind of reader sees it: the question in the reading that its report names.

    Only those who read published points, and staff, see what hidden cases count and which written answers are right.
    """

    key: Key
    question: Question
    report: QuestionReport
    transcript: Transcript
    look: Look
    audience: Audience = "student"

    @property
    def totals(self) -> bool:
        """Whether hidden cases count, and answers are said to be right."""
        return self.audience != "student"

    @property
    def definition(self) -> Definition:
        """The student's function."""
        return self.transcript.definitions.get(self.report.name, Definition("missing"))

    @cached_property
    def wrong(self) -> list[tuple[Case, Verdict]]:
        """The visible cases that are not right, each with its verdict."""
        if self.question.is_written:
            return []
        return [pair for pair in visible_verdicts(self.question, self.transcript) if not pair[1].right]

    @cached_property
    def drawable(self) -> tuple[Case, Verdict] | None:
        """The first of the wrong cases of which there is a picture."""
        return next((pair for pair in self.wrong if drawing_of(*pair)), None)

    @cached_property
    def compared(self) -> Sequence[HistoryComparison]:
        """The histories of that case, whose steps are written in numbers as well."""
        histories = compare_histories(self.question, *self.drawable) if self.drawable else []
        return [each for each in histories if np.ndim(each.right) <= 2]

    @property
    def status(self) -> QuestionStatus:
        """The status of the question, as its visible cases alone have it unless hidden ones count."""
        if self.totals:
            return self.report.status
        if self.report.visible:
            return status_of([case.status for case in self.report.visible])
        return self.report.status if self.report.status in UNTOUCHED else "recorded"

    @property
    def points(self) -> tuple[float, float]:
        """The points that are earned and possible, of the visible cases alone unless hidden ones count.

        What could not be checked is not among them.
        """
        if self.totals:
            return self.report.earned, round(self.report.possible - self.report.unchecked_points, 9)
        return Totals.of(case for case in self.report.visible if case.status != "could_not_check")[:2]

    def title(self, heading: str, anchor: str | None = None) -> Html:
        """The title with the function's name, as a heading."""
        name = tag("code", self.question.function, **self.look("code"))
        own = tag("a", "#", href=f"#{anchor}", class_="anchor", aria_label="Link to this question") if anchor else None
        return tag(heading, self.report.title, " ", name, own, **self.look("title"), id=anchor)

    def card(self, title: Html | None, picture: Html | None, details: bool = True, more: Html | None = None) -> Html:
        """The whole question: status and points, the message beside the picture, and all cases folded, then `more`."""
        first = self.wrong[0] if self.wrong else None
        message = final_message(self.report) if self.totals else self.report.message
        remarks = [paragraph(tag("strong", words), look=self.look) for words in self.report.remarks]
        published = published_cause(self.key, self.report) if self.totals else []
        words: list[Html] = [
            *remarks, *self.message_html(message, first), *paragraphs("\n\n".join(published), self.look),
        ]  # fmt: skip
        if picture is None and self.drawable and not plots.available():
            words.append(paragraph(NO_MATPLOTLIB, look=self.look))
        body = tag("div", tag("div", *words, class_="say"), picture, **self.look("body"))
        whole = self.look is classes
        return tag("section" if whole else "div", title, self._state(), self._points(), body,
                   *(self.figures() if whole else ()), self._details() if details else None, more,
                   **self.look("card"))  # fmt: skip

    def _points(self) -> Html | None:
        """What the points are for."""
        lines = points_lines(self.report, self.audience) if self.status not in UNTOUCHED else []
        return tag("p", " ".join(lines), **self.look("points")) if lines else None

    def _state(self) -> Html:
        word = status_word(self.status, self.look, final=self.totals)
        points = self._points_in_words()
        return tag("p", word, f": {points}" if points else None, **self.look("state"))

    def _points_in_words(self) -> str:
        if self.report.status == "excused":
            return "it does not count"
        if not self.report.counts:
            return "" if self.status in UNTOUCHED else "another question of its group counts"
        if self.report.status == "manual":
            return points_in_words(self.report.possible)
        earned, possible = self.points
        scope = " on the visible cases" if not self.totals and self.report.hidden else ""
        return f"{format_points(earned)} of {points_in_words(possible)}{scope}" if possible else ""

    def message_html(self, message: str, wrong: tuple[Case, Verdict] | None) -> list[Html]:
        """The message, word for word; the text table of a wrong case becomes one of HTML."""
        rows = _first_rows(*wrong, self.look) if wrong else None
        if rows is None or rows[0] not in message:
            return paragraphs(message, self.look)
        before, after = message.split(rows[0], 1)
        return [*paragraphs(before, self.look), rows[1], *paragraphs(after, self.look)]

    def picture(self) -> Html | None:
        """The picture of the first wrong case; None where there is none."""
        image_format, role, width = PICTURES[self.look]
        if self.drawable is None:
            return None
        case, verdict = self.drawable
        try:
            source = _picture_source(case, verdict, image_format, width / 100)
        except NoPicture:
            return None
        drawing = drawing_of(case, verdict)
        words = f"{drawing.title}. {drawing.description} With {clean(case.title, 300)}." if drawing else ""
        return tag("img", src=source, alt=words, width=str(width), **self.look(role))

    def figures(self) -> Iterator[Html]:
        """The figures of the notebook, as images: what is in them is never markup of the page."""
        call = self.transcript.calls.get(self.question.cases[0].id) if self.question.returns == "figure" else None
        shown = (figures_of(call.value) if isinstance(call, Returned) else None) or ()
        for n, figure in enumerate(shown, 1):
            if figure.data:
                words = f"Figure {n} of {len(shown)} below the cell of {self.question.function}"
                yield tag("img", src=plots.data_uri(figure.data), alt=words, **self.look("figure"))

    def _details(self) -> Html | None:
        if self.question.is_written:
            return self._statements() if self.totals else None
        if not self.report.cases or self.report.status in UNTOUCHED:
            return None
        shown = self.report.cases if self.totals else self.report.visible
        parts = [
            self._case_table("All cases" if self.totals else "The visible cases", shown),
            *(join(self.in_words(number)) for number in range(1, len(self.wrong))),
            *(() if self.totals else self._hidden()),
            _all_steps(self.compared, self.drawable[0], self.look) if self.drawable and self.compared else None,
        ]  # fmt: skip
        summary = "All cases, and all steps in numbers" if self.compared else "All cases"
        return folded(summary, *parts, look=self.look)

    def _statements(self) -> Html | None:
        """Each written answer, what it earned, and the reason; None where the key does not know them."""
        reasons = {case.id: statement_reason(case) for case in self.question.cases}
        if not any(reasons.values()):
            return None
        return self._case_table("All statements", self.report.cases, "statement", reasons)

    def _case_table(
        self, caption: str, cases: Sequence[CaseReport], title: str = "case", reasons: Mapping[str, str] | None = None
    ) -> Html:
        """One row for each case; `reasons` are one more column, by the case's id."""
        is_staff = self.audience == "staff" and not self.question.is_written
        hidden = {case.id: f"hidden: {case.title}" for case in self.question.cases if case.hidden and is_staff}
        rows = [
            [with_code(hidden.get(case.id, case.title), self.look),
             status_word(case.status, self.look, final=self.totals),
             f"{format_points(case.earned)} of {format_points(case.possible)}",
             *([typeset(reasons[case.id], self.look)] if reasons else [])]
            for case in cases
        ]  # fmt: skip
        return table(caption, [title, "status", "points", *(["reason"] if reasons else [])], rows, self.look)

    def in_words(self, number: int) -> list[Html]:
        """What is said of the wrong case of that number, from 0; of the first the message of the question says it."""
        case, verdict = self.wrong[number]
        said = [each.message for each in self.report.cases if each.id == case.id]
        return [
            *paragraphs(title_and_call(self.question, case), self.look),
            *self.message_html("".join(said), (case, verdict)),
        ]

    def _hidden(self) -> Iterator[Html]:
        """The fixed sentence of hidden cases, once."""
        hidden = self.report.hidden
        several = {HIDDEN: HIDDEN_CASES.format(len(hidden))} if len(hidden) > 1 else {}
        for sentence in dict.fromkeys(case.message for case in hidden if case.message):
            yield paragraph(several.get(sentence, sentence), look=self.look)


def _picture_source(case: Case, verdict: Verdict, image_format: str, inches: float) -> str:
    """The data URI of the picture; of a class whose runs are equal to eight digits it is drawn once."""
    pictures: dict[Any, str] = case.memo.setdefault("pictures", {})
    runs = tuple((name, _rounded(values)) for name, values in sorted(verdict.answer.items()))
    if (same := (image_format, inches, repr(verdict.outcome), runs)) not in pictures:
        if len(pictures) >= MAX_PICTURES:
            pictures.clear()
        pictures[same] = plots.data_uri(plots.picture(case, verdict, image_format, inches))
    return pictures[same]


def _rounded(values: Any) -> tuple[Any, ...]:
    """What tells different answers apart, and not those that were computed in another order."""
    array = np.asarray(values)
    if array.dtype.kind not in "fc":
        return array.shape, repr(array.tolist())
    size = np.abs(array[np.isfinite(array)]).max(initial=0.0) or 1.0
    return array.shape, np.round(array / size, 8).tobytes()


def _first_rows(case: Case, verdict: Verdict, look: Look) -> tuple[str, Html] | None:
    """The few rows around the first wrong step or entry: as the message writes them, and as a table."""
    match verdict.outcome:
        case WrongParts(by_rank=[WrongPart(path, WrongHistory() as history), *_]) if rows := entry_rows(history):
            name = shown(path) if path != ROOT else "Your result"
        case _:
            return None
    marked = next(n for n, row in enumerate(rows) if row[3])
    caption = f"{name}: first difference at k\u00a0=\u00a0{rows[marked][0]}"
    columns = ["k", "yours", "expected"]
    return format_table(rows), table(caption, columns, [row[:3] for row in rows], look, marked=marked)


def _all_steps(histories: Sequence[HistoryComparison], case: Case, look: Look) -> Html:
    """Both results in numbers at every step: what the picture shows, for those who cannot see it."""
    columns = {}
    for history in histories:
        columns[f"your {history.name}"] = np.asarray(history.yours, dtype=float)
        columns[f"right {history.name}"] = np.asarray(history.right, dtype=float)
    count = min(max(map(len, columns.values())), MAX_ROWS)
    rows = [[str(k), *(_entry(entries, k) for entries in columns.values())] for k in range(count)]
    caption = f"With {clean(case.title, 300)}: every step"
    return table(caption, ["k", *columns], rows, look, marked=first_difference(histories))


def _entry(history: np.ndarray, k: int) -> str:
    """The number or point at step k."""
    if k >= len(history):
        return "-"
    more = np.ndim(history[k]) and len(history[k]) > MAX_COORDINATES
    return format_number(history[k][:MAX_COORDINATES]) + " ..." if more else format_number(history[k])

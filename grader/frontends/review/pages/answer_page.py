"""The page to decide on: code and answer side by side, and one panel that stays in sight.

It shows one question of a submission, or a submission as a whole; reached from a group of the queue, it leads to the
next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from grader.base.text import count
from grader.course import naming
from grader.course.class_report.queue import REASONS, Item
from grader.course.decisions.decided import worth
from grader.course.decisions.decision import Entry, Reason, rubric
from grader.course.decisions.named_answers import NamedAnswers
from grader.course.results import Graded, Results
from grader.frontends.review.looking import Stop, stops
from grader.frontends.review.pages.class_pages import history
from grader.frontends.review.pages.layout import (
    Visit,
    address,
    area,
    button,
    entry,
    form,
    inline_list,
    link,
    notice,
    page,
    points_entry,
    seen_fields,
    sheet,
    submission_link,
    tick,
)
from grader.model.report import QuestionReport
from grader.model.statuses import format_points, points_in_words
from grader.reports.elements import Html, folded, paragraph, paragraphs, table, tag
from grader.reports.question_html import QuestionView, question_views
from grader.reports.student_page import code_of, overview, staff_words
from grader.reports.totals import final_total
from grader.submissions.collection import Submission

SHOWN_IDS: Final = 60  # of a group
KEYS: Final = (
    ("1 to 9", "give this reason"),
    ("e", "enter points"),
    ("Ctrl Enter", "set the points that are entered"),
    ("n", "the next one that is open, without a decision"),
    ("p", "the one before"),
    ("u", "undo what was just saved"),
    ("/", "find a student"),
    ("Esc", "leave a field"),
    ("?", "show these keys"),
)


@dataclass(frozen=True)
class AnswerPage:
    """One question of a submission, or the whole of it where `question` is empty; `item` is its group of the queue.

    `others` say who else looks at what, by stop.
    """

    results: Results
    visit: Visit
    submission: str
    question: str = ""
    item: Item | None = None
    items: Sequence[Item] = ()
    others: Mapping[Stop, str] = field(default_factory=dict)

    def html(self) -> str:
        """The page. Raises UserError where there is no such submission."""
        self.results.judged_report(self.submission)  # refuses an id that there is not
        shown = self._question() if self.view else self._whole()
        go_on = [tag("p", self._next("Leave it as it is, and go on"))] if self.item else []
        top = notice(self.visit, self.results.decisions, *go_on)
        title = f"{self.view.report.title}: {self._label}" if self.view else self._label
        main = tag("div", *shown, tag("aside", *self._panel(), class_="panel", aria_label="Decide"), class_="work")
        return page(title, top, *self._where(), main, by=self.visit.by, wide=True)

    @cached_property
    def graded(self) -> Graded:
        """What was graded."""
        return next(iter(self.results.graded(self.submission)))

    @cached_property
    def _label(self) -> str:
        return self.graded.submission.label

    @property
    def view(self) -> QuestionView | None:
        """The question as staff see it; None where the whole submission is shown."""
        return self._views.get(self.question)

    @cached_property
    def _views(self) -> dict[str, QuestionView]:
        return question_views(self.results.key, self.graded.transcript, self.graded.report, audience="staff")

    @property
    def _place(self) -> dict[str, str]:
        """The hidden fields that say where a form was sent from, and what was decided by then."""
        group = {"group": self.item.name} if self.item else {}
        return group | seen_fields(self.results) | {"submission": self.submission, "question": self.question}

    @cached_property
    def _code(self) -> Html | None:
        return code_of(self.view) if self.view else None

    # ── what is shown

    def _where(self) -> Iterator[Html]:
        """The group, who is in it and who else looks at it; the way to the other questions."""
        if self.item:
            still_open = self.item.open(self.results.decisions)
            counts = f"{count(len(self.item.ids), 'answer')}, {len(still_open)} not decided yet."
            yield paragraph(f"{REASONS[self.item.reason]}. {counts}")
            yield tag("p", self._members(self.item, still_open), class_="names")
        if who := self.others.get(self._stop):
            yield tag("p", tag("strong", f"{who} looks at this now."), class_="looked")
        titles = {"": "the whole submission"} if self.question else {}
        titles |= {name: view.report.title for name, view in self._views.items()}
        links = inline_list(
            tag("strong", title) if name == self.question else submission_link(self.submission, title, name)
            for name, title in titles.items()
        )
        yield tag("p", links, class_="names")

    def _members(self, item: Item, still_open: Sequence[str]) -> Html:
        names = self.results.submissions()
        shown = []
        for submission in item.ids[:SHOWN_IDS]:
            label = names[submission].label if submission in names else submission
            member = link(label, "/group", name=item.name, id=submission)
            member = tag("strong", label) if submission == self.submission else member
            shown.append(tag("span", member, None if submission in still_open else " (done)"))
        if (left := len(item.ids) - SHOWN_IDS) > 0:
            shown.append(tag("span", f"{left} more"))
        return inline_list(shown)

    def _question(self) -> Sequence[Html | None]:
        """Code and answer."""
        assert self.view
        code = self._code or paragraph("There is no code of this question.")
        card = self.view.card(self.view.title("h2"), self.view.picture(), more=tag("div", *staff_words(self.view)))
        own = self.results.decisions.about(self.submission, self.question)
        return [
            sheet("Code", code),
            tag("section", card, self._history(own), class_="sheet", aria_label="Answer"),
        ]

    def _whole(self) -> Sequence[Html | None]:
        """What is known of the submission, and its questions."""
        report, handed_in = self.graded.report, self.graded.submission
        facts = [final_total(report), came(handed_in), handed_in.note, report.message, *report.remarks]
        questions = overview(
            [*self._views.values()], lambda name: address("/submission", id=self.submission, question=name)
        )
        own = [e for e in self.results.decisions.about(self.submission) if not e.decision.question]
        earlier = [*_earlier(self.results, self.submission), self._history(own)]
        shown = sheet("The whole submission", *map(paragraph, filter(None, facts)), questions)
        return [shown, sheet("History", *earlier) if any(earlier) else None]

    def _history(self, entries: Sequence[Entry]) -> Html | None:
        if not entries:
            return None
        shown = history(self.results.decisions, entries, self._place)
        return folded(f"Decisions: {len(entries)}", shown, is_open=True)

    # ── the panel

    def _panel(self) -> Iterator[Html | None]:
        undecided = self.item.open(self.results.decisions) if self.item else []
        yield self._form(undecided if self.item and self.item.is_alike and len(undecided) > 1 else [])
        if self.view and self.view.question.asks:
            yield folded("What the handout asks", *paragraphs(self.view.question.asks), is_open=True)
        if self.view:
            yield self._reasons(rubric(self.results.decisions, self.question))
        if self.item and self.item.is_alike:
            yield self._name_it(self.item)
        yield self._ways()
        keys = [[tag("kbd", key), tag("span", what)] for key, what in KEYS]
        yield tag(
            "details",
            tag("summary", "Keys ( ? )", aria_keyshortcuts="?", class_="summary"),
            table("Keys", ["key", "what it does"], keys),
        )

    @property
    def _stop(self) -> Stop:
        return Stop.of(self.item, self.submission)

    def _form(self, undecided: Sequence[str]) -> Html:
        """The one form of everything that can be decided here; `undecided` are those that one decision may be for."""
        hidden = self._place | {"count": str(len(undecided))}
        text = (self.visit.entered if "kind" in self.visit.entered else {}).get
        about = self.view.report if self.view else None
        if_you_like = ", if you like" if self.view and self.view.question.is_by_hand else ""
        fields: list[Html | None] = [
            _scope(len(undecided), self._label, text("scope", "all")) if undecided else None,
            entry("line", "Line, for a comment", text("line", ""), size="4") if self._code else None,
            _points(about, text("points", "")) if about else None,
            area("words", f"Why{if_you_like}; the student reads it", text("words", "")),
            None if about else entry("until", UNTIL, text("until", ""), size="18"),
        ]
        kinds = OF_QUESTION if about else OF_SUBMISSION
        buttons = [button(label, name_="kind", value=kind) for kind, label in kinds.items()]
        of = ", ".join(filter(None, (self.submission, self.question)))
        return form(
            "/decide", hidden, *fields, tag("div", *buttons, class_="buttons"), label=f"Decide: {of}", own_id="decide"
        )

    def _reasons(self, reasons: Sequence[Reason]) -> Html:
        """The rubric: each reason is given by one button, and changed for everybody who has it."""
        if not reasons:
            return paragraph("Points and words that you give here can be given again, by one key.")
        rows = []
        for n, reason in enumerate(reasons, 1):
            key = str(n) if n < 10 else None
            label = f"{points_in_words(reason.points)}{f': {reason.because}' if reason.because else ''}"
            press = button(
                f"{n}",
                name_="reason",
                value=reason.name,
                form="decide",
                formnovalidate=True,
                aria_keyshortcuts=key,
                aria_label=f"Give reason {n}: {label}",
            )
            rows.append(tag("li", press, tag("span", label), self._change(n, reason)))
        return tag("section", tag("h2", "Reasons"), tag("ol", *rows, class_="rubric"))

    def _change(self, n: int, reason: Reason) -> Html:
        """A form with other points or words for everybody who has a reason."""
        assert self.view
        many = count(len(reason.submissions), "submission")
        entered = self.visit.entered
        is_entered = entered.get("reason") == reason.name and "count" not in entered
        texts = entered if is_entered else {"points": f"{reason.points:.12g}", "words": reason.because}
        fields = (
            points_entry("Points", worth(self.view.report), texts.get("points", "")),
            area("words", "Why", texts.get("words", "")),
            button(f"Change for {many}"),
        )
        changed = form("/change-reason", self._place | {"reason": reason.name}, *fields, label=f"Change reason {n}")
        return folded(f"{many}; change", changed, is_open=is_entered)

    def _name_it(self, item: Item) -> Html:
        """The names that were given to answers of this group, and a form that gives one."""
        earlier = [
            each
            for mistake, of in naming.names_of(self.results.folder).items()
            if of.submission in item.ids and mistake.rpartition(".")[0] == item.question
            for each in _earlier_name(of)
        ]
        controls = (
            entry(
                "name", "What went wrong, in a few words", self.visit.entered.get("name", ""), size="24", required=True
            ),
            area("hint", "Which line to look at, and why", self.visit.entered.get("hint", "")),
            tick("checkbox", "students", "yes", "Students read both"),
            button("Name it"),
        )
        scope = tag("p", "The next ", tag("code", "grader regrade"), " gives it to all answers like these.")
        given = form("/name-answers", self._place, *controls, label="Name the mistake")
        is_open = "name" in self.visit.entered
        return tag("div", *earlier, folded("Name the mistake", scope, given, is_open=is_open))

    def _ways(self) -> Html | None:
        """Where to go from here, and how much is left."""
        every = list(stops(self.items, self.results.decisions))
        order = [stop for stop, _ in every]
        if not every:
            return None
        left = sum(still_open for _, still_open in every)
        at = order.index(self._stop) if self._stop in order else len(order)
        before = tag("a", "Back ( p )", href=_address_of(order[at - 1]), aria_keyshortcuts="p") if at else None
        state = f"{left} of {len(every)} left." if left else "Nothing is left to decide."
        return tag(
            "nav", tag("p", before, " " if before else None, self._next("Next ( n )"), " ", state), aria_label="Queue"
        )

    def _next(self, label: str) -> Html:
        where = {"after": self.item.name, "id": self._stop.submission} if self.item else {}
        return tag("a", label, href=address("/next", **where), aria_keyshortcuts="n" if "( n )" in label else None)


CLOCKS = {"classroom50": "a file that students can write"}  # whose times are not the platform's, by layout
UNTIL = "A time, as 2026-12-01T18:00"
OF_QUESTION = {"override": "Set points", "comment": "Comment", "excuse": "Excuse: does not count"}
OF_SUBMISSION = {
    "comment": "Comment",
    "excuse": "Excuse: does not count",
    "extend": "Due then",
    "stamp": "Came then",
}


def _address_of(stop: Stop) -> str:
    return address("/group", name=stop.group, id=stop.submission)


def _scope(many: int, label: str, chosen: str) -> Html:
    """Whom a decision is for."""
    choices = {"all": f"all {many} that are not decided yet", "one": f"{label} alone"}
    ticks = [tick("radio", "scope", value, text, value == chosen) for value, text in choices.items()]
    return tag("fieldset", tag("legend", "For"), *ticks)


def _points(report: QuestionReport, entered: str) -> Html:
    most = worth(report)
    now = "" if report.status in ("manual", "could_not_check") else f"; now {format_points(report.earned)}"
    return points_entry(f"Points, 0 to {format_points(most)}{now} ( e )", most, entered, "e")


def _earlier_name(named: NamedAnswers) -> Iterator[Html]:
    """A name that was given, and the edit by which a search came to it."""
    readers = "Students read it" if named.students else "Only staff read it"
    yield paragraph(f"{named.by} named it: {named.name}. {readers}.")
    if named.edit:
        yield tag("pre", named.edit)


def came(handed_in: Submission) -> str:
    """When it came by the platform, and whether it counts as late."""
    late = "late" if handed_in.late else ""
    clock = CLOCKS.get(handed_in.layout, "the platform's clock")
    time = f"{_in_minutes(handed_in.submitted_at)} by {clock}" if handed_in.submitted_at else ""
    return f"Handed in {', '.join(filter(None, [time, late]))}." if time or late else ""


def _in_minutes(time: str) -> str:
    """A time as people write it, 2026-11-20 10:00 UTC; one that is not in ISO format stays unchanged."""
    try:
        at = datetime.fromisoformat(time)
    except ValueError:
        return time
    return f"{at:%Y-%m-%d %H:%M} {at.tzname() or ''}".rstrip()


def _earlier(results: Results, submission: str) -> list[Html]:
    """Earlier attempts, and the points before each regrade, where there were any."""
    past, tables = results.book.history, []
    if attempts := past.attempts().get(submission, ()):
        rows = [[tag("span", a.submission.submitted_at or "-"), format_points(a.earned)] for a in attempts]
        tables.append(table("Earlier attempts, as the judge has them", ["came", "points"], rows))
    if regrades := past.earlier_points(submission):
        rows = [
            [tag("span", f"until {at[:16].replace('T', ' ')}"), f"{format_points(earned)} of {format_points(possible)}"]
            for at, earned, possible, _ in regrades
        ]
        tables.append(table("Points before a regrade", ["when (UTC)", "points"], rows))
    return tables

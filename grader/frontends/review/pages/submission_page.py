"""The page of one submission: code, all cases, what was decided, and forms to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from grader.course.decisions.decided import worth
from grader.course.decisions.decision import Seen
from grader.course.results import Graded, Results
from grader.frontends.review.pages.class_pages import history
from grader.frontends.review.pages.layout import area, button, entry, form, inline_list, page, sheet, words
from grader.model.key import Question
from grader.model.report import QuestionReport
from grader.model.statuses import UNJUDGED, format_points, format_waiting, points_in_words
from grader.reports.elements import Html, folded, table, tag
from grader.reports.look import classes
from grader.reports.question_html import QuestionView
from grader.reports.student_page import staff_part
from grader.submissions.collection import Submission


@dataclass(frozen=True)
class Sheet:
    """One question of one submission, as staff see it: everything, and forms to decide."""

    results: Results
    graded: Graded
    question: Question
    report: QuestionReport
    picture: bool = False
    back: str = ""  # the name of the group whose page is shown after a decision, in place of the submission's

    @cached_property
    def submission(self) -> str:
        """The id of the submission."""
        return self.graded.report.submission

    def html(self) -> Html:
        """The card that its author reads, with what is for staff, the history and the forms."""
        question = self.question.as_read(self.report.reading)
        view = QuestionView(self.results.key, question, self.report, self.graded.transcript, classes, "staff")
        title = view.title("h2", f"question-{self.report.name}")
        picture = view.picture("svg") if self.picture else None
        card = view.card(title, picture, more=staff_part(view, is_open=self.picture))
        return tag(
            "section",
            card,
            self._history(),
            self._decide(),
            class_="sheet",
            aria_label=f"{self.report.title} of {self.submission}",
        )

    def _history(self) -> Html | None:
        decisions = self.results.decisions
        entries = decisions.about(self.submission, self.report.name)
        return folded(f"History: {len(entries)}", history(decisions, entries), look=classes) if entries else None

    def _decide(self) -> Html:
        about = {"submission": self.submission, "question": self.report.name, "back": self.back}
        by_hand = self.question.returns == "manual"
        made = forms(about, self.results.seen, worth(self.report), needs_reason=not by_hand)
        return folded("Decide", *made, look=classes, is_open=self.report.status in UNJUDGED)


def forms(
    about: dict[str, str], seen: Seen, most: float | None, action: str = "/decide", needs_reason: bool = True
) -> list[Html]:
    """The forms of everything that can be decided about a question; `most` are its points, None for a submission."""
    hidden = about | fields_seen(seen)
    of = "".join(f", {about[name]}" for name in ("submission", "question") if name in about)
    reason = area("words", "Why; the student reads it")
    made = []
    if most is not None:
        points = entry("points", f"Points, 0 to {format_points(most)}", size="6")
        fields = hidden | {"kind": "override"}
        why = reason if needs_reason else area("words", "Why, if you like; the student reads it", required=False)
        made.append(form(action, fields, points, why, button("Set points"), label=f"Set points{of}"))
    text = area("words", "What the student reads")
    made.append(form(action, hidden | {"kind": "comment"}, text, button("Comment"), label=f"Comment{of}"))
    made.append(
        form(action, hidden | {"kind": "excuse"}, reason, button("Excuse: it does not count"), label=f"Excuse{of}")
    )
    return made


def fields_seen(seen: Seen) -> dict[str, str]:
    """What is shown, as hidden fields: a decision is refused where it is another one by then."""
    return {name: str(number) for name, number in seen._asdict().items()}


def submission_page(results: Results, submission: str, by: str) -> str:
    """Everything of one submission. Raises UserError where there is none."""
    results.judged_report(submission)  # refuses an id that there is not
    graded = next(results.graded(submission))
    report, handed_in = graded.report, graded.submission
    total = f"{format_points(report.earned)} of {points_in_words(report.judged_points)}"
    total += format_waiting(report.manual_points, report.unchecked_points)
    facts = [total, came(handed_in), handed_in.note, report.message, *report.remarks]
    of_key = {question.name: question for question in results.key.questions}
    sheets = [Sheet(results, graded, of_key[q.name], q).html() for q in report.questions if q.name in of_key]
    links = inline_list(tag("a", q.title, href=f"#question-{q.name}") for q in report.questions)
    facts_shown = [words(fact) for fact in facts if fact]
    return page(
        handed_in.label,
        *facts_shown,
        tag("p", links),
        *sheets,
        _whole(results, submission),
        by=by,
    )


def came(handed_in: Submission) -> str:
    """When it came by the platform, and whether it counts as late."""
    late = "late" if handed_in.late else ""
    clock = "a file that students can write" if handed_in.layout == "classroom50" else "the platform's clock"
    time = f"{_in_minutes(handed_in.submitted_at)} by {clock}" if handed_in.submitted_at else ""
    return f"Handed in {', '.join(filter(None, [time, late]))}." if time or late else ""


def _in_minutes(time: str) -> str:
    """A time as people write it, 2026-11-20 10:00 UTC; one that is not in ISO format stays unchanged."""
    try:
        at = datetime.fromisoformat(time)
    except ValueError:
        return time
    return f"{at:%Y-%m-%d %H:%M} {at.tzname() or ''}".rstrip()


def _whole(results: Results, submission: str) -> Html:
    """What concerns the whole submission: decisions, the points before each regrade, and the forms."""
    about, seen = {"submission": submission}, results.seen
    own = [e for e in results.decisions.about(submission) if not e.decision.question]
    times = [_time_form(about | fields_seen(seen) | {"kind": kind}, *labels) for kind, labels in TIMES.items()]
    made = *forms(about, seen, None), *times
    return sheet("The whole submission", *_earlier(results, submission), history(results.decisions, own), *made)


def _earlier(results: Results, submission: str) -> list[Html]:
    """Earlier attempts, and the points before each regrade, where there were any."""
    attempts = [
        [tag("span", attempt.submission.submitted_at or "-"), format_points(attempt.earned)]
        for attempt in results.book.history.attempts().get(submission, ())
    ]
    regrades = [
        [tag("span", f"until {at[:16].replace('T', ' ')}"), f"{format_points(earned)} of {format_points(possible)}"]
        for at, earned, possible, _ in results.book.history.earlier_points(submission)
    ]
    tables = {
        ("Earlier attempts, as the judge has them", "came"): attempts,
        ("Points before a regrade", "when (UTC)"): regrades,
    }
    return [table(title, [head, "points"], rows, classes) for (title, head), rows in tables.items() if rows]


TIMES = {
    "extend": ("New due date, as 2026-12-01T18:00", "Extend", "Extend the due date"),
    "stamp": ("When it came, as 2026-12-01T18:05", "It came then", "Say when it came"),
}


def _time_form(fields: dict[str, str], label: str, press: str, purpose: str) -> Html:
    """A form that enters a time and why."""
    why = area("words", "Why; the student reads it")
    return form("/decide", fields, entry("until", label, size="20"), why, button(press), label=purpose)

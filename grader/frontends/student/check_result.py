"""What `check` returns: a notebook shows it as HTML or text; it gives pictures, hints and arguments when asked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from grader.base.errors import UserError
from grader.frontends.student.hints import Hint, hint
from grader.frontends.student.progress import NO_CHANGE, Progress
from grader.frontends.student.summary import summary_html, summary_text
from grader.model.key import Key
from grader.model.report import QuestionReport, Report
from grader.model.statuses import status_words
from grader.model.transcript import Transcript
from grader.reports.totals import points_lines

if TYPE_CHECKING:
    from matplotlib.figure import Figure

QUIET = ("right", "not_attempted", "optional")  # statuses of which the summary says all
SAME_ANSWER = "The same answer as in your last check. If you have changed the code, run its cell first."
ARGUMENTS = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class CheckResult:
    """The answer to one `check`: `.plot()` draws it, `.hint()` says one thing more each time.

    `changes` say what is new since the last check. `make_arguments` makes a case's arguments of its data.
    """

    report: Report
    key: Key
    transcript: Transcript
    changes: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    make_arguments: ARGUMENTS = dict

    def __str__(self) -> str:
        cards = [_card(question) for question in self._spoken_of]
        if len(self.report.questions) > 1:
            return "\n\n".join([summary_text(self.report, self.changes), *cards])
        return "\n\n".join([*self._news, *cards])

    __repr__ = __str__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Text and script-free HTML, for whichever front end shows it."""
        bundle = {"text/plain": str(self)}
        with contextlib.suppress(ImportError):
            bundle["text/html"] = self._html()
        return bundle

    def _html(self) -> str:
        from grader.reports.elements import tag
        from grader.reports.look import notebook_inline
        from grader.reports.question_html import question_html

        questions = {q.name: q for q in self.key.questions}
        cards = [
            question_html(self.key, questions[q.name], self.transcript, self.report, notebook_inline)
            for q in self._spoken_of
        ]
        if len(self.report.questions) > 1:
            cards = [summary_html(self.key.title, self.report, self.changes, notebook_inline), *cards]
        return "\n".join([*(tag("p", tag("em", line)) for line in self._news), *cards])

    @property
    def _spoken_of(self) -> list[QuestionReport]:
        """The questions that have a card: of several those that need work."""
        questions = list(self.report.questions)
        return questions if len(questions) == 1 else [q for q in questions if q.status not in QUIET]

    @property
    def _news(self) -> list[str]:
        """What is new, above a single card; of several questions the summary says it."""
        changes = self.changes.values() if len(self.report.questions) == 1 else ()
        return [SAME_ANSWER if change == NO_CHANGE else f"Since your last check: {change}." for change in changes]

    def plot(self) -> Any:
        """A picture of the first wrong case, or of the first run if all are right; a sentence where there is none."""
        from grader.reports.pictures.plots import report_figure
        from grader.reports.pictures.rendering import NoPicture

        try:
            figure = report_figure(self.key, self.transcript, self.report)
        except NoPicture as reason:
            return Hint(reason)
        figure._repr_html_ = partial(_figure_html, figure)  # type: ignore[method-assign]
        return figure

    def hint(self) -> Hint:
        """One step more each time it is called on the same answer, about the first question that is not right."""
        wrong = [q for q in self.report.questions if q.status not in QUIET] or list(self.report.questions)
        question = wrong[0]
        number = self.progress.next_hint(self.report.assignment, question.name)
        return hint(self.key, question, self.transcript, number)

    def arguments(self, case: str = "") -> Mapping[str, Any]:
        """New arguments of a case, by default of the first wrong one, to call your function with: `adam(**...)`.

        Raises UserError for a case that is not there.
        """
        cases = {case.id: case for question in self.key.questions for case in question.cases if not case.hidden}
        statuses = [(c.id, c.status) for q in self.report.questions for c in q.cases if c.id in cases]
        chosen = case or next((id_ for id_, status in statuses if status != "right"), next(iter(cases), ""))
        if chosen not in cases:
            raise UserError(f"There is no case {chosen!r} here. The cases: {', '.join(cases) or 'none'}.")
        return self.make_arguments(cases[chosen].arguments)


def _figure_html(figure: Figure) -> str:
    """The figure as a notebook shows it, in its theme."""
    from grader.reports.elements import tag
    from grader.reports.look import notebook_inline
    from grader.reports.pictures.plots import data_uri
    from grader.reports.pictures.rendering import drawing_style, to_svg

    with drawing_style():
        source = data_uri(to_svg(figure))
    image = tag("img", src=source, alt=figure.get_suptitle(), width="560", **notebook_inline("figure"))
    return tag("div", image, **notebook_inline("card"))


def _card(question: QuestionReport) -> str:
    """One question as text."""
    head = f"{status_words(question.status).upper()}  {question.title}"
    return "\n".join(filter(None, [head, " ".join(points_lines(question)), question.message]))

"""What `check` returns: a notebook shows it as HTML or text; it gives pictures, hints and arguments when asked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from grader.base.errors import UserError
from grader.frontends.student.hints import CAN_SEARCH, Hint, hint
from grader.frontends.student.progress import NO_CHANGE, Progress
from grader.frontends.student.summary import summary_html, summary_text
from grader.frontends.student.tracing import State
from grader.model.key import Case, Key, Question
from grader.model.report import QuestionReport, Report
from grader.model.statuses import status_words
from grader.model.transcript import Transcript
from grader.repairs.visible_slips import unnamed
from grader.reports.totals import explained

if TYPE_CHECKING:
    from matplotlib.figure import Figure

QUIET = ("right", "not_attempted", "optional")  # statuses of which the summary says all
SAME_ANSWER = "The same answer as in your last check. If you have changed the code, run its cell first."
OFFER = 'The cause is not certain. `check("{name}").hint()` looks for the slip in your own code, step by step.'
NO_STEPS = "This answer has no run to go through step by step. Its message says what is wrong; `.plot()` may draw it."
ARGUMENTS = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class CheckResult:
    """The answer to one `check`: `.plot()` draws it, `.explore()` goes step by step, `.hint()` says more.

    `changes` say what is new since the last check. `make_arguments` makes a case's arguments of its data. `watch`
    says what the variables of the function hold after each step of a case. `find_slip` searches for the slip in a
    question's program.
    """

    report: Report
    key: Key
    transcript: Transcript
    changes: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    make_arguments: ARGUMENTS = dict
    watch: Callable[[Question, Case], Sequence[State]] = lambda question, case: ()
    find_slip: Callable[[str], str] = lambda question: ""

    def __str__(self) -> str:
        several = len(self.report.questions) > 1
        lines = [summary_text(self.report, self.changes)] if several else self._news
        for question in self._spoken_of:
            lines += [_card(question), *self._offers.get(question.name, ())]
        return "\n\n".join(lines)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Text and script-free HTML, for whichever front end shows it."""
        bundle = {"text/plain": str(self)}
        with contextlib.suppress(ImportError):
            bundle["text/html"] = self._html()
        return bundle

    def _html(self) -> str:
        from grader.reports.elements import tag, with_code
        from grader.reports.look import notebook_inline
        from grader.reports.question_html import question_html

        questions = {q.name: q for q in self.key.questions}
        if len(self.report.questions) > 1:
            parts: list[str] = [summary_html(self.key.title, self.report, self.changes, notebook_inline)]
        else:
            parts = [tag("p", tag("em", line)) for line in self._news]
        for q in self._spoken_of:
            parts.append(question_html(self.key, questions[q.name], self.transcript, self.report, notebook_inline))
            offers = self._offers.get(q.name, ())
            parts += [tag("p", tag("em", with_code(offer, notebook_inline))) for offer in offers]
        return "\n".join(parts)

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

    @cached_property
    def _offers(self) -> Mapping[str, Sequence[str]]:
        """By question which hints say more than its message: where no known mistake explains the answer."""
        if not CAN_SEARCH or self.key.options.get("hints") == "none":
            return {}
        return {name: [OFFER.format(name=name)] for name in unnamed(self.key, self.transcript)}

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
        return hint(self.key, question, self.transcript, number, self.find_slip)

    def explore(self, case: str = "") -> Any:
        """The run of a case step by step beside the right one, with your own variables; by default the first wrong one.

        A sentence where there are no steps. Raises UserError for a case that is not there.
        """
        from grader.reports.pictures.comparison import visible_verdicts
        from grader.reports.step_view import StepView

        if case:
            self._case(case)
        readings = {question.name: question.reading for question in self.report.questions}
        views = [
            view
            for question in (q.as_read(readings[q.name]) for q in self.key.questions)
            for shown, verdict in visible_verdicts(question, self.transcript)
            if case in ("", shown.id) and (view := StepView(question, shown, verdict)).histories
        ]
        if not views:
            return Hint(NO_STEPS)
        view = next((each for each in views if not each.run.right), views[0])
        return replace(view, states=self.watch(view.question, view.case))

    def arguments(self, case: str = "") -> Mapping[str, Any]:
        """New arguments of a case, by default of the first wrong one, to call your function with: `adam(**...)`.

        Raises UserError for a case that is not there.
        """
        statuses = [(c.id, c.status) for q in self.report.questions for c in q.cases if c.id in self._cases]
        first = next((id_ for id_, status in statuses if status != "right"), next(iter(self._cases), ""))
        return self.make_arguments(self._case(case or first).arguments)

    @property
    def _cases(self) -> Mapping[str, Case]:
        """The visible cases by their ids."""
        return {case.id: case for question in self.key.questions for case in question.cases if not case.hidden}

    def _case(self, name: str) -> Case:
        """The visible case of that id. Raises UserError."""
        if name not in self._cases:
            raise UserError(f"There is no case {name!r} here. The cases: {', '.join(self._cases) or 'none'}.")
        return self._cases[name]


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
    return "\n".join(filter(None, [head, explained(question)]))

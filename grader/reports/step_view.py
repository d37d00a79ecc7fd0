"""A run step by step: one step at a time beside the right one, with the student's own variables where they are known.

The HTML needs no script and no kernel: steps are radio buttons, which arrow keys move through. Where a sanitiser drops
the style, all steps stand below each other. Of the right run it shows what the key of visible cases holds: points and
costs, and their slopes. What a method remembers stands in its solution, which no student has.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grader.judging.messages import step_sizes
from grader.judging.messages.case_calls import title_and_call
from grader.judging.messages.formatting import format_number, format_short, format_table
from grader.judging.outcomes import Verdict
from grader.model.key import Case, Question
from grader.reports.elements import Html, choice, choice_style, paragraph, paragraphs, table, tag, typeset
from grader.reports.look import Look, notebook_inline
from grader.reports.pictures.comparison import (
    HistoryComparison,
    RunComparison,
    compare_histories,
    first_difference,
    has_runs,
)
from grader.reports.pictures.drawings import drawing_of
from grader.reports.pictures.plots import NOTEBOOK_WIDTH, data_uri
from grader.reports.pictures.rendering import NoPicture, drawing_answers, to_svg
from grader.reports.pictures.step_marks import StepMark, step_marks

MAX_STEPS = 60  # that are shown; of a longer run those around the first wrong one
HOW = "Choose a step: click on its number, or move with the arrow keys."
VARIABLES = "Your variables after this step"
NO_VARIABLES = (
    "Your variables cannot be shown: they are where your function has a loop that passes once a step, in plain Python."
)


@dataclass(frozen=True)
class StepView:
    """One visible case of a question, step by step; `states` are the student's variables from step 0 on."""

    question: Question
    case: Case
    run: Verdict
    states: Sequence[Mapping[str, np.ndarray]] = ()

    @property
    def runs(self) -> RunComparison:
        """Both runs."""
        return RunComparison.of(self.case, self.run)

    @cached_property
    def histories(self) -> Sequence[HistoryComparison]:
        """Those among the parts of the result."""
        return compare_histories(self.question, self.case, self.run)

    @property
    def first_wrong(self) -> int:
        """The step of the first difference; -1 where there is none."""
        return first_difference(self.histories)

    @property
    def steps(self) -> range:
        """The steps that are shown."""
        count = max(len(entries) for history in self.histories for entries in (history.yours, history.right))
        first = max(0, min(self.first_wrong - MAX_STEPS // 3, count - MAX_STEPS))
        return range(first, min(count, first + MAX_STEPS))

    def __str__(self) -> str:
        rows = []
        for k in self.steps:
            _, yours, right = self._numbers(k)[0]
            rows.append((str(k), yours, right, "first difference" if k == self.first_wrong else ""))
        return f"{title_and_call(self.question, self.case)}\n{format_table(rows)}"

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Text and script-free HTML, for whichever front end shows it."""
        html = str(self.html(notebook_inline))  # marimo takes no subclass of str
        return {"text/plain": str(self), "text/html": html}

    def html(self, look: Look, name: str = "") -> Html:
        """The card: the call, the picture, the steps to choose from, the chosen one in numbers and marked above."""
        picture, marks = self._picture(look)
        panels = {str(k): [marks.get(k), self._table(k, look), self._variables(k, look)] for k in self.steps}
        chosen = str(max(self.first_wrong, self.steps.start))
        steps = choice("Step k", panels, chosen, name or f"step-{uuid.uuid4().hex}")
        more = [] if self.is_watched else [paragraph(NO_VARIABLES, look=look)]
        return tag(
            "div", choice_style(), *paragraphs(title_and_call(self.question, self.case), look),
            tag("div", picture, paragraph(HOW, look=look), steps, class_="overlaid"), *more, **look("card"),
        )  # fmt: skip

    @property
    def is_watched(self) -> bool:
        """Whether there is a state for each of the student's steps."""
        return len(self.states) == len(self.histories[0].yours)

    def _numbers(self, k: int) -> list[tuple[str, ...]]:
        """What both have at step k: a name, yours, expected; of runs the point first, if there is one."""
        if not has_runs(self.case, self.run):
            return [(name, _at(yours, k), _at(right, k)) for name, yours, right, _ in self.histories]
        both = self.runs.yours, self.runs.right
        return [
            ("point w^k", *(_at(run.weights, k) for run in both)),
            ("cost g(w^k)", *(_at(run.costs, k) for run in both)),
            ("step from w^{k-1}", *(_at(np.diff(run.weights, axis=0), k - 1) for run in both)),
            ("slope of g at w^k", *(self._slope(run.weights, k) for run in both)),
        ]

    def _slope(self, run: np.ndarray, k: int) -> str:
        cost = self.runs.cost
        return format_number(_plain(step_sizes.gradient_at(cost, run[k]))) if cost and k < len(run) else "-"

    def _table(self, k: int, look: Look) -> Html:
        note = ": the first difference" if k == self.first_wrong else ""
        rows = [(typeset(name, look), *values) for name, *values in self._numbers(k)]
        return table(f"Step {k}{note}", ["", "yours", "expected"], rows, look)

    def _variables(self, k: int, look: Look) -> Html | None:
        if not self.is_watched or k >= len(self.states):
            return None
        rows = [[tag("code", name, **look("code")), format_short(value)] for name, value in self.states[k].items()]
        return table(VARIABLES, ["variable", "value"], rows, look)

    def _picture(self, look: Look) -> tuple[Html | None, dict[int, Html]]:
        """The picture of both runs, and the marks of each step over it; nothing where there is no matplotlib."""
        drawing = drawing_of(self.case, self.run)
        if drawing is None:
            return None, {}
        try:
            with drawing_answers():
                figure = drawing.figure(NOTEBOOK_WIDTH)
                image = data_uri(to_svg(figure))
        except NoPicture:
            return None, {}
        width, height = figure.get_size_inches()
        shown = self.steps if has_runs(self.case, self.run) else ()
        marks = {k: _marks(step_marks(figure, self.runs, k), height / width) for k in shown}
        return tag("img", src=image, alt=f"{drawing.title}. {drawing.description}", **look("figure")), marks


def _marks(marks: Sequence[StepMark], ratio: float) -> Html:
    spans = [tag("span", style=f"left:{m.left:.2f}%;top:{m.top:.2f}%;border-color:{m.colour}") for m in marks]
    return tag("div", *spans, class_="marks", style=f"aspect-ratio:1/{ratio:.4f}", aria_hidden="true")


def _at(history: np.ndarray, k: int) -> str:
    return format_number(_plain(history[k])) if 0 <= k < len(history) else "-"


def _plain(entry: np.ndarray) -> np.ndarray:
    """A point of one coordinate as a number."""
    return entry[0] if np.ndim(entry) == 1 and len(entry) == 1 else entry

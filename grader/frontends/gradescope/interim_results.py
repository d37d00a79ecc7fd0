"""results.json while the grading runs: the true state after each question, so that a kill leaves the best true state.

Gradescope ends a run that takes too long and may end the machine: what stands in the file then is what counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.frontends.gradescope.deadlines import SubmissionMetadata, late_factor
from grader.frontends.gradescope.results_json import (
    MAX_OUTPUT,
    Output,
    question_entries,
    unfinished_results,
    write_results,
)
from grader.judging.judge import judge
from grader.judging.question_groups import settled_by_visible, total_earned
from grader.model.transcript import Call, Definition, Transcript

if TYPE_CHECKING:
    from grader.model.key import Key, Question
    from grader.model.report import CaseReport


@dataclass
class InterimResults:
    """Writes results.json after each question; what has not run yet has no points.

    Only right cases count. A mistake's part credit needs all cases to be sure of the mistake: with a few of them it
    might promise more than the final results hold.
    """

    key: Key
    path: Path
    metadata: SubmissionMetadata = field(default_factory=SubmissionMetadata)
    calls: dict[str, Call] = field(default_factory=dict)

    def record(self, case_id: str, call: Call) -> None:
        """Add one call; write the file after the last visible and after the last hidden case of a question."""
        self.calls[case_id] = call
        question = next(q for q in self.key.questions if any(c.id == case_id for c in q.cases))
        hidden = {c.id: c.hidden for c in question.cases}
        if all(c.id in self.calls for c in question.cases if c.hidden == hidden[case_id]):
            write_results(self.path, self.state())

    def state(self) -> dict[str, Any]:
        """The results of what has run, as text: pictures wait for the end."""
        questions = tuple(part for q in self.key.questions if (part := _called_part(q, self.calls)).cases)
        definitions = {q.name: Definition("found") for q in questions}
        transcript = Transcript("submission", self.key.assignment, definitions, self.calls)
        report = judge(replace(self.key, questions=questions), transcript)
        certain = tuple(replace(q, cases=tuple(map(_certain_points, q.cases))) for q in report.questions)
        shown = settled_by_visible(replace(report, questions=certain))
        score = total_earned(certain) * late_factor(self.key, self.metadata)
        entries = [
            entry.to_data()
            for number, q in enumerate(shown.questions, 1)
            for entry in question_entries(self.key, shown, q, number, Output(q.message[:MAX_OUTPUT]))
        ]
        return unfinished_results(round(score, 4), entries)


def _called_part(question: Question, calls: Mapping[str, Call]) -> Question:
    return replace(question, cases=tuple(c for c in question.cases if c.id in calls))


def _certain_points(case: CaseReport) -> CaseReport:
    return case if case.status == "right" else replace(case, earned=0.0)

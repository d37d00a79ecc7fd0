"""The answer to a case that a check decides about: what the solution returned, if the check gives it every point."""

from __future__ import annotations

from collections.abc import Mapping

from grader.authoring.answers.case_functions import refusal
from grader.authoring.answers.solution import SolutionValues
from grader.authoring.facts.question_spec import QuestionSpec
from grader.judging.messages.case_messages import case_message
from grader.judging.outcomes import Unchecked
from grader.judging.verdicts import judge_case
from grader.model.key import Question
from grader.model.transcript import Returned

PRECISIONS = ("", " in float32, as students may compute it,")  # of the solution's values, in their order


def require_passing(spec: QuestionSpec, question: Question, values: SolutionValues, checks: Mapping[str, str]) -> None:
    """Require that the check gives the solution all points, in float32 too. Raises BadAssignment."""
    for case in question.cases:
        where = f"case {spec.case_number(case.id)}"
        for precision, value in zip(PRECISIONS, values[case.id], strict=True):
            verdict = judge_case(question, case, Returned(value), checks)
            if isinstance(verdict.outcome, Unchecked):
                raise refusal(spec, f"{where}: the check fails on what the solution returns: {verdict.outcome.detail}")
            if not verdict.right:
                raise refusal(
                    spec,
                    f"{where}: the check gives what the solution returns{precision} {verdict.share:g} of the points, "
                    f"not all. Students would read: {case_message(question, case, verdict)} Correct the check, or the "
                    "solution.",
                )

"""What must agree with the right answers of a question: the judge, the check of the question, and a second opinion.

    method = "methods/newton.py"            its `solve` returns what the question's function does
    means = { f = "g", lr = "alpha" }       the question's argument -> that of `solve`, where their names differ

A second opinion is a file beside the assignment. It runs in the sandbox's child, on the arguments of each case, as the
solution does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grader.authoring.answers.answer_forms import right_call
from grader.authoring.answers.case_functions import refusal
from grader.authoring.answers.solution import SolutionValues, read_staff_file, request, run_program, with_precisions
from grader.authoring.facts.assignment import Assignment
from grader.authoring.facts.question_spec import QuestionSpec
from grader.extraction.extract import Extraction
from grader.judging.messages.case_messages import case_message
from grader.judging.outcomes import Unchecked
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Question
from grader.model.request import Request
from grader.model.transcript import Returned

SOLVE = "solve"
PRECISIONS = ("", " in float32, as students may compute it,")  # of the solution's values, in their order


def check_right_answers(spec: QuestionSpec, question: Question) -> None:
    """Raise BadAssignment unless the judge accepts every right answer, read as a student's answer is."""
    for reading in question.readings:
        for case in reading.cases:
            result = judge_case(reading, case, right_call(reading, case))
            if not result.right and not spec.is_by_hand:
                raise refusal(
                    spec,
                    f"case {spec.case_number(case.id)}: nobody could be right. Returned by a student, the answer of "
                    f"the method {spec.solved_by!r} would be judged like this: "
                    f"{case_message(reading, case, result)} Choose the `returns` that fits the method.",
                )


def require_passing(spec: QuestionSpec, question: Question, values: SolutionValues, checks: Mapping[str, str]) -> None:
    """Require that the check gives the solution all points, in float32 too. Raises BadAssignment."""
    for case in question.with_answers().cases:
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


def check_second_opinion(spec: QuestionSpec, assignment: Assignment, question: Question) -> None:
    """Raise BadAssignment unless the question's method, if it is a file, agrees with the right answers."""
    if not spec.method.endswith(".py"):
        return
    extraction = read_staff_file(spec, "method", assignment.folder, spec.method, [SOLVE])
    requests = [_request(spec, case, extraction) for case in question.cases]
    calls = run_program(assignment, with_precisions(extraction), requests)
    for case in question.cases:
        result = judge_case(question, case, calls[case.id])
        if not result.right:
            raise refusal(
                spec,
                f"case {spec.case_number(case.id)}: the solution and {spec.method} do not agree. Against the solution, "
                f"what `{SOLVE}` does would be judged like this: {case_message(question, case, result)}",
            )


def _request(spec: QuestionSpec, case: Case, extraction: Extraction) -> Request:
    """The call of the method on the arguments of a case, under its own names for them."""
    arguments = {spec.means.get(name, name): value for name, value in case.arguments.items()}
    method = spec.model_copy(update={"signature": f"{SOLVE}()", "driver": None, "defines": (), "runs": 0})
    return request(method, replace(case, arguments=arguments), extraction)

"""A second, independent opinion: a file beside the assignment whose `solve` must agree with the solution.

    method = "methods/newton.py"            solve(...) returns what the question's function does
    means = { f = "g", lr = "alpha" }       the question's argument -> that of `solve`, where their names differ

It runs in the sandbox's child, on the arguments of each case, as the solution does.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.authoring.answers.case_functions import refusal
from grader.authoring.answers.solution import FLOAT64, run_program
from grader.authoring.answers.staff_files import read_staff_file
from grader.authoring.facts.assignment import Assignment
from grader.authoring.facts.question_spec import QuestionSpec
from grader.extraction.extract import DefinedName, Extraction
from grader.judging.messages.case_messages import case_message
from grader.judging.verdicts import judge_case
from grader.model.key import Question
from grader.model.request import Request

SOLVE = "solve"


def check_second_opinion(spec: QuestionSpec, assignment: Assignment, question: Question) -> None:
    """Raise BadAssignment unless the question's method, if it is a file, agrees with the right answers."""
    if not spec.method.endswith(".py"):
        return
    extraction = read_staff_file(spec, "method", assignment.folder, spec.method, [SOLVE])
    requests = list(_requests(spec, question, extraction))
    calls = run_program(assignment, (*extraction.statements, FLOAT64), requests)
    for case in question.cases:
        result = judge_case(question, case, calls[case.id])
        if not result.right:
            raise refusal(
                spec,
                f"case {spec.case_number(case.id)}: the solution and {spec.method} do not agree. Against the solution, "
                f"what `{SOLVE}` does would be judged like this: {case_message(question, case, result)}",
            )


def _requests(spec: QuestionSpec, question: Question, extraction: Extraction) -> Iterator[Request]:
    solve = extraction[SOLVE]
    assert isinstance(solve, DefinedName)
    for case in question.cases:
        yield Request(
            case=case.id,
            question=question.name,
            function=SOLVE,
            arguments={spec.means.get(name, name): value for name, value in case.arguments.items()},
            needs=(len(extraction.statements), *solve.statements),
            lenient=bool(solve.unresolved),
            configuration=solve.configuration,
            calls=True,
            seed=case.seed,
        )

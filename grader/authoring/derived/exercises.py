"""The solutions of an assignment with all their changes, and what each change returns in the sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from grader.authoring.answers import solution
from grader.authoring.derived.expressions import expression_changes, twins
from grader.authoring.derived.loops import statement_changes
from grader.authoring.derived.parameters import parameter_changes
from grader.authoring.derived.source_tree import Change, SourceTree
from grader.authoring.derived.wording import RANK
from grader.extraction.extract import Extraction, Statement, needed_statements
from grader.model.key import Case, Question
from grader.model.request import Request
from grader.model.transcript import Call
from grader.processes.fork_server import ForkServer
from grader.sandbox.environment import Environment, Limits

if TYPE_CHECKING:
    from grader.authoring.facts.assignment import Assignment
    from grader.authoring.facts.question_spec import QuestionSpec

LIMITS = Limits(case_seconds=2, question_seconds=300, timeouts_per_question=5)  # of all changes of one exercise


@dataclass(frozen=True)
class ChangedSolution:
    """A change of the statement at this position of the master, with a name of its own."""

    name: str
    position: int
    change: Change

    def call(self, case: Case) -> str:
        """The name of its call on a case."""
        return f"{self.name} {case.id}"


@dataclass(frozen=True)
class Exercise:
    """A question whose right answers are known, and its solution."""

    spec: QuestionSpec
    question: Question
    extraction: Extraction

    @cached_property
    def changes(self) -> list[ChangedSolution]:
        """The changes of the statements that the solution wrote, likely ones first, each text once."""
        needed = needed_statements(self.extraction, self.spec.names)
        own = [at for at in needed.statements if at not in needed.configuration]
        changes = [(at, change) for at in own for change in self._of_statement(self.extraction.statements[at])]
        by_text: dict[tuple[int, str], Change] = {}
        for at, change in sorted(changes, key=lambda each: RANK[each[1].kind]):
            by_text.setdefault((at, change.source), change)
        numbered = enumerate(by_text.items())
        return [ChangedSolution(f"{self.question.name}:{n}", at, change) for n, ((at, _), change) in numbered]

    def _of_statement(self, statement: Statement) -> Iterator[Change]:
        tree, name = SourceTree(statement.source), self.spec.function
        if not tree.functions or statement.source.strip() in self.question.stub:  # the handout gives it away
            return
        changes = [*expression_changes(tree), *statement_changes(tree)]
        yield from (*changes, *twins(changes))
        if tree.functions[0] is tree.root and tree.functions[0].name == name:
            cases, parameters = self.question.cases, self.spec.parameters
            values = {parameter: [case.arguments.get(parameter) for case in cases] for parameter in parameters}
            yield from parameter_changes(tree, tree.functions[0], values)


def read_exercises(assignment: Assignment, questions: Mapping[str, Question]) -> list[Exercise]:
    """These questions with their solutions."""
    specs = [spec for spec in assignment.question if spec.name in questions]
    if not specs:
        return []
    extraction = solution.read_master(assignment, specs)
    return [Exercise(spec, questions[spec.name], extraction) for spec in specs]


def run_changes(
    assignment: Assignment, work: Iterable[tuple[Exercise, Sequence[ChangedSolution], Sequence[Case]]]
) -> dict[str, Call]:
    """What these changes return in these cases, by `ChangedSolution.call`; each exercise in a process of its own."""
    calls: dict[str, Call] = {}
    with ForkServer() as fork_server:
        environment = Environment(LIMITS, fork_server=fork_server)
        for exercise, changes, cases in work:
            program, requests = _program(exercise, changes, cases)
            calls |= solution.run_program(assignment, program, requests, environment) if requests else {}
    return calls


def _program(
    exercise: Exercise, changes: Sequence[ChangedSolution], cases: Sequence[Case]
) -> tuple[list[Statement], list[Request]]:
    """The master's statements and the changed ones behind them, and a request for each change and case."""
    program, requests = list(solution.with_precisions(exercise.extraction)), []
    for changed in changes:
        original = exercise.extraction.statements[changed.position]
        for case in cases:
            request = solution.request(exercise.spec, case, exercise.extraction)
            needs = tuple(len(program) if need == changed.position else need for need in request.needs)
            requests.append(replace(request, case=changed.call(case), needs=needs))
        program.append(Statement(original.cell, original.line, changed.change.source, original.flags))
    return program, requests

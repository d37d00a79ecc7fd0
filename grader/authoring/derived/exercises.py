"""The solutions of an assignment with all their changes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import solution
from grader.authoring.derived.substitutions.object_states import object_changes
from grader.authoring.derived.substitutions.other_formulas import formula_changes
from grader.authoring.derived.substitutions.other_methods import function_changes, part_changes
from grader.authoring.derived.substitutions.other_results import result_changes
from grader.authoring.derived.wording import Description, describe, identifiers, place_of, without_words
from grader.changes.arrays import array_changes, shape_changes
from grader.changes.expressions import expression_changes, twins
from grader.changes.kinds import MAKES, Trait, has
from grader.changes.loops import copy_changes, statement_changes
from grader.changes.parameters import decimal_parameters, default_numbers, parameter_changes
from grader.changes.source_tree import Change, SourceTree
from grader.changes.steps import state_changes, step_changes
from grader.changes.terms import penalty_changes, term_changes
from grader.changes.values import value_changes
from grader.changes.variables import given_back, name_changes
from grader.extraction.extract import Extraction, Statement, needed_statements
from grader.model.arguments.typed_arguments import is_array
from grader.model.key import Case, Question

if TYPE_CHECKING:
    from grader.authoring.facts.assignment import Assignment
    from grader.authoring.facts.question_spec import QuestionSpec

AT_A_TIME = 5  # changes of one kind, before those of less likely kinds
MORE_AT_A_TIME = 20  # of the commonest slips


@dataclass(frozen=True)
class ChangedSolution:
    """A change of the statement at this position of the master.

    `name` is its id as a mistake: the kind of the change, and which one of that kind in the solution it is. Other cases
    and other mistakes leave it as it is.
    """

    name: str
    position: int
    change: Change
    number: int = 0  # among those of its statement that are called alike
    also_needs: tuple[int, ...] = ()  # other statements of the master
    beside: tuple[ChangedSolution, ...] = ()  # changes of other statements that are made as well

    def call(self, case: Case) -> str:
        """The name of its call on a case."""
        return f"{self.name} {case.id}"


@dataclass(frozen=True)
class Exercise:
    """A question whose right answers are known, and its solution; `solved` are the questions that the master solves."""

    spec: QuestionSpec
    question: Question
    extraction: Extraction
    solved: tuple[QuestionSpec, ...] = ()
    functions: tuple[str, ...] = ()  # that the assignment asks for
    trees: dict[int, SourceTree] = field(default_factory=dict)

    @cached_property
    def examples(self) -> Sequence[Case]:
        """The cases whose arguments changes may speak of: the names of mistakes stand in the student's key."""
        return [case for case in self.question.cases if not case.hidden] or self.question.cases

    @cached_property
    def own(self) -> list[int]:
        """The positions in the master of what the solution wrote."""
        needed = needed_statements(self.extraction, self.spec.names)
        return [at for at in needed.statements if at not in needed.configuration]

    @cached_property
    def changes(self) -> list[ChangedSolution]:
        """The changes of the statements that the solution wrote, likely ones first, each text once."""
        by_text: dict[tuple[int, str], ChangedSolution] = {}
        numbered = [*(changed for at in self.own for changed in self._numbered(at))]
        numbered += self._other_functions()
        for changed in sorted(numbered, key=_turn):
            by_text.setdefault((changed.position, changed.change.source), changed)
        return list(by_text.values())

    def _other_functions(self) -> Iterator[ChangedSolution]:
        """The other questions' functions in the place of arguments that are functions."""
        for at in filter(self._defines, self.own):
            for number, (other, change) in enumerate(function_changes(self.tree(at), self.spec, self.solved), 1):
                needs = needed_statements(self.extraction, other.names).statements
                name = f"{self.question.name}.{change.kind}_{other.name}_{number}"
                yield ChangedSolution(name, at, change, number, tuple(needs))

    @cached_property
    def handout(self) -> str:
        """What students read as code: stub, title, names of arguments, of their entries, and of the result's parts."""
        question = self.question
        shown = [value for case in question.cases if not case.hidden for value in case.arguments.values()]
        tables = [value["table"] for value in shown if isinstance(value, dict) and "table" in value]
        entries = dict.fromkeys(name for table in tables for name, _ in table if isinstance(name, str))
        text = without_words(f"{question.stub}\n# {question.title}")
        return " ".join([text, *question.parameters, *entries, *self._parts])

    @cached_property
    def _parts(self) -> list[str]:
        """The names of the result's parts, where it has some."""
        return [part.name for part in self.question.form.parts] if self.question.form else []

    def described(self, change: Change, root: ast.stmt) -> Description:
        """The words for a change of this statement, with the place where it was made."""
        return describe(change, self.handout, self._place(change, root))

    def _place(self, change: Change, root: ast.stmt) -> str:
        """Where the function was changed, in words for students."""
        if (name := getattr(root, "name", "")) != self.spec.function:
            return f", in `{name}`" if name in self.functions else ""
        return place_of(root, change.line, change.subject, identifiers(self.handout), self._parts)

    def tree(self, position: int) -> SourceTree:
        """The statement at this position of the master, read once: changes speak of its nodes."""
        if position not in self.trees:
            self.trees[position] = SourceTree(self.extraction.statements[position].source)
        return self.trees[position]

    def _defines(self, position: int) -> bool:
        """Whether this statement of the master defines the function that is asked for."""
        return f"def {self.spec.function}(" in self.extraction.statements[position].source

    @property
    def unchanged(self) -> ChangedSolution:
        """The solution itself, as one more of its changes."""
        first = needed_statements(self.extraction, self.spec.names).statements[0]
        return ChangedSolution(f"{self.question.name}.", first, Change("", self.extraction.statements[first].source))

    def _numbered(self, position: int) -> Iterator[ChangedSolution]:
        statement, numbers, alike = self.extraction.statements[position], Counter[str](), Counter[str]()
        tree = self.tree(position)
        helper = getattr(tree.root, "name", "")
        prefix = "" if helper in ("", self.spec.function) else f"{helper}_"
        for change in self._of_statement(statement, tree):
            called = change.value if has(change.kind, Trait.BY_VALUE) else change.kind
            numbers[change.kind] += 1
            alike[called] += 1
            name = f"{self.question.name}.{prefix}{change.kind}_{numbers[change.kind]}"
            yield ChangedSolution(name, position, change, alike[called])

    def _of_statement(self, statement: Statement, tree: SourceTree) -> Iterator[Change]:
        if not tree.functions or statement.source.strip() in self.question.stub:  # the handout gives it away
            return
        changes = [*expression_changes(tree), *statement_changes(tree)]
        is_run = self.question.is_run
        values = [each for each in value_changes(tree) if not (is_run and has(each.kind, Trait.NOT_OF_RUNS))]
        plain = SourceTree(statement.source, plain_updates=True)
        yield from (*changes, *twins(changes), *values, *step_changes(plain), *array_changes(tree))
        yield from (*term_changes(tree), *state_changes(plain), *formula_changes(plain), *object_changes(tree))
        yield from copy_changes(tree, self.question.unchanged) if self.question.unchanged else ()
        is_class = isinstance(tree.root, ast.ClassDef) and tree.functions[0].name == "__init__"
        is_asked = getattr(tree.root, "name", "") == self.spec.function and (is_class or tree.functions[0] is tree.root)
        yield from name_changes(tree, self._shapes if is_asked else {})
        if is_asked:
            yield from self._of_parameters(tree)

    def _of_parameters(self, tree: SourceTree) -> Iterator[Change]:
        function, cases = tree.functions[0], self.examples
        numbers = default_numbers(function)
        own = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
        names = [name for name in self.spec.parameters if name in own]  # a driver's are not all the function's
        arguments = {name: [c.arguments.get(name, numbers.get(name)) for c in cases] for name in names}
        yield from parameter_changes(tree, function, arguments)
        yield from shape_changes(tree, self._shapes)
        vectors = [name for name, shapes in self._shapes.items() if all(len(shape) == 1 for shape in shapes)]
        yield from penalty_changes(tree, decimal_parameters(arguments), vectors)
        yield from given_back(tree, self._shapes)
        yield from result_changes(tree, self._shapes, decimal_parameters(arguments))
        yield from part_changes(tree, self._parts, self._others)

    @cached_property
    def _others(self) -> dict[str, SourceTree]:
        """The functions of the other questions that the master solves, by name."""
        asked = {each.function for each in self.solved if each is not self.spec and each.calls and not each.driver}
        trees = map(self.tree, range(len(self.extraction.statements)))
        return {name: each for each in trees if (name := getattr(each.root, "name", "")) in asked}

    @cached_property
    def _shapes(self) -> dict[str, list[tuple[int, ...]]]:
        """The shapes of the arguments that are arrays in all cases; of a table, that it is none: ()."""
        by_name = {name: [c.arguments.get(name) for c in self.examples] for name in self.spec.parameters}
        arrays = {n: each for n, each in by_name.items() if all(is_array(v) or isinstance(v, dict) for v in each)}
        return {name: [_shape(value) for value in each] for name, each in arrays.items()}


def _turn(changed: ChangedSolution) -> tuple[int, int]:
    """By which changes are ordered: some of each kind, likely kinds first, then the next ones of each."""
    kind = changed.change.kind
    return changed.number // (MORE_AT_A_TIME if has(kind, Trait.OFTEN) else AT_A_TIME), MAKES[kind].rank


def _shape(value: Any) -> tuple[int, ...]:
    """The shape of an argument as the key writes it; () of a table or a list of Python."""
    return np.shape(value) if is_array(value) else ()


def read_exercises(assignment: Assignment, questions: Mapping[str, Question]) -> list[Exercise]:
    """Those of these questions that the master solves, and whose right answers are known."""
    specs = [spec for spec in assignment.question if spec.name in questions and not spec.is_written]
    extraction, solved = solution.read_solutions(assignment, specs)
    functions = tuple(spec.function for spec in assignment.question if spec.calls)
    return [
        Exercise(spec, questions[spec.name], extraction, tuple(solved), functions)
        for spec in solved
        if spec.calls or spec.driver
    ]

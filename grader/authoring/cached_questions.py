"""The compiled questions of an assignment that need not be compiled again, and what each of them depends on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grader.authoring.answers.solution import needed_source
from grader.authoring.answers.wrong_files import titled_files
from grader.authoring.cache import Cache, beside, digest, engine
from grader.authoring.facts.assignment import Assignment
from grader.authoring.facts.question_spec import QuestionSpec
from grader.model.encoding.decoding import decoder, to_data
from grader.model.key import Question

KIND = "questions compiled"


@dataclass
class CachedQuestions:
    """By name the questions of the assignment that the cache has; `add` puts another one there."""

    assignment: Assignment
    stubs: Mapping[str, str]
    cache: Cache
    thorough: bool = False  # whether its mistakes are derived from the solution also where there is a bank
    questions: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.cache.folder is None:
            return
        assignment, specs = self.assignment, self.assignment.question
        solved = [q for q in specs if q.by_solution or (self.thorough and not q.is_written)]  # by the master
        source_of = needed_source(assignment, solved)
        # files whose content is in a question's name already, or has no part in it
        own = ("assignment.toml", "mistakes.toml", "costs.py", assignment.notebook, assignment.script)
        excluded = [assignment.folder / name for name in own if name]
        others = beside(assignment.folder, excluded, assignment.data_files)
        self._names = {spec.name: self._name(spec, others, source_of.get(spec.name, "")) for spec in specs}
        for spec in specs:
            if question := self.cache.decoded(KIND, self._names[spec.name], decoder(Question)):
                self.questions[spec.name] = question

    def add(self, questions: Iterable[Question]) -> None:
        """More questions, stored for the next time."""
        for question in questions:
            self.questions[question.name] = question
            if self.cache.folder is not None:
                self.cache.put(self._names[question.name], json.dumps(to_data(question)))

    def _name(self, spec: QuestionSpec, others: str, source: str) -> str:
        own = [spec.by_solution, spec.solved_by, spec.bank]  # which a new method of `reference/` may change
        table = json.dumps([own, spec.model_dump()], sort_keys=True, default=str)  # numbers of a file are in `others`
        facts = json.dumps([self.assignment.credit, self.assignment.packages, self.thorough], sort_keys=True)
        paths = [file.path for file in titled_files(self.assignment, spec)]
        written = json.dumps([[path.name, path.read_bytes().decode("latin-1")] for path in paths])
        return digest(engine_of(spec), table, facts, self.stubs.get(spec.name, ""), source, written, others)


def engine_of(spec: QuestionSpec) -> str:
    """A name for what compiles the question; of `reference/` with its own method and its bank of mistakes alone."""
    return engine("grader.authoring.compiler", f"reference.{spec.solved_by}", f"reference.mistakes.{spec.bank}")

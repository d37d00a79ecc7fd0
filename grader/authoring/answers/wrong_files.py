"""Known mistakes that an author wrote: files of `wrong/` whose docstring is a name and, after a blank line, a hint.

They run on a question's cases as the solution does. A file that answers as a known mistake of `reference/` takes that
one's place: its words are the course's own. A name without a hint is for staff alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.authoring.answers import solution
from grader.extraction import notebook, reader
from grader.judging.diagnosis.diagnose import diagnose
from grader.judging.verdicts import judge_case
from grader.model.key import Key, Mistake, Question
from grader.model.student_key import short
from reference.mistakes.mistake import name_and_hint

if TYPE_CHECKING:
    from grader.authoring.facts.assignment import Assignment
    from grader.authoring.facts.question_spec import QuestionSpec


class TitledFile(NamedTuple):
    """A file of `wrong/`, and the name and the hint that its docstring gives the mistake."""

    path: Path
    name: str
    hint: str

    def id(self, question: str) -> str:
        """`question.file`; a file that `grader decide names` wrote begins with the question's name."""
        return f"{question}.{self.path.stem.removeprefix(f'{question}_')}"


def titled_files(assignment: Assignment, spec: QuestionSpec) -> Iterator[TitledFile]:
    """Those with a docstring that define what the question compares with right answers."""
    for path in assignment.wrong if not (spec.check or spec.is_written) else ():
        try:
            tree = ast.parse(path.read_bytes() if path.suffix == ".py" else b"")
        except (OSError, SyntaxError, ValueError):
            continue  # as a wrong example the file is reported
        defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        name, hint = name_and_hint(ast.get_docstring(tree))
        if name and defined.intersection(spec.names):
            yield TitledFile(path, name, hint)


def with_written(assignment: Assignment, spec: QuestionSpec, question: Question) -> Question:
    """The question, which has its right answers, with the mistakes of its titled files before the others."""
    for file in titled_files(assignment, spec):
        try:
            extraction = reader.read(file.path, list(spec.names))
        except (notebook.Unreadable, OSError):
            continue
        requests = [solution.request(spec, case, extraction) for case in question.cases]
        calls = solution.run_program(assignment, solution.with_precisions(extraction), requests)
        verdicts = {case.id: judge_case(question, case, calls[case.id]) for case in question.cases}
        answers = {case: dict(verdict.answer) for case, verdict in verdicts.items() if verdict.answer}
        wrong = [case for case in question.cases if not verdicts[case.id].right]
        if not answers or not wrong:
            continue
        of_staff = not file.hint or all(case.hidden for case in wrong)
        mistake = Mistake(file.id(spec.name), file.name, file.hint, short(answers), whole=True, staff_only=of_staff)
        same = {
            ids[0] for ids in diagnose(Key("", "", "", (question,)), question, verdicts).candidates if len(ids) == 1
        }
        others = tuple(each for each in question.mistakes if each.id not in {mistake.id, *same})
        pairs = question.pairs.of({each.id for each in others}, {case.id for case in question.cases})
        question = replace(question, mistakes=(mistake, *others), pairs=pairs)
    return question

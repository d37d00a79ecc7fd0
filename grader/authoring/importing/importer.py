"""Write the assignment that a foreign master is: `assignment.toml` and a master in our form, and say what is missing.

The solution is run once on the arguments that the tests use: what it returns decides what `returns` describes.
"""

from __future__ import annotations

import ast
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent
from typing import Any

import numpy as np

from grader.authoring.case_arguments.arguments import names_of, to_float
from grader.authoring.case_arguments.typed import type_of, typed
from grader.authoring.compiler import compile_key
from grader.authoring.importing.formats import ForeignMaster, ForeignQuestion, ForeignTest, Note, read_foreign
from grader.authoring.importing.recording import TestedCall, TestRecord, record_tests
from grader.authoring.importing.solutions import definitions
from grader.authoring.importing.writing import (
    ANY,
    CHECK_FILE,
    CHECKS,
    DRIVERS,
    ImportedCase,
    ImportedQuestion,
    drivers_text,
    identifier,
    notebook_text,
    toml_text,
)
from grader.authoring.reading.assignment_file import load_assignment
from grader.base import files
from grader.base.errors import UserError
from grader.base.text import count, printable
from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, Value, parts
from grader.model.key import Case, Key, Question
from grader.model.result_form import FORM
from grader.model.statuses import points_in_words
from grader.model.transcript import Returned
from grader.processes.fork_server import shared_fork_server
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.isolation.profiles import unrequired_isolation
from grader.sandbox.transcribe import transcribe

LIMITS = Limits(case_seconds=60, question_seconds=600)
NEARLY = 1e-3  # what is as near as this to a right answer is one
RELATIVE = 1e-6  # the tolerance of a number that is read, relative to the solution's


@dataclass(frozen=True)
class Imported:
    """What was written, how many questions the foreign master has, and what was not brought over as it was."""

    folder: Path
    questions: tuple[ImportedQuestion, ...]
    foreign: int
    notes: tuple[Note, ...]
    fault: str = ""  # why it does not compile yet

    @property
    def is_whole(self) -> bool:
        """Whether all came over, and compiles."""
        return not self.fault and not any(note.is_lost for note in self.notes)

    @property
    def text(self) -> str:
        """What came over, and what is to be done by hand."""
        questions = (
            f"{count(len(self.questions), 'question')}, {points_in_words(sum(q.points for q in self.questions))}"
        )
        lines = [f"{self.folder}: {questions}, of {self.foreign} in the master."]
        lines += [f"  {q.name}: {points_in_words(q.points)}, {_cases_in_words(q)}" for q in self.questions]
        for title, is_lost in (("To be done by hand:", True), ("Came over in another form:", False)):
            if notes := [f"  {note}" for note in self.notes if note.is_lost == is_lost]:
                lines += [title, *notes]
        if self.fault:
            lines += ["It does not compile yet:", indent(self.fault, "  ")]
        return "\n".join([*lines, f"Now prove it: grader rehearse {self.folder}"])


def _cases_in_words(question: ImportedQuestion) -> str:
    if question.foreign.is_manual:
        return "graded by hand"
    hidden = sum(case.is_hidden for case in question.cases)
    cases = f"{count(len(question.cases), 'case')}, {hidden} hidden"
    return cases if question.cases else f"the variable {question.function}"


def import_master(path: Path, folder: Path) -> Imported:
    """Write the assignment into the folder, which must not hold one yet. Raises UserError."""
    try:
        notebook = json.loads(files.read_text(path, "master"))
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path}: this is not a notebook: {error}. Name the master, an .ipynb file.") from None
    if (folder / "assignment.toml").exists():
        raise UserError(f"{folder} holds an assignment already. Name another folder with -o.")
    master = read_foreign(notebook if isinstance(notebook, dict) else {})
    name = identifier(path.stem)
    questions = list(_questions(master, path))
    text = notebook_text(master, notebook, questions)
    questions = list(_with_returns(questions, text, master))
    text = notebook_text(master, notebook, questions)
    with files.output_folder(folder):
        files.write_text(folder / f"{name}.ipynb", text)
        files.write_text(folder / "assignment.toml", toml_text(name, questions))
        if any(question.check for question in questions):
            files.write_text(folder / CHECKS, CHECK_FILE)
        if any(question.received for question in questions):
            files.write_text(folder / DRIVERS, drivers_text(questions))
    notes = tuple(sorted(master.notes, key=lambda note: note.cell))
    return Imported(folder, tuple(questions), len(master.questions), notes, _compile_fault(folder))


def _compile_fault(folder: Path) -> str:
    """Why the assignment does not compile yet; empty where it does."""
    try:
        compile_key(load_assignment(folder))
    except UserError as error:
        return str(error)
    return ""


# ── questions and their cases


def _questions(master: ForeignMaster, path: Path) -> Iterator[ImportedQuestion]:
    """Our questions; one of theirs that tests several functions becomes several of ours."""
    names: set[str] = set()
    titles = {""}
    records = record_tests(master, path)
    for foreign in master.questions:
        if foreign.is_manual:
            own = [ImportedQuestion("", foreign, foreign.points or 1.0, identifier(foreign.name))]
        else:
            own = list(_tested(foreign, master, records))
        for question in own:
            name = identifier(foreign.name if len(own) == 1 else f"{foreign.name}_{question.function}")
            while name in names:
                name += "_2"
            title = name if foreign.title in titles else foreign.title
            names.add(name)
            titles.add(title)
            yield replace(question, name=name, title=title)


def _tested(
    foreign: ForeignQuestion, master: ForeignMaster, records: Mapping[ForeignTest, TestRecord]
) -> Iterator[ImportedQuestion]:
    """A question for each function or class that the tests call, or for a variable that they read."""
    definition_of = definitions(foreign.code)
    tested = [(test, call) for test in foreign.tests for call in records[test].calls if call.name in definition_of]
    for test in foreign.tests:
        faults = [fault for name, fault in records[test].faults if name in ("", *definition_of)]
        if not faults and test not in dict(tested):
            faults = ["it calls nothing that students are to write"]
        for fault in faults:
            master.note(test.cell, f"a test of {foreign.name} is left out: {fault}")
    if not tested:
        worth_in_words = f" ({points_in_words(foreign.worth)})" if foreign.worth else ""
        what = f"{foreign.name}{worth_in_words} is not in assignment.toml: no test of it became a case"
        master.note(foreign.cell, what)
        return
    in_cell = Counter(test.cell for test, _ in tested)  # calls that share its points
    weights = {test: (test.points or 1.0) / in_cell[test.cell] for test, _ in tested}
    points_of_weight = (foreign.worth or 1.0) / sum(weights[test] for test, _ in tested)
    for name in dict.fromkeys(call.name for _, call in tested):
        own = [(test, call) for test, call in tested if call.name == name]
        points = round(points_of_weight * sum(weights[test] for test, _ in own), 4)
        question = ImportedQuestion("", foreign, points, name, definition_of[name])
        requires = _requires(question, own, master)
        needs_code = any(call.arguments is None for _, call in own)
        cases = [
            ImportedCase(call.code if needs_code else call.arguments or {}, test.is_hidden, weights[test], required)
            for (test, call), required in zip(own, requires, strict=True)
            if call.result or not needs_code
        ]
        if lost := len(own) - len(cases):
            what = f"{count(lost, 'call')} of {name} left out: code writes no numbers that are not finite"
            master.note(foreign.cell, what)
        received = tuple(dict.fromkeys(each for _, call in own for each in call.received)) if needs_code else ()
        yield replace(question, cases=_distinct(_one_type(cases)), received=received)


def _requires(
    question: ImportedQuestion, tested: Sequence[tuple[ForeignTest, TestedCall]], master: ForeignMaster
) -> list[str]:
    """For each call the property that a check is to compute; empty where the result must be the solution's.

    A check that computes properties decides about all cases of a question, so that each call must have one.
    """
    conditions = [call.condition for _, call in tested]
    if question.definition is not None and all(conditions):
        return conditions
    for test, call in tested:
        for each in call.requirements:
            if not each.is_value:
                name, text = question.foreign.name, printable(each.text, 100)
                what = f"{name}: `{text}` is stricter now: the result must be the solution's"
                master.note(test.cell, what, is_lost=False)
    return [""] * len(tested)


def _one_type(cases: Sequence[ImportedCase]) -> Iterator[ImportedCase]:
    """The cases with decimals for whole numbers wherever another case has decimals there."""
    types = defaultdict[str, set[str]](set)
    for case in cases:
        for name, value in case.arguments.items():
            types[name].add(type_of(typed(value, name)))
    mixed = {name for name, each in types.items() if len(each) > 1}
    for case in cases:
        decimals = {name: to_float(case.arguments[name], name) for name in mixed & case.arguments.keys()}
        yield replace(case, arguments=case.arguments | decimals)


def _distinct(cases: Iterable[ImportedCase]) -> tuple[ImportedCase, ...]:
    """Each call once, visible where any of its tests is, with the weight of all of them."""
    by_arguments = defaultdict[str, list[ImportedCase]](list)
    for case in cases:
        by_arguments[json.dumps([case.arguments, case.requires], sort_keys=True)].append(case)
    return tuple(
        replace(same[0], is_hidden=all(each.is_hidden for each in same), weight=sum(each.weight for each in same))
        for same in by_arguments.values()
    )


# ── what they return


def _with_returns(questions: list[ImportedQuestion], text: str, master: ForeignMaster) -> Iterator[ImportedQuestion]:
    """The questions whose solution could be run, with what it returns."""
    values = _run_master(text, questions)
    for question in questions:
        if question.foreign.is_manual:
            yield question
            continue
        answered, fails = list[tuple[ImportedCase, Value]](), 0
        for n, case in enumerate(question.cases):
            if (value := values.get(f"{question.name}.{n}")) is None:
                fails += 1
            elif question.received and (fault := _driver_fault(case, value)):
                what = f"a case with `{case.arguments['result']}` is left out: {fault}"
                master.note(question.foreign.cell, f"{question.name}: {what}")
            else:
                answered.append((case, value))
        cases = tuple(case for case, _ in answered)
        try:
            described = _described(replace(question, cases=cases), [value for _, value in answered])
        except ValueError as reason:
            what = f"{question.name} ({points_in_words(question.points)}) is not in assignment.toml: {reason}"
            master.note(question.foreign.cell, what)
            continue
        if fails:
            what = (
                f"{fails} of {count(len(question.cases), 'case')} left out: the solution fails on the test's arguments"
            )
            master.note(question.foreign.cell, f"{question.name}: {what}")
        yield described


def _driver_fault(case: ImportedCase, value: Value) -> str:
    """Why the solution's result of a driver is none: it is no data, or stands in the case. Empty where it is one."""
    answer: list[Any] = []
    for part in parts(value):
        match part:
            case Other():
                return "its value is no number, array, word, list or table of these"
            case Numbers(array) if array.dtype.kind in "iuf":
                answer += array.ravel().tolist()
            case Text(text):
                answer.append(text)
    is_inside = _holds_answer(case.arguments, answer)
    return "what is right stands in a function that the call receives" if is_inside else ""


def _holds_answer(case: Mapping[str, Any], answer: Sequence[Any]) -> bool:
    """Whether each number and text of an answer stands in the functions that a case hands over.

    What a call receives as it is, students have; and 0 and 1 stand nearly everywhere.
    """
    tree = ast.parse(f"{case['before']}\n{case['result']}")
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.Lambda)]
    values = [node.value for each in functions for node in ast.walk(each) if isinstance(node, ast.Constant)]
    numbers = np.array([value for value in values if isinstance(value, int | float)], float)
    wanted = [each for each in answer if each not in (0, 1)]
    return bool(wanted) and all(
        each in values if isinstance(each, str) else np.isclose(np.abs(numbers), abs(each), rtol=NEARLY).any()
        for each in wanted
    )


def _run_master(text: str, questions: Sequence[ImportedQuestion]) -> Mapping[str, Value]:
    """What the functions of a master return, by question and number of the case; those that raise are missing."""
    drafts = tuple(_draft(question) for question in questions if not question.foreign.is_manual)
    key = Key("import", "", "instructor", drafts, modules={DRIVERS: drivers_text(questions)})
    environment = Environment(LIMITS, unrequired_isolation(), fork_server=shared_fork_server())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "master.ipynb")
        path.write_text(text, encoding="utf-8")
        calls = transcribe(path, key, environment).calls
    return {name: call.value for name, call in calls.items() if isinstance(call, Returned)}


def _draft(question: ImportedQuestion) -> Question:
    """The question as a key has it, without answers."""
    cases = tuple(
        Case(f"{question.name}.{n}", "", False, 1.0, {name: typed(v, name) for name, v in case.arguments.items()})
        for n, case in enumerate(question.cases)
    )
    names = names_of(question.parameters) if question.parameters and not question.driver else ()
    return Question(
        question.name, question.name, FORM, question.points, question.function, names, question.calls, cases,
        driver=question.driver, defines=question.received,
    )  # fmt: skip


def _described(question: ImportedQuestion, values: Sequence[Value]) -> ImportedQuestion:
    """The question with what it returns. Raises ValueError where no form describes it."""
    if not values:
        raise ValueError("its solution cannot be run on what the tests use")
    if question.calls:
        return replace(question, returns=ANY if question.check else _form(values))
    match values[0]:
        case Numbers(array) if array.size == 1 and array.dtype.kind in "iuf":
            number = array.item()
            tolerance = {"tolerance": abs(number) * RELATIVE or RELATIVE} if isinstance(number, float) else {}
            return replace(question, returns="number", answer={"answer": number, **tolerance}, cases=())
        case Text(word) if word.strip():
            return replace(question, returns="text", answer={"answer": word}, cases=())
        case Numbers(array) if array.size == 1 and array.dtype.kind == "b":
            answer = {"options": ["True", "False"], "answer": str(bool(array.item()))}
            return replace(question, returns="choice", answer=answer, cases=())
    raise ValueError(
        "it reads a variable that is no number, text or truth: a driver of one line can ask for it, "
        "`def value(variable): return variable`, or a choice of options"
    )


def _form(values: Sequence[Value]) -> Any:
    """`returns` for these results of one function: a form that all have, or "any", which a check compares."""
    if any(isinstance(value, Nothing | Other) for value in values):
        raise ValueError("what its solution returns is no number, array, word, list or table of these")
    return _shared_form(values) or ANY


def _shared_form(values: Sequence[Value]) -> Any:
    """The form that all of these have; None where there is none."""
    arrays = [value.array for value in values if isinstance(value, Numbers)]
    lists = [value.items for value in values if isinstance(value, Items)]
    tables = [value.entries for value in values if isinstance(value, Table)]
    if len(arrays) == len(values):
        is_truth = arrays[0].dtype.kind == "b" and arrays[0].size == 1
        return "truth" if is_truth else "array" if any(array.ndim for array in arrays) else "number"
    if all(isinstance(value, Text) for value in values):
        return "text"
    has_texts_alone = all(isinstance(item, Text) for items in lists for item in items)
    if lists and has_texts_alone and len(lists) + sum(not array.size for array in arrays) == len(values):
        return {"kind": "list", "each": "text"}
    forms: dict[str, Any] = {}
    if len(tables) == len(values) and all(entries.keys() >= tables[0].keys() for entries in tables):
        forms = {key: _shared_form([entries[key] for entries in tables]) for key in tables[0]}
    elif len({len(items) for items in lists}) == 1 and len(lists) == len(values):
        forms = {f"value_{n}": _shared_form(each) for n, each in enumerate(zip(*lists, strict=True), 1)}
    if not all(forms.values()):
        return None
    return [{name: form} for name, form in forms.items()] if lists else forms

"""Assignment + reference -> Key, on the instructor's machine: the key holds numbers and texts, and no code.

For every case `grader.authoring.answers` computes the right answer in float64, its tolerance, and the answer of every
known mistake. This module adds what is asked: arguments, titles and points.
"""

from __future__ import annotations

import ast
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import jax
import numpy as np

from grader.authoring.answers.agreement import check_right_answers, check_second_opinion, require_passing
from grader.authoring.answers.case_functions import refusal
from grader.authoring.answers.mistake_answers import (
    check_credit,
    known_mistakes,
    known_pairs,
    relations,
    wrong_forms,
)
from grader.authoring.answers.right_answers import right_answer
from grader.authoring.answers.solution import SolutionValues, run_reading, run_solutions
from grader.authoring.answers.wrong_files import with_written
from grader.authoring.cache import Cache
from grader.authoring.cached_questions import CachedQuestions
from grader.authoring.case_arguments.arguments import COST_PARAMETERS, names_of
from grader.authoring.case_arguments.typed import TableArgument, in_words, typed
from grader.authoring.derived.derive import Derived, derive
from grader.authoring.derived.runs import Workshop
from grader.authoring.facts.assignment import Assignment, BadAssignment
from grader.authoring.facts.case_spec import SOLUTION, CaseSpec
from grader.authoring.facts.check_files import read_check_files
from grader.authoring.facts.question_spec import QuestionSpec
from grader.authoring.handout import read_stubs, text_above
from grader.authoring.reading.mistake_words import with_author_words
from grader.base.text import did_you_mean
from grader.base.version import version
from grader.model.key import Case, Key, Question, Reading
from grader.model.result_form import FORM
from grader.sandbox.cache.warming import shared_base, warmed
from reference.mistakes import METHODS

Ahead = Callable[[Key], object]  # what may begin with right answers, before mistakes are derived


def compile_key(
    assignment: Assignment,
    cache: Cache | None = None,
    progress: Callable[[str], None] = lambda text: None,
    ahead: Ahead = lambda key: None,
    *,
    thorough: bool = False,
) -> Key:
    """The instructor's key. Raises BadAssignment for a case that cannot be judged, with the reason and a way out.

    A thorough key has derived mistakes also where a bank is: about as many seconds again, and a better key.
    """
    jax.config.update("jax_enable_x64", True)
    return _key(assignment, _questions(assignment, cache or Cache(), progress, ahead, thorough))


def _key(assignment: Assignment, questions: Sequence[Question]) -> Key:
    """The key of these questions."""
    return Key(
        assignment=assignment.name,
        title=assignment.title,
        audience="instructor",
        questions=tuple(questions),
        structural=(*wrong_forms(questions), *relations(questions)),
        options={**assignment.gradescope.model_dump(), "hints": assignment.hints},
        made_with=_versions(),
        modules=assignment.modules,
        files=assignment.student_data,
        checks=assignment.checks,
    )


def _versions() -> dict[str, str]:
    """What a key is made with."""
    python = platform.python_version()
    return {"grader": version(), "python": python, "jax": jax.__version__, "numpy": np.__version__}


def _questions(
    assignment: Assignment, cache: Cache, progress: Callable[[str], None], ahead: Ahead, thorough: bool
) -> Sequence[Question]:
    """Its questions with their known and their derived mistakes, in the words of its author where these are written."""
    stub_of = read_stubs(assignment.master)
    stubs = {q.name: "\n".join(stub_of[name] for name in q.names if name in stub_of) for q in assignment.question}
    cached = CachedQuestions(assignment, stubs, cache, thorough)
    missing = [spec for spec in assignment.question if spec.name not in cached.questions]
    compiled = _compiled(missing, assignment, stubs, progress)
    answered = cached.questions | {question.name: question for question in compiled}
    ahead(key := _key(assignment, [answered[spec.name] for spec in assignment.question]))
    workshop = Workshop(assignment, cache, warmed(shared_base(key)))
    by_solution = {spec.name for spec in assignment.question if spec.by_solution}
    without_bank = {q.name for q in compiled if q.name in by_solution and all(m.staff_only for m in q.mistakes)}
    to_derive = {q.name: q for q in compiled if thorough or q.name in without_bank}
    derived = derive(workshop, to_derive, progress)
    cached.add(_with_derived(q, derived.get(q.name, Derived())) for q in compiled)
    questions = with_author_words(assignment.folder, [cached.questions[spec.name] for spec in assignment.question])
    return [replace(q, asks=text_above(assignment.master, q.function)) if q.is_by_hand else q for q in questions]


def _with_derived(question: Question, derived: Derived) -> Question:
    return replace(question, mistakes=(*question.mistakes, *derived.mistakes), two_at_once=derived.two_at_once)


def _compiled(
    specs: Sequence[QuestionSpec], assignment: Assignment, stubs: Mapping[str, str], progress: Callable[[str], None]
) -> list[Question]:
    """Their questions. Raises BadAssignment with the faults of all of them: an author reads them at once."""
    values = run_solutions(assignment, _by_solution(specs), progress)
    questions, faults = list[Question](), list[str]()
    for number, spec in enumerate(specs, 1):
        progress(f"compiling {spec.name}: {number} of {len(specs)}")
        try:
            questions.append(compile_question(spec, assignment, stubs[spec.name], values))
        except BadAssignment as fault:
            faults.append(str(fault))
    if faults:
        raise BadAssignment("\n".join(faults))
    return questions


def compile_question(
    spec: QuestionSpec, assignment: Assignment, stub: str = "", values: SolutionValues | None = None
) -> Question:
    """One question of the key; `values` are what its solution returned, if that ran. Raises BadAssignment."""
    if spec.mistakes and spec.bank not in METHODS:
        meant = did_you_mean(spec.bank, METHODS)
        raise refusal(spec, f"there is no bank of mistakes {spec.bank!r}.{meant}")
    _check_parameters(spec, stub)
    cases = _cases(spec)
    values = run_solutions(assignment, _by_solution([spec])) if values is None else values
    first, *others = (_reading(spec, name, assignment, cases, values) for name in spec.readings)
    credit = {**assignment.credit, **spec.credit}
    question = replace(
        _what_is_asked(spec),
        cases=tuple(_with_answers(cases, first)),
        mistakes=first.mistakes,
        pairs=first.pairs,
        credit=credit,
        stub=stub,
        reading=first.name,
        others=tuple(others),
        packages=assignment.packages,
        unchanged=spec.unchanged,
    )
    question = with_written(assignment, spec, question)
    check_credit(credit, question.mistakes, spec)
    _require_judged(spec, assignment, question, values)
    return question


def _what_is_asked(spec: QuestionSpec) -> Question:
    """The question as its author wrote it, without cases and answers."""
    return Question(
        name=spec.name,
        title=spec.title,
        returns=FORM if spec.form else spec.returns,
        points=spec.points,
        function=spec.function,
        parameters=spec.parameters,
        calls=spec.calls,
        cases=(),
        group=spec.group,
        form=spec.form,
        driver=spec.driver.reference if spec.driver else "",
        defines=spec.names if spec.driver else (),
        check=spec.check,
        runs=spec.runs,
        error_rate=spec.error_rate if spec.runs else 0.0,
    )


def _require_judged(spec: QuestionSpec, assignment: Assignment, question: Question, values: SolutionValues) -> None:
    """Raise BadAssignment where a check, the judge or a second method does not take the solution's answers."""
    if spec.check:
        require_passing(spec, question, values, read_check_files(assignment.folder, [spec.check]))
    else:
        check_right_answers(spec, question)
        check_second_opinion(spec, assignment, question)


def _check_parameters(spec: QuestionSpec, stub: str) -> None:
    """Raise BadAssignment where the handout's function has other parameters: whoever keeps them would be corrected."""
    for node in ast.parse(stub).body if spec.calls and not spec.driver else ():
        if not isinstance(node, ast.FunctionDef) or node.name != spec.function or node.args.vararg or node.args.kwarg:
            continue
        names = names_of(node.args)
        missing = [name for name in spec.parameters if name not in names]
        if missing or [name for name in names if name in spec.parameters] != list(spec.parameters):
            what = f"Missing there: {', '.join(missing)}." if missing else "There they stand in another order."
            raise refusal(
                spec,
                f"the master defines {spec.function}({', '.join(names)}), and the signature is {spec.signature!r}. "
                f"Students keep the master's parameters: write the same in both. {what}",
            )


def _by_solution(questions: Sequence[QuestionSpec]) -> list[tuple[QuestionSpec, list[Case]]]:
    return [(spec, _cases(spec)) for spec in questions if spec.by_solution]


def _cases(spec: QuestionSpec) -> list[Case]:
    """The cases without right answers, the hidden ones last."""
    share = spec.points / sum(case.weight for case in spec.case)
    cases = [
        Case(
            id=spec.case_id(number),
            title=case.title or case.statement or (spec.title if spec.is_written else _title(spec, case)),
            hidden=case.hidden or (spec.is_written and not spec.is_by_hand),
            points=share * case.weight,
            arguments={} if spec.is_written else _arguments(spec, case),
            item=case.item,
            because=case.because,
            seed=case.random_seed,
            options=tuple(case.written.get("options", ())) if spec.is_written else (),
            for_check={name: typed(value, name) for name, value in case.for_check.items()},
            raises=case.raises,
        )
        for number, case in enumerate(spec.case, 1)
    ]
    return sorted(cases, key=lambda case: case.hidden)


def _arguments(spec: QuestionSpec, case: CaseSpec) -> dict[str, Any]:
    """The arguments in the signature's order; a cost or a gradient is described as in `grader.model.request`."""
    name, parameters, formula = case.cost
    description = {"parameters": parameters, **({"formula": formula} if formula else {})}
    of_cost = {"g": {"function": name, **description}, "gradient": {"gradient_of": name, **description}}
    arguments = {**(of_cost if case.on else {}), **spec.arguments_of(case)}
    return {parameter: arguments[parameter] for parameter in spec.parameters if parameter in arguments}


def _title(spec: QuestionSpec, case: CaseSpec) -> str:
    on = [f"g = {case.cost[0]}"] if case.on and set(COST_PARAMETERS) & set(spec.parameters) else []
    written = case.written
    of_files = {name: value for name, value in written.items() if isinstance(value, TableArgument)}
    arguments = written if spec.by_solution else {**case.arguments, **of_files}
    seed = [] if case.random_seed is None else [f"np.random.seed({case.random_seed})"]
    return ", ".join(on + [f"{name} = {in_words(value)}" for name, value in arguments.items()] + seed)


def _reading(
    spec: QuestionSpec, name: str, assignment: Assignment, cases: Sequence[Case], values: SolutionValues
) -> Reading:
    """The right answers and the known mistakes under one reading, with the arguments that the method gets by it.

    `values` are what the solution returned; another file that is a reading is run here.
    """
    if (file := spec.accept.get(name, SOLUTION)) != SOLUTION:
        values = run_reading(assignment, spec, cases, file)
    spec = spec.under_reading(name)
    right = {case.id: right_answer(spec, spec.case_number(case.id), values.get(case.id, ())) for case in cases}
    expected = {case_id: each.answer for case_id, each in right.items()}
    reading = Reading(name, expected, {case_id: each.tolerance for case_id, each in right.items()})
    answered = _with_answers(cases, reading)
    mistakes = tuple(known_mistakes(spec, answered))
    return replace(reading, mistakes=mistakes, pairs=known_pairs(spec, answered, mistakes))


def _with_answers(cases: Sequence[Case], reading: Reading) -> list[Case]:
    return [replace(c, expected=reading.expected[c.id] or None, tolerance=reading.tolerance[c.id]) for c in cases]

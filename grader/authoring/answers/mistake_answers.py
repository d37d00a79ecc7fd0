"""What the known mistakes answer to a question's cases, and which mistakes a question can see at all.

Mistakes come from `reference.mistakes`: a bank for each method, mistakes of recording for all runs, and wrong forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from grader.authoring.answers import case_functions
from grader.authoring.answers.answer_forms import has_right_costs_alone, requested, run_of, to_wrong_answer
from grader.authoring.answers.case_functions import refusal, refusing
from grader.authoring.answers.tolerances import first_non_smooth_row
from grader.authoring.case_arguments.arguments import MAX_ITS
from grader.authoring.facts.question_spec import QuestionSpec
from grader.base.text import did_you_mean
from grader.judging.diagnosis.relations import RELATIONS
from grader.judging.history_slips import SLIPS
from grader.model import key
from grader.model.result_form import Part, holds_history, is_run, leaves
from grader.model.student_key import PAIR_ROWS
from reference import mistakes as banks
from reference.mistakes import METHODS, Mistake, Problem

Answers = dict[str, dict[str, Any]]  # by the case's id
LEAST_STEPS, MAX_STEPS = 3, 50  # of a run that tells two mistakes at once: who takes one step may do so by accident
CLEAR = 10  # tolerances by which a pair is apart from what it must differ from


def known_mistakes(question: QuestionSpec, cases: Sequence[key.Case]) -> Iterator[key.Mistake]:
    """The mistakes of the question's bank with their answers to the cases; none where there is no such bank."""
    if question.bank not in METHODS:
        return
    problems = [_problem(question, case) for case in cases]
    for mistake in _possible(question):
        with refusing(question, f"the known mistake {mistake.id!r}", *question.case):
            results = list(map(mistake.answer, problems))
        given = zip(cases, problems, results, strict=True)
        if seen := [case for case, problem, result in given if _is_seen(question, case, problem, result)]:
            answers = _answers(question, cases, results, mistake.whole)
            until, by_hidden = _last_rows(question, cases, results), all(case.hidden for case in seen)
            words = mistake.id, mistake.name, mistake.hint
            yield key.Mistake(*words, answers, mistake.whole, until, staff_only=by_hidden)


def _is_seen(question: QuestionSpec, case: key.Case, problem: Problem, result: Any) -> bool:
    """Whether the answer to the case shows the mistake: right costs of wrong points do not."""
    if question.returns != "costs" or not isinstance(result, tuple):
        return True
    return not has_right_costs_alone(problem.cost, result, next(iter(case.right.values())))


def known_pairs(question: QuestionSpec, cases: Sequence[key.Case], mistakes: Sequence[key.Mistake]) -> key.MistakePairs:
    """Two of these mistakes at once, where visible cases soon tell them from the right answer and from either alone."""
    if question.bank not in METHODS or not is_run(_form(question)):
        return key.MistakePairs()
    name = next(leaves(_form(question))).path
    known = {m.id: {case: answer[name] for case, answer in m.answers.items()} for m in mistakes}
    right = {case.id: case.right[name] for case in cases}
    visible = [case for case in cases if not case.hidden and len(right[case.id]) > LEAST_STEPS]
    problems = [_problem(question, case) for case in cases]
    problems, found = [replace(problem, steps=min(problem.steps, MAX_STEPS)) for problem in problems], {}
    for pair in banks.pairs(question.bank):
        members = [known[each] for each in pair.id.split("+") if each in known]
        if len(members) == 2:
            runs = _runs_of_pair(question, cases, pair, problems, name)
            if _is_soon_told(runs, (right, *members), visible, name):
                found[pair.id] = runs
    stacked = {case.id: np.stack([runs[case.id] for runs in found.values()]) for case in cases if found}
    return key.MistakePairs(tuple(found), stacked)


def _runs_of_pair(
    question: QuestionSpec, cases: Sequence[key.Case], pair: Mistake, problems: Sequence[Problem], name: str
) -> dict[str, np.ndarray]:
    """By case the first steps of the run in single precision, with nan after a kink of the cost."""
    with refusing(question, f"the known mistakes {pair.id!r}", *question.case):
        results = list(map(pair.answer, problems))
    with np.errstate(over="ignore"):  # a run that blows up
        answers = _answers(question, cases, results, whole=False)
        runs = {case: answer[name].astype(np.float32) for case, answer in answers.items()}
    for case, kink in _last_rows(question, cases, results).items():
        runs[case][kink + 1 :] = np.nan
    return runs


def _is_soon_told(
    runs: Mapping[str, np.ndarray], others: Iterable[Mapping[str, np.ndarray]], cases: Sequence[key.Case], name: str
) -> bool:
    """Whether the first rows are finite, and in some case clearly apart from those of each other run."""
    is_calm = all(np.isfinite(runs[case.id][:PAIR_ROWS]).all() for case in cases)
    return is_calm and all(any(_are_apart(c, name, runs[c.id], other[c.id]) for c in cases) for other in others)


def _are_apart(case: key.Case, name: str, one: np.ndarray, other: np.ndarray) -> bool:
    rows = min(len(case.tolerance[name]), len(one), len(other), PAIR_ROWS)
    with np.errstate(invalid="ignore"):  # inf - inf, which speaks for nothing
        gaps = np.abs(one[:rows] - other[:rows]).reshape(rows, -1).max(axis=1)
    return bool((gaps > CLEAR * np.asarray(case.tolerance[name])[:rows]).any())


def _possible(question: QuestionSpec) -> Sequence[Mistake]:
    """The bank without what the question excludes. Raises BadAssignment for a prefix that no mistake has."""
    bank = banks.bank(question.bank)
    for prefix in question.cannot_happen:
        if not any(mistake.id.startswith(prefix) for mistake in bank):
            meant = did_you_mean(prefix, [mistake.id for mistake in bank])
            raise refusal(question, f"cannot_happen: no mistake begins with {prefix!r}.{meant}")
    return [mistake for mistake in bank if not mistake.id.startswith(question.cannot_happen)]


def _problem(question: QuestionSpec, case: key.Case) -> Problem:
    """The case as the bank takes it."""
    spec = question.case_of(case.id)
    return Problem(
        cost=case_functions.numpy_cost(spec),
        gradient=case_functions.gradient(spec),
        arguments=case_functions.array_arguments(spec),
        steps=spec.arguments.get(MAX_ITS, 0),
        hessian=case_functions.hessian(spec) if question.returns == "label" else None,
    )


def _form(question: QuestionSpec) -> Part:
    assert question.form is not None, f"{question.name}: a bank of mistakes is for results that have a form"
    return question.form


def _answers(question: QuestionSpec, cases: Sequence[key.Case], results: Sequence[Any], whole: bool) -> Answers:
    """By case the answers of a mistake of which these are the results."""
    form = _form(question)
    answers = [to_wrong_answer(form, requested(form, result)) for result in results]
    pairs = zip(cases, answers, strict=True)
    return {case.id: run_of(answer, case, whole=whole) if is_run(form) else answer for case, answer in pairs}


def _last_rows(question: QuestionSpec, cases: Sequence[key.Case], results: Sequence[Any]) -> dict[str, int]:
    """By case, the row at which a mistake's run meets a point where the cost is not smooth."""
    if not is_run(_form(question)):
        return {}
    points = ((case.id, np.asarray(result[0])) for case, result in zip(cases, results, strict=True))
    rows = ((c, first_non_smooth_row(case_functions.numpy_cost(question.case_of(c)), w)) for c, w in points)
    return {c: row for c, row in rows if row is not None}


def double_mistakes(
    question: QuestionSpec, cases: Sequence[key.Case]
) -> Iterator[tuple[tuple[str, str], Callable[[], Answers]]]:
    """Pairs of mistakes that are not in the bank: each wrong rule, going up the slope.

    Yields the ids of both, and a function that computes their answers.
    """
    problems = [_problem(question, case) for case in cases]
    uphill = [replace(p, gradient=partial(_negative, p.gradient)) for p in problems]
    for mistake in _possible(question) if question.bank in METHODS and question.case[0].on else ():
        if not mistake.whole:
            yield (mistake.id, f"{question.bank}.ascent"), partial(_of_double, question, cases, mistake, uphill)


def _negative(gradient: Callable[[Any], Any], w: Any) -> Any:
    return -gradient(w)


def _of_double(
    question: QuestionSpec, cases: Sequence[key.Case], mistake: Mistake, problems: Sequence[Problem]
) -> Answers:
    return _answers(question, cases, list(map(mistake.answer, problems)), mistake.whole)


def wrong_forms(questions: Sequence[key.Question]) -> Iterator[key.Mistake]:
    """What the judge recognises without any numbers of a mistake: wrong forms of a run, slips in any history."""
    if any(question.is_run for question in questions):
        yield from (key.Mistake(form.id, form.name, form.hint) for form in banks.structural())
    if any(q.form is not None and holds_history(q.form) for q in questions):
        yield from (key.Mistake(slip.id, slip.name, slip.hint) for slip in SLIPS)


def relations(questions: Sequence[key.Question]) -> Iterator[key.Mistake]:
    """How wrong numbers may relate to the right ones, where a question has numbers."""
    if any(q.cases and not q.is_written and not q.check for q in questions):
        yield from (key.Mistake(*relation) for relation in RELATIONS)


def check_credit(credit: dict[str, float], mistakes: Sequence[key.Mistake], question: QuestionSpec) -> None:
    """Raise BadAssignment where the credit table names no mistake that this question can see."""
    ids = {mistake.id for mistake in mistakes} | {form.id for form in banks.structural()}
    ids |= {slip.id for slip in SLIPS} | {relation.id for relation in RELATIONS}
    allowed = ids | {mistake_id.split(".")[0] for mistake_id in ids}
    if not question.check:
        allowed.add(question.name)  # of the mistakes that are derived later
    for mistake_id, part in credit.items():
        if mistake_id not in allowed:
            of_file = mistake_id not in question.credit
            advice = " Credit that is for one question stands in [question.credit]." if of_file else ""
            meant = did_you_mean(mistake_id, allowed)
            raise refusal(question, f"credit for an unknown mistake {mistake_id!r}.{meant}{advice}")
        if not 0 <= part <= 1:
            raise refusal(question, f"credit for {mistake_id!r} is {part}, not 0 to 1.")

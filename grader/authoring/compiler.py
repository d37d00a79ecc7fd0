"""Assignment + reference -> Key: the only part of the grader that holds a solution, on the instructor's machine alone.

For every case the reference answers in float64, `grader.authoring.tolerances` finds the tolerance, and every known
mistake of the method answers too. What is written down is numbers.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from grader.authoring import assignment as source
from grader.authoring import tolerances as earn
from grader.authoring.answers import as_returned, asked_for, named, shortened, spoils_weights_alone, wrong
from grader.authoring.assignment import Assignment, BadAssignment, cost_of
from grader.authoring.handout import read_master, stubs
from grader.authoring.method_errors import words
from grader.authoring.non_smooth_points import first_kink
from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.judging.messages.case_messages import case_message
from grader.judging.verdicts import judge_case
from grader.model import costs, key
from grader.model.key_checks import STEPPED, form_fault
from grader.model.transcript import Returned
from reference.descend import descend, descend_batch
from reference.mistakes import METHODS, Mistake, Problem, bank, bookkeeping, cost_forms, cost_history, structural


def compile(assignment: Assignment) -> key.Key:
    """The instructor's key. Raises BadAssignment for a case that cannot be judged, with the reason and a way out."""
    jax.config.update("jax_enable_x64", True)
    notebook = assignment.folder / assignment.notebook
    handed_out = stubs(read_master(notebook)) if notebook.exists() else {}
    questions = tuple(question(q, assignment, handed_out.get(q.function, "")) for q in assignment.question)
    return key.Key(
        assignment=assignment.name,
        title=assignment.title,
        audience="instructor",
        questions=questions,
        bookkeeping=tuple(records(questions)),
        structural=tuple(forms(questions)),
        options=assignment.gradescope.model_dump(),
        made_with={"python": platform.python_version(), "jax": jax.__version__, "numpy": np.__version__},
    )


def question(question: source.Question, assignment: Assignment, stub: str = "") -> key.Question:
    """One question of the key. Raises BadAssignment."""
    share = question.points / sum(case.weight for case in question.case)
    asked = [_case(question, case, number, share) for number, case in enumerate(question.case, 1)]
    asked.sort(key=lambda case: case.hidden)
    if question.mistakes and question.bank not in METHODS:
        meant = did_you_mean(question.bank, METHODS)
        raise _refused(question, f"there is no bank of mistakes {question.bank!r}.{meant}")
    first, *others = (_reading(question.as_read(name), name, asked) for name in question.readings)
    compiled = key.Question(
        name=question.name,
        title=question.title,
        returns=question.returns,
        points=question.points,
        function=question.function,
        parameters=question.parameters,
        calls=question.calls,
        cases=tuple(_answered(asked, first)),
        mistakes=first.mistakes,
        credit=_credit({**assignment.credit, **question.credit}, first.mistakes, question),
        stub=stub,
        group=question.group,
        reading=first.name,
        others=tuple(others),
    )
    _read_back(question, compiled)
    return compiled


def _read_back(question: source.Question, compiled: key.Question) -> None:
    """Raises BadAssignment unless the judge finds every expected answer right, read as a student's answer is."""
    for reading in compiled.readings:
        for case in reading.cases:
            found = judge_case(reading, case, Returned(as_returned(reading, case, case.expected or {}, False)))
            if not found.right:
                raise _refused(
                    question,
                    f"case {_number(case)}: nobody could be right. Returned by a student, the answer of the method "
                    f"{question.solved_by!r} would be judged like this: {case_message(reading, case, found)} "
                    "Choose the `returns` that fits the method.",
                )


def _case(question: source.Question, case: source.Case, number: int, share: float) -> key.Case:
    """What is asked, without what is right."""
    return key.Case(
        id=f"{question.name}.{number}",
        title=case.title or case.statement or _title(question, case),
        hidden=case.hidden or question.returns == "truth",
        points=share * case.weight,
        arguments=_asked(question, case),
        item=case.item,
        because=case.because,
    )


def _reading(question: source.Question, name: str, asked: Sequence[key.Case]) -> key.Reading:
    """What is right by one reading, which the question's cases ask the method for, and what its mistakes answer."""
    right = {case.id: _right(question, _number(case)) for case in asked}
    reading = key.Reading(name, {c: a for c, (a, _) in right.items()}, {c: t for c, (_, t) in right.items()})
    known = _mistakes(question, _answered(asked, reading)) if question.bank in METHODS else ()
    return replace(reading, mistakes=tuple(known))


def _answered(asked: Sequence[key.Case], reading: key.Reading) -> list[key.Case]:
    return [replace(c, expected=reading.expected[c.id], tolerance=reading.tolerance[c.id]) for c in asked]


def _number(case: key.Case) -> int:
    """Which case of assignment.toml it is, from 1."""
    return int(case.id.rsplit(".", 1)[1])


def _right(question: source.Question, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    case = question.case[number - 1]
    if question.returns == "truth":
        return {"truth": case.truth}, {}
    with _refusing(question, f"case {number}", case):
        return _judged(question, case)


class _Unfit(UserError):
    """A case that does not fit its method."""


@contextlib.contextmanager
def _refusing(question: source.Question, what: str, *cases: source.Case) -> Iterator[None]:
    """Turn whatever a method or a known mistake raises into a BadAssignment that names the question and `what`."""
    try:
        yield
    except BadAssignment:
        raise
    except UserError as reason:
        raise _refused(question, f"{what}: {reason}") from None
    except Exception as error:
        whole = ", ".join(sorted({name for case in cases for name in case.whole_numbers}))
        note = f" Whole numbers arrive as floats, but for max_its: here {whole}." if whole else ""
        raise _refused(question, f"{what}: {words(error)}.{note}") from error


def _asked(question: source.Question, case: source.Case) -> dict[str, Any]:
    """The arguments as `grader.model.request.Ask` describes them, in the signature's order."""
    name, parameters, formula = cost_of(case)
    rest = {"parameters": parameters, **({"formula": formula} if formula else {})}
    special = {"g": {"cost": name, **rest}, "gradient": {"gradient_of": name, **rest}}
    given = {**special, **case.arguments} if case.on else case.arguments
    return {parameter: given[parameter] for parameter in question.parameters if parameter in given}


def _title(question: source.Question, case: source.Case) -> str:
    on = [f"g = {cost_of(case)[0]}"] if {"g", "gradient"} & set(question.parameters) else []
    return ", ".join(on + [f"{name} = {json.dumps(value)}" for name, value in case.arguments.items()])


# ── the right answer, and how far from it honest work may be


def _judged(question: source.Question, case: source.Case) -> tuple[dict[str, Any], dict[str, Any]]:
    """The right answer to a case and its tolerances: for a run, of the rows up to a kink."""
    method = _method(question)
    stepped_method = hasattr(method, "step")
    if stepped_method and question.returns not in STEPPED:
        raise _Unfit(
            f"returns = {question.returns!r}, and the method {question.solved_by!r} gives a run of steps. Use "
            "returns = 'histories' or 'costs', or a method that solves in one call."
        )
    answer, runs = (_stepped if stepped_method else _solved)(method, question.returns, case)
    if fault := form_fault(question.returns, answer):
        raise _Unfit(
            f"returns = {question.returns!r}, and what the method {question.solved_by!r} gives is none: {fault}. "
            "Choose the `returns` that fits."
        )
    if question.returns == "label":
        return answer, {}
    stepped = question.returns in STEPPED
    asked = slice(0, _rows_judged(case, answer["weights"])) if stepped else ...
    right = {name: value[asked] for name, value in answer.items()}
    if case.tolerance is not None:
        tolerance = {n: np.full(v.shape[:1] if stepped else (), case.tolerance) for n, v in right.items()}
    else:
        tolerance = earn.tolerances(right, [{n: v[asked] for n, v in r.items()} for r in runs], steps=stepped)
    return answer, asked_for(question.returns, tolerance)


def _rows_judged(case: source.Case, weights: np.ndarray) -> int:
    """All rows that were asked for (the one beyond is for naming mistakes), or those up to a kink, it included."""
    kink = _until(case, weights)
    if kink == 0:
        raise _Unfit("its start lies on a kink of the cost, where the gradient is not unique. Use another start.")
    return min(len(weights) - 1, len(weights) if kink is None else kink + 1)


def _until(case: source.Case, weights: np.ndarray) -> int | None:
    """The row at which a run lands on a kink of the case's cost."""
    return first_kink(_in_numpy(case), weights)


def _method(question: source.Question) -> ModuleType:
    try:
        return import_module(f"reference.{question.solved_by}")
    except ModuleNotFoundError:
        meant = did_you_mean(question.solved_by, METHODS)
        raise _refused(question, f"there is no method {question.solved_by!r} in reference/.{meant}") from None


def _stepped(method: ModuleType, returns: str, case: source.Case) -> tuple[dict, list[dict]]:
    """An iterative method's run of one step more than asked for, and its honest variants."""
    rng = np.random.default_rng(0)
    given = _arrays(case)
    missing = [name for name in ("w", "max_its") if name not in given] + ["on (the cost g)"] * (not case.on)
    if missing:
        lacks = " and ".join(missing)
        raise _Unfit(f"the method {_name(method)!r} runs in steps, and the case does not give it {lacks}.")
    w, steps, cost = np.asarray(given.pop("w")), given.pop("max_its") + 1, _cost(*_hashable(case))
    _fits(method, given)
    words = {name: value for name, value in given.items() if isinstance(value, (str, bool))}
    numbers = {name: value for name, value in given.items() if name not in words}
    batch = (1 + earn.RUNS,)
    runs = descend_batch(
        method,  # type: ignore[arg-type]
        cost,
        w * earn.factors(rng, batch + w.shape, 2 * earn.UNIT),
        steps,
        jitter=earn.factors(rng, (*batch, steps, 2, *w.shape), 2 * earn.UNIT),
        **{name: value * earn.factors(rng, batch, earn.UNIT) for name, value in numbers.items()},
        **words,
    )
    single = descend(method, cost, w.astype(np.float32), steps, **given)  # type: ignore[arg-type]
    weights, paid = np.asarray(runs.weights), np.asarray(runs.costs)
    honest = [(weights[i], paid[i]) for i in range(1, len(weights))] + [tuple(map(np.asarray, single))]
    return named(returns, (weights[0], paid[0])), [named(returns, run) for run in honest]


def _name(method: ModuleType) -> str:
    return method.__name__.rsplit(".", 1)[1]


def _fits(method: ModuleType, given: Mapping[str, Any]) -> None:
    """Raises _Unfit unless the arguments are the method's own parameters."""
    step = inspect.signature(method.step).parameters.values()
    own = {p.name: p for p in step if p.kind is p.KEYWORD_ONLY}
    name = _name(method)
    for unknown in set(given) - set(own):
        raise _Unfit(
            f"the method {name!r} has no parameter {unknown!r}.{did_you_mean(unknown, own)} Name an argument that is "
            "meant for students alone in `not_of_method`, and say with `accept` what it means."
        )
    for missing in [name for name, p in own.items() if name not in given and p.default is p.empty]:
        raise _Unfit(f"the method {name!r} needs its parameter {missing!r}. Give it, or say with `accept` what it is.")


def _solved(method: ModuleType, returns: str, case: source.Case) -> tuple[dict, list[dict]]:
    """The answer of a method that is no loop of steps, and the answers to the same question slightly perturbed."""
    if not hasattr(method, "solve"):
        raise _Unfit(f"reference/{_name(method)}.py has neither `step` nor `solve`, and so is no method.")
    given, cost, rng = _arrays(case), _cost(*_hashable(case)) if case.on else None, np.random.default_rng(0)
    if "max_its" in given and returns in STEPPED:
        given["max_its"] += 1

    def answer(arguments: Mapping[str, Any]) -> dict[str, Any]:
        wanted = inspect.signature(method.solve).parameters
        everything = {**arguments, **({} if cost is None else {"g": cost, "cost": cost})}
        for name, parameter in wanted.items():
            if name not in everything and parameter.default is parameter.empty:
                raise _Unfit(f"the method {_name(method)!r} needs {name!r}, which the case does not give.")
        return named(returns, method.solve(**{name: everything[name] for name in wanted if name in everything}))

    variants = [] if returns in ("label", "points", "number") else [earn.perturbed(given, rng) for _ in range(4)]
    if variants:
        variants.append({n: v.astype(np.float32) if isinstance(v, np.ndarray) else v for n, v in given.items()})
    right = answer(given)
    if returns in STEPPED:  # one method alone: a sweep more than asked for, of which one row is kept
        excess = len(right["costs"]) - _updates(given) - 2
        return _cut(right, excess), [_cut(answer(variant), excess) for variant in variants]
    return right, [answer(variant) for variant in variants] or [right]


def _updates(given: Mapping[str, Any]) -> int:
    """How many rows a run of coordinate updates has after w^0: one per coordinate and sweep."""
    return (given["max_its"] - 1) * np.size(given["w"])


def _cut(run: dict[str, Any], excess: int) -> dict[str, Any]:
    return {name: value[: len(value) - excess] for name, value in run.items()}


def _arrays(case: source.Case) -> dict[str, Any]:
    """The arguments as the reference takes them: lists as float64 arrays."""
    return {n: np.array(v, dtype=float) if isinstance(v, list) else v for n, v in case.arguments.items()}


def _hashable(case: source.Case) -> tuple[str, str, str]:
    name, parameters, formula = cost_of(case)
    return name, json.dumps(parameters, sort_keys=True), formula


@cache
def _cost(name: str, parameters: str, formula: str) -> costs.Cost:
    """One cost object for each name and parameters: the compiled loops are kept by the cost's identity."""
    return costs.named(name, jnp, json.loads(parameters), formula)  # type: ignore[arg-type]


@cache
def _gradient(*cost: str) -> Callable[[Any], Any]:
    compiled = jax.jit(jax.grad(_cost(*cost)))
    return lambda w: np.asarray(compiled(np.asarray(w, dtype=float)))[()]


# ── the known mistakes on the same cases


def _mistakes(question: source.Question, cases: Iterable[key.Case]) -> Iterable[key.Mistake]:
    ordered = list(cases)  # in the order in which they are called: some mistakes remember the call before
    facts = {case.id: question.case[_number(case) - 1] for case in ordered}
    problems = [_problem(question, facts[case.id]) for case in ordered]
    for mistake in _possible(question):
        with _refusing(question, f"the known mistake {mistake.id!r}", *question.case):
            answers = mistake.answers(problems)
        told = {c.id: wrong(question.returns, a) for c, a in zip(ordered, answers, strict=True)}
        if not mistake.whole:
            told = {c.id: shortened(told[c.id], c) for c in ordered}
        alone = [spoils_weights_alone(p.cost, told[c.id], c) for c, p in zip(ordered, problems, strict=True)]
        if question.returns == "costs" and all(alone):
            continue
        kinks = {c: _until(facts[c], a["weights"]) for c, a in told.items() if "weights" in a}
        until = {c: row for c, row in kinks.items() if row is not None}
        told = {c: asked_for(question.returns, a) for c, a in told.items()}
        yield key.Mistake(mistake.id, mistake.name, mistake.hint, told, mistake.whole, until)


def _possible(question: source.Question) -> Sequence[Mistake]:
    """The bank without what cannot happen here. Raises BadAssignment for a beginning that no mistake has."""
    mistakes = bank(question.bank)
    for start in question.cannot_happen:
        if not any(mistake.id.startswith(start) for mistake in mistakes):
            meant = did_you_mean(start, [mistake.id for mistake in mistakes])
            raise _refused(question, f"cannot_happen: no mistake begins with {start!r}.{meant}")
    return [mistake for mistake in mistakes if not mistake.id.startswith(question.cannot_happen)]


GRADIENTS: dict[str, Callable[[Any], Any]] = {
    "ascent": lambda g: -g,
    "difference_not_halved": lambda g: 2 * g,
    "difference_halved": lambda g: g / 2,
    "clipped_gradient": lambda g: np.clip(g, -1, 1),
}


def doubles(
    question: source.Question, cases: Sequence[key.Case]
) -> Iterator[tuple[tuple[str, str], Callable[[], dict[str, Any]]]]:
    """Two mistakes at once that are not in the bank: each wrong rule, on a gradient that is wrong too.

    The ids of both, and a function that makes their answers by case.
    """
    problems = [_problem(question, question.case[_number(case) - 1]) for case in cases]
    for mistake in _possible(question) if question.bank in METHODS and question.case[0].on else ():
        for name, change in GRADIENTS.items():
            if not mistake.whole:
                changed = [replace(p, gradient=partial(_changed, change, p.gradient)) for p in problems]
                yield (mistake.id, f"{question.bank}.{name}"), partial(_answers, question, cases, mistake, changed)


def _changed(change: Callable[[Any], Any], gradient: Callable[[Any], Any], w: Any) -> Any:
    return change(gradient(w))


def _answers(
    question: source.Question, cases: Sequence[key.Case], mistake: Mistake, problems: Sequence[Problem]
) -> dict[str, Any]:
    told = zip(cases, (wrong(question.returns, a) for a in mistake.answers(problems)), strict=True)
    return {case.id: asked_for(question.returns, shortened(answer, case)) for case, answer in told}


def _problem(question: source.Question, case: source.Case) -> Problem:
    return Problem(
        cost=_in_numpy(case),
        gradient=_gradient(*_hashable(case)) if case.on else _no_gradient,
        arguments=_arrays(case),
        steps=case.arguments.get("max_its", 0) + 1,
        hessian=_hessian(*_hashable(case)) if question.returns == "label" else None,
    )


def _in_numpy(case: source.Case) -> costs.Cost:
    """The case's cost, or the quadratic that its arguments describe."""
    if case.on:
        name, parameters, formula = cost_of(case)
        return costs.named(name, np, parameters, formula)  # type: ignore[arg-type]
    given = _arrays(case)
    parts = {name: given[name] for name in ("a", "b", "C") if name in given}
    return costs.named("quadratic", np, parts) if len(parts) == 3 else _no_gradient  # type: ignore[arg-type]


def _no_gradient(w: Any) -> Any:
    raise _Unfit(
        "it needs a cost, and this question names none by `on`. Name another bank by `mistakes`, or leave this mistake "
        "out with `cannot_happen`."
    )


@cache
def _hessian(*cost: str) -> Callable[[Any], Any]:
    compiled = jax.jit(jax.hessian(_cost(*cost)))
    return lambda w: np.asarray(compiled(np.asarray(w, dtype=float)))[()]


RECORDS = {"histories": bookkeeping, "costs": cost_history}


def records(questions: Sequence[key.Question]) -> Iterable[key.Bookkeeping]:
    """The mistakes of recording that these questions can see, for their numbers of steps."""
    for returns, kept in RECORDS.items():
        lengths = sorted({case.steps for q in questions if q.returns == returns for case in q.cases})
        for mistake in kept() if lengths else ():
            rows = {str(K): [list(map(int, part)) for part in mistake.rows(K)] for K in lengths}
            yield key.Bookkeeping(mistake.id, mistake.name, mistake.hint, rows)


def forms(questions: Sequence[key.Question]) -> Iterable[key.Mistake]:
    """The wrong forms of an answer, where histories are asked for."""
    known = (*structural(), *cost_forms()) if any(q.returns in RECORDS for q in questions) else ()
    return (key.Mistake(form.id, form.name, form.hint) for form in known)


def _credit(credit: dict[str, float], mistakes: Iterable[key.Mistake], question: source.Question) -> dict[str, float]:
    """The credit table, refused where it names no mistake that this question can see."""
    everything: list[Any] = [*mistakes, *bookkeeping(), *cost_history(), *structural(), *cost_forms()]
    known = {mistake.id for mistake in everything}
    known |= {id.split(".")[0] for id in known}
    for id, part in credit.items():
        if id not in known and id.split(".")[0] != "bookkeeping":
            raise _refused(question, f"credit for an unknown mistake {id!r}.{did_you_mean(id, known)}")
        if not 0 <= part <= 1:
            raise _refused(question, f"credit for {id!r} is {part}, not 0 to 1.")
    return credit


def _refused(question: source.Question, why: str) -> BadAssignment:
    return BadAssignment(f"assignment.toml: question {question.name!r}: {why}")

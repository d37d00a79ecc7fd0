"""Assignment + reference -> Key: the only part of the grader that holds a solution, on the instructor's machine alone.

For every case the reference answers in float64, `grader.earn` finds the tolerance, and every known mistake of the
method answers too. What is written down is numbers.
"""

from __future__ import annotations

import inspect
import json
import platform
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from grader import assignment as source
from grader import costs, earn, key
from grader.assignment import Assignment, BadAssignment, cost_of
from grader.handout import stubs
from grader.words import did_you_mean
from reference.descend import descend, descend_batch
from reference.mistakes import METHODS, Mistake, Problem, bank, bookkeeping, structural

STEPPED = ("histories", "costs")  # what these return has a row per step


def compile(assignment: Assignment) -> key.Key:
    """The instructor's key. Raises BadAssignment for a case that cannot be judged, with the reason and a way out."""
    jax.config.update("jax_enable_x64", True)
    notebook = assignment.folder / assignment.notebook
    handed_out = stubs(json.loads(notebook.read_text(encoding="utf-8"))) if notebook.exists() else {}
    questions = tuple(question(q, assignment, handed_out.get(q.function, "")) for q in assignment.question)
    lengths = sorted({case.steps for q in questions if q.returns in STEPPED for case in q.cases})
    return key.Key(
        assignment=assignment.name,
        title=assignment.title,
        audience="instructor",
        questions=questions,
        bookkeeping=tuple(records(lengths)),
        structural=tuple(key.Mistake(form.id, form.name, form.hint) for form in structural()) if lengths else (),
        options=assignment.gradescope.model_dump(),
        made_with={"python": platform.python_version(), "jax": jax.__version__, "numpy": np.__version__},
    )


def question(question: source.Question, assignment: Assignment, stub: str = "") -> key.Question:
    """One question of the key. Raises BadAssignment."""
    share = question.points / sum(case.weight for case in question.case)
    cases = [_case(question, case, number, share) for number, case in enumerate(question.case, 1)]
    cases.sort(key=lambda case: case.hidden)
    mistakes = tuple(_mistakes(question, cases)) if question.solved_by in METHODS else ()
    return key.Question(
        name=question.name,
        title=question.title,
        returns=question.returns,
        points=question.points,
        function=question.function,
        parameters=question.parameters,
        calls=question.calls,
        cases=tuple(cases),
        mistakes=mistakes,
        credit=_credit({**assignment.credit, **question.credit}, mistakes, question),
        stub=stub,
        group=question.group,
    )


def _case(question: source.Question, case: source.Case, number: int, share: float) -> key.Case:
    concept = question.returns == "truth"
    try:
        expected, tolerance = ({"truth": case.truth}, {}) if concept else _judged(question, case)
    except earn.Unstable as reason:
        raise BadAssignment(f"assignment.toml: question {question.name!r}: case {number}: {reason}") from None
    return key.Case(
        id=f"{question.name}.{number}",
        title=case.title or case.statement or _title(case),
        hidden=case.hidden or concept,
        points=share * case.weight,
        arguments=_asked(question, case),
        expected=expected,
        tolerance=tolerance,
        item=case.item,
        because=case.because,
    )


def _asked(question: source.Question, case: source.Case) -> dict[str, Any]:
    """The arguments as `grader.ask.Ask` describes them, in the signature's order."""
    name, parameters = cost_of(case)
    special = {
        "g": {"cost": name, "parameters": parameters},
        "gradient": {"gradient_of": name, "parameters": parameters},
    }
    given = {**special, **case.arguments} if case.on else case.arguments
    return {parameter: given[parameter] for parameter in question.parameters if parameter in given}


def _title(case: source.Case) -> str:
    on = [f"g = {cost_of(case)[0]}"] if case.on else []
    return ", ".join(on + [f"{name} = {json.dumps(value)}" for name, value in case.arguments.items()])


# ── the right answer, and how far from it honest work may be


def _judged(question: source.Question, case: source.Case) -> tuple[dict[str, Any], dict[str, Any]]:
    """The right answer to a case and its tolerances."""
    method = _method(question)
    answer, runs = (_stepped if hasattr(method, "step") else _solved)(method, question.returns, case)
    if question.returns == "label":
        return answer, {}
    if case.tolerance is not None:
        return answer, {name: np.full(_rows(value, question), case.tolerance) for name, value in answer.items()}
    stepped = question.returns in STEPPED
    asked = slice(0, -1) if stepped else ...  # the row beyond the last is for naming mistakes, not for judging
    right = {name: value[asked] for name, value in answer.items()}
    return answer, earn.tolerances(right, [{n: v[asked] for n, v in r.items()} for r in runs], steps=stepped)


def _rows(value: np.ndarray, question: source.Question) -> tuple[int, ...]:
    return (len(value) - 1,) if question.returns in STEPPED else ()


def _method(question: source.Question) -> ModuleType:
    try:
        return import_module(f"reference.{question.solved_by}")
    except ModuleNotFoundError:
        raise BadAssignment(
            f"assignment.toml: question {question.name!r}: there is no method {question.solved_by!r} in reference/."
            f"{did_you_mean(question.solved_by, METHODS)}"
        ) from None


def _stepped(method: ModuleType, returns: str, case: source.Case) -> tuple[dict, list[dict]]:
    """An iterative method's run of one step more than asked for, and its honest variants."""
    rng = np.random.default_rng(0)
    given = _arrays(case)
    w, steps, cost = np.asarray(given.pop("w")), given.pop("max_its") + 1, _cost(*_hashable(case))
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
    return _named(returns, (weights[0], paid[0])), [_named(returns, run) for run in honest]


def _solved(method: ModuleType, returns: str, case: source.Case) -> tuple[dict, list[dict]]:
    """The answer of a method that is no loop of steps, and the answers to the same question slightly perturbed."""
    given, cost, rng = _arrays(case), _cost(*_hashable(case)) if case.on else None, np.random.default_rng(0)
    if "max_its" in given and returns in STEPPED:
        given["max_its"] += 1

    def answer(arguments: Mapping[str, Any]) -> dict[str, Any]:
        wanted = inspect.signature(method.solve).parameters
        everything = {**arguments, "g": cost, "cost": cost}
        return _named(returns, method.solve(**{name: everything[name] for name in wanted if name in everything}))

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


def _named(returns: str, value: Any) -> dict[str, Any]:
    """What a method returned, as the answer of a key."""
    if returns == "label":
        return {"label": str(value)}
    names = {
        "histories": ("weights", "costs"),
        "costs": ("costs",),
        "minimum": ("w", "cost"),
        "points": ("points",),
    }.get(returns, ("value",))
    if returns == "costs":
        value = value[1:]
    values = value if len(names) > 1 or returns == "costs" else (np.sort(value) if returns == "points" else value,)
    return {name: _float64(v) for name, v in zip(names, values, strict=True)}


def _float64(value: Any) -> np.ndarray:
    """The value in float64; only a mistake's is complex."""
    array = np.asarray(value)
    return array.astype(complex) if array.dtype.kind == "c" and np.any(array.imag) else array.real.astype(float)


def _arrays(case: source.Case) -> dict[str, Any]:
    """The arguments as the reference takes them: lists as float64 arrays."""
    return {n: np.array(v, dtype=float) if isinstance(v, list) else v for n, v in case.arguments.items()}


def _hashable(case: source.Case) -> tuple[str, str]:
    name, parameters = cost_of(case)
    return name, json.dumps(parameters, sort_keys=True)


@cache
def _cost(name: str, parameters: str) -> costs.Cost:
    """One cost object for each name and parameters: the compiled loops are kept by the cost's identity."""
    return costs.named(name, jnp, json.loads(parameters))  # type: ignore[arg-type]


@cache
def _gradient(name: str, parameters: str) -> Callable[[Any], Any]:
    compiled = jax.jit(jax.grad(_cost(name, parameters)))
    return lambda w: np.asarray(compiled(np.asarray(w, dtype=float)))[()]


# ── the known mistakes on the same cases


def _mistakes(question: source.Question, cases: Iterable[key.Case]) -> Iterable[key.Mistake]:
    ordered = list(cases)  # in the order in which they are called: some mistakes remember the call before
    problems = [_problem(question, question.case[int(case.id.rsplit(".", 1)[1]) - 1]) for case in ordered]
    for mistake in bank(question.solved_by):
        answers = mistake.answers(problems)
        told = {c.id: _wrong(question.returns, a) for c, a in zip(ordered, answers, strict=True)}
        if not mistake.whole:
            told = {c.id: _shortened(told[c.id], c) for c in ordered}
        yield key.Mistake(mistake.id, mistake.name, mistake.hint, told, mistake.whole)


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
    problems = [_problem(question, question.case[int(case.id.rsplit(".", 1)[1]) - 1]) for case in cases]
    for mistake in bank(question.solved_by) if question.solved_by in METHODS and question.case[0].on else ():
        for name, change in GRADIENTS.items():
            if not mistake.whole:
                changed = [replace(p, gradient=partial(_changed, change, p.gradient)) for p in problems]
                yield (mistake.id, f"{question.solved_by}.{name}"), partial(_answers, question, cases, mistake, changed)


def _changed(change: Callable[[Any], Any], gradient: Callable[[Any], Any], w: Any) -> Any:
    return change(gradient(w))


def _answers(
    question: source.Question, cases: Sequence[key.Case], mistake: Mistake, problems: Sequence[Problem]
) -> dict[str, Any]:
    return _by_case(question, cases, mistake.answers(problems))


def _by_case(question: source.Question, cases: Sequence[key.Case], answers: Sequence[Any]) -> dict[str, Any]:
    return {c.id: _shortened(_wrong(question.returns, a), c) for c, a in zip(cases, answers, strict=True)}


def _wrong(returns: str, value: Any) -> dict[str, Any]:
    """A mistake's answer; a complex one has no real value to compare and is told as not a number."""
    try:
        with np.errstate(all="ignore"):
            return _named(returns, value)
    except (TypeError, ValueError):
        return {"value": np.array(np.nan)}


def _shortened(answer: dict[str, Any], case: key.Case) -> dict[str, Any]:
    """Runs of coordinate updates come in whole sweeps; as in the right answer, one row beyond the last is enough."""
    if "costs" not in answer or case.expected is None:
        return answer
    rows = len(case.expected["costs"])
    return {name: value[:rows] if len(answer["costs"]) > rows else value for name, value in answer.items()}


def _problem(question: source.Question, case: source.Case) -> Problem:
    name, parameters = _hashable(case)
    return Problem(
        cost=costs.named(name, np, json.loads(parameters)) if case.on else _quadratic(case),  # type: ignore[arg-type]
        gradient=_gradient(name, parameters) if case.on else _no_gradient,
        arguments=_arrays(case),
        steps=case.arguments.get("max_its", 0) + 1,
        hessian=_hessian(name, parameters) if question.returns == "label" else None,
    )


def _quadratic(case: source.Case) -> costs.Cost:
    given = _arrays(case)
    parts = {name: given[name] for name in ("a", "b", "C") if name in given}
    return costs.named("quadratic", np, parts) if len(parts) == 3 else _no_gradient  # type: ignore[arg-type]


def _no_gradient(w: Any) -> Any:
    raise TypeError("this question has no cost")


@cache
def _hessian(name: str, parameters: str) -> Callable[[Any], Any]:
    compiled = jax.jit(jax.hessian(_cost(name, parameters)))
    return lambda w: np.asarray(compiled(np.asarray(w, dtype=float)))[()]


def records(lengths: Collection[int]) -> Iterable[key.Bookkeeping]:
    """The mistakes of recording for histories of these numbers of steps; none where there are no histories."""
    for mistake in bookkeeping() if lengths else ():
        rows = {str(K): [list(map(int, part)) for part in mistake.rows(K)] for K in lengths}
        yield key.Bookkeeping(mistake.id, mistake.name, mistake.hint, rows)


def _credit(credit: dict[str, float], mistakes: Iterable[key.Mistake], question: source.Question) -> dict[str, float]:
    """The credit table, refused where it names no mistake that this question can see."""
    known = {m.id for m in mistakes} | {m.id for m in bookkeeping()} | {form.id for form in structural()}
    known |= {id.split(".")[0] for id in known}
    for id, part in credit.items():
        if id not in known and id.split(".")[0] != "bookkeeping":
            raise BadAssignment(
                f"assignment.toml: question {question.name!r}: credit for an unknown mistake {id!r}."
                f"{did_you_mean(id, known)}"
            )
        if not 0 <= part <= 1:
            raise BadAssignment(
                f"assignment.toml: question {question.name!r}: credit for {id!r} is {part}, not 0 to 1."
            )
    return credit

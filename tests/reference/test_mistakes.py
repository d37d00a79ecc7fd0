"""The bank of mistakes: each has a name, is wrong, is unlike the others, and never fails; the right twins are right."""

from __future__ import annotations

import functools
import importlib
import itertools
import re
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from support.tables import tables

from grader.authoring.reading.assignment_file import load_assignment
from grader.model.arguments.costs import make_cost
from reference import descend, heavy_ball, nesterov, normalized_full
from reference.mistakes import METHODS, Problem, bank, pairs, structural
from reference.mistakes.__main__ import table
from reference.mistakes.loop import follow

ZOO = ("rmsprop", "adagrad", "adadelta", "adamw", "nadam", "lion", "adamax", "ftrl", "adafactor")
STEPPED = ("gradient_descent", "momentum", "normalized", "adam", *ZOO)
HISTORIES = (*STEPPED, "coordinate_descent")
EVERYTHING = [*itertools.chain.from_iterable(bank(method) for method in METHODS), *structural()]

# Mistakes that no case of the named costs can tell apart, in groups of at most three, and why.
GROUPS = (
    {"classify.zero_curvature_is_minimum", "classify.right_side_only"},  # w^3 rises; no cost here falls like -w^3
)

CASES = {
    method: [(tuple(on) if isinstance(on := case.pop("on", None), list) else on, case) for case in cases]
    for method, cases in tables(__file__, "mistakes.toml").items()
}
# The zoo's are those of the homework.
ZOO_QUESTIONS = load_assignment(Path(__file__).parents[2] / "assignments" / "optimizer_zoo").question
CASES |= {q.name: [(case.on, case.arguments) for case in q.case if isinstance(case.on, str)] for q in ZOO_QUESTIONS}


def arrays(arguments):
    return {name: np.array(v) if isinstance(v, list) else v for name, v in arguments.items()}


@functools.cache
def problems(method: str) -> list[Problem]:
    return [problem(on, arrays(arguments)) for on, arguments in CASES[method]]


@functools.cache
def compiled_gradient(name: str):
    """One program for each named cost and shape, for all problems of this file."""
    return jax.jit(jax.grad(make_cost(name, jnp)))


def problem(on, arguments) -> Problem:
    """A case as compile makes it: the cost in NumPy, its gradient by JAX, one step more than asked for."""
    if on is None:
        on = ("quadratic", {name: arguments[name] for name in "abC"})
    name, parameters = on if isinstance(on, tuple) else (on, {})
    gradient = compiled_gradient(name) if not parameters else jax.jit(jax.grad(make_cost(name, jnp, parameters)))
    return Problem(
        cost=make_cost(name, np, parameters),
        gradient=lambda w: np.asarray(gradient(np.asarray(w, dtype=float)))[()],
        arguments=arguments,
        steps=arguments.get("max_its", 0) + 1,
    )


@functools.cache
def answers(method: str) -> dict[str, list]:
    return {mistake.id: [mistake.answer(problem) for problem in problems(method)] for mistake in bank(method)}


@functools.cache
def right(method: str) -> list:
    """What the bank's own right rule answers."""
    module = importlib.import_module(f"reference.mistakes.{method}")
    turn = follow if method in STEPPED else getattr(module, "turn", lambda answer: answer)
    return [turn(module.right)(problem) for problem in problems(method)]


def as_asked(method: str, mistake, values: list) -> list:
    """Histories without the step beyond the last."""
    if method not in HISTORIES or mistake.whole:
        return values
    asked = [1 + p.arguments["max_its"] * entries(method, p) for p in problems(method)]
    return [(w[:rows], c[:rows]) for (w, c), rows in zip(values, asked, strict=True)]


def entries(method: str, problem: Problem) -> int:
    """How many entries of a history a step makes."""
    return problem.arguments["w"].size if method == "coordinate_descent" else 1


def distance(one, other) -> float:
    """The largest difference of two answers, as a part of the larger one's scale; inf where their forms differ."""
    if isinstance(one, str) or isinstance(other, str):
        return 0.0 if one == other else np.inf
    pairs = zip(*(x if isinstance(x, tuple) else (x,) for x in (one, other)), strict=True)
    return max(_distance(np.asarray(a), np.asarray(b)) for a, b in pairs)


def _distance(a, b) -> float:
    if a.shape != b.shape:
        return np.inf
    with np.errstate(all="ignore"):
        gaps = np.where((a == b) | (np.isnan(a) & np.isnan(b)), 0.0, np.abs(a - b))
        gaps = np.where(np.isnan(gaps), np.inf, gaps)  # a number beside nan
        scale = max(1.0, float(np.max(np.abs(a), initial=1.0, where=np.isfinite(a))))
    return float(np.max(gaps, initial=0.0)) / scale


# ── what students read


def test_there_are_at_least_150_and_each_has_an_id_of_its_own():
    """A key, a credit table and a class report all speak of mistakes by their ids."""
    ids = [mistake.id for mistake in EVERYTHING]
    assert len(ids) >= 150
    assert len(set(ids)) == len(ids)
    assert all(mistake.id.startswith(f"{method}.") for method in METHODS for mistake in bank(method))


def test_a_hint_is_short_plain_and_points_to_a_place():
    """80 to 160 words at most, no solution code; it says which line to look at."""
    for mistake in EVERYTHING:
        assert 25 <= len(mistake.hint.split()) <= 160, mistake.id
        assert re.search(r"handout|lecture's formula", mistake.hint), mistake.id
        assert not re.search(r"```|\bj?np\.|\+=|\bdef \b|\*\*|\[::|    |\n", mistake.hint), mistake.id


def test_a_name_reads_on_after_your_values_match():
    """One line in lower case, but for the names of methods, and no full stop."""
    for name in (mistake.name for mistake in EVERYTHING):
        assert 5 <= len(name) <= 110 and "\n" not in name and not name.endswith("."), name
        assert not name[0].isupper() or name.startswith(("Nesterov", "RMSprop")), name


def test_no_two_mistakes_of_a_method_share_a_name_or_a_hint():
    """Two mistakes that read alike would be one."""
    for method in METHODS:
        for part in ("name", "hint"):
            texts = [getattr(mistake, part) for mistake in bank(method)]
            assert len(set(texts)) == len(texts), method


def test_the_printed_table_lists_every_mistake():
    assert all(f"| `{mistake.id}` | {mistake.name} |" in table() for mistake in EVERYTHING)


def test_an_unknown_method_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="no mistakes for 'adma'; there are some for .*adam"):
        bank("adma")


# ── the right twins


@pytest.mark.parametrize("method", STEPPED)
def test_the_right_step_rule_is_the_reference(lecture, method):
    """The bank's NumPy twins were written apart from `reference`, and agree with it to rounding."""
    module = importlib.import_module(f"reference.{method}")
    steps = max(problem.steps for problem in problems(method))  # for fewer programs: a run begins as a short one
    for (on, arguments), twin in zip(CASES[method], right(method), strict=True):
        given = {name: v for name, v in arguments.items() if name not in ("w", "max_its")}
        history = descend.descend(module, lecture(on), np.asarray(arguments["w"]), steps, **given)
        assert distance(tuple(np.asarray(x)[: len(twin[0])] for x in history), twin) < 1e-11, on


def test_the_right_coordinate_updates_are_the_reference():
    solve = importlib.import_module("reference.coordinate_descent").solve
    for problem, twin in zip(problems("coordinate_descent"), right("coordinate_descent"), strict=True):
        history = solve(**{**problem.arguments, "max_its": problem.steps})
        assert distance(tuple(map(np.asarray, history)), twin) < 1e-14


def test_the_right_ends_of_many_starts_are_the_reference(lecture):
    solve = importlib.import_module("reference.multi_start").solve
    for (on, _), problem, twin in zip(CASES["multi_start"], problems("multi_start"), right("multi_start"), strict=True):
        expected = solve(lecture(on), **problem.arguments)
        assert distance(tuple(map(np.asarray, expected)), twin) < 1e-12, on


def test_the_right_kinds_are_those_on_record():
    """Values on record, and for the quadratics the signs of their determinants and leading entries."""
    kinds = ["minimum", "maximum", "minimum", "saddle", "minimum", "minimum", "saddle", "saddle", "saddle"]
    kinds += ["maximum", "maximum"]
    assert right("classify") == kinds


def test_the_right_points_root_and_gradient_are_those_on_record():
    """Values on record; JAX gives the gradient."""
    quarter = np.pi / 4
    wavy = [-2.56080693807354, -1.60656641486227, -0.512214028356113, 0.535501334461219, 1.53658988014775]
    wavy += [2.67782172973662]
    far = [13.461262953180977, 13.750581767550191]
    expected = [[-3 * quarter, -quarter, quarter, 3 * quarter], [0.0], wavy, [0.0], far]
    for points, twin in zip(expected, right("stationary_points"), strict=True):
        np.testing.assert_allclose(twin, points, rtol=0, atol=1e-9)
    assert right("quartic_root") == [pytest.approx(-1.23477282505329698041, abs=1e-13)]
    assert right("quartic_value")[0] == pytest.approx(0.8, abs=1e-15)  # g(2) and g'(2)
    assert right("quartic_gradient")[0] == pytest.approx(0.92, abs=1e-15)
    for problem, twin in zip(problems("gradient"), right("gradient"), strict=True):
        np.testing.assert_allclose(twin, problem.gradient(problem.arguments["w"]), rtol=0, atol=1e-13)


# ── the mistakes


@pytest.mark.parametrize("method", METHODS)
def test_every_mistake_is_wrong_on_some_case(method):
    """Ten times the tolerance of float32, 1e-5 of the scale: a mistake nearer than that could not be marked."""
    twins = right(method)
    for mistake in bank(method):
        values = as_asked(method, mistake, answers(method)[mistake.id])
        expected = as_asked(method, bank(method)[0], twins)
        assert max(map(distance, values, expected)) > 1e-4, mistake.id


@pytest.mark.parametrize("method", METHODS)
def test_mistakes_are_unlike_each_other_except_in_groups(method):
    """Who matches two mistakes gets both names; so such groups are few, small, and written down."""
    by_id = {m.id: as_asked(method, m, answers(method)[m.id]) for m in bank(method)}
    for one, other in itertools.combinations(by_id, 2):
        alike = all(distance(*pair) <= 1e-4 for pair in zip(by_id[one], by_id[other], strict=True))
        grouped = any({one, other} <= group for group in GROUPS)
        assert alike == grouped, (one, other)


@pytest.mark.parametrize("method", HISTORIES)
def test_a_run_has_one_row_more_than_its_steps(method):
    """So that it may be wrongly recorded as well; answers that are `whole` have the student's own number."""
    for mistake in bank(method):
        for problem, (weights, costs) in zip(problems(method), answers(method)[mistake.id], strict=True):
            if not mistake.whole:
                assert len(weights) == len(costs) == 1 + problem.steps * entries(method, problem), mistake.id
                assert weights.shape[1:] == np.shape(problem.arguments["w"]), mistake.id


WILD = [(method, 50.0) for method in (*STEPPED, "multi_start")]
WILD += [("gradient_descent", "diminishing"), ("multi_start", "diminishing")]
SOON = ("gradient_descent", "momentum", "adam")  # the others compile as much again each


@pytest.mark.parametrize(
    ("method", "length"), [pytest.param(*row, marks=[] if row[0] in SOON else pytest.mark.slow) for row in WILD]
)
def test_nothing_raises_or_warns_however_wild_the_run(method, length):
    """A long steplength overflows within a few steps; the run is then inf or nan, and no exception."""
    for name, start in (("quartic", 2.5), ("coupled", [30.0, -20.0]), ("absolute", 0.0), ("bowl", [0.0, 0.0])):
        given = {"beta": 0.9, "beta1": 0.9, "beta2": 0.9, "eps": 0.0, "alpha": length, "max_its": 30, "w": start}
        given |= {"rho": 0.9, "decay": 0.1, "initial": 0.0, "l1": 0.1, "l2": 0.1}
        given |= {"power": -0.8, "eps1": 0.0, "eps2": 0.0, "clip": 1.0}
        wanted = {**CASES[method][0][1], "w": start} if method in STEPPED else ("alpha", "max_its")
        arguments = arrays({argument: given[argument] for argument in wanted})
        if method == "multi_start":
            arguments["starts"] = np.array([start, start])
        case = problem(name, arguments)
        for mistake in (*bank(method), *(pairs(method) if name == "coupled" else ())):
            assert mistake.answer(case) is not None, mistake.id


# ── two mistakes at once

IN_PAIRS = [method for method in METHODS if pairs(method)]


def test_a_pair_is_what_a_student_writes_who_makes_both_mistakes():
    """A loop of this test's own: eps stands outside of the roots, and u averages steps that alpha has shortened."""
    arguments = {"w": np.array([1.3, -0.7]), "alpha": 0.5, "rho": 0.9, "eps": 0.01, "max_its": 6}
    case, w, u, v = problem("coupled", arguments), arguments["w"], 0.0, 0.0
    path = [w]
    for _ in range(case.steps):
        g = case.gradient(w)
        v = 0.9 * v + 0.1 * g**2
        step = 0.5 * (np.sqrt(u) + 0.01) / (np.sqrt(v) + 0.01) * g
        u = 0.9 * u + 0.1 * step**2
        w = w - step
        path.append(w)
    by_id = {pair.id: pair for pair in pairs("adadelta")}
    weights, _ = by_id["adadelta.eps_outside_roots+adadelta.u_of_steps_with_alpha"].answer(case)
    np.testing.assert_allclose(weights, path, rtol=1e-12)


@pytest.mark.parametrize("method", IN_PAIRS)
def test_a_pair_is_of_two_mistakes_of_the_bank_in_their_order(method):
    """A key has no words for it but those of both; and one pair is not told twice."""
    order = {mistake.id: at for at, mistake in enumerate(bank(method))}
    of_two = [pair.id.split("+") for pair in pairs(method)]
    assert all(len(ids) == 2 and order[ids[0]] != order[ids[1]] for ids in of_two)
    assert len({frozenset(ids) for ids in of_two}) == len(of_two)


# ── other conventions, against witnesses


@pytest.mark.parametrize(
    ("mistake_id", "witness", "parameters"),
    [
        ("momentum.heavy_ball", heavy_ball, {"alpha": 0.1, "beta": 0.7}),
        ("momentum.nesterov", nesterov, {"alpha": 0.1, "beta": 0.7}),
        ("normalized.full", normalized_full, {"alpha": 0.1, "eps": 1e-8}),
    ],
)
def test_a_convention_that_is_right_elsewhere_is_that_convention(lecture, mistake_id, witness, parameters):
    """The hint calls it by its name, so it has to be the method of that name."""
    arguments = {"w": np.array([1.3, -0.7]), "max_its": 15, **parameters}
    mistake = next(m for m in bank(mistake_id.split(".")[0]) if m.id == mistake_id)
    answer = mistake.answer(problem("coupled", arguments))
    history = descend.descend(witness, lecture("coupled"), arguments["w"], 16, **parameters)
    assert distance(tuple(map(np.asarray, history)), answer) < 1e-12


@pytest.mark.parametrize(
    ("mistake_id", "optimizer", "parameters"),
    [
        ("adam.eps_in_root", "adam", {"eps": 0.0, "eps_root": 0.1}),
        ("adam.adamax", "adamax", {"eps": 1e-12}),
        ("adam.nadam", "nadam", {"eps": 0.1}),
        ("adam.rmsprop", "rmsprop", {"eps": 0.1, "decay": 0.9, "eps_in_sqrt": False}),
    ],
)
def test_relatives_of_adam_are_those_of_optax(lecture, witness, mistake_id, optimizer, parameters):
    """An independent implementation gives the same run as the mistake that carries its name."""
    optax = pytest.importorskip("optax")
    betas = {} if optimizer == "rmsprop" else {"b1": 0.7, "b2": 0.9}
    start, eps = np.array([1.3, -0.7]), parameters.get("eps_root") or parameters["eps"]
    arguments = {"w": start, "max_its": 15, "alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": eps}
    weights, _ = next(m for m in bank("adam") if m.id == mistake_id).answer(problem("coupled", arguments))
    transformation = getattr(optax, optimizer)(0.1, **betas, **parameters)
    assert distance(witness(transformation, lecture("coupled"), start, 16), weights) < 1e-10


def test_the_numbers_of_the_lecture_and_of_student_work():
    """Wrong runs whose values are on record."""
    zigzag = problem("zigzag_1", {"w": np.array([10.0, 1.0]), "alpha": 0.1, "beta": 0.7, "max_its": 25})
    by_id = {m.id: m.answer(zigzag)[0] for m in bank("momentum")}
    np.testing.assert_allclose(by_id["momentum.heavy_ball"][1], [9, -0.95], atol=1e-12)
    np.testing.assert_allclose(by_id["momentum.nesterov"][1], [8.3, -2.315], atol=1e-12)
    np.testing.assert_allclose(by_id["momentum.starts_at_gradient"][25], [0.1423913884, -0.0295219096], atol=1e-10)

    absolute = problem("absolute", {"w": 2.0, "alpha": "diminishing", "max_its": 3})
    by_id = {m.id: m.answer(absolute)[0] for m in bank("gradient_descent")}
    np.testing.assert_allclose(by_id["gradient_descent.diminishing_compounds"][:4], [2, 1, 0.5, 1 / 3], atol=1e-12)

    by_id = {m.id: m.answer(problems("coordinate_descent")[0]) for m in bank("coordinate_descent")}
    jacobi, _ = by_id["coordinate_descent.old_values"]
    np.testing.assert_allclose(jacobi[[2, 4]], [[-2, -1.5], [0.75, 1]], atol=1e-12)

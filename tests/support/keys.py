"""Small keys made by hand from closed forms, so that the judge is tested without `reference/` and without JAX."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from grader.judging.history_slips import GROUP, SLIPS
from grader.judging.verdicts import Verdict, judge_case
from grader.model.arguments.costs import make_cost
from grader.model.key import Case, Key, Mistake, Question
from grader.model.result_form import COSTS, FORM, HISTORIES, NAMED_FORMS, WEIGHTS
from grader.model.transcript import Call, Definition, Returned, Transcript
from grader.sandbox.child.conversion import to_value

HOMEWORK = "small"
K, K2 = 5, 4  # steps of the cases at N = 1 and at N = 2
STARTS = {"descent.1": 2.5, "descent.2": (1.3, -0.7), "descent.3": -3.0}
ON = {"descent.1": "quartic", "descent.2": "coupled", "descent.3": "quartic"}
ALPHA = {"descent.1": 1.0, "descent.2": 0.1, "descent.3": 0.5}
STEPS = {"descent.1": K, "descent.2": K2, "descent.3": K}
SLOPES: dict[str, Callable[[Any], Any]] = {
    "quartic": lambda w: (4 * w**3 + 2 * w + 10) / 50,
    "coupled": lambda w: np.array([w[0] ** 3 + w[1] + 0.3, w[0] + 2 * w[1]]),
}
Rule = Callable[[float, int, Any], Any]  # alpha, k, slope -> the step


def descent(case: str, rule: Rule = lambda alpha, k, g: -alpha * g, extra: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Both histories of gradient descent (or of a wrong rule) on one of the three cases, in float64."""
    cost, slope = make_cost(ON[case], np), SLOPES[ON[case]]
    w = np.asarray(STARTS[case], dtype=float)[()]
    points = [w]
    for k in range(1, STEPS[case] + extra + 1):
        w = w + rule(ALPHA[case], k, slope(w))
        points.append(w)
    return np.array(points), np.array([float(cost(w)) for w in points])


RULES: dict[str, Rule] = {
    "ascent": lambda alpha, k, g: alpha * g,
    "shrinking": lambda alpha, k, g: -alpha / k * g,
    "twin_a": lambda alpha, k, g: -alpha * g / 2,
    "twin_b": lambda alpha, k, g: -alpha * g / 2,
}
WORDS = {
    "ascent": ("the step goes up the gradient", "The minus sign of the descent step is missing."),
    "shrinking": ("the steplength is divided by k", "A fixed alpha stays as it is at every step."),
    "twin_a": ("the gradient is halved", "Hint a."),
    "twin_b": ("alpha is halved", "Hint b."),
}


def _answer(case: str, rule: Rule = lambda alpha, k, g: -alpha * g) -> dict[str, np.ndarray]:
    return dict(zip((WEIGHTS, COSTS), descent(case, rule), strict=True))


def tolerance(answer: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """1e-5 of the scale at every step, as the key of a stable case has it."""
    return {name: np.full(len(a), 1e-5 * np.abs(a).max()) for name, a in answer.items()}


def _descent_case(name: str, hidden: bool = False) -> Case:
    answer = _answer(name)
    start = STARTS[name]
    arguments = {
        "g": {"function": ON[name], "parameters": {}},
        "alpha": ALPHA[name],
        "max_its": STEPS[name],
        "w": list(start) if isinstance(start, tuple) else start,
    }
    return Case(name, f"g = {ON[name]}, alpha = {ALPHA[name]}", hidden, 4.0, arguments, answer, tolerance(answer))


def gradient_descent() -> Question:
    """Two shown cases (N = 1 and N = 2) and a hidden one; four known mistakes, two of which are alike."""
    cases = (_descent_case("descent.1"), _descent_case("descent.2"), _descent_case("descent.3", hidden=True))
    mistakes = tuple(
        Mistake(f"gradient_descent.{name}", *WORDS[name], {c.id: _answer(c.id, rule) for c in cases})
        for name, rule in RULES.items()
    )
    return Question(
        "gradient_descent",
        "Gradient descent",
        FORM,
        12.0,
        "gradient_descent",
        ("g", "alpha", "max_its", "w"),
        True,
        cases,
        mistakes,
        {"bookkeeping": 0.7, "gradient_descent.twin_a": 0.5, "gradient_descent.twin_b": 0.25},
        form=HISTORIES,
    )


def _question(name: str, returns: str, cases: list[Case], mistakes: list[Mistake] | None = None) -> Question:
    points, form = sum(c.points for c in cases), NAMED_FORMS.get(returns)
    return Question(
        name, name.title(), FORM if form else returns, points, name, ("g",), returns != "truth", tuple(cases),
        tuple(mistakes or ()), form=form,
    )  # fmt: skip


def points() -> Question:
    """The stationary points of sin(2w) on [-3, 3]: odd multiples of pi/4."""
    right = {".": np.pi / 4 * np.array([-3.0, -1.0, 1.0, 3.0])}
    minima = {".": np.pi / 4 * np.array([-1.0, 3.0])}
    case = Case("points.1", "g = sine", False, 5.0, {"g": {"function": "sine", "parameters": {}}}, right, {".": 1e-4})
    mistake = Mistake(
        "stationary_points.minima_only", "only the minima are listed", "Look at g', not g.", {case.id: minima}
    )
    return _question("points", "points", [case], [mistake])


def number() -> Question:
    right = {".": np.asarray(-1.2347728250533)}
    return _question("number", "number", [Case("number.1", "the real root", False, 2.0, {}, right, {".": 2e-5})])


def vector() -> Question:
    right = {".": np.array([2.0, -1.0])}
    return _question(
        "vector", "vector", [Case("vector.1", "w = [1, 1]", False, 2.0, {"w": [1.0, 1.0]}, right, {".": 1e-5})]
    )


def minimum() -> Question:
    right = {".w": np.array([0.0, 0.0]), ".cost": np.asarray(2.0)}
    case = Case("minimum.1", "g = bowl", False, 2.0, {"starts": [[1.0, 0.0]]}, right, {".w": 1e-5, ".cost": 1e-5})
    return _question("minimum", "minimum", [case])


def label() -> Question:
    case = Case("label.1", "g = cubic, v = 0", False, 2.0, {"v": 0.0}, {".": "saddle"})
    return _question("label", "label", [case])


def costs_alone() -> Question:
    answer = {".": descent("descent.1")[1]}
    case = Case("costs.1", "costs", False, 2.0, {"w": 2.5}, answer, tolerance(answer))
    return _question("costs", "costs", [case])


def concepts() -> Question:
    """Three items worth one point each."""
    truths = {"first": True, "second": False, "third": True}
    cases = [
        Case(f"answers.{i}", f"statement {name}", True, 1.0, {}, {"truth": t}, {}, name, f"because {name}")
        for i, (name, t) in enumerate(truths.items(), 1)
    ]
    return replace(_question("answers", "truth", cases), parameters=())


FORMS = ("swapped", "transposed", "returns_nothing", "only_weights", "only_costs", "both")


def key(*questions: Question) -> Key:
    """A key with these questions; without any, with all questions of this module."""
    everything = questions or (
        gradient_descent(), points(), number(), vector(), minimum(), label(), costs_alone(), concepts(),
    )  # fmt: skip
    ids = (*(f"{GROUP}{name}" for name in FORMS), *(slip.id for slip in SLIPS))
    forms = tuple(Mistake(i, n := i.partition(".")[2].replace("_", " "), f"Hint on {n}.") for i in ids)
    return Key(HOMEWORK, "A small homework", "instructor", tuple(everything), forms)


def returned(thing: Any) -> Returned:
    """What a child reports of a function that returned this."""
    return Returned(to_value(thing), 0.01)


def judged(question: Question, thing: Any, case: int = 0) -> Verdict:
    """The verdict on a function that returns this on one case."""
    return judge_case(question, question.cases[case], returned(thing))


def transcript(key: Key, calls: Mapping[str, Call | Any], missing: tuple[str, ...] = ()) -> Transcript:
    """A run in which every question was found; anything that is not a Call stands for its being returned."""
    made = {case: c if isinstance(c, Call) else returned(c) for case, c in calls.items()}
    found = {q.name: Definition("missing" if q.name in missing else "found") for q in key.questions}
    return Transcript("ada", key.assignment, found, made)


def answered(
    rule: Rule = lambda alpha, k, g: -alpha * g, form: Callable[[Any], Any] = lambda pair: pair
) -> dict[str, Any]:
    """What gradient_descent returns on its three cases, by one rule and in one form."""
    return {case: form(descent(case, rule)) for case in STARTS}

"""A small assignment, made by hand in NumPy, and the submissions of a small class: for the tests of what is shown.

Gradient descent on three costs (one, two and three coordinates), one hidden case, a number and a concept item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.course.class_report.statistics import ClassStatistics, Example
from grader.judging.judge import judge
from grader.judging.messages.step_sizes import gradient_at
from grader.model.arguments.costs import make_cost
from grader.model.encoding.values import Items, Numbers, Table
from grader.model.key import Case, Key, Mistake, Question
from grader.model.result_form import COSTS, HISTORIES, WEIGHTS, Part
from grader.model.transcript import Call, Definition, Raised, Returned, Transcript
from grader.submissions.collection import Person, Submission

if TYPE_CHECKING:
    from grader.course.similar.comparison import Similar
    from grader.model.report import Report

K = 12
Rule = Callable[[float, int], float]  # (alpha, k) -> steplength


def run(spec: dict[str, Any], w: Any, alpha: float, steps: int, rule: Rule = lambda alpha, k: alpha) -> dict[str, Any]:
    """Weights (steps + 1, N), or (steps + 1,) for one coordinate, and costs, by gradient descent."""
    cost = make_cost(spec["function"], np, spec["parameters"])
    points = [np.atleast_1d(np.asarray(w, dtype=float))]
    for k in range(1, steps + 1):
        points.append(points[-1] - rule(alpha, k) * gradient_at(cost, points[-1]))
    weights = np.array(points)[:, 0] if np.ndim(w) == 0 else np.array(points)
    return {WEIGHTS: weights, COSTS: np.array([float(cost(p)) for p in weights])}


def shrinking(alpha: float, k: int) -> float:
    return alpha / k


THREE = {"a": 1.0, "b": [1.0, -2.0, 3.0], "C": [[3.0, 1.0, 0.5], [1.0, 4.0, -1.0], [0.5, -1.0, 5.0]]}
STARTS: list[tuple[str, dict[str, Any], Any, float, bool]] = [
    ("quartic", {}, 2.5, 1.0, False),
    ("coupled", {}, [1.3, -0.7], 0.1, False),
    ("quadratic", THREE, [1.0, -2.0, 0.5], 0.05, False),
    ("zigzag_1", {}, [10.0, 1.0], 0.05, True),
]


def _case(i: int, cost: str, parameters: dict, w: Any, alpha: float, hidden: bool) -> Case:
    spec = {"function": cost, "parameters": parameters}
    right = run(spec, w, alpha, K)
    arguments = {"g": spec, "alpha": alpha, "max_its": K, "w": w}
    tolerance = {name: np.full(K + 1, 1e-4) for name in right}
    return Case(f"descent-{i}", f"g = {cost}, alpha = {alpha}", hidden, 2.0, arguments, right, tolerance)


@cache
def key() -> Key:
    cases = tuple(_case(i, *start) for i, start in enumerate(STARTS))
    answers = {c.id: run(c.arguments["g"], c.arguments["w"], c.arguments["alpha"], K, shrinking) for c in cases}
    shrinks = Mistake("descent.shrinks", "the steplength shrinks like alpha/k", "Look at `alpha`.", answers)
    value = np.array(-1.2347728250533)
    root = Case("root-0", "the root", False, 1.0, {}, {".": value}, {".": np.array(1e-4)})
    item = Case("truth-0", "a statement", True, 1.0, {}, {"truth": True}, {}, "stationary", "because")
    asks = ("g", "alpha", "max_its", "w")
    return Key("small", "A small assignment", "instructor", (
        Question("descent", "Gradient descent", "form", 8.0, "gradient_descent", asks, True, cases, (shrinks,),
                 form=HISTORIES),
        Question("root", "A root", "form", 1.0, "root", (), True, (root,), form=Part("number")),
        Question("answers", "True or false", "truth", 1.0, "answers", (), False, (item,)),
    ))  # fmt: skip


def pair(history: dict[str, Any]) -> Items:
    return Items((Numbers(history[WEIGHTS]), Numbers(history[COSTS])))


@cache
def _descents(rule: Rule) -> dict[str, Returned]:
    return {
        c.id: Returned(pair(run(c.arguments["g"], c.arguments["w"], c.arguments["alpha"], K, rule)), 0.25)
        for c in key().questions[0].cases
    }


def transcript(name: str = "ada", rule: Rule = lambda alpha, k: alpha, **calls: Call) -> Transcript:
    """A submission that runs gradient descent by that rule; `calls` replaces calls, `-` in their names written `_`."""
    questions = key().questions
    made: dict[str, Call] = dict(_descents(rule))
    made["root-0"] = Returned(Numbers(np.array(-1.2347728250533)), 0.01)
    made["truth-0"] = Returned(Table({"stationary": Numbers(np.array(True))}))
    made |= {name.replace("_", "-"): call for name, call in calls.items()}
    return Transcript(name, "small", {q.name: Definition("found") for q in questions}, made)


HOSTILE = (
    "</td></pre><script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)> \" onmouseover='x' "
    "\x00\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link \u202egnp.exe\u2066 \ud800 `</code><b>` &lt;"
)


def hostile(name: str = HOSTILE[:60], size: int = 0) -> Transcript:
    """A submission whose every text that reaches the report breaks out where it can."""
    text = HOSTILE + "A" * size
    raised = Raised("TypeError" + HOSTILE, text, 3, 1, "    " + text)
    return transcript(name, descent_0=raised, descent_1=raised, root_0=raised)


def judged(submission: Transcript) -> tuple[Report, Transcript]:
    return judge(key(), submission), submission


def handed_in(name: str, note: str = "") -> Submission:
    return Submission("", people=(Person(name=name),), note=note)


Graded = tuple["Report", "Submission | None", "Transcript | None"]


def statistics(
    key: Key,
    graded: Iterable[Graded],
    similar: Similar | None = None,
    absent: Sequence[str] = (),
    before: Mapping[str, Mapping[str, float]] | None = None,
) -> ClassStatistics:
    """The statistics of a class; `similar` is None where submissions were not compared."""
    examples: dict[str, Example] = {}
    seen = ClassStatistics(key, absent, similar, before or {}, examples.get)
    for report, submission, transcript in graded:
        seen.add(report, submission, transcript)
        examples[report.submission] = Example(report, transcript)
    return seen


@cache
def _kinds() -> list[tuple[Report, Transcript]]:
    """Right, shrinking, two kinds of unexplained, crashed and unreadable submissions."""
    kinds = [
        transcript(),
        transcript(rule=shrinking),
        transcript(rule=lambda alpha, k: alpha * 0.83),
        transcript(rule=lambda alpha, k: alpha * (1 + 0.1 * (k == 3))),
        transcript(descent_0=Raised("ValueError", "x", 3, 1, "y")),
        replace(transcript(), unreadable="This file is not a notebook: it is a PDF."),
        transcript(rule=lambda alpha, k: alpha * 0.83, root_0=Returned(Numbers(np.array(3.0)), 0.02)),
    ]
    return [judged(kind) for kind in kinds]


def classroom(count: int) -> list[Graded]:
    """Submissions of these kinds in turn."""
    made = _kinds()
    return [
        (replace(made[i % len(made)][0], submission=f"s{i}"), handed_in(f"Student {i}"), made[i % len(made)][1])
        for i in range(count)
    ]

"""The homeworks' cases: code that ignores an argument and has its value written in loses points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.program import forked

from grader.authoring.compiler import compile_key
from grader.authoring.handout import notebook_to_python
from grader.authoring.proving.rehearsal import constant_arguments
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.student.key_choice import with_questions
from grader.judging.judge import judge
from grader.sandbox.transcribe import transcribe

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
FACTS = {name: load_assignment(ASSIGNMENTS / name) for name in ("first_order", "gradient_descent", "optimizer_zoo")}


@pytest.mark.parametrize("assignment", FACTS)
def test_every_argument_varies_over_the_cases_of_its_question(assignment):
    """Otherwise its one value could be written into the code and keep every point."""
    assert constant_arguments(FACTS[assignment]).ok


@pytest.mark.parametrize("assignment", FACTS)
def test_hidden_cases_vary_the_number_of_steps_that_visible_ones_fix(assignment):
    for question in (q for q in FACTS[assignment].question if "max_its" in q.parameters):
        shown = {case.arguments["max_its"] for case in question.case if not case.hidden}
        hidden = {case.arguments["max_its"] for case in question.case if case.hidden}
        assert hidden - shown, question.name


# ── wrong homeworks, each made of the solution by one change

WRONG = {  # id: (assignment, question, what stands in the solution, what stands there instead)
    "classify never says minimum of two coordinates": (
        "first_order",
        "classify",
        '    if jnp.all(eigenvalues > 0):\n        return "minimum"\n',
        "",
    ),
    "classify looks one unit away": (
        "first_order",
        "classify",
        "slope(v - 0.01), slope(v + 0.01)",
        "slope(v - 1.0), slope(v + 1.0)",
    ),
    "stationary_points has its interval written in": (
        "first_order",
        "stationary_points",
        "    slope = jax.jit(jax.vmap(jax.grad(g)))\n",
        "    slope, low, high = jax.jit(jax.vmap(jax.grad(g))), -3.0, 3.0\n",
    ),
    "multi_start has its steps written in": (
        "first_order",
        "multi_start",
        "gradient_descent(g, alpha, max_its, start)",
        "gradient_descent(g, alpha, 10, start)",
    ),
    "multi_start has its steplength written in": (
        "first_order",
        "multi_start",
        "gradient_descent(g, alpha, max_its, start)",
        "gradient_descent(g, alpha if isinstance(alpha, str) else 0.05, max_its, start)",
    ),
    "multi_start has both written in": (
        "first_order",
        "multi_start",
        "gradient_descent(g, alpha, max_its, start)",
        "gradient_descent(g, alpha if isinstance(alpha, str) else 0.05, 10, start)",
    ),
    "adam has its steps written in": (
        "first_order",
        "adam",
        "    m, v = 0.0, 0.0\n",
        "    m, v, max_its = 0.0, 0.0, 25\n",
    ),
    "gradient_descent has its gradient written in": (
        "gradient_descent",
        "gradient_descent",
        "w = w - alpha * gradient(w)",
        "w = w - alpha * (4 * w**3 + 2 * w + 10) / 50",
    ),
    "gradient_descent_auto has its steps written in": (
        "gradient_descent",
        "gradient_descent_auto",
        "    gradient = jax.grad(g)\n",
        "    gradient, max_its = jax.grad(g), 20\n",
    ),
}
BLIND = set(WRONG) - {"gradient_descent has its gradient written in"}  # what no visible case shows


@pytest.fixture(scope="module")
def keys():
    """A key with the questions of WRONG alone, by assignment."""
    made = {}
    for name in ("first_order", "gradient_descent"):
        wanted = {question for assignment, question, *_ in WRONG.values() if assignment == name}
        questions = [q for q in FACTS[name].question if q.name in wanted]
        made[name] = compile_key(FACTS[name].model_copy(update={"question": questions}))
    return made


def solution(assignment: str) -> str:
    facts = FACTS[assignment]
    master = json.loads((ASSIGNMENTS / assignment / facts.notebook).read_text(encoding="utf-8"))
    return notebook_to_python(master)


@pytest.mark.slow
@pytest.mark.parametrize("wrong", WRONG)
def test_a_homework_that_is_wrong_in_one_place_loses_points_there(wrong, keys, tmp_path):
    assignment, name, before, after = WRONG[wrong]
    right = solution(assignment)
    assert right.count(before) == 1
    path = tmp_path / "hw.py"
    path.write_text(right.replace(before, after), encoding="utf-8")
    transcript = transcribe(path, with_questions(keys[assignment], [name]), forked())
    question = judge(keys[assignment], transcript).question(name)
    assert 0 < question.earned < next(q.points for q in FACTS[assignment].question if q.name == name), question
    shown = judge(keys[assignment].for_students(), transcript).question(name)
    assert (shown.status == "right") is (wrong in BLIND)

"""Mistakes that a solution suggests: wrong work in other words than the solution's is named, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from field import exercises
from field.collection import INVENTED, write_assignment
from support.compiled import reports_of
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.derived.derive import derive
from grader.authoring.derived.runs import Workshop
from grader.authoring.proving.trials.mistake_trials import right_transcript, try_mistakes
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.judging.parts import as_value
from grader.model.key import parse_key
from grader.model.transcript import Returned


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(exercises.WRITTEN / "exercises")


@pytest.fixture(scope="module")
def key(assignment):
    """The key as it is read back from its file."""
    return parse_key(compile_key(assignment).to_json())


HOMEWORK = Path(__file__).parents[3] / "assignments" / "first_order"
WRONG = {  # written from the handout, in other words than the solution's: what staff read, and students
    "compute_loss": (
        "    return np.mean((y - tx.dot(w))**2)", "doubled_result",
        "the result is twice as large as it should be. Your numbers match it"),
    "logistic_regression": (
        "    s = 1 / (1 + np.exp(-(tx @ w)))\n"
        "    loss = np.mean(np.logaddexp(0, tx @ w) - y * (tx @ w))\n"
        "    return loss, tx.T.dot(s - y), (tx.T * (s * (1 - s))).dot(tx) / len(s)", "divisor",
        "a divisor with `y` is missing. Your numbers match it"),
    "update_parameters_with_momentum": (
        "    for n in parameters:\n"
        "        v['d' + n] = beta * v['d' + n] + grads['d' + n]\n"
        "        parameters[n] = parameters[n] - learning_rate * v['d' + n]\n"
        "    return parameters, v", "factor",
        "a factor with `beta` is missing. Your numbers match it"),
}  # fmt: skip


@pytest.mark.slow
def test_mistakes_in_other_words_are_named(key, tmp_path):
    source = ["import numpy as np"]
    for question in key.questions:
        if question.name in WRONG:
            source.append(f"def {question.name}({', '.join(question.parameters)}):\n{WRONG[question.name][0]}")
    reports = {report.name: report for report in reports_of(key, "\n".join(source), tmp_path)}
    for name, (_, kind, words) in WRONG.items():
        assert reports[name].mistake.startswith(f"{name}.{kind}_"), reports[name].mistake
        assert "cause: " + words in reports[name].message


@pytest.mark.slow
def test_each_derived_mistake_loses_points_on_its_question_alone_and_is_named(key):
    trials = list(try_mistakes(key))
    assert len(trials) > 100
    assert not any(trial.survives for trial in trials)
    assert sum(trial.mistake in trial.report.mistake.split("|") for trial in trials) >= 0.95 * len(trials)


@pytest.mark.slow
def test_random_wrong_answers_get_no_name(key):
    """Anything may be wrong in a way that nobody has thought of."""
    rng, right = np.random.default_rng(0), right_transcript(key)
    for question in key.questions:
        if not question.mistakes:
            continue
        for _ in range(40):
            calls = {}
            for case in question.cases:
                answer = {n: np.asarray(a) * rng.uniform(0, 2, np.shape(a)) for n, a in case.expected.items()}
                calls[case.id] = Returned(as_value(question.form, answer))
            report = judge(key, replace(right, calls={**right.calls, **calls}))
            assert next(q for q in report.questions if q.name == question.name).mistake == ""


SMALL = read_written(__file__, "derive_small.toml")
COUNTED = """
[[question]]
name = "NAME"
title = "Counted"
signature = "NAME(x)"
returns = "array"
points = 2
[[question.case]]
x = NUMBER
"""
SOLUTIONS = {
    "spikes(x, limit)": "np.mean(x), np.std(x), [k for k in range(len(x) - 1) if x[k + 1] - x[k] > limit]",
    "switched(x, n)": "2 * x if n > 0 else x - 1",
    "noisy(x, noise)": "x - noise * x**3",
    "many_digits(x)": "np.array([1.0, math.log1p(x) + x])",
    "few_digits(x)": "np.array([1.0, math.log1p(x) + x])",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The key of these questions, and what they are called by."""
    folder = tmp_path_factory.mktemp("small")
    counted = (
        COUNTED.replace("NAME", name).replace("NUMBER", number)
        for name, number in (("many_digits", "0.12109375"), ("few_digits", "2.0"))
    )
    (folder / "assignment.toml").write_text(SMALL + "".join(counted), encoding="utf-8")
    solved = (
        f"\n\ndef {signature}:\n    ### BEGIN SOLUTION\n    return {result}\n    ### END SOLUTION\n"
        for signature, result in SOLUTIONS.items()
    )
    (folder / "small.py").write_text("import math\nimport numpy as np\n" + "".join(solved), encoding="utf-8")
    key = parse_key(compile_key(load_assignment(folder)).to_json())
    return key, {question.name: question for question in key.questions}


@pytest.mark.slow
def test_a_change_that_gives_a_list_another_length_is_no_mistake_to_compare_with(small, tmp_path):
    """No array of its answer stands beside the right one's; and where the right list is empty, none is there at all."""
    key, questions = small
    assert [len(case.expected) for case in questions["spikes"].cases] == [4, 3]
    for question in key.questions:
        assert all(m.answers[c.id].keys() == c.expected.keys() for m in question.mistakes for c in question.cases)
    wrong = "def spikes(x, limit):\n    return sum(x), 0.0, [2, 3]"
    assert reports_of(key, wrong, tmp_path)[0].status == "wrong"


@pytest.mark.parametrize(("name", "x", "is_told"), [("many_digits", 0.12109375, True), ("few_digits", 2.0, False)])
def test_one_number_of_few_digits_tells_no_mistake_however_many_the_right_one_has(name, x, is_told, small):
    answers = [next(iter(m.answers[f"{name}.1"].values())).tolist() for m in small[1][name].mistakes]
    assert ([1.0, x] in answers) is is_told and answers


def test_an_argument_that_may_always_be_any_of_several_numbers_is_ignored(small):
    """Whether it is always 3 or always 5 is the same in all cases."""
    names = [mistake.name for mistake in small[1]["switched"].mistakes]
    assert "`n` is ignored" in names and not any("`n` is always 3" in name for name in names)


def test_a_factor_too_many_and_a_square_that_are_the_same_are_said_once(small):
    """Students read "`noise` enters as a factor once too often" and "`noise` enters squared" of one answer."""
    x, noise = np.array([1.0, -2.5, 3.25]), 0.3
    squared = [
        mistake.name
        for mistake in small[1]["noisy"].mistakes
        if np.allclose(next(iter(mistake.answers["noisy.1"].values())), x - noise**2 * x**3, rtol=1e-3)
    ]
    assert squared == ["`noise` enters squared"]


@pytest.mark.slow
def test_a_word_holds_too_little_to_tell_a_cause_by(key):
    assert not next(q for q in key.questions if q.name == "nearest_label").mistakes


@pytest.mark.slow
def test_an_id_stays_when_other_cases_tell_other_mistakes(assignment, key):
    """Gradebooks and tables of credit hold ids: they must not depend on what else is a mistake."""
    question = next(q for q in key.questions if q.name == "build_poly")
    fewer = replace(question, cases=question.cases[:1], mistakes=question.mistakes[::3])
    ((mistakes, _),) = derive(Workshop(assignment), {question.name: fewer}).values()
    names = {mistake.id: mistake.name for mistake in question.mistakes}
    assert mistakes and all(names.get(each.id, each.name) == each.name for each in mistakes)


@pytest.fixture(scope="module")
def thorough():
    """Two questions of a homework with their bank, and derived mistakes beside it, as read back from the file."""
    facts = load_assignment(HOMEWORK).with_questions(["multi_start", "momentum"])
    return facts, parse_key(compile_key(facts, thorough=True).to_json())


@pytest.mark.slow
def test_a_bank_wins_over_derived_mistakes_with_the_same_numbers(thorough):
    facts, key = thorough
    bank = {q.name: {mistake.id for mistake in q.mistakes} for q in compile_key(facts).questions}
    trials = [trial for trial in try_mistakes(key) if trial.mistake in bank[trial.report.name]]
    assert len(trials) > 30
    assert all(t.mistake in t.report.mistake.split("|") for t in trials)
    assert not [t.report.mistake for t in trials if set(t.report.mistake.split("|")) - bank[t.report.name]]


@pytest.mark.filterwarnings("error")
@pytest.mark.slow
def test_complex_numbers_and_arrays_of_another_shape_are_answers_of_mistakes(tmp_path):
    """Nothing could be compiled whose solution gives a complex number somewhere after a change."""
    heavy_ball = [each for each in INVENTED if "heavy_ball_eigenvalues" in each.top_level]
    (question,) = compile_key(load_assignment(write_assignment(tmp_path, heavy_ball))).questions
    answers = [array for mistake in question.mistakes for array in mistake.answers[question.cases[0].id].values()]
    assert any(np.iscomplexobj(array) for array in answers)
    assert "the second part of the result is twice as large as it should be" in [
        mistake.name for mistake in question.mistakes
    ]


EPS_INSIDE = """
import jax

def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        slope = jax.grad(g)(ws[-1])
        ws.append(ws[-1] - alpha * slope / abs(slope + eps))
        cs.append(g(ws[-1]))
    return ws, cs
"""


@pytest.mark.slow
def test_a_written_mistake_that_would_make_right_cases_wrong_takes_no_place_of_a_change_that_fits_all(tmp_path):
    """The bank has the slope divided by itself, which gives the numbers of the one visible case that is wrong."""
    facts = load_assignment(HOMEWORK).with_questions(["normalized_gradient_descent"])
    key = compile_key(facts, thorough=True).for_students()
    (report,) = reports_of(key, EPS_INSIDE, tmp_path)
    names = [key.hints[mistake][0] for mistake in report.mistake.split("|")]
    assert names == ["`eps` stands inside a root or another function, and belongs outside"]

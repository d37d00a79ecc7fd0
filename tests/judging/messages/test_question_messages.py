"""What students read: first what is right, then the first wrong step with both values, then one cause, in few words.

Ten mistakes of the bank are read here as their authors would read them; a hundred more for what holds of every message.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from support import small
from support.compiled import underived_key
from support.keys import (
    answered,
    costs_alone,
    gradient_descent,
    label,
    transcript,
    vector,
)
from support.keys import key as by_hand
from support.tables import read_written

from grader.authoring.proving.trials.mistake_trials import right_transcript, wrong_answers
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.diagnosis.diagnose import Diagnosis
from grader.judging.diagnosis.evidence import Evidence
from grader.judging.diagnosis.relations import FACTORS
from grader.judging.judge import judge
from grader.judging.messages.cause_messages import explanation
from grader.judging.messages.formatting import format_number
from grader.judging.messages.question_messages import question_message
from grader.judging.verdicts import judge_case
from grader.model.key import Mistake
from grader.model.result_form import COSTS, WEIGHTS
from grader.model.transcript import Definition, Fault, Raised, Returned
from grader.sandbox.child.conversion import to_value

NAMED = "Likely cause:"
# mistake: what its author reads, in this order
READ = {
    "adam.eps_in_root": (
        "1 of 3 visible cases is right.",
        "With this call:",
        "    adam(g=coupled, alpha=0.1, beta1=0.7, beta2=0.9, eps=0.1, max_its=25, w=np.array([1.3, -0.7]))",
        "    0   (1.300000, -0.700000)   (1.300000, -0.700000)",
        "    1   (1.201513, -0.669849)   (1.205271, -0.650000)   <- first difference",
        f"{NAMED} eps is added inside the square root.",
        "the root ends before eps is added",
    ),
    "bookkeeping.one_late": (
        "`weights` is right up to `weights[0]` and wrong from `weights[1]` on:",
        f"{NAMED} the first entry is recorded twice and the last one is missing.",
    ),
    "quartic_root.rounded_to_2": (
        "Your result is -1.230000; it should be -1.234773.",
        "Possible cause: the number is rounded to 2 decimals. Your numbers match it in the case shown, but with",
    ),
}


@pytest.fixture(scope="module")
def messages(adam_key) -> dict[str, str]:
    """What every known mistake of a small homework is told, by its id."""
    right, told = right_transcript(adam_key), {}
    for question in adam_key.questions:
        for mistake, calls in wrong_answers(adam_key, question):
            report = judge(adam_key, replace(right, calls={**right.calls, **calls}))
            told[mistake] = report.question(question.name).message
    return told


@pytest.mark.parametrize("mistake", READ)
def test_a_mistake_is_told_what_is_right_then_where_then_why(mistake, messages):
    """The first departure matters more than prose (Hao et al. 2021), and comes before any cause."""
    text, after = messages[mistake], 0
    for sentence in READ[mistake]:
        assert sentence in text[after:], f"{sentence!r} is not said, or too early, in:\n{text}"
        after = text.index(sentence, after) + len(sentence)


def test_every_message_is_short_and_names_one_cause(messages):
    """Good hints have 80 to 160 words; the tables count here too, and are aligned. Three causes would be a guess."""
    assert len(messages) > 40
    for mistake, text in messages.items():
        assert len(text.split()) <= 180, mistake
        causes = re.findall("(?:Likely|Possible) cause:|Your numbers match more than one known mistake", text)
        assert len(causes) == 1 or mistake == "quartic_root.nan", mistake  # nan may come of anything
        without_call = re.sub(r"With this call:\n( {4}.*\n)+", "", text.split(NAMED)[0])
        assert not re.search(r"Traceback|array\(|dtype=|np\.|None|\bnan, nan", without_call), mistake
        assert text == text.strip() and "  \n" not in text and "\n\n\n" not in text, mistake
        rows = [line.split("   <-")[0] for line in text.splitlines() if re.match(r" {4} *(k|\d+) ", line)]
        assert len({len(row) for row in rows}) <= 1, text


def said(outcomes, *questions) -> str:
    key = by_hand(*(questions or [gradient_descent()]))
    return judge(key, transcript(key, outcomes)).questions[0].message


def test_a_slip_at_one_step_is_told_from_a_wrong_rule():
    text = said(answered(lambda alpha, k, slope: -alpha * slope * (1 + 0.1 * (k == 3))))
    assert (
        "is right up to `weights[2]` and wrong from `weights[3]` on" in text and "    yours:     1, 1, 1.1, 1\n" in text
    )


def test_an_argument_that_tells_right_cases_from_wrong_ones_is_named():
    """A number written into the code in place of an argument shows where the argument has another value."""
    values = {"label.1": 1e-8, "label.2": 1e-8, "label.3": 0.1}
    (first,) = label().cases
    cases = tuple(
        replace(first, id=name, arguments={"v": float(n), "eps": eps}) for n, (name, eps) in enumerate(values.items())
    )
    outcomes = dict.fromkeys(values, "saddle") | {"label.3": "minimum"}
    text = said(outcomes, replace(label(), cases=cases, mistakes=()))
    assert "`eps` is 1e-08 in every visible case that is right, and 0.1 in this one" in text and "`v` is" not in text
    assert "`eps`" not in said(outcomes | {"label.2": "minimum"}, replace(label(), cases=cases, mistakes=()))


def test_our_own_words_for_a_fault_are_for_staff():
    """A student can do nothing about our sandbox, and reads nothing of it."""
    text = said(dict.fromkeys(answered(), Fault("the sandbox broke")))
    assert "could not check this, and that is our fault" in text and "You lose nothing" in text
    assert "sandbox" not in text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.500000"), (-1.23456789, "-1.234568"), ([0.5, -1.25], "(0.500000, -1.250000)"), (1e-5, "1e-05"),
        (123456789.0, "1.23457e+08"), (-1e-17, "0.000000"), (np.nan, "nan"), (np.inf, "inf"), (0, "0.000000"),
    ],
)  # fmt: skip
def test_numbers_have_six_decimals_and_an_exponent_only_where_they_need_one(value, text):
    assert format_number(value) == text


# ── how the function was called, and why it could not be


def of_definition(outcome, definition: Definition) -> str:
    key = by_hand(gradient_descent())
    run = transcript(key, dict.fromkeys(answered(), outcome))
    return judge(key, replace(run, definitions={"gradient_descent": definition})).questions[0].message


MOVED = "def gradient_descent(w, g, steps, lr):\n    return w[0]\n"
RENAMED = "def gradient_descent(cost, lr, steps, start):\n    return lr * start\n"
IN_ORDER = "def gradient_descent(max_its, w, alpha, g):\n    return 1\n"
ANY = "gradient_descent = lambda *args: 1\n"


def body(*lines: str, parameters: str = "g, alpha, max_its, w") -> str:
    """A function that takes steps with the lines in front."""
    steps = "return [w - alpha * g(w)] * max_its"
    return f"def gradient_descent({parameters}):\n" + "".join(f"    {line}\n" for line in (*lines, steps))


WRONG = ([2.5, 1.7, 0.3, 0.9, 0.1, 0.2], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
GLOBAL = body().replace("g(w)", "slope(w)")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (GLOBAL, "value of `g`"),
        (GLOBAL.replace("max_its\n", "25\n"), "values of `g`, `max_its`"),
        (body("alpha = 0.1"), "value of `alpha`"),
        (body('"""alpha is the steplength."""', "alpha, n = 0.1, 3"), "value of `alpha`"),
        (body(parameters="g, alpha, max_its, w, tol=1e-6, verbose=False").replace("g(w)", "slope(w)"), "value of `g`"),
        (f"{GLOBAL}class Later:\n    def gradient_descent(self, g, alpha, max_its, w):\n        g\n", "value of `g`"),
    ],
)
def test_an_argument_that_is_not_used_is_named_where_nothing_explains_the_numbers(source, names):
    """A global of the notebook in its place is what its author does not see: every try in the notebook is right."""
    text = of_definition(WRONG, Definition("found", cell=3, source=source))
    assert f"Your `gradient_descent` does not use the {names} that it receives: is a global or another" in text


@pytest.mark.parametrize(
    "source",
    [
        ANY, "def (", body(), RENAMED, RENAMED.replace("steps", "_"), body("alpha *= 0.1"), body("g = abs(g)"),
        body("if alpha > 1:", "    alpha = 0.1"), body(parameters="g, alpha, max_its, w, tol=1e-6, verbose=False"),
        *(GLOBAL.replace("slope", f"slope({by}) or ") for by in (
            "eval('g')", "locals()", "table.query('x > @g')", "inspect.currentframe().f_locals", "lambda: g",
        )),
        body("def gradient_descent(g, alpha, max_its, w):", "    return 1"),
    ],
)  # fmt: skip
def test_no_argument_is_called_unused_that_may_be_read_or_is_not_received(source):
    assert "does not use" not in of_definition(WRONG, Definition("found", cell=3, source=source))


@pytest.mark.parametrize("source", [IN_ORDER, ANY, "", "def gradient_descent(g, alpha, max_its, w, tol=0): 1", "def ("])
def test_nothing_is_said_of_names_that_are_the_handouts_or_cannot_be_seen(source):
    text = of_definition(([1.0, 2.0], [3.0, 4.0]), Definition("found", cell=3, source=source))
    assert "other names" not in text


def test_right_work_that_returns_more_than_was_asked_for_is_told_so():
    """Four values where two are asked for keep every point, and whoever wrote them should know which two counted."""
    right = answered()
    assert "were judged" not in message(gradient_descent(), right)
    told = "judged too: the same question, other arguments.\nYour function returned 4 values; the first 2 were judged"
    assert told in message(gradient_descent(), {case: (*pair, 1.0, 2.0) for case, pair in right.items()})


@pytest.mark.parametrize("cell", [5, 37])
def test_code_that_stops_before_the_function_is_called_is_said_with_both_places(cell):
    """The function stands in cell 37: to call cell 5 the one that defines it sends its author to the wrong place."""
    source = "data = np.loadtxt('x.csv')"
    stopped = Raised("FileNotFoundError", "x.csv not found.", cell, 2, source, during="definition")
    text = of_definition(stopped, Definition("found", cell=37, source=MOVED))
    where = f"Your code stopped at cell {cell}, line 2, which `gradient_descent` (cell 37) needs:"
    assert f"{where}\n    {source}\n    FileNotFoundError: x.csv" in text and "in its order" not in text


def test_where_cells_have_no_numbers_the_line_of_the_file_is_said():
    """A Python file, a marimo notebook, a Quarto document: the editor shows lines alone."""
    stopped = Raised("FileNotFoundError", "x.csv not found.", 0, 2, "data = f()", during="definition")
    text = of_definition(stopped, Definition("found", line=41))
    assert "Your code stopped at line 2, which `gradient_descent` (line 41) needs:\n" in text
    called = of_definition(replace(stopped, during="call"), Definition("found", line=41))
    assert "Your function stopped at line 2:" in called
    live = of_definition(replace(stopped, during="call"), Definition("found"))
    assert "Your function stopped at line 2 of its cell:" in live


# ── steps along the gradient


MOMENTUM = read_written(__file__, "question_messages_momentum.toml")


@pytest.mark.parametrize(("on", "w"), [("quartic", "2.5"), ("coupled", "[1.3, -0.7]")])
def test_steps_are_measured_along_the_gradient_only_where_the_right_ones_follow_it(tmp_path, on, w):
    """Of momentum, whose steps are no multiples of the gradient, such lengths would mean nothing: N = 1 too."""
    key = underived_key(load_assignment(small.write(tmp_path, MOMENTUM.format(on=on, w=w))))
    right = key.questions[0].cases[0].expected
    noise = np.random.default_rng(0).normal(size=right[WEIGHTS].shape)
    noise[0] = 0
    text = judge(key, transcript(key, {"momentum.1": (right[WEIGHTS] + noise, right[COSTS])}))
    message = text.questions[0].message
    assert "first difference" in message and "gradient" not in message
    assert "Your first step is wrong already:" in message
    assert 'check("momentum").explore()' in message
    later = np.where(np.arange(len(noise)).reshape(-1, *[1] * (noise.ndim - 1)) > 1, noise, 0)
    text = judge(key, transcript(key, {"momentum.1": (right[WEIGHTS] + later, right[COSTS])}))
    assert "Your first step is right: look at what your loop carries" in text.questions[0].message


def message(question, answers):
    report = judge(by_hand(question), transcript(by_hand(question), answers))
    return report.questions[0].message


def test_what_nothing_explains_is_to_be_computed_by_hand():
    """Both values alone say that something is wrong, and not how to go on. Of a count there is nothing to compute."""
    (case,) = vector().cases
    assert "Compute it by hand," in message(vector(), {case.id: np.array([2.0, 0.3])})
    steps = replace(vector(), cases=(replace(case, expected={".": np.asarray(8.0)}),))
    assert message(steps, {case.id: 9.0}).endswith("Your result is 9; it should be 8.")


def test_the_argument_that_differs_where_it_is_wrong_comes_in_place_of_general_advice():
    (case,) = vector().cases
    cases = [replace(case, id=f"vector.{n}", arguments={"eps": eps}) for n, eps in enumerate((0.0, 0.0, 0.1))]
    answers = {each.id: case.expected["."] for each in cases} | {"vector.2": np.array([2.0, 0.3])}
    text = message(replace(vector(), cases=tuple(cases)), answers)
    expected = "`eps` is 0.0 in every visible case that is right, and 0.1 in this one: look at where your code uses it."
    assert text.endswith(expected)
    assert "by hand" not in text


# ── a question without visible cases, and what is told when points are published


def test_a_question_without_visible_cases_says_so():
    """To whoever holds the student's key, and on Gradescope: neither an exception nor "all right"."""
    question = gradient_descent()
    secret = replace(question, cases=tuple(replace(c, hidden=True) for c in question.cases))
    whole = by_hand(secret)
    for key in (whole, whole.for_students()):
        asked = judge(key, transcript(key, answered() if key is whole else {})).questions[0]
        assert asked.message == "This question has no visible case; it is graded after you hand in."
    assert (asked.status, asked.earned, asked.cases) == ("recorded", 0.0, ())


@pytest.mark.parametrize(("bits", "said"), [(99.0, "Likely cause: two mistakes"), (16.0, "so few numbers")])
def test_two_mistakes_at_once_are_only_possible_where_few_numbers_speak_for_one(bits, said):
    question = gradient_descent()
    key = by_hand(question)
    ids = tuple(mistake.id for mistake in question.mistakes[:2])
    verdicts = {c.id: judge_case(question, c, Returned(to_value(answered()[c.id]))) for c in question.cases}
    assert said in explanation(key, question, verdicts, Diagnosis((ids,), Evidence(bits))).text


def test_a_factor_that_a_cause_names_is_said_once():
    question = costs_alone()
    (case,) = question.cases
    relation = FACTORS[0.5]
    key = replace(by_hand(question), structural=(Mistake(relation.id, relation.name, relation.hint),))
    verdicts = {case.id: judge_case(question, case, Returned(to_value(case.right["."] / 2)))}
    factor = "Every number is 1/2 of the right one."
    unnamed = question_message(key, question, verdicts, Diagnosis(), Definition("found"))
    named = question_message(key, question, verdicts, Diagnosis(((relation.id,),), Evidence(99.0)), Definition("found"))
    assert factor in unnamed and factor not in named and relation.name in named
    assert "first difference" in named

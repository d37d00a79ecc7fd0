"""The grader is graded, and says what a weak assignment lets through."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from support import keys, small
from support.compiled import underived_key
from support.tables import read_written
from typer.testing import CliRunner

from grader.authoring import compiler
from grader.authoring.cache import Cache
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.proving.proof import to_text
from grader.authoring.proving.proof_page import to_html
from grader.authoring.proving.rehearsal import constant_arguments, rehearse, try_honest_work, try_wrong_examples
from grader.authoring.proving.runs import Runner
from grader.authoring.proving.trials.mistake_trials import (
    TRIED,
    mistake_findings,
    right_transcript,
    try_mistakes,
    wrong_answers,
)
from grader.authoring.proving.trials.student_text import REAL_WORK
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.staff.commands import app
from grader.model.transcript import Definition, Raised


def test_an_assignment_with_telling_cases_is_proven(tmp_path):
    """Solution, stub and mistakes all come out as they must; the figures are printed."""
    shorter = small.FROM_ZERO.replace("max_its = 25", "max_its = 24")
    facts = load_assignment(small.write(tmp_path, small.ADAM, small.TELLING, shorter, small.ROOT_QUESTION))
    (tmp_path / "honest").mkdir()
    right = (
        small.MASTER.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "").replace("ws, cs\n", "(ws, cs)\n")
    )
    (tmp_path / "honest" / "pair.py").write_text(right, encoding="utf-8")
    (tmp_path / "honest" / "one.py").write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    proof = rehearse(facts, compiler.compile_key(facts))
    failed = [finding for finding in proof.findings if not finding.ok]
    assert not failed, to_text(proof)
    assert "2 honest styles earn every point" in to_text(proof), "a style may leave out questions"
    said = {finding.what: finding.figure for finding in proof.findings}
    for reader, more in (
        ("staff's report, by all cases", ""),
        ("students' text, by the visible cases", f"; {REAL_WORK}"),
    ):
        figure = said[f"{reader}: of the changes of your solution"]
        # One answer is nan, which may come of anything.
        assert re.fullmatch(
            r".+ % named alone \(\d+\), .+ % in a group of two or three \(\d\), .+ % not at all \([01]\)" + more, figure
        )
    assert to_text(proof).endswith("Ready for students.")
    assert json.loads(proof.to_json())["passed"] is True
    assert "<h1>Proof of " in to_html(proof) and "What students will read" in to_html(proof)


def test_mistakes_are_tried_again_where_the_question_is_another_one(tmp_path):
    """What is stored is what was tried; a stored text of another form counts as none."""
    key, cache = underived_key(load_assignment(small.write(tmp_path, small.ADAM))), Cache(tmp_path)
    tried = list(try_mistakes(key, cache=cache))
    again = Cache(tmp_path)
    assert list(try_mistakes(key, cache=again)) == tried == list(try_mistakes(key))
    assert again.hits == {TRIED: 1}
    (question,) = key.questions
    wider = {name: 2 * tolerance for name, tolerance in question.cases[0].tolerance.items()}
    other = replace(question, cases=(replace(question.cases[0], tolerance=wider), *question.cases[1:]))
    of_other = Cache(tmp_path)
    assert list(try_mistakes(replace(key, questions=(other,)), cache=of_other)) != tried
    assert of_other.hits == {TRIED: 0}
    for name in cache.stored:
        cache.put(name, '[{"mistake": "x"}]')
    assert list(try_mistakes(key, cache=Cache(tmp_path))) == tried


@pytest.mark.slow
def test_without_the_large_eps_it_says_what_survives(tmp_path):
    """At eps = 1e-8 nobody can see on which side of the root eps stands: one survivor and a named mistake are half."""
    facts = load_assignment(small.write(tmp_path, small.ADAM))
    key = compiler.compile_key(facts)
    trials = list(try_mistakes(key))
    survivor = next(t for t in trials if t.survives)
    named = next(t for t in trials if t.report.mistake == t.mistake)
    (finding,) = [f for f in mistake_findings([survivor, named]) if f.what.startswith("staff's report")]
    assert not finding.ok and finding.troubles == ()
    proof = rehearse(facts, key)
    assert not proof.passed
    sentence = "adam: eps is added inside the square root [adam.eps_in_root] keeps every point. Add a case in which"
    assert sentence in to_text(proof)


def test_files_that_answer_other_questions_than_those_that_are_proven_do_no_harm(tmp_path):
    """`-q` names one question, and the folders hold work on all: a file without its name is left out."""
    facts = load_assignment(small.write(tmp_path, small.ROOT_QUESTION))
    for folder in ("honest", "wrong"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "other.py").write_text(f"x = {list(range(99))}\ndef other(x):\n    return x\n", "utf-8")
    (tmp_path / "honest" / "one.py").write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    key = compiler.compile_key(facts)
    runner = Runner(Cache(), lambda text: None)
    honest = try_honest_work(facts, key, runner)
    assert ("1 honest style earns every point", "1 of 1") in [(each.what, each.figure) for each in honest.findings]
    assert honest.questions == {"quartic_minimizer"}
    assert try_wrong_examples(facts, key, runner).findings == ()


def test_the_command_ends_with_1_and_says_why_where_something_is_not_proven(tmp_path):
    folder = small.write(tmp_path, small.ROOT_QUESTION)
    (folder / "wrong").mkdir()
    (folder / "wrong" / "right.py").write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["rehearse", str(folder)])
    assert done.exit_code == 1, done.output
    assert "right.py loses no point" in done.stdout and "Not ready" in done.stdout


def test_a_gradient_that_is_written_as_an_argument_varies_with_its_parameters(tmp_path):
    question = """
name = "small"
title = "Small"
notebook = "small.py"
[[question]]
name = "step"
title = "Step"
signature = "step(gradient, w)"
returns = "array"
points = 1
"""
    cases = [
        f"[[question.case]]\ngradient = {{ gradient_of = 'quadratic', a = 0.0, b = [{b}], C = [[1.0]] }}\nw = [{b}]\n"
        for b in (1.0, 2.0)
    ]
    (tmp_path / "small.py").write_text("def step(gradient, w):\n    return w - gradient(w)\n")
    (tmp_path / "assignment.toml").write_text(question + "".join(cases))
    assert constant_arguments(load_assignment(tmp_path)).ok


def test_an_argument_that_never_varies_is_said_with_what_would_catch_it(tmp_path):
    """Whoever writes 25 for max_its into the code kept every point."""
    facts = load_assignment(small.write(tmp_path, small.ADAM, small.TELLING))
    assert facts.question[0].constant_arguments == {"alpha": 0.1, "max_its": 25}
    proof = constant_arguments(facts)
    assert not proof.ok and proof.figure == "2 do not"
    assert proof.troubles[1] == (
        "max_its is 25 in every case of adam: who writes that into the code keeps every point. Add a case with another "
        'value, or write fixed = ["max_its"] in the question if this is meant.'
    )
    meant = small.ADAM.replace("points = 10", 'points = 10\nfixed = ["alpha", "max_its"]')
    assert constant_arguments(load_assignment(small.write(tmp_path, meant, small.TELLING))).ok


@pytest.mark.parametrize(
    ("fixed", "sentence"),
    [
        ("epss", "fixed names 'epss', which is no argument of the function. Did you mean 'eps'?"),
        ("eps", "is not the same in every case"),
    ],
)
def test_what_is_said_to_be_fixed_must_be(fixed, sentence, tmp_path):
    toml = small.ADAM.replace("points = 10", f'points = 10\nfixed = ["{fixed}"]')
    with pytest.raises(BadAssignment) as caught:
        load_assignment(small.write(tmp_path, toml, small.TELLING))
    assert sentence in str(caught.value)


SLOPE = read_written(__file__, "rehearsal_slope.toml")
SOLVED = """
import jax, jax.numpy as jnp

def slope(w):
    ### BEGIN SOLUTION
    def g(w):
        height = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        return height * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
    return jax.grad(g)(w)
    ### END SOLUTION
"""


def test_without_a_bank_nothing_is_called_proven(tmp_path):
    """It said "0 of 0", "at least inf" and "Ready for students"."""
    folder = small.write(tmp_path, SLOPE)
    (folder / "small.py").write_text(SOLVED, encoding="utf-8")
    toml = (folder / "assignment.toml").read_text("utf-8").replace("small.ipynb", "small.py")
    (folder / "assignment.toml").write_text(toml, encoding="utf-8")
    facts = load_assignment(folder)
    made = underived_key(facts)
    proof = rehearse(facts, replace(made, questions=(replace(made.questions[0], mistakes=()),)))
    assert proof.passed, to_text(proof)
    assert "nothing is proven about right work in another style" in proof.unproven[0]
    assert "slope: no known mistakes: nothing is proven about naming" in proof.unproven[1]
    assert not re.search(r"\binf\b|0 of 0|100\.0 %|0 known mistakes", to_text(proof))
    assert "Ready for students" not in to_text(proof)


def test_a_question_that_shows_no_case_is_rehearsed_and_said_to_show_none(tmp_path):
    """A student's key holds none of its cases, and judges it all the same."""
    hidden = small.ROOT_QUESTION.replace("points = 5", "points = 5\nall_hidden = true") + "  hidden = true\n"
    proof = rehearse(facts := load_assignment(small.write(tmp_path, hidden)), compiler.compile_key(facts))
    assert "quartic_minimizer shows students no case, as all_hidden says" in proof.notes
    said = {finding.what: finding.figure for finding in proof.findings}
    assert said["students' text, by the visible cases: of the changes of your solution"] == "no case is visible"


WAVES = read_written(__file__, "rehearsal_waves.toml")


def test_a_start_on_a_kink_is_refused(tmp_path):
    facts = load_assignment(small.write(tmp_path, WAVES.format(on="absolute", alpha=0.5, w=0)))
    with pytest.raises(BadAssignment, match="case 1: its start lies on a kink of the cost"):
        compiler.compile_key(facts)


class Runs:
    """In place of a runner: transcripts by the name of the file."""

    def __init__(self, transcripts):
        self.transcripts = transcripts

    def run(self, key, paths, what):
        return [self.transcripts[path.stem] for path in paths]


def test_each_wrong_example_must_lose_points_on_a_question_that_it_answers(tmp_path):
    """A right one is a fault of the folder; one of another question is not tried, and proves nothing."""
    key = keys.key(keys.vector(), keys.number())
    right = right_transcript(key)
    name = key.questions[0].name
    crashed = {case: Raised("ValueError", "no") for case in right.calls if case.startswith(name)}
    transcripts = {
        "right": right,
        "crashed": replace(right, calls={**right.calls, **crashed}),
        "other": replace(right, definitions={q.name: Definition("missing") for q in key.questions}, calls={}),
    }
    (tmp_path / "wrong").mkdir()
    for stem in transcripts:
        (tmp_path / "wrong" / f"{stem}.py").write_text("")
    tried = try_wrong_examples(SimpleNamespace(wrong=sorted((tmp_path / "wrong").iterdir())), key, Runs(transcripts))
    (finding,) = tried.findings
    assert (finding.what, finding.figure) == ("2 wrong examples lose points", "1 of 2")
    assert finding.troubles[0] == "right.py loses no point: add a case in which its result differs"
    assert tried.questions == {name}


def test_a_wrong_example_says_on_which_other_questions_it_loses_no_point(tmp_path):
    """A file of three mistakes was proven by one of them, and a mistake that no case catches stayed unseen."""
    key = keys.key(keys.vector(), keys.number())
    right = right_transcript(key)
    lost, other = (question.name for question in key.questions)
    crashed = {case: Raised("ValueError", "no") for case in right.calls if case.startswith(lost)}
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "both.py").write_text("")
    runs = Runs({"both": replace(right, calls={**right.calls, **crashed})})
    (finding,) = try_wrong_examples(SimpleNamespace(wrong=sorted((tmp_path / "wrong").iterdir())), key, runs).findings
    assert finding.ok and finding.figure == "1 of 1"
    assert finding.troubles == (
        f"both.py loses no point on {other}: if it is wrong there, add a case in which its result differs",
        f"both.py: {lost} is reported as: no known cause",
    )


def test_a_wrong_example_is_listed_with_the_name_and_the_id_that_it_gets(tmp_path):
    """An author writes the id into `credit` or mistakes.toml."""
    key = keys.key(keys.gradient_descent())
    mistake, calls = next(wrong_answers(key, key.questions[0]))
    right = right_transcript(key)
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "one.py").write_text("")
    runs = Runs({"one": replace(right, calls={**right.calls, **calls})})
    (finding,) = try_wrong_examples(SimpleNamespace(wrong=sorted((tmp_path / "wrong").iterdir())), key, runs).findings
    name = key.hints[mistake][0]
    assert finding.troubles == (f"one.py: gradient_descent is reported as: {name} [{mistake}]",)
    (lost, *_) = mistake_findings(list(try_mistakes(key)))
    assert f"gradient_descent: {name} [{mistake}]" in lost.details, "the page of --html lists all"

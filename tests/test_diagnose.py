"""A mistake is named where its values are the student's on all cases and nothing else's; otherwise nobody guesses."""

import json
from dataclasses import replace

import numpy as np
import pytest
import small

from grader import compile as compiler
from grader import diagnose as diagnosing
from grader.assignment import load
from grader.judge import judge
from grader.transcript import Definition, Returned, Transcript
from grader.values import Items, Numbers


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """Adam on three cases, compiled with all its mistakes."""
    folder = small.write(tmp_path_factory.mktemp("small"), small.ADAM, small.TELLING, small.FROM_ZERO)
    return compiler.compile(load(folder))


def judged(key, runs, records=None):
    """The report on runs `{case id: (weights, costs)}`, cut to the rows asked for, or as `records` says."""
    (question,) = key.questions
    calls = {}
    for case in question.cases:
        weights, costs = (np.asarray(part) for part in runs[case.id])
        rows = records[str(case.steps)] if records else [range(case.steps + 1)] * 2
        calls[case.id] = Returned(Items((Numbers(weights[list(rows[0])]), Numbers(costs[list(rows[1])]))))
    (report,) = judge(key, Transcript("t", key.assignment, {"adam": Definition("found")}, calls)).questions
    return report


def runs(key, id=""):
    """The runs of a mistake, or the right ones."""
    (question,) = key.questions
    if not id:
        return {c.id: (c.expected["weights"], c.expected["costs"]) for c in question.cases}
    answers = next(m.answers for m in question.mistakes if m.id == id)
    return {case: (a["weights"], a["costs"]) for case, a in answers.items()}


def test_a_known_mistake_is_named_with_its_hint(key):
    """The reason for executing mistakes at all."""
    report = judged(key, runs(key, "adam.no_bias_correction"))
    assert report.mistake == "adam.no_bias_correction"
    assert "exactly those of this mistake: no bias correction" in report.message


def test_in_single_precision_too(key):
    """Students' JAX computes in float32 unless told otherwise."""
    single = {case: tuple(np.float32(part) for part in run) for case, run in runs(key, "adam.eps_in_root").items()}
    assert judged(key, single).mistake == "adam.eps_in_root"


def test_the_quick_look_at_all_candidates_leaves_out_none_that_explains(key):
    """It compares with sums, the last word with differences: what lies on the bound itself must not fall between."""
    (question,) = key.questions
    for candidates in diagnosing._bank(key, question):
        for case in question.cases:
            for i, (_, told) in enumerate(candidates.candidates):
                bounded = told[case.id].bounded("weights", case)
                sign = 1 if i % 2 else -1
                edge = (bounded.rows + sign * np.nan_to_num(bounded.allowed, posinf=1.0)).reshape(bounded.shape)
                if bounded.near(edge):
                    assert candidates._near(case, "weights", edge)[i]


def test_a_mistake_that_fits_all_cases_but_one_is_not_named(key):
    """One case that it does not explain means that something else happened."""
    mixed = runs(key, "adam.no_bias_correction") | {"adam.3": runs(key, "adam.ascent")["adam.3"]}
    report = judged(key, mixed)
    assert report.mistake == "" and "mistake" not in report.message


def test_two_at_once_are_both_named(key):
    """A wrong rule wrongly recorded: compositions are looked for once no single mistake fits."""
    without_start = next(b.rows for b in key.bookkeeping if b.id == "bookkeeping.without_start")
    report = judged(key, runs(key, "adam.betas_swapped"), without_start)
    assert set(report.mistake.split("+")) == {"adam.betas_swapped", "bookkeeping.without_start"}
    assert "Two mistakes at once" in report.message


def test_right_work_has_no_diagnosis(key):
    """The commonest false alarm would be a name for nothing."""
    report = judged(key, runs(key))
    assert (report.status, report.mistake) == ("right", "")


def test_a_bookkeeping_slip_keeps_what_the_assignment_says(key):
    """`[credit] bookkeeping = 0.7`: right steps, wrongly recorded."""
    without_last = next(b.rows for b in key.bookkeeping if b.id == "bookkeeping.without_last")
    report = judged(key, runs(key), without_last)
    assert report.mistake == "bookkeeping.without_last"
    assert report.earned == pytest.approx(0.7 * report.possible)


def test_noise_in_an_unlisted_run_stays_unexplained_and_shows_the_steps(key):
    """Nothing fits: no name, but the student's own step lengths beside the right run's."""
    rng = np.random.default_rng(0)
    odd = {case: (w + 0.01 * rng.standard_normal(w.shape) * (np.arange(len(w)) > 0).reshape(-1, *[1] * (w.ndim - 1)), c)
           for case, (w, c) in runs(key).items()}  # fmt: skip
    report = judged(key, odd)
    assert report.mistake == "" and "have the lengths" in report.message


def test_a_run_of_nan_is_not_called_by_a_mistake_of_finite_numbers(key):
    """nan compares with nothing; only a mistake that divides by zero may claim it."""
    blank = {case: (np.full_like(w, np.nan), np.full_like(c, np.nan)) for case, (w, c) in runs(key).items()}
    named = judged(key, blank).mistake
    by_id = {m.id: m for m in key.questions[0].mistakes}
    assert all(np.isnan(by_id[id].answers["adam.1"]["weights"][-1]) for id in named.split("|") if id)


def test_the_key_says_the_same_after_a_round_trip_through_its_file(key):
    """What instructors hold is the file."""
    from grader.key import FORMAT, from_json

    again = from_json(key.to_json())
    assert judged(again, runs(again, "adam.no_alpha")).mistake == judged(key, runs(key, "adam.no_alpha")).mistake
    assert json.loads(again.to_json())["format"] == FORMAT
    assert replace(again, title="x").hints == key.hints

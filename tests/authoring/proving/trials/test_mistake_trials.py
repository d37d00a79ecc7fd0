"""Mistakes for which too few numbers speak have no name, and an assignment is ready for students all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import rows
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.proving.trials.mistake_trials import mistake_findings, try_mistakes
from grader.authoring.reading.assignment_file import load_assignment

TOML = read_written(__file__, "mistake_trials.toml")
MASTER = read_written(__file__, "mistake_trials.py")
CLAIM = "staff's report, by all cases: of the changes of your solution"


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    (folder / "assignment.toml").write_text(TOML, encoding="utf-8")
    (folder / "few.py").write_text(MASTER, encoding="utf-8")
    return list(try_mistakes(compile_key(load_assignment(folder))))


def finding(trials):
    return next(each for each in mistake_findings(trials) if each.what == CLAIM)


def test_where_too_few_numbers_tell_mistakes_apart_it_is_said_and_nothing_fails(few):
    """Of discrete and random results, such as RANSAC's, one mistake in ten has no name, and no case gives it one."""
    silent = [trial for trial in few if trial.is_silent]
    assert len(silent) > 0.05 * len(few) and not any(trial.report.mistake for trial in silent)
    result = finding(few)
    assert result.ok and result.troubles[0] == (
        f"split: {len(silent)} mistakes lose points without a name: too few numbers of the cases differ from the right "
        "ones to tell which it is. A case of more numbers may name more of them."
    )


def test_of_what_could_be_named_most_must_be(few):
    missed = [replace(trial, is_silent=False) for trial in few]
    result = finding(missed)
    assert not result.ok and result.troubles[0].startswith("95 % are to be named; ")


PAIR = read_written(__file__, "mistake_trials_pair.toml")
FIT = """
import numpy as np


def fit(X, y):
    ### BEGIN SOLUTION
    w = np.linalg.solve(X.T @ X, X.T @ y)
    return w, np.mean((X @ w - y) ** 2)
    ### END SOLUTION
"""


@pytest.mark.parametrize("together", rows.few([False, True]))
def test_what_keeps_most_of_the_points_is_listed_with_the_key_that_pays_all_or_nothing(together, tmp_path):
    """Of 120 wrong programs 21 kept 7.5 or more of 10 points, and nothing said so."""
    parts = 'parts = [{ w = { kind = "array", share = 4 } }, { loss = "number" }]'
    returns = f'{{ kind = "list", {parts}{", together = true" * together} }}'
    (tmp_path / "assignment.toml").write_text(PAIR.replace("{returns}", returns), encoding="utf-8")
    (tmp_path / "pair.py").write_text(FIT, encoding="utf-8")
    trials = list(try_mistakes(compile_key(load_assignment(tmp_path))))
    claim = "known mistakes that lose points keep less than 80 %"
    (listed,) = [each for each in mistake_findings(trials) if each.what == claim]
    keeping = [each for each in trials if each.report.earned >= 8 and not each.survives]
    assert listed.ok and listed.figure == f"{len(trials) - len(keeping)} of {len(trials)}"
    if together:
        assert not keeping and not listed.troubles
    else:
        assert len(keeping) > 5 and listed.troubles[0] == (
            f"fit: {len(keeping)} known mistakes of it keep 80 % or more of its points. Its parts are paid one by one: "
            "`together = true` in its `returns` pays all or nothing."
        )
        assert listed.troubles[1].endswith("keeps 8 of 10 points")


RANDOM = read_written(__file__, "mistake_trials_random.toml")
WALK = """
import numpy as np


def walk(steps, rng):
    ### BEGIN SOLUTION
    return np.cumsum(rng.normal(size=steps))
    ### END SOLUTION
"""
IS_WALK = """
from grader.p_values import PValue

def is_walk(results, *, arguments, expected):
    return PValue(0.5), "no matter"
"""


def test_a_random_history_has_no_right_rows_to_record_wrongly(tmp_path):
    """Its check decides, so the key holds no right answer; rehearse ended in a KeyError."""
    for name, text in {"assignment.toml": RANDOM, "random.py": WALK, "checks.py": IS_WALK}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(try_mistakes(compile_key(load_assignment(tmp_path)))) == []

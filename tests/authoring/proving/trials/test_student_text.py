"""Rehearse counts what students read by the visible cases alone, and proposes a visible case that would say more."""

from __future__ import annotations

import re

from support import small
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.proving.trials.mistake_trials import try_mistakes
from grader.authoring.proving.trials.student_text import REAL_WORK, student_text
from grader.authoring.reading.assignment_file import load_assignment

TOML = read_written(__file__, "student_text.toml")
MASTER = """
import numpy as np


def shrink(v, t):
    ### BEGIN SOLUTION
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)
    ### END SOLUTION
"""


def test_what_students_read_is_counted_by_the_visible_cases_alone(tmp_path):
    """The second case alone tells on which side of the root eps stands; students do not see it."""
    facts = load_assignment(small.write(tmp_path, small.ADAM, small.TELLING + "  hidden = true\n"))
    key = underived_key(facts)
    trials = [t for t in try_mistakes(key) if t.mistake == "adam.eps_in_root"]
    assert trials[0].report.mistake == "adam.eps_in_root" and trials[0].student_report.status == "right"
    finding = student_text(key, trials)
    assert finding.figure.endswith(f"100.0 % not at all (1); 1 read that all visible cases are right; {REAL_WORK}")
    case, unseen = finding.troubles
    assert case.startswith(
        "adam: students' text names 0 of 1 change of your solution. With a visible case like the hidden adam.2 it "
    )
    assert unseen == "adam: eps is added inside the square root [adam.eps_in_root]: all visible cases are right"


def test_a_visible_case_like_a_hidden_one_would_name_more(tmp_path):
    """One negative component that becomes 0 says nothing of signs."""
    (tmp_path / "assignment.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "few.py").write_text(MASTER, encoding="utf-8")
    key = compile_key(load_assignment(tmp_path))
    advice, *_ = student_text(key, list(try_mistakes(key))).troubles
    more = re.fullmatch(
        r"shrink: students' text names \d+ of \d+ changes of your solution. With a visible case like the hidden "
        r"shrink.2 it would name (\d+) more.",
        advice,
    )
    assert more and int(more[1]) >= 5

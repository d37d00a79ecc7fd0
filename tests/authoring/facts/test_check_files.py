"""Every fault of a question with a check is one sentence with its place and a way out."""

from __future__ import annotations

import numpy as np
import pytest
from support.tables import read_written, tables

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.assignment_file import load_assignment

TOML = read_written(__file__, "check_files.toml")
MASTER = "def q(n):\n    ### BEGIN SOLUTION\n    return [n / 3, 'x']\n    ### END SOLUTION\n"
CHECK = 'returns = "any"\ncheck = "checks.py:fine"'
HEAD = "def fine(result, *, arguments, expected):\n    "


@pytest.fixture
def refusal(tmp_path):
    """What is said of an assignment with these lines in its question, in its case, and in checks.py."""

    def refusal(question, case="", checks=HEAD + "return True"):
        for name, text in (("assignment.toml", TOML.format(question, case)), ("hw.py", MASTER), ("checks.py", checks)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(BadAssignment) as error:
            compile_key(load_assignment(tmp_path))
        return str(error.value)

    return refusal


@pytest.mark.parametrize(("question", "case", "words"), tables(__file__, "check_files_refused.toml")["refused"])
def test_keys_that_do_not_fit_together_are_refused(question, case, words, refusal):
    assert words in refusal(question, case)


@pytest.mark.parametrize("hidden", ["true", "false"])
def test_data_of_a_check_stand_in_no_file_that_students_have(hidden, refusal, tmp_path):
    """Held-out labels in a file of training data lie beside the submission while it runs, also those of visible cases.

    A `train` that opens the file returns them.
    """
    np.savez(tmp_path / "data.npz", y=[1.0], y_new=[2.0])
    held_out = f'for_check = {{ y = {{ file = "data.npz", key = "y_new" }} }}\n  hidden = {hidden}'
    shown = '[[question.case]]\n  n = { file = "data.npz", key = "y" }'
    assert (
        "case 1: for_check: it is for the check alone and reads data.npz[y_new], and students have data.npz, which a "
        "visible case names. Put these numbers into a file of their own, or write files = ['data.npz'] if students may "
        "have them."
    ) in refusal(CHECK, f"{held_out}\n  {shown}")
    assert "'y' is an argument" not in refusal(CHECK.replace("fine", "none"), held_out)


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ("def fine(result): ...", "fine has the parameters result; write def fine(result, *, arguments, expected)"),
        ("def fine(", "checks.py, line 1: `def fine(` is not Python"),
    ],
)
def test_a_file_without_such_a_check_is_refused(checks, words, refusal):
    assert words in refusal(CHECK, checks=checks)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return result[0][0] > 1, 'Too small.'",
         "case 1: the check gives what the solution returns 0 of the points, not all. Students would read: "),
        ("return float(result[0][0]) == 2 / 3",
         "case 1: the check gives what the solution returns in float32, as students may compute it, 0 of the points, "
         "not all. Students would read: Your result does not have the property"),
        ("return 1 / 0", "case 1: the check fails on what the solution returns: checks.py:fine: line 2: "
         "ZeroDivisionError: division by zero"),
    ],
)  # fmt: skip
def test_a_check_that_the_solution_does_not_pass_is_refused(body, words, refusal):
    assert f"question 'q': {words}" in refusal(CHECK, "", HEAD + body)

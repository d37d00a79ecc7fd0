"""How far honest work is from a right answer that holds no number, or one that is not finite."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import keys
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.cache import Cache
from grader.authoring.proving.rehearsal import _straying, try_honest_work
from grader.authoring.proving.runs import Runner
from grader.authoring.proving.trials.mistake_trials import distance
from grader.authoring.reading.assignment_file import load_assignment
from grader.model.encoding.values import Numbers
from grader.model.transcript import Returned

HEAD = 'name = "empty"\ntitle = "Nothing to return"\nnotebook = "empty.py"\n'
QUESTION = read_written(__file__, "distances.toml")
SOLUTIONS = {  # what is asked, and a solution that has nothing of it in the second case
    "empty_array": ('"vector"', "return x[x > t]"),
    "empty_part": ('[{ above = "array" }, { below = "array" }]', "return x[x > t], x[x <= t]"),
    "empty_list": ('{ kind = "list", each = "number" }', "return [float(v) for v in x if v > t]"),
    "list_of_arrays": ('{ kind = "list", each = "array" }', "return [np.array([v, t]) for v in x if v > t]"),
    "empty_table": ('{ kind = "table", each = "number" }', "return {str(k): v for k, v in enumerate(x) if v > t}"),
    "no_point": ('"points"', "return [[v] for v in x if v > t]"),
    "empty_text": ('{ kind = "text" }', "return 'x' * int(np.sum(x > t))"),
}
SOLUTION = "\n\ndef {name}(x, t):\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION\n"


def test_a_right_answer_without_numbers_is_near_itself(tmp_path):
    """A part that was empty in one case could never be rehearsed: "the solution strays inf tolerances"."""
    questions = (QUESTION.format(name=name, returns=returns) for name, (returns, _) in SOLUTIONS.items())
    solved = (SOLUTION.format(name=name, body=body) for name, (_, body) in SOLUTIONS.items())
    (tmp_path / "assignment.toml").write_text(HEAD + "".join(questions), encoding="utf-8")
    (tmp_path / "empty.py").write_text("import numpy as np\n" + "".join(solved), encoding="utf-8")
    written = load_assignment(tmp_path)
    with Runner(Cache(), lambda text: None) as runner:
        findings = try_honest_work(written, underived_key(written), runner).findings
    assert all(finding.ok for finding in findings), findings
    assert not any("inf" in finding.figure or "nan" in finding.figure for finding in findings)


@pytest.mark.parametrize(
    ("right", "answer", "size"),
    [
        ([np.nan, 1.0], [np.nan, 1.0], 0.0),
        ([np.inf, 1.0], [np.inf, 1.05], 0.5),
        ([np.nan, 1.0], [0.0, 1.0], np.inf),
        ([1.0, 2.0], [1.0], np.inf),
    ],
)
def test_numbers_that_are_not_finite_are_near_the_same_ones_alone(right, answer, size):
    question = keys.vector()
    (first, *_) = question.cases
    (name,) = first.expected
    case = replace(first, expected={name: np.array(right)}, tolerance={name: np.array(0.1)})
    question = replace(question, cases=(case,))
    assert distance(question, case, Returned(Numbers(np.array(answer)))) == pytest.approx(size)


def test_another_shape_is_said_in_words():
    """No author has to know what "inf tolerances" are."""
    assert "inf" not in _straying(np.inf) and "another shape" in _straying(np.inf)
    assert _straying(0.5) == "strays 0.5 tolerances"

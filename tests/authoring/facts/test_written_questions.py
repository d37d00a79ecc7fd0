"""Written answers in assignment.toml: what cannot be asked or answered is refused with the words to write."""

from __future__ import annotations

import numpy as np
import pytest
from support.tables import tables

from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.facts.written_questions import right_answer
from grader.authoring.reading.assignment_file import load_assignment

HEAD = 'name = "quiz"\ntitle = "Quiz"\nnotebook = "quiz.py"\n'
QUESTION = '[[question]]\nname = "q"\ntitle = "Q"\npoints = 2\n'
CHOICE = 'returns = "choice"\noptions = ["fixed", "1/k"]\n'
NUMBER = 'returns = "number"\nanswer = 0.25\ntolerance = 0.01\n'
TEXT = 'returns = "text"\nanswer = ["GD", "gradient descent"]\n'
CASE = "[[question.case]]\n"


def load(tmp_path, *lines: str):
    (tmp_path / "assignment.toml").write_text("".join((HEAD, QUESTION, *lines)), encoding="utf-8")
    return load_assignment(tmp_path)


@pytest.mark.parametrize(("lines", "sentence"), tables(__file__, "written_questions.toml")["refused"])
def test_every_slip_is_answered_with_its_place(lines, sentence, tmp_path):
    with pytest.raises(BadAssignment) as caught:
        load(tmp_path, lines)
    assert str(caught.value).startswith("assignment.toml: question 'q': ") and sentence in str(caught.value)


def test_points_that_come_later_have_no_place_among_questions_to_choose_from(tmp_path):
    manual = 'returns = "manual"\ngroup = "g"\n'
    with pytest.raises(BadAssignment, match="a question of the group 'g' is graded by hand: nobody could say"):
        load(tmp_path, manual, QUESTION.replace('"q"', '"r"'), 'group = "g"\n', TEXT)


@pytest.mark.parametrize(
    ("lines", "answer", "tolerance"),
    [
        (CHOICE + 'answer = "1/k"', {"choice": ["1/k"]}, {}),
        (CHOICE + 'answer = ["1/k", "fixed"]', {"choice": ["1/k", "fixed"]}, {}),
        (NUMBER, {"value": np.asarray(0.25)}, {"value": 0.01}),
        ('returns = "number"\nanswer = 3', {"value": np.asarray(3.0)}, {"value": 0.0}),
        (TEXT, {"accept": ["GD", "gradient descent"]}, {}),
        ('returns = "manual"', {}, {}),
    ],
)
def test_one_answer_needs_no_case(lines, answer, tolerance, tmp_path):
    (question,) = load(tmp_path, lines).question
    assert right_answer(question.returns, dict(question.case[0])) == (answer, tolerance)
    assert question.is_written and not question.by_solution

"""Written answers in assignment.toml: what cannot be asked or answered is refused with the words to write."""

from __future__ import annotations

import numpy as np
import pytest

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


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (CHOICE, "there is no `answer`; write the right option in quotes, or a list of all that are right"),
        (CHOICE + 'answer = "1/n"', "answer is '1/n', which is none of the options. Did you mean '1/k'?"),
        (CHOICE + "answer = []", "answer is []; write the right option"),
        ('returns = "choice"\nanswer = "a"', "a choice needs its options, such as options = "),
        ('returns = "choice"\noptions = ["a"]\nanswer = "a"', "at least two are needed"),
        ('returns = "choice"\noptions = ["a", " A"]\nanswer = "a"', "no two may be the same word"),
        ('returns = "number"', "there is no `answer`; write the right number, such as answer = 0.25"),
        ('returns = "number"\nanswer = "3"', "answer is '3'; write the right number"),
        ('returns = "number"\nanswer = inf\ntolerance = 1', "answer is inf; write the right number"),
        ('returns = "number"\nanswer = true', "answer is True; write the right number"),
        ('returns = "number"\nanswer = 0.3', "a decimal needs a `tolerance`: how far from the answer"),
        ('returns = "text"', "there is no `answer`; write a text, or a list of all that are right"),
        ('returns = "text"\nanswer = ["a", " ..."]', "answer is ['a', ' ...']; write a text"),
        ('returns = "text"\nanswer = "a"\noptions = ["a", "b"]', '`options` are for returns = "choice"'),
        ('returns = "manual"\nanswer = "a"', "there is an `answer`, and staff give the points of this question"),
        ('signature = "q(x)"\n' + CHOICE + 'answer = "1/k"', "returns = 'choice' reads a variable: write its name"),
        (TEXT + 'method = "adam"', "`method` and `mistakes` are for functions; a written answer stands in `answer`"),
        (TEXT + "answers = 3", "unknown key 'answers'"),
        (TEXT + CASE, "`answer` stands in the question, which has cases: write it in each of these"),
        ('returns = "text"\n' + CASE + 'answr = "x"', "unknown key 'answr'. Did you mean 'answer'?"),
        ('returns = "text"\n' + 2 * (CASE + 'item = "a"\nanswer = "x"\n'), "each case needs an `item` of its own"),
        ('returns = "txt"\nanswer = "x"', "returns: 'txt' is none of"),
    ],
)  # fmt: skip
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

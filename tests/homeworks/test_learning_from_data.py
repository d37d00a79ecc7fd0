"""The homework on data: its notebook says what its facts say, and wrong work reads what is wrong with it."""

import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from support.compiled import underived_key
from support.program import forked

from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.arguments.shipped_files import decode
from grader.sandbox.transcribe import transcribe

HOMEWORK = Path(__file__).parents[2] / "assignments" / "learning_from_data"
CELLS = json.loads((HOMEWORK / "learning_from_data.ipynb").read_text(encoding="utf-8"))["cells"]
TEXT = "\n".join("".join(cell["source"]) for cell in CELLS)


def test_the_notebook_states_the_points_of_every_question():
    assignment = load_assignment(HOMEWORK)
    assert sum(question.points for question in assignment.question) == 100
    for question in assignment.question:
        name = question.names[0] if question.driver else question.function
        assert re.search(rf"`{name}` \| {question.points:g} \|", TEXT), name
        assert f'check("{question.name}")' in TEXT
        points = "1 point" if question.points == 1 else f"{question.points:g} points"
        assert f"({points})" in TEXT


def test_the_points_on_which_train_is_tested_lie_in_no_file_beside_it():
    """A `train` that opened data/seen.npz and fitted its `y_new` earned the points of the visible case."""
    shipped = load_assignment(HOMEWORK).student_data
    assert list(shipped) == ["data/seen.npz"]
    assert list(np.load(io.BytesIO(decode(shipped["data/seen.npz"])))) == ["X", "y"]


WORDS = {
    "least_squares": "Right: `gradient`.\n`loss` is 0.563333; it should be 0.281667.",
    "hinge": "`subgradient` is (",
    "ista": "`ws` is right up to `ws[0]` and wrong from `ws[1]` on:",
    "gradient_descent": "`losses` ends too early: it has 7 entries and should have 8.",
    "adam_step": '`m["W"]` is wrong in 6 of 6 entries, first at `m["W"][0, 0]` (row 1, column 1):',
    "momentum": '`result["points"]` is right up to `result["points"][1]`',
    "sample_minibatch": "The points were in a batch [40, 89, 105, 111, 55] times, and 4 of the 10 possible sets",
    "train": "On new points 65% of your labels are right; 90% are asked for.",
    "explanation": "This is read and graded by hand:",
}


@pytest.fixture(scope="module")
def messages():
    """What a student reads of each question of the example with typical mistakes."""
    key = underived_key(load_assignment(HOMEWORK))
    report = judge(key, transcribe(HOMEWORK / "examples" / "typical_mistakes.ipynb", key, forked()))
    return {question.name: question.message for question in report.questions}


@pytest.mark.slow
def test_typical_mistakes_read_what_is_wrong(messages):
    missing = {name: messages[name] for name, words in WORDS.items() if words not in messages[name]}
    assert not missing

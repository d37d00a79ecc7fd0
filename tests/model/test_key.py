"""The key as data: exact on the way to a file and back, and poorer by every answer when students hold it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from support.keys import answered, gradient_descent, key, transcript

from grader.judging.judge import judge
from grader.model.encoding.decoding import to_data
from grader.model.key import BadKey, Mistake, parse_key, sealed
from grader.model.result_form import Part

KEY = key()


FREE_NAMES = {
    "=": "0123456789" * 3,
    "dtype": "float64, of which one has 8 bytes",
    "shape": "=",
    "data": "0123456789" * 3,
}


def test_authors_choose_the_names_of_files_arguments_and_spellings():
    """A sign of comparison, or a word of NumPy, as a label: nobody could read the key."""
    case, *others = gradient_descent().cases
    case = replace(case, arguments={**case.arguments, "x": {"=": 0}})
    question = replace(gradient_descent(), cases=(case, *others), form=Part("label", spellings=FREE_NAMES))
    whole = replace(
        KEY, questions=(question, replace(question, name="again")), files=FREE_NAMES, modules=FREE_NAMES,
        options={"=": [1, {"=": 2}]},
    )  # fmt: skip
    again = parse_key(whole.to_json())
    assert to_data(again) == to_data(whole)
    assert again.questions[1].form == question.form and again.questions[0].cases[0].arguments["x"] == {"=": 0}


def test_a_key_judges_alike_before_and_after_the_file():
    run = transcript(KEY, answered())
    assert judge(parse_key(KEY.to_json()), run) == judge(KEY, run)


def test_runs_that_blow_up_or_turn_complex_can_be_kept():
    """Mistakes do both; JSON knows neither, and no program but ours reads `NaN`."""
    wild = {
        "value": np.array([1 + 2j, 3.0]),
        "weights": np.array([1.0, np.inf, np.nan]),
        "costs": np.asarray(np.nan),
        "none": np.zeros(0),
    }
    question = replace(gradient_descent(), mistakes=(Mistake("a.b", "a", "b", {"descent.1": wild}),))
    text = key(question).to_json()
    json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    told = parse_key(text).questions[0].mistakes[0].answers["descent.1"]
    for name, array in wild.items():
        assert (told[name].tobytes(), told[name].shape) == (array.tobytes(), array.shape)


def test_a_students_key_judges_the_shown_cases_alike():
    run = transcript(KEY, answered())
    theirs, ours = judge(KEY.for_students(), run).questions[0], judge(KEY, run).questions[0]
    assert theirs.cases == ours.cases[:2]


def test_a_mistake_for_staff_alone_is_not_in_the_students_key():
    first, *others = gradient_descent().mistakes
    question = replace(gradient_descent(), mistakes=(replace(first, staff_only=True), *others))
    theirs = replace(KEY, questions=(question,)).for_students()
    assert [mistake.id for mistake in theirs.questions[0].mistakes] == [mistake.id for mistake in others]


def test_another_format_is_refused_with_the_way_out():
    data = json.loads(KEY.to_json()) | {"format": 7}
    with pytest.raises(
        BadKey, match="my.key: this key has format 7, and this grader reads format 8. .*`grader compile`"
    ):
        parse_key(json.dumps(data), "my.key")


@pytest.mark.parametrize("place", range(0, len(KEY.to_json()), 997))
def test_a_key_of_which_one_letter_was_changed_is_refused(place):
    """So whoever reads a key need not look whether its parts fit together: they did when it was made."""
    text = KEY.to_json()
    other = "1" if text[place] != "1" else "2"
    with pytest.raises(BadKey, match="^my.key: "):
        parse_key(text[:place] + other + text[place + 1 :], "my.key")


def test_a_key_that_was_changed_or_has_no_checksum_is_said_to_be_one():
    data = json.loads(KEY.to_json()) | {"title": "Another"}
    for changed in (data, {name: value for name, value in data.items() if name != "checksum"}):
        with pytest.raises(BadKey, match="changed after it was made, or is damaged. Make it again with `grader comp"):
            parse_key(json.dumps(changed))


def test_a_key_with_an_unknown_field_is_damaged():
    with pytest.raises(BadKey, match="damaged: colour: there is no such field. Make it again with `grader compile`."):
        parse_key(sealed(to_data(KEY) | {"colour": "red"}))

"""An author may say a derived mistake in other words, or silence it; a wrong id or key is answered."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from support import keys

from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.mistake_words import with_author_words
from grader.model.key import MistakePairs, Reading

WORDS = """
["gradient_descent.ascent"]
name = "uphill"
["gradient_descent.shrinking"]
mute = true
"""


def worded(folder, text):
    (folder / "mistakes.toml").write_text(text, encoding="utf-8")
    return with_author_words(folder, [keys.gradient_descent()])


def test_words_are_the_authors_and_a_mute_mistake_is_gone(tmp_path):
    before = {mistake.id: mistake for mistake in keys.gradient_descent().mistakes}
    after = {mistake.id: mistake for mistake in worded(tmp_path, WORDS)[0].mistakes}
    assert set(before) - set(after) == {"gradient_descent.shrinking"}
    assert after["gradient_descent.ascent"].name == "uphill"
    assert after["gradient_descent.ascent"].hint == before["gradient_descent.ascent"].hint


def test_a_pair_with_a_mute_mistake_is_gone(tmp_path):
    """It is told by the names of both, and one of them is not to be said."""
    question = keys.gradient_descent()
    ids = [mistake.id for mistake in question.mistakes]
    of_two = tuple(f"{one}+{other}" for one, other in combinations(ids, 2))
    runs = {question.cases[0].id: np.arange(len(of_two))}
    (tmp_path / "mistakes.toml").write_text(WORDS, encoding="utf-8")
    pairs = MistakePairs(of_two, runs)
    other = Reading("other", {}, {}, question.mistakes, pairs)
    (after,) = with_author_words(tmp_path, [replace(question, pairs=pairs, others=(other,))])
    left = [at for at, ids in enumerate(of_two) if "gradient_descent.shrinking" not in ids]
    for reading in (after, *after.others):
        assert "gradient_descent.shrinking" not in {mistake.id for mistake in reading.mistakes}
        assert reading.pairs.ids == tuple(of_two[at] for at in left)
        assert reading.pairs.runs[question.cases[0].id].tolist() == left
    assert 0 < len(left) < len(of_two)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '["gradient_descent.ascend"]\nmute = true',
            "no known mistake 'gradient_descent.ascend'. Did you mean .* --html proof.html` lists all ids",
        ),
        ('["gradient_descent.ascent"]\nnmae = "x"', "unknown key 'nmae'. Did you mean 'name'?"),
        ('["gradient_descent.ascent"]\nmute = "yes"', "mute is 'yes', not true or false."),
        ('ascent = "uphill"', r'ascent is no table. Write \["ascent"\]'),
    ],
)
def test_what_says_nothing_is_refused(tmp_path, text, sentence):
    with pytest.raises(BadAssignment, match=sentence) as refused:
        worded(tmp_path, text)
    assert re.search(r"mistakes\.toml: ", str(refused.value))

"""What `check` shows: a summary above several questions, one card for one, and kind answers where there is nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from support import keys, repaired, small_class

from grader.base.errors import UserError
from grader.frontends.student.check_result import NO_STEPS, OFFER, SAME_ANSWER, CheckResult
from grader.frontends.student.key_choice import with_questions
from grader.frontends.student.progress import NO_CHANGE, Progress
from grader.judging.judge import judge
from grader.model.transcript import Definition

KEY = small_class.key().for_students()


def shown(transcript, *names: str, changes=None, key=KEY, **more) -> CheckResult:
    key = with_questions(key, names)
    return CheckResult(judge(key, transcript), key, transcript, changes or {}, **more)


def html(result: CheckResult) -> str:
    return re.sub(r' style="[^"]*"', "", result._repr_mimebundle_()["text/html"])


WRONG = small_class.transcript(rule=small_class.shrinking)


def test_an_answer_that_nothing_explains_is_offered_a_search_in_the_own_code():
    key, unknown = repaired.key().for_students(), repaired.transcript(repaired.written(("x**2", "x")))
    result = shown(unknown, key=key)
    assert str(result).endswith(OFFER.format(name="path")) and "looks for the slip in your own code" in html(result)
    assert "hint()</code>" in html(result) and "`" not in html(result), "the call stood between backticks"
    silent = CheckResult(judge(key, unknown), replace(key, options={"hints": "none"}), unknown)
    assert all("hint()" not in str(each) for each in (silent, shown(repaired.transcript(repaired.RIGHT), key=key)))


def test_of_several_questions_the_offer_stands_below_the_one_that_it_is_about():
    """At the end of the list it would be read as one about the last question."""
    key, unknown = repaired.key().for_students(), repaired.transcript(repaired.written(("x**2", "x")))
    (path,) = key.questions
    last = replace(path, name="last", function="last", cases=tuple(replace(c, id=f"last.{c.id}") for c in path.cases))
    both, missing = replace(key, questions=(path, last)), {"last": Definition("missing", "There is no `last`.")}
    transcript = replace(unknown, definitions=unknown.definitions | missing)
    result = CheckResult(judge(both, transcript), both, transcript)
    for text in (str(result), html(result)):
        assert text.index("looks for the slip in your own code") < text.index("There is no")


def test_the_bar_says_in_words_what_its_colours_say():
    page = html(shown(WRONG))
    assert '<div role="img" aria-label="1 right, 1 not right yet, 1 judged later">' in page
    assert '<div title="1 not right yet">1</div>' in page and "<script" not in page


def test_of_several_questions_those_that_are_right_have_no_card():
    """Their line in the summary says all; what is to be worked on must not drown."""
    page = html(shown(WRONG))
    assert page.count("the slope") == page.count("A root <code>") == 0 and "Gradient descent <code>" in page


def test_changes_stand_beside_the_questions_and_above_a_single_card():
    changes = {"descent": "was missing, +2 points", "root": NO_CHANGE}
    assert "not right yet            1.5 of 6  was missing, +2 points" in str(shown(WRONG, changes=changes))
    assert '<th scope="col">since your last check</th>' in html(shown(WRONG, changes=changes))
    assert "since your last check" not in html(shown(WRONG))
    same = shown(WRONG, changes={"descent": NO_CHANGE})
    assert NO_CHANGE not in str(same) and "Nothing has changed since your last check." in html(same)
    one = shown(WRONG, "descent", changes={"descent": "was missing, +2 points"})
    assert str(one).startswith("Since your last check: was missing, +2 points.\n\nNOT RIGHT YET  Gradient descent")
    assert str(shown(WRONG, "descent", changes={"descent": NO_CHANGE})).startswith(SAME_ANSWER)


def test_one_question_says_how_much_waits_in_hidden_cases():
    said = str(shown(small_class.transcript(), "descent"))
    assert said.splitlines()[1] == "2 more points are for hidden cases."


def test_hints_count_on_from_check_to_check():
    progress = Progress()
    for number in (1, 2, 3):
        assert shown(WRONG, progress=progress).hint().startswith(f"Hint {number} of 4 on `descent`")
    assert repr(shown(WRONG).hint()) == str(shown(WRONG).hint()), "a notebook shows line breaks, not \\n"


def test_plot_answers_in_a_sentence_where_there_is_no_picture():
    """A traceback would stop "Run all"."""
    text = shown(small_class.transcript(), "answers").plot()
    assert isinstance(text, str) and "no picture" in text


def test_plot_follows_the_notebook_s_theme_and_says_in_words_what_it_shows():
    pytest.importorskip("matplotlib")
    page = shown(WRONG, "descent").plot()._repr_html_()
    assert 'alt="Your step 2 is 0.5 times the right length"' in page and "data:image/svg+xml" in page
    assert "--jp-shadow-base-lightness" in page and "filter:var(--shade)" in page


def test_explore_takes_the_first_wrong_run_or_the_case_that_is_named():
    result = shown(WRONG, watch=lambda question, case: [{"m": np.array(7.5)}] * (small_class.K + 1))
    assert "coupled" in str(result.explore("descent-1")) and "7.5" in result.explore()._repr_mimebundle_()["text/html"]
    with pytest.raises(UserError, match=r"no case 'adam-1' here. The cases: descent-0, descent-1"):
        result.explore("adam-1")


def test_explore_answers_in_a_sentence_where_there_are_no_steps():
    """An exception would stop "Run all"."""
    assert shown(WRONG, "root").explore() == NO_STEPS


def test_arguments_are_those_of_the_first_wrong_case_or_of_the_one_that_is_named():
    """`gradient_descent(**check("descent").arguments())` shows what the judge saw."""
    result = shown(WRONG, "descent")
    assert result.arguments()["w"] == 2.5 and result.arguments("descent-1")["w"] == [1.3, -0.7]
    with pytest.raises(UserError, match=r"no case 'descent-3' here. The cases: descent-0, descent-1, descent-2"):
        result.arguments("descent-3")


def test_a_question_that_is_missing_is_spoken_of():
    """A misspelt name is found by its message alone."""
    run = keys.transcript(KEY, {})
    run.definitions["root"] = Definition("missing", "Did you mean `rot`?")
    assert "There is no function `root` in your notebook. Did you mean `rot`?" in str(shown(run))

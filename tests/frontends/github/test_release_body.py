"""release-body.md says the whole report, and nothing in it that a student wrote is Markdown or HTML."""

from __future__ import annotations

import re

from support import small_class

from grader.frontends.github.release_body import to_markdown
from grader.judging.judge import judge
from grader.model.transcript import Raised, Transcript

STUDENT = small_class.key().for_students()


def body(sent: Transcript) -> str:
    return to_markdown(STUDENT, judge(STUDENT, sent))


def outside_fences(text: str) -> str:
    """What Markdown reads as Markdown."""
    return re.sub(r"^(`{3,})text\n.*?\n\1$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_points_results_and_messages_stand_in_it():
    shown = body(small_class.transcript(rule=small_class.shrinking))
    assert shown.startswith("### A small assignment: ") and "of 7 points on the visible cases." in shown
    assert "| A root | right | 1 / 1 |" in shown and "| True or false | recorded | after the due date |" in shown
    assert "Likely cause: the steplength shrinks like alpha/k." in shown
    assert "The other 3 points are for hidden cases and for answers that are judged after the due date." in shown


def test_nothing_of_a_student_leaves_its_fence():
    """Also not with a fence of its own, of any length."""
    text = "\n".join(["`" * n + "\n<img src=x>\n# Full marks\n::error::x" for n in (3, 4, 9, 30)])
    for sent in (small_class.hostile(), small_class.transcript(descent_0=Raised("ValueError", text, 3, 1, text))):
        plain = outside_fences(body(sent))
        assert "<img" not in plain and "<script" not in plain and "Full marks" not in plain
        assert "\x1b" not in body(sent) and "\x00" not in body(sent)


def test_it_fits_into_a_release_of_github():
    """125,000 characters are taken; a long message is cut and not the report."""
    shown = body(small_class.hostile(size=500_000))
    assert len(shown) < 100_000 and "| True or false |" in shown

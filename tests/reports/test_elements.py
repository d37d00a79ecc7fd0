"""Elements escape and clean whatever text they are passed, and nothing more."""

from __future__ import annotations

from grader.reports.elements import clean, paragraphs, tag
from grader.reports.look import classes


def test_names_in_other_scripts_stay():
    """Cleaning is for controls: Persian needs its non-joiner, and every script its letters and accents."""
    for name in ("می\u200cخواهم", "Łukasz Żółć", "山田", "नमस्ते", "e\u0301"):
        assert clean(name) == name


def test_long_text_is_cut_and_says_so():
    assert clean("a" * 10_000, 100).endswith("(9900 more characters)")


def test_an_element_escapes_its_text_and_its_attributes():
    assert tag("p", '<&>"', title='"><x>') == '<p title="&quot;&gt;&lt;x&gt;">&lt;&amp;&gt;&quot;</p>'


def test_numbers_in_columns_are_scrolled_and_a_call_is_wrapped():
    """On a telephone, `yours` and `expected` stood below each other, and each row of numbers in two lines."""
    (columns,) = paragraphs("    yours      expected\n     0.9  -2.1   0.92  -2.04", classes)
    assert 'tabindex="0"' in columns and '<pre class="columns">' in columns and 'class="wide"' in columns
    (call,) = paragraphs("    f(\n        x=np.array([1.0, 2.0]),\n    )", classes)
    assert call.startswith('<pre class="lines">')
    (line,) = paragraphs("    w = w - alpha * jax.grad(g)(w)  # the step", classes)
    assert line.startswith('<pre class="lines">'), "two blanks before a comment are no columns"


def test_a_likely_cause_and_the_names_in_a_list_of_causes_are_bold():
    """They are what the eye looks for; the hint behind them is not."""
    text = "Likely cause: no bias correction. Your numbers match it.\n1. What is `k`. Look there.\nNo lead. Here."
    (paragraph,) = paragraphs(text, classes)
    assert "<strong>Likely cause: no bias correction.</strong> Your numbers" in paragraph
    assert (
        '<strong>1. What is <code class="code">k</code>.</strong> Look' in paragraph and "No lead. Here." in paragraph
    )
    assert "&lt;b&gt;" in paragraphs("Likely cause: <b>.", classes)[0]

"""A student's code as staff read it: numbered, in colour, whole, and never markup."""

from __future__ import annotations

import re

from support.seen_html import Seen
from support.small_class import Raised, transcript

from grader.reports.code import code_block, failing_lines

SOURCE = '''def f(w):
    """Two
    lines with if."""
    return w.if_ + "a # b"  # </pre><script>
'''


def test_keywords_texts_and_comments_have_a_colour_and_nothing_else_has():
    html = code_block(SOURCE)
    roles = re.findall(r'class="code-(\w+)">([^<]*)<', html)
    assert roles == [
        ("word", "def"), ("text", '&quot;&quot;&quot;Two'), ("text", "    lines with if.&quot;&quot;&quot;"),
        ("word", "return"), ("text", "&quot;a # b&quot;"), ("comment", "# &lt;/pre&gt;&lt;script&gt;"),
    ]  # fmt: skip
    assert "".join(Seen(html).text) == SOURCE.replace("\n", "") and html.count('class="line"') == 5


def test_code_that_is_not_python_is_shown_as_it_is():
    for odd in ('"""open', "'", "a = '\\\\", "#", "\\x00 if", "f(" * 500):
        assert "".join(Seen(code_block(odd)).text).replace("\\n", "") in odd


def test_the_line_at_which_a_case_stopped_is_marked_wherever_it_stands():
    run = transcript(descent_0=Raised("TypeError", "x", 3, 9, 'return w.if_ + "a # b"  # </pre><script>'),
                     descent_1=Raised("TypeError", "x", 3, 1, "def f(w):", file="driver.py"))  # fmt: skip
    lines = failing_lines(SOURCE, run, ["descent-0", "descent-1", "root-0"])
    assert lines == {3} and code_block(SOURCE, lines).count("<mark") == 1

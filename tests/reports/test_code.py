"""A student's code as staff read it: numbered, in colour, whole, and never markup."""

from __future__ import annotations

import re

from support.seen_html import Seen

from grader.reports.code import code_block

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

"""HTML as sanitisers leave it. Gradescope cleans what an autograder writes, and does not say by which list.

without_style   no style attribute
of_rails        the elements and attributes that Rails, a framework of Ruby, keeps: no table, nothing that folds
of_nh3          what ammonia keeps by itself: no style, and no picture, since its address is `data:`
of_dompurify    DOMPurify in a browser, set to refuse style and what folds
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from npm import script

if TYPE_CHECKING:
    from chromium import Chromium

RAILS_ELEMENTS = """
    a abbr acronym address b big blockquote br cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li
    ol p pre samp small span strong sub sup time tt ul var
"""
RAILS_ATTRIBUTES = "abbr alt cite class datetime height href lang name src title width xml:lang"
STRICT = {
    "USE_PROFILES": {"html": True}, "FORBID_TAGS": ["style", "details", "summary"], "FORBID_ATTR": ["style", "class"],
}  # fmt: skip


def without_style(fragment: str) -> str:
    return re.sub(r' style="[^"]*"', "", fragment)


def of_rails(fragment: str) -> str:
    parser = _AllowList()
    parser.feed(fragment)
    parser.close()
    return "".join(parser.parts)


class _AllowList(HTMLParser):
    """Leaves text, and of elements and attributes those of Rails' list."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RAILS_ELEMENTS.split():
            left = [(name, value or "") for name, value in attrs if name in RAILS_ATTRIBUTES.split()]
            pairs = [f' {name}="{html.escape(value)}"' for name, value in left]
            self.parts.append(f"<{tag}{''.join(pairs)}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in RAILS_ELEMENTS.split():
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(html.escape(data))


def of_nh3(fragment: str) -> str:
    nh3 = pytest.importorskip("nh3", reason="the extra [test] is not installed anew")
    return nh3.clean(fragment)


def of_dompurify(browser: Chromium) -> Callable[[str], str]:
    page = browser.open("about:blank", 800)
    page.value(f"{script('dompurify', 'dist/purify.min.js')}; 0")
    return lambda fragment: page.value(f"DOMPurify.sanitize({json.dumps(fragment)}, {json.dumps(STRICT)})")

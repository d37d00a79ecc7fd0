"""A page as a browser reads it: tags, attributes and text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"img", "br", "meta", "input", "link"}


class Seen(HTMLParser):
    """Elements, attributes and text of a page; complains where tags do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.open)

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open[-1:]):
            self.text.append(data)


def text(html: str) -> str:
    return re.sub(r"\s+", " ", " ".join(Seen(html).text))

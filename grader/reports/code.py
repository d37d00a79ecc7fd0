"""A student's Python as HTML: with line numbers, keywords, texts and comments in colour, and some lines marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from keyword import iskeyword

from grader.model.transcript import Raised, Transcript
from grader.reports.elements import Html, escape, join, tag
from grader.reports.look import classes

ON_LINE = "Line {}: "  # the start of a comment of staff on this line, counted from 1
LINE_REMARK = re.compile(r"Staff: Line (\d{1,6}): ")  # and of what a report has of it
_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)"
    r"|(?P<text>(?<!\w)[rbfuRBFU]{0,2}(?:\"\"\"[\s\S]*?(?:\"\"\"|\Z)|'''[\s\S]*?(?:'''|\Z))"
    r"|(?:\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?))"
    r"|(?P<word>\b[A-Za-z_]\w*)"
)


def code_block(source: str, marked: Collection[int] = (), remarks: Sequence[str] = ()) -> Html:
    """The source, with these lines marked, counted from 0, and below a line what staff say of it.

    The page needs the style sheet of `look`.
    """
    lines: list[list[Html]] = [[]]
    for role, text in _pieces(source):
        for n, part in enumerate(text.split("\n")):
            if n:
                lines.append([])
            lines[-1].append(tag("span", part, class_=role) if role else escape(part))
    shown = []
    for n, line in enumerate(lines):
        shown.append(tag("mark" if n in marked else "span", join(line), class_="line"))
        beside = [words for words in remarks if (at := LINE_REMARK.match(words)) and int(at[1]) == n + 1]
        shown += [tag("strong", words, class_="beside") for words in beside]
    return tag("pre", *shown, class_=f"{classes('lines')['class_']} numbered")


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """The source in pieces, each with the role that gives it a colour; an empty role gives none."""
    end = 0
    for token in _TOKEN.finditer(source):
        role = token.lastgroup or ""
        if role == "word" and not iskeyword(token[0]):
            continue
        yield "", source[end : token.start()]
        yield f"code-{role}", token[0]
        end = token.end()
    yield "", source[end:]


def failing_lines(source: str, transcript: Transcript, cases: Collection[str]) -> frozenset[int]:
    """The lines of a source, counted from 0, at which one of these cases stopped."""
    calls = [transcript.calls.get(case) for case in cases]
    failing = {call.source.strip() for call in calls if isinstance(call, Raised) and not call.file} - {""}
    return frozenset(n for n, line in enumerate(source.split("\n")) if line.strip() in failing)

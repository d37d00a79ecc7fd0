"""Text with code between fences: Quarto, R Markdown, MyST, and the Markdown of Jupytext and marimo.

Code between fences with `{python}`, `{code-cell}` or `{.marimo}` runs. Where a file has none of them, as that of
Jupytext, it is what stands below `python` alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.extraction.formats.document import Cell, Document, Format, first_heading

PYTHON = ("python", "python3", "ipython", "ipython3", "py")

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$", re.MULTILINE)
_ENGINE = re.compile(r"\{ *(python3?|r|julia)\b", re.IGNORECASE)  # Quarto, R Markdown
_DIRECTIVE = re.compile(r"\{code-cell\} *(\w*)")  # MyST
_MARIMO = re.compile(r"(python) +\{[^}]*\.marimo\b")
_OPTIONS = re.compile(r"---\n(?s:.*?)^---\n|(?::[\w-]+:[^\n]*\n)+", re.MULTILINE)  # of a directive, before its code
_OFF = re.compile(r"#\| *eval: *false\b|\beval *= *F(?:ALSE)?\b|\bdisabled=\"true\"", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n(?s:.*?)^---$", re.MULTILINE)
_TITLE = re.compile(r"^title: *[\"']?([^\n]*?)[\"']?$", re.MULTILINE)
_KERNEL = re.compile(r"^ +language: *(\w+)$", re.MULTILINE)


class _Chunk(NamedTuple):
    """What stands between two fences."""

    info: str  # behind the first fence
    line: int  # of the first line of code
    code: str


def _recognizes(text: str, kind: str) -> bool:
    """Whether the name says so, or the text begins as Quarto's do, or has code between fences."""
    has_code = kind != "python" and (_FRONT_MATTER.match(text) or any(map(_is_code, _FENCE.finditer(text))))
    return kind == "markdown" or bool(has_code)


def _is_code(fence: re.Match[str]) -> bool:
    return bool(_language(fence["info"], "python")) or _word(fence["info"]) in PYTHON


def _read(text: str) -> Document:
    front = _FRONT_MATTER.match(text)
    title, kernel = (pattern.search(front[0]) if front else None for pattern in (_TITLE, _KERNEL))
    chunks = list(_chunks(text.split("\n")))
    runs = [(_language(chunk.info, kernel[1] if kernel else "python"), chunk) for chunk in chunks]
    if not any(language for language, _ in runs):
        runs = [(_word(chunk.info), chunk) for chunk in chunks]
    cells = tuple(_cell(chunk) for language, chunk in runs if language in PYTHON)
    others = Counter(language for language, _ in runs if language)
    language = "python" if cells or not others else others.most_common(1)[0][0]
    return Document("a Markdown file", cells, language, title[1] if title else first_heading(text))


FORMAT = Format(_recognizes, _read)


def _chunks(lines: Sequence[str]) -> Iterator[_Chunk]:
    """What the fences enclose; a fence ends at one of the same character that is at least as long.

    One that is indented four deeper does not end it: it stands in the text of a docstring.
    """
    opened, start = None, 0
    for number, line in enumerate(lines):
        fence = _FENCE.fullmatch(line)
        if opened is None:
            opened, start = fence, number + 1
        elif fence and _ends(fence, opened):
            yield _chunk(opened, start, lines[start:number])
            opened = None
    if opened is not None:
        yield _chunk(opened, start, lines[start:])


def _ends(fence: re.Match[str], opened: re.Match[str]) -> bool:
    deeper = len(fence["indent"].expandtabs(4)) - len(opened["indent"].expandtabs(4))
    return deeper < 4 and not fence["info"].strip() and fence["marks"].startswith(opened["marks"])


def _chunk(fence: re.Match[str], start: int, lines: Sequence[str]) -> _Chunk:
    code = "".join(f"{line.removeprefix(fence['indent'])}\n" for line in lines)
    return _Chunk(fence["info"].strip(), start + 1, code)


def _language(info: str, kernel: str) -> str:
    """The language, in lower case, in which the code below such a fence runs; empty where it is only shown."""
    if directive := _DIRECTIVE.match(info):
        return (directive[1] or kernel).lower()
    engine = _ENGINE.match(info) or _MARIMO.match(info)
    return engine[1].lower() if engine else ""


def _word(info: str) -> str:
    return info.split(maxsplit=1)[0].lower() if info.strip() else ""


def _cell(chunk: _Chunk) -> Cell:
    options = _OPTIONS.match(chunk.code) if _DIRECTIVE.match(chunk.info) else None
    code = "\n" * options[0].count("\n") + chunk.code[options.end() :] if options else chunk.code
    return Cell(0, code, chunk.line, disabled=bool(_OFF.search(f"{chunk.info}\n{_head(chunk.code)}")))


def _head(code: str) -> str:
    """The comments at the beginning, which are Quarto's options."""
    head = re.match(r"(?:#\|[^\n]*\n)*", code)
    return head[0] if head else ""

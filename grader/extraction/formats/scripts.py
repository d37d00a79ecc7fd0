"""Python files: modules, and the scripts that Jupytext, VS Code, Spyder, nbconvert and Colab write.

Their text cells and headers are comments or strings, which do nothing. Cells begin at lines such as `# %%`.
"""

from __future__ import annotations

import ast
import itertools
import re
import warnings
from collections.abc import Iterator

from grader.extraction.formats.document import Cell, Document, Format
from grader.extraction.formats.ipython import RUNS_ITS_BODY
from grader.extraction.formats.parsing import parse

# percent (Jupytext, VS Code, Spyder), light (Jupytext), nbconvert
_CELL_MARK = re.compile(r"^(?:# ?%%|# \+(?=\n| |$)|# In ?\[[ \d]*\]:)", re.MULTILINE)
_MAGIC = re.compile(r"^get_ipython\(\)\.run_(?P<kind>cell|line)_magic(?P<arguments>\(.*\))$", re.MULTILINE)  # nbconvert
# Colab makes a comment of a magic, and of the whole cell that begins with `%%`
_COMMENTED_CELL = re.compile(r"^# Commented out IPython magic[^\n]*\n(# %%[^\n]*(?:\n#[^\n]*)*)", re.MULTILINE)
_COMMENTED_LINES = re.compile(r"^# Commented out IPython magic[^\n]*(?:\n[^\n]+)*", re.MULTILINE)
# after an empty line, what is not indented and continues nothing: Jupytext's light scripts begin a cell there
_PARAGRAPH = re.compile(r"(?<=\n\n)(?=[^\s)\]}])(?!(?:else|elif|except|finally)\b)")


def _recognizes(text: str, kind: str) -> bool:
    """Whether the name says so, or the text is Python that does more than to show a value."""
    return kind == "python" or (text.lstrip()[:1] not in "{[<" and _defines_something(text))


def _read(text: str) -> Document:
    return Document("a Python file", tuple(_cells(text)))


FORMAT = Format(_recognizes, _read)


def _cells(text: str) -> Iterator[Cell]:
    line = 1
    for source in _sources(text):
        yield Cell(0, _MAGIC.sub(_as_typed, source), first_line=line)
        line += source.count("\n")


def _sources(text: str) -> Iterator[str]:
    """One cell, or those between marks. What cannot be parsed is cut at empty lines: it costs no other function."""
    for index, piece in enumerate(_COMMENTED_CELL.split(text)):
        if index % 2:  # what the pattern's group holds
            yield "\n" + re.sub(r"^# ?", "", piece, flags=re.MULTILINE)
            continue
        for part in _cut(_COMMENTED_LINES.sub(_with_magics, piece), _CELL_MARK):
            yield from [part] if _statements(part) is not None else _cut(part, _PARAGRAPH)


def _with_magics(commented: re.Match[str]) -> str:
    return re.sub(r"^# (?=%)", "", commented[0], flags=re.MULTILINE)


def _as_typed(magic: re.Match[str]) -> str:
    """The cell or the line as it stood in the notebook, where it may define something."""
    try:
        name, line, *body = ast.literal_eval(magic["arguments"])
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return magic[0]
    if magic["kind"] == "line" and not body:
        return f"%{name} {line}"
    runs_its_body = isinstance(name, str) and name in RUNS_ITS_BODY
    return f"%%{name} {line}\n{body[0]}" if len(body) == 1 and runs_its_body else magic[0]


def _cut(text: str, at: re.Pattern[str]) -> Iterator[str]:
    bounds = [0, *(mark.start() for mark in at.finditer(text) if mark.start()), len(text)]
    return (text[start:end] for start, end in itertools.pairwise(bounds))


def _defines_something(text: str) -> bool:
    return any(not isinstance(statement, ast.Expr) for statement in _statements(text) or [])


def _statements(source: str) -> list[ast.stmt] | None:
    """Those of the source; None where it cannot be parsed, or is too long for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is the student's affair
        try:
            return parse(source)[1].body
        except SyntaxError:
            return None

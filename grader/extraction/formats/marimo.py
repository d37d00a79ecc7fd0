"""marimo notebooks: Python files in which each cell is the body of a function, or a decorated function itself.

They are cut by their lines and not by their syntax tree, so that a cell that is not Python costs no other one. The
order of cells does not matter here either: a name that is read before it is bound waits for the cell that binds it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.extraction.formats.document import Cell, Document, Format

_MAKES_APP = re.compile(r"^app = marimo\.App\(", re.MULTILINE)
_IS_PART = re.compile(
    r"^(?:@app\.(?:cell|function|class_definition)\b|with app\.setup\b|app\._unparsable_cell\()", re.M
)

_NO_CODE = re.compile(r"import marimo\s*$|__generated_with\b|app = |if __name__\b")  # what marimo adds to every file
_BEGINS_BLOCK = re.compile(rf"(?:async def|def|class) |with app\.setup\b|app\._unparsable_cell\(|{_NO_CODE.pattern}")
_DECORATORS = re.compile(r"(?:@[^\n]*\n(?:[ )\n][^\n]*\n)*)*")
_OWN_DECORATOR = re.compile(r"@app\.[^\n]*\n(?:[ )][^\n]*\n)*")
_IS_BODY = re.compile(r"@app\.cell\b|with app\.setup\b")
_HEADER = re.compile(r"(?:async def|def|with)\b(?s:.*?):[ \t]*(?:#[^\n]*)?\n")
_UNPARSABLE = re.compile(r'app\._unparsable_cell\(\s*(?P<raw>r?)"""(?P<code>(?s:.*?))(?<!\\)"""')
_DISABLED = re.compile(r"\bdisabled *= *True\b")

_BINDS_PRIVATE = re.compile(r"^(?:(?:async )?def |class )?(_[A-Za-z0-9]\w*)(?=\s*[(=:])", re.MULTILINE)
_READS_PRIVATE = re.compile(r"(?<![\w.])_[A-Za-z0-9]\w*")


def _recognizes(text: str, kind: str) -> bool:
    """Whether the file makes an app and cells of it: one that mentions marimo is a script."""
    return kind != "markdown" and bool(_MAKES_APP.search(text) and _IS_PART.search(text))


def _read(text: str) -> Document:
    return Document("a marimo notebook", tuple(_with_private_names(list(_cells(text.split("\n"))))))


FORMAT = Format(_recognizes, _read)


def _cells(lines: Sequence[str]) -> Iterator[Cell]:
    for start, end in itertools.pairwise([*_block_starts(lines), len(lines)]):
        if not _NO_CODE.match(lines[start]):
            yield _cell("\n".join([*lines[start:end], ""]), start + 1)


def _block_starts(lines: Sequence[str]) -> Iterator[int]:
    """The lines with which the parts of the file begin; the decorators of a function belong to it."""
    decorated = False
    for number, line in enumerate(lines):
        if line[:1] in ("", " ", ")"):
            continue
        begins = line.startswith("@") or _BEGINS_BLOCK.match(line)
        if begins and not decorated:
            yield number
        decorated = line.startswith("@")


def _cell(block: str, line: int) -> Cell:
    """The code of a block, which begins on this line of the file."""
    decorators, own = _DECORATORS.match(block), _OWN_DECORATOR.match(block)
    start = own.end() if own else 0
    code = block[start:]
    if _IS_BODY.match(block) and decorators and (header := _HEADER.match(block, decorators.end())):
        start = header.end()
        code = _without_return(block[start:])
    elif unparsable := _UNPARSABLE.match(block):
        start, code = unparsable.start("code"), unparsable["code"]
        code = code if unparsable["raw"] else code.replace('\\"', '"').replace("\\\\", "\\")
    disabled = bool(own and _DISABLED.search(own[0]))
    code = re.sub(f"^{_indent(code)}", "", code, flags=re.MULTILINE)
    return Cell(0, code, line + block.count("\n", 0, start), disabled)


def _without_return(body: str) -> str:
    """The body without the `return` at its end, which says what the cell defines."""
    returns = [match.start() for match in re.finditer(rf"^(?:{_indent(body)})?return\b", body, re.MULTILINE)]
    return body[: returns[-1]] if returns else body


def _indent(code: str) -> str:
    """That of the first line with text."""
    first = re.search(r"^([ \t]*)[^\s]", code, re.MULTILINE)
    return first[1] if first else ""


def _with_private_names(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, in which names such as `_step` that several of them define differ: such a name is its cell's own."""
    own = [set(_BINDS_PRIVATE.findall(cell.source)) for cell in cells]
    count = Counter(name for names in own for name in names)
    for number, (cell, names) in enumerate(zip(cells, own, strict=True), start=1):
        renamed = {name: f"{name}_cell_{number}" for name in names if count[name] > 1}
        yield replace(cell, source=_READS_PRIVATE.sub(lambda m, new=renamed: new.get(m[0], m[0]), cell.source))  # type: ignore[misc]

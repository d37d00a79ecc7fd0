"""IPython's additions to Python (magics, shell commands, help) -> Python that does nothing, line for line.

The patterns take time in proportion to what they read: nothing that may follow a repetition may be part of it.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator

# These run the cell's body as Python in the notebook's own names; every other %%magic hands it to something else.
RUNS_ITS_BODY = {"time", "capture", "prun", "debug", "memit", "mprun", "snakeviz"}

# %%timeit does neither: what it binds is gone when it ends. A function that is defined in such a cell was there before
# the magic was, and is there still.
_DEFINES = re.compile(r"^(?:@|(?:async[ ]+)?def[ ]|class[ ])", re.MULTILINE)

# What was copied from a terminal runs with its prompts: `>>> ` and `... `, or `In [1]: ` and `   ...: `.
_PROMPTS = (
    re.compile(r"^(?:>>>|\.\.\.)(?: |$)", re.MULTILINE),
    re.compile(r"^[ \t]*(?:In \[\d+\]|\.\.\.+):(?: |$)", re.MULTILINE),
)

_PYLAB = "import numpy as np, matplotlib.pyplot as plt, numpy, matplotlib; from pylab import *"

_CELL_MAGIC = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*%%(?P<name>\w*)[^\n]*")
_CONTINUED = r"[^\n\\]*(?:\\\n?[^\n\\]*)*"  # a magic may go on after a backslash
_LINE_MAGIC = re.compile(
    rf"""(?P<indent>[ \t]*)(?:
          %time[ ]+(?P<timed>[^\n]*)                               # %time x = f(): runs the code and keeps x
        | %(?:set_)?env[ ]+(?P<variable>\w+)(?:[ ]*=[ ]*|[ ]+)(?P<value>[^\n]+)  # %env JAX_ENABLE_X64=1
        | (?P<pylab>%pylab\b[^\n]*)                               # brings the names of NumPy and Matplotlib
        | (?P<target>[\w.,\[\]'"*][\w.,\[\]'"* \t]*)=[ \t]*[!%]{_CONTINUED}  # x = !ls and x = %magic
        | [!%]{_CONTINUED}                                         # !ls and %magic
        | \?[^\n]* | [\w.*%]+\?\??[ \t]*(?=\n|\Z)                  # ?f, f? and f??
        )""",
    re.VERBOSE,
)
_TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'''
    r"""|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)"""
    r"""|(?P<skip>\#[^\n]*|\\\n|[^\#\\"'()\[\]{}\n]+|\\)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\n)""",
    re.DOTALL,
)


def without_magics(source: str) -> str:
    """Replace IPython's syntax in a cell by Python that does nothing; line numbers stay.

    For a cell that does not parse as it stands: only then is `%` at the start of a line surely a magic.
    """
    return "".join(_plain_statements(_without_indent(_body_of_cell_magic(_without_prompts(source)))))


def _without_prompts(source: str) -> str:
    beginning = len(source) - len(source.lstrip("\n"))
    prompt = next((each for each in _PROMPTS if each.match(source, beginning)), None)
    return prompt.sub("", source) if prompt else source


def _body_of_cell_magic(source: str) -> str:
    position, lines = 0, 0
    while magic := _CELL_MAGIC.match(source, position):
        is_timed_definition = magic["name"] == "timeit" and _DEFINES.search(source, magic.end())
        if magic["name"] not in RUNS_ITS_BODY and not is_timed_definition:
            return ""
        position, lines = magic.end(), lines + magic[0].count("\n")
    return "\n" * lines + source[position:]


def _without_indent(source: str) -> str:
    """IPython runs a cell that is indented as a whole."""
    first = re.search(r"^[ \t]*(?=[^\s#])", source, re.MULTILINE)
    return re.sub(f"^{first[0]}", "", source, flags=re.MULTILINE) if first and first[0] else source


def _plain_statements(source: str) -> Iterator[str]:
    """The pieces of the source; a magic counts only where a statement may start, not in strings or brackets."""
    position, depth, at_line_start = 0, 0, True
    while position < len(source):
        if at_line_start and not depth and (magic := _LINE_MAGIC.match(source, position)):
            yield _replacement(magic)
            position, at_line_start = magic.end(), False
            continue
        token = _TOKEN.match(source, position)
        assert token is not None, "the pattern has a branch for every character"
        yield token[0]
        depth = max(0, depth + bool(token["open"]) - bool(token["close"]))
        position, at_line_start = token.end(), bool(token["end"])


def _replacement(magic: re.Match[str]) -> str:
    lines = "\n" * magic[0].count("\n")
    if magic["target"]:
        return f"{magic['indent']}{magic['target'].rstrip()} = None{lines}"
    if magic["timed"]:
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            ast.parse(magic["timed"])
            return f"{magic['indent']}{magic['timed']}"
    if magic["variable"]:
        return f"{magic['indent']}import os; os.environ[{magic['variable']!r}] = {magic['value'].strip()!r}"
    if magic["pylab"]:
        return f"{magic['indent']}{_PYLAB}"
    return f"{magic['indent']}pass{lines}"  # not a comment: it may be all that stands below an `if`

"""Two sources side by side, in which the lines that are alike are marked.

Lines are alike if they come in the same order in both, and differ in names, comments and spaces at most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from keyword import iskeyword
from typing import Final

from grader.reports.code import code_block
from grader.reports.elements import Html, tag
from grader.reports.look import style_beside

MAX_LINES: Final = 600  # of a source that are compared: the time may grow with their square
NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
WEAK_EVIDENCE = (
    "This is weak evidence: functions of ten lines that do the same thing look alike, and friends who talked are not "
    "cheats. Read both before you say anything."
)
STYLE = style_beside(__file__)


def side_by_side(titles: Sequence[Html], sources: Sequence[str]) -> Html:
    """Two sources with a title each; the page needs `STYLE`."""
    one, other = (source.splitlines() for source in sources)
    blocks = SequenceMatcher(None, _compared(one), _compared(other)).get_matching_blocks()
    alike = [
        {at + n for at, size in ((block[side], block.size) for block in blocks) for n in range(size)} for side in (0, 1)
    ]
    halves = [
        tag("div", tag("strong", title), code_block("\n".join(lines), {n for n in same if _without_names(lines[n])}))
        for title, lines, same in zip(titles, (one, other), alike, strict=True)
    ]
    return tag("div", *halves, class_="both")


def _compared(lines: Sequence[str]) -> list[str]:
    return [_without_names(line) for line in lines[:MAX_LINES]]


def _without_names(line: str) -> str:
    """What has to be equal in lines that are alike."""
    code = NAME.sub(lambda name: name[0] if iskeyword(name[0]) else "x", line.partition("#")[0])
    return "".join(code.split())

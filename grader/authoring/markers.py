"""The lines of a master that mark a solution, and the lines that were meant to.

A marker that is not recognised leaves the solution in the handout. So every line that looks like a marker and is not
one is refused: a misspelt marker of our own, and the markers, raw cells and metadata of other tools:

    nbgrader      ### BEGIN HIDDEN TESTS, ### BEGIN MARK SCHEME, the cell metadata `nbgrader`
    Otter         # BEGIN QUESTION, # BEGIN TESTS, # BEGIN PROMPT, # HIDDEN, # SOLUTION, # ASSIGNMENT CONFIG
    PrairieLearn  #grade
    Jupyter       the metadata `solution`, `solution2`, `solution2_first` of its exercise extensions; cell tags
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader.base.errors import UserError

MARKER = re.compile(r"\s*#+\s*(BEGIN|END)\s+SOLUTION\b", re.IGNORECASE)
ADVICE = "Give `### BEGIN SOLUTION` and `### END SOLUTION` lines of their own."

EDGES = ("begin", "begins", "start", "starts", "end", "ends", "stop", "finish")
GLUED = ("beginsolution", "endsolution")
SOLUTIONS = ("solution", "solutions", "sol", "soln", "answer", "answers")
PARTS = (
    "hidden", "test", "tests", "question", "prompt", "mark", "scheme", "rubric", "grading", "instructor", "teacher",
    "staff", "secret", "key",
)  # fmt: skip
FOREIGN = frozenset(
    ["hidden", "hide", "grade", "graded", "ignore", "solution", "solution no prompt", "assignment config", "autograder"]
)
LONGEST = 4  # words in a marker
CLOSE = 0.75  # similarity of a misspelt word, as difflib measures it
ANYWHERE = re.compile(r"(BEGIN|END)[\s_-]*SOLUTION|#\s*SOLUTION\s*$", re.IGNORECASE)  # at any place in a line
COMMENT = re.compile(r"\s*(?:#+|<!--)\s*(.*?)\s*(?:-->)?\s*$")
SECRET_METADATA = re.compile(r"solution|nbgrader|otter|hidden|instructor|answer[_-]?key", re.IGNORECASE)


class MasterError(UserError):
    """A master whose solutions cannot be separated from its handout; the message says where, and what to do."""


def find_regions(lines: Sequence[str], where: str, *, code: bool) -> list[tuple[int, int]]:
    """First and last line, counted from 0 and with the markers, of every solution in a cell or a file.

    Raises MasterError, which begins with `where`, for markers that do not pair up and for lines that look like one.
    """
    regions: list[tuple[int, int]] = []
    begin: int | None = None
    for i, line in enumerate(lines):
        marker = MARKER.match(line)
        if marker is None:
            if reason := misread(line, code=code):
                raise MasterError(f"{where}, line {i + 1}: {line.strip()!r} {reason}. {ADVICE}")
        elif marker[1].upper() == "BEGIN":
            if begin is not None:
                raise MasterError(
                    f"{where}, line {i + 1}: a solution begins inside the one that began on line {begin + 1}. "
                    "End that one first: regions do not nest."
                )
            begin = i
        elif begin is None:
            raise MasterError(
                f"{where}, line {i + 1}: a solution ends that did not begin. "
                "Put `### BEGIN SOLUTION` above it, in the same cell."
            )
        else:
            regions.append((begin, i))
            begin = None
    if begin is not None:
        raise MasterError(
            f"{where}, line {begin + 1}: a solution begins and does not end. "
            "Put `### END SOLUTION` below it, in the same cell."
        )
    return regions


def misread(line: str, *, code: bool) -> str:
    """What a line that looks like a marker seems to be; "" for our markers and for ordinary lines.

    In code only comments can be markers. In text every line can, but another tool's only in capitals.
    """
    if MARKER.match(line):
        return ""
    if ANYWHERE.search(line):
        return "looks like a solution marker and is none"
    comment = COMMENT.match(line)
    if code and comment is None:
        return ""
    text = comment[1] if comment else line.strip()
    words = re.findall(r"[A-Za-z]+", text)
    if not 1 <= len(words) <= LONGEST or re.search(r"[^\w\s#:*=\-.]", text):
        return ""
    return _misread_words([word.lower() for word in words], capitals=text.upper() == text, code=code)


def _misread_words(words: Sequence[str], *, capitals: bool, code: bool) -> str:
    if " ".join(words) in FOREIGN and (code or capitals):
        return "is a marker of another tool, which nothing here reads"
    glued = difflib.get_close_matches("".join(words), GLUED, n=1, cutoff=0.88)
    has_edge = _any_close(words, EDGES)
    if glued or (has_edge and _any_close(words, SOLUTIONS) and (capitals or len(words) < LONGEST)):
        return "looks like a solution marker and is none"
    if words[0] in ("begin", "end") and set(words[1:]) & set(PARTS) and (code or capitals):
        return "is a marker of another tool, which nothing here reads"
    return ""


def _any_close(words: Iterable[str], vocabulary: Sequence[str]) -> bool:
    return any(difflib.get_close_matches(word, vocabulary, n=1, cutoff=CLOSE) for word in words)


def foreign_metadata(metadata: Mapping[str, Any]) -> str:
    """The first entry or tag of a cell's or a notebook's metadata by which another tool hides something, or ""."""
    tags = metadata.get("tags", ())
    names = [*metadata, *(tag for tag in tags if isinstance(tag, str))] if isinstance(tags, list) else [*metadata]
    return next((name for name in names if SECRET_METADATA.search(name)), "")

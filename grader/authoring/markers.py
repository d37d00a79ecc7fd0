"""The lines of a master that mark a solution, and the lines that were meant to.

A marker that nothing reads leaves in the handout what it should have taken out. So every line that looks like one is
refused: a misspelt marker of our own, and the markers, raw cells and metadata of other tools:

    nbgrader      ### BEGIN HIDDEN TESTS, ### BEGIN MARK SCHEME, the cell metadata `nbgrader`
    Otter         # BEGIN QUESTION, # BEGIN TESTS, # BEGIN PROMPT, # HIDDEN, # SOLUTION, # ASSIGNMENT CONFIG
    PrairieLearn  #grade
    Jupyter       the metadata `solution`, `solution2`, `solution2_first` of its exercise extensions; cell tags
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

MARKER = re.compile(r"\s*#+\s*(BEGIN|END)\s+SOLUTION\b", re.IGNORECASE)
ADVICE = "Give `### BEGIN SOLUTION` and `### END SOLUTION` lines of their own."

EDGES = ("begin", "begins", "start", "starts", "end", "ends", "stop", "finish")
JOINED = ("beginsolution", "endsolution")
SOLUTIONS = ("solution", "solutions", "sol", "soln", "answer", "answers")
PARTS = (
    "hidden", "test", "tests", "question", "prompt", "mark", "scheme", "rubric", "grading", "instructor", "teacher",
    "staff", "secret", "key",
)  # fmt: skip
ALONE = frozenset(
    ["hidden", "hide", "grade", "graded", "ignore", "solution", "solution no prompt", "assignment config", "autograder"]
)
LONGEST = 4  # words of a marker
CLOSE = 0.75  # how much of a misspelt word is right
INSIDE = re.compile(r"(BEGIN|END)[\s_-]*SOLUTION|#\s*SOLUTION\s*$", re.IGNORECASE)  # wherever it stands in a line
COMMENT = re.compile(r"\s*(?:#+|<!--)\s*(.*?)\s*(?:-->)?\s*$")
SECRET_NAMES = re.compile(r"solution|nbgrader|otter|hidden|instructor|answer[_-]?key", re.IGNORECASE)


def misread(line: str, *, code: bool) -> str:
    """What a line that is no marker of ours seems to be, or an empty string.

    In code only comments can be markers; in text every line can, but only one in capitals is taken for another tool's.
    """
    if MARKER.match(line):
        return ""
    if INSIDE.search(line):
        return "looks like a solution marker and is none"
    comment = COMMENT.match(line)
    if code and comment is None:
        return ""
    text = comment[1] if comment else line.strip()
    words = re.findall(r"[A-Za-z]+", text)
    if not 1 <= len(words) <= LONGEST or re.search(r"[^\w\s#:*=\-.]", text):
        return ""
    return _of_words([word.lower() for word in words], loud=text.upper() == text, code=code)


def _of_words(words: list[str], *, loud: bool, code: bool) -> str:
    if " ".join(words) in ALONE and (code or loud):
        return "is a marker of another tool, which nothing here reads"
    joined = difflib.get_close_matches("".join(words), JOINED, n=1, cutoff=0.88)
    edged = _any_close(words, EDGES)
    if joined or (edged and _any_close(words, SOLUTIONS) and (loud or len(words) < LONGEST)):
        return "looks like a solution marker and is none"
    if words[0] in ("begin", "end") and set(words[1:]) & set(PARTS) and (code or loud):
        return "is a marker of another tool, which nothing here reads"
    return ""


def _any_close(words: Iterable[str], known: Iterable[str]) -> bool:
    return any(difflib.get_close_matches(word, known, n=1, cutoff=CLOSE) for word in words)


def foreign_metadata(metadata: Mapping[str, Any]) -> str:
    """The first entry or tag of a cell's (or a notebook's) metadata by which another tool hides something, or ""."""
    tags = metadata.get("tags", ())
    names = [*metadata, *(tag for tag in tags if isinstance(tag, str))] if isinstance(tags, list) else [*metadata]
    return next((name for name in names if SECRET_NAMES.search(name)), "")

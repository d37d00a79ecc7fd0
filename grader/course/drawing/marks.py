"""A mark says whether what was made of a submission is up to date: a digest of everything that it is made of.

No report and no transcript is parsed for it.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import NamedTuple

from grader.base.version import PACKAGE
from grader.course.results import Graded, Results


class Mark(NamedTuple):
    """`whole` is of everything about a submission, `files` of what was handed in alone."""

    whole: str
    files: str


def read_marks(opened: Results) -> dict[str, Mark]:
    """The mark of every submission, by id, in the order of the ids."""
    by = made_by(opened)
    marks = {graded.submission.id: Mark(mark_of(graded, by), graded.files) for graded in opened.graded()}
    return dict(sorted(marks.items()))


def mark_of(graded: Graded, by: str) -> str:
    """The mark of one submission; `by` is `made_by` of the results."""
    handed_in = graded.submission
    about = repr((handed_in.people, handed_in.late, handed_in.note))
    return digest(by, graded.files, graded.report_json, about)


def made_by(opened: Results) -> str:
    """A digest of what everything depends on: the key, the sources of the grader, and what draws pictures."""
    memo = opened.key.memo
    if "made by" not in memo and opened.book.key:
        files = sorted(path for kind in ("*.py", "*.css", "*.js") for path in PACKAGE.rglob(kind))
        sources = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
        memo["made by"] = digest(opened.book.key.digest, *sources, version("matplotlib"))
    return str(memo["made by"])


def digest(*texts: str) -> str:
    """A digest of several texts."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return whole.hexdigest()

"""Canvas: `doejane_LATE_12_345_hw.ipynb`, all files beside each other.

One submission is all files of one user id, the newest of each name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.submissions.entries import ArchiveEntry, Draft, Layout, Owner
from grader.submissions.roster import Person

FILE_NAME = re.compile(
    r"(?:(?P<name>\w+?)_)?(?:(?P<late>LATE)_)?(?P<uid>anon_[A-Za-z0-9]+|\d+)_(?P<att>\d+)_(?P<file>.+)", re.DOTALL
)
_RESUBMITTED = re.compile(r"(?P<stem>.+?)(?:-(?P<n>\d{1,3}))?(?P<suffix>\.[^.]+)?", re.DOTALL)


def _owner(entry: ArchiveEntry) -> Owner | None:
    """The id and the name: two names that share an id are two submissions, as students choose their names."""
    match = FILE_NAME.fullmatch(entry.name) if len(entry.parts) == 1 else None
    return (match["uid"], "" if match["name"] == "LATE" else match["name"] or "") if match else None


def _draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    matches = {entry.name: match for entry in entries if (match := FILE_NAME.fullmatch(entry.name))}
    newest = _newest({name: (match["file"], int(match["att"])) for name, match in matches.items()})
    older = len(matches) - len(newest)
    # a page is text and links that a student typed into Canvas
    own = [e for e in entries if e.name in newest and not e.name.endswith(("_text.html", "_link.html"))]
    return Draft(
        entries=tuple(replace(entry, name=newest[entry.name]) for entry in own),
        names=tuple(entry.name for entry in own),
        id=owner[0],
        people=(Person(*owner),),
        late=any(m["late"] or m["name"] == "LATE" for m in matches.values()),
        layout="canvas",
        note=f"Handed in again: the newest of {older + 1} was taken." if older else "",
    )


def _newest(files: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """Of `hw.ipynb`, `hw-1.ipynb`, `hw-2.ipynb` of one user the last; of equal names the latest attachment.

    The student's own name of each of them, by which a notebook imports a file beside it.
    """
    best: dict[tuple[str, str], tuple[int, int, str]] = {}
    for name, (file, attachment) in files.items():
        match = _RESUBMITTED.fullmatch(file)
        assert match is not None
        key = (match["stem"], match["suffix"] or "")
        best[key] = max(best.get(key, (-1, -1, "")), (int(match["n"] or 0), attachment, name))
    return {name: f"{stem}{suffix}" for (stem, suffix), (_, _, name) in best.items()}


LAYOUT = Layout("canvas", _owner, _draft)

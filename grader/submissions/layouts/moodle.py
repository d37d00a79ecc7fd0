"""Moodle: `Jane Doe_12_assignsubmission_file_` in front of each file or as its folder.

One submission is all files behind one id; text typed into Moodle is left out. A name in which the mark stands twice may
be of one student or of another, since students choose names of files: it is nobody's. Where the same name and id stand
before all marks, it is theirs: they handed in again what somebody had downloaded from Moodle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.submissions.entries import ArchiveEntry, Draft, Layout, Owner
from grader.submissions.roster import Person

FILE_NAME = re.compile(
    r"(?P<name>[^/]*?)(?:_(?P<id>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_?/(?P<path>.+)|_(?P<flat>[^/]+))",
    re.DOTALL,
)
MARK = "_assignsubmission_"
WITH_ID = re.compile(r"_\d+$")


def _owner(entry: ArchiveEntry) -> Owner | None:
    """The id and the name; no id and all of the name where the mark stands twice behind different ones.

    That fits too: many names that do not fit, all of one student, would cost the class its layout.
    """
    if len(heads := entry.parts[0].split(MARK)[:-1]) > 1 and not _is_one_owner(*heads):
        return "", entry.parts[0]
    match = FILE_NAME.fullmatch(entry.name)
    return (match["id"] or "", match["name"]) if match else None


def _is_one_owner(first: str, *others: str) -> bool:
    """Whether the same name and id stand before all marks: before another one, behind the plugin of the last."""
    return bool(WITH_ID.search(first)) and all(other.partition("_")[2] == first for other in others)


def _draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    number, name = owner
    if MARK in name:
        return _nobodys(name, entries)
    matches = [(entry, match) for entry in entries if (match := FILE_NAME.fullmatch(entry.name))]
    uploaded = [(e, m) for e, m in matches if m["plugin"] == "file"]
    return Draft(
        entries=tuple(replace(e, name=m["path"] or m["flat"]) for e, m in uploaded),
        names=tuple(e.name for e, _ in uploaded),
        id=number or name,
        people=(Person(number, "" if name == "Participant" else name),),
        layout="moodle",
        note="" if number else "Moodle gives no id for it: a group that students are in by default.",
    )


def _nobodys(name: str, entries: Sequence[ArchiveEntry]) -> Draft:
    """What may be of one student or of another: read by itself, and of no id that Moodle gives."""
    return Draft(
        entries=tuple(entry.below(min(1, len(entry.parts) - 1)) for entry in entries),
        id=name,
        people=(Person(name),),
        layout="folder",
        note=f"{name[:80]!r} holds the names of two submissions of Moodle: it was read by itself, as nobody's.",
    )


LAYOUT = Layout("moodle", _owner, _draft)

"""Moodle: `Jane Doe_12_assignsubmission_file_` in front of each file or as its folder.

One submission is all files behind one id; text typed into Moodle is left out.
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


def _owner(entry: ArchiveEntry) -> Owner | None:
    # where it stands twice, a student's name or file imitates the id of another one
    match = FILE_NAME.fullmatch(entry.name) if entry.parts[0].count("_assignsubmission_") == 1 else None
    return (match["id"] or "", match["name"]) if match else None


def _draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    number, name = owner
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


LAYOUT = Layout("moodle", _owner, _draft)

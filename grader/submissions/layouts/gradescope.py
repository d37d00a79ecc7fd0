"""Gradescope: folders `submission_<id>` beside `submission_metadata.yml`, its list of who submitted what.

The list is read as events of YAML, only for the few facts that are used. No value makes an object: tags are ignored,
every value is the text in the file (a student number 0200 is not 128), an alias is its text, and the rest is skipped.
So no list costs more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml

from grader.submissions.entries import ArchiveEntry, ArchiveRefused, Draft, Layout, Owner, ReadEntry, nearly_all_fit
from grader.submissions.roster import Person

LIST_NAME = "submission_metadata.yml"
MAX_BYTES = 64 * 2**20
MAX_EVENTS = 5_000_000  # a class of 1,000 has about 100,000
MAX_DEPTH = 40
MAX_SUBMITTERS = 100  # of one submission
MAX_TEXT = 500  # characters of a name


@dataclass(frozen=True)
class GradescopeList:
    """What the list says of each folder: {"submitters": {0: {"sid", "name", "email"}, ...}, "created_at"}, all text.

    `trouble` tells staff why the list could not be read; then `submissions` is empty.
    """

    submissions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    trouble: str = ""


def parse_list(data: bytes) -> GradescopeList:
    """What the list says, or why it cannot be read. Raises nothing."""
    submissions: dict[str, dict[str, Any]] = {}
    try:
        for path, text in _texts(yaml.parse(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader))):
            match path:
                case [str(folder)]:
                    submissions[folder] = {}
                case [str(folder), "created_at"]:
                    submissions[folder]["created_at"] = text
                case [str(folder), "submitters", int(n), "sid" | "name" | "email" as kind] if n < MAX_SUBMITTERS:
                    people = submissions[folder].setdefault("submitters", {})
                    people.setdefault(n, {"sid": "", "name": "", "email": ""})[kind] = text
        return GradescopeList(submissions)
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError, UnicodeError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        return GradescopeList(trouble=f"{LIST_NAME} cannot be read, so no student's name is known ({reason}).")


def _texts(events: Iterator[yaml.Event]) -> Iterator[tuple[list[str | int | None], str]]:
    """The texts of the document, each behind the keys and numbers that lead to it; after a key, an empty text.

    Keys are without the colon of Ruby's symbols; an alias is the text with its anchor, null is no text.
    """
    anchors, path = dict[str, str](), list[str | int | None]()  # path: what comes next in each collection; None: a key
    for count, event in enumerate(events):
        if count > MAX_EVENTS:
            raise ValueError("it is too long")
        if isinstance(event, yaml.DocumentEndEvent):
            return
        if not path and isinstance(event, yaml.NodeEvent) and not isinstance(event, yaml.MappingStartEvent):
            raise ValueError("it is not a table")
        if isinstance(event, yaml.CollectionStartEvent):
            path.append(None if isinstance(event, yaml.MappingStartEvent) else 0)
            if len(path) > MAX_DEPTH:
                raise ValueError("it is nested too deeply")
            continue
        text = ""
        if isinstance(event, yaml.CollectionEndEvent):
            path.pop()
        elif isinstance(event, yaml.ScalarEvent):
            text = "" if event.value in ("null", "~") else event.value[:MAX_TEXT]
            anchors[event.anchor or ""] = text
        elif isinstance(event, yaml.AliasEvent):
            text = anchors.get(event.anchor, "")
        if path and path[-1] is None:
            path[-1] = text.lstrip(":")
            yield path, ""
        elif path:  # it is empty where the document begins, and where the table has ended
            if text:
                yield path, text
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
    raise ValueError("it ends too early")


# --- the layout ---

_FOLDER = re.compile(r"submission_\d{1,20}")


def recognize(entries: Sequence[ArchiveEntry], read_entry: ReadEntry) -> Layout | None:
    """The layout, if there is a list at the top and nearly all entries lie in Gradescope's folders."""
    list_entry = next((entry for entry in entries if entry.name == LIST_NAME), None)
    others = [entry for entry in entries if entry.name != LIST_NAME]
    if list_entry is None or not nearly_all_fit(_owner, others):
        return None
    try:
        metadata = parse_list(read_entry(list_entry, MAX_BYTES))
    except ArchiveRefused as reason:
        metadata = GradescopeList(trouble=f"{LIST_NAME} cannot be read, so no student's name is known ({reason})")
    owners = tuple((folder,) for folder in metadata.submissions)
    return Layout("gradescope", _owner, partial(_draft, metadata), owners, (LIST_NAME,))


def _owner(entry: ArchiveEntry) -> Owner | None:
    top, *rest = entry.parts
    return (top,) if rest and _FOLDER.fullmatch(top) else None


def _draft(metadata: GradescopeList, owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    listed = metadata.submissions.get(owner[0], {})
    people = tuple(Person(p["sid"], p["name"], p["email"]) for p in listed.get("submitters", {}).values())
    return Draft(
        entries=tuple(entry.below(1) for entry in entries),
        id=owner[0].removeprefix("submission_"),
        people=people,
        submitted_at=listed.get("created_at", ""),
        layout="gradescope",
        note=metadata.trouble or ("" if people else f"{LIST_NAME} names no submitter."),
    )

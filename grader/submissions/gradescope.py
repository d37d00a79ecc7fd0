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
    """What the list says of each folder: {"submitters": [{"sid", "name", "email"}], "created_at"}, all text.

    `trouble` tells staff why the list could not be read; then `submissions` is empty.
    """

    submissions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    trouble: str = ""


def parse_list(data: bytes) -> GradescopeList:
    """What the list says, or why it cannot be read. Raises nothing."""
    try:
        return GradescopeList(_ListParser(data).submissions())
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError, UnicodeError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        return GradescopeList(trouble=f"{LIST_NAME} cannot be read, so no student's name is known ({reason}).")


class _ListParser:
    """Reads YAML events one at a time; texts with an anchor are remembered for their aliases."""

    def __init__(self, data: bytes):
        self._events = _bounded(yaml.parse(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        self._texts: dict[str, str] = {}

    def submissions(self) -> dict[str, dict[str, Any]]:
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                return {key: self._submission(value) for key, value in self._pairs()}
            if isinstance(event, (yaml.NodeEvent, yaml.DocumentEndEvent)):
                break
        raise ValueError("it is not a table")

    def _submission(self, start: yaml.Event) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if not isinstance(start, yaml.MappingStartEvent):
            self._skip(start)
            return values
        for key, value in self._pairs():
            if key == "submitters" and isinstance(value, yaml.SequenceStartEvent):
                values["submitters"] = self._submitters()
            elif key == "created_at":
                values["created_at"] = self._text(value)
            else:
                self._skip(value)
        return values

    def _submitters(self) -> list[dict[str, str]]:
        people = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            if not isinstance(event, yaml.MappingStartEvent):
                self._skip(event)
                continue
            person = {key: self._text(value) for key, value in self._pairs()}
            people.append({key: person.get(key, "") for key in ("sid", "name", "email")})
        return people[:MAX_SUBMITTERS]

    def _pairs(self) -> Iterator[tuple[str, yaml.Event]]:
        """The keys of the current mapping, without the colon of Ruby's symbols, and the first event of each value."""
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            yield self._text(key).lstrip(":"), next(self._events)

    def _text(self, start: yaml.Event) -> str:
        """The text of a value; empty for null and for what is not text."""
        if isinstance(start, yaml.AliasEvent):
            return self._texts.get(start.anchor, "")
        self._skip(start)
        text = start.value[:MAX_TEXT] if isinstance(start, yaml.ScalarEvent) else ""
        return "" if text in ("null", "~") else text

    def _skip(self, start: yaml.Event) -> None:
        """Skip the rest of the value that begins with this event."""
        depth = self._step(start)
        while depth:
            depth += self._step(next(self._events))
            if depth > MAX_DEPTH:
                raise ValueError("it is nested too deeply")

    def _step(self, event: yaml.Event) -> int:
        if isinstance(event, yaml.ScalarEvent) and event.anchor:
            self._texts[event.anchor] = event.value[:MAX_TEXT]
        return isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _bounded(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for count, event in enumerate(events):
        if count > MAX_EVENTS:
            raise ValueError("it is too long")
        yield event
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
    people = tuple(Person(p["sid"], p["name"], p["email"]) for p in listed.get("submitters", ()))
    return Draft(
        entries=tuple(entry.below(1) for entry in entries),
        id=owner[0].removeprefix("submission_"),
        people=people,
        submitted_at=listed.get("created_at", ""),
        layout="gradescope",
        note=metadata.trouble or ("" if people else f"{LIST_NAME} names no submitter."),
    )

"""The course's students: completes what a platform says of a person, and finds who submitted nothing."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.base import files
from grader.base.errors import UserError


@dataclass(frozen=True)
class Person:
    """A student. What a platform does not say is empty."""

    id: str = ""
    name: str = ""
    email: str = ""


class BadInput(UserError):
    """A path or roster that cannot be used; the message tells staff why in one sentence."""


@dataclass(frozen=True)
class Roster:
    """The course's students, found by id, by e-mail, or by a name that only one of them has."""

    people: tuple[Person, ...]
    _by_key: dict[str, Person] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = [(key, person) for person in self.people for key in _keys(person)]
        count = Counter(key for key, _ in keys)
        object.__setattr__(self, "_by_key", {key: person for key, person in keys if count[key] == 1})

    @staticmethod
    def read(path: Path) -> Roster:
        """A CSV file with the columns id, name and email, in any order. Raises BadInput."""
        text = files.read_text(path, "roster", BadInput, encoding="utf-8-sig")
        head = text.split("\n", 1)[0]
        rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
        columns = {str(name).strip().lower(): name for name in rows.fieldnames or ()}
        if "id" not in columns:
            raise BadInput(f"The roster {str(path)!r} has no column `id`. Its first line should be: id,name,email")
        named = [[(row.get(columns.get(name, "")) or "").strip() for name in ("id", "name", "email")] for row in rows]
        return Roster(tuple(Person(*values) for values in named if values[0]))

    def has_id(self, student_id: str) -> bool:
        """Whether a student on the roster has that id."""
        return f"id {student_id}" in self._by_key

    def absent(self, submitters: Iterable[Person]) -> tuple[Person, ...]:
        """Roster entries that have no submission; `submitters` are people as returned by `completed`."""
        ids = {person.id for person in submitters}
        return tuple(dict.fromkeys(person for person in self.people if person.id not in ids))

    def completed(self, person: Person) -> Person:
        """The person with the roster's id, name and e-mail; unchanged if not exactly one student on it matches."""
        match = next((self._by_key[key] for key in _keys(person) if key in self._by_key), None)
        if match is None:
            return person
        return Person(match.id or person.id, match.name or person.name, match.email or person.email)


def _keys(person: Person) -> list[str]:
    """What identifies a person: id, e-mail and names. Canvas writes "Doe, Jane" as doejane."""
    words = person.name.split()
    names = {_slug(person.name), _slug("".join([*words[-1:], *words[:-1]]))} - {""}
    keys = [f"id {person.id}"] if person.id else []
    keys += [f"email {person.email.lower()}"] if person.email else []
    return keys + [f"name {name}" for name in sorted(names)]


def _slug(name: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", name).lower())

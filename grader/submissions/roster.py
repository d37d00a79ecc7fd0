"""The course's students: completes what a platform says of a person, and finds who submitted nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.submissions.tables import BadInput, PeopleTable, Person

__all__ = ["BadInput", "Person", "Roster", "known_by", "names_of", "people_keys", "without"]


@dataclass(frozen=True)
class Roster:
    """The course's students, found by id, by e-mail, or by a name that only one of them has."""

    people: tuple[Person, ...]
    _by_key: dict[str, Person] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = [(key, person) for person in dict.fromkeys(self.people) for key in people_keys(person)]
        count = Counter(key for key, _ in keys)
        object.__setattr__(self, "_by_key", {key: person for key, person in keys if count[key] == 1})

    @staticmethod
    def read(path: Path) -> Roster:
        """A list of the class: a CSV with the columns id, name, email, or what a platform exports. Raises BadInput."""
        table = PeopleTable.read(path, "roster")
        if not table.has_ids:
            raise BadInput(
                f"The roster {str(path)!r} has no column `id`. Its first line should be: id,name,email. A gradebook "
                "of Canvas, a roster of Gradescope and a grading worksheet of Moodle are read as they are."
            )
        people = [table.person(row) for row in table.rows]
        return Roster(tuple(person for person in people if person.id))

    def has_id(self, student_id: str) -> bool:
        """Whether a student on the roster has that id."""
        return f"id {student_id}" in self._by_key

    def absent(self, submitters: Iterable[Person]) -> tuple[Person, ...]:
        """Roster entries that have no submission; `submitters` are people as returned by `completed`."""
        ids = {person.id for person in submitters}
        return tuple(dict.fromkeys(person for person in self.people if person.id not in ids))

    def completed(self, person: Person, *, by_name: bool = True) -> Person:
        """The person with the roster's id, name and e-mail; unchanged if not exactly one student on it matches.

        Without `by_name` only an id or an e-mail is a match: names are what students choose them to be.
        """
        keys = people_keys(person if by_name else replace(person, name=""))
        match = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if match is None:
            return person
        return replace(match, name=match.name or person.name, email=match.email or person.email)


def names_of(people: Iterable[Person]) -> list[str]:
    """What to call each of these people: by name; of several of one name, with what tells them apart."""
    listed = list(people)
    count = Counter(person.name for person in listed)
    return [
        f"{p.name} ({p.id or p.email})" if p.name and count[p.name] > 1 else p.name or p.id or p.email for p in listed
    ]


def people_keys(person: Person) -> list[str]:
    """What identifies a person: id, e-mail and names. Canvas writes "Doe, Jane" as doejane."""
    words = person.name.split()
    names = {_slug(person.name), _slug("".join([*words[-1:], *words[:-1]]))} - {""}
    keys = [f"id {person.id}"] if person.id else []
    keys += [f"email {person.email.lower()}"] if person.email else []
    return keys + [f"name {name}" for name in sorted(names)]


def known_by(person: Person) -> list[str]:
    """The keys that say who somebody is: id and e-mail; the name of whoever has neither, as students choose names."""
    keys = people_keys(person)
    return [key for key in keys if not key.startswith("name ")] or keys


def without(people: Iterable[Person], others: Iterable[Person]) -> tuple[Person, ...]:
    """Those who are none of the others."""
    keys = {key for person in others for key in known_by(person)}
    return tuple(person for person in people if keys.isdisjoint(known_by(person)))


def _slug(name: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", name).lower())

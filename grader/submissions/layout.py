"""A layout: how one platform names what was submitted, and so who submitted each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.submissions.entries import ArchiveEntry

if TYPE_CHECKING:
    from grader.submissions.roster import Person

Owner = tuple[str, ...]  # what distinguishes submissions in a layout
FindOwner = Callable[[ArchiveEntry], Owner | None]  # None for an entry that does not fit the layout
ReadEntry = Callable[[ArchiveEntry, int], bytes]  # the content, at most so many bytes; raises ArchiveRefused


@dataclass(frozen=True)
class Draft:
    """What a layout says of one submission, before any file in it is read."""

    id: str
    entries: tuple[ArchiveEntry, ...]
    layout: str
    people: tuple[Person, ...] = ()
    late: bool = False
    submitted_at: str = ""
    note: str = ""


@dataclass(frozen=True)
class Layout:
    """`draft` makes a submission of one owner's entries."""

    name: str
    owner: FindOwner
    draft: Callable[[Owner, Sequence[ArchiveEntry]], Draft]
    expected_owners: tuple[Owner, ...] = ()  # who submitted something according to the platform
    ignored: tuple[str, ...] = ()  # names of entries that nobody submitted

    def drafts(self, entries: Iterable[ArchiveEntry]) -> Iterator[Draft]:
        """The submissions of those entries that fit."""
        by_owner: dict[Owner, list[ArchiveEntry]] = {owner: [] for owner in self.expected_owners}
        for entry in entries:
            if (owner := self.owner(entry)) is not None:
                by_owner.setdefault(owner, []).append(entry)
        yield from (self.draft(owner, own) for owner, own in sorted(by_owner.items()))


Recognize = Callable[[Sequence[ArchiveEntry], ReadEntry], Layout | None]  # the layout, if nearly all entries fit it


def nearly_all_fit(owner: FindOwner, entries: Sequence[ArchiveEntry]) -> bool:
    """Whether at most one entry, or one in ten, does not fit, and more fit than do not."""
    strays = sum(owner(entry) is None for entry in entries)
    return strays <= max(1, len(entries) // 10) and len(entries) - strays > strays

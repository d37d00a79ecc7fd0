"""Entries -> whose they are: how Gradescope, Canvas, Moodle and people name what was handed in.

    layout       an entry fits if                                 one submission is
    gradescope   it lies in a folder `submission_<id>`, beside    a folder; several submitters are a group
                 `submission_metadata.yml` at the top
    canvas       it is named `doejane_LATE_12_345_hw.ipynb`       all files of one user id, the newest of each name
    moodle       `Jane Doe_12_assignsubmission_file_` is in       all files behind one id; online text is left out
                 front of it
    folder       always                                           `<id>/...`, `<id>.ipynb`; with a roster `<id>_*.ipynb`

A layout is a platform's where nearly all entries fit it. One entry may not, or one in ten, as staff may have put a list
beside what they downloaded; and more must fit than do not. So nobody's file name decides for the class. What does not
fit is read as in a plain folder, with a note that says so: every entry ends in exactly one draft. Whose an entry is
follows from its own name and the layout alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from grader.submissions.archives import ArchiveEntry, inside_one_folder
from grader.submissions.gradescope_list import NAME as LIST
from grader.submissions.gradescope_list import GradescopeList
from grader.submissions.roster import Person, Roster


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


Owner = tuple[str, ...]  # what tells one submission from another in a layout


@dataclass(frozen=True)
class Layout:
    """`owner` says whose an entry is, or None if it does not fit; `draft` makes a submission of an owner's entries."""

    name: str
    owner: Callable[[ArchiveEntry], Owner | None]
    draft: Callable[[Owner, Sequence[ArchiveEntry]], Draft]
    also: tuple[Owner, ...] = ()  # owners who are known to have handed in something, whether there is an entry or not
    aside: tuple[str, ...] = ()  # names of entries that belong to nobody

    def fits(self, entries: Sequence[ArchiveEntry]) -> bool:
        """Whether nearly all entries fit: all but one, or but one in ten, and more than do not."""
        rest = sum(self.owner(entry) is None for entry in entries)
        return rest <= max(1, len(entries) // 10) and len(entries) - rest > rest

    def drafts(self, entries: Iterable[ArchiveEntry]) -> Iterator[Draft]:
        """The submissions of those entries that fit."""
        owned: dict[Owner, list[ArchiveEntry]] = {owner: [] for owner in self.also}
        for entry in entries:
            if (owner := self.owner(entry)) is not None:
                owned.setdefault(owner, []).append(entry)
        yield from (self.draft(owner, some) for owner, some in sorted(owned.items()))


def drafts(
    entries: Sequence[ArchiveEntry], roster: Roster, facts: Callable[[ArchiveEntry], GradescopeList], zipped: bool
) -> list[Draft]:
    """The submissions of a folder or a zip. `facts` reads a list of Gradescope's."""
    for some in _levels(entries):
        for layout in (_gradescope(some, facts), MOODLE_LAYOUT, CANVAS_LAYOUT):
            own = [entry for entry in some if layout is None or entry.name not in layout.aside]
            if layout is not None and layout.fits(own):
                rest = [entry for entry in own if layout.owner(entry) is None]
                return [*layout.drafts(own), *_strays(rest, layout.name, _plain(roster))]
    return list(_plain(roster).drafts(_without_wrapper(entries) if zipped else entries))


def _levels(entries: Sequence[ArchiveEntry]) -> Iterator[Sequence[ArchiveEntry]]:
    """The entries, and again inside the folders that lie around everything: platforms and zip programs make one."""
    for _ in range(3):
        if entries:
            yield entries
        entries = inside_one_folder(entries)


def _without_wrapper(entries: Sequence[ArchiveEntry]) -> Sequence[ArchiveEntry]:
    """Without the one folder that a zip program puts around everything, unless it holds but one thing."""
    inside = inside_one_folder(entries)
    return inside if len({entry.parts[0] for entry in inside}) > 1 else entries


def _strays(entries: Sequence[ArchiveEntry], layout: str, plain: Layout) -> Iterator[Draft]:
    """What does not fit, as in a plain folder, but by its full name, which is nobody's id on a platform."""
    groups: dict[str, list[ArchiveEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.parts[0]].append(entry)
    for name, some in groups.items():
        (draft,) = plain.drafts(some)
        note = f"{name[:80]!r} does not fit the {layout.title()} layout of the other files: it was read by itself."
        yield replace(draft, id=name, layout=layout, note=note)


# ── Gradescope


_GRADESCOPE = re.compile(r"submission_\d{1,20}")


def _gradescope(entries: Sequence[ArchiveEntry], read: Callable[[ArchiveEntry], GradescopeList]) -> Layout | None:
    """The layout, if there is a list at the top and folders as Gradescope names them."""
    listed = next((entry for entry in entries if entry.name == LIST), None)
    rest = [entry for entry in entries if entry.name != LIST]
    if listed is None or not Layout("gradescope", _gradescope_owner, _no_draft).fits(rest):
        return None
    facts = read(listed)

    def draft(owner: Owner, some: Sequence[ArchiveEntry]) -> Draft:
        own = facts.submissions.get(owner[0], {})
        people = tuple(
            Person(p.get("sid", ""), p.get("name", ""), p.get("email", "")) for p in own.get("submitters", ())
        )
        return Draft(
            entries=tuple(entry.below(1) for entry in some),
            id=owner[0].removeprefix("submission_"),
            people=people,
            submitted_at=own.get("created_at", ""),
            layout="gradescope",
            note=facts.trouble or ("" if people else f"{LIST} names no submitter."),
        )

    return Layout("gradescope", _gradescope_owner, draft, tuple((key,) for key in facts.submissions), (LIST,))


def _gradescope_owner(entry: ArchiveEntry) -> Owner | None:
    top, *rest = entry.parts
    return (top,) if rest and _GRADESCOPE.fullmatch(top) else None


def _no_draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    raise AssertionError("only asked whether entries fit")


# ── Canvas

CANVAS = re.compile(
    r"(?:(?P<name>\w+?)_)??(?:(?P<late>LATE)_)?(?P<uid>anon_[A-Za-z0-9]+|\d+)_(?P<att>\d+)_(?P<file>.+)", re.DOTALL
)
_AGAIN = re.compile(r"(?P<stem>.+?)(?:-(?P<n>\d{1,3}))?(?P<suffix>\.[^.]+)?", re.DOTALL)


def _canvas_owner(entry: ArchiveEntry) -> Owner | None:
    """Also by the name: two names that share a number are two submissions, whoever chose such a name."""
    match = CANVAS.fullmatch(entry.name) if len(entry.parts) == 1 else None
    return (match["uid"], _canvas_name(match)) if match else None


def _canvas_name(match: re.Match[str]) -> str:
    return "" if match["name"] == "LATE" else match["name"] or ""


def _canvas_draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    matches = {entry.name: match for entry in entries if (match := CANVAS.fullmatch(entry.name))}
    newest = _newest({name: (match["file"], int(match["att"])) for name, match in matches.items()})
    older = len(matches) - len(newest)
    return Draft(
        entries=tuple(entry for entry in entries if entry.name in newest and not _is_page(entry.name)),
        id=owner[0],
        people=(Person(*owner),),
        late=any(m["late"] or m["name"] == "LATE" for m in matches.values()),
        layout="canvas",
        note=f"Handed in again: the newest of {older + 1} was taken." if older else "",
    )


def _newest(files: Mapping[str, tuple[str, int]]) -> set[str]:
    """Of `hw.ipynb`, `hw-1.ipynb`, `hw-2.ipynb` of one user the last; of equal ones the latest attachment."""
    best: dict[tuple[str, str], tuple[int, int, str]] = {}
    for name, (file, attachment) in files.items():
        match = _AGAIN.fullmatch(file)
        assert match is not None
        key = (match["stem"], match["suffix"] or "")
        best[key] = max(best.get(key, (-1, -1, "")), (int(match["n"] or 0), attachment, name))
    return {name for _, _, name in best.values()}


def _is_page(name: str) -> bool:
    """Text and links that a student typed into Canvas."""
    return name.endswith(("_text.html", "_link.html"))


CANVAS_LAYOUT = Layout("canvas", _canvas_owner, _canvas_draft)

# ── Moodle

MOODLE = re.compile(
    r"(?P<name>[^/]*?)(?:_(?P<id>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_?/(?P<path>.+)|_(?P<flat>[^/]+))",
    re.DOTALL,
)


def _moodle_owner(entry: ArchiveEntry) -> Owner | None:
    match = MOODLE.fullmatch(entry.name) if "_assignsubmission_" in entry.parts[0] else None
    return (match["id"] or "", match["name"]) if match else None


def _moodle_draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    id, name = owner
    matches = [(entry, match) for entry in entries if (match := MOODLE.fullmatch(entry.name))]
    return Draft(
        entries=tuple(replace(e, name=m["path"] or m["flat"]) for e, m in matches if m["plugin"] == "file"),
        id=id or name,
        people=(Person(id, "" if name == "Participant" else name),),
        layout="moodle",
        note="" if id else "Moodle gives no id for it: a group that students are in by default.",
    )


MOODLE_LAYOUT = Layout("moodle", _moodle_owner, _moodle_draft)

# ── a plain folder


def _plain(roster: Roster) -> Layout:
    """By the folder's name, or by the file's: `<id>.ipynb`, or `<id>_anything.ipynb` where the roster has the id.

    Without a roster the whole name is the id: in `hw1_alice` and `s03_final` nobody can tell which part is a number.
    """

    def owner(entry: ArchiveEntry) -> Owner:
        top, *rest = entry.parts
        if rest:
            return (top,)
        stem = PurePosixPath(top).stem or top
        before = stem.split("_")[0]
        return (before if not roster.has_id(stem) and roster.has_id(before) else stem,)

    return Layout("folder", owner, _plain_draft)


def _plain_draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    inside = tuple(entry.below(1) if len(entry.parts) > 1 else entry for entry in entries)
    return Draft(owner[0], inside, "folder", (Person(id=owner[0]),))

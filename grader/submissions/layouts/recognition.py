"""Entries -> submissions: which platform's layout they have. A new platform is a module and a line in PLATFORMS.

    layout       an entry fits if                                 one submission is
    gradescope   it lies in a folder `submission_<id>`, beside    a folder; several submitters are a group
                 `submission_metadata.yml` at the top
    classroom50  it lies in a folder `CLASS-HOMEWORK-USERNAME`,   a folder; several users of one submission are a group
                 beside `scores.csv` at the top
    canvas       it is named `doejane_LATE_12_345_hw.ipynb`       all files of one user id, the newest of each name
    moodle       its name begins with                             all files behind one id, without online text
                 `Jane Doe_12_assignsubmission_file_`
    folder       always                                           `<id>/...`, `<id>.ipynb`; with a roster `<id>_*.ipynb`

A platform is recognized if nearly all entries fit its layout. One entry may not, or one in ten, as staff may have put a
list beside what they downloaded; and more must fit than do not. So no single file name decides for the class. An entry
that does not fit is read as in a plain folder, with a note: every entry ends in exactly one draft. Who submitted an
entry follows only from its own name and the layout.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from grader.submissions.entries import ArchiveEntry, Draft, Layout, Owner, ReadEntry, inside_one_folder
from grader.submissions.layouts import canvas, classroom50, gradescope, moodle
from grader.submissions.roster import Person, Roster

PLATFORMS = (  # the first that fits counts
    gradescope.recognize, classroom50.recognize, moodle.LAYOUT.recognize, canvas.LAYOUT.recognize,
)  # fmt: skip


def find_drafts(entries: Sequence[ArchiveEntry], roster: Roster, read: ReadEntry, zipped: bool) -> list[Draft]:
    """The submissions of a folder or, with `zipped`, of a zip."""
    plain = _plain_folder(roster)
    levels = [entries, inside := inside_one_folder(entries), inside_one_folder(inside)]  # zip programs add folders
    for level, recognize in itertools.product(filter(None, levels), PLATFORMS):
        if (layout := recognize(level, read)) is not None:
            own = [entry for entry in level if entry.name not in layout.ignored]
            strays = [entry for entry in own if layout.owner(entry) is None]
            return [*layout.drafts(own), *_strays(strays, layout.name, plain)]
    has_wrapper = zipped and len({entry.parts[0] for entry in inside}) > 1  # a folder around one thing is a submission
    return list(plain.drafts(inside if has_wrapper else entries))


def _strays(entries: Sequence[ArchiveEntry], layout: str, plain: Layout) -> Iterator[Draft]:
    """Entries that do not fit, as in a plain folder, but with the full name as id: no platform gives such an id.

    Nor does the platform take feedback for them: their names might be those of others there.
    """
    groups: dict[str, list[ArchiveEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.parts[0]].append(entry)
    for name, group in groups.items():
        (draft,) = plain.drafts(group)
        note = f"{name[:80]!r} does not fit the {layout.title()} layout of the other files: it was read by itself."
        yield replace(draft, id=name, note=note)


def _plain_folder(roster: Roster) -> Layout:
    """By the folder's name, or by the file's: `<id>.ipynb`, or `<id>_anything.ipynb` where the roster has the id.

    Without a roster the whole name is the id: in `hw1_alice` and `s03_final` nobody can tell which part is a number.
    """

    def owner(entry: ArchiveEntry) -> Owner:
        """The id that the name of the folder or the file holds."""
        top, *rest = entry.parts
        if rest:
            return (top,)
        stem = PurePosixPath(top).stem or top
        before = stem.split("_")[0]
        return (before if not roster.has_id(stem) and roster.has_id(before) else stem,)

    def draft(owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
        inside = tuple(entry.below(1) if len(entry.parts) > 1 else entry for entry in entries)
        return Draft(owner[0], inside, "folder", (Person(id=owner[0]),))

    return Layout("folder", owner, draft)

"""Classroom 50: what `gh teacher download` writes, a clone of each repository beside the list `scores.csv`.

A repository is called `CLASSROOM-ASSIGNMENT-USERNAME`. All three may have hyphens, and students choose their own name:
what most repositories begin with says where it begins. The list has a line for each submission, the newest first; where
several people share one, each has its lines. It says nothing of the files: they are those of the clone. The class's
own list gives names and e-mails. All else comes from a file in the student's own repository, also the `review_url` by
which lines belong together: whoever has a repository shares nobody else's, and whoever has none shares one only where
the address names that repository and stands in no line of another one's owner. Else staff are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from functools import partial

from grader.base.csv_text import BadCsv, read_records
from grader.submissions.entries import ArchiveEntry, ArchiveRefused, Draft, Layout, Owner, ReadEntry, nearly_all_fit
from grader.submissions.roster import BadInput, Person

LIST_NAME = "scores.csv"
COLUMNS = ("username", "submission_tag", "review_url", "datetime")
MAX_BYTES = 64 * 2**20

Line = Mapping[str, str]


def recognize(entries: Sequence[ArchiveEntry], read_entry: ReadEntry) -> Layout | None:
    """The layout, if the list is at the top and nearly all entries lie in a repository of somebody on it."""
    list_entry = next((entry for entry in entries if entry.name == LIST_NAME), None)
    others = [entry for entry in entries if entry.name != LIST_NAME]
    if list_entry is None or not nearly_all_fit(_repository, others):
        return None
    if not (lines := _lines(list_entry, read_entry)):
        return None
    usernames = {line["username"].lower() for line in lines}
    repositories = {entry.parts[0] for entry in others if len(entry.parts) > 1}
    owner = partial(_owner, usernames, Counter(head for each in repositories for head, _ in _splits(each, usernames)))
    if not nearly_all_fit(owner, others):
        return None
    owners = {each[1] for entry in others if (each := owner(entry))}
    return Layout("classroom50", owner, partial(_draft, lines, owners), ignored=(LIST_NAME,))


def _repository(entry: ArchiveEntry) -> Owner | None:
    """The folder, if it may be called as a repository is."""
    top, *rest = entry.parts
    return (top,) if rest and top.count("-") > 1 else None


def _lines(entry: ArchiveEntry, read_entry: ReadEntry) -> Sequence[Line]:
    """The lines of the list; none where it is another list of that name. Raises BadInput where it cannot be read."""
    try:
        text = read_entry(entry, MAX_BYTES).decode("utf-8-sig", "replace")
        if not set(COLUMNS) <= {name.strip('" \r') for name in text.split("\n", 1)[0].split(",")}:
            return []
        return [record.cells for record in read_records(text)[1]]
    except (ArchiveRefused, BadCsv) as error:
        raise BadInput(
            f"{LIST_NAME}: this list cannot be read ({error}). Without it nobody's name, partner and time is known, if "
            "it is that of Classroom 50. Download it again, or take a list that is none away. Nothing was graded."
        ) from None


def _owner(usernames: Collection[str], heads: Mapping[str, int], entry: ArchiveEntry) -> Owner | None:
    """The repository and its user: behind the beginning that most repositories have, else the longest name."""
    top, *rest = entry.parts
    splits = list(_splits(top, usernames)) if rest else []
    return (top, max(splits, key=lambda split: (heads[split[0]], len(split[1])))[1]) if splits else None


def _splits(repository: str, usernames: Collection[str]) -> Iterator[tuple[str, str]]:
    """What may stand before a user's name, and the name, in lower case."""
    parts = repository.lower().split("-")
    both = (("-".join(parts[:n]), "-".join(parts[n:])) for n in range(1, len(parts)))
    return ((head, username) for head, username in both if username in usernames)


def _draft(lines: Sequence[Line], owners: Set[str], owner: Owner, entries: Sequence[ArchiveEntry]) -> Draft:
    repository, username = owner
    newest = next(line for line in lines if line["username"].lower() == username)
    url = newest["review_url"]
    by_name = {line["username"].lower(): line for line in lines if url and line["review_url"] == url}
    shared = [line for name, line in by_name.items() if name not in owners]
    is_certain = repository.lower() in url.lower().split("/") and owners & by_name.keys() == {username}
    notes = [] if newest["submission_tag"] else [f"{LIST_NAME} has no submission of {repository}."]
    if shared and not is_certain:
        names = ", ".join(line["username"] for line in shared)
        notes.append(
            f"{names}: not added, since {url} in {LIST_NAME} is of another repository, or in a line of its owner too. "
            "See who shares this work, and enter their points by hand."
        )
    people = {line["username"]: _person(line) for line in [newest, *(shared if is_certain else ())]}
    return Draft(
        entries=tuple(entry.below(1) for entry in entries),
        id=newest["username"],
        people=tuple(people.values()),
        late=newest.get("late") == "true",
        submitted_at=newest["datetime"],
        layout="classroom50",
        note=" ".join(notes),
    )


def _person(line: Line) -> Person:
    name = " ".join(filter(None, [line.get("first_name"), line.get("last_name")]))
    return Person(line["username"], name, line.get("email", ""))

"""What `gh teacher download` of Classroom 50 writes is read by its own list: who, when, and with whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.submissions.collection import BadInput, Person, Submission, find_submissions
from grader.submissions.layouts import classroom50
from grader.submissions.roster import Roster

NB = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "def adam(g):\n    return g + 1"}]})
SCORES = """\
username,first_name,last_name,email,section,score,max_score,datetime,submission_tag,submitted_by,review_url,late,override
ada,Ada,Öz,ada@example.edu,A,900,1000,2026-10-02T10:00:00Z,submit/2-b,ada,https://github.com/o/cs-ml-hw-1-ada/compare/a...b,true,
ada,Ada,Öz,ada@example.edu,A,100,1000,2026-10-01T10:00:00Z,submit/1-a,ada,https://github.com/o/cs-ml-hw-1-ada/compare/a...a,false,
bo-ada,Bo,Ada,,B,500,1000,2026-10-01T09:00:00Z,submit/1-c,eve,https://github.com/o/cs-ml-hw-1-bo-ada/compare/a...c,false,
eve,Eve,,,B,500,1000,2026-10-01T09:00:00Z,submit/1-c,eve,https://github.com/o/cs-ml-hw-1-bo-ada/compare/a...c,false,
nil,Nil,None,,B,,,,,,,,
"""
CLONES = {
    "scores.csv": SCORES,
    "cs-ml-hw-1-ada/hw.ipynb": NB, "cs-ml-hw-1-ada/result.json": "{}", "cs-ml-hw-1-ada/.git/HEAD": "x",
    "cs-ml-hw-1-ada/grader/__init__.py": "", "cs-ml-hw-1-Bo-Ada/src/hw.ipynb": NB, "cs-ml-hw-1-nil/hw.ipynb": NB,
}  # fmt: skip


def downloaded(root: Path, files: dict[str, str] = CLONES) -> dict[str, Submission]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return {each.id: each for each in find_submissions([root])}


def test_everybody_is_found_with_the_time_of_the_newest_submission(tmp_path):
    """The longest user name that ends the repository's name: bo-ada is not ada."""
    every = downloaded(tmp_path)
    assert set(every) == {"ada", "bo-ada", "nil"} and {each.layout for each in every.values()} == {"classroom50"}
    assert every["ada"].people == (Person("ada", "Ada Öz", "ada@example.edu"),)
    assert (every["ada"].submitted_at, every["ada"].late, every["bo-ada"].late) == ("2026-10-02T10:00:00Z", True, False)
    assert [path.name for path in every["ada"].files] == ["hw.ipynb", "__init__.py"]
    assert every["nil"].note.startswith("scores.csv has no submission of cs-ml-hw-1-nil")


def test_people_who_share_a_submission_are_a_group(tmp_path):
    assert [person.name for person in downloaded(tmp_path)["bo-ada"].people] == ["Bo Ada", "Eve"]


SHARED = "https://github.com/o/cs-ml-hw-1-bo-ada/compare/a...c"


def test_nobody_makes_a_partner_of_another_group_their_own(tmp_path):
    """`mal` writes the group's address into the own `result.json`, and had `eve` as a co-author."""
    line = f"mal,Mal,,,B,0,1000,2026-10-03T10:00:00Z,submit/1,mal,{SHARED},,\n"
    every = downloaded(tmp_path, CLONES | {"cs-ml-hw-1-mal/hw.ipynb": NB, "scores.csv": SCORES + line})
    assert [person.id for person in every["mal"].people] == ["mal"]
    assert [person.id for person in every["bo-ada"].people] == ["bo-ada"], "nobody can tell whose partner it is"
    sentence = f"eve: not added, since {SHARED} in scores.csv is of another repository, or in a line of its owner too. "
    sentence += "See who shares this work, and enter their points by hand."
    assert every["mal"].note == every["bo-ada"].note == sentence
    assert not every["ada"].note


def test_nobody_without_a_repository_joins_work_by_the_address_of_another_one(tmp_path):
    """A group of two writes the address of a better submission into its own `result.json`."""
    scores = SCORES.replace(SHARED, "https://github.com/o/cs-ml-hw-1-ada/compare/a...b")
    every = downloaded(tmp_path, CLONES | {"scores.csv": scores})
    assert [person.id for person in every["ada"].people] == ["ada"] and "eve: not added" in every["ada"].note
    assert [person.id for person in every["bo-ada"].people] == ["bo-ada"]
    scores = SCORES.replace(SHARED, "https://github.com/o/elsewhere/compare/a...b")
    every = downloaded(tmp_path / "own", CLONES | {"scores.csv": scores})
    assert [person.id for person in every["bo-ada"].people] == ["bo-ada"] and "eve: not added" in every["bo-ada"].note


def test_a_name_that_continues_the_assignments_takes_nobodys_work(tmp_path):
    """GitHub lets a student be called `hw-1-ada`: the work of `ada` ends with that name too."""
    others = {f"cs-ml-hw-1-{user}": f"{user},,,,B,,,,submit/1-x,,," for user in ("bo", "cy", "hw-1-ada")}
    files = {f"{repository}/hw.ipynb": NB for repository in others}
    every = downloaded(tmp_path, CLONES | files | {"scores.csv": SCORES + "\n".join(others.values())})
    assert set(every) == {"ada", "bo-ada", "nil", "bo", "cy", "hw-1-ada"}
    assert not [each.note for each in every.values() if "Another submission" in each.note]


def test_another_file_of_that_name_is_no_list(tmp_path):
    """Then the folders are read as those of any class."""
    every = downloaded(tmp_path, CLONES | {"scores.csv": "name,points\nada,3\n"})
    assert every["cs-ml-hw-1-ada"].layout == "folder"


@pytest.mark.parametrize("field", ["x" * 200_000, "x\udc80\0"], ids=["long", "no text"])
def test_nothing_in_one_students_line_costs_the_class_its_list(field, tmp_path):
    """Fields come from a file in the student's own repository."""
    before = downloaded(tmp_path / "before")
    (tmp_path / "after").mkdir()
    line = f"mal,{field},,,B,0,1000,,submit/1,mal,,,\n"
    (tmp_path / "after" / "scores.csv").write_bytes((SCORES + line).encode("utf-8", "surrogateescape"))
    after = downloaded(tmp_path / "after", {name: text for name, text in CLONES.items() if name != "scores.csv"})
    assert {name: (each.people, each.submitted_at, each.layout) for name, each in after.items()} == {
        name: (each.people, each.submitted_at, each.layout) for name, each in before.items()
    }


def test_a_list_that_cannot_be_read_is_an_error_and_not_another_class(tmp_path, monkeypatch):
    """Ids, partners and times of everybody would be others, without a word."""
    monkeypatch.setattr(classroom50, "MAX_BYTES", 100)
    with pytest.raises(BadInput, match="scores.csv: this list cannot be read .*Download it again.* Nothing was graded"):
        downloaded(tmp_path)
    files = {"scores.csv": SCORES, "ada/hw.ipynb": NB, "bo-2/hw.ipynb": NB}
    assert {*downloaded(tmp_path / "own", files)} >= {"ada", "bo-2"}, "no repositories: a file of somebody's"


def test_its_roster_is_read_as_it_is(tmp_path):
    """Where somebody may not have a repository yet."""
    text = "username,first_name,last_name,email,section,github_id\nada,Ada,Öz,ada@example.edu,A,1\n"
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    (person,) = Roster.read(tmp_path / "roster.csv").people
    assert (person.id, person.name, person.section) == ("ada", "Ada Öz", "A")

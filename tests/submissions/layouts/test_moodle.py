"""File names of Moodle are taken apart into what they were made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submissions.collection import find_submissions
from grader.submissions.layouts.moodle import FILE_NAME

names = st.text(st.characters(exclude_characters="/_\0", exclude_categories=["Cs"]), min_size=1, max_size=20)
file_names = st.from_regex(r"[\w .()-]{1,20}\.ipynb", fullmatch=True)


@given(names, st.integers(0, 10**9), st.booleans(), file_names)
def test_moodle_names_give_back_what_they_were_made_of(name, number, flat, file):
    match = FILE_NAME.fullmatch(f"{name}_{number}_assignsubmission_file_{'' if flat else '/'}{file}")
    assert match and (match["name"], match["id"], match["flat"] or match["path"]) == (name, str(number), file)


def test_many_names_that_imitate_others_cost_nobody_the_own_number(tmp_path):
    """One student hands in files with such names: the layout of the class stays recognized."""
    for student in ("Bob_9988", "Ann_11", "Cy_12"):
        (tmp_path / f"{student}_assignsubmission_file_hw.ipynb").write_text("{}")
    for n in range(9):
        (tmp_path / f"Mal_13_assignsubmission_file_x_assignsubmission_file_{n}.ipynb").write_text("{}")
    assert {"11", "12", "9988"} < {s.id for s in find_submissions([tmp_path])}


@pytest.mark.parametrize("between", ["_", "/", "_/"])
def test_a_file_that_is_handed_in_again_as_it_was_downloaded_is_its_owners(between, tmp_path):
    """Every name that Moodle or the student wrote says the same student and the same id."""
    twice = f"Bob_12_assignsubmission_file{between}Bob_12_assignsubmission_file_hw.ipynb"
    for name in ("Ann_11_assignsubmission_file_hw.ipynb", twice, "Cy_13_assignsubmission_file_hw.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert {s.id: s.people[0].name for s in find_submissions([tmp_path])} == {"11": "Ann", "12": "Bob", "13": "Cy"}


@pytest.mark.parametrize(
    "name",
    [
        "Bob_12_assignsubmission_file_Bob_13_assignsubmission_file_hw.ipynb",  # the display name of student 13
        "Bob_assignsubmission_file_Bob_assignsubmission_file_hw.ipynb",  # no id
        "Bob_12_assignsubmission_file_Bob_12_assignsubmission_file_Cy_13_assignsubmission_file_hw.ipynb",
    ],
)
def test_marks_behind_different_names_or_without_an_id_are_nobodys(name, tmp_path):
    for each in (name, "Ann_11_assignsubmission_file_hw.ipynb", "Cy_14_assignsubmission_file_hw.ipynb"):
        (tmp_path / each).write_text("{}")
    assert {s.id for s in find_submissions([tmp_path])} == {"11", "14", name}


@pytest.mark.parametrize("inner", ["x_assignsubmission_file_hw.ipynb", "x_assignsubmission_file_/Ann_11_hw.ipynb"])
def test_a_display_name_that_is_another_students_id_takes_nothing_from_them(inner, tmp_path):
    """The roster's id in front of such a name made it that student's, whose own work then had none."""
    files, roster = tmp_path / "files", tmp_path / "roster.csv"
    roster.write_text("id,name\nann7,Ann\nbob8,Bob\n")
    for name in ("Ann_11_assignsubmission_file_hw.ipynb", "Bob_12_assignsubmission_file_hw.ipynb",
                 "Cy_14_assignsubmission_file_hw.ipynb", f"ann7_13_assignsubmission_file_{inner}"):  # fmt: skip
        (files / name).parent.mkdir(parents=True, exist_ok=True)
        (files / name).write_text("{}")
    assert [s.id for s in find_submissions([files], roster) if s.people[0].id == "ann7"] == ["11"]

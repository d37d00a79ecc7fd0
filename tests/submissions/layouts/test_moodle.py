"""File names of Moodle are taken apart into what they were made of."""

from __future__ import annotations

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


def test_a_name_that_imitates_another_students_number_is_nobodys(tmp_path):
    """Its file is read by itself, with a note, and takes no id from anybody."""
    forged = "A_9988_assignsubmission_file_7777_assignsubmission_file_hw.ipynb"
    for file in ("Bob_9988_assignsubmission_file_hw.ipynb", "Ann_11_assignsubmission_file_hw.ipynb", forged):
        (tmp_path / file).write_text("{}")
    submissions = find_submissions([tmp_path])
    assert {s.id for s in submissions} == {"11", "9988", forged}
    assert [s.people[0].name for s in submissions if s.id == "9988"] == ["Bob"]

"""File names of Canvas are taken apart into what they were made of."""

from __future__ import annotations

import re
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from grader.submissions.collection import find_submissions
from grader.submissions.layouts.canvas import FILE_NAME

words = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)
file_names = st.from_regex(r"[\w .()-]{1,20}\.ipynb", fullmatch=True)


@given(st.none() | words, st.booleans(), st.integers(0, 10**9), st.integers(0, 10**9), file_names)
def test_canvas_names_give_back_what_they_were_made_of(name, late, uid, attachment, file):
    parts = [name, "LATE" if late else None, str(uid), str(attachment), file]
    match = FILE_NAME.fullmatch("_".join(p for p in parts if p is not None))
    if name is None and not late and re.match(r"\d+_", file):  # it might be a name of digits: no one can tell
        return
    assert match and (match["name"], bool(match["late"])) in {(name, late), ("LATE", False)}
    assert (match["uid"], match["att"], match["file"]) == (str(uid), str(attachment), file)


def test_a_name_of_digits_is_no_other_students_number(tmp_path):
    """A student chooses the name that Canvas shows: in the place of 9988 the file would be graded as theirs."""
    for file in ("smithbob_9988_501_hw.ipynb", "9988_7777_502_hw.ipynb", "doejane_11_503_hw.ipynb"):
        (tmp_path / file).write_text("{}")
    submissions = find_submissions([tmp_path])
    assert {s.id: s.original_names[0][:8] for s in submissions} == {
        "11": "doejane_",
        "7777": "9988_777",
        "9988": "smithbob",
    }


def test_a_file_beside_the_notebook_keeps_its_authors_name(tmp_path):
    """By which the notebook imports it."""
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for file in ("smithbob_9988_501_hw.ipynb", "smithbob_9988_502_tools-1.py", "doejane_11_503_hw.ipynb"):
            archive.writestr(file, "{}")
    bob = find_submissions([tmp_path / "export.zip"])[1]
    assert [path.name for path in bob.files] == ["hw.ipynb", "tools.py"]
    assert bob.original_names == ("smithbob_9988_501_hw.ipynb", "smithbob_9988_502_tools-1.py")

"""File names of Canvas are taken apart into what they were made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.submissions.canvas import FILE_NAME

words = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)
file_names = st.from_regex(r"[\w .()-]{1,20}\.ipynb", fullmatch=True)


@given(st.none() | words, st.booleans(), st.integers(0, 10**9), st.integers(0, 10**9), file_names)
def test_canvas_names_give_back_what_they_were_made_of(name, late, uid, attachment, file):
    parts = [name, "LATE" if late else None, str(uid), str(attachment), file]
    match = FILE_NAME.fullmatch("_".join(p for p in parts if p is not None))
    if name is not None and name.isdecimal():  # a name of digits alone: no one can tell
        return
    assert match and (match["name"], bool(match["late"])) in {(name, late), ("LATE", False)}
    assert (match["uid"], match["att"], match["file"]) == (str(uid), str(attachment), file)

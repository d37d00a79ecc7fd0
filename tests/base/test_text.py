"""Text that a submission chose can be printed anywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.base.text import one_line, printable


@given(st.text())
def test_printable_text_can_be_written_and_does_not_steer_a_terminal(text):
    clean = printable(text, 50)
    clean.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in clean)
    assert not set(clean) & set("\x7f\x9b\u202e\u2066\u200f")
    assert len(clean) <= 54


def test_a_name_on_one_line_has_no_break_of_any_kind():
    assert one_line("hw\n\tAll right\u2028\u2029x", 40) == "hw  All right  x"
    assert one_line("李 小龙\u202e", 40) == "李 小龙\ufffd"

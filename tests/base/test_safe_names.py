"""Any id gives a file name that every system takes, and no two ids share one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.base import safe_names
from grader.base.safe_names import MAX_BYTES, safe_id, safe_name

texts = st.text(max_size=150) | st.text("aA~_/.: \0\ud800é\u0301", max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "../x",
        "/etc/passwd",
        "C:\\x",
        "a\0b",
        "\ud800",
        "CON",
        "con.txt",
        "lpt1",
        "com¹",
        "x.",
        " x",
        "-rf",
        "\N{GRINNING FACE}" * 70,
        "x" * 5000,
        "a\nb",
        "\N{RIGHT-TO-LEFT OVERRIDE}gnp.ipynb",
        "<b>",
        "a~b",
        ".git",
    ],
)
def test_a_harmful_name_becomes_a_harmless_one_with_a_hash(text, tmp_path):
    for name in (safe_id(text), safe_name(text)):
        assert "~" in name and name.isprintable() and len(name.encode()) <= MAX_BYTES
        assert not set(name) & set('/\\:*?"<>|') and name[0] not in ".- " and name[-1] not in ". "
        (tmp_path / f"{name}.html").write_text("")


@contextmanager
def where_case_counts(case_sensitive: bool) -> Iterator[None]:
    """On a system that tells A.html from a.html, or does not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safe_names, "CASE_SENSITIVE", case_sensitive)
        yield


@given(st.sets(texts, min_size=2, max_size=8))
def test_different_texts_have_different_ids_and_different_files_even_where_case_does_not_count(some):
    normal = {unicodedata.normalize("NFC", text) for text in some}
    ids = {safe_id(text) for text in some}
    assert len(ids) == len(normal)
    with where_case_counts(False):
        files = {unicodedata.normalize("NFC", safe_name(text).casefold()) for text in some}
    with where_case_counts(True):
        assert len(files) == len({safe_name(text) for text in some}) == len(some)
    assert all(len(name.encode()) <= MAX_BYTES for text in ids for name in (text, safe_name(text)))


def test_capital_letters_stay_where_they_make_another_file():
    with where_case_counts(True):
        assert safe_name("Ada Lovelace") == "Ada Lovelace"
    with where_case_counts(False):
        assert safe_name("Ada").casefold() != safe_name("ada")

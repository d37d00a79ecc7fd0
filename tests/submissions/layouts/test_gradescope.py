"""Gradescope's list of submitters costs nothing but names, whatever it contains."""

from __future__ import annotations

import pytest

from grader.submissions.layouts.gradescope import parse_list

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
LISTS = {
    "laughs": (LAUGHS, ""),
    "deep": ("a:\n  b: " + "[" * 5000, "nesting depth"),
    "deep in blocks": ("a:\n" + "".join(" " * n + "-\n" for n in range(1, 60)), "nested too deeply"),
    "object": ("submission_1: !!python/object/apply:os.system ['touch evil']", ""),
    "text": ("hello", "not a table"),
    "empty": ("", "ends too early"),
    "list": ("- a\n- b", "not a table"),
    "itself": ("&a [*a]", "not a table"),
    "unknown alias": ("a: *b", ""),
    "cut off": ("submission_1:\n  :submitters:\n  - {a: ", "expected"),
    "binary": (b"\xff\xfe\x00\xd8", ""),
    "a key that is a list": ("? [a]\n: b", ""),
    "two documents": ("a: b\n---\nc: d", ""),
}


@pytest.mark.parametrize("name", LISTS)
def test_whatever_the_list_of_gradescope_holds_it_costs_names_alone(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text, words = LISTS[name]
    metadata = parse_list(text.encode() if isinstance(text, str) else text)
    assert words in metadata.trouble and (
        not words or metadata.trouble.startswith("submission_metadata.yml cannot be read")
    )
    assert not (tmp_path / "evil").exists()


def test_an_alias_in_the_list_is_the_text_that_it_stands_for():
    text = (
        "s:\n  :submitters:\n  - :name: &n Jane\n    :sid: !!int '0200'\n  - :name: *n\n    :sid: ~\n  :created_at: *n"
    )
    metadata = parse_list(text.encode())
    jane = {"sid": "0200", "name": "Jane", "email": ""}
    assert metadata.submissions == {"s": {"submitters": {0: jane, 1: jane | {"sid": ""}}, "created_at": "Jane"}}

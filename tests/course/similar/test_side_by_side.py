"""What is alike is marked however it is named, and no source ends a page or runs."""

from __future__ import annotations

import re

from grader.course.similar.side_by_side import MAX_LINES, side_by_side
from grader.reports.elements import tag

LINE = re.compile(r'<(mark|span) class="line">(.*?)</(?:mark|span)>(?=<(?:mark|span) class="line"|</pre>)')


def marked(one: str, other: str) -> list[list[tuple[str, str]]]:
    """Of both sources each line, with the element that it is in."""
    html = side_by_side([tag("span", "Ann"), tag("span", "Bob")], [one, other])
    halves = html.split("<strong>")[1:]
    return [[(kind, re.sub("<[^>]*>", "", line)) for kind, line in LINE.findall(half)] for half in halves]


def test_names_comments_and_spaces_tell_no_lines_apart_and_everything_else_does():
    one, other = marked("a = g(w)  # mine\n\nreturn a.T + 1", "grad=g(v)\n\nreturn grad.T + 2")
    assert [kind for kind, _ in one] == ["mark", "span", "span"] == [kind for kind, _ in other]
    assert marked("x.real + y", "x.imag + y")[0] == [("span", "x.real + y")], "an attribute is no name of their own"
    assert marked("if a:", "while a:")[0] == [("span", "if a:")]


def test_what_is_in_between_is_not_marked():
    one, other = marked("a = 1\nb = 2", "a = 1\nprint(a)\nb = 2")
    assert [kind for kind, _ in one] == ["mark", "mark"] and [kind for kind, _ in other] == ["mark", "span", "mark"]


def test_a_source_is_text():
    html = side_by_side([tag("span", "<b>")] * 2, ["</pre><script>alert(1)</script>"] * 2)
    assert "<script" not in html and html.count("&lt;script&gt;") == 2 and html.count("&lt;b&gt;") == 2


def test_no_more_lines_are_compared_than_a_server_has_time_for():
    lines = marked("x\n" * 10_000, "\n".join(f"x{'+1' * (n % 7)}" for n in range(5000)))[0]
    assert {kind for kind, _ in lines[:MAX_LINES]} == {"mark", "span"}
    assert lines[MAX_LINES:] == [("span", "x")] * (10_000 - MAX_LINES)

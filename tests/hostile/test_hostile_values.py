"""No value that a student's function returns ends the judge, whatever was asked for, with a check or without one.

The values are what a transcript may hold. An exception would cost the whole submission its verdict, honest questions too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.judging.judge import judge
from grader.judging.parts import as_value
from grader.model.checks import to_expected
from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, Value
from grader.model.key import Case, Key, Mistake, Question
from grader.model.request import Request
from grader.model.result_form import Part, leaves, length_of, unrolled
from grader.model.transcript import Definition, Returned, Transcript
from grader.sandbox.outcomes import to_keep

XY = Part("table", parts=(Part("number", "x"), Part("label", "l", options=("u", "v"))))
FORMS: dict[str, tuple[Part, dict[str, Any]]] = {
    "number": (Part("number"), {".": np.array(3)}),
    "array": (Part("array"), {".": np.arange(6.0).reshape(2, 3)}),
    "history": (Part("history", length="own"), {".": np.arange(12.0).reshape(6, 2)}),
    "points": (Part("points"), {".": np.array([1.0, 2.0])}),
    "no points": (Part("points"), {".": np.zeros(0)}),
    "label": (Part("label", options=("a", "b")), {".": "a"}),
    "text": (Part("text"), {".": "hello"}),
    "truth": (Part("truth"), {".": True}),
    "list": (Part("list", parts=(Part("array", "w"), Part("number", "c"))), {".w": np.arange(2.0), ".c": np.array(1.0)}),
    "items": (Part("list", each=Part("number")), {".[0]": np.array(1.0), ".[1]": np.array(2.0)}),
    "no entries": (Part("table", each=Part("number")), {".": np.zeros(0)}),
    "deep": (Part("table", each=Part("list", each=XY)), {
        '.["a"][0]["x"]': np.array(1.0), '.["a"][0]["l"]': "u", '.["b"][0]["x"]': np.array(2.0), '.["b"][0]["l"]': "v",
        '.["b"][1]["x"]': np.array(2.0), '.["b"][1]["l"]': "v",
    }),
}  # fmt: skip
KEYS = (  # like paths of ours, and like nothing
    'a"]["b', "a", "b", '.["a"]', "[0]", '"]', 'a"][0]["x', "", "\u202e", "len(.)", "x" * 500, "\\", 'a\\"', "a\nb", ".", "w",
)  # fmt: skip
ARRAYS = (
    1.5, 3, np.nan, np.inf, -1e308, 1j, complex(1, np.nan), True, np.uint64(2**64 - 1), np.int64(-(2**63)),
    np.arange(6.0).reshape(2, 3), np.full((2, 3), np.nan), np.zeros(0), np.zeros((0, 3)), np.zeros((3, 0, 2)), np.zeros((1,) * 8),
    np.full((6, 2), -1e308), np.arange(4_000), np.arange(4_000) % 2 == 0, np.full((2_000, 2), 5e-324), np.arange(3.0)[:, None],
    np.array([1, 2, 300], np.uint16), np.array([1, np.inf], np.float16),
)  # fmt: skip
LEAVES: tuple[Value, ...] = (
    *(Numbers(np.asarray(array)) for array in ARRAYS), Nothing(), Other("a generator"), Other(""),
    *map(Text, ("", "A ", "hello", "\u0130" * 2_000, "9" * 8_000, "a," * 4_000, "1e999999999", "\ud800")),
    Table({}), Table({key: Numbers(np.asarray(1.0)) for key in KEYS}), Items(()), Items((Nothing(),)),
    Table({key: Numbers(np.arange(3.0)) for key in KEYS}, of_frame=True), Table({"a": Nothing()}, of_frame=True),
    Items(tuple(Numbers(np.asarray(float(n))) for n in range(300))), Items(tuple(Table({key: Text("u")}) for key in KEYS)),
)  # fmt: skip
VALUES = (
    *LEAVES,
    *(Items((leaf, leaf)) for leaf in LEAVES),
    *(Table({"a": Items((leaf,)), "b": Items((Table({"x": leaf, "l": Text("v")}), leaf))}) for leaf in LEAVES),
)
CHECK = {"checks.py": "def check(result, *, arguments, expected):\n    return True\n"}


def question(name: str) -> Question:
    form, answer = FORMS[name]
    tolerance: dict[str, Any] = {}
    for path, part, _ in leaves(unrolled(form, answer)):
        rows = np.shape(answer[path])[:1] if part.kind == "history" else ()
        tolerance |= {path: np.full(rows, 1e-6)} | ({length_of(path): np.array(1)} if part.length else {})
    wrong = {at: right + 1 if isinstance(right, np.ndarray) else right for at, right in answer.items()}
    case = Case("q-0", "x = 1", False, 4.0, {"x": 1.0}, answer, tolerance)
    return Question(
        "q", "Q", "form", 4.0, "f", ("x",), True, (case,), (Mistake("q.m", "wrong", "", {"q-0": wrong}),), form=form
    )


def checked(asked: Question) -> Question:
    expected = to_expected(as_value(asked.form, asked.cases[0].expected))
    return replace(
        asked, check="checks.py:check", mistakes=(), cases=(replace(asked.cases[0], expected=expected, tolerance={}),)
    )


@pytest.mark.parametrize("with_check", [False, True])
@pytest.mark.parametrize("name", FORMS)
def test_no_value_ends_the_judge(name, with_check):
    """And none is our fault: a check that accepts everything is always asked, or the form is wrong."""
    asked = checked(question(name)) if with_check else question(name)
    key = Key("k", "K", "instructor", (asked,), checks=CHECK)
    for value in VALUES:
        call = to_keep(Returned(value), Request("q-0", "q", "f", {}, ()))
        report = judge(key, Transcript("s", "k", {"q": Definition("found")}, {"q-0": call}))
        assert not report.unchecked, (value, report.questions[0].message)
        assert len(report.questions[0].message) < 20_000

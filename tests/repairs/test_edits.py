"""Among the edits of a wrong program is the right one, under the kind that says what the slip was."""

from __future__ import annotations

import ast

import pytest

from grader.changes.kinds import UNDOES
from grader.changes.source_tree import SourceTree
from grader.repairs.edits import edits

LOOP = """
def f(g, a, b, x, n):
    v = 0.0
    xs = [x]
    for k in range(n):
        {0}
        {1}
        xs.append(x)
    return xs
"""
PAIRS = """
def f(C, w, n):
    total = 0.0
    for i in range(n):
        for j in {0}:
            total += C[i, j] * w[i] * w[j]
    return total
"""
EPOCHS = """
def f(g, a, x0, n):
    x, s = x0, x0
    s = x0
    x = x0
    {0}
    for k in range(n):
        {1}
    {2}
    return x
"""
STEPS = "v = b * v + g(x)", "x = x - a * v"


def kind_of_edit(wrong: str, right: str) -> str | None:
    """The kind of the edit that makes the right program of the wrong one; None if there is none."""
    plain = ast.unparse(ast.parse(right))
    return next((edit.kind for edit in edits(SourceTree(wrong.strip())) if edit.source == plain), None)


def lines(first: str = STEPS[0], second: str = STEPS[1]) -> str:
    return LOOP.format(first, second)


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        (lines(second="x = x + a * v"), lines(), "sign"),
        (lines(second="x = x / b - v - g(x)"), lines(second="x = (x - v - g(x)) / b"), "regrouped"),
        (lines(second="x = x * b + v"), lines(second="x = (x + v) * b"), "regrouped"),
        (lines(second="x = x - v"), lines(), "times_name"),
        (lines(first="v = b * v + x"), lines(first="v = b * v + g"), "other_name"),
        (lines(first="v = b * v + g(x) ** 2"), lines(), "power"),
        (lines(first="v = b * v + g(x)"), lines(first="v = b * v + g(x) ** 2"), "square"),
        (lines(second="x = x - 0.1 * v"), lines(), "name_for_number"),
        (lines(second="x = x - a * v / (k + 2) ** 2"), lines(second="x = x - a * v / (k + 2)"), "power"),
        (lines(second="x = x - a * v"), lines(second="x = x - a * v - a * b"), "minus_product"),
        (lines(*STEPS[::-1]), lines(), "moved"),
        (lines(second="x = x - a / (v**0.5 + b)"), lines(second="x = x - a / (v + b)**0.5"), "belongs_inside"),
        (lines(second="x = x - a / (v + b)**0.5"), lines(second="x = x - a / (v**0.5 + b)"), "belongs_outside"),
        (lines(second="x = x - a * v / n"), lines(second="x = x - a * v / (n - 1)"), "one_less"),
        (lines().replace("range(n)", "range(n + 1)"), lines().replace("range(n)", "range(0, n + 1 - 1)"), "pass_less"),
        (lines().replace("    return", "    xs.append(x)\n    return"), lines(), "needless"),
        (lines(second="x = x - v / (k + 2)"), lines(second="x = x - v / (k + 1)"), "constant"),
        (lines(first="v = z([0] * n, dtype=int)"), lines(first="v = 1.0 * z([0] * n, dtype=int)"), "whole_numbers"),
        (lines(first="v = n.zeros_like(x)"), lines(first="v = 1.0 * n.zeros_like(x)"), "whole_numbers"),
        (lines(first="v = n.x"), lines(first="v = __import__('copy').deepcopy(n.x)"), "no_copy"),
        (lines(second="x = x - a * v * b / n"), lines(second="x = x - a * v"), "quotient"),
        (lines(second="x = x - v / abs(x).max()"), lines(second="x = x - v / abs(x).sum()"), "other_norm"),
        (lines(second="x = x - v.mean()"), lines(second="x = x - v.mean(axis=0)"), "no_axis"),
        (lines(second="x = a * x + b * v"), lines(second="x = b * x + a * v"), "exchanged"),
        (
            lines(second="x = x - max(0, v.sum())"),
            lines(second="x = x - __import__('numpy').maximum(0, v).sum()"),
            "call_order",
        ),
        (lines(second="x = x - a * v * k * b"), lines(second="x = x - a * v"), "quotient"),
        (lines("v = b * v + n * x", "x = g(v)"), lines("v = b * v + g(x)", "x = g(v)"), "call_for_value"),
        (
            lines(first="v = b * v + g(x) + a"),
            lines(first="v = b * v + g(x)", second="x = x - a * (v + a)"),
            "postponed",
        ),
        (lines("v = 0.05", "x = g(x + v)"), lines(f"v = {0.05 * 1e-6}", "x = g(x + v)"), "coarse"),
        (lines(second="x = v[:, 0] + v[0]"), lines(second="x = v[:, -1] + v[-1]"), "other_end"),
        (lines(first="v = k % n"), lines(first="v = k // n"), "other_operator"),
        (
            lines(first="v = b * abs(v) + (1 - b) * abs(x)"),
            lines(first="v = abs(b * v + (1 - b) * x)"),
            "belongs_inside",
        ),
        (lines(second="x = x - a * ((v + g(x)) / 2)"), lines(second="x = x - a * v"), "name_for_value"),
        (lines(first="v = g(x)"), lines(first="v += g(x)"), "added_up"),
        (lines("v = v / (k + 1)", "x = x / (k + 1)"), lines("v = v / k", "x = x / k"), "term"),
        (EPOCHS.format("m = g(s)", "x = x - a * m", ""), EPOCHS.format("", "m = g(s); x = x - a * m", ""), "moved_in"),
        (
            EPOCHS.format("m = g(s)", "x = x - a * (g(s) + m)", ""),
            EPOCHS.format("m = g(s)", "s = __import__('copy').copy(x); m = g(s); x = x - a * (g(s) + m)", ""),
            "renewed",
        ),
        (
            EPOCHS.format("m = g(x0)", "s = x; x = s - a * m", ""),
            EPOCHS.format("m = g(x0)", "s = x; m = g(s); x = s - a * m", ""),
            "renewed",
        ),
        (
            EPOCHS.format("m = g(s); xs = []", "x = x - a * m; s = x; xs.append(x)", ""),
            EPOCHS.format("m = g(s); xs = []", "m = g(s); x = x - a * m; s = x; xs.append(x)", ""),
            "renewed",
        ),
        (lines("v = g.choice(n, b)"), lines("v = g.choice(n, b, replace=False)"), "drawn_again"),
        (lines("v = g.choice(n, b, replace=False)"), lines("v = g.choice(n, b)"), "drawn_once"),
        (lines("v = g.integers(n, size=b)"), lines("v = g.choice(n, b, replace=False)"), "drawn_again"),
        (lines("v = g.randint(0, n, b)"), lines("v = g.choice(n, b, replace=False)"), "drawn_again"),
        (lines("v = g.choices(x, k=n)"), lines("v = g.sample(x, k=n)"), "drawn_again"),
        (lines("v = g.sample(x, n)"), lines("v = g.choices(x, k=n)"), "drawn_once"),
        (lines("v = g.permutation(n)[:b]"), lines("v = g.choice(n, b)"), "drawn_once"),
        (lines("v = g.integers(0, n)"), lines("v = g.integers(0, len(x))"), "other_range"),
        (lines("v = g.sample(range(n), 2)"), lines("v = g.sample(range(len(x)), 2)"), "other_range"),
        (lines("v = n.default_rng(0)"), lines("v = n.default_rng()"), "fixed_seed"),
        (
            "def f(x, y, n, rng):\n    for i in range(0, n, 2):\n        yield (x[i:i + 2], y[i:i + 2])",
            "def f(x, y, n, rng):\n    _order = rng.permutation(len(x))\n    x = x[_order]\n    y = y[_order]\n"
            "    for i in range(0, n, 2):\n        yield (x[i:i + 2], y[i:i + 2])",
            "not_shuffled",
        ),
    ],
)
def test_the_right_program_is_among_the_edits_of_a_wrong_one(wrong, right, kind):
    assert kind_of_edit(wrong, right) == kind


def test_no_text_comes_twice_none_is_the_program_itself_and_every_line_is_one_of_it():
    made = list(edits(SourceTree(lines().strip())))
    assert len({edit.source for edit in made}) == len(made) > 200
    assert ast.unparse(ast.parse(lines())) not in {edit.source for edit in made}
    assert all(1 <= edit.line <= len(lines().strip().splitlines()) for edit in made)


def test_every_edit_is_one_of_the_program_itself():
    """While one sort of edits waited for the others, a copy that it wrote into the loop stood in all of theirs."""
    tree = SourceTree(PAIRS.format("range(n)").strip())
    before = ast.unparse(tree.root)
    assert "not_reset" in [edit.kind for edit in edits(tree) if ast.unparse(tree.root) == before]
    assert all(ast.unparse(tree.root) == before for _ in edits(tree))


def test_texts_with_values_in_them_are_no_values():
    """No number can stand for the part of a text in braces: Python could not print it."""
    assert list(edits(SourceTree('def f(g, w):\n    print(f"{w:.3f} {g!r}")\n    return {f"d{n}": 0 * w for n in g}')))


def test_a_very_long_function_is_not_edited():
    """Each of thousands of edits prints it anew, in a process of staff's own."""
    assert not list(edits(SourceTree("def f(x):\n" + "    x = x + 1\n" * 1100 + "    return x\n")))


def test_a_number_that_fits_is_the_last_explanation_of_a_line():
    assert max(UNDOES, key=lambda kind: UNDOES[kind].rank) == "constant"


@pytest.mark.parametrize(
    ("likely", "unlikely"), [("comparison", "branch"), ("comparison", "term"), ("call", "needless")]
)
def test_of_the_edits_of_a_line_the_likely_one_is_named(likely, unlikely):
    assert UNDOES[likely].rank < UNDOES[unlikely].rank


def test_words_say_what_is_wrong_and_show_no_code():
    for slip in UNDOES.values():
        assert slip.name[0].islower() or slip.name[0].isdigit()
        assert slip.hint and not set("`_=") & set(slip.name + slip.hint)


def test_a_result_that_is_spread_has_no_end_and_stops_no_edit():
    """`return *state, x` of a student ended the search for a slip: `(*state)[:-1]` is no expression."""
    wrong = "def f(state, x):\n    return *state, x[1:]"
    assert kind_of_edit(wrong, "def f(state, x):\n    return *state, x") == "slice"
    assert all(compile(edit.source, "", "exec") for edit in edits(SourceTree(wrong)))

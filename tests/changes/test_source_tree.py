"""Changes of syntax trees, over some functions of `reference/`: code that was not written for this."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import reference
from grader.authoring.derived.wording import describe, identifiers, without_words
from grader.changes.expressions import expression_changes, twins
from grader.changes.kinds import MAKES
from grader.changes.loops import statement_changes
from grader.changes.parameters import parameter_changes
from grader.changes.source_tree import Change, SourceTree
from grader.changes.steps import state_changes, step_changes
from grader.changes.terms import term_changes
from grader.changes.values import value_changes

SOURCES = [
    ast.unparse(statement)
    for path in sorted(Path(reference.__file__).parent.glob("*.py"))
    for statement in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(statement, ast.FunctionDef)
][::9]  # of hundreds of changes each


def changes_of(source: str) -> list[Change]:
    tree = SourceTree(source)
    values = {argument.arg: [0.5, 0.25] for argument in tree.functions[0].args.args}
    of_tree = [*expression_changes(tree), *statement_changes(tree), *value_changes(tree), *step_changes(tree)]
    of_tree += [*term_changes(tree), *state_changes(tree)]
    return [*of_tree, *parameter_changes(tree, tree.functions[0], values)]


@pytest.fixture(scope="module")
def changes() -> list[tuple[str, Change]]:
    return [(source, change) for source in SOURCES for change in changes_of(source)]


def test_every_change_is_python_and_differs_from_the_solution(changes):
    assert len(changes) > 300
    assert [change for source, change in changes if ast.unparse(ast.parse(change.source)) == source] == []


def test_a_change_of_one_line_reads_as_if_all_lines_were_printed_anew(changes, monkeypatch):
    monkeypatch.setattr(SourceTree, "_lines", {})
    assert [(source, change.source) for source in SOURCES for change in changes_of(source)] == [
        (source, change.source) for source, change in changes
    ]


def test_a_change_reads_alike_where_the_tree_is_looked_at_within_another_change_or_prints_wrongly():
    tree = SourceTree("def f(w):\n    g = h(w)\n    return g + 1")
    (call, *_) = tree.nodes(ast.Call)
    with tree.exchanged(tree.functions[0].args.args[0], []):
        assert "k + w" in tree.replaced(call, ast.Name("k + w"))
    wrongly = SourceTree('def f(x):\n    y = x + 1\n    return f"{y:\\r}"')
    assert "x + 2" in wrongly.replaced(wrongly.nodes(ast.BinOp)[0], ast.Name("x + 2"))


def test_a_tree_is_as_it_was_after_its_changes():
    """Each change is made in the tree and undone: one that stayed would be part of all later ones."""
    for source in SOURCES:
        tree = SourceTree(source)
        list(expression_changes(tree)), list(statement_changes(tree))
        list(value_changes(tree)), list(step_changes(tree)), list(term_changes(tree)), list(state_changes(tree))
        assert ast.unparse(tree.root) == source


def test_signatures_and_docstrings_are_left_alone(changes):
    for source, change in changes:
        before, after = ast.parse(source).body[0], ast.parse(change.source).body[0]
        assert ast.dump(before.args) == ast.dump(after.args)
        assert ast.get_docstring(before) == ast.get_docstring(after)


def test_each_kind_of_change_has_words(changes):
    kinds = {change.kind for _, change in changes}
    assert kinds <= set(MAKES)
    assert len(kinds) > 30


def test_words_hold_no_name_that_students_have_not_read(changes):
    """What the solution calls its variables is the solution's: only the handout's names may be repeated."""
    for source, change in changes:
        public = {argument.arg for argument in SourceTree(source).functions[0].args.args}
        words = describe(change, " ".join(public))
        code = " ".join(words.name.split("`")[1::2])
        secret = identifiers(source) - public - {change.value, change.value.strip("`")}
        assert not identifiers(code) & secret, words.name


def test_words_name_what_the_handout_names():
    source = "def step(w, alpha, g):\n    return w - alpha * g(w) / hidden_scale"
    names = {describe(change, "step(w, alpha, g)").name for change in changes_of(source)}
    assert {"`w` is missing", "`alpha` is missing", "a divisor is missing", "`alpha` is always 0.5, whatever is passed",
            "`alpha` enters squared", "a term with `alpha` and `g` has the wrong sign"} <= names  # fmt: skip


def test_code_of_the_solution_is_shown_only_where_the_handout_has_it():
    """`lam * w` consists of public names, and is a line of the solution all the same."""
    change = next(c for c in changes_of("def f(w, lam, e):\n    return e + lam * w") if c.kind == "term")
    assert describe(change, "f(w, lam, e)").name == "a term with `lam` and `w` is missing"
    assert describe(change, "f(w, lam, e): the gradient is e + lam*w").name == "the term `lam * w` is missing"


def test_a_word_of_the_handout_is_no_name_of_the_solution():
    """`observed` may be a variable of the solution; in "the observed entries" students have not read it."""
    handout = without_words('def f(Y):\n    """The observed entries, at `lam` or 2 * rate."""  # loss(Y)\n    z = 0')
    assert identifiers(handout) >= {"Y", "lam", "rate", "loss", "z"}
    assert not identifiers(handout) & {"observed", "entries"}


def test_a_slip_that_stands_in_two_lines_is_made_in_both():
    """A mean that was forgotten in the cost is forgotten in the gradient too."""
    source = "def f(X, y, w):\n    e = X @ w - y\n    cost = e @ e / len(y)\n    return (cost, X.T @ e / len(y))"
    made = [change.source for change in twins(list(expression_changes(SourceTree(source)))) if change.kind == "divisor"]
    assert made == [source.replace(" / len(y)", "")]


def test_self_is_no_name_that_a_hint_speaks_of():
    assert identifiers("class A: def step(self, lr)") == {"A", "step", "lr"}
    assert identifiers("tol=1e-4") == {"tol"}, "an exponent is no name"

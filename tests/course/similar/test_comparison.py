"""Copies are listed however they are disguised; people who worked alone, and the handout, are not.

The evidence is measured where it is known: nobody of assignments/first_order/honest wrote from anybody else.
"""

from __future__ import annotations

import ast
import re
import tracemalloc
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from grader.course.similar import comparison, numbering
from grader.course.similar.comparison import PART, WHOLE, Comparison, Pair, Similar, code_of
from grader.course.similar.fragments import fragments
from grader.extraction import notebook
from grader.extraction.extract import extract, functions_source

HOMEWORK = Path(__file__).parents[3] / "assignments" / "first_order"
ASKED = [
    "stationary_points", "classify", "quartic_minimizer", "coordinate_descent", "gradient", "gradient_descent",
    "multi_start", "momentum", "normalized_gradient_descent", "adam",
]  # fmt: skip
FILES = sorted([*(HOMEWORK / "honest").glob("*.py"), *(HOMEWORK / "examples").glob("*.ipynb")])


def compare(class_, stubs=(), digests=None):
    """What is alike in a class: id -> question -> Python."""
    comparison = Comparison(stubs)
    for submission in sorted(class_):
        comparison.add(submission, code_of(class_[submission]), (digests or {}).get(submission, ""))
    return comparison.similar().with_sources(class_.__getitem__)


def sources(path: Path) -> dict[str, str]:
    extraction = extract(notebook.read(path), ASKED)
    return {name: functions_source(extraction, [name]) for name in ASKED}


@pytest.fixture(scope="module")
def honest() -> dict[str, dict[str, str]]:
    return {path.stem: sources(path) for path in FILES}


class Disguise(ast.NodeTransformer):
    """Every name of the functions' own changed, and neighbours that do not need each other in the other order."""

    def __init__(self, tree: ast.Module) -> None:
        stored = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        parameters = [n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)]
        self.names = {name: f"thing_{n}" for n, name in enumerate(dict.fromkeys([*stored, *parameters]))}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self.names[node.arg], None)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(body, list):
                self.swap(body)
        return node

    @staticmethod
    def swap(body: list[ast.stmt]) -> None:
        for i in range(0, len(body) - 1, 2):
            one, other = body[i], body[i + 1]
            if all(isinstance(s, ast.Assign) for s in (one, other)) and not (
                names(one, ast.Store) & names(other) or names(other, ast.Store) & names(one)
            ):
                body[i : i + 2] = [other, one]


def names(node: ast.AST, kind: type = ast.expr_context) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, kind)}


def disguised(source: str) -> str:
    tree = ast.parse(source)
    Disguise(tree).visit(tree)
    tree.body.reverse()
    return "# my own work\n" + ast.unparse(ast.fix_missing_locations(tree))


def test_a_renamed_and_reordered_copy_of_any_style_is_found(honest):
    """One copy in a class of forty honest people: it is listed with its original, and nobody else is."""
    likeness = []
    for name, own in list(honest.items())[::16]:
        copy = {question: disguised(text) for question, text in own.items()}
        similar = compare({**honest, "copy": copy})
        assert [({p.one, p.other}, p.question) for p in similar.pairs] == [({name, "copy"}, "")]
        likeness.append(similar.pairs[0].likeness)
    assert min(likeness) > WHOLE + 0.1


def test_nobody_who_worked_alone_is_listed_and_the_margin_is_wide(honest):
    """820 pairs, none listed; and none in the small classes that chance could make of them either."""
    assert compare(honest).pairs == ()
    parts = {name: all_of(own) for name, own in honest.items()}
    assert max(jaccard(parts[a], parts[b]) for a, b in combinations(parts, 2)) < WHOLE / 2
    for size in (2, 5, 10):
        ids = list(honest)
        for start in range(0, len(ids), size):
            assert compare({name: honest[name] for name in ids[start : start + size]}).pairs == ()


def all_of(own: dict[str, str]) -> frozenset[int]:
    return frozenset().union(*(fragments(source).tolist() for source in own.values()))


def jaccard(a: frozenset, b: frozenset) -> float:
    return len(a & b) / len(a | b)


def test_one_long_function_that_was_copied_is_found(honest):
    """Whoever copies one answer of ten is far from alike over the whole."""
    own = {**honest["closures"], "adam": re.sub(r"\bbeta1\b", "b", honest["lax_scan"]["adam"])}
    (pair,) = compare({**honest, "closures": own}).pairs
    assert pair[:2] == ("closures", "lax_scan") and pair.question == "adam" and pair.likeness > PART


def test_the_code_of_the_first_pairs_is_at_hand(honest):
    """Staff are to read both; the files may be gone."""
    copy = {question: disguised(text) for question, text in honest["closures"].items()}
    similar = compare({**honest, "copy": copy})
    assert similar.both(similar.pairs[0]) == ("\n\n\n".join(honest["closures"].values()), "\n\n\n".join(copy.values()))
    assert similar.both(Pair("closures", "copy", 0.9, "adam")) == (honest["closures"]["adam"], copy["adam"])
    assert similar.both(Pair("lax_scan", "copy", 0.9)) == ()


def test_the_handout_is_no_evidence(honest):
    """Two who wrote nothing of their own have nothing in common but what they were given."""
    stub = honest["eager_float32_lists"]
    alike = {"ann": stub, "bob": stub}
    assert compare(alike).pairs == (Pair("ann", "bob", 1.0),)
    assert compare(alike, stubs=stub.values()).pairs == ()


def test_what_much_of_the_class_wrote_is_no_evidence(honest):
    """A helper shown in the lecture is in everybody's notebook; a ring of copies makes nothing common."""
    lecture = honest["numpy_by_hand"]["adam"]
    class_ = {name: {"adam": f"{lecture}\n\n\n{own['momentum']}"} for name, own in honest.items() if own["momentum"]}
    assert compare(class_).pairs == ()
    ring = {f"ring{n}": honest["closures"] for n in range(30)}
    similar = compare({**honest, **ring})
    assert len(similar.pairs) == 31 * 30 / 2 and all(pair.likeness == 1 for pair in similar.pairs)


def test_the_same_file_is_listed_once_and_compared_once(honest):
    """Twenty who downloaded one file are one line, not 190 pairs."""
    own = honest["recursion"]
    copy = {question: disguised(text) for question, text in own.items()}
    similar = compare({"a": own, "b": own, "c": own, "copy": copy}, digests={"a": "1", "b": "1", "c": "1", "copy": "2"})
    assert similar.same_files == (("a", "b", "c"),)
    assert [pair[:2] for pair in similar.pairs] == [("a", "copy")]


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.replace("    ", "  "),
        lambda s: re.sub(r"\bw\b", "position", s),
        lambda s: s.replace("\n", "  # step by step\n"),
        lambda s: s.replace("return (ws, cs)", "return ws, cs"),
        lambda s: s.replace(":\n", ':\n    """Mine."""\n', 1),
    ],
)
def test_names_comments_and_layout_do_not_count(change):
    source = "def f(g, w):\n    ws, cs = [w], [g(w)]\n    for k in range(9):\n        w = w - 0.1 * d(w)\n"
    source += "    return (ws, cs)\n"
    assert np.array_equal(fragments(change(source)), fragments(source))
    assert not np.array_equal(fragments(source), fragments(source.replace("0.1", "0.2")))


def test_more_pairs_than_a_person_reads_are_counted_and_the_most_alike_listed(honest, monkeypatch):
    """A ring of a thousand copies is half a million pairs: no memory and no page has room for them."""
    monkeypatch.setattr(comparison, "LISTED", 40)
    ring = {f"ring{n}": honest["closures"] for n in range(30)}
    copy = {question: disguised(text) for question, text in honest["closures"].items()}
    similar = compare({**honest, **ring, "copy": copy})
    assert len(similar.pairs) == 40 and similar.more == 32 * 31 / 2 - 40
    assert all(pair.likeness == 1 for pair in similar.pairs)


def test_comparing_a_class_takes_little_more_memory_than_its_fragments(monkeypatch):
    """Sorting all fragments of a class at once took ten times the memory that they have."""
    monkeypatch.setattr(numbering, "BAND", 10_000)
    chance = np.random.default_rng(1)
    comparison, held = Comparison(), 0
    for n in range(100):
        own = np.unique(chance.integers(0, 2**40, 5000).astype(np.uint64) << np.uint64(24))
        held += own.nbytes
        comparison.add(f"s{n}", {"f": own, "g": own[::50]})
    tracemalloc.start()
    try:
        assert comparison.similar().pairs == ()
        assert tracemalloc.get_traced_memory()[1] < 1.5 * held
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("source", ["def f(:", "", "\0", "(" * 5000, "x = " + "-" * 100_000 + "1"])
def test_what_is_no_python_is_left_out(source):
    assert compare({"a": {"f": source}, "b": {"f": source}}).pairs == ()


def test_a_number_of_more_digits_than_python_writes_is_a_constant_like_others():
    """Python reads it in hexadecimal digits, and raises an error where it should write it in decimal ones."""
    source = f"def f(x):\n    return x + 0x{'f' * 6000}\n"
    assert fragments(source) and fragments(source) != fragments(source.replace("fff", "aaa"))


@pytest.mark.parametrize("junk", ["def (:\n    pass\n", "x = = 1\n", "print 'done'\n"])
def test_a_statement_that_is_no_python_hides_no_other(junk):
    """A file that nobody needs may hold one."""
    plain = "def f(w):\n    total = 0\n    for x in w:\n        total += x * x\n    return total / len(w)\n"
    assert set(fragments(plain)) <= set(fragments(junk + plain)) and set(fragments(plain)) <= set(
        fragments(plain + junk)
    )


def test_what_much_of_the_class_has_is_counted_and_compared_on_request():
    """31 of 40 had 85 % of their lines from one solution: nobody was said to be alike, and nothing was left out."""

    def code(n: int) -> str:
        own = "".join(f"    b{k} = x[{k}] + {n}.{k}\n" for k in range(2 if n < 31 else 40))
        shared = "".join(f"    a{k} = x[{k}] * {k}.5 + x ** {k}\n" for k in range(30)) if n < 31 else ""
        return f"def f(x):\n{shared}{own}    return x\n"

    def compared(share: float):
        comparison = Comparison((), share)
        for n in range(40):
            comparison.add(f"s{n}", code_of({"f": code(n)}))
        return comparison.similar()

    similar = compared(numbering.COMMON_SHARE)
    assert similar.common > 100 and set(similar.mostly_common) == {f"s{n}" for n in range(31)}
    spread = {name for pair in compared(1.0).pairs for name in pair[:2]}
    assert set(similar.mostly_common) <= spread and not compared(1.0).common
    assert Similar.of_data(similar.to_data()) == similar

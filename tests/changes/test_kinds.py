"""What the table of kinds says: each paragraph is read as it is written, and holds all that is known of its kind."""

from __future__ import annotations

from itertools import pairwise

from grader.authoring.auditing.mutants import mutants
from grader.authoring.derived.wording import describe
from grader.changes.expressions import RULES
from grader.changes.kinds import HINTS, KINDS, MAKES, UNDOES, Trait, has
from grader.changes.source_tree import SourceTree
from grader.repairs.edits import edits
from grader.repairs.search import Candidate, Place, likelihood


def test_a_paragraph_says_all_of_a_kind():
    sign = KINDS["sign"]
    assert sign.makes is not None and sign.undoes is not None
    assert (sign.makes.noun, sign.makes.name, sign.makes.hint) == ("term", "{it} has the wrong sign", HINTS["TERMS"])
    assert (sign.undoes.rank, sign.undoes.name) == (20, "a sign is wrong")
    assert has("sign", Trait.OFTEN) and not has("sign", Trait.UNLIKELY)


def test_a_hint_may_stand_on_a_line_of_its_own_and_be_no_shared_one():
    words = MAKES["other_end"]
    assert words.name.endswith("the last for the first") and words.hint.startswith("In which order")
    assert words.hint not in HINTS.values()


def test_likelihood_is_an_order():
    """Of causes of the same numbers one is the likeliest, however many there are."""
    for table in (MAKES, UNDOES):
        ranks = sorted(words.rank for words in table.values())
        assert all(one < other for one, other in pairwise(ranks))


def test_what_is_unlikely_comes_after_all_that_is_not():
    unlikely = [has(kind, Trait.UNLIKELY) for kind in MAKES]
    assert unlikely == sorted(unlikely)


def test_the_kind_that_says_all_of_several_has_words():
    assert {kind.summary for kind in KINDS.values() if kind.summary} <= MAKES.keys()


def test_each_kind_that_a_rule_makes_has_a_paragraph_with_words():
    kinds = {rule.kind for rule in RULES if rule.kind}
    assert kinds <= MAKES.keys() | UNDOES.keys() == KINDS.keys()


def test_other_words_change_no_order_and_nothing_that_is_tried(monkeypatch):
    """What a kind is called is for people: no decision reads it."""
    source = "def f(g, a, b, x):\n    for k in range(9):\n        x = x - a * g(x) / (1 - b ** k)\n    return x"

    def decisions() -> list[object]:
        changes = mutants([source], {"f"}, {"f": {"a": [0.1], "b": [0.9]}})
        vague = [describe(each.change, source).vague for each in changes]
        candidates = [Candidate({}, (Place(edit.kind, ""),)) for edit in edits(SourceTree(source))]
        kinds = [each.places[0].kind for each in sorted(candidates, key=likelihood)]
        return [[each.pieces for each in changes], vague, kinds]

    before = decisions()
    for table in (MAKES, UNDOES):
        for number, (kind, words) in enumerate(list(table.items())):
            filled = "".join(place for place in ("{it}", "{value}") if place in words.name)
            monkeypatch.setitem(table, kind, words._replace(name=f"zq{number} {filled}", hint=f"xv{number}"))
    assert decisions() == before

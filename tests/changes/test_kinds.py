"""What the table of kinds says: each paragraph is read as it is written, and holds all that is known of its kind."""

from __future__ import annotations

from itertools import pairwise

from grader.changes.expressions import RULES
from grader.changes.kinds import HINTS, KINDS, MAKES, UNDOES, Trait, has


def test_a_paragraph_says_all_of_a_kind():
    sign = KINDS["sign"]
    assert sign.makes is not None and sign.undoes is not None
    assert (sign.makes.noun, sign.makes.name, sign.makes.hint) == ("term", "{it} has the wrong sign", HINTS["TERMS"])
    assert (sign.undoes.rank, sign.undoes.name) == (20, "a sign is wrong")
    assert has("sign", Trait.OFTEN) and not has("sign", Trait.UNLIKELY)


def test_a_hint_may_stand_on_a_line_of_its_own_and_be_no_shared_one():
    words = MAKES["few_passes"]
    assert words.name.endswith("tested until it holds") and words.hint.startswith("Does `if` stand")
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

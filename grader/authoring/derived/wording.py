"""What is said of a change: words that follow from it, and that give nothing of the solution away.

A student reads of names and code that stand in the handout alone. What the solution calls otherwise becomes "a term",
"a factor", "a value". The order of `WORDS` is that of likelihood: of equal answers the first causes are named.
"""

from __future__ import annotations

import ast
import keyword
import re
from functools import lru_cache
from typing import NamedTuple

from grader.authoring.derived.source_tree import Change

LONGEST = 18  # characters of code that is shown as it stands
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
TERMS = "Compare your formula with the handout's, term by term."
LOOP = "Write down which values the first two passes of your loop use, and compare them with the handout."
PASSES = "Count the passes for a small number of steps: where does the counter begin, and where does it end?"
SHAPES = "Write down the shapes of the matrices that you multiply."
BY_HAND = "Follow both sides of it by hand."
USED = "Look at every place where your function uses it."


class Words(NamedTuple):
    """`name` is a clause in which {it} stands for the subject, `noun` is what the subject is called."""

    noun: str
    name: str
    hint: str


WORDS = {
    "doubled_result": Words("", "a result is twice as large as it should be", "Is a factor 1/2 missing?"),
    "halved_result": Words("", "a result is half as large as it should be", "Is a factor 1/2 too many?"),
    "term": Words("term", "{it} is missing", TERMS),
    "factor": Words("factor", "{it} is missing", TERMS),
    "divisor": Words("divisor", "{it} is missing", TERMS),
    "sign": Words("term", "{it} has the wrong sign", TERMS),
    "written": Words("argument", "{it} is always {value}, whatever is passed", f"The argument has no effect. {USED}"),
    "mean_for_sum": Words(
        "", "a mean is taken where a sum belongs", "Is something divided by the number of rows, or of entries?"
    ),
    "sum_for_mean": Words(
        "", "a sum is taken where a mean belongs", "Is a division by the number of rows missing, or of entries?"
    ),
    "call": Words("function", "{it} is not applied", TERMS),
    "power": Words("power", "{it} is not taken", TERMS),
    "complement": Words("value", "{it} is used where 1 minus it belongs", TERMS),
    "opposite": Words("argument", "1 minus {it} is used where {it} itself belongs", TERMS),
    "numerator": Words("numerator", "{it} is missing above the line of a fraction", TERMS),
    "constant": Words("number", "a number in your formula is not the right one", TERMS),
    "stale": Words("value", "{it} is used as it was before its update in the same pass", LOOP),
    "sequence": Words("", "two lines of the loop stand in the wrong order", LOOP),
    "update": Words("value", "{it} is not updated", LOOP),
    "first_value": Words("value", "{it} is used as it was at the start, in every pass", LOOP),
    "pass_less": Words("", "the loop makes one pass too few", PASSES),
    "pass_more": Words("", "the loop makes one pass too many", PASSES),
    "pass_late": Words("", "the loop leaves out its first pass", PASSES),
    "pass_shifted": Words("", "the counter of the loop is one too large", "Does the counter begin at 0 or at 1?"),
    "one_pass": Words("", "the loop ends after its first pass", "Is the `return` indented into the loop?"),
    "exchanged": Words("argument", "{it} and {value} are exchanged", USED),
    "doubled": Words("argument", "{it} enters with twice its value", USED),
    "halved": Words("argument", "{it} enters with half its value", USED),
    "squared": Words("argument", "{it} enters squared", USED),
    "root": Words("argument", "the root of {it} is used in place of it", USED),
    "negated": Words("argument", "{it} enters with the wrong sign", USED),
    "parentheses": Words("factor", "{it} acts on one term of a sum only", "Are parentheses missing?"),
    "inside": Words("term", "{it} stands inside a root or another function, and belongs outside", TERMS),
    "divided": Words("factor", "something is divided by {it}, which should multiply it", TERMS),
    "multiplied": Words("divisor", "something is multiplied by {it}, which should divide it", TERMS),
    "upside_down": Words("fraction", "{it} is upside down", TERMS),
    "reversed": Words("difference", "{it} is taken the wrong way round", TERMS),
    "transpose": Words("matrix", "{it} is not transposed", SHAPES),
    "order": Words("", "two matrices are multiplied in the wrong order", SHAPES),
    "axis": Words(
        "", "the axis of a sum, a mean or the like is the wrong one", "Which axis counts the rows of the data?"
    ),
    "exponent": Words("power", "the exponent of {it} is one off", "Does the counter begin at 0 or at 1?"),
    "extreme": Words("", "a minimum and a maximum are exchanged", "Which of the two does the handout ask for?"),
    "branch": Words("condition", "{it} has no effect: one of its two sides is always taken", BY_HAND),
    "condition": Words("condition", "{it} is the wrong way round, or a part of it is missing", BY_HAND),
    "comparison": Words("comparison", "{it} is the wrong way round", BY_HAND),
    "equality": Words("comparison", "{it} is wrong where both sides are equal", "Is it < or <=?"),
    "overwritten": Words("value", "{it} is overwritten where something should be added to it", LOOP),
    "start": Words("", "zeros and ones are exchanged at the start", "Which values does the handout begin with?"),
    "index": Words("", "an index is one off", "The first entry has the index 0."),
    "slice": Words("array", "all entries of {it} are used where only some belong", "Which rows or columns are meant?"),
    "other_function": Words("", "`{value}` is used where another function belongs", TERMS),
    "rounding": Words("", "a number is rounded the wrong way", "Up, or down?"),
    "arguments": Words("function", "the two arguments of {it} are exchanged", "Which of the two comes first?"),
    "keyword": Words("", "the option `{value}` of a call is missing", "Look at what the call does without it."),
}
RANK = {kind: at for at, kind in enumerate(WORDS)}


@lru_cache
def identifiers(text: str) -> frozenset[str]:
    """The names that stand in a text, but for Python's own words and `self`."""
    return frozenset(IDENTIFIER.findall(text)) - {*keyword.kwlist, "self"}


class Description(NamedTuple):
    """The name of a mistake, its hint, and whether the name leaves open what it is about."""

    name: str
    hint: str
    vague: bool


def describe(change: Change, handout: str) -> Description:
    """The words for a change; `handout` is the text that students have read."""
    words = WORDS[change.kind]
    subject = _subject(change.subject, words.noun, handout)
    name = words.name.format(it=subject, value=change.value)
    return Description(name, words.hint, change.kind == "constant" or (words.noun != "" and "`" not in subject))


def _subject(node: ast.AST | None, noun: str, handout: str) -> str:
    """`` `beta` ``, ``a term with `v` ``, `a term`; code of several names only where the handout has it."""
    vague = f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"
    if node is None:
        return vague
    code = ast.unparse(node)
    names = [name for name in dict.fromkeys(IDENTIFIER.findall(code)) if name in identifiers(handout)]
    if names == [code]:
        return f"`{code}`"
    if names and len(code) <= LONGEST and code.replace(" ", "") in handout.replace(" ", ""):
        return f"the {noun} `{code}`"
    return f"{vague} with {' and '.join(f'`{name}`' for name in names[:2])}" if names else vague

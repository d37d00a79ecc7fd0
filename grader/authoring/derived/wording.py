"""What is said of a change: words that follow from it, where it was made, and nothing of the solution.

A student reads of names and code that stand in the handout alone. What the solution calls otherwise becomes "a term",
"a factor", "a value".
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from grader.changes.expressions import MATHEMATICS
from grader.changes.kinds import MAKES, Trait, has
from grader.changes.source_tree import GRADIENT, Change, Loop, is_number

LONGEST = 18  # characters of code that is shown as it stands
IDENTIFIER = re.compile(r"\b[A-Za-z_]\w*")  # not the e of 1e-4
PROSE = re.compile(r'"""(?s:.*?)"""|#.*')  # of a stub
WORD = re.compile(r"(?<![`\w*/^=])(?<![*/^=] )[A-Za-z][a-z]{2,}(?![`\w(\[]| ?[*/^=])")  # not beside an operator
INSIDE = " inside the loop"
RETURNED = " in what is returned"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


@lru_cache
def identifiers(text: str) -> frozenset[str]:
    """The names that stand in a text, but for Python's own words and `self`."""
    return frozenset(IDENTIFIER.findall(text)) - {*keyword.kwlist, "self"}


def without_words(code: str) -> str:
    """The code without the words of its comments and docstrings, unless they are marked as code.

    A variable of the solution may be called like one, as `observed` in "the observed entries".
    """
    return PROSE.sub(lambda prose: WORD.sub("", prose[0]), code)


class Description(NamedTuple):
    """The name of a mistake, its hint, and whether the name leaves open what it is about."""

    name: str
    hint: str
    vague: bool


def describe(change: Change, handout: str, place: str = "") -> Description:
    """The words for a change; `handout` is what students have read, `place` is said where all else is vague."""
    is_added_number = change.kind == "term" and is_number(change.subject)
    kind = "added_number" if is_added_number else change.kind
    words = MAKES[kind]
    subject = f"the {GRADIENT}" if change.value == GRADIENT else _subject(change.subject, words.noun, handout)
    if words.noun == "result" and place.startswith(" in ") and place != RETURNED:
        subject, place = place.removeprefix(" in "), ""
    name = words.name.format(it=subject, value=_shown(change.value, handout))
    is_vague = has(kind, Trait.VAGUE) or (words.noun != "" and subject == vague(words.noun))
    is_said = place == INSIDE and ("loop" in name or "pass" in name)
    return Description(f"{name}{place}" if is_vague and not is_said else name, words.hint, is_vague)


def _shown(value: str, handout: str) -> str:
    """The value; a variable that the handout does not name is another variable."""
    name = value.strip("`")
    return "another variable" if name.isidentifier() and value != name and name not in identifiers(handout) else value


def vague(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun[:1] in tuple('aeio') else 'a'} {noun}"


def _subject(node: ast.AST | None, noun: str, handout: str) -> str:
    """`` `beta` ``, ``a term with `v` ``, `a term`; code of several names only where the handout has it."""
    if node is None:
        return "the result" if noun == "result" else vague(noun)
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self":  # what an object was made with
        node = ast.Name(node.attr)
    code = ast.unparse(node)
    if noun == "value" and isinstance(node, ast.Call) and ast.unparse(node.func) in identifiers(handout):
        return f"the value of `{ast.unparse(node.func)}`"
    if word := MATHEMATICS.get(code.rpartition(".")[2]) if noun == "function" else "":
        return word
    names = [name for name in dict.fromkeys(IDENTIFIER.findall(code)) if name in identifiers(handout)]
    if names == [code]:
        return f"`{code}`"
    if names and len(code) <= LONGEST and code.replace(" ", "") in handout.replace(" ", ""):
        return f"the {noun} `{code}`"
    return f"{vague(noun)} with {' and '.join(f'`{name}`' for name in names[:2])}" if names else vague(noun)


# ── where it was made


def place_of(
    root: ast.AST, line: int, subject: ast.AST | None, public: Collection[str], parts: Sequence[str] = ()
) -> str:
    """`` in the step of `w` ``, ` in what is returned`; empty where nothing can be said.

    `line` counts from the first line of the statement `root`, `subject` is the node that was changed, `public` are the
    names that students know, and `parts` those of the result's parts.
    """
    around = list(_around(root, line))
    for node in reversed(around):
        if isinstance(node, ast.Return):
            return _in_result(node, subject, parts)
        if targets := [each for each in _targets(node) if each in public]:
            step = "the step" if any(isinstance(outer, Loop) for outer in around) else "the computation"
            return f" in {step} of `{targets[0]}`"
        if isinstance(node, ast.FunctionDef) and node is not root:  # a helper inside of the function
            return ""
    return INSIDE if any(isinstance(node, Loop) for node in around) else ""


def _around(node: ast.AST, line: int) -> Iterator[ast.stmt]:
    """The statements around this line, outermost first."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and child.lineno <= line <= (child.end_lineno or child.lineno):
            yield child
            yield from _around(child, line)


def _targets(node: ast.AST) -> Iterator[str]:
    """The variables that a statement gives a value, or into which it stores."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    for target in targets:
        base = target
        while isinstance(base, (ast.Subscript, ast.Attribute)):
            base = base.value
        if isinstance(base, ast.Name):
            yield base.id


def _in_result(result: ast.Return, subject: ast.AST | None, parts: Sequence[str]) -> str:
    """The part of the result in whose code the subject stands."""
    elements = result.value.elts if isinstance(result.value, ast.Tuple) else []
    for number, element in enumerate(elements[: len(ORDINALS)]):
        if any(node is subject for node in ast.walk(element)):
            named = len(parts) == len(elements) and parts[number]
            return f" in `{parts[number]}`" if named else f" in the {ORDINALS[number]} part of the result"
    return RETURNED

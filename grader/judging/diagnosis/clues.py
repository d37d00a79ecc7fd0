"""What a student's source says against the name of a mistake whose numbers fit: it puts names in order.

A name that speaks of a root is unlikely where the source takes none, and so is one that says that a function is missing
which the source calls. Text never finds a name: numbers do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Clue(NamedTuple):
    """A word of names, the calls that it is about, and what else a source may hold of which it is true."""

    word: re.Pattern[str]
    call: re.Pattern[str]
    either: re.Pattern[str]

    @classmethod
    def of(cls, word: str, call: str, *others: str) -> Clue:
        """The clue of these regular expressions."""
        return cls(re.compile(word), re.compile(call), re.compile("|".join([call, *others])))


CLUES = (
    Clue.of(r"\broot\b(?! or)", "sqrt", "cbrt", "norm", "std", "pow", r"\*\*"),
    Clue.of("absolute value", "abs", "ord", r", 1\)"),
    Clue.of("only the sign", "sign", "abs", "[<>]"),
    Clue.of(r"\bmaximum\b(?! belongs)|\blargest\b", "max", "clip", "where", "sort", "[<>]"),
    Clue.of(r"\bminimum\b(?! belongs)|\bsmallest\b", "min", "clip", "where", "sort", "[<>]"),
    Clue.of("cut at 1", "clip", "min", "where", r"[<>]=? ?1(?![\d.]*[1-9])", r"(?<![\d.])1(?:\.0*)? ?[<>]"),
    Clue.of("variance", "var", "std", "mean", "average", "cov"),
    Clue.of("smooth function", "exp", "log", "tanh", "sqrt"),
    Clue.of("again and again", r"\bfor\b", r"\bwhile\b", "reduce"),
    Clue.of("cut off", "clip", "max", "min", "where", "[<>]"),
    Clue.of("(?:largest|smallest) eigenvalue", "eig", "svd"),
    Clue.of(r"\bnorm\b", "norm", "sqrt", "dot", "@", "sum"),
    Clue.of("logarithm", "log"),
    Clue.of("exponential", "exp"),
    Clue.of(r"\bsort(?:ed|ing)\b", "sort"),
    Clue.of("running sum", "cumsum", "accumulate", r"\+="),
    Clue.of(r"\btrace of\b", "trace", "sum", r"\+=", r"\] ?\+"),
    Clue.of(r"\brounded\b", "round", "around", "//", "int", "[:%][.]", r"\d\.\d"),
    Clue.of(r"whole numbers?\b", "int", "//", "round", "floor", "ceil", "trunc", "dtype", "astype", "like"),
    Clue.of("half precision", "float16", "half"),
    Clue.of("backwards", "reversed", "flip", "sort", "-1"),
    Clue.of(r"\bindex\b|\bindices\b", r"\["),
    Clue.of(r"\bloop\b|\bpass\b|\bpasses\b", r"\bfor\b", r"\bwhile\b"),
    Clue.of(r"\baxis\b", "axis"),
    Clue.of("number of (?:columns|rows|entries)", "shape", "len", "size", "mean", "average", "sum"),
    Clue.of("divides where|upside down|below its line", "/", "inv", "solve", "power", r"\*\*"),
    Clue.of("first coordinate is left out", "1:", r"\(1,"),
    Clue.of("last coordinate is left out", ":-1", "- ?1"),
)
SHOWN = (  # a word of names, and what a source holds that does it and hardly any other one
    (re.compile("a maximum is taken where"), re.compile(r"(?s)\A(?!.*min(?:imum)?\().*max(?:imum)?\(")),
    (re.compile("a minimum is taken where"), re.compile(r"(?s)\A(?!.*max(?:imum)?\().*min(?:imum)?\(")),
    (re.compile("changes little"), re.compile(r"(?:abs|norm)\([^\n]{0,80} - ")),
    (re.compile("only the largest eigenvalue"), re.compile(r"\bany\(|\bmax\(|eigvals\w*\([^\n]*\)\[-1\]")),
    (re.compile("only the diagonal"), re.compile(r"diag|\[([a-z]\w{0,30}), ?\1\]")),
)
MISSING = re.compile(r"^(.+?) is missing")
ALWAYS = re.compile(r" (?:is|are) always (.+?), whatever")
EUCLIDEAN = re.compile("where the Euclidean norm belongs")
PLAIN_NORM = re.compile(r"\bnorm\((?:[^(),]|\([^()]*\))*\)")  # of one argument: the Euclidean norm
AS_FACTOR = re.compile(r"`(\w+)` enters (?:as a factor|squared)")
FACTOR_MORE = re.compile(r"`(\w+)` enters as a factor once too often")
SQUARED = re.compile(r"`(\w+)` enters squared")
VALUE = re.compile(r"the value of `(\w+)`")
VAGUE = re.compile(r"an? (?:term|factor|divisor|value|function|power|number|numerator|condition|variable) (?!with)")
NUMBER = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.I)


class _Demands(NamedTuple):
    """What a source must hold of which a name is likely: some of each, none of these, and the numbers."""

    some: tuple[re.Pattern[str], ...] = ()
    none: tuple[re.Pattern[str], ...] = ()
    numbers: frozenset[float] = frozenset()


def is_unlikely(name: str, source: str) -> bool:
    """Whether the source speaks against this name; never where there is no source."""
    demands = _demands(name)
    if not source:
        return False
    return (
        not all(_holds(source, code) for code in demands.some)
        or any(_holds(source, code) for code in demands.none)
        or bool(demands.numbers and not demands.numbers <= _numbers(source))
    )


@lru_cache(maxsize=8192)
def is_shown(name: str, source: str) -> bool:
    """Whether the source does what the name says, as one that takes a maximum and nowhere a minimum."""
    return any(word.search(name) and code.search(source) for word, code in SHOWN)


@lru_cache(maxsize=8192)
def _demands(name: str) -> _Demands:
    """The demands of a name, of which a key has the same ones for each student."""
    if always := ALWAYS.search(name):
        return _Demands(numbers=_numbers(always[1]))
    if missing := MISSING.match(name):
        return _Demands(none=tuple(clue.call for clue in CLUES if clue.word.search(missing[1])))
    called = VALUE.search(name)
    calls = [re.compile(rf"(?<!def ){called[1]}\(")] if called else []
    if factor := AS_FACTOR.match(name):  # `lr * g`, `self.lr * g`, `g / lr`, `g * (lr / n)`
        calls.append(
            re.compile(rf"\b{factor[1]}\s*[*/]|[*/]\s*[\w.(]*\b{factor[1]}\b|= *[\w.]*\b{factor[1]}\b *$", re.M)
        )
    if more := FACTOR_MORE.match(name):  # in the signature, where it belongs, and once more
        calls.append(re.compile(rf"(?s)(?:\b{more[1]}\b.*?){{3}}"))
    if squared := SQUARED.match(name):  # the same, or by a power
        calls.append(re.compile(rf"(?s)(?:\b{squared[1]}\b.*?){{3}}|square\(|pow(?:er)?\(|\b{squared[1]} ?\*\* ?2"))
    done = (PLAIN_NORM,) if EUCLIDEAN.search(name) else ()
    return _Demands((*calls, *(clue.either for clue in CLUES if clue.word.search(name))), done)


@lru_cache(maxsize=1024)
def _holds(source: str, code: re.Pattern[str]) -> bool:
    return code.search(source) is not None


def is_vague(name: str) -> bool:
    """Whether the name says nothing of what it is about: `a term is missing`."""
    return VAGUE.match(name) is not None


@lru_cache(maxsize=256)
def _numbers(text: str) -> frozenset[float]:
    return frozenset(float(number) for number in NUMBER.findall(text))

"""What a student's source says for and against the names of mistakes whose numbers fit.

A name that speaks of a root is unlikely where the source takes none, and so is one that says that a function is missing
which the source calls. What a name says of right work, as in `a sum where a mean belongs`, demands nothing. Comments
and docstrings count as little as a parameter that the student calls otherwise. A source so puts names in order, and
may choose among too many; it adds none to those whose numbers fit, and most spellings of a formula are not here.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import NamedTuple

from grader.base.syntax import is_text, statements_of


class Clue(NamedTuple):
    """A word of names, the calls that it is about, and what else a source may hold of which it is true."""

    word: re.Pattern[str]
    call: re.Pattern[str]
    either: re.Pattern[str]

    @classmethod
    def of(cls, word: str, call: str, others: str = "") -> Clue:
        """The clue of these regular expressions."""
        return cls(re.compile(word), re.compile(call), re.compile(f"{call}|{others}" if others else call))


CHOICE = "clip|where|sort|partition|quantile|[<>]"
CLUES = (
    Clue.of(r"\broot\b(?! or)", "sqrt", r"cbrt|norm|std|pow|hypot|dist|\*\*"),
    Clue.of("absolute value", "abs", r"ord|, 1\)|sign|hypot|\*\*|(?:[,(]|else) ?-"),
    Clue.of("only the sign", "sign", "abs|clip|heaviside|[<>]"),
    Clue.of(r"\bmaximum\b|\blargest\b(?! eigenvalue)", "max", "large|norm|" + CHOICE),
    Clue.of(r"\bminimum\b|\bsmallest\b(?! eigenvalue)", "min", "small|" + CHOICE),
    Clue.of("cut at 1", "clip", r"min|where|[<>]=? ?1(?![\d.]*[1-9])|(?<![\d.])1(?:\.0*)? ?[<>]"),
    Clue.of("variance", "var", "std|mean|average|cov|sum|@"),
    Clue.of("smooth function", "exp", "log|tanh|sqrt"),
    Clue.of("again and again", r"\bfor\b", "while|fori_loop|scan|reduce"),
    Clue.of("cut off", "clip", "max|min|where|[<>]"),
    Clue.of("(?:largest|smallest) eigenvalue", "eig", r"svd|root|sqrt|power|\*\*"),
    Clue.of(r"\bnorm\b", "norm", r"sqrt|dot|@|sum|hypot|dist|inner|einsum|\*\*"),
    Clue.of("logarithm", "log", "bit_length|frexp"),
    Clue.of("exponential", "exp"),
    Clue.of(r"\bsort(?:ed|ing)\b", "sort", "unique|partition|small|large"),
    Clue.of("running sum", "cumsum", r"accumulate|\+="),
    Clue.of(r"\btrace of\b", "trace", r"sum|diag|einsum|\+"),
    Clue.of(r"\brounded\b", "round", r"around|//|int|[:%][.]|\d\.\d"),
    Clue.of(r"whole numbers?\b", "int", "//|round|floor|ceil|trunc|dtype|astype|like"),
    Clue.of("half precision", "float16", "half"),
    Clue.of("backwards", "reversed", "flip|sort|-1"),
    Clue.of(r"\bindex\b|\bindices\b", r"\[", "argm|enumerate"),
    Clue.of(r"\bloop\b|\bpass\b|\bpasses\b", r"\bfor\b", "while|fori_loop|scan|reduce|accumulate|map"),
    Clue.of(r"\baxis\b", "axis", "sum|mean"),
    Clue.of("number of (?:columns|rows|entries)", "shape", "len|size|mean|average|sum"),
    Clue.of("divides where|upside down|below its line", "/", r"inv|solve|power|\*\*"),
    Clue.of("first coordinate is left out", "1:", r"\(1,"),
    Clue.of("last coordinate is left out", ":-1", "- ?1"),
    Clue.of("a new array gets the name", r"(?m)^\s*\w+ = "),
)
SHOWN = (  # a word of names, and what a source holds that does it and hardly any other one
    (re.compile("a maximum is taken where"), re.compile(r"(?s)\A(?!.*min(?:imum)?\().*max(?:imum)?\(")),
    (re.compile("a minimum is taken where"), re.compile(r"(?s)\A(?!.*max(?:imum)?\().*min(?:imum)?\(")),
    (re.compile("changes little"), re.compile(r"(?:abs|norm)\([^\n]{0,80} - [^\n]{0,80}<")),
    (
        re.compile("only the largest eigenvalue"),
        re.compile(r"\bany\([^\n]{0,80}[<>]|\bmax\(|eigvals\w?\([^\n]{0,80}\)\[-1\]"),
    ),
    (re.compile("only the diagonal"), re.compile(r"diag|\[([a-z]\w{0,30}), ?\1\]")),
)
MISSING = re.compile(r"^(.+?) is missing")
UNREAD = re.compile(r"^`?(\w+)`? is (?:ignored|always .+, whatever)")
ALWAYS = re.compile(r" (?:is|are) always (.+?), whatever")
RIGHT_WORK = re.compile(r"\bwhere\b.*\bbelongs?\b|\bin(?: place|stead) of\b|\bnot\b|\bhas no\b")  # from here on
AS_FACTOR = re.compile(r"`(\w+)` enters as a factor")
FACTOR_MORE = re.compile(r"`(\w+)` enters as a factor once too often")
ALIAS = r"= *[\w.]*\b{0}\b *$"  # of a parameter
EARLY = re.compile(r"^(\w+) is brought up to date before the step")
AFTER_STEP = r"^( {{8,}})w = .*\n(?:\1.*\n)*?\1{0} = (?!\w+$)"  # two lines of one loop, and no mere copy
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
    if not (code := _code(source)):
        return False
    demands = _demands(name)
    return (
        not all(_holds(code, each) for each in demands.some)
        or any(_holds(code, each) for each in demands.none)
        or bool(demands.numbers and not demands.numbers <= _numbers(code))
    )


@lru_cache(maxsize=8192)
def is_shown(name: str, source: str) -> bool:
    """Whether the source does what the name says, as one that takes a maximum and nowhere a minimum."""
    return any(word.search(name) and code.search(_code(source)) for word, code in SHOWN)


@lru_cache(maxsize=8192)
def says_unread(name: str) -> str:
    """The argument of which the name says that it makes no difference; empty where it says so of none."""
    said = UNREAD.match(name)
    return said[1] if said else ""


@lru_cache(maxsize=256)
def _code(source: str) -> str:
    """The source without comments and docstrings; as it is where it cannot be read."""
    tree = ast.Module(statements_of(source), [])
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = [each for each in node.body if not is_text(each)]
    try:
        return ast.unparse(tree) or source
    except (ValueError, RecursionError, MemoryError):  # ValueError: a nested f-string
        return source


@lru_cache(maxsize=8192)
def _demands(name: str) -> _Demands:
    """The demands of a name, of which a key has the same ones for each student."""
    if always := ALWAYS.search(name):
        return _Demands(numbers=_numbers(always[1]))
    if missing := MISSING.match(name):
        return _Demands(none=tuple(clue.call for clue in CLUES if clue.word.search(missing[1])))
    if early := EARLY.match(name):
        return _Demands(none=(re.compile(AFTER_STEP.format(early[1]), re.M),))
    calls = []
    if called := VALUE.search(name):
        calls.append(_of(called[1], r"(?<!def ){0}\("))
    if factor := AS_FACTOR.match(name):  # `lr * g`, `self.lr * g`, `g / lr`, `g * (lr / n)`
        calls.append(_of(factor[1], r"\b{0}\s*[*/]|[*/]\s*[\w.(]*\b{0}\b|" + ALIAS))
    if more := FACTOR_MORE.match(name):  # in the signature, where it belongs, and once more
        calls.append(_of(more[1], r"(?s:(?:\b{0}\b.*?){{3}})|" + ALIAS))
    done = RIGHT_WORK.split(name, maxsplit=1)[0]
    return _Demands((*calls, *(clue.either for clue in CLUES if clue.word.search(done))))


def _of(parameter: str, code: str) -> re.Pattern[str]:
    """The code of a parameter `{0}`, or a source in which it has another name."""
    return re.compile(rf"\A(?!(?s:.*)\b{parameter}\b)|" + code.format(parameter), re.M)


@lru_cache(maxsize=1024)
def _holds(source: str, code: re.Pattern[str]) -> bool:
    return code.search(source) is not None


def is_vague(name: str) -> bool:
    """Whether the name says nothing of what it is about: `a term is missing`."""
    return VAGUE.match(name) is not None


@lru_cache(maxsize=256)
def _numbers(text: str) -> frozenset[float]:
    return frozenset(float(number) for number in NUMBER.findall(text))

"""Formulas in a sentence: `w^k = w^{k-1} - alpha grad g(w^{k-1})` is found, and parsed into a tree to typeset.

Messages are plain text, which a terminal prints as it is. Here formulas are separated from words. They are made of
single letters but `a`, `A` and `I`, the names of SYMBOLS, scripts, roots, and what operators join to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# The handouts' notation: what texts write in ASCII, and its sign.
SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "epsilon": "ε", "lam": "λ", "lambda": "λ",
    "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "theta": "θ", "grad": "∇",
}  # fmt: skip
FUNCTIONS = ("sin", "cos", "tanh", "exp", "log", "max", "min", "sign", "clip", "rms", "soft")
OPERATORS = {"=": "=", "+": "+", "-": "−", "<": "<", ">": ">", "<=": "≤", ">=": "≥"}
MAX_FACTORS = 40  # of one formula, counting those that are read twice
LONGEST = 1_500  # characters of a text that is searched; a longer one is no sentence of the grader


class Formula(NamedTuple):
    """An element of MathML: a letter or name "mi", a number "mn", an operator "mo", each with its text, or its parts.

    The parts of a row "mrow" stand one after the other. Those of "msub", "msup" and "msubsup" are a base and what
    stands below and above it, that of "msqrt" is under the root, those of "mfrac" are above and below the line.
    """

    name: str
    text: str = ""
    parts: tuple[Formula, ...] = ()


_START = re.compile(r"(?<![\w.'^/\\@#<-])(?<!\w\()(?=[A-Za-z\d(])")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e-?\d+)?")
_NAME = re.compile(r"([A-Za-z]+?)(\d?)(?![A-Za-z\d])")
_PRIMES = re.compile(r"'{1,3}(?!\w)")
_OPERATOR = re.compile(r" (<=|>=|[=+<>-]) ")
_CLOSE_OPERATOR = re.compile(r" ?(<=|>=|[=+<>-]) ?")  # in brackets
_SLASH = re.compile(r" ?/ ?(?!/)")
_COMMA = re.compile(r", ?")
_SCRIPT = re.compile(r"\d+|[A-Za-z]{1,2}(?![A-Za-z\d])")
_QUOTED = re.compile(r'"[^" ]*"')  # a key, an option: no formula of the handout
_WORD_GOES_ON = re.compile(r" ?\*|['’]\w|[-/.]\w*[A-Za-z]|[_\\@*\[=<>]|\+\+")


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[str | Formula, ...]:
    """The text as words and formulas, in their order."""
    return tuple(_split(text)) if len(text) <= LONGEST else (text,)


def _split(text: str) -> Iterator[str | Formula]:
    begin = at = 0
    while start := _START.search(text, at):
        reader = _FormulaReader(text, start.start())
        formula = None if _QUOTED.match(text, max(start.start() - 1, 0)) else reader.sum()
        if formula is None or not _says_something(formula) or _WORD_GOES_ON.match(text, reader.at):
            at = _word_end(text, start.start())
            continue
        if begin < start.start():
            yield text[begin : start.start()]
        yield formula
        begin = at = reader.at
    if begin < len(text):
        yield text[begin:]


def _word_end(text: str, at: int) -> int:
    """Where the next formula may begin: behind this word, number or bracket."""
    word = _WORD.match(text, at)
    return word.end() if word else at + 1


def _says_something(formula: Formula) -> bool:
    """Whether it is more than numbers and operators."""
    if formula.name == "mrow":
        return any(map(_says_something, formula.parts))
    return formula.name not in ("mn", "mo")


class _FormulaReader:
    """Reads a formula from a place in a text; `at` is where it has come."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at, self.depth, self.factors = text, at, 0, 0

    def sum(self) -> Formula | None:
        """Products with operators between them; None where no formula begins."""
        first = self._signed() if self.depth else self._product()
        if first is None:
            return None
        parts = [first]
        while True:
            before, operator = self.at, self._match(_CLOSE_OPERATOR if self.depth else _OPERATOR)
            if operator is None or (after := self._signed()) is None:
                self.at = before
                return _row(parts)
            parts += [Formula("mo", OPERATORS[operator[1]]), after]

    def _signed(self) -> Formula | None:
        is_negative = self._takes("-")
        product = self._product()
        return _element("mrow", Formula("mo", OPERATORS["-"]), product) if is_negative and product else product

    def _product(self) -> Formula | None:
        """Factors side by side; what `/` divides by is one factor."""
        first = self._factor()
        if first is None:
            return None
        factors = [first]
        while True:
            before = self.at
            if self._match(_SLASH) and (below := self._factor()):
                factors = [_quotient(_row(factors), below)]
                continue
            self.at = before
            self._takes(" ")
            if (more := self._factor()) is None or more.name == "mn":
                self.at = before
                return _row(factors)
            factors += [Formula("mo", "·"), more] if _is_number(more) else [more]

    def _factor(self) -> Formula | None:
        """A number, a letter or a bracket, with its scripts and what it is applied to."""
        self.factors += 1
        if self.factors > MAX_FACTORS:
            return None
        if number := self._match(_NUMBER):
            return self._scripts(Formula("mn", number[0]))
        if bracket := self._bracket("(", ")"):
            return self._scripts(bracket)
        before, name = self.at, self._match(_NAME)
        factor = self._named(*name.groups()) if name else None
        if factor is None:
            self.at = before
        return factor

    def _named(self, name: str, number: str) -> Formula | None:
        if name == "sqrt":
            inner = self._bracket("(", ")")
            return _element("msqrt", _without_brackets(inner)) if inner else None
        if name in FUNCTIONS:
            argument = self._bracket("(", ")")
            return _element("mrow", Formula("mi", name), argument) if argument else None
        if name not in SYMBOLS and (len(name) > 1 or name in "aAI" or number):
            return None
        if name in ("grad", "d") and (of := self._operand()):
            return _element("mrow", Formula("mi", SYMBOLS.get(name, name)), of)
        letter = Formula("mi", SYMBOLS.get(name, name) + "′" * self._primes())
        base = self._scripts(_element("msub", letter, Formula("mn", number)) if number else letter)
        argument = self._bracket("(", ")")
        return _element("mrow", base, argument) if argument else base

    def _operand(self) -> Formula | None:
        """What a gradient or derivative is taken of."""
        before = self.at
        of = self._factor() if self._takes(" ") else None
        if of is None:
            self.at = before
        return of

    def _scripts(self, base: Formula) -> Formula:
        inner, below = base.parts if base.name == "msub" else (base, None)
        above = None
        while mark := next((m for m in "_^" if self.text.startswith(m, self.at)), ""):
            before = self.at
            self.at += 1
            script = self._bracket("{", "}") or self._bracket("(", ")") or self._script_sign()
            if script is None:
                self.at = before
                break
            script = _without_brackets(script)
            below, above = (script, above) if mark == "_" else (below, script)
        name = f"m{'sub' if below else ''}{'sup' if above else ''}"
        return _element(name, *filter(None, (inner, below, above))) if below or above else base

    def _script_sign(self) -> Formula | None:
        sign = self._match(_SCRIPT)
        return Formula("mn" if sign[0].isdigit() else "mi", sign[0]) if sign else None

    def _bracket(self, left: str, right: str) -> Formula | None:
        before = self.at
        if not self._takes(left):
            return None
        self.depth += 1
        parts: list[Formula] = []
        inner = self.sum()
        while inner is not None and left == "(" and self._match(_COMMA):
            parts += [inner, Formula("mo", ",")]
            inner = self.sum()
        self.depth -= 1
        if inner is None or not self._takes(right):
            self.at = before
            return None
        return _element("mrow", Formula("mo", left), _row([*parts, inner]), Formula("mo", right))

    def _primes(self) -> int:
        primes = self._match(_PRIMES)
        return len(primes[0]) if primes else 0

    def _takes(self, sign: str) -> bool:
        is_here = self.text.startswith(sign, self.at)
        self.at += len(sign) * is_here
        return is_here

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match


def _is_number(formula: Formula) -> bool:
    base = formula.parts[0] if formula.name.startswith("msu") else formula
    return base.name == "mn"


def _element(name: str, *parts: Formula) -> Formula:
    return Formula(name, "", parts)


def _row(parts: list[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else _element("mrow", *parts)


def _quotient(above: Formula, below: Formula) -> Formula:
    if below.text and above.name not in ("mrow", "msqrt", "mfrac"):
        return _element("mrow", above, Formula("mo", "/"), below)
    return _element("mfrac", _without_brackets(above), _without_brackets(below))


def _without_brackets(formula: Formula) -> Formula:
    match formula.parts:
        case (Formula("mo", "(" | "{"), inner, Formula("mo", ")" | "}")):
            return inner
    return formula

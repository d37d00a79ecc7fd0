"""The fewest lines of a wrong program to exchange for those of right ones, so that every case is right.

    right programs ─► function by function the nearest ─► lines that differ ─► one of them, two, three ─► proven
                                                                            └► all, less what is not needed ─► proven
Each function is searched for beside right ones in the place of the others. That the whole is right is proven as for any
edit: the program runs in the sandbox. A right program is a student's too, or the instructor's solution: what is taken
from it is for staff alone.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import ndiff
from functools import cached_property, lru_cache
from itertools import combinations, islice

from grader.base.syntax import statements_of
from grader.changes.source_tree import names_of
from grader.model.key import Case
from grader.repairs.alignment import Alignment, Exchange, Import, line_count, top_names
from grader.repairs.trials import Program, Trials

MAX_CHARACTERS = 8_000  # of a right program that is read
MAX_STATEMENTS = 150  # of a function that is aligned: the time grows with their square
MAX_EXCHANGES = (2, 24)  # so many at once are tried only of at most so many
MAX_ALIGNED, MAX_WHOLE = 12, 3  # right functions that are aligned, and those of which all lines are exchanged
MAX_TRIED = (1, 300, 300, 300)  # programs without an exchange, of one, of two, of three
LOT = 30  # programs that run before it is asked how long that took
MAX_LINES = 6  # that are exchanged in a function: more of them explain nothing
MAX_SHARE = 0.5  # of its lines, but for one or two
SHARE = 0.5  # of the time
SHORTEST, TIMES = 0.02, 10  # seconds of a program on a case, at least; times those of the right one


@dataclass(frozen=True)
class Repaired:
    """A function of a program, and what it needs, after some exchanges; beside it stands the `frame`."""

    alignment: Alignment
    exchanges: tuple[Exchange, ...] = ()
    frame: Program = field(default_factory=dict)

    @cached_property
    def program(self) -> Program:
        """The statements that are other than in the own program."""
        return {**self.frame, **self.alignment.program(self.exchanges)}

    @property
    def lines(self) -> int:
        """How many lines are exchanged."""
        return sum(each.lines for each in self.exchanges)

    @property
    def pairs(self) -> Iterator[tuple[Exchange, str, list[str], list[str]]]:
        """Each exchange, the statement after it alone, and the lines that it takes out of that and puts in."""
        for each in self.exchanges:
            texts = [(ast.unparse(self.alignment.own[at]), text) for at, text in self.alignment.program([each]).items()]
            before, after = next(pair for pair in texts if pair[0] != pair[1])
            lines = list(ndiff(before.splitlines(), after.splitlines()))
            own, theirs = ([line[2:].strip() for line in lines if line[0] == sign] for sign in "-+")
            yield each, after, own, theirs

    def shorter(self) -> Iterator[Repaired]:
        """The same without one exchange, or without a piece of one, those first that leave most out."""
        for each in sorted(self.exchanges, key=lambda each: -each.lines):
            yield self._with(each)
        for each in self.exchanges:
            if len(each.atoms) > 1:
                yield from (self._with(each, each._replace(atoms=each.atoms - {atom})) for atom in each.atoms)

    def _with(self, before: Exchange, *after: Exchange) -> Repaired:
        return replace(self, exchanges=(*(each for each in self.exchanges if each is not before), *after))


@dataclass(frozen=True)
class Nearest:
    """A search in the trials of one wrong program; wrong ones are the first of the `cases`."""

    trials: Trials
    cases: Sequence[Case]

    def repair(self, right: Iterable[str]) -> list[Repaired]:
        """What makes all cases right: of each function the fewest exchanges that are found; nothing without any."""
        limit = self.trials.case_seconds
        try:
            repaired = self._repaired(self._aligned([*right]))
            exchanged = [replace(each, frame={}) for each in repaired if each and each.exchanges]
            program = {at: text for each in exchanged for at, text in each.program.items()}
            is_proven = all(repaired) and self._is_right(program)
        finally:
            self.trials.case_seconds = limit
        return exchanged if is_proven else []

    def _is_right(self, program: Program) -> bool:
        """Whether all cases are right, in JAX too where NumPy stood in for it."""
        return all(v.right for verdicts in self.trials.final_verdicts([program]) for v in verdicts.values())

    def _repaired(self, aligned: Sequence[Sequence[Alignment]]) -> list[Repaired | None]:
        for n in range(min([MAX_WHOLE, *map(len, aligned)])):
            whole = [Repaired(each[n], each[n].exchanges) for each in aligned]
            frame, began = {at: text for each in whole for at, text in each.program.items()}, self.trials.seconds
            if self._right([replace(whole[0], frame=frame)]):
                self.trials.case_seconds = max(SHORTEST, TIMES * (self.trials.seconds - began) / len(self.cases))
                return [self._of_function(each, frame) for each in aligned]
        return []

    def _aligned(self, right: Sequence[str]) -> list[list[Alignment]]:
        """Of each function, with what it alone needs, the nearest of the right ones, the nearest first."""
        statements = {at: ast.parse(self.trials.text({}, at)).body[0] for at in self.trials.positions}
        imports = [statements.pop(at) for at, each in [*statements.items()] if isinstance(each, Import)]
        imported, names = set[str]().union(*map(top_names, imports)), self.trials.question.names
        aligned = []
        for name in names:
            needed = {*needed_by(name, [*statements.values()], names)}
            own = {at: statements.pop(at) for at, each in [*statements.items()] if each in needed}
            near = (
                nearest([*own.values()], name, names, right) if 0 < line_count(*own.values()) <= MAX_STATEMENTS else []
            )
            pairs = (_alignment(own, each, names, imported) for each in near)
            aligned.append(sorted(filter(None, pairs), key=lambda each: each.distance))
        return aligned

    def _of_function(self, aligned: Sequence[Alignment], frame: Program) -> Repaired | None:
        """The fewest exchanges in one function, beside right ones in the place of the others; None without any."""
        frame = {at: text for at, text in frame.items() if at not in aligned[0].own}
        for count, most in enumerate(MAX_TRIED):
            tried = islice(_combined(aligned, count, frame), most)
            while not self._is_over and (some := list(islice(tried, LOT))):
                if repaired := self._right(some):
                    return self._reduced(repaired[0])
        for whole in self._right([Repaired(each, each.exchanges, frame) for each in aligned[:MAX_WHOLE]])[:1]:
            reduced = self._reduced(whole)
            return reduced if reduced.lines <= most_lines(reduced.alignment) else None
        return None

    @property
    def _is_over(self) -> bool:
        return self.trials.is_over or self.trials.spent >= SHARE * self.trials.most_seconds

    def _right(self, tried: Sequence[Repaired]) -> list[Repaired]:
        """Those that make all cases right."""
        for case in self.cases:
            verdicts = self.trials.verdicts([each.program for each in tried], case)
            tried = [each for each, verdict in zip(tried, verdicts, strict=True) if verdict.right]
        return [*tried]

    def _reduced(self, repaired: Repaired) -> Repaired:
        """The repair without what it does not need."""
        while not self._is_over and (shorter := self._right([*repaired.shorter()])):
            repaired = shorter[0]
        return repaired


def _alignment(
    own: Mapping[int, ast.stmt], right: Sequence[ast.stmt], asked: Collection[str], imported: Collection[str]
) -> Alignment | None:
    """The two beside each other; None where one is nested too deeply: that of one student must not end the search."""
    try:
        return Alignment(own, right, asked, imported)
    except (RecursionError, MemoryError):
        return None


def most_lines(aligned: Alignment) -> int:
    """How many lines may be exchanged: where most of them are, it is another program, and none is the cause."""
    return min(MAX_LINES, max(2, int(MAX_SHARE * aligned.lines)))


def _combined(aligned: Sequence[Alignment], count: int, frame: Program) -> Iterator[Repaired]:
    """So many exchanges at once: of few lines first, then of near programs; each program once."""
    few = [each for each in aligned if count < MAX_EXCHANGES[0] or len(each.exchanges) <= MAX_EXCHANGES[1]]
    some = (Repaired(each, chosen, frame) for each in few for chosen in combinations(each.exchanges, count))
    seen = set[tuple[str, ...]]()
    for each in sorted(
        (each for each in some if each.lines <= most_lines(each.alignment)), key=lambda each: each.lines
    ):
        program = tuple(each.program.values())
        if program not in seen:
            seen.add(program)
            yield each


def nearest(own: Sequence[ast.stmt], name: str, asked: Sequence[str], right: Iterable[str]) -> list[Sequence[ast.stmt]]:
    """What defines this function in those right programs that are nearest by their syntax alone, each form once."""
    features = _features(own)
    by_text = {text: _right_part(text, name, tuple(asked)) for text in right}
    distances = {text: _distance(features, part[1]) for text, part in by_text.items() if part[0]}
    return [by_text[text][0] for text in sorted(distances, key=distances.__getitem__)[:MAX_ALIGNED]]


@lru_cache(4096)
def _right_part(text: str, name: str, asked: tuple[str, ...]) -> tuple[Sequence[ast.stmt], Counter[str]]:
    part = needed_by(name, statements_of(text) if len(text) <= MAX_CHARACTERS else [], asked)
    return (part, _features(part)) if line_count(*part) <= MAX_STATEMENTS else ([], Counter())


def needed_by(name: str, statements: Sequence[ast.stmt], asked: Collection[str]) -> list[ast.stmt]:
    """The statements that define the name, with those that they need but for other functions that are asked."""
    needed, names = list[ast.stmt](), {name}
    while more := [each for each in statements if each not in needed and top_names(each) & names]:
        needed += more
        names = names_of(*needed) - {*asked}
    return [each for each in statements if each in needed]


def _features(statements: Sequence[ast.stmt]) -> Counter[str]:
    """How often each sort of node stands in each other one, whatever variables are called."""
    features: Counter[str] = Counter()
    for node in (node for each in statements for node in ast.walk(each)):
        for child in ast.iter_child_nodes(node):
            features[f"{type(node).__name__} {type(child).__name__} {getattr(child, 'attr', '')}"] += 1
    return features


def _distance(one: Counter[str], other: Counter[str]) -> int:
    return sum(((one - other) + (other - one)).values())

"""The search for edits that put every case right: one, or two or three, of which the first show that they help.

    edits ─► the cheapest wrong case ─► those that make it right ─► all cases ─► found
               └► those that make more of it right ─► two of them at once ─────► all cases ─► found
                                                   ├► two that add up to it ────┤
                                                   └► a next edit of the best ──┘
Where no edit makes more of an answer right, as in a question whose answer is one number, two edits of likely kinds are
tried.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, combinations, islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from grader.changes.kinds import UNDOES, Trait, has
from grader.changes.source_tree import SourceTree
from grader.judging.outcomes import Unchecked, Verdict
from grader.model.key import Case
from grader.repairs.answers import (
    LEAST_NUMBERS,
    Nearness,
    WrongRow,
    asked,
    close_pairs,
    fewer_runs,
    nearness_of,
    shortened,
    wrong_numbers,
    wrong_row,
)
from grader.repairs.edits import edits, in_turn
from grader.repairs.trials import Program, Trials

if TYPE_CHECKING:
    import numpy as np

LOT = (30, 900)  # edits that are tried before it is asked whether one does: few of a slow program, many of a quick one
LOT_SECONDS = 2.0  # that they should take
MAX_TRIED = (3300, 1200, 500)  # edits of a program that are tried, by how many edits it has already
SHARES = (0.5, 0.12, 0.06)  # of the time that these take
SHARE_OF_PAIRS = 0.15  # of the time for pairs that come near the right numbers
MAX_BETTER, MAX_MERGED = (3, 2, 0), 12  # better programs that are edited again; edits of which two are made at once
MAX_LIKELY, MAX_PAIRS = 120, 4000  # likely edits, and pairs of them
MAX_FIRST = 12  # likely edits that a second likely one follows
LONGEST_LINE = 300  # characters
MAX_RIGHT = 40  # edits that make the first case right, which are tried on the others
MAX_RIGHT_OF_MANY = 10  # the same of random programs, which are called hundreds of times
FEW_ENOUGH = 16  # runs that each edit is called which is right in fewer
NOT_CALLED = Verdict(Unchecked("it was not called again"))  # of an edit, since so many likelier ones are right as well


@dataclass(frozen=True)
class Place:
    """The kind of an edit, and the student's own line at which it is made.

    `words` say for staff what a right program has there, where no kind of edits does the same.
    """

    kind: str
    line: str
    words: str = ""


class Candidate(NamedTuple):
    """The student's program after some edits."""

    program: Program
    places: tuple[Place, ...]

    @property
    def kind(self) -> str:
        """The kind of its last edit."""
        return self.places[-1].kind


class Tried(NamedTuple):
    """What an edited program did on one case."""

    candidate: Candidate
    nearness: Nearness
    numbers: np.ndarray | None = None  # of the row that is compared where two edits are looked for

    def rank(self) -> list[int]:
        """By which the edits that were tried are ordered, the likeliest first."""
        return likelihood(self.candidate)


@dataclass(frozen=True)
class Stage:
    """A program from which the search goes on, the case on which it is edited, and how much of that is right."""

    before: Candidate
    case: Case
    nearness: Nearness
    row: WrongRow | None = None
    tried: list[Tried] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many edits it has."""
        return len(self.before.places)

    def _of_pairs(self) -> list[Tried]:
        """Those edits that may be one of two."""
        return [each for each in self.tried if not has(each.candidate.kind, Trait.MANIFOLD)]

    def better(self) -> list[Tried]:
        """Of the edits that were tried those that make more of the case right, the best of each answer first."""
        best: dict[tuple[bytes, str], Tried] = {}
        for each in sorted(self._of_pairs(), key=lambda each: (-each.nearness.score, each.rank())):
            if each.nearness.is_better_than(self.nearness):
                kind = each.candidate.kind if each.nearness.said else ""  # what is said tells little apart
                best.setdefault((each.nearness.answer, kind), each)
        return list(best.values())

    def likely(self) -> list[Candidate]:
        """Those of likely kinds that change the answer, one for each answer."""
        by_answer = {each.nearness.answer: each.candidate for each in reversed(self.tried)}
        live = {answer: each for answer, each in by_answer.items() if answer not in (self.nearness.answer, b"")}
        likely = (each for each in sorted(live.values(), key=likelihood) if has(each.kind, Trait.TWICE))
        return list(islice(likely, MAX_LIKELY))

    def close(self) -> list[tuple[Candidate, Candidate]]:
        """Two edits that change the first wrong row independently of each other into the right one, or nearly so."""
        live = (each for each in self._of_pairs() if each.nearness.answer != self.nearness.answer)
        ranked = sorted(live, key=Tried.rank, reverse=True)
        best = {each.nearness.answer: each for each in ranked if each.numbers is not None}
        tried = sorted(best.values(), key=Tried.rank)
        numbers = [each.numbers for each in tried if each.numbers is not None]
        pairs = close_pairs(self.row, numbers) if self.row else []
        return [(tried[one].candidate, tried[other].candidate) for one, other in pairs]


@dataclass(frozen=True)
class Search:
    """One search: `wrong` are the cases that the student's program gets wrong."""

    trials: Trials
    wrong: Mapping[str, Verdict]

    def repairs(self) -> list[Candidate]:
        """All repairs of the likeliest candidates that hold any."""
        case = self.cases[0]
        short = self._shorter(case)
        first = self._stage(Candidate({}, ()), short) or self._stage(Candidate({}, ()), case)
        return self._from(first) if first else []

    def _shorter(self, case: Case) -> Case:
        """The case with as few steps, or runs, as show that the student's program is wrong."""
        verdict = self.wrong[case.id]
        shorter = self._of_few_runs(case) or [shortened(self.trials.question, case, verdict)]
        self.trials.set_limit(shorter[0], verdict.answer)
        are_wrong = (each for each in shorter if not self.trials.verdicts([{}], each)[0].right)
        return next(are_wrong, case)

    def _from(self, stage: Stage) -> list[Candidate]:
        """Edits of this program; two at once; edits of those that are better; two of likely kinds."""
        if stage.depth >= len(MAX_TRIED):
            return []
        edited = islice(self._edited(stage.before), MAX_TRIED[stage.depth])
        if repaired := self._first_that_do(edited, stage, SHARES[stage.depth]):
            return [*repaired, *self._first_that_do(self._likelier(stage, repaired), stage)]
        if repaired := self._two_at_once(stage):
            return repaired
        better = stage.better()
        if repaired := self._close_pairs(stage):
            return repaired
        for each in better[: MAX_BETTER[stage.depth]]:
            after = self._stage(each.candidate, stage.case)
            if after and (repaired := self._from(after)):
                return repaired
        return [] if stage.depth and better else self._likely_pairs(stage)

    def _stage(self, candidate: Candidate, case: Case) -> Stage | None:
        """The program with the first case that it gets wrong; None where that was right before it was edited."""
        runs = self._runs(case)
        cases = self.cases if runs else [case, *(other for other in self.cases if other.id != case.id)]
        by_case = self.trials.whole_verdicts([candidate.program], cases)
        wrong = [(each, verdict) for each, (verdict,) in zip(cases, by_case, strict=True) if not verdict.right]
        if not wrong or wrong[0][0].id not in self.wrong:
            return None
        first, verdict = wrong[0]
        for short in self._of_few_runs(first) or [shortened(self.trials.question, first, verdict)]:
            (of_short,) = self.trials.verdicts([candidate.program], short)
            if not of_short.right:
                first, verdict = short, of_short
                break
        if candidate.places and first.id == case.id and self._runs(first) > runs:
            return None  # only chance has changed: what no single run shows is wrong now
        return Stage(candidate, first, nearness_of(self.trials.question, first, verdict), wrong_row(first, verdict))

    def _verdicts(self, candidates: Sequence[Candidate], case: Case) -> list[Verdict]:
        """What the case says of each; what is right in one random run is called more often."""
        verdicts = self.trials.verdicts([each.program for each in candidates], case)
        longer = (each for each in self._of_few_runs(case) if self._runs(case) < self._runs(each) <= FEW_ENOUGH)
        for more in longer:
            right = [n for n, verdict in enumerate(verdicts) if verdict.right]
            again = sorted(right, key=lambda n: likelihood(candidates[n]))[:MAX_RIGHT]
            later = self.trials.verdicts([candidates[n].program for n in again], more)
            for n, verdict in (*((n, NOT_CALLED) for n in right), *zip(again, later, strict=True)):
                verdicts[n] = verdict
        return verdicts

    def _runs(self, case: Case) -> int:
        """How often a random program is called in this case; 0 where it is called once."""
        return asked(self.trials.question, case).runs

    def _of_few_runs(self, case: Case) -> list[Case]:
        """The case with fewer runs; those of a whole case, whatever this one has of them."""
        whole = next(each for each in self.cases if each.id == case.id)
        return fewer_runs(self.trials.question, whole, self.trials.key.checks)

    @property
    def cases(self) -> list[Case]:
        """Those that are wrong, cheap and visible ones first; then the others."""
        return sorted(self.trials.question.cases, key=self._order)

    def _order(self, case: Case) -> tuple[bool, bool, float]:
        return case.id not in self.wrong, case.hidden, getattr(self.trials.calls[case.id], "seconds", math.inf)

    def _first_that_do(self, candidates: Iterator[Candidate], stage: Stage, share: float = 1.0) -> list[Candidate]:
        """The repairs among the first candidates, in this share of the time; once there is one, those of a lot.

        What each made of the stage's case is added to what it tried.
        """
        began, size, repaired = self.trials.seconds, LOT[0], list[Candidate]()
        until = min(began + share * self.trials.most_seconds, self.trials.most_seconds)
        candidates = takewhile(lambda _: not self.trials.is_over, candidates)
        while (spent := self.trials.seconds - began) < until - began and (some := list(islice(candidates, size))):
            pairs = list(zip(some, self._verdicts(some, stage.case), strict=True))
            repaired += self._confirmed([each for each, verdict in pairs if verdict.right], stage.case)
            stage.tried.extend(
                Tried(
                    each,
                    nearness_of(self.trials.question, stage.case, verdict),
                    stage.row.of(verdict.answer) if stage.row else None,
                )
                for each, verdict in pairs
            )
            fitting = int(LOT_SECONDS * size / max(self.trials.seconds - began - spent, 1e-6))
            size = min(max(fitting, LOT[0]), LOT[1], self.trials.most_at_once)
            if repaired and (len(stage.tried) >= LOT[1] or self.trials.seconds - began >= LOT_SECONDS):
                break
        return repaired

    def _confirmed(self, candidates: Sequence[Candidate], tried: Case) -> list[Candidate]:
        """Those that make all other cases right too."""
        if self.trials.question.runs:
            return self._confirmed_in_runs(candidates, tried)
        right, cases = sorted(candidates, key=likelihood)[:MAX_RIGHT], [c for c in self.cases if c is not tried]
        by_case = self.trials.whole_verdicts([each.program for each in right], cases)
        return [each for each, *verdicts in zip(right, *by_case, strict=True) if all(v.right for v in verdicts)]

    def _confirmed_in_runs(self, right: Sequence[Candidate], tried: Case) -> list[Candidate]:
        """Those that are right in all runs of all cases, of which a few runs of the other cases come first."""
        few = [next(iter(self._of_few_runs(case)), case) for case in self.cases if case.id != tried.id]
        for most, case in (*((MAX_RIGHT, case) for case in few), *((MAX_RIGHT_OF_MANY, case) for case in self.cases)):
            right = sorted(right, key=likelihood)[:most]
            verdicts = self._verdicts(right, case)
            right = [each for each, verdict in zip(right, verdicts, strict=True) if verdict.right]
        return [*right]

    def _two_at_once(self, stage: Stage) -> list[Candidate]:
        """Two edits of which each makes more of the answer right, such as one part of it."""
        pairs = combinations([each.candidate for each in stage.better()[:MAX_MERGED]], 2)
        return self._first_that_do(self._merged(stage, pairs), stage)

    def _close_pairs(self, stage: Stage) -> list[Candidate]:
        """Two edits of which what each changes adds up to what is wrong, where many numbers are."""
        if stage.depth or len(wrong_numbers(self.trials.question, self.wrong)) < 4 * LEAST_NUMBERS:
            return []
        return self._first_that_do(self._merged(stage, stage.close()), stage, SHARE_OF_PAIRS)

    def _likely_pairs(self, stage: Stage) -> list[Candidate]:
        """Two edits of likely kinds, those of one kind first, then the likeliest."""
        likely = stage.likely()
        ranks = sorted(combinations(range(len(likely)), 2), key=sum)
        by_rank = ((likely[one], likely[other]) for one, other in ranks)
        pairs = sorted(by_rank, key=lambda pair: pair[0].kind != pair[1].kind)
        second = (each for first in likely[:MAX_FIRST] for each in self._edited(first))
        likely_second = (each for each in second if has(each.kind, Trait.TWICE))
        return self._first_that_do(islice(chain(self._merged(stage, pairs), likely_second), MAX_PAIRS), stage)

    def _likelier(self, stage: Stage, repaired: Sequence[Candidate]) -> Iterator[Candidate]:
        """The edits of the same lines that are likelier than those that do, and were not tried: a lot holds some."""
        kinds: dict[tuple[int, str], int] = {}
        for candidate in repaired:
            (at,) = (n for n, text in candidate.program.items() if stage.before.program.get(n) != text)
            place, rank = candidate.places[-1], UNDOES[candidate.kind].rank
            kinds[at, place.line] = min(rank, kinds.get((at, place.line), rank))
        tried = {tuple(each.candidate.program.items()) for each in stage.tried}
        for at in dict.fromkeys(at for at, _ in kinds):
            for each in islice(self._edited_at(stage.before, at), MAX_TRIED[stage.depth]):
                is_likelier = UNDOES[each.kind].rank < kinds.get((at, each.places[-1].line), 0)
                if is_likelier and tuple(each.program.items()) not in tried:
                    yield each

    def _merged(self, stage: Stage, pairs: Iterable[tuple[Candidate, Candidate]]) -> Iterator[Candidate]:
        """Both edits of each pair at once, where they meet nowhere."""
        for one, other in pairs:
            program: dict[int, str] = {**one.program, **other.program}
            for at in one.program.keys() & other.program.keys():
                before = stage.before.program.get(at) or self.trials.plain(at)
                program[at] = merged(before, one.program[at], other.program[at])
            if all(program.values()):
                yield Candidate(program, (*one.places, *other.places[stage.depth :]))

    def _edited(self, before: Candidate) -> Iterator[Candidate]:
        """The program with one edit more, of each of its statements in turn."""
        return in_turn([self._edited_at(before, position) for position in self.trials.positions])

    def _edited_at(self, before: Candidate, position: int) -> Iterator[Candidate]:
        text = self.trials.text(before.program, position)
        own = [compared_line(line) for line in self.trials.text({}, position).splitlines()]
        lines = [compared_line(line) for line in text.splitlines()]
        nearest = cache(lambda line: difflib.get_close_matches(line, own, 1, 0)[0] if before.places else line)
        tree = SourceTree(text)
        for edit in edits(tree) if tree.functions else ():
            if before.places and has(edit.kind, Trait.MANIFOLD):
                continue
            place = Place(edit.kind, nearest(lines[edit.line - 1]))  # the same for hundreds of edits
            yield Candidate({**before.program, position: edit.source}, (*before.places, place))


def compared_line(line: str) -> str:
    """What is compared of a line, and shown: the time grows with the square of its length."""
    return line.strip()[:LONGEST_LINE]


def likelihood(candidate: Candidate) -> list[int]:
    """By which candidates are ordered, the likeliest first."""
    return [len(candidate.places), *sorted(UNDOES[place.kind].rank for place in candidate.places)]


def merged(text: str, one: str, other: str) -> str:
    """Both changes of a text at once, line by line where no line is added; an empty text where they meet."""
    lines, *changed = (each.split("\n") for each in (text, one, other))
    if not all(len(each) == len(lines) for each in changed):
        return _merged_line(text, one, other)
    both = [_merged_line(*each) for each in zip(lines, *changed, strict=True)]
    return "\n".join(both) if all(both[at] or not line for at, line in enumerate(lines)) else ""


def _merged_line(text: str, one: str, other: str) -> str:
    if text in (one, other):
        return other if one == text else one
    first, second = sorted((_span(text, one), _span(text, other)))
    if first[1] > second[0] or first[:2] == second[:2]:
        return ""
    return text[: first[0]] + first[2] + text[first[1] : second[0]] + second[2] + text[second[1] :]


def _span(text: str, changed: str) -> tuple[int, int, str]:
    """Which part of the text was replaced, and by what."""
    begin = _common(text, changed)
    rest, new = text[begin:], changed[begin:]
    end = _common(rest[::-1], new[::-1])
    return begin, len(text) - end, new[: len(new) - end]


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))

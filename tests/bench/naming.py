"""Measure how well mistakes are named: `PYTHONPATH=. python tests/bench/naming.py KEY ...`.

Every trial is a made-up student, who returns the key's numbers, altered in one question:

    listed      a known mistake in every case
    single      the same in single precision
    in part     a known mistake in about half of the cases, the others right
    unlisted    a known mistake that the key no longer holds, nor any with the same numbers
    doubles     two known mistakes, each in about half of the cases, or the sum of what they do, where this is no third
    random      right answers with noise, random numbers of the right shape, answers to other cases

A name is right if it reads like that of the mistake that was made, or of one with the same numbers; of two mistakes,
each is.
A relation of the wrong numbers to the right ones is no name of a cause, and true.
Staff's name comes from all cases, the student's from the visible ones alone. `naming_field.py` names what others wrote.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from grader.authoring.proving.trials.double_trials import alike
from grader.authoring.proving.trials.mistake_trials import right_transcript, wrong_answers
from grader.judging.diagnosis.diagnose import Diagnosis, diagnose
from grader.judging.diagnosis.relations import RELATIONS
from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Items, Numbers, Table, Text, Value
from grader.model.key import Key, Question, read_key
from grader.model.transcript import Call, Returned

SAMPLE = 400  # trials of a source
Calls = Mapping[str, Call]  # by case
ONE_MISTAKE = ("listed", "single", "in part")
EDGES = (1, 5, 10, 15, 20, 30, 40, 80, 160)
PLACES = ("alone", "first", "in the list", "not named", "relation", "wrong")
TRUE = {relation.id for relation in RELATIONS}  # what these say of the numbers is so, whatever the cause


@dataclass(frozen=True)
class Trial:
    """One made-up student: what a function returned, and the ids that are right to name."""

    source: str
    key: Key
    question: Question
    calls: Calls
    truth: frozenset[str] = frozenset()

    @property
    def diagnosis(self) -> Diagnosis | None:
        """What the judge names; None where all is right."""
        verdicts = {c.id: judge_case(self.question, c, self.calls[c.id]) for c in self.question.cases}
        if all(verdict.right for verdict in verdicts.values()):
            return None
        return diagnose(self.key, self.question, verdicts)

    def place(self, diagnosis: Diagnosis) -> str:
        """Where the right name stands."""
        if not diagnosis.candidates:
            return "not named"
        hits = [self.truth.issuperset(ids) or self._names >= self._read(ids) for ids in diagnosis.candidates]
        if not any(hits):
            return "relation" if diagnosis.candidates[0][0] in TRUE else "wrong"
        return "alone" if len(hits) == 1 else "first" if hits[0] else "in the list"

    @property
    def _names(self) -> set[str]:
        return self._read(each for each in self.truth if each in self.key.hints)

    def _read(self, ids: Iterable[str]) -> set[str]:
        return {self.key.hints[each][0] for each in ids}


# ── what students return


def combined(change: Callable[..., Any], *values: Value) -> Value:
    """A value made of several of one structure, of each array of decimals; of others the first."""
    first = values[0]
    if len({type(value) for value in values}) > 1:
        return first
    match first:
        case Numbers():
            arrays = [value.array for value in values if isinstance(value, Numbers)]
            even = len({a.shape for a in arrays}) == 1 and all(a.dtype.kind == "f" for a in arrays)
            return Numbers(np.asarray(change(*arrays))) if even else first
        case Items():
            columns = [value.items for value in values if isinstance(value, Items)]
            even = len({len(column) for column in columns}) == 1
            return Items(tuple(combined(change, *row) for row in zip(*columns, strict=True))) if even else first
        case Table(entries):
            tables = [value.entries for value in values if isinstance(value, Table)]
            even = len({frozenset(table) for table in tables}) == 1
            return Table({n: combined(change, *(t[n] for t in tables)) for n in entries}) if even else first
    return first


def changed(change: Callable[..., Any], *works: Calls) -> Calls:
    """Calls whose numbers are made of those of several works, case by case."""
    values = {c: [call.value for work in works if isinstance(call := work[c], Returned)] for c in works[0]}
    return {c: Returned(combined(change, *each)) for c, each in values.items()}


def in_single(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float32)


# ── trials


@dataclass(frozen=True)
class Work:
    """A key's question, its right calls, and those of its known mistakes by id."""

    key: Key
    question: Question
    right: Calls
    wrong: Mapping[str, Calls]

    @classmethod
    def of(cls, key: Key, question: Question, whole: Key) -> Work:
        """The question of a reader's key, with the calls of staff's key, which holds all rows of a run."""
        right = right_transcript(key).calls
        full = whole.question(question.name)
        wrong = {mistake: {c.id: calls[c.id] for c in question.cases} for mistake, calls in wrong_answers(whole, full)}
        return cls(key, question, {c.id: right[c.id] for c in question.cases}, wrong)

    def like(self, mistake: str) -> frozenset[str]:
        """The mistakes that return the same numbers."""
        own = self.wrong[mistake]
        return frozenset(other for other, calls in self.wrong.items() if alike(own, calls))


def listed(work: Work, rng: np.random.Generator) -> Iterator[tuple[str, Calls, Iterable[str]]]:
    for mistake, calls in work.wrong.items():
        yield "listed", calls, [mistake]
        with np.errstate(all="ignore"):
            yield "single", changed(in_single, calls), [mistake]


def in_part(work: Work, rng: np.random.Generator) -> Iterator[tuple[str, Calls, Iterable[str]]]:
    for mistake, calls in work.wrong.items():
        yield "in part", {c: (calls if rng.random() < 0.5 else work.right)[c] for c in calls}, [mistake]


def doubles(work: Work, rng: np.random.Generator) -> Iterator[tuple[str, Calls, Iterable[str]]]:
    ids = list(work.wrong)
    for mistake in ids if len(ids) > 1 else ():
        other = ids[rng.integers(len(ids))]
        one, two = work.wrong[mistake], work.wrong[other]
        mixed = {c: (one if rng.random() < 0.5 else two)[c] for c in one}
        with np.errstate(all="ignore"):
            summed = changed(lambda a, b, right: a + b - right, one, two, work.right)
        for source, calls in (("doubles by case", mixed), ("doubles summed", summed)):
            if not any(alike(calls, listed) for listed in work.wrong.values()):
                yield source, calls, [mistake, other]


def at_random(work: Work, rng: np.random.Generator) -> Iterator[tuple[str, Calls, Iterable[str]]]:
    values = [_value(call) for calls in work.wrong.values() for call in calls.values()]
    options = sorted({value.text for value in values if isinstance(value, Text)})

    def shaken(value: Value, change: Callable[[np.ndarray], np.ndarray]) -> Value:
        if isinstance(value, Text) and options:
            return Text(options[rng.integers(len(options))])
        return combined(change, value)

    def noise(size: float) -> Callable[[np.ndarray], np.ndarray]:
        return lambda a: a * (1 + size * rng.standard_normal(a.shape))

    def other_numbers(a: np.ndarray) -> np.ndarray:
        return np.asarray(rng.standard_normal(a.shape) * (np.abs(a).max(initial=0.0) or 1.0))

    cases = list(work.right)
    for size in (1e-3, 1e-2, 0.1, 1.0):
        yield "random", {c: Returned(shaken(_value(work.right[c]), noise(size))) for c in cases}, ()
    for _ in range(2):
        yield "random", {c: Returned(shaken(_value(work.right[c]), other_numbers)) for c in cases}, ()
    yield "random", {c: work.right[o] for c, o in zip(cases, rng.permutation(cases), strict=True)}, ()


def _value(call: Call) -> Value:
    assert isinstance(call, Returned)
    return call.value


def unlisted(work: Work, rng: np.random.Generator) -> Iterator[Trial]:
    for mistake in rng.permutation(sorted(m.id for m in work.question.mistakes))[:40]:
        same = work.like(mistake)
        rest = tuple(m for m in work.question.mistakes if m.id not in same)
        question = replace(work.question, mistakes=rest)
        yield Trial("unlisted", replace(work.key, questions=(question,)), question, work.wrong[mistake])


def trials(keys: Iterable[tuple[Key, Key]]) -> list[Trial]:
    """A sample of every source, the same each time; each reader's key stands beside staff's."""
    works = [
        Work.of(key, q, whole) for key, whole in keys for q in key.questions if q.cases and q.mistakes and not q.check
    ]
    by_source: dict[str, list[Trial]] = defaultdict(list)
    for number, work in enumerate(works):
        rng = np.random.default_rng(number)
        same = {mistake: work.like(mistake) for mistake in work.wrong}
        for source in (listed, in_part, doubles, *[at_random] * 8):
            for name, calls, ids in source(work, rng):
                truth = frozenset().union(*(same[mistake] for mistake in ids))
                by_source[name].append(Trial(name, work.key, work.question, calls, truth))
        by_source["unlisted"] += unlisted(work, rng)
    return [trial for each in by_source.values() for trial in _sample(each)]


def _sample(trials: Sequence[Trial]) -> list[Trial]:
    order = np.random.default_rng(0).permutation(len(trials))[:SAMPLE]
    return [trials[i] for i in sorted(order)]


# ── tables


def print_table(title: str, rows: Mapping[str, Counter[str]], columns: Sequence[str]) -> None:
    print(f"\n{title}\n" + f"{'':<24}" + "".join(f"{column:>13}" for column in ("trials", *columns)))
    for name, counts in rows.items():
        total = sum(counts.values())
        print(f"{name:<24}{total:>13}" + "".join(f"{100 * counts[c] / total:>12.1f}%" for c in columns))


def main(paths: Sequence[str]) -> None:
    keys = [read_key(Path(path)) for path in paths]
    for reader, own in (("staff", keys), ("student", [key.for_students() for key in keys])):
        tables: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for trial in trials(zip(own, keys, strict=True)):
            if (diagnosis := trial.diagnosis) is None:
                continue
            place = trial.place(diagnosis)
            tables["by source"][trial.source][place] += 1
            if trial.source in ONE_MISTAKE:
                tables["one mistake, by kind of question"][trial.question.returns][place] += 1
            if diagnosis.evidence:
                tables["what is named, by bits"][_range(diagnosis.evidence.bits)][place] += 1
        for title, rows in tables.items():
            print_table(f"{reader}, {title}", dict(sorted(rows.items())), PLACES)


def _range(bits: float) -> str:
    """The range of strengths in which so many bits lie."""
    low = max((edge for edge in EDGES if bits >= edge), default=EDGES[0])
    return f"{low:4} and more"


if __name__ == "__main__":
    main(sys.argv[1:])

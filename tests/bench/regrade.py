"""Measure how many stored transcripts a second `grader regrade` judges: `python tests/bench/regrade.py [COUNT]`.

The class is made up: in each question a part of the students makes one of the key's own mistakes, a few of those record
it wrongly too, and a few are wrong in no known way. Programs round in many ways, a few of which are common: of 38 right
ones of assignments/first_order/honest the commonest numbers were given by 16, the next by 8, 3 and 2, and of these the
answers' roundings have the distribution. So have the mistakes: of the submissions to an exercise on gradient descent a
few mistakes make up most, some 50 nearly all, and then comes a long tail (Huang, Piech, Nguyen and Guibas, "Syntactic
and Functional Variability of a Million Code Submissions in a Machine Learning MOOC", 2013). A class in which each of
the key's mistakes is as frequent as any other is harder; it is measured as well, and so is the class that this
benchmark had first: mistakes equally frequent, and equal answers rounded alike.

The command is run as an instructor runs it, reading and writing the book included; once more by a key with other
points, so that no report stays; beside it, the judge's own speed in one process for several parts of wrong answers.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, repeat
from pathlib import Path

import numpy as np
from homework import homework
from measure import BUILD, PYTHON, Spent, command, in_turn

import results
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import Record
from grader.judging.history_slips import SLIPS, HistorySlip
from grader.judging.judge import judge
from grader.judging.parts import as_value
from grader.model.encoding.values import Table, Text, Value
from grader.model.key import Key, Question, read_key
from grader.model.report import Report
from grader.model.transcript import Definition, Returned, Transcript, parse_transcript
from grader.submissions.collection import GRADEBOOK_FILE, Submission

COMMON_ONES = "a few mistakes common"
ROUNDED_ALIKE = "all mistakes equally frequent, equal answers rounded alike"
COUNT, SAMPLE, ROUNDS, WRONG = 10_000, 300, 3, 0.3
COMMON, EPSILON = 1.5, 1e-7  # Zipf's exponent: 38 % have the commonest, 13 % the next, 89 % one of 50; that of float32


def value(question: Question, answer: dict, recorded: HistorySlip | None) -> Value:
    """The answer as a student's function returns it, with its histories recorded like this."""
    assert question.form is not None
    if recorded and question.is_run:
        rows = {name: [k for k in recorded.rows(len(array)) if k < len(array)] for name, array in answer.items()}
        answer = {name: np.asarray(array)[rows[name]] for name, array in answer.items()}
    return as_value(question.form, answer)


def student(
    key: Key, wrong: float, rng: np.random.Generator, *, equally: bool = False, alike: bool = False
) -> Transcript:
    """The transcript of a student who makes a mistake in each question with probability `wrong`.

    What somebody has written is common, and changes of the solution follow; or all of them are `equally` frequent.
    Each program rounds in its own way, or all round `alike`.
    """
    epsilon = 0.0 if alike else EPSILON
    truths = {c.item: Text(str(c.expected["truth"])) for q in key.questions for c in q.cases if c.item and c.expected}
    calls = {}
    for question in key.questions:
        mistakes = question.mistakes if rng.random() < wrong else ()
        mistake = mistakes[_rank(len(mistakes), rng, equally)] if mistakes else None
        recorded = SLIPS[rng.integers(len(SLIPS))] if rng.random() < wrong / 4 else None
        own = 0.01 * rng.standard_normal() if rng.random() < wrong / 10 else 0.0
        rounding = np.random.default_rng(rng.zipf(COMMON))
        for case in question.cases:
            answer = dict((mistake.answers.get(case.id) if mistake else None) or case.expected or {})
            for name, array in answer.items():
                if not isinstance(array, (str, bool)):
                    rounded = 1 + epsilon * rounding.standard_normal(np.shape(array))
                    answer[name] = np.asarray(array) * (rounded + own * rng.standard_normal(np.shape(array)))
            returned = Table(truths) if case.item else value(question, answer, recorded)
            calls[case.id] = Returned(returned, 0.01)
    return Transcript("x", key.assignment, {q.name: Definition("found") for q in key.questions}, dict(calls))


def _rank(count: int, rng: np.random.Generator, equally: bool) -> int:
    rank = count if equally else int(rng.zipf(COMMON)) - 1
    return rank if rank < count else int(rng.integers(count))


def fill(path: Path, key: Key, count: int, wrong: float = WRONG, **kind: bool) -> None:
    """Write a gradebook of `count` different transcripts, of students of this kind, `wrong` in this part."""
    rng = np.random.default_rng(1)
    with Gradebook(path) as book, book.transaction():
        for n in range(count):
            name = f"s{n}"
            report = Report(name, key.assignment, "graded", 0.0, key.points).to_json()
            book.put(Record(Submission(name), f"d{n}", student(key, wrong, rng, **kind).to_json(), report))


def rate(key: Key, wrong: float, count: int) -> tuple[float, float]:
    """Transcripts per CPU second in this process, and their mean points; as many other students are judged before."""
    rng = np.random.default_rng(1)
    for _ in range(2):
        texts = [student(key, wrong, rng).to_json() for _ in range(count)]
        start = time.process_time()
        reports = [judge(key, parse_transcript(text, lazily=True)) for text in texts]
        [report.to_json() for report in reports]
        seconds = time.process_time() - start
    return count / seconds, sum(report.earned for report in reports) / count


def filled(folder: Path, key: Key, count: int, wrong: float = WRONG, **kind: bool) -> Path:
    """A new results folder of that class."""
    folder.mkdir(parents=True)
    fill(folder / GRADEBOOK_FILE, key, count, wrong, **kind)
    return folder


def with_other_points(key: Key) -> Key:
    """The key whose first question is worth twice as much."""
    first, *others = key.questions
    cases = tuple(replace(case, points=2 * case.points) for case in first.cases)
    return replace(key, questions=(replace(first, points=2 * first.points, cases=cases), *others))


def regrade(folder: Path, keys: Iterator[Path]) -> Spent:
    """One regrade, by the next of the keys."""
    return command([PYTHON, "-m", "grader", "regrade", folder, "--key", next(keys)])


def main(count: int = COUNT) -> None:
    where = results.conditions("numpy")
    path = homework()
    key = read_key(path)
    shutil.rmtree(base := BUILD / "regrade", ignore_errors=True)
    common, again = (filled(base / name, key, count) for name in ("common", "again"))
    equal, alike = (filled(base / name, key, count, equally=True, alike=name == "alike") for name in ("equal", "alike"))
    (other := base / "other.key").write_text(with_other_points(key).to_json())
    turns = {
        COMMON_ONES: partial(regrade, common, repeat(path)),
        "all mistakes equally frequent": partial(regrade, equal, repeat(path)),
        ROUNDED_ALIKE: partial(regrade, alike, repeat(path)),
        "a few mistakes common, each time by a key with other points": partial(regrade, again, cycle([other, path])),
    }
    spent = in_turn(turns, ROUNDS)
    rates = [(wrong, *rate(key, wrong, SAMPLE)) for wrong in (0.0, 0.1, 0.3, 1.0)]
    results.write(
        "`regrade`",
        where,
        f"`grader regrade` of {count:,} different stored transcripts, {WRONG:.0%} of the answers wrong (median of "
        f"{ROUNDS}):",
        results.table(
            ["class", "seconds", "of CPU", "transcripts a second"],
            [[name, f"{s.wall:.1f}", f"{s.cpu:.1f}", f"{count / s.wall:.0f}"] for name, s in spent.items()],
        ),
        "In one process, by the CPU's clock, a few mistakes common:",
        results.table(
            ["part of the answers wrong", "transcripts a second", "mean points"],
            [[f"{wrong:.0%}", f"{speed:.0f}", f"{mean:.1f}"] for wrong, speed, mean in rates],
        ),
        *(
            results.verdict(f"{name}: transcripts a second", count / spent[name].wall, 500, least=True)
            for name in (COMMON_ONES, ROUNDED_ALIKE)
        ),
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

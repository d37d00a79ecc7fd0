"""How many stored transcripts a second of one core are judged again: `python tests/bench/bench_regrade.py KEY [COUNT]`.

The class is made up: in each question a part of the students makes one of the key's own mistakes, a few of those record
it wrongly too, and a few are wrong in no known way. Reported for several parts, reading and writing the book included.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from grader import key as keys
from grader.batch import regrade
from grader.gradebook import Gradebook
from grader.key import Case, Key, Question
from grader.submissions import Submission
from grader.transcript import Definition, Returned, Transcript
from grader.values import Items, Numbers, Table, Text, Value

RUN = ("histories", "costs")


def value(question: Question, answer: dict, rows: list[list[int]]) -> Value:
    """The answer as a student's function returns it, with those rows of a run."""

    def part(name: str, wanted: list[int] | None = None) -> Numbers:
        array = np.asarray(answer[name])
        return Numbers(array if wanted is None else array[[row for row in wanted if row < len(array)]])

    match question.returns:
        case "histories":
            return Items((part("weights", rows[0]), part("costs", rows[1])))
        case "costs":
            return part("costs", rows[1])
        case "minimum":
            return Items((part("w"), part("cost")))
        case "label":
            return Text(str(answer["label"]))
        case "points":
            return part("points")
    return part("value")


def student(key: Key, wrong: float, rng: np.random.Generator) -> Transcript:
    """One who makes a mistake in each question with probability `wrong`."""
    truths = {c.item: Text(str(c.expected["truth"])) for q in key.questions for c in q.cases if c.item and c.expected}
    calls = {}
    for question in key.questions:
        mistakes = question.mistakes if rng.random() < wrong else ()
        mistake = mistakes[rng.integers(len(mistakes))] if mistakes else None
        recorded = key.bookkeeping[rng.integers(len(key.bookkeeping))] if rng.random() < wrong / 4 else None
        noise = 0.01 if rng.random() < wrong / 10 else 0.0
        for case in question.cases:
            answer = dict((mistake.answers.get(case.id) if mistake else None) or case.expected or {})
            for name, array in answer.items():
                if not isinstance(array, (str, bool)):
                    answer[name] = np.asarray(array) * (1 + noise * rng.standard_normal(np.shape(array)))
            told = Table(truths) if case.item else value(question, answer, _rows(question, case, recorded))
            calls[case.id] = Returned(told, 0.01)
    return Transcript("x", key.assignment, {q.name: Definition("found") for q in key.questions}, dict(calls))


def _rows(question: Question, case: Case, recorded) -> list[list[int]]:
    if question.returns not in RUN:
        return []
    straight = list(range(case.steps + 1))
    return recorded.rows[str(case.steps)] if recorded else [straight, straight]


def rate(key: Key, wrong: float, count: int) -> tuple[float, float]:
    """Transcripts a second, and the mean of the points; the first pass, which works out the key once, is left out."""
    rng = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as where, Gradebook(Path(where) / "g.sqlite") as book:
        with book.transaction():
            for n in range(count):
                book.put(Submission(f"s{n}"), f"d{n}", student(key, wrong, rng).to_json(), "{}", key="none")
        regrade(book, key)
        start = time.process_time()
        regrade(book, key)
        seconds = time.process_time() - start
        return count / seconds, sum(r.earned for r in book.reports()) / count


if __name__ == "__main__":
    key, count = keys.read(Path(sys.argv[1])), int(sys.argv[2]) if len(sys.argv) > 2 else 500
    for wrong in (0.0, 0.1, 0.3, 1.0):
        per_second, mean = rate(key, wrong, count)
        print(json.dumps({"wrong": wrong, "per_second": round(per_second), "mean_points": round(mean, 1)}), flush=True)

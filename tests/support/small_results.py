"""A results folder with a small class, made without a sandbox: real key, transcripts, judge and gradebook.

Of every seven submissions s0, s1 ... one is right, five are wrong in different ways, one cannot be read. A question
of 4 points is graded by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from support import small_class

from grader.course.drawing import class_statistics, marks
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record, questions_digest
from grader.course.results import Results
from grader.judging.judge import judge
from grader.model.encoding.values import Numbers, Text
from grader.model.key import Case, Key, Question
from grader.model.transcript import Definition, Returned, Transcript, parse_transcript
from grader.submissions.collection import Person, Submission

CODE = "def gradient_descent(g, alpha, max_its, w):\n    return [w], [g(w)]  # </pre><script>alert(2)</script>"
FOUND = Definition("found", source=CODE)
ESSAY = Question(
    "essay", "An essay", "manual", 4.0, "essay", (), False, (Case("essay-0", "essay", True, 4.0, {}),)
)  # fmt: skip
PLOT = Question("plot", "A plot", "figure", 3.0, "plot", (), False, (Case("plot-0", "plot", False, 3.0, {}),),
                stub="plot = None", asks="Plot the costs of both methods, with labels.")  # fmt: skip


def figure_notebook(*pictures: Mapping[str, str]) -> str:
    """A notebook whose cell has the variable of `PLOT`, and these outputs: data by media type."""
    outputs = [{"output_type": "display_data", "metadata": {}, "data": dict(data)} for data in pictures]
    cell = {"cell_type": "code", "metadata": {}, "source": "plot = plt.figure()  # axes", "outputs": outputs}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


def key() -> Key:
    small = small_class.key()
    return replace(small, questions=(*small.questions, ESSAY))


def other_key() -> Key:
    """The same homework, in which the root is another number, so that nobody has it right."""
    descent, root, *others = key().questions
    wrong = replace(root, cases=tuple(replace(case, expected={".": np.array(7.0)}) for case in root.cases))
    return replace(key(), title="Corrected", questions=(descent, wrong, *others))


def write(folder: Path, count: int = 7, names: dict[str, str] | None = None, first: int = 0) -> Path:
    """The folder, with the key beside it: submissions from `first` on; `names` of people by submission."""
    runs = {report.submission: run for report, _, run in small_class.classroom(count)[first:] if run}
    answered = {
        name: replace(run, calls={**run.calls, "essay-0": Returned(Text(f"Because it is convex, says {name}."))})
        for name, run in runs.items()
    }
    return write_runs(folder, key(), answered, names)


def write_runs(folder: Path, key: Key, runs: Mapping[str, Transcript], names: Mapping[str, str] | None = None) -> Path:
    """The folder of submissions that did this, by id."""
    folder.mkdir()
    (folder.parent / "small.key").write_text(key.to_json(), encoding="utf-8")
    (folder.parent / "other.key").write_text(other_key().to_json(), encoding="utf-8")
    digest = questions_digest(key)
    with Gradebook(folder / "gradebook.sqlite") as book, book.transaction():
        book.judge_by(JudgingKey.of(key))
        for name, run in runs.items():
            person = Person(f"p{name}", (names or {}).get(name, f"Student {name}"))
            submission = Submission(name, people=(person,), late=name == "s1", submitted_at="2026-11-20T10:00:00+00:00")
            definitions = run.definitions | {"descent": FOUND, "essay": FOUND}
            found = replace(run, submission=name, definitions=definitions)
            text = judge(key, found).to_json()
            book.put(Record(submission, f"digest of {name}", found.to_json(), text, digest))
    return folder


SIZES = (5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 1, 1, 1, 1, 1)  # of the groups of a class of 60 with 40 unclear answers


def write_unclear(folder: Path) -> Path:
    """A class of 60, of whom 40 have a wrong answer without a known cause, in 15 groups of two questions."""
    runs = [small_class.transcript() for _ in range(60 - sum(SIZES))]
    for n, size in enumerate(SIZES):
        wrong = {"root_0": Returned(Numbers(np.array(1.5 + n)))} if n % 3 == 2 else {}
        rule = (lambda alpha, k: alpha) if wrong else (lambda alpha, k, n=n: alpha * (0.8 + 0.01 * n))
        runs += [small_class.transcript(rule=rule, **wrong)] * size
    return write_runs(folder, small_class.key(), {f"s{n:02}": run for n, run in enumerate(runs)})


LONG_CODE = "def gradient_descent(g, alpha, max_its, w):\n" + "".join(
    f"    a{n} = g(w)[{n}] * {n}.5 + alpha ** {n} - w[{n}:]  # </pre><script>alert(3)</script>\n" for n in range(12)
)


def compare_copy(folder: Path, one: str, other: str) -> None:
    """Let two submissions have the same code under other names, which one line tells apart; compare the class."""
    copied = LONG_CODE.replace(" a", " renamed_").replace(
        "    renamed_3 =", "    if w is None: return\n    renamed_3 ="
    )
    with Gradebook(folder / "gradebook.sqlite") as book:
        for name, code in {one: LONG_CODE, other: copied}.items():
            record = next(book.records(name))
            transcript = parse_transcript(record.transcript)
            definitions = transcript.definitions | {"descent": Definition("found", source=code)}
            text = replace(transcript, definitions=definitions).to_json()
            book.put(replace(record, transcript=text))
    with Results(folder) as opened:
        class_statistics.class_statistics(opened, marks.read_marks(opened), 1, similar=True)

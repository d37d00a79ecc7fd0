"""Measure what comes after grading, for classes of many sizes: `python tests/bench/term.py [COUNT ...]`.

The classes are made up, as nobody has ten thousand submissions to share: answers from the homework's key, 30 % of them
with one of its own mistakes (tests/bench/regrade.py), and sources by as many authors. They are judged, stored, shown
and exported by the real commands, each in a process of its own. The largest class is made in parts of PART and kept;
where that was ended, the next run goes on. Drawing every page takes a tenth of a second each; above DRAWN submissions a
stand-in is written in place of each page, with the mark by which `report` finds it up to date. A class of any size is
the beginning of the largest. Beyond JUDGED submissions those before are stored again under other ids, and their code
with other numbers in it.
"""

from __future__ import annotations

import json
import math
import random
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from measure import BUILD, PYTHON, REPOSITORY, Spent, command

import results
from grader.submissions.collection import Person

if TYPE_CHECKING:
    from grader.course.gradebook.rows import Record
    from grader.model.key import Key

COUNTS = (50, 500, 2_000, 10_000)
DRAWN, JUDGED, PART = 50, 10_000, 1_000
TERM = BUILD / "term"
NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.])")


def fill(folder: Path, key: Key, first: int, end: int) -> None:
    """The submissions from `first` to `end` of the judged class, by authors of their own."""
    import numpy as np
    import regrade

    from grader.course.gradebook.gradebook import Gradebook
    from grader.course.gradebook.rows import JudgingKey, Record, questions_digest
    from grader.judging.judge import judge
    from grader.model.transcript import Definition
    from grader.submissions.collection import GRADEBOOK_FILE, Submission
    from tests.support import many_authors

    folder.mkdir(parents=True, exist_ok=True)
    chance, digest = np.random.default_rng([1, first]), questions_digest(key)
    with Gradebook(folder / GRADEBOOK_FILE) as book, book.transaction():
        book.judge_by(JudgingKey.of(key))
        for number, (author, program) in enumerate(many_authors.programs(end - first, 1 + first), first):
            sources = {name: Definition("found", source=source) for name, source in program.items()}
            made = regrade.student(key, regrade.WRONG, chance)
            transcript = replace(made, submission=f"s{number}", definitions=made.definitions | sources)
            person = Person(f"p{number}", f"Student {number}", f"{author}-of-{first}@x.edu")
            submission = Submission(f"s{number}", people=(person,), layout="canvas")
            report = judge(key, transcript).to_json()
            book.put(Record(submission, f"d{number}", transcript.to_json(), report, digest))


def beginning(folder: Path, first: int, end: int, whole: Path) -> None:
    """Some of the first submissions of another results folder, which may have to be repeated."""
    from grader.course.gradebook.gradebook import Gradebook
    from grader.submissions.collection import GRADEBOOK_FILE

    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(first)
    with Gradebook(whole / GRADEBOOK_FILE) as book, Gradebook(folder / GRADEBOOK_FILE) as part, part.transaction():
        assert book.key is not None
        part.judge_by(book.key)
        have = len(book.index())
        for number in range(first, end):
            record = next(book.records(f"s{number % have}"))
            part.put(record if number < have else repeated(record, number, chance))


def repeated(record: Record, number: int, chance: random.Random) -> Record:
    """The same answers, handed in by somebody else who wrote other numbers."""
    name = f"s{number}"
    data = json.loads(record.transcript)
    for definition in data["definitions"].values():
        definition["source"] = NUMBER.sub(lambda found: str(chance.randrange(100)), definition["source"])
    report = json.dumps(json.loads(record.report) | {"submission": name}, ensure_ascii=False)
    submission = replace(
        record.submission, id=name, people=(Person(f"p{number}", f"Student {number}", f"{name}@x.edu"),)
    )
    return replace(record, submission=submission, digest=f"d{number}", transcript=json.dumps(data), report=report)


def write_stand_ins(folder: Path) -> None:
    """Pages that hold nothing but the mark by which they are up to date."""
    from grader.course.drawing import marks, pages
    from grader.course.results import Results

    (folder / "students").mkdir()
    (folder / "staff").mkdir()
    with Results(folder) as opened:
        for name, mark in marks.read_marks(opened).items():
            for path in pages.pages_of(name):
                (folder / path).write_text(pages.end_of(mark.whole), encoding="utf-8")


def measured(folder: Path, key: Path, count: int) -> dict[str, Spent]:
    """What each command takes, in the order in which staff call them."""

    def run(*words: object) -> Spent:
        spent = command([PYTHON, "-m", "grader", *words])
        print(f"{count:,} {words[0]}: {spent}", flush=True)
        return spent

    def after(change: Callable[[], object], *words: object) -> Spent:
        change()
        return run(*words)

    def override() -> None:
        run("override", folder, "s7", "adam", "1", "--because", "x", "--by", "bench")

    shutil.rmtree(merged := folder.with_name("merged"), ignore_errors=True)
    spent = {"regrade": run("regrade", folder, "--key", key)}
    if count <= DRAWN:
        spent["report: every page"] = run("report", folder)
    else:
        elsewhere("stand-ins", folder)
    (folder / "observed.sqlite").unlink(missing_ok=True)
    return spent | {
        "report: all counted and compared anew": run("report", folder),
        "report: one override": after(override, "report", folder),
        "report: the same, not compared": after(override, "report", folder, "--no-similar"),
        "export canvas": run("export", folder, "--format", "canvas"),
        "export csv": run("export", folder),
        "show one": run("show", folder, "s7"),
        "merge": run("merge", merged, folder),
    }


def elsewhere(*words: object) -> None:
    """Make something in another process: Linux gives a command the memory of who starts it as its own peak."""
    command([PYTHON, Path(__file__), *words], env={"PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'tests'}"})


def make(what: str, *paths: str) -> None:
    """What `elsewhere` asks for."""
    from homework import homework

    from grader.model.key import read_key

    folder = Path(paths[0])
    if what == "whole":
        fill(folder, read_key(homework()), int(paths[1]), int(paths[2]))
    elif what == "beginning":
        beginning(folder, int(paths[1]), int(paths[2]), Path(paths[3]))
    else:
        write_stand_ins(folder)


def exponent(counts: Sequence[int], seconds: Sequence[float]) -> float:
    """How fast the time grows between the last two sizes: 1 is linear."""
    (n, m), (s, t) = counts[-2:], seconds[-2:]
    return math.log(t / s) / math.log(m / n)


def whole_class(count: int) -> Path:
    """The largest class that was made before, or a new one of this size; those made of it before are removed."""
    for old in TERM.glob("class-*"):
        shutil.rmtree(old)
    made = max(TERM.glob("whole-*"), key=size_of, default=TERM / "whole-0")
    if size_of(made) < count:
        in_parts("whole", TERM / "unfinished", count)
        made = (TERM / "unfinished").rename(TERM / f"whole-{count}")
    return made


def in_parts(what: str, folder: Path, count: int, *more: object) -> None:
    """Make the submissions of a folder that it lacks."""
    from grader.course.gradebook.gradebook import Gradebook
    from grader.submissions.collection import GRADEBOOK_FILE

    done = 0
    if folder.is_dir():
        with Gradebook(folder / GRADEBOOK_FILE) as book:
            done = len(book.index())
    for first in range(done, count, PART):
        elsewhere(what, folder, first, min(first + PART, count), *more)
        print(f"{what}: {min(first + PART, count):,} of {count:,}", flush=True)


def size_of(whole: Path) -> int:
    return int(whole.name.removeprefix("whole-"))


def main(*counts: int) -> None:
    counts = counts or COUNTS
    where = results.conditions("numpy", "scipy")
    whole = whole_class(min(max(counts), JUDGED))
    spent = {}
    for count in counts:
        in_parts("beginning", folder := TERM / f"class-{count}", count, whole)
        spent[count] = measured(folder, BUILD / "homework.key", count)
        print(count, spent[count], flush=True)
    rows = []
    for name in spent[counts[-1]]:
        seconds = [spent[count][name].cpu for count in counts]
        largest = spent[counts[-1]][name]
        growth = f"{exponent(counts, seconds):.2f}" if len(counts) > 1 else ""
        rows.append([name, *(f"{s:.1f}" for s in seconds), growth, f"{largest.wall:.0f}", f"{largest.megabytes:.0f}"])
    results.write(
        "A class after grading",
        where,
        "CPU seconds of each command with all of its processes, once. Every page was drawn for "
        f"{DRAWN} submissions; for more, stand-ins were there, as the script says. Wall seconds and MB (of the largest "
        f"process) for {counts[-1]:,}; the exponent is that of the last two sizes.",
        results.table(["command", *(f"{count:,}" for count in counts), "exponent", "wall s", "MB"], rows),
        results.verdict("report of one change, wall", spent[counts[-1]]["report: one override"].wall, 60, " s"),
    )


if __name__ == "__main__":
    if sys.argv[1:2] and not sys.argv[1].isdigit():
        make(*sys.argv[1:])
    else:
        main(*map(int, sys.argv[1:]))

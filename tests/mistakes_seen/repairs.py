"""`python -m mistakes_seen.repairs PART`: which of the programs that nobody names an edit puts right, and where.

It reads the rows of `python -m mistakes_seen PART`, and writes those of the unnamed programs with their repairs to
build/mistakes_seen/PART-repairs.jsonl. `--step 3` takes every third of them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mistakes_seen.__main__ import OUT, Row, keys, question_name, write_rows
from mistakes_seen.collection import PARTS, PROGRAMS

from grader.authoring.repairs.repair import repairs
from grader.processes.fork_server import ForkServer
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.transcribe import transcribe

LIMITS = Limits(case_seconds=2, question_seconds=10, timeouts_per_question=10)  # those of `grader explain`


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--step", type=int, default=1, help="take every so many")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in (OUT / f"{arguments.part}.jsonl").read_text(encoding="utf-8").splitlines()]
    unnamed = {row["id"]: row for row in rows if row["lost"] > 0 and not row["staff"]}
    chosen = {name: unnamed[name] for name in list(unnamed)[:: arguments.step]}
    path = OUT / f"{arguments.part}-repairs.jsonl"
    write_rows(path, repaired(chosen))
    print_counts([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])


def repaired(rows: dict[str, Row]) -> Iterator[Row]:
    """The rows, with what the repairs are called, their lines, and the seconds that the search took."""
    with tempfile.TemporaryDirectory() as folder, ForkServer() as fork_server:
        grading, searching = (Environment(each, fork_server=fork_server) for each in (Limits(60, 300), LIMITS))
        for key, programs in keys([p for p in PROGRAMS if p.id in rows], Path(folder)):
            for program in programs:
                path, name = Path(folder) / "submission.py", question_name(program)
                path.write_text(program.source, encoding="utf-8")
                transcript = transcribe(path, key, grading, questions=[name])
                question, begin = next(q for q in key.questions if q.name == name), time.monotonic()
                made = repairs(key, question, transcript, searching)
                yield rows[program.id] | {
                    "repairs": [[each.name, [place.line for place in each.places], each.difference] for each in made],
                    "seconds": round(time.monotonic() - begin, 1),
                }


def print_counts(rows: list[Row]) -> None:
    for kind in ("single", "whole"):
        of_kind = [row for row in rows if row["kind"] == kind]
        print(f"{kind}: {sum(bool(row['repairs']) for row in of_kind)} of {len(of_kind)} unnamed programs are repaired")
    for row in rows:
        for name, lines, _ in row["repairs"]:
            print(f"  {row['id']} ({row['words']}): {name}: {' | '.join(lines)}")


if __name__ == "__main__":
    main()

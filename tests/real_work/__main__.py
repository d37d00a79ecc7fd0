"""`python -m real_work CLONES`: grade public programs of a real course, beside the course's own tests.

Each version is graded by a key of six exercises. `build/real_work.jsonl` has a row for each of its functions: what the
course's tests say of it, its status, and what staff and the student read. A wrong answer counts once for repository,
question and message. Whether a name is right is for a person to say: `judged.jsonl` holds the verdicts. `--show` prints
what nobody has judged.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from field.collection import write_assignment
from mistakes_seen.__main__ import VERDICTS, names, reading, write_rows
from real_work.collection import EXERCISES, FILE, HERE, Version, course_tests, program_files, versions

from grader.authoring.cache import user_cache
from grader.authoring.compiler import compile_key
from grader.authoring.reading.assignment_file import load_assignment
from grader.extraction.files_beside import own_files
from grader.judging.judge import judge
from grader.model.encoding.decoding import to_data
from grader.model.encoding.values import Nothing, encode
from grader.model.key import Key, parse_key
from grader.processes.fork_server import ForkServer
from grader.sandbox.confined_process import ConfinedProcess
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import transcribe

ROWS = HERE.parents[1] / "build" / "real_work.jsonl"
JUDGED = HERE / "judged.jsonl"
TESTS = (HERE / "course_tests.py").read_text(encoding="utf-8")
WRONG = ("wrong", "partial")  # the statuses of an answer of the form asked that has a wrong number
WRONG_NUMBER = "; it should be"
READERS = ("student", "staff")
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("clones", type=Path, help="a folder of clones, owner/name")
    parser.add_argument("--only", default="", help="versions of repositories whose name holds this")
    parser.add_argument("--stored", action="store_true", help="read the rows of the last run and grade nothing")
    parser.add_argument("--show", action="store_true", help="print what nobody has judged")
    arguments = parser.parse_args()
    if not arguments.stored:
        write_rows(ROWS, rows(arguments.clones, [each for each in versions() if arguments.only in each.repository]))
    graded = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    print(report(graded))
    if arguments.show:
        print(*to_judge(arguments.clones, graded), sep="\n\n")


# ── grading


def rows(clones: Path, chosen: list[Version]) -> Iterator[Row]:
    """A row for each function of each version. Raises SystemExit for a missing clone."""
    tests = course_tests(clones)
    with tempfile.TemporaryDirectory() as folder, ForkServer() as fork_server:
        assignment = load_assignment(write_assignment(Path(folder) / "field", EXERCISES))
        key = parse_key(compile_key(assignment, user_cache()).to_json())
        for version in chosen:
            files = program_files(clones, version)
            outcomes = course_outcomes(files, tests)
            for row in graded(write(Path(folder) / version.name, files), key, Environment(fork_server=fork_server)):
                mine = [outcome for test, outcome in outcomes.items() if test.startswith(row["question"])]
                yield {"repository": version.repository, "blob": version.blob, "tests": mine, **row}


def write(home: Path, files: Mapping[str, str]) -> Path:
    """Write a program's files into a folder; the path of the file that is graded."""
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return home / FILE


def graded(path: Path, key: Key, environment: Environment) -> Iterator[Row]:
    """What the grader says of each function."""
    for_students = key.for_students()
    transcript = transcribe([path, *own_files(path)], key, environment, submission=path.parent.name)
    for staff, student in zip(judge(key, transcript).questions, judge(for_students, transcript).questions, strict=True):
        yield {
            "question": staff.name,
            "status": staff.status,
            "lost": round(staff.possible - staff.earned, 6),
            "message": student.message,
            "staff": names(key, staff.mistake),
            "student": names(for_students, student.mistake),
        }


def course_outcomes(files: Mapping[str, str], tests: str) -> dict[str, str]:
    """The outcome of each of the course's tests of values; of a program that ends the process, none."""
    arguments = {"program": dict(files), "tests": tests}
    request = {
        "file": "course_tests.py", "source": TESTS, "function": "passed", "is_random": False,
        "arguments": to_data(arguments), "result": encode(Nothing()), "expected": encode(Nothing()),
    }  # fmt: skip
    process = ConfinedProcess(
        "grader.judging.checks.check_child", 10, 4096, name="runs the tests of a course", wall_seconds=60
    )
    try:
        answer = process.answer(json.dumps(request).encode() + b"\n", 100_000)
    finally:
        process.end()
    sentence = json.loads(answer).get("sentence", "") if answer.endswith(b"\n") else ""
    return dict(each.split("=") for each in sentence.split())


# ── figures


def report(graded: list[Row]) -> str:
    """The figures, and each function of which the grader and the course's tests say different things."""
    statuses = Counter(row["status"] for row in graded)
    repositories, programs = ({row[name] for row in graded} for name in ("repository", "blob"))
    passing = [row for row in graded if set(row["tests"]) == {"passes"}]
    failing = [row for row in graded if row["status"] == "right" and "differs" in row["tests"]]
    lines = [
        f"{len(programs)} versions of {len(repositories)} repositories, {len(graded)} functions: "
        + ", ".join(f"{count} {status}" for status, count in statuses.most_common()),
        f"of {len(passing)} that pass the course's tests, {sum(row['status'] == 'right' for row in passing)} are right",
        *(f"  not right: {identity(row)}: {row['status']}" for row in passing if row["status"] != "right"),
        f"of {statuses['right']} that are right, {len(failing)} give other values than the course's tests expect",
        *(f"  other values: {identity(row)}" for row in failing),
    ]
    wrong, verdicts = distinct(graded), judged()
    lines.append(f"wrong numbers, once for repository, question and message: {len(wrong)}")
    for reader in READERS:
        counts = Counter(verdict(row, reader, verdicts) for row in wrong)
        figures = (f"{counts[each]} {each}" for each in (*VERDICTS, "not judged", "none"))
        lines.append(f"  {reader}: {', '.join(figures)}")
    return "\n".join(lines)


def identity(row: Row) -> str:
    return f"{row['repository']}/{row['blob'][:10]}/{row['question']}"


def distinct(graded: list[Row]) -> list[Row]:
    """The first of the answers of a repository to a question that have the same message, which shows a wrong number."""
    first: dict[tuple[str, str, str], Row] = {}
    for row in graded:
        if row["status"] in WRONG and WRONG_NUMBER in row["message"]:
            first.setdefault((row["repository"], row["question"], row["message"]), row)
    return list(first.values())


def verdict(row: Row, reader: str, verdicts: Mapping[tuple[str, str], str]) -> str:
    return verdicts.get((identity(row), reading(row[reader])), "not judged") if row[reader] else "none"


def judged() -> dict[tuple[str, str], str]:
    """A person's verdict, by the function and the names that it got."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    return {(each["id"], each["named"]): each["verdict"] for each in map(json.loads, lines)}


def to_judge(clones: Path, graded: list[Row]) -> Iterator[str]:
    """What a person needs for a verdict: the text, the names and the program."""
    verdicts, by_blob = judged(), {each.blob: each for each in versions()}
    for row in distinct(graded):
        if any(verdict(row, reader, verdicts) == "not judged" for reader in READERS):
            program = program_files(clones, by_blob[row["blob"]])[FILE]
            named = "\n".join(f"{reader}: {reading(row[reader])}" for reader in READERS)
            yield f"=== {identity(row)}\n{row['message']}\n{named}\n{program}"


if __name__ == "__main__":
    main()

"""Print what the wrong answers of tests/field are called: `PYTHONPATH=.:tests python tests/bench/naming_field.py`.

One line for each of the 249: what the author planted, staff's name for it, and the student's where it is another one.
Whether a name is right is for a reader to say. Keys and transcripts go to build/bench/naming, and are made once; the
keys can be given to naming.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from field.collection import EXERCISES, CourseExercise, grouped, write_assignment, write_submission

from grader.authoring.compiler import compile_key
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.key import Key, read_key
from grader.model.transcript import Transcript, parse_transcript
from grader.processes.fork_server import ForkServer
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.transcribe import transcribe

FOLDER = Path(__file__).parents[2] / "build" / "bench" / "naming"
STYLES = ("wrong 1", "wrong 2", "wrong 3")
NOTHING = "-"


def keys_and_work(environment: Environment) -> Iterator[tuple[list[CourseExercise], Key, dict[str, Transcript]]]:
    """Exercises of one assignment, their key, and the transcripts of each wrong style."""
    for number, group in enumerate(grouped(EXERCISES)):
        folder = FOLDER / f"field{number}"
        if not (path := FOLDER / f"field{number}.key").exists():
            folder.mkdir(parents=True, exist_ok=True)
            key = compile_key(load_assignment(write_assignment(folder, group)))
            for style in STYLES:
                work = transcribe(write_submission(folder / f"{style}.py", group, style), key, environment)
                (folder / f"{style}.json").write_text(work.to_json(), encoding="utf-8")
            path.write_text(key.to_json(), encoding="utf-8")
        texts = {style: (folder / f"{style}.json").read_text(encoding="utf-8") for style in STYLES}
        yield group, read_key(path), {style: parse_transcript(text) for style, text in texts.items()}


def words(key: Key, mistake: str) -> str:
    """The names of what a report calls by ids."""
    groups = [" and ".join(key.hints[each][0] for each in ids.split("+")) for ids in mistake.split("|") if ids]
    return " | ".join(groups) or NOTHING


def names(group: list[CourseExercise], key: Key, work: Transcript, style: str) -> Iterator[tuple[str, str, str]]:
    """For each question what was planted, and its names for staff and for the student."""
    reports = [judge(reader, work).questions for reader in (key, key.for_students())]
    mistakes = {staff.name: (staff.mistake, own.mistake) for staff, own in zip(*reports, strict=True)}
    for exercise in group:
        planted = [title for title, _ in exercise.cells if title.startswith("wrong")][STYLES.index(style)]
        for question in exercise.functions:
            staff, own = (words(key, mistake) for mistake in mistakes[question])
            yield f"{exercise.name} {question}, {planted}", staff, own


def main() -> None:
    rows = []
    with ForkServer() as fork_server:
        environment = Environment(Limits(case_seconds=60, question_seconds=300), fork_server=fork_server)
        for group, key, work in keys_and_work(environment):
            rows += [row for style, transcript in work.items() for row in names(group, key, transcript, style)]
    for planted, staff, own in rows:
        print(f"{planted} -> {staff}" + ("" if own == staff else f" / {own}"))
    staff_named, own_named = (sum(row[at] != NOTHING for row in rows) for at in (1, 2))
    print(f"named of {len(rows)}: {staff_named} for staff, {own_named} for students")


if __name__ == "__main__":
    main()

"""`python -m mistakes_seen SET ...`: grade sets of the wrong programs as submissions, and say what of them is named.

One line of JSON for each program is written to build/mistakes_seen/SET.jsonl, with its true cause beside the names
that staff and the student get, and, where these get none, beside what edits of the program put right: in all cases for
staff (`repair`), in visible ones for the student (`slip`). Whether a name is right is for a person to say:
`judged.jsonl` holds the verdicts. The totals are printed without any name.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from field.collection import EXERCISES, grouped, write_assignment
from mistakes_seen.collection import HERE, PROGRAMS, SETS, Program

from grader.authoring.cache import user_cache
from grader.authoring.compiler import compile_key
from grader.authoring.derived.derive import derive
from grader.authoring.derived.runs import Workshop
from grader.authoring.facts.assignment import Assignment
from grader.authoring.reading.assignment_file import load_assignment
from grader.changes.kinds import MAKES
from grader.frontends.student.key_choice import with_questions
from grader.frontends.student.notebook_check import SEARCH_SECONDS
from grader.judging.diagnosis.diagnose import LARGEST_GROUP
from grader.judging.judge import judge, uncertain_causes
from grader.model.key import Key, parse_key
from grader.model.report import QuestionReport, Report
from grader.model.transcript import Transcript
from grader.processes.fork_server import ForkServer
from grader.repairs.repair import Repair, are_clear, repairs
from grader.repairs.search_process import find_slips
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.transcribe import transcribe

ROOT = HERE.parents[1]
OUT = ROOT / "build" / "mistakes_seen"
JUDGED = HERE / "judged.jsonl"
VERDICTS = ("right", "roundabout", "wrong")
READERS, SEARCHES = ("staff", "student"), ("repair", "slip")
SEARCH = Limits(case_seconds=2, question_seconds=10)  # those of `grader explain`
FIELDS = {exercise.name: exercise for exercise in EXERCISES}
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sets", choices=SETS, nargs="+")
    parser.add_argument("--only", default="", help="programs whose id begins with this")
    parser.add_argument("--mistakes", choices=("all", "written", "derived"), default="all", help="those of the key")
    parser.add_argument("--keys-alone", action="store_true", help="search for no edits where a key names nothing")
    parser.add_argument("--stored", action="store_true", help="read the rows of the last run and grade nothing")
    arguments = parser.parse_args()
    special = [arguments.mistakes] * (arguments.mistakes != "all")
    rows: list[Row] = []
    for part in arguments.sets:
        path = OUT / f"{'-'.join([part, *special])}.jsonl"
        if not arguments.stored:
            chosen = [p for p in PROGRAMS if p.frozen_set == part and p.id.startswith(arguments.only)]
            search = not (special or arguments.keys_alone)
            write_rows(path, graded(chosen, arguments.mistakes, search=search))
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print_totals(rows)


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


# ── grading


def graded(programs: list[Program], mistakes: str = "all", *, search: bool = True, whole: bool = True) -> Iterator[Row]:
    """A row for each program, graded as a submission of its question alone."""
    with tempfile.TemporaryDirectory() as folder, ForkServer() as fork_server:
        environment = Environment(Limits(case_seconds=60, question_seconds=300), fork_server=fork_server)
        for key, mine in keys(programs, Path(folder), mistakes, whole=whole):
            both_keys = key, key.for_students()
            for program in mine:
                path = Path(folder) / "submission.py"
                path.write_text(program.source, encoding="utf-8")
                transcript = transcribe(path, with_questions(key, [question_name(program)]), environment)
                made = row(program, transcript, both_keys)
                made |= {"repair": [], "slip": []}
                if search and made["lost"] > 0:
                    question = key.question(question_name(program))
                    is_named = made["staff"] and not uncertain_causes(key, question, transcript)
                    made |= {} if is_named else repaired(key, transcript, fork_server)
                    made |= slip(key, transcript)
                yield made


def with_mistakes(key: Key, which: str, assignment: Assignment) -> Key:
    """The key with those of its mistakes that somebody wrote, with all, or with those derived as if nobody had."""
    if which == "all":
        return key
    if which == "written":
        chosen = {q.name: tuple(m for m in q.mistakes if not is_derived(m.id)) for q in key.questions}
    else:  # what a hand-written mistake explains is derived as well
        derived = derive(Workshop(assignment, user_cache()), {q.name: q.without_mistakes() for q in key.questions})
        chosen = {name: each.mistakes for name, each in derived.items()}
    return replace(key, questions=tuple(replace(q, mistakes=chosen.get(q.name, ())) for q in key.questions))


def is_derived(mistake: str) -> bool:
    """Whether this id ends with the kind of a change and its number."""
    kind, _, number = mistake.partition(".")[2].rpartition("_")
    return number.isdigit() and any(f"_{kind}".endswith(f"_{each}") or kind.startswith(each) for each in MAKES)


def keys(programs: list[Program], folder: Path, mistakes: str, *, whole: bool) -> Iterator[tuple[Key, list[Program]]]:
    """The keys, and the programs that each is for; exercises of the field that share a name have a key each.

    A homework's key is the `whole` one, as for students: a question's function may be taken for an argument of the
    next. Else it has the programs' questions alone.
    """
    for assignment in sorted({p.assignment for p in programs} - {"field"}):
        mine = [p for p in programs if p.assignment == assignment]
        facts = load_assignment(ROOT / "assignments" / assignment)
        questions = sorted({p.exercise for p in mine})
        yield compiled(facts if whole else facts.with_questions(questions), mistakes), mine
    for group in grouped(FIELDS[name] for name in sorted({p.exercise for p in programs if p.assignment == "field"})):
        names = {exercise.name for exercise in group}
        home = Path(tempfile.mkdtemp(dir=folder))
        mine = [p for p in programs if p.exercise in names]
        yield compiled(load_assignment(write_assignment(home, group)), mistakes), mine


def compiled(assignment: Assignment, mistakes: str) -> Key:
    """The key; what did not change since the last run, by its content, is not compiled again."""
    key = compile_key(assignment, user_cache(), thorough=mistakes == "all")
    return parse_key(with_mistakes(key, mistakes, assignment).to_json())


def row(program: Program, transcript: Transcript, both_keys: tuple[Key, Key]) -> Row:
    """What became of one program, and its true cause."""
    (key, key_of_students), name = both_keys, question_name(program)
    for_staff, for_student = (report_on(name, judge(key, transcript)) for key in both_keys)
    question = next(q for q in key.questions if q.name == name)
    return {
        "id": program.id,
        "kind": program.kind,
        "returns": question.form.kind if question.form else question.returns,
        "words": program.words,
        "status": for_staff.status,
        "lost": round(for_staff.possible - for_staff.earned, 6),
        "staff": names(key, for_staff.mistake),
        "student": names(key_of_students, for_student.mistake),
        "message": for_student.message,
    }


def repaired(key: Key, transcript: Transcript, fork_server: ForkServer) -> Row:
    """What the edits are called that put a program right, at which of its lines, and what the search took."""
    (name,) = transcript.definitions
    question, begin = next(q for q in key.questions if q.name == name), time.monotonic()
    made = repairs(key, question, transcript, Environment(SEARCH, fork_server=fork_server))
    made = made if are_clear(made) or not uncertain_causes(key, question, transcript) else ()
    return {
        "repair": with_causes(made, key, transcript),
        "edits": [each.difference for each in made],
        "seconds": round(time.monotonic() - begin, 1),
    }


def slip(key: Key, transcript: Transcript) -> Row:
    """The same where visible cases alone count, as `check("...").hint()` searches."""
    begin, found = time.monotonic(), dict(find_slips(key, transcript, Environment(), SEARCH_SECONDS))
    made = [each for repaired in found.values() for each in repaired]
    return {
        "slip": with_causes(made, key.for_students(), transcript),
        "slip_edits": [each.difference for each in made],
        "slip_seconds": round(time.monotonic() - begin, 1),
    }


def with_causes(made: Sequence[Repair], key: Key, transcript: Transcript) -> list[str]:
    """What edits are called, and after them what the key names by few numbers."""
    (name,) = transcript.definitions
    causes = uncertain_causes(key, key.question(name), transcript) if made else ()
    return [*in_words(made), *(key.hints[cause][0] for cause in causes)][:LARGEST_GROUP]


def in_words(made: Iterable[Repair]) -> list[str]:
    return [f"{each.name}: {' | '.join(place.line for place in each.places)}" for each in made]


def report_on(question: str, report: Report) -> QuestionReport:
    return next(each for each in report.questions if each.name == question)


def question_name(program: Program) -> str:
    if program.assignment != "field":
        return program.exercise
    *_, name = FIELDS[program.exercise].functions  # of several, the last one's mistakes are counted
    return name


def names(key: Key, mistake: str) -> list[str]:
    """What a report's `mistake` is in words: one for each candidate, in the report's order."""
    candidates = [candidate.split("+") for candidate in mistake.split("|") if candidate]
    return [" + ".join(key.hints[each][0] for each in candidate) for candidate in candidates]


# ── totals


def print_totals(rows: list[Row]) -> None:
    """How many lose points and how many are named; of the judged names, how many are right."""
    verdicts = judged()
    for title, part in [("all", rows), *by("kind", rows), *by("returns", rows)]:
        lost = [each for each in part if each["lost"] > 0]
        print(f"{title}: {len(lost)} of {len(part)} lose points")
        for reader in (*READERS, *SEARCHES):
            print(f"  {reader}: {named(lost, reader, verdicts)}")
        for reader, search in zip(READERS, SEARCHES, strict=True):
            print(f"  {reader}, by the key or a {search}: {sum(bool(each[reader] or each[search]) for each in lost)}")
    for each in rows:
        if each["lost"] <= 0:
            print(f"keeps every point: {each['id']}: {each['words']}")


def by(column: str, rows: list[Row]) -> list[tuple[str, list[Row]]]:
    values = sorted({each[column] for each in rows})
    return [(f"{column} {value}", [each for each in rows if each[column] == value]) for value in values]


def named(rows: list[Row], reader: str, verdicts: dict[tuple[str, str], str]) -> str:
    """One line on what this reader gets: names alone, among several, none; then the verdicts on them."""
    alone = sum(len(each[reader]) == 1 for each in rows)
    several = sum(len(each[reader]) > 1 for each in rows)
    counts = Counter(verdicts.get((each["id"], reading(each[reader])), "not judged") for each in rows if each[reader])
    judgements = ", ".join(f"{counts[verdict]} {verdict}" for verdict in (*VERDICTS, "not judged") if counts[verdict])
    return f"{alone} named alone, {several} among two or three, {len(rows) - alone - several} not: {judgements or '-'}"


def reading(candidates: list[str]) -> str:
    """The names as one text: what a person judges."""
    return " | ".join(candidates)


def judged() -> dict[tuple[str, str], str]:
    """A person's verdict, by the program's id and the names that it got."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines() if JUDGED.exists() else []
    return {(each["id"], each["named"]): each["verdict"] for each in map(json.loads, lines)}


if __name__ == "__main__":
    main()

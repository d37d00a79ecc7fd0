"""A whole term: four homeworks through the real sandbox, and everything that happens to points after grading.

hw1    Ann two days late and covered, Bob has his better attempt, Eve hands in nothing and is excused
hw2    Ann two days late with one slip day left, a PDF that an assistant read, the key is corrected afterwards
hw3    Eve's extension was granted before she handed in, a question is taken out for everybody
hw4    the server was down, so everybody has another day; Tom never handed in anything
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from support.autograder_root import KEY
from support.csv_files import exported, rows_of
from support.tables import read_written
from typer.testing import CliRunner

from grader.course.class_report.term_table import read_term
from grader.course.classroom import grading, reporting
from grader.course.classroom.grading import GradingOptions
from grader.course.results import Results
from grader.frontends.staff.decision_commands import app
from grader.model.key import read_key

COURSE = read_written(__file__, "term_course.toml")
ROSTER = "id,name,email\n1,Ann A,ann@x\n2,Bob B,bob@x\n3,Eve E,eve@x\n4,Tom T,tom@x\n"
RIGHT, HALF = 2, 3  # what `half` divides by
TWO = replace(KEY, questions=(KEY.questions[0], KEY.questions[2]))  # `double` and `half`, 5 points each


def program(divisor: int, comment: str) -> str:
    return f"def double(x):\n    return 2 * x\n\n\ndef half(x):\n    return x / {divisor}  # {comment}\n"


@pytest.fixture
def term(tmp_path: Path) -> Path:
    (tmp_path / "course.toml").write_text(COURSE)
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "hw.key").write_text(TWO.to_json(), encoding="utf-8")
    return tmp_path


def grade(term: Path, name: str, key: str = "hw.key", **came: tuple[str, int | None]) -> str:
    """Grade an export of Gradescope: by student the day and time of October, and the divisor, None for a PDF."""
    export = term / f"{name} {len(list(term.iterdir()))}"
    sids = {"ann": 1, "bob": 2, "eve": 3}
    lines = []
    for student, (at, divisor) in came.items():
        lines.append(f"submission_1{sids[student]}:\n  :submitters:\n  - :sid: '{sids[student]}'\n"
                     f"  :created_at: 2026-10-{at}:00.000000000 Z\n")  # fmt: skip
        folder = export / f"submission_1{sids[student]}"
        folder.mkdir(parents=True)
        if divisor is None:
            (folder / "hw.pdf").write_bytes(b"%PDF-1.7")
        else:
            (folder / "hw.py").write_text(program(divisor, f"{name} {student} {at}"))
    (export / "submission_metadata.yml").write_text("".join(lines))
    return grading.grade([export], term / key, term / name, GradingOptions(roster=term / "roster.csv")).text


def staff(*words: object) -> str:
    done = CliRunner().invoke(
        app, [*map(str, words), *(["--by", "ana"] if words[0] not in ("term", "regrade") else [])]
    )
    assert done.exit_code == 0, done.output
    return done.output


def rows(term: Path) -> dict[str, dict[str, str]]:
    staff("term", term)
    return {row["name"].split()[0].lower(): row for row in rows_of(term / "term.csv")}


def column(term: Path, name: str, students: str = "ann bob eve tom") -> list[str]:
    """A column of the table of the term, as it is now."""
    table = rows(term)
    return [table[student][name] for student in students.split()]


@pytest.mark.slow
def test_a_whole_term(term):
    first_homework(term)
    second_homework(term)
    second_homework_with_a_corrected_key(term)
    third_homework(term)
    fourth_homework(term)
    check_that_a_regrade_keeps_everything(term)
    for name in ("hw1", "hw2", "hw3", "hw4"):
        check_agreement(term / name)


def first_homework(term: Path) -> None:
    """Slip days cover what is late; of two attempts the better one counts, with the day that it took."""
    assert "1 came late by " in grade(term, "hw1", ann=("07 17:00", RIGHT), bob=("04 12:00", HALF))
    grade(term, "hw1", ann=("07 17:00", RIGHT), bob=("06 12:00", RIGHT))
    staff("decide", "excuse", term / "hw1", "eve@x", "--because", "Joined in the second week.")
    assert column(term, "hw1") == ["100.00", "100.00", "excused", "0.00 no submission"]
    assert column(term, "slip days left", "ann bob") == ["1", "2"]
    assert column(term, "average", "eve") == [""]


def second_homework(term: Path) -> None:
    """One slip day is left for two days: the other one takes off 10 %. What staff read in a PDF counts."""
    grade(term, "hw2", ann=("14 17:00", RIGHT), bob=("12 12:00", HALF), eve=("12 12:00", None))
    staff("decide", "override", term / "hw2", 3, "double", 5, "--because", "Read by hand from the PDF.")
    assert column(term, "hw2", "ann bob eve") == ["90.00", "50.00", "50.00"]
    with Results(term / "hw2") as results:
        (remark,) = results.report("11").remarks
    assert remark.endswith("You used 1 slip day, and have 0 left. 10 % of the points are taken off.")


def second_homework_with_a_corrected_key(term: Path) -> None:
    """`half` is worth twice as much: a dry run says so and changes nothing, and what staff decided holds."""
    harder = [replace(q, points=10.0, cases=tuple(replace(c, points=2 * c.points) for c in q.cases))
              if q.name == "half" else q for q in TWO.questions]  # fmt: skip
    (term / "hw2.key").write_text(replace(TWO, questions=tuple(harder)).to_json(), encoding="utf-8")
    before = rows(term)
    dry = grading.regrade(term / "hw2", term / "hw2.key", dry_run=True).text
    assert "11: 9 / 10 -> 13.5 / 15" in dry and "13: 5 / 10 -> 5 / 15" in dry and rows(term) == before
    grading.regrade(term / "hw2", term / "hw2.key")
    assert column(term, "hw2", "ann bob eve") == ["90.00", "33.33", "33.33"]


def third_homework(term: Path) -> None:
    """An extension may be granted before anything is handed in; a dropped question is taken from everybody."""
    grade(term, "hw3", ann=("19 12:00", HALF), bob=("19 12:00", RIGHT))
    staff("decide", "extend", term / "hw3", 3, "2026-10-22T18:00Z", "--because", "Ill.")
    staff("decide", "drop", term / "hw3", "half", "--because", "The handout was wrong.")
    grade(term, "hw3", eve=("22 12:00", RIGHT))
    assert column(term, "hw3", "ann bob eve") == ["100.00"] * 3
    assert column(term, "slip days left", "eve") == ["3"]


def fourth_homework(term: Path) -> None:
    """Another day for everybody. The lowest of four is dropped: 90 of Ann's, 33.33 of Bob's and of Eve's."""
    grade(term, "hw4", ann=("27 17:00", RIGHT), bob=("27 17:00", HALF), eve=("28 17:00", RIGHT))
    staff("decide", "extend", term / "hw4", "--everybody", "2026-10-27T18:00Z", "--because", "The server was down.")
    assert column(term, "hw4") == ["100.00", "50.00", "100.00", "0.00 no submission"]
    assert column(term, "slip days left") == ["0", "2", "2", "3"]
    bob = f"{(100 + 100 + 2 * 50) / 4:.2f}"  # the fourth has twice the weight
    assert column(term, "average") == ["100.00", bob, "100.00", "0.00"]


def check_that_a_regrade_keeps_everything(term: Path) -> None:
    keys = {"hw1": "hw.key", "hw2": "hw2.key", "hw3": "hw.key", "hw4": "hw.key"}
    before = rows(term), {name: decisions(term / name) for name in keys}
    for name, key in keys.items():
        grading.regrade(term / name, term / key)
    assert (rows(term), {name: decisions(term / name) for name in keys}) == before


def decisions(results: Path) -> list[str]:
    return staff_lines("decide", "list", results)


def staff_lines(*words: object) -> list[str]:
    return CliRunner().invoke(app, [*map(str, words)]).output.splitlines()


def check_agreement(results: Path) -> None:
    """`show`, `export`, the JSON files and the page of a submission have the same points."""
    points = {row["submission"]: row["earned"] for row in exported(results) if row["submission"]}
    with Results(results) as opened:
        for graded in opened.graded():
            name, earned = graded.report.submission, graded.report.earned
            assert reporting.stored_report(results, name) == graded.report
            assert points[name] in ("", f"{earned:.10g}")


def test_a_term_without_a_course_file_is_answered(tmp_path):
    done = CliRunner().invoke(app, ["term", str(tmp_path)])
    assert done.exit_code == 2 and "there is no course.toml here. Name the folder that holds it" in done.stderr
    (tmp_path / "course.toml").write_text(COURSE)
    assert read_term(tmp_path).standings == ()


# ── a homework that changes in the middle of the term, as grader/course/README.md walks through it

OWN = "def least_squares(X, y, w):\n    e = 0.83 * (X @ w - y)\n    return e @ e / (2 * len(y)), X.T @ e / len(y)\n\n\n"
PREDICT = "def predict(X, w, threshold):\n    return (X @ w > threshold).astype(int)  # {}\n"
COUNT = read_written(__file__, "term_count.toml")


def grader(*words: object) -> str:
    done = subprocess.run([sys.executable, "-m", "grader", *map(str, words)], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def change(hw: Path) -> None:
    """A corrected case, a new question with its solution, and an author's own name for a known mistake."""
    facts = (hw / "assignment.toml").read_text(encoding="utf-8")
    assert facts.count("threshold = 1.5") == 1
    (hw / "assignment.toml").write_text(facts.replace("threshold = 1.5", "threshold = 1.1") + COUNT, encoding="utf-8")
    master = nbformat.read(hw / "hw2.ipynb", 4)
    solution = "def count(y):\n    ### BEGIN SOLUTION\n    return len(y)\n    ### END SOLUTION"
    master.cells.append(nbformat.v4.new_code_cell(solution))
    nbformat.write(master, hw / "hw2.ipynb")
    mistake = next(q for q in read_key(hw / "old.key").questions if q.name == "least_squares").mistakes[0].id
    (hw / "mistakes.toml").write_text(f'["{mistake}"]\nname = "in the author\'s own words"\n', encoding="utf-8")


@pytest.mark.slow
def test_a_homework_that_changes_mid_term_keeps_what_staff_decided(tmp_path):
    hw, results, handed_in = tmp_path / "hw2", tmp_path / "course" / "hw2", tmp_path / "export"
    results.parent.mkdir()
    handed_in.mkdir()
    (results.parent / "course.toml").write_text("[homework.hw2]\ndue = 2026-10-05\n")
    grader("new", hw, "--from", "least_squares")
    grader("compile", hw, "-o", hw / "old.key")
    for name in ("ann", "bob"):
        (handed_in / f"{name}.py").write_text(OWN + PREDICT.format(name))
    grader("grade", handed_in, "--key", hw / "old.key", "-o", results)
    grader("decide", "override", results, "ann", "predict", 3, "--because", "A late doubt.", "--by", "ta")

    change(hw)
    grader("compile", hw, "-o", hw / "new.key")
    before = reporting.stored_report(results, "ann")
    dry = grader("regrade", results, "--key", hw / "new.key", "--dry-run")
    assert "bob: 4 / 10 -> 2 / 8" in dry and "ann:" not in dry, "her total is as before: the question is new"
    assert reporting.stored_report(results, "ann") == before
    grader("regrade", results, "--key", hw / "new.key")
    assert reporting.stored_report(results, "ann").unchecked == ("count",), "nobody has run it yet"
    grader("grade", handed_in, "--key", hw / "new.key", "-o", results)
    report = reporting.stored_report(results, "ann")
    assert not report.unchecked and (report.earned, report.possible) == (3.0, 12.0)
    assert reporting.stored_report(results, "bob").questions[1].status == "right", "the corrected case ran"

    words = "0.83 of everything", "--hint", "Where does 0.83 come from?", "--students"
    grader("decide", "name", results, "ann", "least_squares", *words)
    grader("regrade", results, "--key", hw / "new.key")
    for name in ("ann", "bob"):
        assert "Likely cause: 0.83 of everything." in reporting.stored_report(results, name).questions[0].message
    assert "least_squares_named_1.py" in grader("decide", "names", results, "-o", hw / "wrong")
    assert (hw / "wrong" / "least_squares_named_1.py").read_text().startswith('"""0.83 of everything\n\nWhere does')
    assert "2 people, graded in hw2" in grader("term", results.parent)

"""Commands: their exit codes and their sentences, by running them: in this process, but for one of each kind."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from support import repaired, small, small_class
from typer.testing import CliRunner

from grader.frontends.staff.decision_commands import app
from grader.frontends.student.hints import NO_HINTS, NOTHING
from grader.model.key import read_key


def grader(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=cwd, encoding="utf-8")


def here(*arguments: object) -> Result:
    """The same command in this process, which has imported everything."""
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="grader")


@pytest.fixture
def key(small_key: Path) -> Path:
    return small_key


def test_compile_writes_a_key_and_says_what_it_holds(tmp_path):
    done = here("compile", small.write(tmp_path, small.ROOT_QUESTION), "-o", tmp_path / "small.key")
    assert done.exit_code == 0 and "1 question, 1 case, 5 points, " in done.stdout
    assert [question.name for question in read_key(tmp_path / "small.key").questions] == ["quartic_minimizer"]


def test_check_says_first_what_is_right_and_ends_with_1_where_something_is_not(key, tmp_path):
    """A student's command: readable, plain when piped, and a program can tell from the exit code."""
    work = tmp_path / "hw.py"
    work.write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    done = here("check", work, "--key", key)
    assert done.exit_code == 1
    assert done.stdout.index("A minimizer") and "There is no function `adam` in your notebook." in done.stdout
    assert "\x1b" not in done.stdout
    alone = here("check", work, "quartic_minimizer", "--key", key, "--json")
    assert alone.exit_code == 0
    assert json.loads(alone.stdout)["questions"]["quartic_minimizer"]["status"] == "right"


@pytest.mark.slow
def test_check_looks_for_the_slip_in_the_own_code_where_it_is_told_to(tmp_path):
    (tmp_path / "paths.key").write_text(repaired.key().for_students().to_json(), encoding="utf-8")
    (tmp_path / "hw.py").write_text(repaired.written(("x**2", "x")), encoding="utf-8")
    typed = ["check", "hw.py", "--key", "paths.key"]
    plain, done = (grader(*typed, *more, cwd=tmp_path) for more in ([], ["--explain"]))
    assert plain.returncode == done.returncode == 1 and done.stderr == ""
    words = " ".join(done.stdout.split())
    assert "Possible cause: a square is missing. One change in your line m = rate * m + x makes both visible" in words
    assert plain.stdout.endswith(
        "`python -m grader check hw.py --key paths.key --explain` looks for the slip in your code.\n"
    )
    assert "Possible cause" not in plain.stdout and "--explain" not in words
    assert NOTHING not in words, "it named one"


@pytest.mark.slow
def test_on_a_terminal_check_shows_the_card_at_once_and_goes_on_looking(tmp_path):
    """Somebody waits there; a program that reads the output is not kept waiting."""
    (tmp_path / "paths.key").write_text(repaired.key().for_students().to_json(), encoding="utf-8")
    (tmp_path / "hw.py").write_text(repaired.written(("x**2", "x")), encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "grader", "check", "hw.py", "--key", "paths.key"]
    with subprocess.Popen(command, stdout=theirs, cwd=tmp_path, env=os.environ | {"NO_COLOR": "1"}):
        os.close(theirs)
        shown = ""
        with suppress(OSError):  # the end of a terminal
            while more := os.read(ours, 10_000).decode():
                shown += more
    words = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", shown).split())
    card, looking = words.index("your code: where do they differ?"), words.index("Looking in your code for the cause")
    assert card < looking < words.index("Possible cause: a square is missing.")


def test_check_searches_for_no_slip_where_the_course_gives_no_hints(tmp_path, monkeypatch):
    """Nothing but the reason comes to what the plain check says: no cause, and no offer to look for one."""
    monkeypatch.chdir(tmp_path)
    silent = replace(repaired.key(), options={"hints": "none"}).for_students()
    (tmp_path / "paths.key").write_text(silent.to_json(), encoding="utf-8")
    (tmp_path / "hw.py").write_text(repaired.written(("x**2", "x")), encoding="utf-8")
    plain, done = (here("check", "hw.py", "--key", "paths.key", *more).stdout for more in ([], ["--explain"]))
    assert done == f"{plain}\n{NO_HINTS}\n"
    assert "cause" not in plain and "--explain" not in plain


@pytest.mark.slow
def test_a_search_that_finds_no_slip_says_so(tmp_path):
    """A minute of silence and the same page again would look like a fault.

    Why it found none it does not know: the time may be over, and of several edits none may be sure.
    """
    (tmp_path / "paths.key").write_text(repaired.key().for_students().to_json(), encoding="utf-8")
    unlike = "def path(x, rate, steps):\n    return [x * 0.37**k for k in range(steps + 1)]\n"
    (tmp_path / "hw.py").write_text(unlike, encoding="utf-8")
    done = grader("check", "hw.py", "--key", "paths.key", "--explain", cwd=tmp_path)
    assert "path: The search named no slip in your code: it may have had too little time" in done.stdout
    assert "--explain" not in done.stdout


def test_grading_by_the_students_key_says_what_it_did_not_judge(key, tmp_path, monkeypatch):
    """Both keys are named alike, and points of visible cases alone look like low marks."""
    monkeypatch.chdir(tmp_path)
    adam, root = read_key(key).questions
    secret = replace(adam, cases=tuple(replace(case, hidden=True) for case in adam.cases))
    visible, whole, of_words = (
        replace(read_key(key), questions=questions)
        for questions in ((root,), (secret, root), (root, small_class.key().question("answers")))
    )
    (tmp_path / "staff.key").write_text(whole.to_json(), encoding="utf-8")
    (tmp_path / "hw.py").write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    sentences = {}
    for name, one in {"visible": visible, "hidden": whole, "written": of_words}.items():
        (tmp_path / f"{name}.key").write_text(one.for_students().to_json(), encoding="utf-8")
        done = here("grade", "hw.py", "--key", f"{name}.key", "-o", name)
        assert done.exit_code == 0
        sentences[name] = done.stdout.partition("This is the students' key: ")[2].partition(", and their points")[0]
    assert sentences == {
        "visible": "", "hidden": "hidden cases were not judged", "written": "written answers were not judged",
    }  # fmt: skip
    again = here("grade", "hw.py", "--key", "staff.key", "-o", "hidden")
    assert again.exit_code == 2 and again.stderr.endswith(" Grade into another folder with -o.\n")
    assert "regrade" not in again.stderr, "no hidden case has run, so there is nothing to judge again"
    staff = here("grade", "hw.py", "--key", "staff.key", "-o", "staff")
    assert staff.exit_code == 0 and "students' key" not in staff.stdout


def test_a_key_beside_a_notebook_is_taken_only_if_it_is_named(key, tmp_path):
    """Whoever handed the notebook in may have put it there, and what is in a key is believed."""
    (tmp_path / "hw.py").write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    for there in (False, True):
        refused = here("check", tmp_path / "hw.py")
        assert refused.exit_code == 2
        assert ("lies beside this notebook, but whoever handed it in may have put it" in refused.stderr) == there
        assert f"grader check {tmp_path / 'hw.py'} --key KEY" in refused.stderr
        (tmp_path / "homework.key").write_text(read_key(key).for_students().to_json(), encoding="utf-8")
    assert here("check", tmp_path / "hw.py", "quartic_minimizer", "--key", tmp_path / "homework.key").exit_code == 0


def test_a_class_is_graded_reported_exported_and_graded_again(key, tmp_path):
    """The instructor's path from files to gradebook, with a submission that cannot be read among them."""
    work = tmp_path / "in"
    work.mkdir()
    (work / "anna1.py").write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    (work / "bert2.ipynb").write_text("not a notebook", encoding="utf-8")
    out, told = tmp_path / "results", tmp_path / "json"
    done = here("grade", work, "--key", key, "-o", out, "--json", told)
    assert done.exit_code == 1, "a file that cannot be read is said, and its exit code is that of what failed"
    assert "Could not be read, so that their authors have no points: bert2" in done.stdout
    assert done.stdout.splitlines()[-1] == f"Every answer was checked and explained. Next: grader report {out}"
    anna = json.loads((told / "anna1.json").read_text("utf-8"))
    assert (anna["status"], anna["earned"], anna["possible"]) == ("graded", 5, 15)
    assert anna["questions"]["adam"]["status"] == "missing"
    bert = json.loads((told / "bert2.json").read_text("utf-8"))
    assert bert["status"] == "ungradable" and bert["message"]
    assert "Did you mean 'anna1'?" in here("show", out, "ana1").stderr
    assert here("report", out).exit_code == 0
    assert (
        f"The page, with pictures and the code: {out / 'staff' / 'STAFF-anna1.html'}"
        in here("show", out, "anna1").stdout
    )
    assert "anna1" in (out / "class.html").read_text("utf-8") and (out / "students" / "anna1.html").exists()
    for platform in ("canvas", "gradescope", "moodle", "csv"):
        assert here("export", out, "--format", platform).exit_code == 0
    assert (out / "grades.csv").exists() and (out / "moodle.csv").exists()
    wrong = here("decide", "override", out, "anna1", "adam", "6,5")
    assert wrong.exit_code == 2 and "Write one such as 6.5. Decimals stand after a point." in wrong.stderr
    assert here("regrade", out, "--key", key, "--json", tmp_path / "again").exit_code == 0
    assert json.loads((tmp_path / "again" / "anna1.json").read_text("utf-8")) == anna


def test_every_command_has_help_with_an_example():
    """The first thing anybody tries."""
    commands = ("check", "compile", "release", "rehearse", "grade", "regrade", "report", "export", "merge", "doctor")
    for command in commands:
        done = here(command, "--help")
        assert done.exit_code == 0 and f"grader {command}" in " ".join(done.stdout.split()), command

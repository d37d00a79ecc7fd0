"""What is given away holds no secret, and works on its own."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import small
from support.compiled import underived_key

from grader.authoring.handout import extract_stubs
from grader.authoring.reading.assignment_file import load_assignment
from grader.authoring.release import release
from grader.frontends.student.commands import environment_for
from grader.model.key import parse_key
from grader.sandbox.isolation.profiles import expected_isolation

ROOT = Path(__file__).parents[2]
HOMEWORK = ROOT / "assignments" / "first_order"


@pytest.fixture(scope="module")
def facts():
    return load_assignment(HOMEWORK)


@pytest.fixture(scope="module")
def key(first_order_key):
    return first_order_key


@pytest.fixture(scope="module")
def files(first_order_release):
    return first_order_release


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_numbers_that_an_instructor_tries_first(key):
    """The lecture's own results, which the reference must give to the last digit that the slides show."""
    by_name = {q.name: {c.id: c.expected for c in q.cases} for q in key.questions}
    assert by_name["gradient_descent"]["gradient_descent.1"][".weights"][25] == pytest.approx(-1.2345562804, abs=5e-11)
    visits = by_name["coordinate_descent"]["coordinate_descent.2"][".weights"][1:5]
    assert visits.tolist() == [[-2, 4], [-2, 1], [-0.5, 1], [-0.5, 0.25]]
    assert by_name["momentum"]["momentum.1"][".weights"][1].tolist() == pytest.approx([9.7, 0.415])
    assert len(by_name["stationary_points"]["stationary_points.4"]["."]) == 6
    assert by_name["quartic_minimizer"]["quartic_minimizer.1"]["."] == pytest.approx(-1.2347728250533, abs=5e-14)


def test_the_student_zip_holds_no_solution_no_hidden_case_and_no_answer(facts, key, files):
    """Searched in the bytes of every file: a solution's line, a hidden case's id, a concept's truth or reason."""
    shipped = contents(files.student)
    everything = b"\n".join(shipped.values())
    solved = json.loads((HOMEWORK / facts.notebook).read_text("utf-8"))
    handed_out = extract_stubs(solved)
    lines = {line.strip() for cell in solved["cells"] for line in _solution("".join(cell["source"]))}
    telling = [line for line in lines - {"return weight_history, cost_history"} if len(line) > 25]  # that is the form
    assert len(telling) > 30 and handed_out
    assert [line for line in telling if line.encode() in everything] == []
    student = parse_key(shipped["first_order-student.key"].decode())
    assert all(not c.hidden or c.expected is None for q in student.questions for c in q.cases)
    hidden = [c for q in key.questions for c in q.cases if c.hidden and not c.item]
    ids = {c.id for q in student.questions for c in q.cases}
    assert hidden and not ids & {c.id for c in hidden}
    assert not any(c.because.encode() in everything for q in key.questions for c in q.cases if c.because)
    answered = {case for q in student.questions for m in q.mistakes for case in m.answers}
    assert not answered & {c.id for c in hidden}


def _solution(source: str):
    inside = False
    for line in source.splitlines():
        if "END SOLUTION" in line:
            inside = False
        if inside and not line.strip().startswith(("#", '"')):
            yield line
        if "BEGIN SOLUTION" in line:
            inside = True


def test_no_zip_holds_reference_or_the_master(files):
    """Whoever holds a key can grade without them; a solution on Gradescope's disk could only leak."""
    for path in (files.student, files.gradescope, files.github):
        names = contents(path)
        assert not [n for n in names if n.startswith(("reference", "grader/authoring"))]
        assert "BEGIN SOLUTION" not in "".join(t.decode() for n, t in names.items() if n.endswith(".ipynb"))


def test_the_gradescope_zip_has_its_two_scripts_at_the_root(files):
    """Gradescope looks for setup.sh and run_autograder there, and runs them."""
    with zipfile.ZipFile(files.gradescope) as archive:
        for name in ("setup.sh", "run_autograder"):
            assert (archive.getinfo(name).external_attr >> 16) & 0o111
            assert archive.read(name).startswith(b"#!")


def test_the_same_homework_gives_the_same_zip(tmp_path):
    """A release can be compared with the last one: nothing in it depends on the clock."""
    facts = load_assignment(small.write(tmp_path, small.ROOT_QUESTION))
    key = underived_key(facts)
    first, again = release(facts, key, tmp_path / "first"), release(facts, key, tmp_path / "again")
    assert again.student.read_bytes() == first.student.read_bytes()


@pytest.fixture(scope="module")
def unpacked(files, tmp_path_factory):
    """The student zip alone in an empty folder."""
    folder = tmp_path_factory.mktemp("student")
    shutil.unpack_archive(files.student, folder)
    return folder


def alone(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the unpacked zip, whose own modules are found first."""
    return subprocess.run(
        [sys.executable, "-c", ALONE, *words], cwd=folder, capture_output=True, text=True, timeout=300,
        encoding="utf-8", env={**os.environ, "TERM": "dumb", "COLUMNS": "100"},
    )  # fmt: skip


ALONE = """
import pathlib, runpy, sys
sys.meta_path[:] = [finder for finder in sys.meta_path if "editable" not in str(finder).lower()]
import grader
assert pathlib.Path(grader.__file__).parent.parent == pathlib.Path.cwd(), grader.__file__
runpy.run_module("grader", run_name="__main__", alter_sys=True)
"""  # an editable installation would lend the zip what it lacks


def test_the_unpacked_student_zip_checks_on_its_own(unpacked):
    """In a folder of its own, without this repository: the untouched handout is "not attempted" everywhere."""
    done = alone(unpacked, "check", "first_order.ipynb", "--json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["earned"] == 0
    assert {q["status"] for q in report["questions"].values()} == {"not_attempted"}


@pytest.mark.slow
def test_the_student_zip_has_the_student_s_commands_and_each_of_them_works(unpacked):
    """A command that is listed and ends in an ImportError is worse than none."""
    listed = alone(unpacked, "--help").stdout
    commands = re.findall(r"^\W*([a-z]+) {2,}[A-Z]", listed.partition("A student")[2], re.MULTILINE)
    assert commands == ["check", "doctor"]
    for command in commands:
        done = alone(unpacked, command, "--help")
        assert done.returncode == 0 and f"grader {command}" in " ".join(done.stdout.split())
    assert alone(unpacked, "--version").stdout.startswith("first-order-grader ")
    examined = alone(unpacked, "doctor").stdout
    assert "computes on cpu" in examined and "All well." in examined
    assert "MISSING" not in examined, "nothing keeps students from checking their own work where no sandbox is"
    refused = alone(unpacked, "grade", "first_order.ipynb")
    assert refused.returncode == 2 and "No such command" in refused.stderr


def test_a_student_s_own_work_needs_no_layer_of_isolation_and_another_s_does(key):
    """The zip brings no Landlock: as root in a private home nothing could be checked. Staff run code of others."""
    assert environment_for(key.for_students()).isolation.due == ()
    assert environment_for(key).isolation.due == expected_isolation().due


def test_the_readme_says_how_to_open_the_notebook_and_what_can_be_imported(unpacked):
    """Three commands, one a line; the requirements are the file beside it."""
    readme = (unpacked / "README.txt").read_text("utf-8")
    commands = [line.strip().split("   ")[0] for line in readme.splitlines() if line.startswith("    ")]
    assert commands[:3] == [
        "python3 -m venv .venv", ".venv/bin/pip install -r requirements.txt", ".venv/bin/jupyter lab first_order.ipynb",
    ]  # fmt: skip
    assert "You can import jax, numpy, scipy, matplotlib and autograd." in readme
    required = (unpacked / "requirements.txt").read_text("utf-8")
    assert all(name in required for name in ("jax", "matplotlib", "autograd", "jupyterlab"))

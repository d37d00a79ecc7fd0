"""What is given away holds no secret, and works on its own."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import small

from grader import key as keys
from grader.assignment import load
from grader.compile import compile
from grader.handout import stubs
from grader.release import release

ROOT = Path(__file__).parent.parent
HOMEWORK = ROOT / "assignments" / "first_order"


@pytest.fixture(scope="module")
def facts():
    return load(HOMEWORK)


@pytest.fixture(scope="module")
def key(facts):
    """The real key of the real homework."""
    return compile(facts)


@pytest.fixture(scope="module")
def files(facts, key, tmp_path_factory):
    return release(facts, key, tmp_path_factory.mktemp("dist"))


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_homework_is_what_the_contract_says(facts, key):
    """HOMEWORK.md: eleven questions; the issue: 100 points, and few enough cases for an eager run."""
    assert [q.name for q in key.questions] == [
        "stationary_points", "classify", "quartic_minimizer", "coordinate_descent", "gradient", "gradient_descent",
        "multi_start", "momentum", "normalized_gradient_descent", "adam", "answers",
    ]  # fmt: skip
    assert key.points == pytest.approx(100)
    called = [case for q in key.questions if q.calls for case in q.cases]
    assert 30 <= len(called) <= 45


def test_the_numbers_that_an_instructor_tries_first(key):
    """The lecture's own results, which the reference must give to the last digit that the slides show."""
    by_name = {q.name: {c.id: c.expected for c in q.cases} for q in key.questions}
    assert by_name["gradient_descent"]["gradient_descent.1"]["weights"][25] == pytest.approx(-1.2345562804, abs=5e-11)
    visits = by_name["coordinate_descent"]["coordinate_descent.2"]["weights"][1:5]
    assert visits.tolist() == [[-2, 4], [-2, 1], [-0.5, 1], [-0.5, 0.25]]
    assert by_name["momentum"]["momentum.1"]["weights"][1].tolist() == pytest.approx([9.7, 0.415])
    assert len(by_name["stationary_points"]["stationary_points.4"]["points"]) == 6
    assert by_name["quartic_minimizer"]["quartic_minimizer.1"]["value"] == pytest.approx(-1.2347728250533, abs=5e-14)


def test_the_student_zip_holds_no_solution_no_hidden_case_and_no_answer(facts, key, files):
    """Searched in the bytes of every file: a solution's line, a hidden case's id, a concept's truth or reason."""
    shipped = contents(files.student)
    everything = b"\n".join(shipped.values())
    solved = json.loads((HOMEWORK / facts.notebook).read_text("utf-8"))
    handed_out = stubs(solved)
    lines = {line.strip() for cell in solved["cells"] for line in _solution("".join(cell["source"]))}
    telling = [line for line in lines - {"return weight_history, cost_history"} if len(line) > 25]  # that is the form
    assert len(telling) > 30 and handed_out
    assert [line for line in telling if line.encode() in everything] == []
    student = keys.from_json(shipped["first_order-student.key"].decode())
    assert all(not c.hidden or c.expected is None for q in student.questions for c in q.cases)
    hidden = [c for q in key.questions for c in q.cases if c.hidden and not c.item]
    ids = {c.id for q in student.questions for c in q.cases}
    assert hidden and not ids & {c.id for c in hidden}
    assert not any(c.because.encode() in everything for q in key.questions for c in q.cases if c.because)
    told = {id for q in student.questions for m in q.mistakes for id in m.answers}
    assert not told & {c.id for c in hidden}


def _solution(source: str):
    inside = False
    for line in source.splitlines():
        if "END SOLUTION" in line:
            inside = False
        if inside and not line.strip().startswith(("#", '"')):
            yield line
        if "BEGIN SOLUTION" in line:
            inside = True


def test_neither_zip_holds_reference_or_the_master(files):
    """Whoever holds a key can grade without them; a solution on Gradescope's disk could only leak."""
    for path in (files.student, files.gradescope):
        names = contents(path)
        assert not [n for n in names if n.startswith("reference") or n in ("grader/compile.py", "grader/rehearse.py")]
        assert "BEGIN SOLUTION" not in "".join(t.decode() for n, t in names.items() if n.endswith(".ipynb"))


def test_the_gradescope_zip_has_its_two_scripts_at_the_root(files):
    """Gradescope looks for setup.sh and run_autograder there, and runs them."""
    with zipfile.ZipFile(files.gradescope) as archive:
        for name in ("setup.sh", "run_autograder"):
            assert (archive.getinfo(name).external_attr >> 16) & 0o111
            assert archive.read(name).startswith(b"#!")


def test_the_same_homework_gives_the_same_zip(tmp_path):
    """A release can be compared with the last one: nothing in it depends on the clock."""
    facts = load(small.write(tmp_path, small.ROOT_QUESTION))
    key = compile(facts)
    first, again = release(facts, key, tmp_path / "first"), release(facts, key, tmp_path / "again")
    assert again.student.read_bytes() == first.student.read_bytes()


def test_the_unpacked_student_zip_checks_on_its_own(files, tmp_path):
    """In a folder of its own, without this repository: the untouched handout is "not attempted" everywhere."""
    with zipfile.ZipFile(io.BytesIO(files.student.read_bytes())) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-P" if sys.version_info >= (3, 11) else "-B", "-c", _ALONE, str(tmp_path), "check",
         "first_order.ipynb", "--json"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["earned"] == 0
    assert {q["status"] for q in report["questions"].values()} == {"not_attempted"}


_ALONE = """
import sys
sys.path[:] = [sys.argv[1]] + [p for p in sys.path if "site-packages" in p or "lib/python" in p]
sys.argv[:] = ["grader", *sys.argv[2:]]
import grader, pathlib
assert pathlib.Path(grader.__file__).parent.parent == pathlib.Path(sys.path[0]), grader.__file__
from grader.cli import main
main()
"""

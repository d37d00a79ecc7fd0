"""Installed from a wheel in an empty environment, outside the clone, everything works."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
import yaml
from support import small
from support.classroom50_contract import Result

from grader.authoring.compiler import compile_key
from grader.authoring.reading.assignment_file import load_assignment
from grader.authoring.release import write_release
from grader.sandbox.isolation.profiles import WAIVER

ROOT = Path(__file__).parents[2]
HOMEWORK = ROOT / "assignments" / "first_order"
SOURCES = ["grader", "reference", "assignments/exercises", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md"]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the sdist, built offline from a copy of what the repository holds."""
    copy = tmp_path_factory.mktemp("clone")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    code = "from setuptools import build_meta as b; b.build_wheel('dist'); b.build_sdist('dist')"
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, capture_output=True)
    (wheel,), (sdist,) = (list((copy / "dist").glob(pattern)) for pattern in ("*.whl", "*.tar.gz"))
    return wheel, sdist


def test_the_wheel_and_the_sdist_hold_every_file_that_the_packages_hold(built):
    """A script that `release` reads is as much a part of the package as a module."""
    wheel, sdist = built
    files = {
        path.relative_to(ROOT).as_posix()
        for package in ("grader", "reference")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".md")
    }
    assert files >= {"grader/frontends/gradescope/setup.sh", "reference/adam.py", "reference/mistakes/loop.py"}
    with zipfile.ZipFile(wheel) as archive:
        assert files - set(archive.namelist()) == set()
        assert {name.split("/")[0] for name in archive.namelist() if ".dist-info" not in name} == {
            "grader",
            "reference",
        }
    with tarfile.open(sdist) as archive:
        assert files - {name.partition("/")[2] for name in archive.getnames()} == set()


def test_the_wheel_and_the_sdist_hold_the_exercises(built):
    """A wheel has them as texts inside the package, an sdist as a clone has them, to build a wheel from."""
    wheel, sdist = built
    exercises = {f"{path.parent.name}/{path.name}" for path in (ROOT / "assignments/exercises").glob("*/*.py")}
    assert "regression/07_ridge_regression.py" in exercises
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    folder = "grader/authoring/exercise-files/"
    assert {name.removeprefix(folder) for name in names if folder in name} == {f"{name}.txt" for name in exercises}
    with tarfile.open(sdist) as archive:
        names = [name.partition("/assignments/exercises/")[2] for name in archive.getnames()]
    assert {name for name in names if name.endswith(".py")} == exercises


@pytest.mark.slow
def test_an_editable_installation_prints_no_box_of_warnings(tmp_path):
    """It is the first thing that a newcomer would see of `make`."""
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for package in ("grader", "reference"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text('__version__ = "1"\n')
    code = "from setuptools import build_meta as b; b.build_editable('dist')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert list((tmp_path / "dist").glob("*.whl")) and "***" not in done.stderr, done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_make_says_what_it_does_and_for_how_long_before_each_long_step():
    """Its steps print nothing for minutes."""
    steps = subprocess.run(
        ["make", "-n", "-B", "-o", "constraints.txt", "grade"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for what in ("-m venv", "-m grader release", "-m grader grade"):
        (at,) = (n for n, line in enumerate(steps) if what in line)
        assert steps[at - 1].startswith("echo") and "minute" in steps[at - 1], steps[at - 1]


def environment(folder: Path, *arguments: str) -> Path:
    """An environment of its own with what pip installs by these arguments; its folder of programs."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    command = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, cwd=folder)
    return programs


def run(*words: object, cwd: Path, code: int = 0) -> str:
    """What a command prints; no variable of this environment reaches it.

    pytest's folders are private: for root no other user can run the Python in them, and that layer is waived.
    """
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT") if name in os.environ}
    plain |= {WAIVER: "none"}
    done = subprocess.run([*map(str, words)], cwd=cwd, env=plain, capture_output=True, text=True, timeout=600)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def staff(built, tmp_path_factory):
    """An empty environment with the wheel."""
    return environment(tmp_path_factory.mktemp("staff"), str(built[0]))


@pytest.fixture(scope="module")
def released(staff, tmp_path_factory):
    """A small homework, compiled, rehearsed and released by the installed command in an empty folder."""
    folder = tmp_path_factory.mktemp("instructor")
    (folder / "hw").mkdir()
    small.write(
        folder / "hw",
        small.ADAM,
        small.TELLING.replace("max_its = 25", "max_its = 20"),
        small.FROM_ZERO,
        small.ROOT_QUESTION,
    )
    grader = staff / "grader"
    run(grader, "compile", "hw", "-o", "small.key", cwd=folder)
    assert "Everything that was tried passed" in run(grader, "rehearse", "hw", cwd=folder, code=1)
    run(grader, "release", "hw", "-o", "dist", cwd=folder)
    return folder


@pytest.mark.slow
def test_an_instructor_grades_a_class_with_the_wheel_alone(staff, released):
    grader = staff / "grader"
    assert "site-packages" in run(staff / "python", "-c", "import grader; print(grader.__file__)", cwd=released)
    (released / "class").mkdir()
    shutil.copy(released / "hw" / "small.ipynb", released / "class" / "ada.ipynb")
    (released / "class" / "bob.py").write_text(
        "import autograd, matplotlib\ndef quartic_minimizer():\n    return 0.0\n"
    )
    run(grader, "grade", "class", "--key", "dist/small.key", "-o", "results", "--json", "json", cwd=released)
    ada = json.loads((released / "json" / "ada.json").read_text("utf-8"))
    assert ada["earned"] == ada["possible"] == 15
    assert "Adam" in run(grader, "show", "results", "ada", cwd=released)
    run(grader, "report", "results", cwd=released)
    page = next((released / "results" / "students").glob("ada*.html")).read_text("utf-8")
    assert "data:image/png;base64," in page or "<table" in page
    run(grader, "export", "results", "--format", "canvas", "-o", "canvas.csv", cwd=released)
    assert "ada" in (released / "canvas.csv").read_text("utf-8")
    run(grader, "regrade", "results", "--key", "small.key", cwd=released)
    run(grader, "doctor", cwd=released)
    assert "07_ridge_regression" in run(grader, "new", "started", "--from", "ridge,adam,kmeans", cwd=released)
    run(grader, "compile", "started", "-o", "started.key", cwd=released)


@pytest.mark.slow
def test_the_gradescope_zip_of_the_wheel_grades_below_a_local_root(staff, released, tmp_path):
    """The zip's own modules, with the packages of the environment in place of the pinned ones."""
    root = tmp_path / "autograder"
    with zipfile.ZipFile(released / "dist" / "small-gradescope.zip") as archive:
        archive.extractall(root / "source")
    (root / "submission").mkdir()
    shutil.copy(released / "hw" / "small.ipynb", root / "submission")
    python = [staff / "python", "-m", "grader"]
    where = "import grader; print(grader.__file__)"
    assert str(root) in run(staff / "python", "-c", where, cwd=root / "source")
    run(*python, "gradescope", "--root", root, cwd=root / "source")
    results = json.loads((root / "results" / "results.json").read_text("utf-8"))
    assert sum(test.get("score", 0) for test in results["tests"]) == 15
    assert "compile" not in run(*python, "--help", cwd=root / "source")


@pytest.mark.slow
def test_the_github_zip_of_the_wheel_grades_by_the_steps_of_its_workflow(released, tmp_path):
    """In a clean folder, as GitHub runs them: right work passes every step, the handout stops at the last."""
    for name, work in {"handout": None, "solved": released / "hw" / "small.ipynb"}.items():
        for part in ("student", "github"):
            with zipfile.ZipFile(released / "dist" / f"small-{part}.zip") as archive:
                archive.extractall(tmp_path / name)
        (tmp_path / name / "random.py").write_text("raise SystemExit('a student's')")
        if work:
            shutil.copy(work, tmp_path / name)
    steps = ["Grade", "Show the report on the page of this run"]
    assert workflow_steps(tmp_path / "handout") == steps
    assert workflow_steps(tmp_path / "solved") == [*steps, "Everything is right"]
    scores = {}
    for name in ("handout", "solved"):
        result = Result.model_validate_json((tmp_path / name / "result.json").read_text("utf-8"))
        scores[name] = result.score, result.max_score, result.owner
    assert scores == {"handout": (0, 1500, "ada"), "solved": (1500, 1500, "ada")}


def workflow_steps(checkout: Path) -> list[str]:
    """Run the commands of the workflow's steps one after the other; the names of those that succeeded."""
    steps = yaml.safe_load((checkout / ".github/workflows/grade.yml").read_text("utf-8"))["jobs"]["grade"]["steps"]
    (temp := checkout.parent / f"{checkout.name}-runner").mkdir()
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(temp), "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(temp / "output"), "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "GITHUB_REPOSITORY": "course/small-ada", "GITHUB_ACTOR": "ada",
    }  # fmt: skip
    succeeded = []
    for step in steps:
        outputs = (temp / "output").read_text("utf-8") if (temp / "output").exists() else ""
        values = dict(line.split("=", 1) for line in outputs.splitlines())
        of_step = {name: values[re.findall(r"outputs\.(\w+)", text)[0]] for name, text in step.get("env", {}).items()}
        command = ["bash", "-e", "-c", step.get("run", "")]
        if "run" in step and subprocess.run(command, cwd=checkout, env=environment | of_step).returncode == 0:
            succeeded.append(step["name"])
    return succeeded


@pytest.mark.slow
def test_a_student_opens_and_checks_the_homework_with_what_the_zip_says(released, tmp_path):
    """The README's commands in an environment that holds the zip's requirements alone."""
    with zipfile.ZipFile(released / "dist" / "small-student.zip") as archive:
        archive.extractall(tmp_path / "hw")
    folder = tmp_path / "hw"
    programs = environment(folder / ".venv", "-r", str(folder / "requirements.txt"))
    readme = (folder / "README.txt").read_text("utf-8")
    assert ".venv/bin/jupyter lab small.ipynb" in readme and ".venv/bin/pip install -r requirements.txt" in readme
    run(programs / "jupyter", "lab", "--version", cwd=folder)
    report = run(programs / "python", "-m", "grader", "check", "small.ipynb", "--html", "page.html", cwd=folder, code=1)
    assert "not attempted" in report and (folder / "page.html").exists()
    work = json.loads((folder / "small.ipynb").read_text("utf-8"))
    work["cells"] = [
        cell("import matplotlib.pyplot, autograd, scipy"),
        *SOLVED,
        cell("from grader import check\ncheck()"),
    ]
    (folder / "solved.ipynb").write_text(json.dumps(work), encoding="utf-8")
    run(programs / "jupyter", "execute", "--output", "done.ipynb", "solved.ipynb", cwd=folder)
    cells = json.loads((folder / "done.ipynb").read_text("utf-8"))["cells"]
    shown = "".join(cells[-1]["outputs"][-1]["data"]["text/plain"])
    assert shown.startswith("2 right.")
    run(programs / "python", "-m", "grader", "check", "solved.ipynb", cwd=folder)


NUMPY_FACTS = """
name = "ridge"
title = "Ridge"
notebook = "ridge.py"
[[question]]
name = "ridge"
title = "Ridge regression"
signature = "ridge(x, y, lam)"
returns = "array"
points = 2
  [[question.case]]
  x = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  y = [0.1, 0.3, 0.5]
  lam = 0.5
"""
NUMPY_MASTER = """
import numpy as np

def ridge(x, y, lam):
    ### BEGIN SOLUTION
    return np.linalg.solve(x.T @ x + lam * np.eye(x.shape[1]), x.T @ y)
    ### END SOLUTION
"""


@pytest.mark.slow
def test_a_student_of_a_numpy_course_installs_neither_jax_nor_150_megabytes(tmp_path):
    """With JAX, SciPy and Matplotlib it is 940 MB; a Python file needs no JupyterLab either."""
    (home := tmp_path / "home").mkdir()
    (home / "assignment.toml").write_text(NUMPY_FACTS, encoding="utf-8")
    (home / "ridge.py").write_text(NUMPY_MASTER, encoding="utf-8")
    assignment = load_assignment(home)
    folder, done = tmp_path / "hw", write_release(assignment, compile_key(assignment), tmp_path / "dist")
    with zipfile.ZipFile(done.student) as archive:
        archive.extractall(folder)
    programs = environment(folder / ".venv", "-r", str(folder / "requirements.txt"))
    files = [path for path in (folder / ".venv").rglob("*") if path.is_file() and "pip" not in path.parts]
    assert sum(path.stat().st_size for path in files) < 150e6
    (folder / "right.py").write_text(NUMPY_MASTER, encoding="utf-8")
    run(programs / "python", "-m", "grader", "check", "right.py", cwd=folder)
    wrong = NUMPY_MASTER.replace("lam *", "2 * lam *")
    (folder / "wrong.py").write_text(wrong, encoding="utf-8")
    report = run(programs / "python", "-m", "grader", "check", "wrong.py", cwd=folder, code=1)
    assert "`lam` enters with twice its value" in " ".join(report.split())
    scipy = f"import scipy.linalg\n{NUMPY_MASTER.replace('np.linalg', 'scipy.linalg')}"
    (folder / "imports.py").write_text(scipy, encoding="utf-8")
    report = run(programs / "python", "-m", "grader", "check", "imports.py", cwd=folder, code=1)
    assert "`pip install scipy`" in report


def cell(source: str) -> dict:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


SOLVED = [cell(small.MASTER)]

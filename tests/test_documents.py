"""What the documents at the top of the repository refer to is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import typer
import yaml
from house.manual import MANUAL, with_keys
from support.compiled import underived_key
from support.program import forked
from support.tables import read_written

import grader
from grader.authoring.facts.result_forms import parse_form
from grader.authoring.reading.assignment_file import load_assignment
from grader.base.errors import UserError
from grader.base.staff.toml_text import read_toml
from grader.frontends.staff.commands import app
from grader.judging.judge import judge
from grader.sandbox.transcribe import transcribe

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md"]
PATH = re.compile(r"(?<![\w./-])((?:grader|reference|tests|assignments)/[\w./*-]*|\.ci/run|[A-Z]+\.md)")
PLACE = re.compile(r"((?:`[\w.]+`(?:, | and |\s))+)(?:in|of)\s`(grader/[\w/]+\.py)`")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
PLACEHOLDER = re.compile(r"NAME|\*")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_in_the_repository(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = {path.rstrip(".") for path in PATH.findall(text) if not PLACEHOLDER.search(path)}
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def read_yaml(path: str) -> dict:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def test_the_citation_is_of_this_version():
    """Of the newest version that CHANGELOG gives a date."""
    citation = read_yaml("CITATION.cff")
    (version, date), *_ = re.findall(r"^## ([\d.]+) - ([\d-]+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert (citation["version"], str(citation["date-released"])) == (version, date) == (grader.__version__, date)


def test_each_issue_form_asks_for_something_under_names_of_its_own():
    forms = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) == 2
    for form in map(read_yaml, forms):
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert form["name"] and form["description"] and all(field["attributes"]["label"] for field in fields)
        assert len({field["id"] for field in fields}) == len(fields) >= 3
        assert any(field.get("validations") == {"required": True} for field in fields)


def test_the_workflow_tests_the_pythons_of_pyproject_and_paths_that_exist():
    jobs = read_yaml(".github/workflows/test.yml")["jobs"]
    listed = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert jobs["linux"]["strategy"]["matrix"]["python"] == listed
    assert "continue-on-error" not in jobs["linux"] and jobs["other"]["continue-on-error"]
    commands = " ".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    paths = re.findall(r"\btests/[\w/]+", commands)
    assert paths and [path for path in paths if not (ROOT / path).exists()] == []


def test_the_readme_fits_on_a_page_or_two_and_names_commands_that_exist():
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 120
    commands = set(re.findall(r"(?:`|\$ |&& |^)grader ([a-z]+)", text, re.MULTILINE))
    assert {"new", "rehearse", "release", "grade", "report", "audit"} <= commands
    assert commands <= set(typer.main.get_command(app).commands)


@pytest.mark.slow
def test_the_first_lines_of_the_readme_lead_to_a_graded_file(tmp_path):
    """As they stand, but for the installation and the waiver: this Python may be in a private folder."""
    text = (ROOT / "README.md").read_text("utf-8")
    _, new, proof, grade = re.search(r"```\n(python3 -m venv .*?)```", text, re.DOTALL)[1].splitlines()
    script = "\n".join(["set -e", new.partition(" && ")[2], proof, grade])
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "GRADER_ISOLATION": "none",
    }  # fmt: skip
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "results" / "class.html").is_file() and "Ready for students." in done.stdout


def test_every_test_file_has_a_name_of_its_own():
    """pytest collects no two modules of one name; a folder of tests is no package."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert "test_documents.py" in names
    assert [name for name, number in names.items() if number > 1] == []


def test_every_name_that_contributing_finds_in_a_file_is_defined_there():
    """A newcomer looks a thing up by the table of CONTRIBUTING, and it moves with every cleaning of the code."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    places = [(name, path) for names, path in PLACE.findall(text) for name in re.findall(r"`([\w.]+)`", names)]
    assert len(places) >= 25
    for name, path in places:
        last = name.split(".")[-1]
        definition = rf"^ *(?:(?:def|class) {last}\b|{last}: |{last} = )"
        assert re.search(definition, (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), (name, path)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(document):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(TARGET.findall("\n".join(re.findall(r"`[^`\n]*`|^make .*$", text, re.MULTILINE))))
    assert named - targets == set()


def test_the_readmes_of_the_packages_are_linked():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "grader").rglob("README.md")}
    assert {path for path in written if f"({path})" not in text} == set()


def blocks(language: str) -> list[str]:
    """The manual's examples in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", MANUAL.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_manual_has_the_keys_of_today():
    text = MANUAL.read_text("utf-8")
    assert with_keys(text) == text, "run `make manual`"


def test_the_examples_of_the_manual_can_be_read(tmp_path):
    assert len(blocks("toml")) >= 8 and len(blocks("python")) >= 8
    for text in blocks("toml"):
        for paragraph in [text] if "[[" in text else text.splitlines():  # of several `returns` each is an example
            (tmp_path / "example.toml").write_text(paragraph, encoding="utf-8")
            assert read_toml(tmp_path / "example.toml", UserError) or not paragraph
    for text in blocks("python"):
        compile(text, "README.md", "exec")


SOLUTIONS = read_written(__file__, "documents_solutions.py")  # of the questions that the manual shows without one
FILES = {"drivers.py": ("def sgd_steps", "def upward"), "functions.py": ("def halving",), "costs.py": ("def valley",),
         "checks.py": ("def is_descent_direction", "def cost_of_own_w", "def is_fair")}  # fmt: skip


def test_every_question_of_the_manual_can_be_asked_and_answered(tmp_path):
    """Its example of a driver had an argument that was refused. Each returns description is one that is read."""
    questions = [text for text in blocks("toml") if "[[question]]" in text]
    lines = [line for text in blocks("toml") for line in text.splitlines() if line.startswith("returns = ")]
    names = re.findall(r'^name = "(\w+)"', "".join(questions), re.MULTILINE)
    assert len(names) >= 5 and len(lines) >= 8
    head = 'name = "manual"\ntitle = "The manual"\nnotebook = "master.py"\n'
    (tmp_path / "assignment.toml").write_text(head + "".join(questions), encoding="utf-8")
    for file, beginnings in FILES.items():
        texts = [text for text in blocks("python") if any(beginning in text for beginning in beginnings)]
        assert len(texts) == len(beginnings)
        (tmp_path / file).write_text("import numpy as np\n" + "\n\n".join(texts), encoding="utf-8")
    solved = [text for text in blocks("python") if "### BEGIN SOLUTION" in text]
    (tmp_path / "master.py").write_text(SOLUTIONS + "\n\n".join(solved), encoding="utf-8")
    key = underived_key(assignment := load_assignment(tmp_path))
    report = judge(key, transcribe(assignment.master, key, forked()))
    assert [question.name for question in key.questions] == names
    assert [(q.name, q.earned) for q in report.questions] == [(q.name, q.points) for q in key.questions]
    for line in lines:
        (tmp_path / "line.toml").write_text(line, encoding="utf-8")
        form = read_toml(tmp_path / "line.toml", UserError)["returns"]
        assert form in ("any", "choice", "number") or parse_form(form)


def test_the_drivers_of_the_manual_take_free_choices_away():
    """Signs, the order of clusters, and the point that a cost belongs to: as their readers copy them."""
    (text,) = [text for text in blocks("python") if "def upward" in text]
    exec(text, drivers := {"np": np})
    upward, in_order, excess = (drivers[name] for name in ("upward", "in_order", "excess"))
    X, components = np.eye(2), np.array([[0.6, -0.8], [0.8, 0.6]])
    for signs in ([[1], [1]], [[-1], [1]], [[1], [-1]]):
        made, variances = upward(lambda X, k, signs=signs: (components * signs, [2.0, 1.0]), X, 2)
        assert made == pytest.approx(upward(lambda X, k: (components, [2.0, 1.0]), X, 2)[0])
        assert variances == [2.0, 1.0]
    for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
        labels = np.argsort(order)[[0, 0, 1, 2]]
        made, centers = in_order(lambda X, c, o=order, l=labels: (list(l), X[o]), np.array([[3.0], [2.0], [1.0]]), None)
        assert (made, centers.tolist()) == ([2, 2, 1, 0], [[1.0], [2.0], [3.0]])
    assert excess(lambda f, gradient, x: ([2.0], 5.0), lambda x: float(x @ x), None, None) == ([2.0], 1.0)

"""Where a layer is missing, no command runs code of others beside an instructor's key, unless staff say so."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from support.without_package import python_without

from grader.model.key import read_key
from grader.sandbox.isolation.missing import RULE, WITHOUT
from grader.sandbox.isolation.profiles import WAIVER

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
ROOT = Path(__file__).resolve().parents[2]
NOTHING: Mapping[str, str] = MappingProxyType({})
LAYERS = {"landlockpy": "landlock", "pyseccomp": "seccomp"}
SPY = "def adam(*a, **b):\n    raise ValueError(open({!r}).read())\n"
CHECKED = "def check(result, *, arguments, expected):\n    return True\n"


@pytest.fixture(scope="module", params=["landlockpy", pytest.param("pyseccomp", marks=pytest.mark.slow)])
def lacking(request, tmp_path_factory):
    """A machine without this package: the layer, and how the grader is run there."""
    python = python_without(request.param, tmp_path_factory.mktemp("environment") / "venv")

    def grader(*words: object, cwd: Path, waiver: Mapping[str, str] = NOTHING) -> subprocess.CompletedProcess[str]:
        command = [python, "-m", "grader", *map(str, words)]
        environment = {name: value for name, value in os.environ.items() if name != WAIVER} | waiver
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    return LAYERS[request.param], grader


@pytest.fixture
def work(tmp_path, small_key):
    """A folder with an instructor's key, the students' one, and a submission that reads a file of the key's owner."""
    key = read_key(small_key)
    checked = replace(key.questions[0], check="checks.py:check", returns="any")
    (tmp_path / "checked.key").write_text(
        replace(key, questions=(checked, *key.questions[1:]), checks={"checks.py": CHECKED}).to_json()
    )
    (tmp_path / "small.key").write_text(key.to_json())
    (tmp_path / "small-student.key").write_text(key.for_students().to_json())
    (secret := tmp_path / "secret").write_text("canary of the key")
    (tmp_path / "spy.py").write_text(SPY.format(str(secret)))
    return tmp_path


def says_why(text: str, layer: str) -> bool:
    return f"Isolation is missing: {layer}: " in text and WITHOUT[layer] in text and RULE in text


def test_grade_stops_before_anything_runs(lacking, work):
    """It printed nothing, ended with 0, and the submission read the key."""
    layer, grader = lacking
    stopped = grader("grade", "spy.py", "--key", "small.key", "-o", "results", cwd=work)
    assert stopped.returncode == 2 and says_why(stopped.stderr, layer) and not (work / "results").exists()
    assert "Nothing was run." in stopped.stderr and "Traceback" not in stopped.stderr


@pytest.mark.slow
def test_grade_goes_on_when_it_is_told_to_and_says_so_on_the_terminal_and_on_the_page(lacking, work):
    layer, grader = lacking
    done = grader("grade", "spy.py", "--key", "small.key", "-o", "results", "--isolation", "none", cwd=work)
    assert done.returncode == 0 and f"Isolation is missing: {layer}: " in done.stdout
    grader("report", "results", cwd=work)
    page = (work / "results" / "class.html").read_text("utf-8")
    assert f"Isolation is missing: {layer}: " in page and WITHOUT[layer] in page


@pytest.mark.slow
def test_the_environment_waives_for_every_command_what_the_option_waives_for_one(lacking, work):
    layer, grader = lacking
    words = ("grade", "spy.py", "--key", "small.key", "-o", "results")
    assert grader(*words, cwd=work, waiver={WAIVER: "some"}).returncode == 2
    done = grader(*words, cwd=work, waiver={WAIVER: "none"})
    assert done.returncode == 0 and f"Isolation is missing: {layer}: " in done.stdout


@pytest.mark.slow
def test_check_stops_beside_an_instructors_key_alone(lacking, work):
    """A student's laptop has none of these packages."""
    layer, grader = lacking
    stopped = grader("check", "spy.py", "--key", "small.key", cwd=work)
    assert stopped.returncode == 2 and says_why(stopped.stderr, layer)
    waived = grader("check", "spy.py", "--key", "small.key", "--isolation", "none", cwd=work)
    assert waived.returncode == 1 and f"Isolation is missing: {layer}: " in waived.stderr
    own = grader("check", "spy.py", "--key", "small-student.key", cwd=work)
    assert own.returncode == 1 and not own.stderr


@pytest.mark.slow
def test_regrade_and_explain_stop_where_they_run_python_of_the_key_or_of_students(lacking, work):
    layer, grader = lacking
    grader("grade", "spy.py", "--key", "small.key", "-o", "results", "--isolation", "none", cwd=work)
    assert grader("regrade", "results", "--key", "small.key", cwd=work).returncode == 0, "no code runs"
    for words in (["regrade", "results", "--key", "checked.key"], ["explain", "results"]):
        stopped = grader(*words, cwd=work)
        assert stopped.returncode == 2 and says_why(stopped.stderr, layer), words
        waived = grader(*words, "--isolation", "none", cwd=work)
        assert f"Isolation is missing: {layer}: " in waived.stdout + waived.stderr, words


@pytest.mark.slow
def test_doctor_says_the_same(lacking, work):
    layer, grader = lacking
    found = grader("doctor", cwd=work)
    assert found.returncode == 1 and says_why(found.stdout, layer)


@pytest.mark.parametrize("document", ["README.md", "SECURITY.md"])
def test_the_documents_say_the_same(document):
    assert RULE in " ".join((ROOT / document).read_text("utf-8").split())

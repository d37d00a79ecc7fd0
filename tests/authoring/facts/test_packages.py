"""What an author has installed and students lack is hidden wherever an assignment is proven."""

from __future__ import annotations

import pytest
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.cache import Cache
from grader.authoring.derived.exercises import read_exercises
from grader.authoring.derived.runs import Workshop, run_changes
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.facts.packages import modules_without_package
from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.rehearsal import try_honest_work
from grader.authoring.proving.runs import Runner
from grader.authoring.reading.assignment_file import load_assignment
from grader.base.errors import UserError

TOML = read_written(__file__, "packages.toml")
MASTER = "import numpy\n\n\ndef double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n"
WITH_PACKAGE = "import psutil\n\n\ndef double(x):\n    return 2 * x * bool(psutil.cpu_count)\n"
GUARDED = "try:\n    import psutil\nexcept ImportError:\n    psutil = None\n\n\ndef double(x):\n    return 2 * x\n"


def written(folder, *, toml=TOML, master=MASTER, style=""):
    (folder / "honest").mkdir(parents=True)
    (folder / "assignment.toml").write_text(toml, encoding="utf-8")
    (folder / "doubling.py").write_text(master, encoding="utf-8")
    (folder / "honest" / "style.py").write_text(style or MASTER, encoding="utf-8")
    return load_assignment(folder)


def honest_faults(assignment):
    key = underived_key(assignment)
    findings = try_honest_work(assignment, key, Runner(Cache(), lambda text: None)).findings
    return [trouble for finding in findings for trouble in finding.troubles]


def test_what_students_lack_is_hidden_and_what_their_packages_need_is_not():
    hidden = modules_without_package(())
    assert {"psutil", "pytest", "setuptools"} <= hidden
    assert hidden.isdisjoint(("jax", "jaxlib", "ml_dtypes", "numpy", "PIL", "dateutil", "autograd", "grader"))
    assert {"psutil"} == hidden - modules_without_package(("psutil>=5",))
    assert {"nbformat", "jsonschema"} <= hidden - modules_without_package(("nbformat",))


def test_an_honest_style_that_imports_what_students_lack_is_named_with_the_package(tmp_path):
    """It was installed where the assignment was rehearsed, so that the style earned everything."""
    (fault,) = honest_faults(written(tmp_path, style=WITH_PACKAGE))
    assert fault.startswith("style.py: double.1: 0 of 2: ") and "No module named 'psutil'" in fault


def test_a_package_that_is_listed_or_not_needed_is_no_fault(tmp_path):
    toml = TOML.replace("[[question]]", 'packages = ["psutil"]\n\n[[question]]')
    assert honest_faults(written(tmp_path / "listed", toml=toml, style=WITH_PACKAGE)) == []
    assert honest_faults(written(tmp_path / "guarded", style=GUARDED)) == []


def test_a_solution_that_imports_it_is_refused_and_so_is_its_release(tmp_path):
    assignment = written(tmp_path, master=MASTER)
    key = underived_key(assignment)
    require_ready(assignment, key)
    master = MASTER.replace("import numpy", "import numpy, psutil").replace("2 * x", "2 * x * bool(psutil.cpu_count)")
    (tmp_path / "doubling.py").write_text(master, encoding="utf-8")
    with pytest.raises(UserError, match=r"(?s)doubling\.py: .*No module named 'psutil'.*can be imported here"):
        require_ready(assignment, key)
    with pytest.raises(BadAssignment, match=r"No module named 'psutil'\. Install .* packages = "):
        underived_key(load_assignment(tmp_path))


def test_changes_of_a_solution_lack_it_too(tmp_path):
    """A right answer, and what a mistake answers in the same code, must come from the same packages."""
    guard, master = GUARDED.partition("\n\n\n")[0], MASTER.replace("2 * x", "(2 if psutil is None else 3) * x")
    assignment = written(tmp_path, master=master.replace("import numpy\n", f"{guard}\n"))
    (exercise,) = read_exercises(assignment, {each.name: each for each in underived_key(assignment).questions})
    calls = run_changes(Workshop(assignment), exercise, [exercise.unchanged], exercise.question.cases)
    assert [call.value.array.tolist() for call in calls.values()] == [[2.0, 4.0, 8.0]]

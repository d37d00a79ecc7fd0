"""One list of other people's packages: whatever names them names the same, and everything that is imported is on it."""

import ast
import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.__main__ import main as grader_main
from grader.authoring import release
from grader.base import dependencies
from grader.base.dependencies import (
    COMMAND_LINE,
    JUPYTER,
    LIBRARIES,
    STUDENT,
    missing_package_message,
    old_python_message,
    requirements,
)

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = (ROOT / "grader/frontends/gradescope/requirements.txt").read_text("utf-8")
HOMEWORKS = sorted(path.parent for path in ROOT.glob("assignments/*/assignment.toml"))
# A module whose package has another name, and the package that brings it.
PACKAGE_OF = {
    "yaml": "pyyaml", "gradescope_utils": "gradescope-utils", "landlock": "landlockpy", "PIL": "matplotlib",
    "ml_dtypes": "jax", "jaxlib": "jax", "tomllib": "tomli",
}  # fmt: skip


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=;\[ ]", line)[0].lower() for line in requirements if line and not line.startswith("#")}


def imported(sources: dict[str, str]) -> set[str]:
    """The packages that these files import, at their top or inside their functions."""
    modules: set[str] = set()
    for node in (
        node for name, source in sources.items() if name.endswith(".py") for node in ast.walk(ast.parse(source))
    ):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module)
    tops = {module.split(".")[0] for module in modules} - sys.stdlib_module_names - {"grader", "reference"}
    return {PACKAGE_OF.get(top, top) for top in tops}


def test_the_oldest_python_is_that_of_pyproject():
    assert PROJECT["requires-python"] == ">=" + ".".join(map(str, dependencies.OLDEST_PYTHON))
    assert old_python_message() == ""


def test_a_python_that_is_too_old_is_named_before_any_package_that_it_lacks(monkeypatch):
    """Otherwise `pip install` is advised, which has no JAX for it, and the reason is said nowhere."""
    monkeypatch.setattr(dependencies, "OLDEST_PYTHON", (99, 1))
    with pytest.raises(ImportError, match=r"This is Python 3\.\d+, .*, and the grader needs 99\.1 or later"):
        grader.__getattr__("check")
    monkeypatch.setattr(sys, "argv", ["grader", "--version"])
    with pytest.raises(SystemExit, match="Install a newer Python"):
        grader_main()


def test_pyproject_asks_for_what_the_list_says():
    assert {p.requirement for p in (*LIBRARIES, *COMMAND_LINE)} <= set(PROJECT["dependencies"])
    assert PROJECT["optional-dependencies"]["student"] == [p.requirement for p in JUPYTER]


def test_pyproject_asks_for_everything_that_is_imported():
    files = [*(ROOT / "grader").rglob("*.py"), *(ROOT / "reference").rglob("*.py")]
    optional = PROJECT["optional-dependencies"]
    extras = {name for extra in ("audit", "review", "parquet") for name in names(optional[extra])}
    assert imported({str(file): file.read_text("utf-8") for file in files}) <= names(PROJECT["dependencies"]) | extras


def test_gradescope_s_image_has_everything_that_is_imported_or_promised_and_pins_it():
    lines = [line for line in PINNED.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if "==" not in line] == []
    modules = release.package_files(release.FOR_GRADESCOPE)
    assert imported(modules) | {p.name for p in LIBRARIES} <= names(lines)


def test_the_student_s_requirements_have_everything_that_is_imported_and_what_opens_the_notebook():
    listed = names(requirements(STUDENT).splitlines())
    assert imported(release.package_files(release.FOR_STUDENTS)) <= listed
    assert {"jax", "matplotlib", "autograd", "jupyterlab"} <= listed


@pytest.mark.parametrize("homework", HOMEWORKS, ids=[path.name for path in HOMEWORKS])
def test_the_handout_promises_them_all_and_no_other(homework):
    text = "".join(path.read_text("utf-8") for path in homework.glob("*.ipynb"))
    (promise,) = re.findall(r"You can import (.*?) and what comes with Python", text)
    assert re.findall(r"`(\w+)`", promise) == [package.name for package in LIBRARIES]


@pytest.mark.parametrize("package", LIBRARIES, ids=lambda package: package.name)
def test_each_library_can_be_imported_where_submissions_are_graded(package):
    """Here too: this environment is the one in which `make grade` grades."""
    assert importlib.import_module(package.name).__name__ == package.name


def test_a_missing_package_of_the_list_is_the_user_s_to_install_and_another_one_is_a_bug():
    words = missing_package_message(ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib.figure"))
    assert "The package matplotlib is not installed" in words and sys.executable in words and "pip install" in words
    assert missing_package_message(ModuleNotFoundError("No module named 'grader.crew'", name="grader.crew")) == ""


def test_a_strangers_package_of_the_same_name_is_named(tmp_path):
    """PyPI's `grader` has a file `__init__.py` too: pip writes it over ours, and says nothing."""
    package = tmp_path / "grader"
    shutil.copytree(ROOT / "grader" / "base", package / "base")
    shutil.copy(ROOT / "grader" / "__main__.py", package)
    (package / "__init__.py").write_text("import grader\n", encoding="utf-8")
    command = [sys.executable, "-m", "grader", "--version"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"{package / '__init__.py'} is of another package that is called grader." in done.stderr
    assert "pip uninstall grader first-order-grader" in done.stderr

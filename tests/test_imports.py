"""What the import rules of pyproject.toml (`lint-imports`) cannot say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRIVATE_JAX = re.compile(r"\bjax(lib)?\.(_src|interpreters)\b")


def test_importing_takes_no_jax_in_fact():
    """The imports of libraries, and imports inside functions, are seen by no import graph."""
    modules = "grader.judging.judge, grader.frontends.staff.commands, grader.frontends.gradescope.grading"
    code = f"import sys, {modules}; sys.exit('jax' in sys.modules or 'reference' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_jax_is_used_by_its_public_modules_alone():
    """A private module belongs to one version of JAX. The import graph knows `jax` as a whole."""
    files = [file for package in ("grader", "reference") for file in (ROOT / package).rglob("*.py")]
    assert len(files) > 100
    assert [file.name for file in files if PRIVATE_JAX.search(file.read_text(encoding="utf-8"))] == []


POSIX_ALONE = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")


def test_what_students_have_imports_where_there_is_no_posix():
    """On Windows: each module of the student's zip, and none of them reads or writes text in the machine's encoding."""
    from grader.authoring.release import FOR_STUDENTS, PACKAGE

    modules = [
        ".".join(("grader", *package.split("/"), file.stem)).replace("..", ".").removesuffix(".__init__")
        for package in FOR_STUDENTS for file in sorted((PACKAGE / package).glob("*.py")) if file.stem != "__main__"
    ]  # fmt: skip
    assert "grader.extraction.formats.marimo" in modules
    code = f"import sys, importlib\nsys.modules.update(dict.fromkeys({POSIX_ALONE}))\n"
    code += f"for module in {modules}: importlib.import_module(module)"
    run = [sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-c", code]
    done = subprocess.run(run, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

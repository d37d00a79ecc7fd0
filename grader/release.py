"""What an instructor gives away: the student zip, the Gradescope zip and the key.

NAME-student.zip      the handout without solutions, the student's key, the light part of the grader, README
NAME-gradescope.zip   setup.sh, run_autograder, the grader and the instructor's key, which setup.sh makes root's alone:
                      it holds all answers, and the honest work that warms the cache
NAME.key              the instructor's key, for grading a class
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import grader
from grader.assignment import Assignment
from grader.handout import as_python, handout, handout_python
from grader.key import Key

PACKAGE = Path(grader.__file__).parent
FOR_INSTRUCTORS = {
    "answers",
    "assignment",
    "compile",
    "earn",
    "handout",
    "kinks",
    "proof",
    "rehearse",
    "release",
}  # need reference/ or the master
# Of no use to one student:
FOR_CLASSES = {
    "archives", "batch", "class_report", "classroom", "crew", "exports", "gradebook", "gradescope", "gradescope_list",
    "jaxprs", "layouts", "pieces", "pools", "progress", "roster", "safe_names", "similar", "submissions", "tally",
    "tracing", "warm",
}  # fmt: skip
EPOCH = (2020, 1, 1, 0, 0, 0)  # the same content gives the same zip

STUDENT_REQUIREMENTS = "jax\nnumpy\nnbformat\ntyper\n"  # pictures need matplotlib, which most notebooks have

STUDENT_README = """\
{title}
{line}

Work in {notebook}{or_script}.
Each question has a stub; write your code in its place, run the cell, then run the `check("...")` cell below it.

Check from a terminal as well, in this folder:

    python -m venv .venv
    .venv/bin/pip install -r requirements.txt          (Windows: .venv\\Scripts\\pip)
    .venv/bin/python -m grader check {notebook}

In the notebook `from grader import check` needs jax and numpy alone; pictures need matplotlib. In Colab, upload
this zip and run `!unzip -o {name}-student.zip`.

`check` runs the cases that you may see, exactly as they will be graded. Hidden cases ask for the same with other
numbers. True/false answers are checked for their form only.
"""


@dataclass(frozen=True)
class Release:
    """The three files that were written."""

    student: Path
    gradescope: Path
    key: Path


def release(assignment: Assignment, key: Key, out: Path) -> Release:
    """Write the bundle into the folder `out`, made if need be. Raises MasterError if a solution cannot be cut out."""
    out.mkdir(parents=True, exist_ok=True)
    files = Release(
        student=out / f"{assignment.name}-student.zip",
        gradescope=out / f"{assignment.name}-gradescope.zip",
        key=out / f"{assignment.name}.key",
    )
    files.key.write_text(key.to_json(), encoding="utf-8")
    _write(files.student, student_files(assignment, key))
    _write(files.gradescope, gradescope_files(assignment, key))
    return files


def student_files(assignment: Assignment, key: Key) -> dict[str, str]:
    """The student zip's files by name, without a folder around them, so that they unpack beside the notebook."""
    readme = STUDENT_README.format(
        title=assignment.title,
        line="=" * len(assignment.title),
        notebook=assignment.notebook,
        or_script=f" or in {assignment.script}, and hand in that one" if assignment.script else "",
        name=assignment.name,
    )
    return {
        **handouts(assignment),
        f"{assignment.name}-student.key": key.for_students().to_json(),
        "README.txt": readme,
        "requirements.txt": STUDENT_REQUIREMENTS,
        **_own_costs(assignment),
        **_package(without=FOR_INSTRUCTORS | FOR_CLASSES),
    }


def _own_costs(assignment: Assignment) -> dict[str, str]:
    """The assignment's own costs, which are public."""
    path = assignment.folder / "costs.py"
    return {path.name: path.read_text(encoding="utf-8")} if path.exists() else {}


def gradescope_files(assignment: Assignment, key: Key) -> dict[str, str]:
    """The Gradescope zip's files by name; `setup.sh` and `run_autograder` stand at its root."""
    return {
        "setup.sh": _text("gradescope_setup.sh"),
        "run_autograder": _text("gradescope_run.sh"),
        "requirements.txt": _text("gradescope_requirements.txt"),
        "assignment.key": key.to_json(),
        **_package(without=FOR_INSTRUCTORS),
    }


def handouts(assignment: Assignment) -> dict[str, str]:
    """The master without its solutions, by file: as it is, and as a Python file where the assignment asks for one."""
    master = (assignment.folder / assignment.notebook).read_text(encoding="utf-8")
    if assignment.notebook.endswith(".py"):
        return {assignment.notebook: handout_python(master)}
    notebook = handout(json.loads(master))
    script = {assignment.script: as_python(notebook)} if assignment.script else {}
    return {assignment.notebook: json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", **script}


def _package(without: Iterable[str]) -> dict[str, str]:
    """The grader's own modules, but for those named."""
    left_out = set(without)
    modules = sorted(path for path in PACKAGE.glob("*.py") if path.stem not in left_out)
    return {f"grader/{path.name}": path.read_text(encoding="utf-8") for path in modules}


def _text(name: str) -> str:
    return (PACKAGE / name).read_text(encoding="utf-8")


def _write(path: Path, files: Mapping[str, str]) -> None:
    """A zip with these files; shell scripts and `run_autograder` may be executed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            executable = name.endswith(".sh") or name == "run_autograder"
            entry.external_attr = (0o100755 if executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.replace("\r\n", "\n"))

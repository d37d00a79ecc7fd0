"""What an instructor gives away: the student zip, the zips for Gradescope and GitHub, and the key.

NAME-student.zip      the handout without solutions, the student's key, the light part of the grader, README
NAME-gradescope.zip   setup.sh, run_autograder, the grader and the instructor's key, which setup.sh makes root's alone:
                      it holds all answers
NAME-github.zip       .github with a workflow and the grader, for a template repository; its .github/grader is what
                      Classroom 50 takes as an autograder. The student's key: students can read it
NAME.key              the instructor's key, for grading a class
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.authoring.facts.assignment import Assignment
from grader.authoring.handout import handout_files
from grader.authoring.proving.preflight import require_ready
from grader.base import files
from grader.base.dependencies import COMMAND_LINE, JUPYTER, LIBRARIES, Package, importable_in_words, requirements
from grader.model.arguments import shipped_files
from grader.model.arguments.typed_arguments import is_function, leaves
from grader.model.key import Key

PACKAGE = Path(__file__).resolve().parents[1]

# What ships: the modules of these packages, each without the packages below it. Nothing else, whatever is added.
FOR_STUDENTS = (
    "", "base", "changes", "model", "model/arguments", "model/encoding", "processes",
    "extraction", "extraction/formats", "extraction/statements",
    "sandbox", "sandbox/isolation", "sandbox/child",
    "judging", "judging/checks", "judging/diagnosis", "judging/messages", "repairs",
    "reports", "reports/pictures", "frontends", "frontends/student",
)  # fmt: skip
FOR_GRADESCOPE = (*FOR_STUDENTS, "sandbox/cache", "submissions", "submissions/layouts", "frontends/gradescope")
FOR_GITHUB = (*FOR_STUDENTS, "submissions", "submissions/layouts", "frontends/github")
AT_THE_ROOT = ("setup.sh", "run_autograder", "requirements.txt")  # of the Gradescope zip
EPOCH = (2020, 1, 1, 0, 0, 0)  # the same content gives the same zip

STUDENT_README = """\
{title}
{line}

Work in {notebook}{or_script}.
{steps}, in this folder, with Python 3.10 to 3.13:

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt          (Windows: python -m venv .venv, then .venv\\Scripts\\pip ...)
    .venv/bin/{command} {notebook}

From then on the last line is enough. You can import {libraries}.{left_out}
In Colab, upload this zip and run `!unzip -o {name}-student.zip`.

Check from a terminal as well:

    .venv/bin/python -m grader check {notebook}
    .venv/bin/python -m grader doctor                  (what is installed, and whether JAX works)

`check` runs the cases that you may see, exactly as they will be graded. Hidden cases ask for the same with other
numbers. Answers that you assign to a variable (true or false, a choice, a number, a text) are checked for their form
only.
"""
STEPS = """\
Each question has a stub; write your code in its place, run the cell, then run the `check("...")` cell below it.

To open the notebook"""
STEPS_OF_SCRIPT = """\
Each question has a stub; write your code in its place, then check it.

To check it"""


@dataclass(frozen=True)
class Release:
    """The files that were written."""

    student: Path
    gradescope: Path
    github: Path
    key: Path


def release(assignment: Assignment, key: Key, out: Path) -> Release:
    """Write the bundle into the folder `out`, made if need be, once the assignment passed `proving.preflight`.

    Raises UserError, and leaves everything as it was, where it does not pass or `out` cannot be written to.
    """
    require_ready(assignment, key)
    return write_release(assignment, key, out)


def write_release(assignment: Assignment, key: Key, out: Path) -> Release:
    """`release` of an assignment that is known to be ready. Raises UserError where `out` cannot be written to."""
    contents = {
        f"{assignment.name}-student.zip": _zipped(student_files(assignment, key)),
        f"{assignment.name}-gradescope.zip": _zipped(gradescope_files(assignment, key)),
        f"{assignment.name}-github.zip": _zipped(github_files(assignment, key)),
        f"{assignment.name}.key": key.to_json().encode(),
    }
    for_students = {out / f"{assignment.name}-{name}.zip" for name in ("student", "github")}
    with files.output_folder(out):
        files.write_all({out / name: content for name, content in contents.items()}, for_students)
    return Release(*(out / name for name in contents))


def student_files(assignment: Assignment, key: Key) -> dict[str, str | bytes]:
    """The student zip's files by name, without a folder around them, so that they unpack beside the notebook."""
    costs = assignment.folder / "costs.py"  # the assignment's own, which are public
    packages = student_packages(assignment, key)
    return {
        **handout_files(assignment),
        f"{assignment.name}-student.key": key.for_students().to_json(),
        "README.txt": student_readme(assignment, packages),
        "requirements.txt": requirements(packages) + _lines(assignment.packages),
        **({costs.name: costs.read_text(encoding="utf-8")} if costs.exists() else {}),
        **key.modules,
        **{name: shipped_files.decode(content) for name, content in key.files.items()},
        **package_files(FOR_STUDENTS),
    }


def student_packages(assignment: Assignment, key: Key) -> list[Package]:
    """What students install: NumPy, the libraries that a file of the assignment names, and what opens the notebook.

    All libraries where a case hands over a function, which is differentiated, or a random key of JAX.
    """
    paths = [path for path in assignment.folder.rglob("*") if path.suffix in (".py", ".ipynb", ".toml")]
    text = "".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)
    arguments = [value for question in key.questions for case in question.cases for value in case.arguments.values()]
    needs_all = any(is_function(leaf) or "jax_key" in str(leaf) for value in arguments for leaf in leaves(value))
    named = [each for each in LIBRARIES if each.name == "numpy" or needs_all or re.search(rf"\b{each.name}", text)]
    opens = JUPYTER if assignment.notebook.endswith(".ipynb") else ()
    return [*named, *COMMAND_LINE, *opens]


def student_readme(assignment: Assignment, packages: Sequence[Package]) -> str:
    """How to open the handout, or to check one that is a Python file; `packages` are what students install."""
    left_out = [each.name for each in LIBRARIES if each not in packages]
    is_notebook = assignment.notebook.endswith(".ipynb")
    return STUDENT_README.format(
        title=assignment.title,
        line="=" * len(assignment.title),
        notebook=assignment.notebook,
        or_script=f" or in {assignment.script}, and hand in that one" if assignment.script else "",
        steps=STEPS if is_notebook else STEPS_OF_SCRIPT,
        command="jupyter lab" if is_notebook else "python -m grader check",
        name=assignment.name,
        libraries=importable_in_words(assignment.packages),
        left_out=f"\nInstall those that you use of {', '.join(left_out)}: the homework needs none." if left_out else "",
    )


def gradescope_files(assignment: Assignment, key: Key) -> dict[str, str]:
    """The Gradescope zip's files by name; `setup.sh` and `run_autograder` stand at its root."""
    at_the_root = {name: _frontend_file("gradescope", name) for name in AT_THE_ROOT}
    return {
        **at_the_root,
        "requirements.txt": at_the_root["requirements.txt"] + _lines(assignment.packages),
        "assignment.key": key.to_json(),
        **package_files(FOR_GRADESCOPE),
    }


def github_files(assignment: Assignment, key: Key) -> dict[str, str]:
    """The GitHub zip's files by name, to be unpacked at the root of a template repository."""
    pinned = _frontend_file("gradescope", "requirements.txt")  # the same versions, wherever students are graded
    beside = {
        "autograder.py": _frontend_file("github", "autograder.py"),
        "requirements.txt": pinned + _lines(assignment.packages),
        "assignment.key": key.for_students().to_json(),
        **package_files(FOR_GITHUB),
    }
    return {
        ".github/workflows/grade.yml": _frontend_file("github", "grade.yml"),
        **{f".github/grader/{name}": content for name, content in beside.items()},
    }


def _frontend_file(frontend: str, name: str) -> str:
    return (PACKAGE / "frontends" / frontend / name).read_text(encoding="utf-8")


def _lines(packages: Iterable[str]) -> str:
    """The lines of a requirements.txt for an assignment's own packages."""
    return "".join(f"{requirement}\n" for requirement in packages)


def package_files(packages: Iterable[str]) -> dict[str, str]:
    """The modules and style sheets of these packages of the grader, which are named by their folders."""
    return {
        f"grader/{file.relative_to(PACKAGE).as_posix()}": file.read_text(encoding="utf-8")
        for package in packages
        for file in sorted((PACKAGE / package).iterdir())
        if file.suffix in (".py", ".css")
    }


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip with these files; shell scripts and `run_autograder` may be executed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            executable = name.endswith(".sh") or name == "run_autograder"
            entry.external_attr = (0o100755 if executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.replace("\r\n", "\n") if isinstance(content, str) else content)
    return packed.getvalue()

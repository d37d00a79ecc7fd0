"""The documents and pages of real runs, gathered in build/documents, of which `make site` builds a site.

The commands of the README make a homework, prove it, grade its right and wrong work, and audit tests; a notebook with a
mistake runs in a real kernel beside the student's zip.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "build" / "documents"
AUDITED = ROOT / "tests" / "auditing" / "methods"
NOTEBOOK = "notebook.ipynb"
PAGES = {  # within pages/, and what a reader sees there
    "results/class.html": "The class of a homework: 2 right and 11 wrong submissions, with links to staff's pages",
    "results/students/adam_1.html": "What one student reads",
    "results/lecture.html": "What can be shown in the lecture hall",
    "notebook.html": "The same mistake in the student's notebook, checked there",
    "proof.html": "The proof of the homework, before its release",
    "audit.html": "An audit of a course's own public tests",
    "gallery.html": "Every figure of the lecture, drawn from the reference",
}


def main() -> None:
    shutil.rmtree(DOCUMENTS, ignore_errors=True)
    command = ["git", "ls-files", "*.md", "*.png", "LICENSE"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        if not name.startswith("."):
            (copy := DOCUMENTS / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy)
    make_pages(DOCUMENTS / "pages")
    links = [f"- [{what}]({page})" for page, what in PAGES.items()]
    (DOCUMENTS / "pages" / "README.md").write_text("\n".join(["# Pages of real runs\n", *links]), "utf-8")


def make_pages(folder: Path) -> None:
    """The pages of a homework of three exercises, made as the README says.

    Raises RuntimeError or CalledProcessError where a command fails.
    """
    folder.mkdir()
    grader(folder, "new", "homework_1", "--from", "ridge,adam,kmeans")
    homework = folder / "homework_1"
    grader(folder, "rehearse", "homework_1", "--html", "proof.html")
    grader(folder, "release", "homework_1", "-o", "dist")
    for n in (4, 5):  # a mistake of three is one for the lecture
        shutil.copy(homework / "wrong" / "adam_1.py", homework / "wrong" / f"adam_{n}.py")
    work = sorted(homework.glob("*/*.py"))
    grader(folder, "grade", *map(str, work), "--key", "dist/homework_1.key", "-o", "results", "--isolation", "none")
    grader(folder, "report", "results")
    tests, solution = AUDITED / "public_tests.py", AUDITED / "implementations.py"
    command = "audit", str(tests), "--solution", str(solution), "-o", "audit.html"
    grader(folder, *command, statuses=(1,))  # the tests miss some wrong programs
    subprocess.run([sys.executable, ROOT / "assignments" / "gallery.py", folder / "gallery.html"], check=True, cwd=ROOT)
    student = folder / "student"
    shutil.unpack_archive(folder / "dist" / "homework_1-student.zip", student)
    wrong = (homework / "wrong" / "adam_1.py").read_text("utf-8")
    _, _, answer = wrong.partition("\n")  # without the line that says the mistake
    run_notebook(student, answer, folder / NOTEBOOK)
    for unread in ("homework_1", "dist", "student"):
        shutil.rmtree(folder / unread)
    for path in folder.glob("results/*"):  # pages alone
        if path.is_file() and path.suffix != ".html":
            path.unlink()


def run_notebook(folder: Path, answer: str, path: Path) -> None:
    """Write a notebook in which a student in this folder answers and checks the answer, with what the cells put out."""
    cells = ["from grader import check", answer, 'check("adam_with_config")']
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    nbformat.write(notebook, path)


def grader(folder: Path, *arguments: str, statuses: tuple[int, ...] = (0,)) -> None:
    """Run a command in the folder. Raises RuntimeError with its output where it ends with another status."""
    command = [sys.executable, "-m", "grader", *arguments]
    done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode not in statuses:
        raise RuntimeError(f"grader {' '.join(arguments)} ended with status {done.returncode}:\n{done.stdout}")


if __name__ == "__main__":
    main()

"""Tests of other courses to audit, in a folder: written for this, in the manner of what courses publish.

`PYTHONPATH=.:tests python -m audited` audits all of them, adds the proposed asserts, audits again and prints the table.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from support import foreign_masters

from grader.authoring.auditing import audit as auditing
from grader.authoring.auditing import suites

FILES = Path(__file__).parents[1] / "auditing"
PYTHON = {  # the tests, their solution, and other right programs
    "methods": ("public_tests.py", "implementations.py", "honest"),
    "adam": ("public_tests.py", "adam.py", None),
    "starter": ("grade_starter.py", "solution.py", None),
}
MASTERS = {"otter": foreign_masters.OTTER, "nbgrader": foreign_masters.NBGRADER}


@dataclass(frozen=True)
class Files:
    """The tests, the solution and the folder of other right programs."""

    tests: Path
    solution: Path | None = None
    honest: Path | None = None

    def audit(self) -> auditing.Audit:
        return auditing.audit(suites.read_suite(self.tests, self.solution), suites.honest_files(self.honest))

    def add(self, block: str) -> None:
        """Paste the proposed asserts behind the tests."""
        if self.tests.suffix == ".py":
            self.tests.write_text(f"{self.tests.read_text(encoding='utf-8')}\n\n{block}\n", encoding="utf-8")
            return
        notebook = json.loads(self.tests.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        ends = [at for at, cell in enumerate(cells) if cell["source"] == "# END TESTS"]
        graded = {"points": 1, **foreign_masters.TESTED, "grade_id": "more_calls"}
        cell = foreign_masters.code(block, **({} if ends else graded))
        cells.insert(ends[-1] if ends else len(cells), cell)
        self.tests.write_text(json.dumps(notebook), encoding="utf-8")


def copy(name: str, folder: Path) -> Files:
    """The tests of this name, copied to the folder."""
    if name in MASTERS:
        path = folder / f"{name}.ipynb"
        path.write_text(json.dumps(MASTERS[name]), encoding="utf-8")
        return Files(path)
    tests, solution, honest = PYTHON[name]
    copied = Path(shutil.copytree(FILES / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")))
    return Files(copied / tests, copied / solution, copied / honest if honest else None)


def main(names: list[str]) -> None:
    row = "{:10}  {:>14}  {:>13}  {:>7}  {:>12}  {}"
    print(row.format("tests", "wrong programs", "killed before", "asserts", "killed after", "right work that fails"))
    for name in names or [*PYTHON, *MASTERS]:
        with tempfile.TemporaryDirectory() as folder:
            files = copy(name, Path(folder))
            before = files.audit()
            files.add(before.block)
            after = files.audit()
        shares = [f"{len(each.wrong.killed)} ({100 * each.wrong.kill_rate:.0f} %)" for each in (before, after)]
        failing = ", ".join(work.name for work in before.rejected)
        print(row.format(name, before.wrong.count, shares[0], len(before.wrong.calls), shares[1], failing), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

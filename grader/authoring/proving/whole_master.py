"""Run all cells of the master in order, as "Run All" does: a cell outside of the solutions may be broken as well.

Everything else that is proven runs only the statements which a question needs, so that a misspelt import in a cell of
prose and pictures would be met by students first. The work directory has what the student zip has, and no network.
"""

from __future__ import annotations

import json

from grader.authoring.answers.solution import run_program
from grader.authoring.cache import Cache, beside, digest, engine
from grader.authoring.facts.assignment import Assignment
from grader.authoring.proving.proof import Finding
from grader.base.text import place
from grader.extraction import reader
from grader.extraction.extract import Statement
from grader.model.request import Request
from grader.model.transcript import Raised, Stopped

KIND = "runs of the whole master"
OUTSIDE = ("ConnectionError", "HTTPError", "PermissionError", "URLError", "gaierror")  # what the sandbox keeps away
CHECK = Statement(  # `check` for a notebook that runs in the sandbox: it may be called, and does nothing
    0, 1, "import sys, types\nsys.modules['grader'] = types.ModuleType('grader')\nsys.modules['grader'].check = display"
)


def whole_master(assignment: Assignment, cache: Cache) -> Finding:
    """Whether all cells run; one that needs the network, or more than a minute, proves nothing of those below it."""
    table = assignment.folder / "assignment.toml"
    state = beside(assignment.folder, [table], assignment.data_files)
    name = digest(engine(__name__), state, json.dumps(sorted(assignment.student_data)))
    text = cache.get(KIND, name)
    figure, faults = json.loads(text) if text else _run(assignment)
    cache.put(name, json.dumps([figure, faults]))
    return Finding.of("all cells of the master run in order", figure, faults)


def _run(assignment: Assignment) -> tuple[str, list[str]]:
    """How far they run, and a sentence for each cell that is broken."""
    extraction = reader.read(assignment.master, [])
    faults = [f"{_where(assignment, *cell[:2])} is not Python: {cell.message}: `{cell.source_line}`"
              for cell in extraction.broken_cells]  # fmt: skip
    program = (CHECK, *extraction.statements)
    own = tuple(index for index, statement in enumerate(program) if not statement.module)
    request = Request("master", "master", "__name__", {}, needs=own, calls=False)
    match run_program(assignment, program, [request])["master"]:
        case Raised(kind) as raised if kind in OUTSIDE:
            where = place(raised.cell, raised.line)
            return f"as far as {where}, which reaches for the network or for other files", faults
        case Raised() as raised:
            where = f"{_where(assignment, raised.cell, raised.line)}: `{raised.source}` raises {raised.kind}"
            advice = "Students meet it too, unless they repair it. A file that the cell reads belongs into `files`."
            return "not all do", [*faults, f"{where}: {raised.message.removesuffix('.')}. {advice}"]
        case Stopped(_, detail):
            return f"as far as could be tried: {detail}", faults
    return "not all do" if faults else "all do", faults


def _where(assignment: Assignment, cell: int, line: int) -> str:
    return f"{assignment.notebook}: {place(cell, line)}"

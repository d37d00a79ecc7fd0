"""Read an Otter or an nbgrader master: its cells as ours, its questions with their tests.

Otter      raw cells `# BEGIN QUESTION` (with YAML), `# BEGIN SOLUTION`, `# BEGIN TESTS`; `# HIDDEN` above a test
nbgrader   the cell metadata `nbgrader`: grade_id, grade, points, solution, task; `### BEGIN HIDDEN TESTS`
"""

from __future__ import annotations

import re
import reprlib
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from grader.authoring.handout import cell_text, require_notebook
from grader.authoring.importing import solutions
from grader.base.errors import UserError
from grader.base.text import printable

HEADING = re.compile(r"^\s*#+\s*(.+?)\s*#*\s*$", re.MULTILINE)
RAW = re.compile(r"#\s*(BEGIN|END|ASSIGNMENT)\s+(\w+)", re.IGNORECASE)
QUOTES = r'(?:"""|\'\'\')\s*'
TEST_CONFIG = re.compile(
    rf"^{QUOTES}# BEGIN TEST CONFIG\n(.*?)\n{QUOTES};?\s*# END TEST CONFIG\n?", re.DOTALL | re.IGNORECASE
)
HIDDEN_TESTS = re.compile(
    r"^\s*#+ BEGIN HIDDEN TESTS\s*\n(.*?)(?:^\s*#+ END HIDDEN TESTS\s*$|\Z)", re.DOTALL | re.MULTILINE
)
MARK_SCHEME = re.compile(r"^=+ BEGIN MARK SCHEME =+\s*\n(.*?)^=+ END MARK SCHEME =+\s*$", re.DOTALL | re.MULTILINE)
OF_OTTER = re.compile(r"\bimport otter\b|\botter\.Notebook\(|\bgrader\.(check|export|check_all)\(")
IGNORED = re.compile(r"^.*# IGNORE\s*$", re.MULTILINE)
HAS_CODE = re.compile(r"^\s*[^#\s]", re.MULTILINE)
MAX_POINTS = 1e6


class NotImportable(UserError):
    """A file that is no master of Otter or nbgrader; the message says what was expected."""


@dataclass(frozen=True)
class Note:
    """Something that was not brought over as it was: the number of its cell, counted from 1, and why."""

    cell: int
    text: str
    is_lost: bool = True  # whether something is to be done by hand

    def __str__(self) -> str:
        return f"cell {self.cell}: {self.text}"


@dataclass(frozen=True)
class ForeignTest:
    """The code of one test; tests of one cell share its points. `points` is None where none are given."""

    cell: int
    source: str
    is_hidden: bool
    points: float | None = None
    after: int = 0  # the code cell of our master behind which it runs

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"cell {self.cell}{', hidden part' * self.is_hidden}"


def new_cell(kind: str, text: str) -> dict[str, Any]:
    """A cell as nbformat has it."""
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": text}
    return cell | {"outputs": [], "execution_count": None} if kind == "code" else cell


@dataclass
class ForeignQuestion:
    """One question: its solutions as code in our form, its tests, and for one graded by hand the model answer."""

    name: str
    cell: int
    title: str = ""
    points: float | None = None
    is_manual: bool = False
    code: list[str] = field(default_factory=list)
    answer: str = ""
    tests: list[ForeignTest] = field(default_factory=list)
    end: int = 0  # the number of our master's cells up to its last one

    @property
    def worth(self) -> float:
        """Its points, or else those of its cells of tests; 0 where none are given."""
        return self.points or sum({test.cell: test.points or 0.0 for test in self.tests}.values())


@dataclass
class ForeignMaster:
    """Cells of our master, each as nbformat has it, and the questions in their order."""

    cells: list[dict[str, Any]] = field(default_factory=list)
    questions: list[ForeignQuestion] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def code(self) -> list[str]:
        """The text of each code cell."""
        return [cell["source"] for cell in self.cells if cell["cell_type"] == "code"]

    @property
    def last_code(self) -> int:
        """The number of the last code cell so far, from 0."""
        return max(len(self.code) - 1, 0)

    def note(self, cell: int, text: str, *, is_lost: bool = True) -> None:
        """Add to the list of what was not brought over, or not as it was."""
        self.notes.append(Note(cell, text, is_lost))

    def add(self, kind: str, text: str) -> None:
        """Add a cell, unless it is empty."""
        if text.strip():
            self.cells.append(new_cell(kind, text))

    def add_code(self, cell: int, marked: solutions.Marked, question: ForeignQuestion | None) -> None:
        """Add a code cell whose solutions are marked."""
        self.notes += [Note(cell, text, text != solutions.WHOLE) for text in marked.notes]
        self.add("code", marked.source)
        if question is not None:
            question.code.append(marked.source)


def read_foreign(notebook: Mapping[str, Any]) -> ForeignMaster:
    """The master that a notebook (as JSON data) is. Raises NotImportable."""
    require_notebook(notebook, "This", NotImportable)
    cells = notebook["cells"]
    kernel = _table(notebook.get("metadata", {}).get("kernelspec"))
    if (language := kernel.get("language", "python")) != "python":
        raise NotImportable(f"This notebook is written in {language}; only Python can be graded here.")
    if any(cell.get("cell_type") == "raw" and RAW.match(cell_text(cell)) for cell in cells):
        return _OtterReader().read(cells)
    if any("nbgrader" in cell.get("metadata", {}) for cell in cells):
        return _read_nbgrader(cells)
    raise NotImportable(
        "This is no master of Otter (raw cells `# BEGIN QUESTION`, since version 3) or of nbgrader (the cell metadata "
        "`nbgrader`). Import the file that `otter assign` or `nbgrader generate_assignment` reads. For any other "
        "notebook begin with `grader new`: copy its cells into the master there, and write its tests as cases."
    )


# ── Otter


class _OtterReader:
    """The question and the block that the current cell stands in."""

    def __init__(self) -> None:
        self.master = ForeignMaster()
        self.question: ForeignQuestion | None = None
        self.points: Any = None  # of the question, as its config has them
        self.block = ""  # "SOLUTION", "TESTS", "PROMPT" or nothing

    def read(self, cells: list[dict[str, Any]]) -> ForeignMaster:
        """The master whose cells these are, read in order."""
        for number, cell in enumerate(cells, 1):
            text, kind = cell_text(cell), cell.get("cell_type", "")
            if kind == "raw":
                self._boundary(number, text)
            elif text.lower().startswith("## ignore ##"):
                continue
            elif kind == "markdown":
                self._prose(text)
            else:
                self._code(number, text)
        return self.master

    def _boundary(self, number: int, text: str) -> None:
        if not (boundary := RAW.match(text)):
            self.master.note(number, "a raw cell is left out")
            return
        self.block = ""
        match boundary[1].upper(), boundary[2].upper():
            case "ASSIGNMENT", _:
                self._assignment(number, _yaml(text))
            case "BEGIN", "QUESTION":
                self._question(number, _yaml(text))
            case "END", "QUESTION" if self.question is not None:
                self.question.end = len(self.master.cells)
                self.question = None
            case "BEGIN", ("PROMPT" | "SOLUTION" | "TESTS") as block:
                self.block = block
            case "BEGIN", what:
                self.master.note(number, f"{what} is left out: {text.partition(chr(10))[2].strip()[:100]}")

    def _assignment(self, number: int, config: Mapping[str, Any]) -> None:
        for name in ("files", "requirements", "environment", "seed", "autograder_files", "plugins", "variables"):
            if config.get(name):
                what = f"the assignment's `{name}` ({_short(config[name])})"
                self.master.note(number, f"{what} is left out: add what is needed")

    def _question(self, number: int, config: Mapping[str, Any]) -> None:
        name = str(config.get("name") or f"question_{number}")
        self.points = config.get("points")
        for key in config.keys() - {"name", "points", "manual", "check_cell", "export"}:
            self.master.note(number, f"{name}: `{key}` ({_short(config[key])}) is left out")
        self.question = ForeignQuestion(name, number, "", _number(self.points), bool(config.get("manual")))
        self.question.end = len(self.master.cells)
        self.master.questions.append(self.question)

    def _prose(self, text: str) -> None:
        question = self.question
        if question is not None and self.block == "SOLUTION":
            question.answer = f"{question.answer}\n\n{text}".strip()
        elif question is None or not (question.is_manual and self.block == "PROMPT"):
            self.master.add("markdown", text)
        if question is not None and not self.block and not question.title:
            question.title = _title(text)

    def _code(self, number: int, text: str) -> None:
        if self.block == "TESTS" and self.question is not None:
            self._test(number, text.lstrip("\n"), self.question)
        elif self.block == "PROMPT":
            self.master.note(number, "a prompt is left out", is_lost=False)
        elif OF_OTTER.search(text):
            self.master.note(number, "lines that call Otter are left out", is_lost=False)
            others = [line for line in text.split("\n") if not OF_OTTER.search(line)]
            self.master.add("code", "\n".join(others))
        else:
            self.master.add_code(number, solutions.mark_otter(text), self.question)

    def _test(self, number: int, text: str, question: ForeignQuestion) -> None:
        config: Mapping[str, Any] = {}
        if header := TEST_CONFIG.match(text):
            config, text = _yaml(header[1]), text[header.end() :]
        is_unread = bool(header and header[1].strip() and not config)
        if is_unread:
            what = f"the config of a test of {question.name} cannot be read: the test is hidden now, if it was not"
            self.master.note(number, what)
        first, _, rest = text.partition("\n")
        is_hidden = first.strip(" #").upper() == "HIDDEN"
        source = IGNORED.sub("", rest if is_hidden else text)
        is_hidden = is_hidden or is_unread or bool(config.get("hidden"))
        points = _number(config.get("points")) or _listed_points(self.points, len(question.tests))
        question.tests.append(ForeignTest(number, source, is_hidden, points, self.master.last_code))


def _yaml(text: str) -> Mapping[str, Any]:
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}  # no YAML; nested too deeply; a date that is none
    return _table(data)


def _table(value: Any) -> Mapping[str, Any]:
    """The value, which a notebook should have as a table."""
    return value if isinstance(value, dict) else {}


def _short(value: Any) -> str:
    """For a note: a few lines of YAML may stand for more entries than any machine can write."""
    return printable(reprlib.repr(value), 100)


def _listed_points(points: Any, index: int) -> float | None:
    """The points of the test of that index, where its question lists them: [1, 2] or { each: 1 }."""
    match points:
        case {"each": each}:
            return _number(each)
        case list() if index < len(points):
            return _number(points[index])
    return None


# ── nbgrader


def _read_nbgrader(cells: list[dict[str, Any]]) -> ForeignMaster:
    master, tested = ForeignMaster(), None
    prose: list[str] = []  # above the next question
    for number, cell in enumerate(cells, 1):
        text, kind = cell_text(cell), cell.get("cell_type", "")
        facts = _table(cell.get("metadata", {}).get("nbgrader"))
        is_task, is_graded, is_solution = (bool(facts.get(name)) for name in ("task", "grade", "solution"))
        is_own_title = number == 1 and text.lstrip().startswith("# ")  # of the notebook
        if kind == "markdown" and not is_solution and not is_own_title:
            prose.append(text)
        points = _number(facts.get("points"))
        if is_task or is_solution:
            name = str(facts.get("grade_id") or f"cell_{number}")
            is_manual = is_task or is_graded
            question = ForeignQuestion(name, number, _title_of(prose), points if is_manual else None, is_manual)
            _add_question(master, question, "task" if is_task else kind, text)
            tested = tested if is_manual else question
            prose = []
        elif not is_graded:
            if HIDDEN_TESTS.search(text):
                master.note(number, "hidden tests in a cell that is not graded are left out")
            master.add(kind if kind in ("code", "markdown") else "raw", HIDDEN_TESTS.sub("", text))
        elif tested is None:
            master.note(number, "these tests stand before any solution, and are left out")
        else:
            hidden = "\n".join(HIDDEN_TESTS.findall(text))
            for source, is_hidden in ((HIDDEN_TESTS.sub("", text), False), (hidden, True)):
                if HAS_CODE.search(source):
                    tested.tests.append(ForeignTest(number, source, is_hidden, points, master.last_code))
    return master


def _title_of(prose: list[str]) -> str:
    """The last heading of these texts above a question; where none has one, the last text."""
    headings = [text for text in prose if HEADING.search(text)]
    return _title((headings or prose or [""])[-1])


def _add_question(master: ForeignMaster, question: ForeignQuestion, kind: str, text: str) -> None:
    if scheme := MARK_SCHEME.search(text):
        master.note(question.cell, f"the mark scheme of {question.name} is left out: {scheme[1].strip()}")
        text = MARK_SCHEME.sub("", text)
    if kind == "task":
        master.add("markdown", text)
    elif kind == "code" or not question.is_manual:
        master.add_code(question.cell, solutions.mark_nbgrader(text), question)
    else:
        question.answer = "\n".join(solutions.without_markers(text)[0]).strip()
    question.end = len(master.cells)
    master.questions.append(question)


def _title(text: str) -> str:
    """The first heading, or else the first line, without its marks."""
    heading = HEADING.search(text)
    line = heading[1] if heading else text.strip().partition("\n")[0]
    return textwrap.shorten(re.sub(r"[*`]", "", line), 80, placeholder=" ...")


def _number(points: Any) -> float | None:
    is_number = isinstance(points, (int, float)) and not isinstance(points, bool)
    return float(points) if is_number and 0 < points < MAX_POINTS else None

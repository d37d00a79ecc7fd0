"""Another tool's marks of a solution -> `### BEGIN SOLUTION` and `### END SOLUTION`, with a stub where we need one.

Inside a function the marked lines stay where they are. A whole function that is marked keeps its `def` line and
docstring outside. A marked assignment at the top level gets the stub `name = ...` above it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from grader.authoring.handout import first_line, parse, strip_solutions
from grader.authoring.markers import MARKER, MasterError
from grader.base.syntax import names_in, statements_of

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
LINE = re.compile(r"\s*#\s*(SOLUTION( NO PROMPT)?|SEED)\s*$", re.IGNORECASE)
_MARK = r"[ \t]*;?[ \t]*#[ \t]*{}[ \t]+PROMPT[ \t]*"
PROMPT = re.compile(
    rf"(\A|\n)[ \t]*(\"{{3}}|'{{3}}){_MARK.format('BEGIN')}.*?{_MARK.format('END')}(?=\n|\Z)", re.IGNORECASE | re.DOTALL
)
WHOLE = "what stood in a function beside its solution is part of the solution now"
UNREADABLE = "Python cannot read this cell, so that its solutions are not marked: put the markers in by hand"

Definition = ast.ClassDef | ast.arguments | None  # a class, the parameters of a function, None for a variable


@dataclass(frozen=True)
class Marked:
    """A code cell with our markers, and what is to be said of it."""

    source: str
    notes: tuple[str, ...] = ()


class _HiddenLine(NamedTuple):
    """A line that students do not get: the `def` line of its function, the names that need a stub above it.

    `column` is where its statement begins, in a class or at the top level: there its stubs stand.
    """

    function: int = -1
    stubs: tuple[str, ...] = ()
    column: int = 0


def definitions(code: Iterable[str]) -> dict[str, Definition]:
    """What these cells define, by name; a function that is assigned anew, `f = jit(f)`, stays one."""
    result: dict[str, Definition] = {}
    for source in code:
        for name, statement in _definitions_in(source):
            match statement:
                case ast.ClassDef():
                    result[name] = statement
                case ast.FunctionDef(args=parameters) | ast.Assign(value=ast.Lambda(args=parameters)):
                    result[name] = parameters
                case _:
                    result.setdefault(name, None)
    return result


def names_of_solutions(code: Iterable[str]) -> set[str]:
    """The names that students define: what stands in statements that they do not get as they are."""
    names: set[str] = set()
    for source in code:
        try:
            handed_out = set(map(ast.dump, statements_of(str(strip_solutions(source)))))
        except MasterError:
            handed_out = set()
        names |= {name for name, statement in _definitions_in(source) if ast.dump(statement) not in handed_out}
    return names


def _definitions_in(source: str) -> Iterator[tuple[str, ast.stmt]]:
    """Each name that a statement at the top level defines, with the statement."""
    for statement in statements_of(source):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name, statement
        else:
            counters = names_in((loop.target for loop in ast.walk(statement) if isinstance(loop, ast.For)), ast.Store)
            yield from ((name, statement) for name in names_in([statement], ast.Store) - counters)


def mark_otter(source: str) -> Marked:
    """A cell of an Otter master: regions, and lines that end in `# SOLUTION`."""
    lines, solution = without_markers(PROMPT.sub("", source))
    marked = {number for number, line in enumerate(lines) if LINE.search(line)}
    return _marked([LINE.sub("", line) for line in lines], solution | marked)


def mark_nbgrader(source: str) -> Marked:
    """A solution cell of an nbgrader master: its regions, or all of it where it has none."""
    lines, solution = without_markers(source)
    return _marked(lines, solution or set(range(len(lines))))


def without_markers(source: str) -> tuple[list[str], set[int]]:
    """The lines without the marks of regions, and the numbers of those that stood in one."""
    lines: list[str] = []
    solution: set[int] = set()
    is_open = False
    for line in source.split("\n"):
        if marker := MARKER.match(line):
            is_open = marker[1].upper() == "BEGIN"
            continue
        if is_open:
            solution.add(len(lines))
        lines.append(line)
    return lines, solution


def _marked(lines: list[str], solution: set[int]) -> Marked:
    """The cell with markers around these lines; around whole bodies where the rest could not stand alone."""
    source = "\n".join(lines)
    solution = {i for i in solution if lines[i].strip()}
    if not solution:
        return Marked(source)
    try:
        tree = parse(source, "")
    except MasterError:
        return Marked(source, (UNREADABLE,))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    spans = [range(function.lineno - 1, function.end_lineno or 0) for function in functions]
    def_lines = {span.start for span in spans if solution.intersection(span)}
    for lines_of, notes in ((solution, ()), (solution | def_lines, (WHOLE,))):
        hidden = dict(_hidden_lines(tree.body, lines_of))
        for i in lines_of - hidden.keys():
            if lines[i].lstrip().startswith("#"):  # it may say how the solution is done
                around = (span.start for span in spans if i in span[1:])
                hidden[i] = _HiddenLine(max(around, default=-1))
        marked = _with_markers(lines, hidden)
        try:
            strip_solutions(marked)
        except MasterError:
            continue
        return Marked(marked, notes)
    return Marked(source, (UNREADABLE,))


def _hidden_lines(body: Sequence[ast.stmt], solution: set[int]) -> Iterator[tuple[int, _HiddenLine]]:
    """Of each statement in which a solution stands, the lines that are one."""
    for statement in body:
        lines, def_line = range(first_line(statement) - 1, statement.end_lineno or 0), statement.lineno - 1
        if not solution.intersection(lines):
            continue
        match statement:
            case ast.ClassDef():
                inner = solution.union(lines) if def_line in solution else solution
                yield from _hidden_lines(statement.body, inner)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                has_docstring = ast.get_docstring(statement, clean=False) is not None
                inside = solution.intersection(lines[lines.index(def_line) + 1 :])
                if def_line in solution and (rest := statement.body[has_docstring:]):
                    inside = set(range(first_line(rest[0]) - 1, lines.stop))
                yield from ((i, _HiddenLine(def_line)) for i in inside)
            case _:
                hidden = _HiddenLine(stubs=_assigned_names(statement), column=statement.col_offset)
                yield from ((i, hidden) for i in lines)


def _assigned_names(statement: ast.stmt) -> tuple[str, ...]:
    """The names that an assignment defines, in order."""
    match statement:
        case ast.Assign(targets=targets):
            nodes = [node for target in targets for node in ast.walk(target)]
        case ast.AnnAssign(target=target):
            nodes = [target]
        case _:
            nodes = []
    return tuple(node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))


def _with_markers(lines: Sequence[str], hidden: dict[int, _HiddenLine]) -> str:
    """The cell with markers around each run of hidden lines of one block, and stubs above them."""
    runs: list[list[int]] = []
    for i in sorted(hidden):
        before = hidden.get(i - 1)
        if before and (hidden[i].function, hidden[i].column) == (before.function, before.column):
            runs[-1].append(i)
        else:
            runs.append([i])
    result = list(lines)
    for run in reversed(runs):
        first, last = run[0], run[-1]
        indentation = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
        stubs = [f"{name} = ..." for name in dict.fromkeys(name for i in run for name in hidden[i].stubs)]
        result[last + 1 : last + 1] = [indentation + END]
        result[first:first] = [indentation + line for line in (*stubs, BEGIN)]
    return "\n".join(result)

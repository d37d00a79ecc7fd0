"""Another tool's marks of a solution -> `### BEGIN SOLUTION` and `### END SOLUTION`, with a stub where we need one.

Inside a function the marked lines stay where they are. A whole function that is marked keeps its `def` line and
docstring outside. A marked assignment at the top level gets the stub `name = ...` above it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.authoring.handout import first_line, parse, strip_solutions
from grader.authoring.markers import MasterError
from grader.base.syntax import names_in, statements_of

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
REGION = re.compile(r"^\s*#+\s*(BEGIN|END)\s+SOLUTION\b.*$", re.IGNORECASE)
LINE = re.compile(r"\s*#\s*(SOLUTION( NO PROMPT)?|SEED)\s*$", re.IGNORECASE)
PROMPT = re.compile(r"^\s*(\"\"\"|''')\s*;?\s*#\s*(BEGIN|END)\s+PROMPT\s*$", re.IGNORECASE)
WHOLE = "what stood in a function beside its solution is part of the solution now"
UNREADABLE = "Python cannot read this cell, so that its solutions are not marked: put the markers in by hand"


@dataclass(frozen=True)
class Marked:
    """A code cell with our markers, and what is to be said of it."""

    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Region:
    """Lines from `first` to `last`, the lines of the stub that stands above them, and the line of their function."""

    first: int
    last: int
    stub: tuple[str, ...] = ()
    function: int = -1


def definitions(code: Sequence[str]) -> tuple[dict[str, ast.arguments], set[str]]:
    """The functions of these cells with their parameters, and the variables."""
    functions: dict[str, ast.arguments] = {}
    variables: set[str] = set()
    for source in code:
        body = statements_of(source)
        assigned = [statement for statement in body if isinstance(statement, ast.Assign)]
        lambdas = [(node.targets, node.value.args) for node in assigned if isinstance(node.value, ast.Lambda)]
        functions |= {node.name: node.args for node in body if isinstance(node, ast.FunctionDef)}
        functions |= {each.id: args for targets, args in lambdas for each in targets if isinstance(each, ast.Name)}
        variables |= names_in(assigned, ast.Store)
    return functions, variables - functions.keys()


def class_names(code: Iterable[str]) -> list[str]:
    """The classes that these cells define."""
    return [node.name for source in code for node in statements_of(source) if isinstance(node, ast.ClassDef)]


def names_of_solutions(code: Iterable[str]) -> set[str]:
    """The names that students define: what stands in statements that they do not get as they are."""
    names: set[str] = set()
    for source in code:
        try:
            handed_out = set(map(ast.dump, statements_of(str(strip_solutions(source)))))
        except MasterError:
            handed_out = set()
        for each in statements_of(source):
            if ast.dump(each) not in handed_out:
                match each:
                    case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                        names.add(name)
                    case _:
                        names |= names_in([each], ast.Store)
    return names


def mark_otter(source: str) -> Marked:
    """A cell of an Otter master: regions, and lines that end in `# SOLUTION`."""
    lines: list[str] = []
    in_prompt = False
    for line in source.split("\n"):
        if PROMPT.match(line):
            in_prompt = not in_prompt
        elif not in_prompt:
            lines.append(line)
    lines, solution = _regions_removed(lines)
    marked = {number for number, line in enumerate(lines) if LINE.search(line)}
    return _marked([LINE.sub("", line) for line in lines], solution | marked)


def mark_nbgrader(source: str) -> Marked:
    """A solution cell of an nbgrader master: its regions, or all of it where it has none."""
    lines, solution = _regions_removed(source.split("\n"))
    return _marked(lines, solution or set(range(len(lines))))


def _regions_removed(source: Iterable[str]) -> tuple[list[str], set[int]]:
    """The lines without the marks of regions, and the numbers of those that stood in one."""
    lines: list[str] = []
    solution: set[int] = set()
    is_open = False
    for line in source:
        if region := REGION.match(line):
            is_open = region[1].upper() == "BEGIN"
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
        for lines_of, notes in ((solution, ()), (solution | _def_lines(tree, solution), (WHOLE,))):
            regions = list(_regions(tree.body, lines, lines_of))
            regions = sorted([*regions, *_comments(tree, lines, lines_of, regions)], key=lambda region: region.first)
            marked = _insert(lines, list(_merged(iter(regions))))
            try:
                strip_solutions(marked)
            except MasterError:
                continue
            return Marked(marked, notes)
    except MasterError:
        pass
    return Marked(source, (UNREADABLE,))


def _def_lines(tree: ast.Module, solution: set[int]) -> set[int]:
    """The `def` lines of the functions in which a solution stands."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {f.lineno - 1 for f in functions if solution & set(range(f.lineno - 1, f.end_lineno or 0))}


def _regions(body: Sequence[ast.stmt], lines: Sequence[str], solution: set[int]) -> Iterator[_Region]:
    for statement in body:
        first, last = first_line(statement) - 1, (statement.end_lineno or statement.lineno) - 1
        if not solution & set(range(first, last + 1)):
            continue
        match statement:
            case ast.ClassDef():
                inner = set(range(first, last + 1)) if statement.lineno - 1 in solution else set()
                yield from _regions(statement.body, lines, solution | inner)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _in_function(statement, solution)
            case ast.Assign(targets=targets):
                yield _Region(first, last, tuple(_stubs(targets, lines[first])))
            case ast.AnnAssign(target=target):
                yield _Region(first, last, tuple(_stubs([target], lines[first])))
            case _:
                yield _Region(first, last)


def _comments(
    tree: ast.Module, lines: Sequence[str], solution: set[int], regions: Sequence[_Region]
) -> Iterator[_Region]:
    """The comments of a solution that stand outside of its statements: they may say how it is done."""
    covered = {line for region in regions for line in range(region.first, region.last + 1)}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for line in sorted(solution - covered):
        if lines[line].lstrip().startswith("#"):
            around = [f.lineno for f in functions if f.lineno <= line < (f.end_lineno or f.lineno)]
            yield _Region(line, line, (), max(around, default=-1))


def _in_function(function: ast.FunctionDef | ast.AsyncFunctionDef, solution: set[int]) -> Iterator[_Region]:
    """The body, without its docstring, where the `def` line is marked; else the marked lines."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    last = (function.end_lineno or function.lineno) - 1
    if body and function.lineno - 1 in solution:
        yield _Region(first_line(body[0]) - 1, last, (), function.lineno)
        return
    for line in sorted(solution & set(range(function.lineno, last + 1))):
        yield _Region(line, line, (), function.lineno)


def _stubs(targets: Sequence[ast.expr], line: str) -> Iterator[str]:
    indentation = line[: len(line) - len(line.lstrip())]
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield f"{indentation}{node.id} = ..."


def _merged(regions: Iterator[_Region]) -> Iterator[_Region]:
    """Regions of consecutive lines of one function, or of none, as one, with all of their stubs above it."""
    before: _Region | None = None
    for region in regions:
        if before is not None and (region.first, region.function) == (before.last + 1, before.function):
            before = replace(before, last=region.last, stub=(*before.stub, *region.stub))
            continue
        if before is not None:
            yield before
        before = region
    if before is not None:
        yield before


def _insert(lines: Sequence[str], regions: Sequence[_Region]) -> str:
    result = list(lines)
    for region in reversed(regions):
        line = lines[region.first]
        indentation = line[: len(line) - len(line.lstrip())]
        inner = result[region.first : region.last + 1]
        result[region.first : region.last + 1] = [
            *dict.fromkeys(region.stub), f"{indentation}{BEGIN}", *inner, f"{indentation}{END}"
        ]  # fmt: skip
    return "\n".join(result)

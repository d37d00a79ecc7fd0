"""Cells -> parsed statements: where each stands, what it does with names, and the cells that cannot be parsed.

Only `ast` touches the source. A syntax tree is thrown away as soon as its statements are described.
"""

from __future__ import annotations
import __future__

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from grader.base.syntax import find_module
from grader.base.text import printable
from grader.extraction.formats.document import Cell
from grader.extraction.formats.own_modules import split_modules
from grader.extraction.formats.parsing import parse
from grader.extraction.statements.configuration import configured_paths
from grader.extraction.statements.names import name_use
from grader.extraction.statements.stubs import NameDefinition, RequestedNames
from grader.extraction.statements.uses import NameUse

MAX_STATEMENTS = 100_000  # of all cells; the last one may exceed it
MADE = -1  # level of an import that `_top_level` makes: it has no dots
_DEFINITIONS = (ast.FunctionDef, ast.ClassDef)
_HOLDING_STATEMENTS = (ast.stmt, ast.excepthandler, ast.match_case)


class Statement(NamedTuple):
    """`compile("\\n" * (line - 1) + source, f"cell {cell}", "exec", flags, dont_inherit=True)` keeps line numbers."""

    cell: int
    line: int  # of the first line of `source`
    source: str
    flags: int = 0  # of the `from __future__` imports that hold here; IPython keeps them from cell to cell
    module: str = ""  # that the notebook brings along and this is a part of: it runs when somebody imports it


@dataclass(frozen=True, slots=True)
class ParsedStatement:
    """A top-level statement, and what remains of its syntax tree."""

    statement: Statement
    names: NameUse
    defines: Mapping[str, NameDefinition]  # of the requested names only
    nested: tuple[tuple[str, str], ...]  # (function, the function or class that contains it)
    configures: tuple[str, ...]  # dotted paths, if the statement does nothing but call or assign these
    is_data: bool  # it assigns what nothing can call, as `size = 10`


class BrokenCell(NamedTuple):
    """A cell that Python cannot parse, or that its author disabled."""

    cell: int
    line: int
    message: str  # Python's, or why the cell is not read
    source_line: str


@dataclass(frozen=True)
class UnparsedCell:
    """A broken cell with its source."""

    error: BrokenCell
    source: str

    def seems_to_define(self, name: str) -> bool:
        """Whether a line of it looks like a definition, an import or an assignment of the name."""
        word = rf"{re.escape(name)}\b"
        imported = rf"(?:import|from)\b.*\b{word}"
        return bool(
            re.search(rf"^[ \t]*(?:(?:async[ ]+)?def[ ]+{word}|class[ ]+{word}|{imported})", self.source, re.M)
            or re.search(rf"^{word}[ \t]*(?::[^=\n]+)?=(?!=)", self.source, re.M)
        )


@dataclass(frozen=True)
class ParsedCells:
    """All top-level statements of the cells in order, the modules that cells write, the cells that cannot be parsed."""

    statements: list[ParsedStatement] = field(default_factory=list)
    modules: list[Statement] = field(default_factory=list)  # their parts
    broken: list[UnparsedCell] = field(default_factory=list)

    def own_names(self) -> frozenset[str]:
        """The names that the notebook defines itself, or imports from its own modules."""
        return self._own_names(self.statements)

    def own_functions(self) -> frozenset[str]:
        """Those of them that may be called."""
        return self._own_names(each for each in self.statements if not each.is_data)

    def _own_names(self, statements: Iterable[ParsedStatement]) -> frozenset[str]:
        modules = {each.module for each in self.modules}
        names = set[str]()
        for use in (each.names for each in statements):
            names |= use.binds - {bound for bound, origin in use.imports if not _is_within(origin, modules)}
        return frozenset(names)


def parse_cells(cells: Iterable[Cell], requested: RequestedNames, beside: Mapping[str, Iterable[Cell]]) -> ParsedCells:
    """Read all cells, and those of the modules `beside` them. Raises nothing for whatever they contain."""
    parsed, flags = ParsedCells(), 0
    others, modules = split_modules(cells, beside)
    exports = {name: _add_module(name, parts, parsed) for name, parts in modules.items()}
    for cell in others:
        if (source_and_tree := _parse(cell, parsed)) is None:
            continue
        source, tree = source_and_tree
        flags |= _future_flags(tree)
        text = _CellText(cell, source, flags)
        parsed.statements.extend(_parsed_statement(each, text, requested, exports) for each in _top_level(tree.body))
    return parsed


def _is_within(origin: str, modules: Collection[str]) -> bool:
    """Whether `package.module`, or `package.module.name`, is of one of these modules."""
    path = origin.lstrip(".")
    return bool(find_module(path, modules) or find_module(path.rpartition(".")[0] or path, modules))


def _add_module(name: str, parts: Iterable[Cell], parsed: ParsedCells) -> frozenset[str]:
    """Add the parts of a module; the names that `from name import *` binds."""
    names = set[str]()
    for cell in parts:
        source, tree = _parse(cell, parsed) or (cell.source, ast.Module([], []))  # importing it says what is wrong
        parsed.modules.append(Statement(cell.number, cell.first_line, source, module=name))
        names = names.union(*(name_use(statement).binds for statement in tree.body))
    return frozenset(each for each in names if not each.startswith("_"))


# --- parsing a cell ---


def _parse(cell: Cell, parsed: ParsedCells) -> tuple[str, ast.Module] | None:
    """The cell's source without magics, and its tree; None for a cell that is added to those that are broken."""
    try:
        _refuse_unread(cell, len(parsed.statements))
        return parse(cell.source)
    except SyntaxError as error:
        lines = cell.source.split("\n")
        line = min(max(error.lineno or 1, 1), len(lines))
        message, source_line = (printable(text, 200) for text in (str(error.msg), lines[line - 1].strip()))
        where = cell.first_line + line - 1
        parsed.broken.append(UnparsedCell(BrokenCell(cell.number, where, message, source_line), cell.source))
    return None


def _refuse_unread(cell: Cell, statements: int) -> None:
    if cell.disabled:
        raise SyntaxError("this cell is disabled, so that nothing in it runs: enable it", ("", 1, 1, None))
    if statements > MAX_STATEMENTS:
        raise SyntaxError(f"the cells before have more than {MAX_STATEMENTS:,} statements", ("", 1, 1, None))


def _future_flags(tree: ast.Module) -> int:
    flags = 0
    for node in tree.body:
        for alias in node.names if isinstance(node, ast.ImportFrom) and node.module == "__future__" else ():
            flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    return flags


# --- statements ---


def _top_level(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements; those of `if __name__ == "__main__":` in its place, as in a notebook that is true.

    `import a, b` is two, so that who needs `a` does not need `b` to be installed. `from .a import b` is
    `from a import b`: what was handed in is no part of a package here.
    """
    for statement in body:
        match statement:
            case ast.If(
                test=ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")])
                | ast.Compare(ast.Constant("__main__"), [ast.Eq()], [ast.Name("__name__")]),
                orelse=[],
            ):
                yield from statement.body
            case ast.Import(names=[_, _, *_] as names):
                yield from (ast.copy_location(ast.Import([name]), name) for name in names)
            case ast.ImportFrom(module=str() as module, names=names, level=1 | 2):
                yield ast.copy_location(ast.ImportFrom(module, names, MADE), statement)
            case ast.ImportFrom(module=None, names=names, level=1 | 2):
                yield from (ast.copy_location(ast.Import([name]), statement) for name in names if name.name != "*")
            case _:
                yield statement


@dataclass(frozen=True)
class _CellText:
    """A cell's source, to cut statements from."""

    cell: Cell
    source: str
    flags: int
    lines: list[bytes] = field(init=False)  # `ast` counts columns in bytes of UTF-8

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", self.source.encode().split(b"\n"))

    def cut(self, node: ast.stmt) -> Statement:
        """The statement alone, though others may share its lines (`a = 1; b = 2`) or its block be indented."""
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        start, lines = node.col_offset, self.lines[first - 1 : node.end_lineno]
        if start and hasattr(node, "body"):  # a block keeps its indentation, below a line of its own
            first, start, lines = first - 1, 0, [b"if True:", *lines]
        if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "level", MADE) == MADE:
            lines = [ast.unparse(node).encode()]
        elif len(lines) == 1:  # in one cut, as a line may hold very many statements
            lines = [lines[0][start : node.end_col_offset]]
        else:
            lines = [lines[0][start:], *lines[1:-1], lines[-1][: node.end_col_offset]]
        line = self.cell.first_line + first - 1
        return Statement(self.cell.number, line, b"\n".join(lines).decode(), self.flags)


def _with_exports(names: NameUse, exports: Mapping[str, frozenset[str]]) -> NameUse:
    """The names, where `from module import *` of the notebook's own modules binds what these define."""
    own = {module: name for module in names.star_imports if (name := find_module(module, exports))}
    if not own:
        return names
    bound = frozenset().union(*(exports[name] for name in own.values()))
    others = tuple(module for module in names.star_imports if module not in own)
    return replace(names, binds=names.binds | bound, replaces=names.replaces | bound, star_imports=others)


def _parsed_statement(
    statement: ast.stmt, text: _CellText, requested: RequestedNames, exports: Mapping[str, frozenset[str]]
) -> ParsedStatement:
    annotations_run = not text.flags & __future__.annotations.compiler_flag
    names = _with_exports(name_use(statement, annotations_run=annotations_run), exports)
    defined = requested.names & names.binds
    nodes = list(ast.walk(statement)) if defined else []
    first_line = text.cell.first_line
    return ParsedStatement(
        text.cut(statement),
        names,
        {name: requested.definition(name, nodes, first_line) for name in defined},
        tuple(_nested_definitions(statement)),
        tuple(configured_paths(statement) or ()),
        _is_data(statement),
    )


def _is_data(statement: ast.stmt) -> bool:
    code = (ast.Name, ast.Lambda, ast.Call)  # `t.f` holds a name as well
    match statement:
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return not any(isinstance(node, code) for node in ast.walk(value))
    return False


def _nested_definitions(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """The name of each function and class inside a function or a class, with the outer one's name; outermost first."""
    if not isinstance(statement, _DEFINITIONS):
        return
    pending: list[ast.AST] = [statement]
    for node in pending:  # statements alone: no expression holds a definition
        inside = [each for each in ast.iter_child_nodes(node) if isinstance(each, _HOLDING_STATEMENTS)]
        yield from ((each.name, statement.name) for each in inside if isinstance(each, _DEFINITIONS))
        pending += inside

"""The statements of a notebook that each requested function needs. README.md beside this file says how it works.

Nothing here runs, imports or compiles the submission.
"""

from __future__ import annotations

import difflib
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.base.syntax import importable
from grader.base.text import short_place
from grader.extraction.cells import BrokenCell, ParsedCells, ParsedStatement, Statement, UnparsedCell, parse_cells
from grader.extraction.formats.document import Cell, Picture
from grader.extraction.program import Program, TooManySteps
from grader.extraction.statements.stubs import NameDefinition, RequestedNames

__all__ = [
    "BrokenCell", "BrokenName", "DefinedName", "Extraction", "MissingName", "NeededStatements", "Statement", "extract",
    "functions_source", "needed_statements", "statements_as_defined",
]  # fmt: skip


class BrokenName(NamedTuple):
    """A name whose definition seems to stand in a cell that cannot be read as Python, or is disabled."""

    name: str
    cell: int
    line: int
    message: str  # Python's, or why the cell is not read
    source_line: str


class DefinedName(NamedTuple):
    """Where the function or variable is defined, and the statements that it needs."""

    name: str
    cell: int
    line: int
    statements: tuple[int, ...]  # indices into `Extraction.statements`, in the order in which to run them
    attempted: bool  # False for a stub: only pass, ..., return None, raise NotImplementedError, or the handout's code
    configuration: tuple[int, ...] = ()  # of the statements, those that only configure, or give the function's name to
    # a value behind it: an error there is no verdict
    as_defined: tuple[int, ...] = ()  # instead of `statements`, where the notebook ends with the definition; empty if
    # nothing behind that is needed, or a name is bound there alone
    unresolved: tuple[str, ...] = ()  # needed names that no cell binds: run the whole notebook instead
    broken: tuple[BrokenName, ...] = ()  # of the unresolved names, those whose cell does not parse


class MissingName(NamedTuple):
    """A name that no statement defines; `suggestion` is a name that the student may have meant."""

    name: str
    suggestion: str  # "`Adam` (cell 12)" or "`Adam` (line 41)", or empty


@dataclass(frozen=True)
class Extraction:
    """What became of each requested name, and all statements of the notebook."""

    names: tuple[DefinedName | MissingName | BrokenName, ...]  # one for each requested name, in that order
    statements: tuple[Statement, ...]  # of all cells that parse, with those of modules behind all others
    broken_cells: tuple[BrokenCell, ...]
    looks_like: str = field(default="", compare=False)  # what the file is, where it is surely not the homework
    figures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict, compare=False)  # by the names to look for
    seconds: float = field(default=0.0, compare=False)  # of computing that the reading took

    def __getitem__(self, name: str) -> DefinedName | MissingName | BrokenName:
        return next(each for each in self.names if each.name == name)

    def defined(self, names: Iterable[str]) -> list[DefinedName]:
        """Those of these names that are defined, in their order."""
        return [each for each in map(self.__getitem__, names) if isinstance(each, DefinedName)]


def extract(
    notebook: Iterable[Cell],
    names: Sequence[str],
    stubs: Mapping[str, str] | None = None,
    beside: Mapping[str, Iterable[Cell]] | None = None,
) -> Extraction:
    """Find what each of these functions and variables needs; `stubs` maps names to the handout's source of them.

    `beside` are the cells of other files by the names of the modules that they are. Raises ValueError if a stub is not
    Python, and nothing for whatever the notebook contains.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape in a label is the student's affair
        parsed = parse_cells(notebook, RequestedNames.of(names, stubs or {}), beside or {})
    program = Program(parsed.statements, frozenset(names))
    return Extraction(
        tuple(_extract_name(name, program, parsed) for name in names),
        (*(each.statement for each in parsed.statements), *parsed.modules),
        tuple(cell.error for cell in parsed.broken),
    )


class NeededStatements(NamedTuple):
    """The statements that several names need together, in the order in which to run them."""

    statements: tuple[int, ...]
    configuration: tuple[int, ...]  # of the statements, those that only configure
    is_traced: bool  # False where a name could not be traced: the statements are then all of the notebook


def needed_statements(extraction: Extraction, names: Sequence[str]) -> NeededStatements:
    """What these names need, each of which must be defined."""
    defined = extraction.defined(names)
    orders = [each.statements for each in defined]
    configuration = {index for each in defined for index in each.configuration}
    configuration -= {index for each in defined for index in each.statements if index not in each.configuration}
    statements = tuple(dict.fromkeys(index for order in orders for index in order))
    if all(order == tuple(sorted(order)) for order in orders):  # else some wait for a later one, as in their own order
        statements = tuple(sorted(statements))
    is_traced = not any(each.unresolved for each in defined)
    all_statements = tuple(index for index, each in enumerate(extraction.statements) if not each.module)
    return NeededStatements(statements if is_traced else all_statements, tuple(sorted(configuration)), is_traced)


def statements_as_defined(extraction: Extraction, names: Sequence[str]) -> tuple[int, ...]:
    """`DefinedName.as_defined` of the name; empty for several names, which have no one place."""
    defined = extraction.defined(names)
    return defined[0].as_defined if len(defined) == 1 else ()


def functions_source(extraction: Extraction, names: Sequence[str]) -> str:
    """The source that the names need, each of which must be defined, without configuration.

    The modules that it imports come first.
    """
    defined = extraction.defined(names)
    needed = (index for each in defined for index in each.statements if index not in each.configuration)
    source = "\n".join(extraction.statements[index].source for index in dict.fromkeys(needed))
    words = _imported_words(source)
    modules = [each for each in extraction.statements if words.intersection(importable(each.module).split("."))]
    return "\n".join([*(each.source for each in modules), source])


def _imported_words(source: str) -> set[str]:
    """The words of the lines that import something: the names of modules, and of packages that they are in."""
    return set(re.findall(r"\w+", "\n".join(re.findall(r"^[ \t]*(?:from|import)\b(.*)", source, re.MULTILINE))))


def _extract_name(name: str, program: Program, parsed: ParsedCells) -> DefinedName | MissingName | BrokenName:
    broken = _broken_definitions(name, parsed.broken)
    bindings = program.bindings.get(name, [])
    attempted = bool(bindings) and _is_attempted(name, program, parsed)
    if not attempted and (index := program.may_bind_by_text(name, behind=max(bindings, default=-1))) is not None:
        cell, line, *_ = program.statements[index].statement
        return DefinedName(name, cell, line, tuple(range(len(program.statements))), True, unresolved=(name,))
    if not bindings:
        return broken[-1] if broken else MissingName(name, _suggestion(name, program.statements))
    if broken and not attempted:  # the handout's stub stands, and the student's own cell does not parse
        return broken[-1]
    plan = _plan(name, program)
    binding = [program.statements[at] for at in reversed(bindings)]
    last = next((each for each in binding if name in each.defines), binding[0])  # else a call, as of `main()`, binds it
    line = last.defines[name].line if name in last.defines else last.statement.line
    return DefinedName(
        name, last.statement.cell, line, plan.order, attempted,
        configuration=plan.forgiven,
        as_defined=_as_defined(name, program, plan),
        unresolved=plan.unresolved,
        broken=tuple(error for each in plan.unresolved for error in _broken_definitions(each, parsed.broken)),
    )  # fmt: skip


class _Plan(NamedTuple):
    """The statements to run for a name, in order; those that may fail; needed names that no statement binds."""

    order: tuple[int, ...]
    forgiven: tuple[int, ...] = ()
    unresolved: tuple[str, ...] = ()


def _plan(name: str, program: Program) -> _Plan:
    try:
        needs, configuration = program.needs(name, program.events[name][-1]), program.configuration
        function = program.needs_of_function(name) or needs
        order = program.run_order(
            needs.statements | configuration.statements, needs.dependencies | configuration.dependencies
        )
    except TooManySteps:
        return _Plan(tuple(range(len(program.statements))))
    forgiven = configuration.statements - needs.statements | needs.statements - function.statements
    return _Plan(order, tuple(sorted(forgiven)), tuple(sorted(function.unresolved)))


def _as_defined(name: str, program: Program, plan: _Plan) -> tuple[int, ...]:
    """`DefinedName.as_defined`: a later cell may import another `np`, or let NumPy raise where it only warned."""
    end = program.events[name][-1]
    if plan.unresolved or max(plan.order) <= end:
        return ()
    before = _plan(name, program.until(end))
    return () if before.unresolved else before.order


def _broken_definitions(name: str, broken_cells: Iterable[UnparsedCell]) -> list[BrokenName]:
    return [BrokenName(name, *cell.error) for cell in broken_cells if cell.seems_to_define(name)]


def _is_attempted(name: str, program: Program, parsed: ParsedCells) -> bool:
    """Whether the last binding, one that it may leave in effect, or a change to it is more than a stub."""
    for index in reversed(program.events[name]):
        definition = program.statements[index].defines.get(name)
        if definition is None or definition.attempted or _may_get_a_body(definition, parsed):
            return True
        if (name, index) not in program.dependent:
            return False
    return False


def _may_get_a_body(definition: NameDefinition, parsed: ParsedCells) -> bool:
    """Whether what decorates it, or a function that this gets, is the notebook's own: no library writes an answer."""
    if not definition.decorators:
        return False
    return bool(definition.decorators & parsed.own_names() or definition.arguments & parsed.own_functions())


def _suggestion(name: str, statements: Iterable[ParsedStatement]) -> str:
    """What the student may have meant: the closest name, or the same name inside another function."""
    places: dict[str, str] = {}
    for each in statements:
        cell = f"({short_place(each.statement.cell, each.statement.line)})"
        imported = {bound for bound, _ in each.names.imports}
        for inner, outer in each.nested:
            places.setdefault(inner, f"`{inner}` inside `{outer}` {cell}")
        places |= {bound: f"`{bound}` {cell}" for bound in each.names.binds - imported}
    by_lower_case = {candidate.lower(): place for candidate, place in places.items()}
    close = difflib.get_close_matches(name.lower(), by_lower_case, n=1, cutoff=0.6)
    return by_lower_case[close[0]] if close else ""

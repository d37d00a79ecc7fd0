"""A notebook's cells -> the statements that each asked function needs, and nothing else of the notebook.

The notebook is read as the straight-line program of its cells. Every top-level statement is one node; it binds
names, changes them in place, reads some now and some later (`names.py`). From there:

- a name read now is the one bound last before; with it come the changes made to it in between;
- a name read later, by a function, is the one bound last in the whole notebook: of two definitions the last wins;
- what a needed statement calls at once must find its own names as they are at that moment;
- `if`, `for`, `try` and `with` come whole, and do not hide what was bound before: they may not bind anything;
- statements that configure a library (`jax.config.update(...)`) always come along; plots, experiments, training
  loops and `input()` come only if something needed is bound by them.

For a notebook that runs from top to bottom the needed statements alone give every asked name the value that the
whole notebook gives it. If a name is read before any cell binds it (the student ran the cells in another order),
the statement waits for the one that binds it.

What static reading cannot see: names reached through `globals()`, `eval` or `exec`; an object changed through
another name for it, or as an argument; a function that changes globals by calling another one that does.

Only `ast` touches the submission: nothing here runs, imports or compiles it.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import difflib
import heapq
import itertools
import re
import warnings
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.extraction.names import Names, names_of
from grader.extraction.notebook import Cell, Notebook, without_magics


@dataclass(frozen=True, slots=True)
class Statement:
    """`compile("\\n" * (line - 1) + source, f"cell {cell}", "exec", flags, dont_inherit=True)` keeps line numbers."""

    cell: int
    line: int  # of the first line of `source`
    source: str
    flags: int = 0  # of the `from __future__` imports that hold here; IPython keeps them from cell to cell


@dataclass(frozen=True)
class BrokenName:
    """A name whose definition seems to stand in a cell that Python cannot parse."""

    name: str
    cell: int
    line: int
    message: str  # Python's
    source_line: str


@dataclass(frozen=True)
class DefinedName:
    """The function's place, and the statements that it needs."""

    name: str
    cell: int
    line: int
    statements: tuple[int, ...]  # indices into `Extraction.statements`, in the order in which to run them
    attempted: bool  # False for a stub: nothing but pass, ..., return None, raise NotImplementedError, the handout's
    configuration: tuple[int, ...] = ()  # of the statements, those that only configure: an error there is no verdict
    unresolved: tuple[str, ...] = ()  # needed names that no cell binds: run the whole notebook instead
    broken: tuple[BrokenName, ...] = ()  # of the unresolved names, those whose cell does not parse


@dataclass(frozen=True)
class MissingName:
    """No statement defines it; `suggestion` is a name that was perhaps meant."""

    name: str
    suggestion: str  # "`Adam` (cell 12)", or empty


@dataclass(frozen=True)
class BrokenCell:
    """A cell that Python cannot read."""

    cell: int
    line: int
    message: str
    source_line: str


@dataclass(frozen=True)
class Extraction:
    """What was found of each name that was asked for, and all statements of the notebook."""

    names: tuple[DefinedName | MissingName | BrokenName, ...]  # one for each asked name, in the order asked
    statements: tuple[Statement, ...]  # of all cells that parse: run them all when a needed name is unresolved
    broken_cells: tuple[BrokenCell, ...]

    def __getitem__(self, name: str) -> DefinedName | MissingName | BrokenName:
        return next(answer for answer in self.names if answer.name == name)

    @property
    def unresolved(self) -> tuple[str, ...]:
        """The names that any of the found functions needs and no cell binds."""
        found = (answer for answer in self.names if isinstance(answer, DefinedName))
        return tuple(sorted({name for answer in found for name in answer.unresolved}))


def extract(notebook: Notebook, wanted: Sequence[str], stubs: Mapping[str, str] | None = None) -> Extraction:
    """What each wanted function or variable of the notebook needs; `stubs` is the handout's source of each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "\l" in a label is the student's, and no news to whoever grades
        nodes, broken_cells = _parsed(notebook, _Asked.of(wanted, stubs or {}))
    program = _Program(nodes, frozenset(wanted))
    return Extraction(
        tuple(_answer(name, program, broken_cells) for name in wanted),
        tuple(node.statement for node in nodes),
        tuple(BrokenCell(b.cell, b.line, b.message, b.source_line) for b in broken_cells),
    )


def functions_source(extraction: Extraction, name: str) -> str:
    """The source that the asked name needs, without configuration; empty if it was not found."""
    answer = extraction[name]
    if not isinstance(answer, DefinedName):
        return ""
    needed = (i for i in answer.statements if i not in answer.configuration)
    return "\n".join(extraction.statements[i].source for i in needed)


# --- cells to nodes ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Definition:
    line: int
    attempted: bool


@dataclass(frozen=True, slots=True)
class _Node:
    """A top-level statement, and what is known of it once its syntax tree is thrown away."""

    statement: Statement
    names: Names
    defines: Mapping[str, _Definition]  # of the asked names only
    inside: tuple[tuple[str, str], ...]  # (name, the function or class that it is nested in)
    configures: tuple[str, ...]  # dotted paths, if the statement may do nothing but configure


@dataclass(frozen=True)
class _Unparsed:
    cell: int
    line: int
    message: str
    source_line: str
    source: str

    def named(self, name: str) -> BrokenName:
        return BrokenName(name, self.cell, self.line, self.message, self.source_line)

    def seems_to_define(self, name: str) -> bool:
        word = rf"{re.escape(name)}\b"
        imported = rf"(?:import|from)\b.*\b{word}"
        return bool(
            re.search(rf"^[ \t]*(?:(?:async[ ]+)?def[ ]+{word}|class[ ]+{word}|{imported})", self.source, re.M)
            or re.search(rf"^{word}[ \t]*(?::[^=\n]+)?=(?!=)", self.source, re.M)
        )


def _parsed(notebook: Notebook, asked: _Asked) -> tuple[list[_Node], list[_Unparsed]]:
    nodes: list[_Node] = []
    broken: list[_Unparsed] = []
    flags = 0
    for cell in notebook.cells:
        try:
            _refuse_too_much(cell, len(nodes))
            source, tree = _tree(cell.source)
        except SyntaxError as error:
            broken.append(_unparsed(cell, error))
            continue
        flags |= _future_flags(tree)
        text = _Text(cell, source, flags)
        # a statement with a top-level `await` needs an event loop: it is left out
        parts = (_node(part, text, asked) for part in _top_level(tree.body))
        nodes += (node for node in parts if not node.names.awaits)
    return nodes, broken


# A syntax tree takes 500 times the memory of its source, and the grader may have half a gigabyte.
MAX_CELL = 200_000  # characters
MAX_STATEMENTS = 100_000  # of all cells; the last one may exceed it


def _refuse_too_much(cell: Cell, statements: int) -> None:
    if len(cell.source) > MAX_CELL:
        raise SyntaxError(f"the cell has more than {MAX_CELL:,} characters", ("", 1, 1, None))
    if statements > MAX_STATEMENTS:
        raise SyntaxError(f"the cells before have more than {MAX_STATEMENTS:,} statements", ("", 1, 1, None))


def _tree(source: str) -> tuple[str, ast.Module]:
    """The cell as it stands or, if that is no Python, without IPython's magics. Raises SyntaxError."""
    try:
        return source, _python(source)
    except SyntaxError:
        plain = without_magics(source)
        return plain, _python(plain)


def _python(source: str) -> ast.Module:
    try:
        tree = ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:  # NUL; brackets or operators nested too deeply
        reason = "null bytes" if isinstance(error, ValueError) else "it is nested too deeply"
        raise SyntaxError(f"this is no Python source: {reason}", ("", 1, 1, source[:200])) from None
    _refuse_misplaced(tree)
    return tree


def _refuse_misplaced(tree: ast.Module) -> None:
    """What `ast` lets pass and Python refuses: a `return` that lost its indentation spoils the whole cell."""
    todo: list[tuple[ast.AST, bool]] = [(node, False) for node in tree.body]
    while todo:
        node, in_loop = todo.pop()
        if isinstance(node, ast.Return):
            raise SyntaxError("'return' outside function", ("", node.lineno, 1, None))
        if isinstance(node, (ast.Break, ast.Continue)) and not in_loop:
            word = type(node).__name__.lower()
            raise SyntaxError(f"'{word}' outside loop", ("", node.lineno, 1, None))
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.expr)):
            loop = in_loop or isinstance(node, (ast.For, ast.AsyncFor, ast.While))
            todo += ((child, loop) for child in ast.iter_child_nodes(node))


def _unparsed(cell: Cell, error: SyntaxError) -> _Unparsed:
    lines = cell.source.split("\n")
    at = min(max(error.lineno or 1, 1), len(lines))
    message = str(error.msg)[:200]
    return _Unparsed(cell.number, cell.first_line + at - 1, message, lines[at - 1][:200].strip(), cell.source)


def _future_flags(tree: ast.Module) -> int:
    features = (
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    )
    flags = 0
    for feature in features:
        flags |= getattr(getattr(__future__, feature, None), "compiler_flag", 0)
    return flags


def _top_level(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, those below `if __name__ == "__main__":` in its place: in a notebook that is true."""
    for statement in body:
        if isinstance(statement, ast.If) and _is_main_block(statement):
            yield from statement.body
        else:
            yield statement


def _is_main_block(statement: ast.If) -> bool:
    match statement:
        case ast.If(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]), orelse=[]):
            sides = {ast.unparse(side) for side in (left, right) if isinstance(side, (ast.Name, ast.Constant))}
            return sides == {"__name__", "'__main__'"}
    return False


@dataclass(frozen=True)
class _Text:
    """A cell's source, to cut statements from."""

    cell: Cell
    source: str
    flags: int
    lines: list[bytes] = field(init=False)  # `ast` counts columns in bytes of UTF-8

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", self.source.encode().split(b"\n"))

    def line(self, node: ast.stmt) -> int:
        return self.cell.first_line + node.lineno - 1

    def cut(self, node: ast.stmt) -> Statement:
        """The statement alone, though others may share its lines (`a = 1; b = 2`) or its block be indented."""
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        start, lines = node.col_offset, self.lines[first - 1 : node.end_lineno]
        if start and hasattr(node, "body"):  # a block keeps its indentation, below a line of its own
            first, start, lines = first - 1, 0, [b"if True:", *lines]
        if len(lines) == 1:  # in one cut, as a line may hold very many statements
            lines = [lines[0][start : node.end_col_offset]]
        else:
            lines = [lines[0][start:], *lines[1:-1], lines[-1][: node.end_col_offset]]
        line = self.cell.first_line + first - 1
        return Statement(self.cell.number, line, b"\n".join(lines).decode(), self.flags)


def _node(statement: ast.stmt, text: _Text, asked: _Asked) -> _Node:
    annotations_run = not text.flags & __future__.annotations.compiler_flag
    names = names_of(statement, annotations_run=annotations_run)
    parts = list(ast.walk(statement))
    return _Node(
        text.cut(statement),
        names,
        {name: asked.definition(name, parts, text) for name in asked.names & names.binds},
        tuple(_inside(parts)),
        tuple(_configures(statement) or ()),
    )


def _inside(parts: Sequence[ast.AST]) -> Iterator[tuple[str, str]]:
    """The functions that stand within a function or class, the first of the parts, each with the name of that."""
    statement, *rest = parts
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        for node in rest:
            if isinstance(node, ast.FunctionDef):
                yield node.name, statement.name


# --- stubs ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Asked:
    """The asked names, and the handout's own definitions of them."""

    names: frozenset[str]
    stubs: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, wanted: Iterable[str], stubs: Mapping[str, str]) -> _Asked:
        return cls(frozenset(wanted), {name: frozenset(_shapes(name, stub)) for name, stub in stubs.items()})

    def definition(self, name: str, parts: Sequence[ast.AST], text: _Text) -> _Definition:
        values = list(_values(name, parts))
        nodes = [node for node in parts if getattr(node, "name", None) == name] or [parts[0]]
        stub = self.stubs.get(name, frozenset())
        attempted = not values or any(not _is_empty(v) and _shape(v) not in stub for v in values)
        return _Definition(text.line(nodes[-1]), attempted)  # type: ignore[arg-type]


def _shapes(name: str, stub: str) -> Iterator[str]:
    try:
        tree = ast.parse(stub)
    except SyntaxError as error:
        raise ValueError(f"the handout's stub of {name!r} is no Python: {error.msg}") from error
    return (_shape(value) for value in _values(name, ast.walk(tree)))


def _values(name: str, parts: Iterable[ast.AST]) -> Iterator[list[ast.stmt] | ast.expr]:
    """What the parts of a statement give the name: bodies of functions and classes, values of assignments."""
    for node in parts:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() if node.name == name:
                yield _without_docstring(node.body)
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                yield value


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
    return body


def _shape(value: list[ast.stmt] | ast.expr) -> str:
    """Equal for code that differs in blanks, comments and docstring alone."""
    try:
        return ";".join(ast.dump(node) for node in (value if isinstance(value, list) else [value]))
    except RecursionError:
        return "nested too deeply to be a stub"


def _is_empty(value: list[ast.stmt] | ast.expr) -> bool:
    if isinstance(value, list):
        return all(_does_nothing(statement) for statement in value)
    match value:
        case ast.Constant(value=None) | ast.Constant(value=builtins.Ellipsis):
            return True
        case ast.Lambda(body=body):
            return _is_empty(body)
        case ast.Dict(values=values):
            return all(_is_empty(each) for each in values)
    return False


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None | ast.Constant(value=None)):
            return True
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name)):
            return name == "NotImplementedError"
    return False


# --- configuration ----------------------------------------------------------------------------------------------

# A call of, or an assignment to, one of these or an attribute of them changes how a library computes.
CONFIGURATION = (
    "jax.config",
    "numpy.random.seed",
    "numpy.seterr",
    "os.environ",
    "os.putenv",
    "random.seed",
    "sys.setrecursionlimit",
    "warnings.filterwarnings",
    "warnings.simplefilter",
)


def _configures(statement: ast.stmt) -> list[str] | None:
    """The dotted paths that a statement calls or assigns to; None if it may do anything else."""
    match statement:
        case ast.Expr(value=ast.Call(func=target)) | ast.Assign(targets=[target]) | ast.AugAssign(target=target):
            path = _dotted(target)
            return [path] if path else None
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return []
        case ast.If(body=body, orelse=orelse):
            return _all_configure([*body, *orelse])
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
            return _all_configure([*body, *(s for h in handlers for s in h.body), *orelse, *final])
    return None


def _all_configure(statements: list[ast.stmt]) -> list[str] | None:
    paths: list[str] = []
    for statement in statements:
        if isinstance(statement, (ast.If, ast.Try)):  # one level is enough for `try: jax.config.update(...)`
            return None
        each = _configures(statement)
        if each is None:
            return None
        paths += each
    return paths


def _dotted(node: ast.expr) -> str:
    """`os.environ["A"]` and `os.environ.update` -> "os.environ", "os.environ.update"; "" for what has no name."""
    parts: list[str] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
        elif not isinstance(node, ast.Subscript):
            return ""
        node = node.value
    return ".".join([node.id, *reversed(parts)])


def _is_configuration(path: str, origins: Mapping[str, set[str]]) -> bool:
    root, dot, rest = path.partition(".")
    return any(
        f"{origin}{dot}{rest}.".startswith(f"{known}.") for origin in origins.get(root, ()) for known in CONFIGURATION
    )


# --- the program ------------------------------------------------------------------------------------------------

# IPython's own names are there wherever a student's code runs; nobody has to bind them.
BUILTINS = frozenset(dir(builtins)) | {"__name__", "__doc__", "__file__", "get_ipython", "display", "In", "Out"}

# `from numpy import *` brings a `sum` and an `abs`: for these a star import hides Python's own.
HIDE_BUILTINS = ("autograd", "cmath", "jax", "math", "matplotlib", "numpy", "pylab", "scipy")

# Steps from a needed name to the next, for all asked names together. An honest notebook takes a few thousand; only
# long chains of calls cost the square of their length. Beyond the limit everything is taken to be needed.
MAX_STEPS = 400_000

_ANY_STAR, _NUMERIC_STAR = "*", "* of numbers"
_END = -1  # the moment after the whole notebook: when the asked functions are called


class _TooTangled(Exception):
    """Following the names of this notebook takes too long."""


@dataclass
class _Needs:
    statements: set[int] = field(default_factory=set)
    unresolved: set[str] = field(default_factory=set)
    reads: set[tuple[int, int, str]] = field(default_factory=set)  # (statement that binds, one that reads, name)


class _Program:
    """Who binds what, where; and what follows from it for a name that is needed."""

    def __init__(self, nodes: Sequence[_Node], asked: frozenset[str]):
        self.nodes = nodes
        self.origins = _origins(nodes)
        self.events: dict[str, list[int]] = defaultdict(list)  # name -> the statements that bind or change it
        self.leaning: set[tuple[str, int]] = set()  # events that need the one before: changes, perhaps-bindings
        self.bindings: dict[str, list[int]] = defaultdict(list)
        self._place_events(asked)
        read_later = frozenset().union(*(node.names.later for node in nodes))
        self._turns = sorted({at for name in read_later for at in self.events.get(name, ())})
        self._steps = MAX_STEPS
        self._configuration: _Needs | None = None
        self._carries: list[bool] = []
        for at in range(len(nodes)):
            self._carries.append(self._may_carry_functions(at))

    def _place_events(self, asked: frozenset[str]) -> None:
        modules: set[str] = set()  # names that stand for a module just now: calling plt.plot changes no name
        by_call: dict[str, frozenset[str]] = {}  # function -> the globals that a call of it binds or changes
        for at, node in enumerate(self.nodes):
            names = node.names
            # asked functions are called by experiments, all others perhaps to set something up
            called = frozenset().union(*(by_call.get(name, ()) for name in names.calls - asked))
            changed = (names.changes | (names.pokes - modules) | called) - names.surely
            for name in names.binds | changed:
                self._place(name, at, leans=name not in names.surely)
            for name in names.binds:
                self.bindings[name].append(at)
            for module in names.stars:
                self._place(_ANY_STAR, at, leans=True)
                if module.partition(".")[0] in HIDE_BUILTINS:
                    self._place(_NUMERIC_STAR, at, leans=True)
            imported = {name for name, _ in names.imports}
            modules = (modules - names.binds) | imported
            changes_by_call = names.later_changes | (names.later_pokes - modules)
            by_call.update(dict.fromkeys(names.binds, changes_by_call))

    def _place(self, name: str, at: int, leans: bool) -> None:
        if self.events[name][-1:] != [at]:
            self.events[name].append(at)
        if leans:
            self.leaning.add((name, at))

    def last_before(self, name: str, moment: int) -> int | None:
        places = self.events.get(name, [])
        index = len(places) if moment == _END else bisect_left(places, moment)
        return places[index - 1] if index else None

    def find(self, name: str, moment: int, wait: bool) -> tuple[str, int] | None:
        """The event that decides what the name is at a moment; with `wait`, a later one rather than none."""
        star = _NUMERIC_STAR if name in BUILTINS else _ANY_STAR
        for key in (name, star):
            at = self.last_before(key, moment)
            if at is not None:
                return key, at
        if wait and name not in BUILTINS and name in self.events and self.events[name][-1] != moment:
            return name, self.events[name][-1]
        return None

    def _may_carry_functions(self, at: int) -> bool:
        """Whether what the statement binds may reach a function of the notebook: most numbers and lists do not."""
        names = self.nodes[at].names
        if names.later:
            return True
        reads = [self.find(name, at, wait=True) for name in names.now]
        leans = [self.last_before(name, at) for name in names.binds | names.changes if (name, at) in self.leaning]
        before = [hit[1] for hit in reads if hit] + [place for place in leans if place is not None]
        return any(place >= at or self._carries[place] for place in before)

    def needs(self, name: str, at: int) -> _Needs:
        """All that must run so that the name, bound at a statement, can be called after the notebook's end.

        A statement is needed *for a moment*: that at which the functions it carries may be called, and so look
        up their names. `surely` says that they are called then, not only within reach of something that runs.
        """
        needs = _Needs()
        todo: list[tuple[str, int, int, bool]] = [(name, at, _END, True)]
        seen: set[tuple[str, int, int, bool]] = set()
        read: set[tuple[int, int, bool]] = set()
        while todo:
            step = todo.pop()
            if step in seen:
                continue
            self._spend()
            seen.add(step)
            name, at, moment, surely = step
            todo += self._before(name, at, moment, surely, needs)
            if (at, moment, surely) not in read:
                read.add((at, moment, surely))
                todo += self._reads(at, moment, surely, needs)
        for each in needs.statements:
            needs.unresolved -= self.nodes[each].names.later_changes  # bound by a needed function, when it runs
        return needs

    def _spend(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise _TooTangled

    def _before(
        self, name: str, at: int, moment: int, surely: bool, needs: _Needs
    ) -> Iterator[tuple[str, int, int, bool]]:
        """The event of the same name that this one changes, or may leave as it is."""
        earlier = self.last_before(name, at) if (name, at) in self.leaning else None
        if earlier is not None:
            needs.reads.add((earlier, at, name))
            yield name, earlier, moment, surely

    def _reads(self, at: int, moment: int, surely: bool, needs: _Needs) -> Iterator[tuple[str, int, int, bool]]:
        needs.statements.add(at)
        names = self.nodes[at].names
        for name in names.now:
            hit = self.find(name, at, wait=True)
            if hit is None:
                needs.unresolved |= {name} - BUILTINS
                continue
            needs.reads.add((hit[1], at, name))
            yield (*hit, moment, surely)
            if not self._carries[hit[1]]:
                continue
            if name in names.calls:
                yield (*hit, at, True)
            elif names.runs:
                yield (*hit, self._same_moment(at), False)
        for name in names.later:
            hit = self.find(name, moment, wait=surely and moment != _END)
            if hit is not None:
                if surely and moment != _END:
                    needs.reads.add((hit[1], moment, name))
                yield (*hit, moment, surely)
            elif moment == _END:
                needs.unresolved |= {name} - BUILTINS

    def _same_moment(self, at: int) -> int:
        """The first moment at which every name that functions read is what it is at this one."""
        index = bisect_left(self._turns, at)
        return self._turns[index - 1] + 1 if index else 0

    def configuration(self) -> _Needs:
        if self._configuration is None:
            self._configuration = _Needs()
            for at, node in enumerate(self.nodes):
                if any(_is_configuration(path, self.origins) for path in node.configures):
                    needs = self.needs("", at)
                    if not needs.unresolved:
                        self._configuration.statements |= needs.statements
                        self._configuration.reads |= needs.reads
        return self._configuration

    def in_order(self, statements: set[int], reads: set[tuple[int, int, str]]) -> tuple[int, ...]:
        """The notebook's order, but for statements that must wait for a later one; a circle is cut at its first."""
        if all(binder <= reader for binder, reader, _ in reads):
            return tuple(sorted(statements))
        followers: dict[int, set[int]] = defaultdict(set)
        blockers = dict.fromkeys(statements, 0)
        for first, then in self._precedence(statements, reads):
            if then not in followers[first] and first != then:
                followers[first].add(then)
                blockers[then] += 1
        return tuple(_topological(statements, followers, blockers))

    def _precedence(self, statements: set[int], reads: set[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
        """(first, then): binder before reader, reader before the next binder, binders in the notebook's order."""
        places = {name: [at for at in self.events.get(name, ()) if at in statements] for _, _, name in reads}
        for binder, reader, name in reads:
            if binder not in statements or reader not in statements:
                continue
            yield binder, reader
            following = places[name][bisect_left(places[name], max(binder, reader) + 1) :][:1]
            yield from ((reader, at) for at in following if binder < reader)
        for events in places.values():
            yield from itertools.pairwise(events)


def _topological(statements: set[int], followers: Mapping[int, set[int]], blockers: dict[int, int]) -> Iterator[int]:
    waiting, ready = sorted(statements), [at for at in statements if not blockers[at]]
    heapq.heapify(ready)
    done: set[int] = set()
    for first in waiting:
        while ready or first not in done:
            at = heapq.heappop(ready) if ready else first
            if at in done:
                continue
            done.add(at)
            yield at
            for follower in followers.get(at, ()):
                blockers[follower] -= 1
                if not blockers[follower]:
                    heapq.heappush(ready, follower)


def _origins(nodes: Iterable[_Node]) -> dict[str, set[str]]:
    """What each imported name may stand for: {"np": {"numpy"}, "config": {"jax.config"}}."""
    origins: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        for name, origin in node.names.imports:
            origins[name].add(origin)
    return origins


# --- answers ----------------------------------------------------------------------------------------------------


def _answer(name: str, program: _Program, broken_cells: Sequence[_Unparsed]) -> DefinedName | MissingName | BrokenName:
    broken = [cell for cell in broken_cells if cell.seems_to_define(name)]
    if not program.bindings.get(name):
        return broken[-1].named(name) if broken else MissingName(name, _suggestion(name, program.nodes))
    last = program.bindings[name][-1]
    attempted = _attempted(name, program)
    if broken and not attempted:  # the handout's stub stands, and the student's own cell does not parse
        return broken[-1].named(name)
    node = program.nodes[last]
    try:
        needs, configuration = program.needs(name, program.events[name][-1]), program.configuration()
        statements = needs.statements | configuration.statements
        order = program.in_order(statements, needs.reads | configuration.reads)
    except _TooTangled:
        needs = configuration = _Needs()
        order = tuple(range(len(program.nodes)))
    line = node.defines[name].line
    return DefinedName(
        name, node.statement.cell, line, order, attempted,
        configuration=tuple(sorted(configuration.statements - needs.statements)),
        unresolved=tuple(sorted(needs.unresolved)),
        broken=tuple(
            cell.named(each)
            for each in sorted(needs.unresolved)
            for cell in broken_cells
            if cell.seems_to_define(each)
        ),
    )  # fmt: skip


def _attempted(name: str, program: _Program) -> bool:
    """Whether the last binding, one that it may leave standing, or a change to it is more than a stub."""
    for at in reversed(program.events[name]):
        definition = program.nodes[at].defines.get(name)
        if definition is None or definition.attempted:
            return True
        if (name, at) not in program.leaning:
            return False
    return False


def _suggestion(name: str, nodes: Iterable[_Node]) -> str:
    """Where the student may have put it: the closest name, or the same name out of reach inside another function."""
    places: dict[str, str] = {}
    for node in nodes:
        cell = f"(cell {node.statement.cell})"
        imported = {bound for bound, _ in node.names.imports}
        for inner, outer in node.inside:
            places.setdefault(inner, f"`{inner}` inside `{outer}` {cell}")
        places |= {bound: f"`{bound}` {cell}" for bound in node.names.binds - imported}
    by_lower = {known.lower(): place for known, place in places.items()}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else ""

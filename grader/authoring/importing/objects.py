"""A test that uses a class, passes a function, or cannot be read as calls otherwise -> cases of one driver.

A case has the lines before a comparison, and the expression that is compared:

    p = Point(1.0, 2.0)                    before = "p = Point(1.0, 2.0)\\np.move(0.5)"
    p.move(0.5)                            result = "p.x"
    assert p.x == 1.5

What is compared in loops, branches and functions becomes one case, with a list of all that is compared:

    for f in (np.sin, np.cos):             before = "compared = []\\nfor f in (np.sin, np.cos):\\n
        assert d(f) <= 1                               compared.append(deepcopy(d(f) <= 1))"
                                           result = "compared"

Nothing of the test is run here. The driver runs both in the sandbox, with the solution's classes and with students'.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import numpy as np

from grader.authoring.importing.calls import MODULES, is_equality, is_truth
from grader.authoring.importing.flat import flat
from grader.authoring.importing.slices import (
    BUILTINS,
    COPY,
    NOT_READ,
    ComparedSide,
    NotShown,
    Solution,
    constants,
    loads,
    root,
)
from grader.base.syntax import names_in, statements_of

DRIVERS = "drivers.py"
DRIVER_FILE = '''"""What imported tests do with the classes and functions of a question."""

from copy import deepcopy

import numpy as np


def evaluated(names, before, result):
    """The value of the expression `result` after the lines `before`."""
    names = {"np": np, "numpy": np, "deepcopy": deepcopy, **names}
    exec(before, names)
    return eval(result, names)
'''
DRIVER = """

def {name}({parameters}, before, result):
    return evaluated({{{entries}}}, before, result)
"""
NEARLY = 1e-3  # what is as near as this to a right answer is one
COMPARED = "compared"  # the list of what loops, branches and functions compare, where this name is free


@dataclass(frozen=True)
class Evaluation:
    """An expression that a test compares, and the lines that come before it."""

    before: str
    result: str
    conditions: tuple[str, ...] = ()  # of the test, where they do not require one value of the result

    @property
    def arguments(self) -> dict[str, Any]:
        """Those of the driver."""
        return {"before": self.before, "result": self.result}


def driver_name(question: str) -> str:
    """Of the driver of this question."""
    return f"result_of_{question}"


def driver_text(received: Mapping[str, Sequence[str]]) -> str:
    """The text of drivers.py: for each question, by its name, a driver that receives these names."""
    drivers = (
        DRIVER.format(
            name=driver_name(question), parameters=", ".join(names), entries=", ".join(f'"{n}": {n}' for n in names)
        )
        for question, names in received.items()
    )
    return "".join([DRIVER_FILE, *drivers])


def class_names(code: Sequence[str]) -> list[str]:
    """The classes that these cells define."""
    return [node.name for source in code for node in statements_of(source) if isinstance(node, ast.ClassDef)]


@dataclass(frozen=True)
class Driven:
    """The tests of a question that a driver runs, and what it receives: its first name stands for the question."""

    tests: frozenset[str] = frozenset()
    received: tuple[str, ...] = ()


def driven_tests(
    code: Sequence[str], tests: Sequence[str], functions: Collection[str], unread: Collection[str]
) -> Driven:
    """The tests that use the cells' classes, or the function that a test is about which is not read as calls."""
    first = list(class_names(code))
    for source in (each for each in tests if each in unread and not _reads(each) & set(first)):
        first += [name for name in functions if name in _reads(source)][:1]
    driven = frozenset(source for source in tests if _reads(source) & set(first))
    used = {name for source in driven for name in _reads(source)}
    return Driven(driven, (*first, *(name for name in functions if name in used - set(first))))


def _reads(source: str) -> set[str]:
    return names_in(statements_of(source), ast.Load)


@dataclass(frozen=True)
class ReadEvaluations:
    """What a test compares, and what of it was not read, each with the reason."""

    cases: tuple[Evaluation, ...] = ()
    faults: tuple[str, ...] = ()


def evaluations(
    source: str, received: Collection[str], data: Mapping[str, Any], methods: Collection[str] = ()
) -> ReadEvaluations:
    """What a test compares of these classes and functions; `methods` are those of the classes."""
    try:
        reader = _Reader(source, received, data, methods)
        reader.read()
    except RecursionError:
        return ReadEvaluations(faults=("Python cannot read the test",))
    return ReadEvaluations(tuple(reader.cases), tuple(dict.fromkeys(reader.faults)))


class _Reader:
    """Reads one test, whose comparisons become cases or faults."""

    def __init__(
        self, source: str, received: Collection[str], data: Mapping[str, Any], methods: Collection[str]
    ) -> None:
        self.body, self.received, self.data = flat(statements_of(source)), received, data
        self.solution = Solution(self.body, received, methods, data)
        self.list_name = _free_name({*re.findall(r"\w+", source), *received})
        self.lines: list[ast.stmt] = []  # so far, each comparison as its sides
        self.collected: list[ComparedSide] = []
        self.cases: list[Evaluation] = []
        self.faults: list[str] = []

    def read(self) -> None:
        """Read all statements in order."""
        for statement in self.body:
            if (test := self._required(statement)) is None:
                has_none = not self.collected
                statement = self._nested(statement)
                if has_none and self.collected:
                    self.lines += ast.parse(f"{self.list_name} = []").body
                self.lines.append(statement)
                continue
            for comparison in self._comparisons(test):
                self._add([comparison], comparison.side)
                self.lines.append(ast.Expr(comparison.side))
        if self.collected:
            self._add(self.collected, ast.Name(self.list_name, ast.Load()))
        if not self.cases and not self.faults:
            self.faults.append("it tests nothing that can be read")

    def _add(self, comparisons: Sequence[ComparedSide], result: ast.expr) -> None:
        """Add the case of this result, or the reason why there is none."""
        try:
            lines = [ast.fix_missing_locations(line) for line in self._lines(comparisons, result)]
        except NotShown as reason:
            self._fault(comparisons[0].condition, reason)
            return
        free = _free_names([*lines, result]) - _stored([*lines, result]) - {*self.received, *MODULES, *BUILTINS, COPY}
        if unknown := sorted(free - self.data.keys() - {self.list_name}):
            what = f"it uses {unknown[0]!r}, which stands outside of the test: write a case for it"
            self._fault(comparisons[0].condition, what)
            return
        written = [f"{name} = {_written(self.data[name])}" for name in sorted(free & self.data.keys())]
        stricter = [ast.unparse(each.condition) for each in comparisons if not each.is_equality]
        before = "\n".join([*written, *map(ast.unparse, lines)])
        self.cases.append(Evaluation(before, ast.unparse(result), tuple(dict.fromkeys(stricter))))

    def _lines(self, comparisons: Sequence[ComparedSide], result: ast.expr) -> list[ast.stmt]:
        lines = self.solution.needed_lines(self.lines, loads(result))
        self.solution.require_shown(lines, comparisons)
        return lines

    def _comparisons(self, test: ast.expr) -> list[ComparedSide]:
        """The sides of a condition that come from the solution."""
        try:
            sides = self.solution.sides(test)
        except NotShown as reason:
            self._fault(test, reason)
            return []
        values = [side for side in sides if not (isinstance(side, ast.Name) and side.id in self.received)]
        if sides and not values:
            self._fault(test, f"it hands on {ast.unparse(sides[0])!r} itself: write a case for it")
        return [ComparedSide(test, side) for side in values]

    def _required(self, statement: ast.stmt) -> ast.expr | None:
        """What a statement requires: of an `assert`, or of a condition that Otter's tests show."""
        match statement:
            case ast.Assert(test=test):
                return test
            case ast.Expr(value=test) if is_truth(test) or is_equality(test):
                return test
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name)) as test) if name.startswith("assert"):
                return test
            case ast.If(test=test, body=[ast.Raise()], orelse=[]) if self.solution.depends(test):
                return test
        return None

    def _nested(self, statement: ast.stmt) -> ast.stmt:
        """The statement with each comparison in it put into the list of results."""
        match statement:
            case ast.For() | ast.While() | ast.If():
                statement = copy.copy(statement)
                statement.body = [each for inner in statement.body for each in self._inner(inner)]
                statement.orelse = [each for inner in statement.orelse for each in self._inner(inner)]
            case ast.Expr(value=ast.Call(func=function) as call) if self._is_unread(call):
                self._fault(call, f"what {ast.unparse(function)!r} requires of it is not read: write a check for it")
            case ast.With() | ast.Try() if self.solution.depends(statement):
                self._fault(statement, NOT_READ)
        return statement

    def _inner(self, statement: ast.stmt) -> Iterator[ast.stmt]:
        if (test := self._required(statement)) is None:
            yield self._nested(statement)
            return
        for comparison in self._comparisons(test):
            self.collected.append(comparison)
            copied = ast.Call(ast.Name(COPY, ast.Load()), [comparison.side], [])
            append = ast.Attribute(ast.Name(self.list_name, ast.Load()), "append", ast.Load())
            yield ast.Expr(ast.Call(append, [copied], []))

    def _is_unread(self, call: ast.Call) -> bool:
        """Whether a line hands a result to what may test it."""
        function, solution = call.func, self.solution
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        if solution.is_own(call) or not any(map(solution.depends, given)):
            return False
        is_known = (isinstance(function, ast.Name) and function.id in BUILTINS) or root(function) in MODULES
        return not is_known and not solution.depends(function)

    def _fault(self, node: ast.AST, reason: object) -> None:
        first, *more = ast.unparse(node).split("\n")
        self.faults.append(f"`{first[:100]}{' ...' if more else ''}`: {reason}")


def _free_name(used: Collection[str]) -> str:
    """`compared`, or `compared_2` and so on where a test uses this name itself."""
    return next(name for name in chain([COMPARED], (f"{COMPARED}_{n}" for n in count(2))) if name not in used)


def holds_answer(case: Mapping[str, Any], answer: Any, received: Collection[str], methods: Collection[str]) -> bool:
    """Whether each number and text of an answer stands in the lines of a case, but for what the call receives.

    0 and 1 stand nearly everywhere, and need not be looked for.
    """
    text = f"{case['before']}\n{case['result']}"
    values = constants(text, Solution(statements_of(text), received, methods, {}))
    numbers = np.array([v for v in values if isinstance(v, int | float) and not isinstance(v, bool)], float)
    wanted = [each for each in answer if each not in (0, 1)]
    return bool(wanted) and all(
        each in values if isinstance(each, str) else np.isclose(np.abs(numbers), abs(each), rtol=NEARLY).any()
        for each in wanted
    )


def _stored(lines: Sequence[ast.AST]) -> set[str]:
    defined = {
        node.name for line in lines for node in ast.walk(line) if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    return names_in(lines, ast.Store) | defined


def method_names(code: Sequence[str]) -> set[str]:
    """The methods of the classes that these cells define."""
    classes = (node for source in code for node in statements_of(source) if isinstance(node, ast.ClassDef))
    return {each.name for node in classes for each in node.body if isinstance(each, ast.FunctionDef)}


def _free_names(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that these read, without those that a function among them receives."""
    names: set[str] = set()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                names.add(name)
            case ast.Lambda(args=args) | ast.FunctionDef(args=args):
                received = {each.arg for each in ast.walk(args) if isinstance(each, ast.arg)}
                names |= _free_names(ast.iter_child_nodes(node)) - received
                names |= _free_names([args])  # its defaults
            case _:
                names |= _free_names(ast.iter_child_nodes(node))
    return names


def _written(value: Any) -> str:
    return f"np.array({value!r})" if isinstance(value, list) else repr(value)

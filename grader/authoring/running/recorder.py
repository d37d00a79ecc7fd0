"""What a test does with the solution, call by call: `grader import` makes cases of it.

A test is run twice. The second time every result of the solution, and every variable that students are to define, is
another one: an argument that is another one then follows from an answer, so that no student may receive it. Results
and objects are called `value_0`, `value_1`, ... in the code of the calls that use them again.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import inspect
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any

import numpy as np

from grader.authoring.running.conditions import read_condition
from grader.authoring.running.program import TestedProgram, TestTooLong
from grader.authoring.running.python_code import SOLUTION_NAME, NotWritable, argument_code, call_code

MAX_CALLS, MAX_STATEMENTS, MAX_NUMBERS = 50, 2_000, 2_000  # of a test, of a test with its loops, of an argument
TOO_MANY = f"it makes more than {MAX_CALLS} calls, of which these came over"
STATEMENT = "__statement__"
OF_ANY_NUMBER = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
FACTOR, STEP = 1.0931, 0.01237  # between a number and another one: that no plain number stays what it is
OF_PYTHON = frozenset((  # methods that Python itself calls, or that make an object
    "__class_getitem__", "__del__", "__getattr__", "__getattribute__", "__hash__", "__init__", "__init_subclass__",
    "__new__", "__repr__", "__setattr__",
))  # fmt: skip


class RecordedProgram(TestedProgram):
    """The solution of which `names` are those that students define; `is_other` in the second run."""

    def __init__(
        self, suite: Mapping[str, Any], pieces: Sequence[str], names: Sequence[str], *, is_other: bool
    ) -> None:
        super().__init__(suite, pieces, "", record=False)
        self._names, self._is_other, self._is_test = frozenset(names), is_other, False
        self._known: dict[int, tuple[Any, str]] = {}  # what has a name in code, by id, and kept so that its id is
        self._number, self._n_tests, self.failures = 0, 0, list[str]()
        self._begin()

    def _begin(self) -> None:
        self._calls: list[dict[str, Any]] = []
        self._conditions: list[dict[str, Any]] = []
        self._faults: list[str] = []
        self._open: list[list[int]] = []  # the calls of each statement that runs
        self._n_statements = 0
        self._noted: Exception | None = None
        np.random.seed(0)
        random.seed(0)

    def record(self) -> dict[str, Any]:
        """What the test did that ran last."""
        self._is_test = False
        return {"record": {"calls": self._calls, "conditions": self._conditions, "faults": self._faults}}

    # ── the solution

    def run_piece(self, number: int) -> None:
        """Run one piece; one that fails leaves out what it would have defined."""
        before = dict(self.namespace)
        self.called.clear()
        try:
            super().run_piece(number)
        except Exception as error:
            self.failures.append(f"its code cell {number + 1}: {type(error).__name__}: {error}"[:300])
        if not self._is_other:
            return
        for name, value in self.namespace.items():
            is_new = name not in before or before[name] is not value
            if is_new and (name in self._names or self.called) and not name.startswith("__"):
                self.namespace[name] = self._another(value, 0)

    def watch(self, name: str, value: Any) -> Any:
        """What tests find under this name."""
        if name not in self._names or id(value) in self._known or not callable(value):
            return value
        if not isinstance(value, type):
            return self._recorded(name, value)
        self._known[id(value)] = value, name
        self._watch_class(value)
        return value

    def _recorded(self, code: str, function: Callable[..., Any]) -> Any:
        @functools.wraps(function)
        def call(*positional: Any, **keywords: Any) -> Any:
            """Call the function, and record it."""
            self.called.add(code)
            return self._call(code, function, positional, keywords)

        setattr(call, SOLUTION_NAME, code)
        self._known[id(call)] = call, code
        return call

    def _watch_class(self, kind: Any) -> None:
        """Record what is done with the objects of a class."""
        for name, member in list(vars(kind).items()):
            if isinstance(member, (staticmethod, classmethod)):
                function = self._recorded(f"{kind.__name__}.{name}", member.__get__(None, kind))
                setattr(kind, name, staticmethod(function))
            elif isinstance(member, FunctionType) and name not in OF_PYTHON:
                setattr(kind, name, self._method(member))
        make = _make_nothing if kind.__init__ is object.__init__ else kind.__init__
        read, write = kind.__getattribute__, kind.__setattr__

        @functools.wraps(make)
        def made(instance: Any, *positional: Any, **keywords: Any) -> None:
            if self._depth or not self._is_test:
                make(instance, *positional, **keywords)
                return
            number = self._next_number()
            function = functools.partial(make, instance)
            self._call(type(instance).__name__, function, positional, keywords, {"number": number, "is_object": True})
            self._known[id(instance)] = instance, f"value_{number}"

        def attribute(instance: Any, name: str) -> Any:
            if self._depth or not self._is_test or (name.startswith("__") and name != "__dict__"):
                return read(instance, name)
            with self._inside():
                value = read(instance, name)
            if callable(value):
                return value
            code = f"{self._name(instance)}.{name}"
            return self._call(code, lambda: value, (), {}, {"is_read": True, "code": code, "named": code})

        def changed(instance: Any, name: str, value: Any) -> None:
            function = functools.partial(write, instance)
            self._call(f"{self._name(instance)}.__setattr__", function, (name, value), {})

        kind.__init__, kind.__getattribute__, kind.__setattr__ = made, attribute, changed

    def _method(self, method: FunctionType) -> Any:
        @functools.wraps(method)
        def call(instance: Any, *positional: Any, **keywords: Any) -> Any:
            """Call the method, and record it."""
            code = f"{self._name(instance)}.{method.__name__}"
            return self._call(code, functools.partial(method, instance), positional, keywords)

        return call

    # ── its calls

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        """While the solution runs: what it calls itself is not recorded."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _call(
        self,
        on: str,
        function: Callable[..., Any],
        positional: tuple[Any, ...],
        keywords: dict[str, Any],
        facts: Mapping[str, Any] = MappingProxyType({}),
    ) -> Any:
        """Make a call; record it where a test makes it."""
        if self._depth or not self._is_test:
            with self._inside():
                return function(*positional, **keywords)
        number = facts.get("number") or self._next_number()
        call = {"on": on, "raised": "", "is_object": False, "is_read": False, "is_shown": False, **facts}
        call |= {"number": number, **self._written(on, function, positional, keywords), **facts}
        if len(self._calls) < MAX_CALLS:
            self._calls.append(call)
        elif TOO_MANY not in self._faults:
            self._faults.append(TOO_MANY)
        if self._open:
            self._open[-1].append(number)
        changeable = [each for each in (*positional, *keywords.values()) if isinstance(each, (np.ndarray, list, dict))]
        before = self._texts(changeable)
        try:
            with self._inside():
                result = function(*positional, **keywords)
        except Exception as error:
            call["raised"] = type(error).__name__
            raise
        for value, old, new in zip(changeable, before, self._texts(changeable), strict=True):
            if old != new:  # what the solution puts into an argument is a result as well
                _change(value, self._another(value, number))
        result = self._returned(result, f"value_{number}", number)
        call["is_object"] = call["is_object"] or callable(result) or self._is_own(result)
        call["is_shown"] = not call["is_object"] and result is not None
        return result

    def _written(
        self, on: str, function: Callable[..., Any], positional: tuple[Any, ...], keywords: dict[str, Any]
    ) -> dict[str, Any]:
        """The arguments as data by name, where the function has names for all of them, and the call as code.

        `named` is the code with the names of results, `code` that with their values.
        """
        written: dict[str, Any] = {"data": None, "code": "", "named": "", "fault": ""}
        if on.startswith("."):
            return {**written, "fault": "its object was made outside of the test"}
        with self._inside():
            with contextlib.suppress(NotWritable, TypeError, ValueError):
                bound = inspect.signature(function).bind(*positional, **keywords)
                is_named = not {each.kind for each in bound.signature.parameters.values()} & OF_ANY_NUMBER
                written["data"] = {n: as_data(v) for n, v in bound.arguments.items()} if is_named else None
            for form, known in (("code", self._object_name), ("named", self._short_name)):
                try:
                    written[form] = call_code(on, positional, keywords, known)
                except NotWritable as reason:
                    written["fault"] = str(reason)
        return written

    def _texts(self, values: Sequence[Any]) -> list[str]:
        """The values as code, in the second run, which looks for changes."""
        with self._inside():
            return [_text(value) for value in values] if self._is_other else [""] * len(values)

    def _name(self, value: Any) -> str:
        return self._known.get(id(value), (None, ""))[1]

    def _short_name(self, value: Any) -> str:
        _require_short(value)
        return self._name(value)

    def _object_name(self, value: Any) -> str:
        name = self._short_name(value)
        return name if callable(value) or self._is_own(value) else ""

    def _is_own(self, value: Any) -> bool:
        return id(type(value)) in self._known

    def _returned(self, value: Any, code: str, number: int) -> Any:
        """The result, another one in the second run, and known by this code from now on."""
        if self._name(value) or self._is_own(value) or isinstance(value, type):
            return self._remembered(value, code)
        if callable(value):
            return self._recorded(code, value)
        return self._remembered(self._another(value, number) if self._is_other else value, code)

    def _remembered(self, value: Any, code: str) -> Any:
        if value is None or isinstance(value, (bool, int, str)) or self._name(value):
            return value
        self._known[id(value)] = value, code
        if isinstance(value, (list, tuple)):
            for index, item in enumerate(value):
                self._remembered(item, f"{code}[{index}]")
        elif isinstance(value, dict):
            for key, item in value.items():
                self._remembered(item, f"{code}[{key!r}]")
        return value

    def _another(self, value: Any, number: int) -> Any:
        """Another value of the same kind, for each number another one; what holds no data becomes an object."""
        number %= 97  # small enough for any dtype
        match value:
            case None | type() | ModuleType():
                return value
            case bool():
                return not value
            case int():
                return value + 1_000 + number
            case float():
                return FACTOR * value + STEP * (number + 1)
            case str():
                return f"{value} {number}"
            case list() | tuple() if type(value) in (list, tuple):
                return type(value)(self._another(item, number) for item in value)
            case dict():
                return {key: self._another(item, number) for key, item in value.items()}
            case _ if self._is_own(value) or callable(value):
                return value
            case _ if _is_array(value):
                kind = np.asarray(value).dtype.kind
                if kind in "iu":
                    return value + 1 + number
                return ~value if kind == "b" else FACTOR * value + STEP * (number + 1) if kind in "fc" else object()
        return object()

    # ── the statements of a test

    def rewritten(self, tree: ast.Module) -> ast.Module:
        """The test with a `with` around each statement, which reads what it requires and goes on where it fails."""
        self._begin()
        self._is_test, self._n_tests = True, self._n_tests + 1
        self._number = self._n_tests * MAX_STATEMENTS * MAX_CALLS  # the same in both runs, whatever happened before
        wrapping = _Wrapping()
        self._nodes = wrapping.nodes
        self.namespace[STATEMENT] = self._statement
        wrapped: ast.Module = ast.fix_missing_locations(wrapping.visit(tree))
        return wrapped

    @contextlib.contextmanager
    def _statement(self, number: int, names: dict[str, Any]) -> Iterator[None]:
        self._n_statements += 1
        if self._n_statements > MAX_STATEMENTS:
            raise TestTooLong(f"it runs more than {MAX_STATEMENTS:,} statements")
        node, calls = self._nodes[number], list[int]()
        self._open.append(calls)
        try:
            yield
        except Exception as error:
            for call in self._calls:
                if call["number"] in calls:
                    call |= {"is_shown": False, "raised": ""}
            with self._inside():
                self._fault(node, error)
            if not (self._is_other or len(self._open) == 1):
                raise
        else:
            with self._inside():
                self._read(node, names, calls)
        finally:
            self._open.pop()

    def _fault(self, node: ast.stmt, error: Exception) -> None:
        if self._noted is error:
            return
        self._noted = error
        first, *more = ast.unparse(node).split("\n")
        text = f"{type(error).__name__}: {error}".rstrip(": ")[:200]
        self._faults.append(f"`{first[:100]}{' ...' if more else ''}` fails on the master's own solution ({text})")

    def _read(self, node: ast.stmt, names: dict[str, Any], calls: list[int]) -> None:
        """Remember what a condition requires of which results."""
        if not isinstance(node, (ast.Assert, ast.Expr)):
            return
        shown = {call["number"] for call in self._calls if call["is_shown"]}
        condition = read_condition(node, functools.partial(self._in_condition, {**self.namespace, **names}))
        variables = {name: self._variable(name) for name in condition.variables}
        links = ({*calls} | condition.results) & shown | {*variables.values()}
        if links:
            self._conditions.append({
                "links": sorted(links), "requires": condition.requires if len(links) == 1 else "",
                "text": condition.text, "is_value": condition.is_value,
            })  # fmt: skip

    def _in_condition(self, names: Mapping[str, Any], name: str) -> tuple[str, str]:
        """What a name stands for in a condition: the kind, and its code."""
        if name not in names:
            return "", ""
        value = names[name]
        if code := self._name(value):
            is_object = isinstance(value, type) or self._is_own(value)
            return "object" if is_object else "function" if callable(value) else "result", code
        if name in self._names and self.namespace.get(name) is value:
            return "variable", name
        try:
            return "data", argument_code(value)
        except NotWritable:
            return "", ""

    def _variable(self, name: str) -> int:
        """The number of the call that stands for the variable."""
        for call in self._calls:
            if call["on"] == name:
                return int(call["number"])
        number = self._next_number()
        facts = {"raised": "", "is_object": False, "is_read": True, "is_shown": True, "fault": ""}
        self._calls.append({"on": name, "number": number, "data": {}, "code": name, "named": name, **facts})
        return number


class _Wrapping(ast.NodeTransformer):
    """Puts `with __statement__(number, locals()):` around each statement, but for those of `try` and `with`."""

    def __init__(self) -> None:
        self.nodes: list[ast.stmt] = []

    def visit(self, node: ast.AST) -> Any:
        """Each statement with those inside of it."""
        if not isinstance(node, ast.stmt):
            return self.generic_visit(node) if isinstance(node, ast.Module) else node
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal):
            return node
        self.nodes.append(node)
        call = ast.parse(f"{STATEMENT}({len(self.nodes) - 1}, locals())", mode="eval").body
        inner: Any = node if isinstance(node, ast.Try | ast.With) else self.generic_visit(node)
        return ast.copy_location(ast.With([ast.withitem(call)], [inner]), node)


def as_data(value: Any) -> Any:
    """Numbers, texts, and lists and tables of these; an array is a list. Raises NotWritable."""
    _require_short(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (bool, int, float, str)):
        return value
    if type(value) in (list, tuple, range):
        return [as_data(item) for item in value]
    if type(value) is dict and all(type(name) is str for name in value):
        return {name: as_data(item) for name, item in value.items()}
    if _is_array(value) and np.asarray(value).dtype.kind in "biuf":
        return np.asarray(value).tolist()
    raise NotWritable(f"an argument of type {type(value).__name__}")


def _make_nothing(_: Any, *__: Any, **___: Any) -> None:
    """The `__init__` of a class without one."""


def _text(value: Any) -> str:
    try:
        return argument_code(value)
    except NotWritable:
        return repr(value)


def _change(value: Any, other: Any) -> None:
    """Put the other value into an array, a list or a dictionary."""
    if isinstance(value, dict):
        value.update(other)
    else:
        value[... if isinstance(value, np.ndarray) else slice(None)] = other


def _is_array(value: Any) -> bool:
    return hasattr(value, "dtype") and hasattr(value, "__array__") and not isinstance(value, type)


def _require_short(value: Any) -> None:
    size = (
        np.size(value) if hasattr(value, "dtype") else len(value) if isinstance(value, (str, list, tuple, range)) else 0
    )
    if size > MAX_NUMBERS:
        what = "characters" if isinstance(value, str) else "numbers"
        raise NotWritable(f"an argument of {size:,} {what}, which belong into a file")

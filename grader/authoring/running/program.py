"""The solution as a running program: its functions, and what is done to the calls that tests make of them.

Only calls from outside are touched, so that a solution whose functions call each other stays what it is.
"""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any

import numpy as np

from grader.authoring.running.inputs import drawn
from grader.authoring.running.python_code import SOLUTION_NAME, NotWritable, call_code

Convert = Callable[[Any], Any]
Emit = Callable[[dict[str, Any]], None]  # says what is known of a job, as soon as it is
MAX_CALLS = 6  # of one function, that random ones are drawn near
LONGEST = 300  # characters of a message


class TestTooLong(BaseException):
    """A test that runs more statements than are recorded: no test catches it by chance."""


class TestedProgram:
    """The module that tests import, in pieces: one for a file, one for each cell of a notebook."""

    def __init__(self, suite: Mapping[str, Any], pieces: Sequence[str], conversion: str, *, record: bool) -> None:
        self.calls, self.called = dict[str, dict[str, Any]](), set[str]()  # recorded calls, each code once; functions
        self._path, self._pieces, self._most = suite["solution"], pieces, MAX_CALLS if record else 0
        self._convert, self._depth = CONVERSIONS[conversion], 0
        self._distinct: dict[str, set[str]] = {}
        self._rng = np.random.default_rng(0)
        self.module = ModuleType(suite["module"])
        self.module.__file__ = suite["solution"]
        self.namespace = vars(self.module)

    def load(self) -> None:
        """Run all pieces, and let tests import them. Raises what they raise."""
        for number in range(len(self._pieces)):
            self.run_piece(number)

    def run_piece(self, number: int) -> None:
        """Run one piece."""
        self._register()
        source = self._pieces[number]
        file = self._path if len(self._pieces) == 1 else f"{self._path}, cell {number + 1}"
        remember_source(file, source)
        exec(compile(source, file, "exec"), self.namespace)
        for name, value in list(self.namespace.items()):
            self.namespace[name] = self.watch(name, value)

    def watch(self, name: str, value: Any) -> Any:
        """What tests find under this name: a function of the program, watched, or the value itself."""
        return self._watched(name, value) if self._is_own_function(value) else value

    def rewritten(self, tree: ast.Module) -> ast.Module:
        """A cell of tests as it is run."""
        return tree

    def record(self) -> dict[str, Any]:
        """What is said of the test that ran last, beside whether it passed."""
        return {}

    def _is_own_function(self, value: Any) -> bool:
        """Whether it is a function of the program that is not watched yet, decorated by `jax.jit`, say, or not."""
        if isinstance(value, type) or not callable(value) or hasattr(value, SOLUTION_NAME):
            return False
        return getattr(inspect.unwrap(value), "__globals__", None) is self.namespace

    def _register(self) -> None:
        """As `import a.b` would leave it."""
        *packages, last = self.module.__name__.split(".")
        for end in range(1, len(packages) + 1):
            package = sys.modules.setdefault(name := ".".join(packages[:end]), ModuleType(name))
            package.__path__ = []
        sys.modules[self.module.__name__] = self.module
        if packages:
            setattr(sys.modules[".".join(packages)], last, self.module)

    def _watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*positional: Any, **keywords: Any) -> Any:
            """Call the function; record it unless another function of the program called it."""
            self.called.add(name)
            if self._depth:
                return function(*positional, **keywords)
            self._record(name, function, positional, keywords)
            self._depth += 1
            try:
                return self._convert(function(*positional, **keywords))
            finally:
                self._depth -= 1

        setattr(call, SOLUTION_NAME, name)
        return call

    def failure(self, error: BaseException) -> dict[str, Any]:
        """Why a test failed, in words, and the name that the program or this Python lacks."""
        text = str(error).strip().split("\n")[0]
        missing, package = "", ""
        if isinstance(error, ModuleNotFoundError):
            package = error.name or ""
        elif isinstance(error, ImportError) and error.name == self.module.__name__:
            missing = getattr(error, "name_from", None) or [*text.split("'"), ""][1]
        elif isinstance(error, (NameError, AttributeError)):
            is_own = isinstance(error, NameError) or getattr(error, "obj", None) is self.module
            missing = (error.name or "") if is_own else ""
        message = f"{type(error).__name__}{': ' if text else ''}{text}"[:LONGEST]
        return {"message": message, "missing": missing, "package": package}

    def _record(
        self, name: str, function: Callable[..., Any], positional: tuple[Any, ...], keywords: dict[str, Any]
    ) -> None:
        """Add the call and random ones near it, unless enough of this function are there."""
        distinct = self._distinct.setdefault(name, set())
        if len(distinct) >= self._most:
            return
        with suppress(NotWritable):
            first, *others = drawn((positional, keywords), self._rng)
            if defaults := _decimal_defaults(function, positional, keywords):
                others = list(drawn((positional, {**keywords, **defaults}), self._rng))
            codes = [call_code(name, *each) for each in (first, *others)]
            if codes[0] not in distinct:
                distinct.add(codes[0])
                facts = {"function": name, "numbers": _numbers(function, positional, keywords)}
                for at, code in enumerate(codes):
                    self.calls.setdefault(code, {**facts, "code": code, "drawn": at > 0})


def _decimal_defaults(
    function: Callable[..., Any], positional: tuple[Any, ...], keywords: Mapping[str, Any]
) -> dict[str, float]:
    """The decimal numbers that the signature gives parameters which the call leaves out."""
    parameters = list(inspect.signature(function).parameters.values())[len(positional) :]
    return {
        each.name: each.default for each in parameters if isinstance(each.default, float) and each.name not in keywords
    }


def remember_source(file: str, source: str) -> None:
    """Let `inspect` and tracebacks read the source of what is compiled under this name."""
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)


def _numbers(function: Callable[..., Any], positional: tuple[Any, ...], keywords: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments by parameter, None for those that are no single number."""
    try:
        bound = inspect.signature(function).bind(*positional, **keywords)
    except TypeError:
        return {}
    bound.apply_defaults()
    plain = {name: value.item() if isinstance(value, np.generic) else value for name, value in bound.arguments.items()}
    return {name: value if type(value) in (int, float) else None for name, value in plain.items()}


# ── results that right work may return as well


def _of_arrays(change: Convert) -> Convert:
    def convert(value: Any) -> Any:
        """The value with every array inside lists, tuples and dictionaries changed."""
        if type(value) in (list, tuple):
            return type(value)(map(convert, value))
        if isinstance(value, dict):
            return {key: convert(item) for key, item in value.items()}
        return change(value)

    return convert


def _single(value: Any) -> Any:
    if isinstance(value, float):
        return np.float32(value)
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype == np.float64 else value


CONVERSIONS: Mapping[str, Convert] = {
    "": lambda result: result,
    "float32": _of_arrays(_single),
    "lists": _of_arrays(lambda value: value.tolist() if isinstance(value, np.ndarray) else value),
    "copies": _of_arrays(lambda value: np.array(value) if isinstance(value, np.ndarray) else value),
}


def as_points(value: Any) -> float | None:
    """Points as a plain number, whatever NumPy made of them."""
    return None if value is None else float(value)

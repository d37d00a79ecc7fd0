"""Runs many versions of a program on one case. The text of this file is what the process of a submission receives.

It is a driver of the sandbox: it takes the place of the call of a student's function, in the process that holds that
submission, and holds no answer. A version that raises, or does not end, has no value and stops no other one.
"""

from __future__ import annotations

import ast
import builtins
import copy
import functools
import importlib
import inspect
import operator
import random
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from types import FrameType
from typing import Any, NoReturn

import numpy as np

MAX_COMPILED = 2000  # texts that are kept for the next run
PATIENCE = 2  # times the seconds of a version, in which a library may come to its end
NAME = "<version>"  # of the file that a version seems to stand in
OF_DIFFERENCES = ("grad", "value_and_grad")
BY_JAX = (*OF_DIFFERENCES, "hessian", "jacfwd", "jacrev", "vmap")
NARROW = 6e-6  # the cube root of float64's rounding error, which is best for central differences
OPERAND = "__operand__"  # what `Operand` is called in a program
FILE = "edited_versions.py"  # what it is called there
UPDATES = (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift",
)  # fmt: skip


class TooLong(BaseException):
    """A version has used up its seconds."""


def run(*_: Any, versions: Mapping[str, Any], **arguments: Any) -> list[dict[str, Any]]:
    """What each version returns, under the name `value`, and the `seconds` of this process that it took.

    `versions` has the `texts` of statements, which of them each of the `programs` consists of, the `names` that it
    defines, the `driver` that calls them, if there is one, the `seed` with which global random numbers have begun, if
    it is not None, whether arrays are JAX's, whether NumPy stands in for JAX, also `by_differences` where it has no
    derivative, and the `seconds` of each version.
    """
    if "jax" in sys.modules:
        jax = vars(sys.modules["jax"])
        vars(_not_compiled)["jit"] = getattr(jax["jit"], "jit", jax["jit"])  # an earlier run may have put it there
        jax["jit"] = _not_compiled  # for one call, to compile takes too long
        sys.modules["jax"].config.update("jax_traceback_filtering", "off")  # milliseconds for each version that raises
    compiled = [_compiled(text, versions["in_numpy"]) for text in versions["texts"]]
    begin_anew = _random_numbers() if versions["seed"] is not None else lambda: None
    values = (partial(_value, versions, compiled, program, arguments, begin_anew) for program in versions["programs"])
    return [_limited(value, versions["seconds"]) for value in values]


def _random_numbers() -> Callable[[], None]:
    """What lets global random numbers begin as they do now: of several runs each has a seed of its own."""
    of_python, of_numpy = random.getstate(), np.random.get_state()

    def begin_anew() -> None:
        random.setstate(of_python)
        np.random.set_state(of_numpy)

    return begin_anew


def _not_compiled(function: Any = None, **_: Any) -> Any:
    return _not_compiled if function is None else function


@functools.lru_cache(MAX_COMPILED)
def _compiled(text: str, in_numpy: bool) -> Any:
    try:
        return compile(_as_jax_updates(ast.parse(text)) if in_numpy else text, NAME, "exec", dont_inherit=True)
    except SyntaxError:
        return compile("raise SyntaxError", NAME, "exec")


def _as_jax_updates(tree: ast.Module) -> ast.Module:
    """`x -= y` makes a new array, as it does with JAX: NumPy would change every other variable that is the same one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign):
            node.value = ast.Call(ast.Name(OPERAND, ast.Load()), [node.value], [])
    return ast.fix_missing_locations(tree)


class Operand:
    """The right side of an update. NumPy leaves it to this class to compute; so does Python for lists and numbers."""

    __array_priority__ = 1000

    def __init__(self, value: Any) -> None:
        self.value = value


def _update(name: str) -> Callable[[Operand, Any], Any]:
    new, in_place = getattr(operator, f"__{name}__"), getattr(operator, f"__i{name}__")
    return lambda operand, target: (new if isinstance(target, np.ndarray) else in_place)(target, operand.value)


for _name in UPDATES:
    setattr(Operand, f"__r{_name}__", _update(_name))


def _limited(compute: Callable[[], Any], seconds: float) -> dict[str, Any]:
    """The value, if it is computed in so many seconds of this process, and what it took; of a NameError, its kind."""
    timed, begin, answer = hasattr(signal, "setitimer"), time.process_time(), dict[str, Any]()
    try:
        try:
            if timed:
                signal.signal(signal.SIGPROF, partial(_stop, count()))
                signal.setitimer(signal.ITIMER_PROF, seconds, seconds)  # again, where code swallows what is raised
            answer["value"] = compute()
        finally:
            if timed:
                signal.setitimer(signal.ITIMER_PROF, 0)
            sys.settrace(None)
    except BaseException as error:
        answer = {"raised": type(error).__name__} if isinstance(error, NameError) else {}
    return answer | {"seconds": time.process_time() - begin}


def _stop(times: Iterator[int], _: int, frame: FrameType | None) -> None:
    """Let the version raise at its next line: an exception inside of a library may leave that broken for the others.

    Where no line of it comes, it is raised there all the same.
    """
    if next(times) >= PATIENCE:
        raise TooLong
    while frame is not None and frame.f_code.co_filename != NAME:
        frame = frame.f_back
    if frame is not None:
        frame.f_trace = _too_long
        sys.settrace(lambda *_: None)


def _too_long(*_: Any) -> NoReturn:
    raise TooLong


class _InNumPy:
    """JAX as far as NumPy can stand in for it, without the milliseconds of each step; what else it has is missing.

    `linspace` rounds otherwise in NumPy, where a solution may ask whether a point is 0: it is JAX's.
    Derivatives of handed functions are JAX's, and the same for all versions: what is made of them is compiled where a
    program asks for that, once. In a search versions have too few seconds to compile; there other derivatives are
    central differences, and are missing elsewhere.
    """

    def __init__(self, jax: Any, by_differences: bool) -> None:
        self._jax, self.config, self._by_differences = jax, jax.config, by_differences
        own = {} if by_differences else {"linspace": _plain(jax.numpy.linspace)}
        self.numpy = types.SimpleNamespace(**vars(np) | own)

    def __getattr__(self, name: str) -> Any:
        """What makes a derivative, or a function of rows, of a function."""
        if name not in BY_JAX:
            raise AttributeError(name)
        return functools.partial(self._made, name)

    def _made(self, name: str, function: Any, *rest: Any, **named: Any) -> Any:
        is_own = not hasattr(function, "__wrapped__")
        if is_own and not self._by_differences:
            raise TypeError(name)
        if name in OF_DIFFERENCES and is_own and not (rest or named):
            value_and_grad = functools.partial(_differentiated, function)
            return value_and_grad if name == "value_and_grad" else lambda *at: value_and_grad(*at)[1]
        if is_own or rest or named:
            return _plain(getattr(self._jax, name)(getattr(function, "__wrapped__", function), *rest, **named))
        return _derived(name, function.__wrapped__)

    def jit(self, function: Any = None, **options: Any) -> Any:
        """Leave the program's own functions, and handed ones, to NumPy."""
        is_of_jax = getattr(function, "is_of_jax", False) and not (self._by_differences or options)
        return _derived("jit", function.__wrapped__) if is_of_jax else _not_compiled(function)

    def imported(self, name: str, *rest: Any) -> Any:
        """What stands in for `__import__`."""
        first, *parts = name.split(".")
        if first != "jax":
            return __import__(name, *rest)
        return functools.reduce(getattr, parts, self) if len(rest) > 2 and rest[2] else self


@functools.lru_cache(MAX_COMPILED)
def _derived(name: str, function: Any) -> Any:
    """What JAX makes of a handed function, or of its derivative: one function for all versions."""
    jax = sys.modules["jax"]
    make = vars(_not_compiled)["jit"] if name == "jit" else getattr(jax, name)
    derivative = _plain(make(function))
    derivative.is_of_jax = True
    return derivative


def _differentiated(function: Any, point: Any, *rest: Any) -> tuple[Any, Any]:
    """The function's value and its gradient at the point: central differences, good to nine digits."""
    at = np.asarray(point, dtype=float)
    slopes = np.empty_like(at)
    for entry in np.ndindex(at.shape):
        gap = np.zeros_like(at)
        gap[entry] = NARROW * max(abs(at[entry]), 1e-2)
        slopes[entry] = (function((at + gap)[()], *rest) - function((at - gap)[()], *rest)) / (2 * gap[entry])
    return function(point, *rest), slopes[()]


def _plain(function: Any) -> Any:
    """The function with results of NumPy."""

    @functools.wraps(function)
    def plain(*values: Any, **named: Any) -> Any:
        return _as_numpy(function(*values, **named))

    return plain


def _as_numpy(value: Any) -> Any:
    return tuple(map(_as_numpy, value)) if isinstance(value, tuple) else np.asarray(value)[()]


def _value(
    versions: Mapping[str, Any],
    compiled: Any,
    program: Any,
    arguments: Mapping[str, Any],
    begin_anew: Callable[[], None],
) -> Any:
    names: dict[str, Any] = {"__name__": "__main__"}
    if versions["in_numpy"]:
        stand_in = _InNumPy(sys.modules["jax"], versions["by_differences"])
        names["__builtins__"] = vars(builtins) | {"__import__": stand_in.imported, OPERAND: Operand}
        arguments = {name: _plain(value) if callable(value) else value for name, value in arguments.items()}
    for at in program:
        exec(compiled[at], names)
    definitions = [names[name] for name in versions["names"]]
    copies = {name: _fresh(value, versions["with_jax"]) for name, value in arguments.items()}
    begin_anew()
    if versions["driver"]:
        file, _, name = versions["driver"].partition(":")
        return getattr(importlib.import_module(file.removesuffix(".py")), name)(*definitions, **copies)
    (function,) = definitions
    return function(**copies) if len(copies) > 1 and _binds(function, copies) else function(*copies.values())


def _fresh(value: Any, with_jax: bool) -> Any:
    """A copy of an argument, or an array of JAX."""
    return (
        sys.modules["jax.numpy"].asarray(value) if with_jax and isinstance(value, np.ndarray) else copy.deepcopy(value)
    )


def _binds(function: Any, arguments: Mapping[str, Any]) -> bool:
    try:
        inspect.signature(function).bind(**arguments)
    except (TypeError, ValueError):
        return False
    return True

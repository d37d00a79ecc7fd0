"""How a student's function is called: the homework's common rules about arguments, names and second attempts.

By keyword where the signature has the homework's names, but for those that are positional only. Where the keywords do
not bind, as in a compiled function with static arguments, as a person would: by position, but for what has a default.
By position otherwise, and in a function of `jax.vmap`; and by keyword where positions do not bind, as behind a
decorator that passes on whatever it gets. Where a line of the student's raises for another reason, that is the outcome.
If NumPy arrays make the student's code raise, once more with JAX arrays: `w.at[i].set(...)` is an honest habit. Not
after what a line of the assignment's own files raises, as a driver that finds an argument changed: with JAX arrays,
which nothing changes, it would find nothing. Not after an error that says of a number that it is out of range: there
JAX raises nothing and makes up a value, such as the last entry. Every attempt gets fresh copies of its arguments. The
sandbox asks for each attempt by itself, since it makes earlier calls between the two.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import random
import re
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy

from grader.model.arguments.typed_arguments import changed, holds_array, to_python
from grader.model.checks import arguments_of_run
from grader.model.encoding.values import Items, Value, are_near
from grader.model.transcript import BY_POSITION, VARIES, WITH_JAX_ARRAYS, is_named
from grader.sandbox.child.conversion import exception_names, to_value
from grader.sandbox.child.function_arguments import Functions

CELL = "cell "  # how the file names of a notebook's code begin
START = "w"  # a NumPy scalar even at one coordinate: it has `copy` and `shape`, which a float lacks
MAX_BYTES = 8 << 20  # of the results of several calls, unless less is said
SHORT = 0.5  # seconds of a call that may be made twice
STARRED = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
# JAX takes the last entry or nan for an index beyond the end, wraps integers, and does not obey `np.seterr`.
OUT_OF_RANGE = (IndexError, ArithmeticError)
KINDS = {"numpy": (False,), "jax": (True,), "jax_beside_numpy": (True,), "either": (False, True)}  # with JAX or not
REFUSALS = (TypeError, ValueError)  # of arguments by keyword; the second is that of `jax.vmap`
DOES_NOT_BIND = re.compile(r"\b(?:positional|keyword|positional-only|keyword-only) arguments?\b|multiple values for")
LIBRARIES = (str(Path(__file__).parents[2]), sys.prefix, sys.base_prefix, "<frozen ", "<__array_function__", "cost ")

Returned = tuple[Any, tuple[str, ...]]  # what a function returns, and notes on how it was called


class ArgumentMaker:
    """Makes arguments with JAX and NumPy as they were before any student code ran."""

    def __init__(self, jax: Any, functions: Functions) -> None:
        self._functions, self._array, self._jax_array = functions, numpy.array, jax.numpy.asarray
        self._default_rng, self._jax_key = numpy.random.default_rng, jax.random.key
        self._seeds = (random.seed, numpy.random.seed)
        self._states = (random.getstate, numpy.random.get_state)
        self.with_jax = False  # whether arrays are JAX's

    def array(self, numbers: Any, dtype: str) -> Any:
        """A new array."""
        array = self._array(numbers, dtype)
        return self._jax_array(array) if self.with_jax else array

    def function(self, spec: Mapping[str, Any]) -> Any:
        """The function that the data name."""
        return self._functions.of(spec, self)

    def rng(self, seed: int) -> Any:
        """A new random generator."""
        return self._default_rng(seed)

    def jax_key(self, seed: int) -> Any:
        """A random key of the new style, which every function of `jax.random` takes."""
        return self._jax_key(seed)

    def seed_globals(self, seed: int) -> None:
        """Begin the global random numbers of Python and NumPy anew."""
        for begin in self._seeds:
            begin(seed)

    def state_of_globals(self) -> Any:
        """What the global random numbers of Python and NumPy follow from, None where NumPy is patched."""
        try:
            parts = [part for state in self._states for part in state()]
            return [part.tobytes() if hasattr(part, "tobytes") else part for part in parts]
        except Exception:
            return None


class Caller:
    """Calls functions by the rules above, with JAX and NumPy as they were before any student code ran."""

    def __init__(self, jax: Any) -> None:
        self.functions = Functions(jax)
        self.functions.install()
        self._make, self._float64 = ArgumentMaker(jax, self.functions), numpy.float64
        self._signature = inspect.signature
        self.seed: int | None = None  # with which the global random numbers begin at every attempt
        self.arrays = "either"  # of which kind they are: a key of KINDS
        self.unchanged: tuple[str, ...] = ()  # the arguments that must be the same after the call
        self.raises = ""  # what the call should raise: set in a student's own notebook alone, where it is no secret
        self.after_bytes = MAX_BYTES  # at most, of what is said of each of them
        self.after = dict[str, Value]()  # what the last call has left in these arguments, by name
        self._made = dict[str, Any]()  # the arguments of the last attempt
        self.has_refused = False  # an attempt has raised what the other kind of arrays may not
        self.instructors_files: Collection[str] = ()  # of the assignment, as tracebacks name them

    def call(self, function: Any, arguments: Mapping[str, Any]) -> Returned:
        """What the function returns, and notes on how it was called. Raises what its first attempt raised."""
        return self._attempt(arguments, lambda with_jax: self._by_name_or_position(function, arguments, with_jax))

    def drive(self, driver: Any, definitions: Sequence[Any], arguments: Mapping[str, Any]) -> Returned:
        """The same for a driver, which receives what the student defines, and the arguments by name."""
        make, call = self.make_arguments, self._called
        return self._attempt(arguments, lambda with_jax: (call(driver, definitions, make(arguments, with_jax)), ()))

    def call_once(
        self,
        call: Callable[[Mapping[str, Any]], Returned],
        arguments: Mapping[str, Any],
        convert: Callable[[Any], Value],
    ) -> tuple[Value, tuple[str, ...]]:
        """The result of a call, and notes on it. A short call that draws global random numbers is made twice."""
        before, began = self._make.state_of_globals(), time.monotonic()
        returned, notes = call(arguments)
        seconds, after, value = time.monotonic() - began, self.after, convert(returned)
        if self.seed is None and seconds < SHORT and self._make.state_of_globals() != before:
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                if not are_near(value, convert(call(arguments)[0])):
                    notes = (*notes, VARIES)
            self.after = after
        return value, notes

    def call_runs(
        self,
        call: Callable[[Mapping[str, Any]], Returned],
        arguments: Mapping[str, Any],
        runs: int,
        most_bytes: int = MAX_BYTES,
    ) -> tuple[Value, tuple[str, ...]]:
        """The results of several calls, each with other seeds, and notes on how they were called."""
        results, all_notes, first = [], dict[str, None](), self.seed
        for run in range(runs):  # each is described at once: the next call may change it
            self.seed = None if first is None else first + run
            returned, notes = call(arguments_of_run(arguments, run))
            results.append(to_value(returned, most_bytes // runs))
            all_notes |= dict.fromkeys(notes)
        return Items(tuple(results)), tuple(all_notes)

    def _attempt(self, arguments: Mapping[str, Any], call: Callable[[bool], Returned]) -> Returned:
        """Call it with arrays of the kind that is due: NumPy's and, if it raises what is not final, JAX's."""
        first: BaseException | None = None
        has_arrays = any(map(holds_array, arguments.values()))
        for with_jax in KINDS[self.arrays] if has_arrays else (False,):
            try:
                returned, notes = call(with_jax)
            except Exception as error:  # not SystemExit or KeyboardInterrupt
                if first is None or (type(first) is AttributeError and getattr(first, "name", None) == "at"):
                    first = error  # `w.at[i].set(...)` on a NumPy array: the second attempt's error says more
                self.has_refused = has_arrays and not self._is_final(error, arguments)
                if not self.has_refused:
                    break
            else:
                return returned, (*notes, WITH_JAX_ARRAYS) if with_jax else notes
        assert first is not None
        raise first

    def _called(self, function: Any, by_position: Iterable[Any], by_name: Mapping[str, Any]) -> Any:
        """What the function returns. What it has left of its arguments is read first.

        To read a result, or the text of an exception, may run code of the student's that puts back what was changed.
        """
        try:
            return function(*by_position, **by_name)
        finally:
            names = [name for name in self.unchanged if name in self._made]
            self.after = {name: to_value(self._made[name], self.after_bytes, is_exact=True) for name in names}

    def _is_due(self, error: Exception) -> bool:
        return bool(self.raises) and is_named(exception_names(error), self.raises)

    def _has_changed(self, arguments: Mapping[str, Any]) -> bool:
        """Whether that is something else: on JAX arrays, which nothing changes, the call would have another outcome."""
        return bool(changed({name: arguments[name] for name in self.unchanged if name in arguments}, self.after))

    def _is_final(self, error: Exception, arguments: Mapping[str, Any]) -> bool:
        """Whether no other arrays may answer the error, such as what the assignment's own files raise."""
        is_instructors = last_own_file(error.__traceback__) in self.instructors_files
        return is_instructors or isinstance(error, OUT_OF_RANGE) or self._has_changed(arguments) or self._is_due(error)

    def _by_name_or_position(self, function: Any, arguments: Mapping[str, Any], with_jax: bool) -> Returned:
        first: Exception | None = None
        for leading in self._leading_names(function, arguments):
            try:
                made = self.make_arguments(arguments, with_jax)
                by_position = (BY_POSITION,) if len(leading) == len(arguments) > 1 else ()
                return self._called(function, [made.pop(name) for name in leading], made), by_position
            except REFUSALS as error:
                first = first or error
                may_bind = hasattr(function, "__wrapped__") or _says_it_does_not_bind(error)
                if last_own_file(error.__traceback__) and not may_bind:
                    break  # a line of the notebook ran, and not in a wrapper with another signature
        assert first is not None
        raise first from None

    def _leading_names(self, function: Any, arguments: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
        """The arguments that go in front of keywords, for one way to call the function after the other.

        Those that are positional only; those without a default; all, and where names are not in the signature, none.
        """
        everything = tuple(arguments)
        parameters = self._parameters(function, arguments) if len(arguments) > 1 else None
        if parameters is None:
            return [everything, ()]
        only = tuple(name for name, each in parameters.items() if each.kind is inspect.Parameter.POSITIONAL_ONLY)
        usual = tuple(name for name, each in parameters.items() if _goes_by_position(each))
        return dict.fromkeys([only, usual, everything])

    def _parameters(self, function: Any, arguments: Mapping[str, Any]) -> dict[str, inspect.Parameter] | None:
        """The parameters of these arguments; none where only keywords bind, None where names do not."""
        try:
            signature = self._signature(function)
        except (TypeError, ValueError):
            return None
        parameters = {name: each for name, each in signature.parameters.items() if name in arguments}
        if len(parameters) == len(arguments) and not STARRED & {each.kind for each in parameters.values()}:
            return parameters
        return {} if _binds(signature, **arguments) and not _binds(signature, *arguments) else None

    def make_arguments(self, arguments: Mapping[str, Any], with_jax: bool = False) -> dict[str, Any]:
        """New objects for the arguments, made just before a call."""
        self._make.with_jax = with_jax
        made = {name: self._argument(name, value) for name, value in arguments.items()}
        self._made, self.after = dict(made), {}
        if self.seed is not None:
            self._make.seed_globals(self.seed)
        return made

    def _argument(self, name: str, value: Any) -> Any:
        return self._float64(value) if name == START and type(value) is float else to_python(value, self._make)


def _says_it_does_not_bind(error: Exception) -> bool:
    """Whether the exception is Python's for a call by the wrong names or positions, whose text is short."""
    try:
        return bool(DOES_NOT_BIND.search(str.__str__(str(error))[:1000]))
    except Exception:  # an exception of the student's class, whose text cannot be read
        return False


def _goes_by_position(parameter: inspect.Parameter) -> bool:
    """Whether a person would pass it by position: it has no default."""
    return parameter.default is inspect.Parameter.empty and parameter.kind is not inspect.Parameter.KEYWORD_ONLY


def _binds(signature: inspect.Signature, *values: Any, **named: Any) -> bool:
    try:
        signature.bind(*values, **named)
    except TypeError:
        return False
    return True


def code_name(cell: int, module: str = "") -> str:
    """What a traceback calls the code of a cell; `module` is that of a file which comes with the notebook."""
    return f"{CELL}{cell} of {module}" if module else f"{CELL}{cell}"


def frames_in_cells(trace: TracebackType | None) -> Iterator[tuple[int, int, str]]:
    """(cell, line, module) of each traceback entry that lies in the submission, outermost first."""
    for name, line in code_frames(trace):
        yield from in_cell(name, line)


def in_cell(file: Any, line: Any) -> Iterator[tuple[int, int, str]]:
    """The cell, the line and the module, if the file is a cell and the line a number."""
    if type(file) is str and file.startswith(CELL) and type(line) is int:
        cell, _, module = file.removeprefix(CELL).partition(" of ")
        if cell.isdecimal():
            yield int(cell), line, module


def is_library(file: str) -> bool:
    """Whether code of this file is neither the student's nor the assignment's: Python's, a package's, or ours."""
    return "site-packages" in file or file.startswith(LIBRARIES)


def last_own_file(trace: TracebackType | None) -> str:
    """The file of the innermost traceback entry that lies in no library; empty where all do."""
    return next((name for name, _ in reversed([*code_frames(trace)]) if not is_library(name)), "")


def code_frames(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    """(file, line) of each traceback entry, outermost first."""
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next

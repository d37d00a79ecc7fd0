"""The process that runs the checks of a key, confined as a submission's is. It never sees code of a student.

A request is a line of JSON {"file", "source", "function", "arguments", "result", "expected", "is_random"}; the answer
is a line with {"share", "sentence"} or {"failed": reason}. Random is the list of the results of several runs. The
process ends after a failure. Every check starts from the same state: a module of its own and the same random numbers,
so that the same result is always judged alike.
"""

from __future__ import annotations

import os
import random
import reprlib
import warnings
from collections.abc import Mapping
from functools import lru_cache, partial
from types import CodeType
from typing import Any

import numpy as np

from grader.base.text import printable
from grader.model.arguments.costs import make_cost
from grader.model.arguments.typed_arguments import OF_FILE, is_function, leaves, to_python
from grader.model.encoding.decoding import decoder
from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, Value, decode
from grader.p_values import PValue
from grader.processes.line_child import limit_time, serve, take_pipes
from grader.sandbox.confined_process import confine_this_process

MAX_SENTENCE = 600  # characters
MAX_COMPILED = 8  # files that are kept for the next check
REQUEST = "a check returns True or False, a share from 0 to 1, or a pair of one of these and a sentence"
REQUEST_OF_RUNS = (
    "of several runs a check returns True or False, what a function of grader.p_values returns, or PValue(p) of a "
    "number of its own: a plain one may be a share of the points"
)


class NoResult(Exception):
    """A check returned something else than a share and a sentence."""


def main(cpu_seconds: int, memory_mb: int, parent: int, user: int) -> None:
    """Answer requests until there are no more."""
    pipes = take_pipes()
    layers = confine_this_process(parent, user, memory_mb)
    warnings.simplefilter("ignore")
    serve(partial(_answer, cpu_seconds), pipes, {"layers": layers})
    os._exit(0)  # what a check has started must not go on


def _answer(cpu_seconds: int, request: Mapping[str, Any]) -> dict[str, Any]:
    limit_time(cpu_seconds)
    result, expected = (to_plain(decode(request[name])) for name in ("result", "expected"))
    arguments = _Arguments(plain_arguments(decoder(dict[str, Any])(request["arguments"])))
    random.seed(0)
    np.random.seed(0)
    try:
        module: dict[str, Any] = {"__name__": request["file"].removesuffix(".py")}
        exec(_compiled(request["source"], request["file"]), module)
        with np.errstate(all="ignore"):
            returned = module[request["function"]](result, arguments=arguments, expected=expected)
        return _share_and_sentence(returned, request["is_random"])
    except NoResult as error:
        return {"failed": str(error)}
    except BaseException as error:  # SystemExit and MemoryError too
        return {"failed": f"{_place(error, request['file'])}{type(error).__name__}: {printable(str(error), 300)}"}


@lru_cache(MAX_COMPILED)
def _compiled(source: str, file: str) -> CodeType:
    return compile(source, file, "exec", dont_inherit=True)


def _share_and_sentence(returned: Any, is_random: bool) -> dict[str, Any]:
    share, sentence = returned if isinstance(returned, tuple) and len(returned) == 2 else (returned, "")
    is_number = isinstance(share, (bool, int, float, np.number, np.bool_)) or (
        isinstance(share, np.ndarray) and share.ndim == 0 and share.dtype.kind in "bfiu"
    )
    if not is_number or not 0 <= share <= 1 or not isinstance(sentence, str):
        raise NoResult(f"it returned {printable(reprlib.repr(returned), 100)}; {REQUEST}")
    is_p_value = isinstance(share, PValue)
    if is_random and not is_p_value and 0 < share < 1:
        raise NoResult(f"it returned {float(share):g}; {REQUEST_OF_RUNS}")
    if is_p_value and not is_random:
        raise NoResult(f"it returned the p-value {share:g}, which is for a question with `runs`; {REQUEST}")
    return {"share": float(share), "sentence": printable(sentence, MAX_SENTENCE).strip()}


def _place(error: BaseException, file: str) -> str:
    """`line 12: `, of the last line of the file that was running; nothing where none was."""
    lines = [error.lineno] if isinstance(error, SyntaxError) and error.filename == file else []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return f"line {lines[-1]}: " if lines else ""


# ── values as a check receives them


def to_plain(value: Value) -> Any:
    """The value as None, number, bool, text, array, list or dictionary."""
    match value:
        case Nothing():
            return None
        case Numbers(array):
            return array.item() if array.ndim == 0 else array.astype(array.dtype.newbyteorder("="))
        case Text(text) | Other(text):
            return text
        case Items(items):
            return [to_plain(item) for item in items]
        case Table(entries):
            return {name: to_plain(entry) for name, entry in entries.items()}


class _Arguments(dict[str, Any]):
    """The arguments of a case, which say what there is where a check asks for another one."""

    def __missing__(self, name: str) -> Any:
        raise LookupError(
            f"there is no argument {name!r} here; there are {', '.join(self) or 'none'}. Functions of files reach no "
            "check: write what it needs of them into its own file"
        )


def plain_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A case's arguments as values; a cost is a function of NumPy, and other functions are left out."""
    return {name: to_python(data, _Maker()) for name, data in arguments.items() if all(map(_is_simple, leaves(data)))}


def _is_simple(leaf: Any) -> bool:
    """Whether it is no function, or the formula of a cost."""
    return not is_function(leaf) or OF_FILE not in leaf.get("function", OF_FILE)


class _Maker:
    """Makes arguments without JAX: a random key is its seed."""

    def array(self, numbers: Any, dtype: str) -> Any:
        return np.array(numbers, dtype)

    def function(self, spec: Mapping[str, Any]) -> Any:
        return make_cost(spec["function"], np, spec["parameters"], spec.get("formula", ""))

    def rng(self, seed: int) -> Any:
        return np.random.default_rng(seed)

    def jax_key(self, seed: int) -> Any:
        return seed

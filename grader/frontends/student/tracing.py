"""What the variables of a student's loop hold after each step: the function is called once more, and watched.

It runs in the notebook's own process, on the student's own code. Nothing here knows what is right.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, FrameType
from typing import Any

import numpy as np

from grader.base.syntax import statements_of

MAX_NUMBERS = 6  # of a variable that is shown
MAX_VARIABLES = 12

State = Mapping[str, np.ndarray]  # a variable's name and its value


def loop_states(function: Any, call: Callable[[], Any]) -> list[State]:
    """The variables that change in the function's first loop: before its first pass, and after each.

    Empty where the function is no Python function, has no loop, or raises.
    """
    code, line = getattr(function, "__code__", None), _first_line_of_loop(function)
    if code is None or not line:
        return []
    states: list[State] = []
    before = sys.gettrace()
    sys.settrace(_watcher(code, line, states))
    try:
        call()
    except Exception:  # what it raised is said where it was checked
        return []
    finally:
        sys.settrace(before)
    return _changing(states)


def _watcher(code: CodeType, line: int, states: list[State]) -> Callable[[FrameType, str, Any], Any]:
    """A trace function that adds the variables of the first call to `states` whenever it comes to the line."""
    frames: list[FrameType] = []

    def in_function(frame: FrameType, event: str, _: Any) -> Any:
        """Record the variables whenever the line is about to run."""
        if event == "line" and frame.f_lineno == line:
            states.append({name: array for name, value in frame.f_locals.items() if (array := _numbers(value)).size})
        return in_function

    def on_call(frame: FrameType, event: str, _: Any) -> Any:
        """Trace the first call of the function, and no other."""
        if event == "call" and frame.f_code is code and not frames:
            frames.append(frame)
            return in_function
        return None

    return on_call


def _numbers(value: Any) -> np.ndarray:
    """A copy of a number or a small array; empty for anything else, a tracer of JAX too."""
    if not isinstance(value, (int, float, np.ndarray, np.generic)) and not hasattr(value, "addressable_shards"):
        return np.zeros(0)
    try:
        array = np.array(value, dtype=float)
    except (TypeError, ValueError):
        return np.zeros(0)
    return array if array.size <= MAX_NUMBERS else np.zeros(0)


def _changing(states: Sequence[State]) -> list[State]:
    """The states, of variables alone that do not always hold one value."""
    names = list(dict.fromkeys(name for state in states for name in state))
    changing = [name for name in names if len({_key(state.get(name)) for state in states}) > 1][:MAX_VARIABLES]
    return [{name: state[name] for name in changing if name in state} for state in states]


def _key(array: np.ndarray | None) -> bytes | None:
    return None if array is None else array.tobytes()


def _first_line_of_loop(function: Any) -> int:
    """The line of the function's first loop in its file or cell; 0 where there is none."""
    source, first = source_of(function)
    nodes = (node for statement in statements_of(source) for node in ast.walk(statement))
    loops = sorted(node.lineno for node in nodes if isinstance(node, (ast.For, ast.While)))
    return first + loops[0] - 1 if loops else 0


def source_of(value: Any) -> tuple[str, int]:
    """The code that defines a function or a class, and its first line in its cell; empty where it cannot be read."""
    try:
        lines, number = inspect.getsourcelines(value)
        return inspect.cleandoc("\n" + "".join(lines)), max(number, 1)
    except (OSError, TypeError):
        return "", 0

"""A program that computes nothing and returns what it finds around it: it must earn nothing.

It reads the frames of its callers, their globals, what the garbage collector knows and the files that it may read.
Texts are read as Python: the right answers of a table of tests are in rows beside the arguments.
"""

from __future__ import annotations

from collections.abc import Sequence

PICKS = {  # which of the values that were found is returned
    "row": "a value that stands in a row beside the arguments",
    "first": "the first number that is no argument",
    "last": "the last number that is no argument",
    "array": "the last array of the shape of an argument",
    "collected": "the first object that the garbage collector knows and that holds an argument",
    "file": "the last number of the files that can be read",
}
_SOURCE = '''
import ast as _ast, gc as _gc, glob as _glob, itertools as _itertools, sys as _sys, time as _time

_PLAIN = (int, float, complex, str)

def _is_number(value):
    return isinstance(value, (int, float, complex)) and not isinstance(value, bool)

def _same(one, other):
    try:
        return type(one) is not str and type(other) is not str and abs(one - other) < 1e-12
    except Exception:
        return False

def _rows_of(value, depth=0):
    """The lists of plain values in an object, or in a text that is Python."""
    if isinstance(value, str):
        if len(value) > 20000:
            return
        try:
            nodes = list(_ast.walk(_ast.parse(value)))
        except Exception:
            return
        yield [node.value for node in nodes if isinstance(node, _ast.Constant)]
        for node in nodes:
            if isinstance(node, _ast.Dict):
                for pair in zip(node.keys, node.values):
                    inner = [each for one in pair if one for each in _ast.walk(one)]
                    yield [each.value for each in inner if isinstance(each, _ast.Constant)]
            if isinstance(node, (_ast.Tuple, _ast.List, _ast.Dict, _ast.Compare, _ast.Call, _ast.BinOp)):
                yield [inner.value for inner in _ast.walk(node) if isinstance(inner, _ast.Constant)]
    elif hasattr(value, "tolist"):
        yield from _rows_of(value.tolist(), depth)
    elif hasattr(value, "__code__"):
        yield list(value.__code__.co_consts)
        for cell in value.__closure__ or ():
            yield from _rows_of([cell.cell_contents], depth + 1)
    elif isinstance(value, (list, tuple, dict)) and depth < 4:
        inner = [*value, *value.values()] if isinstance(value, dict) else list(value)
        yield [each for each in inner if isinstance(each, _PLAIN)]
        for each in inner[:1000]:
            yield from _rows_of(each, depth + 1)
    elif isinstance(value, _PLAIN):
        yield [value]

def _around():
    """Values in the frames of the callers and in their globals, the nearest first."""
    frame, own = _sys._getframe(3), globals()
    while frame is not None:
        yield [value for value in list(frame.f_locals.values()) if isinstance(value, _PLAIN)]
        yield from list(frame.f_locals.values())
        if frame.f_globals is not own:
            values = [value for name, value in list(frame.f_globals.items()) if not name.startswith("__")]
            yield [value for value in values if isinstance(value, _PLAIN)]
            yield from values
        frame = frame.f_back

def _in_files():
    for path in sorted(_glob.glob("**/*", recursive=True))[:100]:
        try:
            with open(path, errors="replace") as file:
                yield file.read(100000)
        except OSError:
            pass

_left = [2.0]  # seconds of a process that are looked around in: a driver may call often

def _arrays(value, depth=0):
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        yield value
    elif isinstance(value, (list, tuple, dict)) and depth < 3:
        for each in [*(value.values() if isinstance(value, dict) else value)][:1000]:
            yield from _arrays(each, depth + 1)

def _found(arguments, pick):
    begun = _time.monotonic()
    try:
        return _array(arguments) if pick == "array" else _number(arguments, pick)
    finally:
        _left[0] -= _time.monotonic() - begun

def _array(arguments):
    """The last array around that has the shape of an argument, and is none."""
    given, found = [each for each in arguments if getattr(each, "shape", ())], []
    for value in _around() if _left[0] > 0 else ():
        for array in _arrays(value):
            if any(array.shape == each.shape for each in given):
                if not any(array is each or (array == each).all() for each in given if array.shape == each.shape):
                    found.append(array)
    return found[-1] if found else 0 * given[0] if given else 0.0

def _number(arguments, pick):
    given = [each for argument in arguments for row in _rows_of(argument) for each in row]
    around = {"collected": _gc.get_objects, "file": _in_files}.get(pick, _around)()
    rows, end = [], _time.monotonic() + min(0.5, max(_left[0], 0.0))
    for value in around:
        try:
            rows += [row for row in _itertools.islice(_rows_of(value), 500) if row]
        except Exception:
            pass
        if len(rows) > 5000 or _time.monotonic() > end:
            break
    if pick in ("row", "collected"):
        rows = [row for row in rows if any(_same(each, other) for each in row for other in given)] or rows
        rows.sort(key=len)
    numbers = [each for row in rows for each in row if _is_number(each)]
    numbers = [each for each in numbers if not any(_same(each, other) for other in given)]
    return numbers[-1 if pick in ("last", "file") else 0] if numbers else 0.0
'''
_FUNCTION = """
def {name}(*arguments, **named):
    return _found([*arguments, *named.values()], {pick!r})
"""
_CLASS = """
class {name}:
    def __init__(self, *arguments, **named):
        pass
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Method()
class _Method:
    def __call__(self, *arguments, **named):
        return _found([*arguments, *named.values()], {pick!r})
    def __float__(self):
        return float(_found([], {pick!r}))
"""


def scavenger(functions: Sequence[str], classes: Sequence[str], pick: str) -> str:
    """The source of the program with these functions and classes; `pick` is a key of PICKS."""
    return _SOURCE + program(functions, classes, pick)


def program(functions: Sequence[str], classes: Sequence[str], pick: object) -> str:
    """Functions and classes that answer each call by `_found(arguments, pick)`, which stands above them."""
    parts = [_FUNCTION.format(name=name, pick=pick) for name in functions]
    parts += [_CLASS.format(name=name, pick=pick) for name in classes]
    return "".join(parts)

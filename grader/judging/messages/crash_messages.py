"""What to say of an exception: the student's own line, the exception, and one line on what it means."""

from __future__ import annotations

import builtins
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from grader.base.dependencies import LIBRARIES, importable_in_words
from grader.base.syntax import statements_of
from grader.base.text import place, short_place
from grader.model.arguments.typed_arguments import is_function
from grader.model.key import Case, Question
from grader.model.transcript import Definition, Raised

MAX_CODE = 300  # characters of a line of code that is shown
_NOT_RETURNED = "A value is None here: does every function return what it computed?"
_FLOAT = "A point of one coordinate is a plain number here: it has no index, no length and no parts."
_NUMBER = "A plain number has no index, no length and no parts: is it the variable that you expect at this line?"
_EMPTY = "It is empty at this line. Which arguments does this call have, and what should it return for them?"
_A_WORD = "A word stands where a number belongs: test for it before you calculate with it."
_FUNCTION = "A function stands where its value belongs: call it, as in `{}`."
_SHAPES = "Two arrays do not fit together: compare their shapes at this line."
_ONE_NUMBER = "An array was used where one number belongs: take the number out of it first."
_ARGUMENTS = "The function was called with the arguments of the handout: keep its names and their order."
_OWN_CALL = (
    "A function that is called at this line does not take these arguments: compare them with its `def` line, or with "
    "its documentation, and look whether another function has the same name."
)

_IMPORT = "Only {} can be imported here, and Python files that you hand in with your notebook."

# What an exception means, by its kinds and a pattern in its text, as Python prints both. The first that fits is used.
HINTS = {
    "NotImplementedError": "This is still the stub: write your own code in place of the `raise`.",
    "TracerArrayConversionError": "JAX cannot differentiate NumPy functions: write `jnp.sin`, not `np.sin`, in "
    "whatever is differentiated or jitted.",
    "TracerBoolConversionError": "Under `jax.jit` an `if` or `while` cannot look at a traced value: use `jnp.where` "
    "or `lax.cond`, or leave `jit` out.",
    "TracerIntegerConversionError": "Under `jax.jit` a traced value cannot be an index or a length: mark the "
    "argument as static, or leave `jit` out.",
    "ConcretizationTypeError": "Under `jax.grad` or `jax.jit` a traced value cannot become a plain number: use "
    "`jax.numpy` functions instead of `math`, `float()` or `int()`.",
    "UnexpectedTracerError": "A traced value was kept after the traced function had ended: return it instead of "
    "appending it to a list outside.",
    "TypeError: grad requires real- or complex-valued inputs": "`jax.grad` needs floats: write `2.0` instead of `2`, "
    "or make the array with `dtype=float`.",
    "TypeError: [Gg]radient only defined for scalar-output functions. Output was None": "`jax.grad` needs a function "
    "that returns its value: yours returns nothing.",
    "TypeError: [Gg]radient only defined for scalar-output functions": "`jax.grad` needs a function that returns one "
    "number: yours returns an array. A point of one coordinate is a float here, not an array of length 1.",
    "TypeError: Expected a callable value": "`jax.grad` and `jax.jit` take a function, not its value: write "
    "`jax.grad(g)(w)`, not `jax.grad(g(w))`.",
    "TypeError: ArrayBox.* is not a valid JAX type": "autograd cannot differentiate a function that is written with "
    "`jax.numpy`: use `jax.grad`.",
    "TypeError: JAX arrays are immutable": "JAX arrays cannot be changed in place: use `w = w.at[i].set(value)`, or "
    "work on a NumPy array.",
    "TypeError: 'tuple' object does not support item assignment": "A tuple cannot be changed in place: use a list or "
    "an array.",
    "ValueError: assignment destination is read-only": "This array cannot be changed in place: make a copy first, "
    "with `np.array(w)`.",
    "ValueError: inhomogeneous shape|all input arrays must have the same shape": "The entries do not all have one "
    "shape: is each of them a point, or each of them a number?",
    "TypeError: Cannot concatenate arrays with shapes that differ": _SHAPES,
    "ValueError: setting an array element with a sequence": _ONE_NUMBER,
    "TypeError: [Oo]nly (0-dimensional|length-1|size-1|scalar) arrays can be converted": _ONE_NUMBER,
    "UFuncTypeError: Cannot cast ufunc": "An array of integers cannot take in floats: start from floats (`3.0`, or "
    "`dtype=float`).",
    "ValueError: truth value of an array": "An `if` or `while` needs one truth value, and a comparison of arrays "
    "gives one for each coordinate: `jnp.all(...)` makes one of them.",
    "ZeroDivisionError": "Something is divided by zero: does a counter start at 0 that should start at 1?",
    r"TypeError: (missing \d+ required|takes \d+|unexpected keyword|got multiple values)": _ARGUMENTS,
    "TypeError: object is not callable": "A variable has taken the name of a function, or arguments came in another "
    "order than in the handout.",
    r"TypeError|AttributeError|ValueError: 'NoneType'|\bNone is not a valid value": _NOT_RETURNED,
    "TypeError: unsupported operand .*'function'": _FUNCTION,
    "TypeError: can't multiply sequence": "A list or a word cannot be multiplied like a number: make an array of a "
    "list, with `jnp.array(...)`, and test for a word before you calculate with it.",
    "TypeError: unsupported operand .*'(list|tuple)'": "Lists do not calculate like vectors: make an array of it "
    "first, with `jnp.array(...)`.",
    "TypeError: numpy boolean subtract": "Truth values of NumPy cannot be subtracted: make numbers of them first, as "
    "in `1.0 * (w > 0)`.",
    r"TypeError: bitwise_xor|operand type\(s\) for \^|^xor does not accept": "`^` is no power in Python: "
    "write `w ** 2`.",
    "TypeError: 'str'": _A_WORD,
    r"TypeError|UFuncTypeError: ufunc '\w+' (did not contain a loop|not supported)": _A_WORD,
    r"TypeError: with dtype <U\d+ is not a valid JAX array type|can only concatenate str": _A_WORD,
    "ValueError: could not convert string to float": _A_WORD,
    "TypeError: [Oo]nly integer scalar arrays can be converted to a scalar index": "An array stands where one whole "
    "number belongs: as an index, or beside a list or a word in a product.",
    r"TypeError: '(float|int|numpy\.float64)' (object (is not (subscriptable"
    r"|iterable)|does not support)|has no len)|non-iterable (float|int|numpy\.float64) object|over a 0-d": _FLOAT,
    "IndexError: [Tt]oo many indices|invalid index to scalar variable": _FLOAT,
    "TypeError|IndexError: only integers, slices|indices must be integers|[Ii]ndexer must have integer": "An index "
    "must be an integer: `//` divides integers, `range` counts in them.",
    "UnboundLocalError": "This name gets its value later in the function, or only in a branch that was not taken.",
    "NameError: '(np|jnp|jax|plt|pd|scipy|math)'": "Its import is missing, or its cell does not come first: write it "
    "above, such as `import numpy as np`.",
    "NameError": "This name is not defined in your notebook above the function, or is spelled differently there.",
    "IndexError: with size 0$|pop from (an )?empty": _EMPTY,
    "IndexError": "An index is past the end: n entries have the numbers 0 to n - 1.",
    "AttributeError: has no attribute 'at'": "`.at[...]` belongs to JAX arrays; this is a NumPy array.",
    "AttributeError: has no attribute 'append'": "Only lists have `append`: begin with `[w]`, append to it, and make "
    "an array of it at the end if you like.",
    r"AttributeError: ^'(?!list|tuple|dict|str|int|float|bool|function|NoneType)\w+' object has no attribute": "Your "
    "object does not have this attribute yet: set it before this line, for instance in `__init__`.",
    "ValueError: values to unpack": "The left side has another number of names than the right side has values.",
    "RecursionError": "The function calls itself without end, or too often: a loop may go on for longer.",
    "EOFError": "The code waits for input, which nobody types here: remove `input()`.",
    "ImportError|ModuleNotFoundError: tkinter|Qt binding|interactive framework": "No window can be opened where your "
    "code is graded: leave out `matplotlib.use` and `switch_backend`.",
    "ModuleNotFoundError": _IMPORT,
    "ImportError: cannot import name": "This module has no such name: is it spelled differently there? If the file "
    "is yours, and a library has its name, rename it.",
    "MemoryError": "The code asked for more memory than there is.",
    "SystemExit": "The code ended the program; a function should `return`.",
    "KeyError": "There is no such key in the dictionary.",
    "FileNotFoundError": "There is no such file where your code is graded: only the files of the handout are there, "
    "in the same folders. Does the path begin at the notebook's folder?",
    "PermissionError": "Where your code is graded it can write in its own folder, read the packages, and start "
    "threads, with `threading` or `ThreadPoolExecutor`: no other file, program, process or network can be reached, "
    "nor `multiprocessing` used.",
    "ValueError|TypeError: could not be broadcast|[Ii]ncompatible shapes"
    "|shapes must be|not aligned|core dimension|have the same shape": _SHAPES,
}

# for a line of the driver, which is right: the student's object does not fit it
DRIVER_HINTS = {
    r"TypeError: missing \d+ required|takes \d+|takes no arguments|unexpected keyword|got multiple values": "This "
    "line shows which arguments are passed: take the same ones, in this order.",
    "TypeError: 'NoneType'": "Something of yours is None at this line: does each method return what is asked for?",
    "TypeError: object is not callable": "This line calls something of yours that cannot be called.",
    "TypeError|ValueError: not iterable|to unpack|not subscriptable|has no len": "This line expects several values "
    "from you: return them as in the handout.",
    "KeyError|IndexError": "This line takes an entry that your object does not have.",
}

_OF_A_WORD = re.compile(  # how NumPy, JAX and Python report a word in arithmetic
    r"'str'|concatenate str|multiply sequence|integer scalar arrays|could not convert string|dtype <U"
    r"|ufunc '(?!bitwise)\w+' (did not contain a loop|not supported)"
)


def exception_hint(raised: Raised, arguments: Mapping[str, Any] | None = None, packages: Sequence[str] = ()) -> str:
    """What the exception means, in one line; an empty string where its own text says it best.

    `arguments` are those of the call: where one is a word, or a point has several coordinates, the line says so.
    `packages` are those that the assignment has beside the usual ones.
    """
    arguments = arguments or {}
    if raised.kind == "IndexError" and "[-1]" in raised.source and "out of range" in raised.message:
        return _EMPTY
    for name, word in arguments.items():
        if isinstance(word, str) and "Error" in raised.kind and _OF_A_WORD.search(raised.message):
            return f'Here `{name}` is the word "{word}", not a number: test for it before you calculate with it.'
    words = _first_that_fits(HINTS, raised)
    if words is _IMPORT:
        missing = [each.name for each in LIBRARIES if f"'{each.name}" in raised.message]
        if missing:  # no file of the homework names it, so that it is not in requirements.txt
            return f"Install it here with `pip install {missing[0]}`; your work is graded with it."
        install = " They are installed by `pip install -r requirements.txt`." if packages else ""
        return words.format(importable_in_words(packages)) + install
    if words is _FUNCTION:
        return words.format(_example_call(raised.source, arguments))
    if words is _ARGUMENTS and raised.line:
        return _OWN_CALL
    return _NUMBER if words is _FLOAT and not _has_one_coordinate(arguments) else words


def _first_that_fits(hints: Mapping[str, str], raised: Raised) -> str:
    """The first hint whose kinds and pattern are those of the exception; empty where there is none."""
    for key, words in hints.items():
        kinds, _, pattern = key.partition(": ")
        if raised.kind in kinds.split("|") and re.search(pattern, raised.message):
            return words
    return ""


def _example_call(line: str, arguments: Mapping[str, Any]) -> str:
    """A call of the argument in the line that is a function, such as `grad(...)`."""
    words = re.findall(r"\w+", line)
    return next((f"{name}(...)" for name, value in arguments.items() if is_function(value) and name in words), "g(w)")


def _has_one_coordinate(arguments: Mapping[str, Any]) -> bool:
    """Whether a point of this call is a plain number."""
    starts = arguments.get("starts")
    points = [arguments.get("w"), arguments.get("v"), *(starts[:1] if isinstance(starts, list) else [])]
    return any(isinstance(point, (int, float)) for point in points)


def crash_message(raised: Raised, question: Question, case: Case, definition: Definition) -> str:
    """The place, the line, the exception, and its meaning where it is known."""
    text = f"{raised.kind}: {raised.message}" if raised.message else raised.kind
    lines = [
        f"{_where_in_driver(raised, question) if raised.file else _where(raised, question, definition)}:",
        f"    {_short(raised.source)}" if raised.source.strip() else "",
        f"    {textwrap.shorten(text, 300, placeholder=' ...')}",
        driver_hint(raised) if raised.file else exception_hint(raised, case.arguments, question.packages),
    ]
    return "\n".join(filter(None, lines))


def _short(line: str) -> str:
    """A line of code without its indentation, cut where it is longer than anybody reads."""
    line = line.strip()
    return line if len(line) <= MAX_CODE else f"{line[:MAX_CODE]} ..."


def _where_in_driver(raised: Raised, question: Question) -> str:
    names = " and ".join(f"`{name}`" for name in question.names)
    line = f" at line {raised.line}" if raised.line else ""
    return f"{raised.file}, the file beside your notebook that calls your {names}, stopped{line}"


def driver_hint(raised: Raised) -> str:
    """What the line of a driver expects of the student's object; an empty string where its text says it best."""
    attribute = re.search(r"(\S+) object has no attribute '(\w+)'", raised.message)
    if raised.kind == "AttributeError" and attribute and attribute[1] != "'NoneType'":
        owner = attribute[1].strip("'")
        if hasattr(builtins, owner):
            return f"This line uses `{attribute[2]}` of what your code gave it, and that is a {owner}."
        return f"This line uses `{attribute[2]}` of your `{owner}`: is it defined there, and spelled like this?"
    return _first_that_fits(DRIVER_HINTS, raised) or exception_hint(raised)


def _where(raised: Raised, question: Question, definition: Definition) -> str:
    """What stopped, and where; of what defines the function, why the function needs it."""
    # in a student's own notebook a function knows its line, but not its cell
    where = (
        f"line {raised.line} of its cell" if not (raised.cell or definition.line) else place(raised.cell, raised.line)
    )
    where = where if raised.line else "a place that is not in your notebook"
    if raised.during != "definition":
        if raised.kind == "TypeError" and not raised.line and not question.driver:
            return f"Your `{question.function}` cannot be called like this"
        if number := _line_of_definition(raised, question.function, definition):
            return f"Your `{question.function}` stopped in its line {number}"
        return f"Your {'code' if question.driver else 'function'} stopped at {where}"
    own = f"`{question.function}`"
    own += f" ({short_place(definition.cell, definition.line)})" if definition.cell or definition.line else ""
    return f"Your code stopped at {where}, which {own} needs"


def _line_of_definition(raised: Raised, name: str, definition: Definition) -> int:
    """The line, counted from the `def`; 0 where it lies in another function or cannot be told."""
    defined = [s for s in statements_of(definition.source) if getattr(s, "name", "") == name]
    number = raised.line - definition.line + 1
    if not defined or not definition.line or raised.cell != definition.cell or number < 1:
        return 0
    lines = definition.source.splitlines()[defined[-1].lineno - 1 : defined[-1].end_lineno]
    return number if [line.strip() for line in lines[number - 1 : number]] == [raised.source.strip()] else 0

"""One line for each exception that students of JAX and NumPy meet: what it means, beside their own line."""

from __future__ import annotations

import re

from grader.transcript import Raised

# (kind of exception, pattern in its text, what it means). The first row that fits is said.
MEANINGS = [
    (
        "NotImplementedError",
        r"",
        "This is still the stub: write your own code in place of the `raise`.",
    ),
    (
        "TracerArrayConversionError",
        r"",
        "JAX cannot differentiate NumPy functions: write `jnp.sin`, not `np.sin`, in whatever is "
        "differentiated or jitted.",
    ),
    (
        "TracerBoolConversionError",
        r"",
        "Under `jax.jit` an `if` or `while` cannot look at a traced value: use `jnp.where` or `lax.cond`, or "
        "leave `jit` away.",
    ),
    (
        "TracerIntegerConversionError",
        r"",
        "Under `jax.jit` a traced value cannot be an index or a length: mark the argument as static, or leave"
        " `jit` away.",
    ),
    (
        "ConcretizationTypeError",
        r"",
        "Under `jax.grad` or `jax.jit` a traced value cannot become a plain number: use `jax.numpy` functions"
        " instead of `math`, `float()` or `int()`.",
    ),
    (
        "UnexpectedTracerError",
        r"",
        "A traced value was kept after the traced function had ended: return it instead of appending it to a "
        "list outside.",
    ),
    (
        "TypeError",
        r"grad requires real- or complex-valued inputs",
        "`jax.grad` needs floats: write `2.0` instead of `2`, or make the array with `dtype=float`.",
    ),
    (
        "TypeError",
        r"[Gg]radient only defined for scalar-output functions",
        "`jax.grad` needs a function that returns one number: yours returns an array. A point of one "
        "coordinate is a float here, not an array of length 1.",
    ),
    (
        "TypeError",
        r"JAX arrays are immutable|does not support item assignment",
        "JAX arrays cannot be changed in place: use `w = w.at[i].set(value)`, or work on a NumPy array.",
    ),
    (
        "ValueError",
        r"assignment destination is read-only",
        "This array cannot be changed in place: make a copy first, with `np.array(w)`.",
    ),
    (
        "ValueError",
        r"setting an array element with a sequence",
        "An array of length 1 was stored where one number belongs: take the number out of it first.",
    ),
    (
        "TypeError",
        r"only (0-dimensional|length-1|size-1) arrays can be converted",
        "An array was used where one number belongs: take the number out of it first.",
    ),
    (
        "UFuncTypeError",
        r"",
        "An array of integers cannot take in floats: start from floats (`3.0`, or `dtype=float`).",
    ),
    (
        "_UFuncOutputCastingError",
        r"",
        "An array of integers cannot take in floats: start from floats (`3.0`, or `dtype=float`).",
    ),
    (
        "ZeroDivisionError",
        r"",
        "Something is divided by zero: does a counter start at 0 that should start at 1?",
    ),
    (
        "TypeError",
        r"(missing \d+ required|takes \d+|unexpected keyword|got multiple values)",
        "The function was called with the arguments of the handout: keep its names and their order.",
    ),
    (
        "TypeError",
        r"object is not callable",
        "A variable has taken the name of a function, or arguments came in another order than in the handout.",
    ),
    (
        "TypeError",
        r"can't multiply sequence|unsupported operand .*'(str|NoneType|function)'",
        "One operand is not a number. Is the order of the arguments that of the handout, and does every "
        "helper return its value?",
    ),
    (
        "TypeError",
        r"'str'",
        '`alpha` may be the word "diminishing": test for it before you calculate with it.',
    ),
    (
        "UnboundLocalError",
        r"",
        "This name gets its value later in the function, or only in a branch that was not taken.",
    ),
    (
        "NameError",
        r"",
        "This name is not defined in your notebook above the function, or is spelled differently there.",
    ),
    (
        "IndexError",
        r"",
        "An index is past the end: K steps give K + 1 entries, numbered 0 to K.",
    ),
    (
        "AttributeError",
        r"has no attribute 'at'",
        "`.at[...]` belongs to JAX arrays; this is a NumPy array.",
    ),
    (
        "RecursionError",
        r"",
        "The function calls itself without end.",
    ),
    (
        "EOFError",
        r"",
        "The code waits for input, which nobody types here: remove `input()`.",
    ),
    (
        "ModuleNotFoundError",
        r"",
        "Only jax, numpy, scipy, matplotlib and autograd can be imported here.",
    ),
    (
        "MemoryError",
        r"",
        "The code asked for more memory than there is.",
    ),
    (
        "SystemExit",
        r"",
        "The code ended the program; a function should `return`.",
    ),
    (
        "KeyError",
        r"",
        "There is no such key in the dictionary.",
    ),
    (
        "ValueError",
        r"operands could not be broadcast|incompatible shapes",
        "Two arrays do not fit together: compare their shapes at this line.",
    ),
    (
        "TypeError",
        r"incompatible shapes|shapes must be",
        "Two arrays do not fit together: compare their shapes at this line.",
    ),
]


def meaning(raised: Raised) -> str:
    """What the exception means, in one line; an empty string where we know nothing better than its own text."""
    for kind, pattern, words in MEANINGS:
        if raised.kind == kind and re.search(pattern, raised.message):
            return words
    return ""

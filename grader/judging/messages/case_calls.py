"""The call of a case, as Python that a student copies into a notebook to see what the judge saw.

    from drivers import run_momentum
    run_momentum(Momentum, alpha=0.1, beta=0.9, w=np.array([1.0, -2.0]))

Costs of the lecture stand by their names, as handouts define them, and NumPy is `np`; whatever else the call needs is
imported above it.
Where data are too long to write, the result of `check` makes the arguments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.model.arguments.typed_arguments import OF_FILE, is_function, name_of_function
from grader.model.key import Case, Question

MAX_NUMBERS = 40  # of an array that is written out
NOT_FINITE = re.compile(r"\b(nan|inf)\b")  # numbers for which Python has no literal
LONGEST_CODE = 200  # characters between backticks, as pages read them
ONE_LINE, WIDEST = 94, 62  # characters of a call in one line; of a line of arguments where it has several
LECTURE, OWN = "grader.model.arguments.costs", "costs"  # where costs are defined that take parameters
JAX, JAX_NUMPY, FUNCTOOLS = "import jax", "import jax.numpy as jnp", "import functools"
DERIVATIVES = {"function": "{}", "gradient_of": "jax.grad({})", "hessian_of": "jax.hessian({})"}


def case_call(question: Question, case: Case) -> list[str]:
    """The lines of the call, imports first; none where no function is called."""
    if not question.calls:
        return []
    written = _Writer()
    arguments = [f"{name}={written.argument(value)}" for name, value in case.arguments.items()]
    if not written.is_short:
        written.imports.clear()
        arguments = [f'**check("{question.name}").arguments("{case.id}")']
    function = question.function
    if question.driver:
        function = written.imported(*question.driver.split(OF_FILE))
        arguments = [*question.names, *arguments]
    seed = [] if case.seed is None else [f"np.random.seed({case.seed})"]
    return [*written.imports, *seed, *_in_lines(function, arguments)]


def _in_lines(function: str, arguments: Sequence[str]) -> list[str]:
    """The call in one line; where that is long, its arguments in lines of their own."""
    if len(line := f"{function}({', '.join(arguments)})") <= ONE_LINE:
        return [line]
    lines = [""]
    for argument in arguments:
        if lines[-1] and len(lines[-1]) + len(argument) > WIDEST:
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else ''}{argument},"
    return [f"{function}(", *(f"    {line}" for line in lines), ")"]


def title_and_call(question: Question, case: Case) -> str:
    """The title where it says more than the call does, and the call in lines that are indented; written once."""
    if "call" not in case.memo:
        case.memo["call"] = _title_and_call(question, case)
    return str(case.memo["call"])


def _title_and_call(question: Question, case: Case) -> str:
    call = case_call(question, case)
    listed = [name for name in case.arguments if f"{name} = " in case.title]
    is_code = listed and case.title.startswith(f"{listed[0]} = ") and len(case.title) <= LONGEST_CODE
    title = f"`{case.title}`" if is_code else case.title
    is_said = any(f"{name}=" in "".join(call) for name in listed)
    return "\n".join([f"With {'this call' if is_said else title}:", *(f"    {line}" for line in call)])


class _Writer:
    """Writes arguments as Python and collects what has to be imported for them."""

    def __init__(self) -> None:
        self.imports: list[str] = []
        self.is_short = True

    def imported(self, module: str, name: str) -> str:
        """The name, imported from that module."""
        self._require(f"from {module.removesuffix('.py')} import {name}")
        return name

    def _require(self, line: str) -> None:
        if line not in self.imports:
            self.imports.append(line)

    def argument(self, value: Any) -> str:
        """An argument of a case as an expression."""
        match value:
            case np.ndarray() | list():
                return self._array(np.asarray(value))
            case {"items": items}:
                return f"[{', '.join(map(self.argument, items))}]"
            case {"table": pairs}:
                return f"{{{', '.join(f'{name!r}: {self.argument(entry)}' for name, entry in pairs)}}}"
            case {"rng": seed}:
                return f"np.random.default_rng({seed})"
            case {"jax_key": seed}:
                self._require(JAX)
                return f"jax.random.key({seed})"
        return self._function(value) if is_function(value) else repr(value)

    def _function(self, spec: Mapping[str, Any]) -> str:
        kind, name = name_of_function(spec)
        parameters = "".join(f", {key}={self.argument(value)}" for key, value in spec["parameters"].items())
        if OF_FILE in name:
            function = self.imported(*name.split(OF_FILE))
            if parameters:
                self._require(FUNCTOOLS)
            text = f"functools.partial({function}{parameters})" if parameters else function
        elif parameters or spec.get("formula"):
            self._require(JAX_NUMPY)
            text = f"lambda w: {self.imported(OWN if spec.get('formula') else LECTURE, name)}(w, jnp{parameters})"
        else:
            text = name
        if DERIVATIVES[kind].startswith("jax."):
            self._require(JAX)
        return DERIVATIVES[kind].format(text)

    def _array(self, array: np.ndarray) -> str:
        self.is_short &= array.size <= MAX_NUMBERS
        if not array.size:
            return f"np.zeros({array.shape}{_dtype(array, ('float64',))})"
        numbers = NOT_FINITE.sub(r"np.\g<0>", str(array.tolist()))
        return f"np.array({numbers}{_dtype(array, ('float64', 'int64', 'bool'))})" if self.is_short else "..."


def _dtype(array: np.ndarray, usual: Sequence[str]) -> str:
    """The argument that makes an array of this dtype; nothing where it is usual."""
    return "" if array.dtype.name in usual else f", dtype={array.dtype.name!r}"

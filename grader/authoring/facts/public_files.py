"""The assignment's public Python files: `functions.py`, and the files that drivers stand in.

They ship to students, are imported in the student's process, and are only parsed here: nothing of the author's runs
outside of the sandbox. A driver calls what students define, and returns plain values:

    def sgd_steps(SGD, params, lr, n):        driver = "drivers.py:sgd_steps"
        optimizer = SGD(params, lr)           signature = "SGD(params, lr)"
        for _ in range(n): optimizer.step()
        return params

Its first parameters receive what students define: the name of the signature, or the names of `defines` in their order.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.authoring.case_arguments.arguments import parse_signature
from grader.authoring.markers import find_regions
from grader.base.dependencies import STUDENT
from grader.base.errors import UserError
from grader.base.files import read_text
from grader.base.text import did_you_mean

MAX_MODULE = 200_000  # characters
FUNCTIONS = "functions.py"  # public wherever it exists
IMPORTED_FROM_ELSEWHERE = {"grader", "reference", "costs", *sys.stdlib_module_names, *(p.name for p in STUDENT)}


def read_modules(folder: Path, references: Iterable[Any], master: Any) -> dict[str, str]:
    """The text by name of `functions.py`, if it exists, and of the files of references. Raises UserError.

    The `master`, which holds the solutions, can be none of them.
    """
    files = [FUNCTIONS] if (folder / FUNCTIONS).exists() else []
    files += [reference.partition(":")[0] for reference in references if isinstance(reference, str)]
    if master in files:
        raise UserError(f"{master} is the master and would reach students with its solutions. Rename one of them.")
    return {file: _read(folder, file) for file in dict.fromkeys(files)}


def _read(folder: Path, file: str) -> str:
    if not (file.endswith(".py") and file.removesuffix(".py").isidentifier()):
        module, _, function = file.rpartition(".")
        meant = f"{module}.py:{function}" if module.isidentifier() and function.isidentifier() else "drivers.py:steps"
        raise UserError(
            f'assignment.toml: driver: {file!r} is no Python file beside it. Name the file and the function: "{meant}".'
        )
    if file.removesuffix(".py") in IMPORTED_FROM_ELSEWHERE:
        raise UserError(f"{file}: `import {file[:-3]}` means another module. Give this file another name.")
    if not (folder / file).exists():
        meant = did_you_mean(file, [path.name for path in folder.glob("*.py")])
        raise UserError(f"{file}: there is no such file beside assignment.toml.{meant} Write it, or correct `driver`.")
    text = read_text(folder / file, "public file of the assignment")
    if len(text) > MAX_MODULE:
        raise UserError(
            f"{file}: it has more than {MAX_MODULE:,} characters. Move numbers to a file of data, which a case names."
        )
    if fault := syntax_fault(file, text):
        raise UserError(fault)
    if find_regions(text.split("\n"), file, code=True):
        raise UserError(f"{file} has solution markers, and reaches students as it is. Move solutions to the master.")
    return text


def syntax_fault(file: str, text: str) -> str:
    """Why the text is not Python, with the line and how to see more; an empty text where it is."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        line = f"`{error.text.strip()}` " if error.text else ""
        return f"{file}, line {error.lineno}: {line}is not Python ({error.msg}). `python {file}` shows the place."
    except ValueError as error:
        return f"{file} is not Python: {error}. Write it anew in an editor."
    return ""


def function_of(modules: Mapping[str, str], reference: str) -> ast.FunctionDef:
    """The definition of the function that `"functions.py:rosenbrock"` names. Raises ValueError with a sentence."""
    file, _, name = reference.partition(":")
    if file not in modules:
        raise ValueError(f"{reference!r}: there is no {file} beside assignment.toml.{did_you_mean(file, modules)}")
    functions = {f.name: f for f in ast.parse(modules[file]).body if isinstance(f, ast.FunctionDef)}
    if name not in functions:
        meant = did_you_mean(name, functions) or f" It defines {', '.join(functions) or 'none'}."
        raise ValueError(f"{reference!r}: {file} defines no function {name!r}.{meant}")
    return functions[name]


CLASS = "class "  # how the signature of a class may begin


def with_signature(driver: Any, modules: Mapping[str, str]) -> dict[str, str]:
    """The driver that a TOML file names, with its signature. Raises ValueError with a sentence."""
    if not isinstance(driver, str) or driver.count(":") != 1:
        raise ValueError(f'driver = {driver!r}; it names a file and a function, such as driver = "drivers.py:steps"')
    function = function_of(modules, driver)
    return {"reference": driver, "signature": f"{function.name}({ast.unparse(function.args)})"}


def check_without_driver(signature: str, defines: Sequence[str]) -> None:
    """Require that nothing is defined which only a driver can call. Raises ValueError with a sentence."""
    if defines or signature.startswith(CLASS):
        what = "`defines`" if defines else f"signature = {signature!r}"
        raise ValueError(
            f"{what}: what students define here is called by a driver. Write one in drivers.py beside this file, a "
            'function that receives it and returns plain values, and name it: driver = "drivers.py:NAME"'
        )


def check_driver(signature: str, names: Sequence[str]) -> None:
    """Require that the driver's first parameters can receive these names. Raises ValueError with a sentence."""
    for name in names:
        if not name.isidentifier():
            raise ValueError(f"what students define is {name!r}, which is no name. Write it as signature = 'class SGD'")
    parameters = parse_signature(signature)
    if parameters.posonlyargs or parameters.kwonlyargs or parameters.vararg or parameters.kwarg:
        raise ValueError(f"the driver {signature}: its parameters must be plain names, without `*` and `/`")
    if len(parameters.args) < len(names):
        raise ValueError(f"the driver {signature}: its first parameters must receive {', '.join(names)}")

"""Drivers: public functions of the assignment that call what students define, and return plain values.

    def sgd_steps(SGD, params, lr, n):        driver = "drivers.py:sgd_steps"
        optimizer = SGD(params, lr)           signature = "SGD(params, lr)"
        for _ in range(n): optimizer.step()
        return params

The first parameters receive what students define: the name of the signature, or the names of `defines` in their order.
The others are the arguments of a case.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from grader.authoring.case_arguments.arguments import parse_signature
from grader.authoring.facts.public_files import function_of

CLASS = "class "  # how the signature of a class may begin


def with_signature(driver: Any, modules: Mapping[str, str]) -> dict[str, str]:
    """The driver that a TOML file names, with its signature. Raises ValueError with a sentence."""
    if not isinstance(driver, str) or driver.count(":") != 1:
        raise ValueError(f'driver = {driver!r}; it names a file and a function, such as driver = "drivers.py:steps"')
    function = function_of(modules, driver)
    return {"reference": driver, "signature": f"{function.name}({ast.unparse(function.args)})"}


def defined_names(signature: str, defines: Sequence[str]) -> tuple[str, ...]:
    """What students define: the names of `defines`, or the one of the signature."""
    return tuple(defines) or (signature.removeprefix(CLASS).split("(")[0].strip(),)


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

"""What stands for JAX where there is none: autograd's functions, or NumPy's without derivatives.

In a browser there is no JAX, and where students of a NumPy course have installed what their homework needs.

It has what `Caller` uses of the module `jax`. Costs are made of autograd's NumPy, so that `autograd.grad(g)` of a
student works as `jax.grad(g)` does elsewhere; nothing is compiled.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NoReturn

import numpy

from grader.sandbox.child import conversion


class NeedsJax(RuntimeError):
    """A case uses what JAX alone has."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs JAX, which is not installed here: check this question on a computer with JAX")


def jax_or_stand_in() -> Any:
    """JAX, its classes remembered, or what stands for it where it is not installed."""
    try:
        import jax  # noqa: PLC0415  a second to import
    except ImportError:
        return without_jax()
    conversion.remember_jax()
    return jax


def without_jax() -> SimpleNamespace:
    """The stand-in for the module `jax`."""
    errors = ("ConcretizationTypeError", "TracerArrayConversionError", "TracerIntegerConversionError")
    return SimpleNamespace(
        Array=numpy.ndarray,
        jit=lambda function: function,
        vjp=_needs_jax("a compiled gradient"),
        random=SimpleNamespace(key=_needs_jax("a random key of JAX")),
        errors=SimpleNamespace(**dict.fromkeys(errors, NeedsJax)),
        **_derivatives(),
    )


def _derivatives() -> dict[str, Any]:
    """NumPy and what differentiates its functions, as autograd has it."""
    try:
        import autograd  # noqa: PLC0415  not in every browser
        import autograd.numpy as differentiable  # noqa: PLC0415
    except ImportError:
        missing = _needs_jax("a gradient")
        return {"numpy": numpy, "grad": missing, "value_and_grad": missing, "hessian": missing}
    names = ("grad", "value_and_grad", "hessian")
    return {"numpy": differentiable} | {name: _with_argnums(getattr(autograd, name)) for name in names}


def _with_argnums(derivative: Any) -> Any:
    """The derivative, with JAX's name of its second parameter."""
    return lambda function, argnums=0: derivative(function, argnums)


def _needs_jax(what: str) -> Any:
    def missing(*values: Any, **named: Any) -> NoReturn:
        raise NeedsJax(what)

    return missing

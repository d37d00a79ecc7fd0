"""A program that JAX is about to lower, written down: of two with the same text, JAX makes the same module.

    text(jaxpr)    ->    "32 bits\\n0:float32(2,),1:float32~()\\n\\nmul[](0,1)->2:float32(2,)\\n2"

The text takes a twentieth of the time that lowering does. It leaves out what people read, names of arguments and places
in a source, and tells everything else: types, literals bit by bit, every parameter of every primitive. What it cannot
tell in full is refused: functions among the parameters, effects, devices and meshes, primitives and classes that do not
come with JAX, and whatever is not known here. `KNOWN` is what was read of JAX 0.12; another JAX is refused whole.

This file and `grader.pieces` are the only ones that look into JAX's private modules.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import numpy
from jax import Array, config
from jax._src import core, flattree, literals, mesh, sharding_impls
from jax._src.interpreters import mlir
from jax._src.util import Either

MOST_BYTES = 4096  # of an array that stands in a program
OF_LIBRARIES = frozenset(["builtins", "numpy", "ml_dtypes", "jax", "jaxlib"])

KNOWN: dict[Any, tuple[str, ...]] = {
    core.ShapedArray: ("shape", "dtype", "weak_type", "sharding", "manual_axis_type", "memory_space", "layout"),
    core.JaxprEqn: ("invars", "outvars", "primitive", "params", "effects", "source_info", "ctx"),
    core.JaxprEqnContext: (
        "compute_type", "threefry_partitionable", "cur_abstract_mesh", "cur_layout_mode",
        "remove_size_one_mesh_axis", "no_collectives", "xla_metadata", "configs",
    ),
    core.Jaxpr: ("_all_invars", "_outvars", "_eqns", "_effects", "_debug_info", "_is_high", "_consts"),
    core.Literal: ("val", "aval"),
}  # fmt: skip
DERIVED = {"__weakref__", "_stripped_weak_type"}
# What differentiates a function says nothing about how it is computed.
LEFT_OUT = {"custom_jvp_call": frozenset(["jvp_jaxpr_fun", "num_consts", "symbolic_zeros"])}


class Refused(Exception):
    """A program that this text would not tell in full; the message says what of it."""


def is_known() -> bool:
    """Whether the classes of this JAX hold what was read of them, and nothing else."""
    return all(set(kind.__slots__) - DERIVED == set(slots) for kind, slots in KNOWN.items())


def text(jaxpr: Any) -> str:
    """The program in text. Raises Refused, or whatever a JAX that is not known makes of the attempt.

    Whether JAX computes in 64 bits is part of it: the counters of its loops follow that, and no type tells it.
    """
    return f"{'64' if config.jax_enable_x64 else '32'} bits\n{_lines(jaxpr)}"


def _lines(jaxpr: Any) -> str:
    names: dict[Any, int] = {}

    def bound(var: Any) -> str:
        if type(var) is core.DropVar:
            return f"_:{kind(var.aval)}"
        names[var] = len(names)
        return f"{names[var]}:{kind(var.aval)}"

    def read(atom: Any) -> str:
        if type(atom) is core.Literal:
            return f"{_value(atom.val)}:{kind(atom.aval)}"
        return str(names[atom])

    def line(equation: Any) -> str:
        primitive = equation.primitive
        if primitive not in _primitives() or equation.effects or not _is_plain(equation.ctx):
            raise Refused(f"{primitive} with effects, of a special kind or of somebody's own")
        left_out = LEFT_OUT.get(primitive.name, ())
        told = [f"{name}={_value(value)}" for name, value in equation.params.items() if name not in left_out]
        return f"{primitive.name}[{';'.join(told)}]({_listed(read, equation.invars)})->" + _listed(
            bound, equation.outvars
        )

    head = (_listed(bound, jaxpr.all_invars), _listed(_value, jaxpr.consts))
    return "\n".join((*head, *map(line, jaxpr.eqns), _listed(read, jaxpr.outvars)))


@cache  # JAX keeps one object of each type
def kind(type_: Any) -> str:
    """An array's type in text. Raises Refused for one that lies anywhere but on the one device."""
    if (
        type(type_) is not core.ShapedArray
        or not isinstance(type_.dtype, numpy.dtype)
        or not type_.sharding.mesh.empty
        or not type_.manual_axis_type.empty
        or type_.memory_space is not core.MemorySpace.Device
        or type_.layout is not core.AutoLayout
    ):
        raise Refused(f"the type {type_}")
    return f"{type_.dtype.name}{'~' if type_.weak_type else ''}{type_.shape}"


@cache  # one object of each, too
def _is_plain(context: Any) -> bool:
    return context is _plain_context()


@cache
def _plain_context() -> Any:
    return core.JaxprEqnContext()


@cache
def _primitives() -> frozenset[Any]:
    """JAX's own, which are all that have a lowering as long as nobody's code has run; see `learn_primitives`."""
    found = [
        primitive for table in (mlir._lowerings, *mlir._platform_specific_lowerings.values()) for primitive in table
    ]
    return frozenset(found)


def learn_primitives() -> None:
    """Take note of JAX's primitives and settings. Call it before a student's code runs."""
    _primitives()
    _plain_context()


def _listed(tell: Callable[[Any], str], values: Iterable[Any]) -> str:
    return ",".join([tell(value) for value in values])


def _value(value: Any) -> str:
    of: Any = type(value)
    return _teller(of)(value)


@cache
def _teller(of: type) -> Callable[[Any], str]:
    """How the values of a class are told."""
    if told := _EXACTLY.get(of):
        return told
    for base, told in _BY_BASE:
        if issubclass(of, base) and _comes_with_jax(of):
            return told
    if issubclass(of, tuple) and hasattr(of, "_fields") and _comes_with_jax(of):
        return _sequence
    if dataclasses.is_dataclass(of) and _comes_with_jax(of):
        return _record
    raise Refused(f"a {_name(of)}")


def _comes_with_jax(of: type) -> bool:
    return of.__module__.partition(".")[0] in OF_LIBRARIES


def _name(of: type) -> str:
    return f"{of.__module__}.{of.__qualname__}"


def _plain(value: Any) -> str:
    return f"{type(value).__name__}:{value!r}"


def _sequence(values: Any) -> str:
    return f"{_name(type(values))}({_listed(_value, values)})"


def _record(value: Any) -> str:
    told = [f"{field.name}={_value(getattr(value, field.name))}" for field in dataclasses.fields(value)]
    return f"{_name(type(value))}({','.join(told)})"


def _array(value: Any) -> str:
    array = numpy.asarray(value)
    if array.dtype.hasobject or array.nbytes > MOST_BYTES:
        raise Refused(f"an array of {array.nbytes} bytes")
    weak = "~" if getattr(value, "weak_type", False) else ""
    return f"{_name(type(value))}:{array.dtype}{weak}{array.shape}:{array.tobytes().hex()}"


def _tree(value: Any) -> str:
    return f"{_name(type(value))}({value.tree},{_listed(_value, value.vals)})"


def _trees(value: Any) -> str:
    return f"{_name(type(value))}({_listed(_value, value.elts)})"


def _class(value: type) -> str:
    if not _comes_with_jax(value):
        raise Refused(f"the class {_name(value)}")
    return f"class:{_name(value)}"


def _empty_mesh(value: Any) -> str:
    if not value.empty:
        raise Refused("a mesh")
    return "mesh()"


_digests: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


def _inner(jaxpr: Any) -> str:
    """A program within a program, by a digest of its text: JAX uses the same object again and again."""
    if (told := _digests.get(jaxpr)) is None:
        told = _digests[jaxpr] = hashlib.sha256(_lines(jaxpr).encode()).hexdigest()
    return told


_EXACTLY: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys((type(None), bool, int, float, complex, str, bytes), _plain),
    **dict.fromkeys((literals.TypedInt, literals.TypedFloat, literals.TypedComplex), _plain),
    **dict.fromkeys((tuple, list), _sequence),
    **dict.fromkeys((numpy.ndarray, literals.TypedNdArray), _array),
    core.Jaxpr: _inner,
    core.ShapedArray: kind,
    flattree.FTTuple: _trees,
    flattree.FTPyTree: _tree,
    flattree.FTSingleton: lambda value: f"({_value(value.val)})",
    flattree.FTFiltered: lambda value: f"of({_value(value.val)})",
    Either: lambda value: f"{'right' if value.is_right else 'left'}({_value(value.val)})",
}
_BY_BASE: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (numpy.dtype, lambda value: f"dtype:{value}"),
    (numpy.generic, _array),
    (core.Tracer, lambda value: _refuse("a value that is being traced")),
    (Array, _array),
    (enum.Enum, lambda value: f"{_name(type(value))}.{value.name}"),
    (sharding_impls.UnspecifiedValue, lambda value: "unspecified"),
    (type, _class),
    (mesh.AbstractMesh, _empty_mesh),
    (mesh.Mesh, _empty_mesh),
)


def _refuse(what: str) -> str:
    raise Refused(what)

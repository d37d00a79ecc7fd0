"""Compiled code by the program that it was made of, found before JAX lowers that program and not after.

JAX's own cache spares XLA's work; tracing, lowering, digesting the module and loading remain, 5 ms for each of the
hundred pieces that a submission compiles. Here the program itself is the key (`grader.jaxprs`), and what is left is
tracing and loading: 1.5 ms.

    read(folder)     where pieces are, use them; nothing is ever written
    learn(folder)    keep what is compiled from now on; for `grader.warm`

What is used is the very code that JAX compiled, for this JAX and with its usual options. Whatever is in doubt takes
JAX's own way: a program that cannot be told in full, a setting that was changed, a device that was named, a JAX that is
not made as is expected here. Lowering may have side effects: a program that calls foreign code (LAPACK) finds it
through them, so that such a program is no piece.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import json
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jax
import jaxlib
from jax._src import compilation_cache
from jax._src.interpreters import mlir, pxla
from jax._src.lib import xla_client
from jax._src.sharding_impls import UnspecifiedValue, make_single_device_sharding

from grader import jaxprs
from grader.jaxprs import Refused

LOWER = (
    "closed_jaxpr", "api_name", "fun_name", "in_shardings", "out_shardings", "in_layouts", "out_layouts",
    "donated_invars", "keep_unused", "context_mesh", "compiler_options_kvs", "lowering_platforms",
    "lowering_parameters", "pgle_profiler",
)  # fmt: skip
EXECUTABLE = (
    "xla_executable", "device_list", "backend", "input_avals", "input_shardings", "output_avals", "output_shardings",
    "committed", "name", "unordered_effects", "ordered_effects", "keepalive", "host_callbacks", "kept_var_idx", "mut",
    "xla_in_layouts", "dispatch_in_layouts", "xla_out_layouts", "all_args_info", "pgle_profiler",
)  # fmt: skip
FOREIGN = "custom_call"
MOST = 500  # executables that are remembered
SAY_NOTHING_OF_CODE = {"jax_enable_x64", "jax_traceback_filtering", "jax_numpy_rank_promotion", "jax_log_compiles"}
USED = "/grader/piece"  # what `jax.monitoring` tells its listeners of each that is used


def read(folder: str) -> None:
    """From now on use the pieces in this folder. Call it before a student's code runs."""
    if is_known():
        pxla.lower_sharding_computation = _Pieces(Path(folder)).lower


def learn(folder: str) -> None:
    """From now on keep what is compiled in this folder, and use what is there."""
    if is_known():
        pxla.lower_sharding_computation = _Learned(Path(folder)).lower


def stop() -> None:
    """Let JAX go its own way again."""
    pxla.lower_sharding_computation = _LOWER


def is_known() -> bool:
    """Whether this JAX is made as is expected here."""
    return (
        tuple(inspect.signature(_LOWER).parameters) == LOWER
        and tuple(pxla.UnloadedMeshExecutable.__slots__) == EXECUTABLE
        and jaxprs.is_known()
    )


_LOWER = pxla.lower_sharding_computation


class _Pieces:
    """In front of `pxla.lower_sharding_computation`: the pieces of a folder, and what this process has compiled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._settings = dict(jax.config.values)
        self._of_no_matter = {name: value for name, value in self._settings.items() if _says_nothing_of_code(name)}
        self._versions = f"{jax.__version__} {jaxlib.__version__} {os.environ.get('XLA_FLAGS', '')}"
        self._usual = mlir.LoweringParameters()
        self._compiled: dict[str, Any] = {}
        jaxprs.learn_primitives()

    def lower(self, jaxpr: Any, api_name: str, fun_name: str, *where: Any, **how: Any) -> Any:
        """The computation that JAX would have lowered; one that is compiled already, if there is a piece of it."""
        name = ""
        with contextlib.suppress(Exception):  # Refused, no such file or a damaged one, or another JAX's surprise
            name = self._name(jaxpr, f"{api_name} {fun_name}", where, how)
            ready = self._known(name, jaxpr, fun_name)
            return _Ready(ready, lambda: _LOWER(jaxpr, api_name, fun_name, *where, **how))
        computation = _LOWER(jaxpr, api_name, fun_name, *where, **how)
        return self._lowered(name, computation) if name else computation

    def _name(self, jaxpr: Any, called: str, where: Sequence[Any], how: dict[str, Any]) -> str:
        """The file of this program's piece. Raises Refused."""
        if not self._is_usual(where, how) or not self._is_set_as_before():
            raise Refused("a special way of compiling")
        told = "\n".join([self._versions, called, str(how["keep_unused"]), jaxprs.text(jaxpr)])
        return f"piece-{hashlib.sha256(told.encode()).hexdigest()}"

    def _is_usual(self, where: Sequence[Any], how: dict[str, Any]) -> bool:
        """Whether the program is compiled for the one device, and nothing is said of where anything lies."""
        in_shardings, out_shardings, in_layouts, out_layouts, donated = where
        return (
            all(isinstance(sharding, UnspecifiedValue) for sharding in (*in_shardings, *out_shardings))
            and not any(layout is not None for layout in (*in_layouts, *out_layouts))
            and not any(donated)
            and how["context_mesh"].empty
            and not how["compiler_options_kvs"]
            and how["lowering_platforms"] is None
            and how["lowering_parameters"] == self._usual
            and how["pgle_profiler"] is None
        )

    def _is_set_as_before(self) -> bool:
        """Whether JAX's settings are what they were, but for those that say nothing about compiled code."""
        return jax.config.values | self._of_no_matter == self._settings

    def _known(self, name: str, jaxpr: Any, fun_name: str) -> Any:
        """The piece's code, ready to run. Raises FileNotFoundError, or what JAX makes of a damaged file."""
        if name not in self._compiled:
            with open(f"{self._folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - a third of a Path's time
                kept, code = _parted(file.read())
            self._remember(name, _loaded(code, frozenset(kept), jaxpr, f"jit_{fun_name}"))
            jax.monitoring.record_event(USED)
        return self._compiled[name]

    def _lowered(self, name: str, computation: Any) -> Any:
        """A computation that JAX has lowered, and whose code will be remembered when it is compiled."""
        plain = computation.compile

        def compile(*options: Any, **named: Any) -> Any:
            compiled = plain(*options, **named)
            if not options and not named and not _acts(computation):
                self._remember(name, compiled)
            return compiled

        computation.compile = compile
        return computation

    def _remember(self, name: str, compiled: Any) -> None:
        """Until there are too many: who compiles anew at every step shall not run out of memory by it."""
        if len(self._compiled) >= MOST:
            self._compiled.clear()
        self._compiled[name] = compiled


class _Learned(_Pieces):
    """Keeps what it has compiled in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._entry = ""  # what JAX last looked up in its cache, or put there
        for name in ("get_executable_and_time", "put_executable_and_time"):
            setattr(compilation_cache, name, self._noting(getattr(compilation_cache, name)))

    def _noting(self, original: Any) -> Any:
        def noted(entry: str, *rest: Any, **named: Any) -> Any:
            self._entry = entry
            return original(entry, *rest, **named)

        return noted

    def _lowered(self, name: str, computation: Any) -> Any:
        computation = super()._lowered(name, computation)
        plain = computation.compile

        def compile(*options: Any, **named: Any) -> Any:
            self._entry = ""
            compiled = plain(*options, **named)
            if self._entry and name in self._compiled and FOREIGN not in str(computation.stablehlo()):
                self._keep(name, sorted(compiled._kept_var_idx), _code(self._entry))
            return compiled

        computation.compile = compile
        return computation

    def _keep(self, name: str, kept: Iterable[int], code: bytes) -> None:
        with contextlib.suppress(OSError):
            (arriving := self._folder / f".{name}-{os.getpid()}").write_bytes(_joined(kept, code))
            arriving.replace(self._folder / name)


class _Ready:
    """Stands where JAX expects a computation that it has lowered; is lowered after all if anybody looks into it."""

    def __init__(self, compiled: Any, lower: Any) -> None:
        self._compiled, self._lower = compiled, lower
        self.const_args: list[Any] = []

    def compile(self, *options: Any, **named: Any) -> Any:
        """Its code; what is asked with options of its own, JAX compiles."""
        return self._lower().compile(*options, **named) if options or named else self._compiled

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lower(), name)


def _loaded(code: bytes, kept: frozenset[int], jaxpr: Any, name: str) -> Any:
    """The executable that JAX makes of this code, for a program of which the arguments `kept` are used."""
    devices, place = _only_device()
    executable = devices[0].client.deserialize_executable(code, devices)
    inputs = [type_ for at, type_ in enumerate(jaxpr.in_avals) if at in kept]
    in_layouts, out_layouts = pxla._get_layouts_from_executable(
        executable, [None] * len(inputs), [None] * len(jaxpr.out_avals), 0, inputs, jaxpr.out_avals
    )
    make: Any = pxla.UnloadedMeshExecutable
    return make(
        xla_executable=executable, device_list=devices, backend=devices[0].client, input_avals=inputs,
        input_shardings=[place] * len(inputs), output_avals=jaxpr.out_avals,
        output_shardings=[place] * len(jaxpr.out_avals), committed=False, name=name, unordered_effects=[],
        ordered_effects=[], keepalive=None, host_callbacks=[], kept_var_idx=set(kept), mut=None,
        xla_in_layouts=in_layouts, dispatch_in_layouts=[None] * len(inputs), xla_out_layouts=out_layouts,
        all_args_info=pxla.AllArgsInfo(jaxpr.in_avals, jaxpr.debug_info), pgle_profiler=None,
    ).load()  # fmt: skip


@cache
def _only_device() -> tuple[Any, Any]:
    """The list of the one device, and what JAX calls being there."""
    device = jax.local_devices()[0]
    place = make_single_device_sharding(device, memory_kind=device.default_memory().kind)
    return xla_client.DeviceList((device,)), place


def _acts(computation: Any) -> bool:
    """Whether the computation does more than compute, or needs something that must live as long as its code."""
    more = ("unordered_effects", "ordered_effects", "host_callbacks", "keepalive", "mut")
    return bool(computation.const_args) or any(computation.compile_args[name] for name in more)


def _code(entry: str) -> bytes:
    """What JAX's cache holds: code that was loaded from there cannot be written once more."""
    cache: Any = compilation_cache._get_cache(jax.local_devices()[0].client)
    held = cache.get(entry)
    return compilation_cache.extract_executable_and_time(compilation_cache.decompress_executable(held))[0]


def _joined(kept: Iterable[int], code: bytes) -> bytes:
    return json.dumps(list(kept)).encode() + b"\n" + code


def _parted(piece: bytes) -> tuple[list[int], bytes]:
    kept, _, code = piece.partition(b"\n")
    return json.loads(kept), code


def _says_nothing_of_code(setting: str) -> bool:
    return setting in SAY_NOTHING_OF_CODE or "cache" in setting

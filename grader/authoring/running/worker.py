"""The process that has imported NumPy and what a suite needs, and forks for each job: that costs milliseconds.

A job that computes, waits or allocates without end is stopped; what it had said until then counts.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import json
import os
import random
import select
import signal
import sys
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.authoring.running import notebook_runner, pytest_runner
from grader.authoring.running.program import Emit, TestedProgram
from grader.authoring.running.python_code import assertion
from grader.authoring.running.recorder import RecordedProgram
from grader.processes.clock import PATIENCE
from grader.processes.line_child import limit_this_process, limit_time, serve, take_pipes

MEMORY_MB, FILE_MB = 4_096, 64
MAX_BYTES = 8 << 20  # of what one job says
MODULES = ("numpy.linalg", "numpy.ma", "numpy.random", "numpy.testing")


def main() -> None:
    """Answer lines until standard input ends: `{"preload": [...]}`, or a job."""
    warnings.simplefilter("ignore")
    pipes = take_pipes()
    _load(MODULES)
    serve(_answer, pipes)


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    if "preload" not in request:
        return _fork(request)
    _load(request["preload"])
    return {}


def _load(modules: Any) -> None:
    for name in modules:
        with contextlib.suppress(Exception):  # a job will say what is missing
            pytest_runner.load_pytest() if name == "pytest" else __import__(name)
    gc.freeze()


def _fork(request: Mapping[str, Any]) -> dict[str, Any]:
    """Run a job in a child; what it said, and whether it was stopped."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.setsid()
            os.chdir(Path(request["suite"]["path"]).parent)
            limit_this_process(MEMORY_MB, FILE_MB)
            limit_time(request["cpu_seconds"])
            run_job(request, lambda data: _write(writer, data))
        finally:
            os._exit(0)
    os.close(writer)
    text, is_whole = _read(reader, time.monotonic() + PATIENCE * request["cpu_seconds"])
    os.close(reader)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    is_stopped = not is_whole or (os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL)
    return {"said": [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith(b"\n")],
            "stopped": is_stopped, "seconds": usage.ru_utime + usage.ru_stime}  # fmt: skip


def _read(reader: int, until: float) -> tuple[bytes, bool]:
    """Everything that the job writes until it ends; False where it wrote too long or too much."""
    text = b""
    while (left := until - time.monotonic()) > 0 and len(text) < MAX_BYTES:
        if select.select([reader], [], [], left)[0]:
            if not (more := os.read(reader, 1 << 16)):
                return text, True
            text += more
    return text, False


def _write(writer: int, data: Mapping[str, Any]) -> None:
    line = json.dumps(data).encode() + b"\n"
    while line:
        line = line[os.write(writer, line) :]


def run_job(request: Mapping[str, Any], emit: Emit) -> None:
    """Emit a dictionary for whatever is known, as soon as it is: the process may be stopped at any time."""
    suite = request["suite"]
    sys.path[:0] = [str(Path(suite["path"]).parent), str(Path(suite["solution"]).parent)]
    program = _program(request)
    try:
        if request["tests"]:
            match suite["kind"]:
                case "python":
                    pytest_runner.run_python(suite, program, emit)
                case "cells":
                    notebook_runner.run_cells(suite["tests"], len(request["pieces"]), program, emit)
                case _:
                    notebook_runner.run_otter(suite["files"], program, emit)
        else:
            program.load()
    except Exception as error:  # the program itself does not run
        emit({"fault": f"{type(error).__name__}: {error}"[:500]})
        return
    if isinstance(program, RecordedProgram) and program.failures:
        emit({"fault": program.failures[0]})
    emit({"called": sorted(program.called)})
    if request["record"]:
        for call in list(program.calls.values()):
            program.called.clear()
            if code := _assertion(call["code"], program):
                emit({"call": call, "assertion": code, "reached": sorted(program.called)})
    for number, code in enumerate(request["asserts"]):
        emit({"assert": number, "outcome": _try(code, program)})


def _program(request: Mapping[str, Any]) -> TestedProgram:
    suite, pieces = request["suite"], request["pieces"]
    if names := request["names"]:
        return RecordedProgram(suite, pieces, names, is_other=request["is_other"])
    return TestedProgram(suite, pieces, request["conversion"], record=request["record"])


def _assertion(call: str, program: TestedProgram) -> str:
    """The assert for what the call returns; empty for an error, and where chance or the last digits decide."""
    try:
        with np.errstate(all="ignore"):
            first, second = (assertion(call, _result(call, program, seed)) for seed in (0, 1))
            nudged = ast.unparse(_Nudged().visit(ast.parse(call, mode="eval")))
            exec(first.replace(call, "nudged"), {"np": np, "nudged": _result(nudged, program, 0)})
    except Exception:  # arguments that the solution does not take, or another result
        return ""
    return first if first == second else ""


def _result(call: str, program: TestedProgram, seed: int) -> Any:
    np.random.seed(seed)  # the global numbers, which homework draws from
    random.seed(seed)
    return eval(call, _names(program))


class _Nudged(ast.NodeTransformer):
    """Decimal numbers changed by less than float32 holds."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """The number, larger by a share of 1e-7."""
        return ast.Constant(node.value * (1 + 1e-7)) if type(node.value) is float else node


def _try(code: str, program: TestedProgram) -> str:
    """`right`, `wrong` where the assert does not hold, or `error`."""
    np.random.seed(0)
    try:
        with np.errstate(all="ignore"):
            exec(code, _names(program))
    except AssertionError:
        return "wrong"
    except Exception:  # a program that fails in another way
        return "error"
    return "right"


def _names(program: TestedProgram) -> dict[str, Any]:
    return {**program.namespace, "np": np}

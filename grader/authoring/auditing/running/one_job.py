"""One job in a process of its own: the tests on one program, then asserts, then what calls return."""

from __future__ import annotations

import ast
import random
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.authoring.auditing.running import notebook_runner, pytest_runner
from grader.authoring.auditing.running.program import Emit, TestedProgram
from grader.authoring.auditing.running.python_code import assertion


def run_job(request: Mapping[str, Any], emit: Emit) -> None:
    """Emit a dictionary for whatever is known, as soon as it is: the process may be stopped at any time."""
    suite = request["suite"]
    sys.path[:0] = [str(Path(suite["path"]).parent), str(Path(suite["solution"]).parent)]
    program = TestedProgram(suite, request["pieces"], request["conversion"], record=request["record"])
    try:
        if request["tests"]:
            match suite["kind"]:
                case "python":
                    pytest_runner.run_python(suite["path"], program, emit)
                case "cells":
                    notebook_runner.run_cells(suite["tests"], len(request["pieces"]), program, emit)
                case _:
                    notebook_runner.run_otter(suite["files"], program, emit)
        else:
            program.load()
    except Exception as error:  # the program itself does not run
        emit({"fault": f"{type(error).__name__}: {error}"[:500]})
        return
    emit({"called": sorted(program.called)})
    if request["record"]:
        for call in list(program.calls.values()):
            program.called.clear()
            if code := _assertion(call["code"], program):
                emit({"call": call, "assertion": code, "reached": sorted(program.called)})
    for number, code in enumerate(request["asserts"]):
        emit({"assert": number, "outcome": _try(code, program)})


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

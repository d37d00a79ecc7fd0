"""One job in a process of its own: the tests on one program, then asserts, then what calls return."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.authoring.auditing.running import test_runners
from grader.authoring.auditing.running.program import Program, distinct_calls
from grader.authoring.auditing.running.python_code import NotWritable, assertion

Emit = Callable[[dict[str, Any]], None]


def run_job(request: Mapping[str, Any], emit: Emit) -> None:
    """Emit a dictionary for whatever is known, as soon as it is: the process may be stopped at any time."""
    suite = request["suite"]
    sys.path[:0] = [str(Path(suite["path"]).parent), str(Path(suite["solution"]).parent)]
    program = Program(suite, request["pieces"], request["conversion"], record=request["record"])
    try:
        if request["tests"]:
            _run_tests(suite, program, len(request["pieces"]), emit)
        else:
            program.load()
    except Exception as error:
        emit({"fault": f"{type(error).__name__}: {error}"[:500]})
        return
    emit({"called": sorted(program.called)})
    if request["record"]:
        for call in list(distinct_calls(program)):
            program.called.clear()
            if code := _assertion(call["code"], program):
                emit({"call": call, "assertion": code, "reached": sorted(program.called)})
    for number, code in enumerate(request["asserts"]):
        emit({"assert": number, "outcome": _try(code, program)})


def _run_tests(suite: Mapping[str, Any], program: Program, n_pieces: int, emit: Emit) -> None:
    match suite["kind"]:
        case "python":
            test_runners.run_python(suite["path"], program, emit)
        case "cells":
            test_runners.run_cells(suite["tests"], n_pieces, program, emit)
        case _:
            test_runners.run_otter(suite["files"], program, emit)


def _assertion(call: str, program: Program) -> str:
    """The assert that the call returns what it returns; empty for an error, and where chance decides."""
    texts = set()
    for seed in (0, 1):
        np.random.seed(seed)
        random.seed(seed)
        try:
            with np.errstate(all="ignore"):
                texts.add(assertion(call, eval(call, _names(program))))
        except NotWritable:
            return ""
        except Exception:
            return ""
    return texts.pop() if len(texts) == 1 else ""


def _try(code: str, program: Program) -> str:
    """`right`, `wrong` where the assert does not hold, or `error`."""
    np.random.seed(0)
    try:
        with np.errstate(all="ignore"):
            exec(code, _names(program))
    except AssertionError:
        return "wrong"
    except Exception:
        return "error"
    return "right"


def _names(program: Program) -> dict[str, Any]:
    return {**program.namespace, "np": np}

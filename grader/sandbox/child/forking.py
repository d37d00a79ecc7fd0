"""Inside a fork server: a process that has imported JAX, runs no student's code, and forks once for each submission.

It has one thread and no initialised backend: if the parent has started XLA's threads, every forked child hangs; if it
only imported JAX, none does. A forked child puts on the same layers as a fresh one.

What few submissions need is imported after the second fork, so that a single submission neither waits nor pays for it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.sandbox.child import driver
from grader.sandbox.isolation.confinement import PR_SET_CHILD_SUBREAPER, NotHeld, prctl

MODULES = ("jax", "jax.numpy", "numpy.linalg", "pyseccomp", "landlockpy")
LATER = ("scipy.linalg", "scipy.optimize")  # JAX imports the first for eigenvalues: a fifth of a second in all
MAX_REQUEST = 1 << 16


def main(channel: int) -> None:
    """Serve `fork_server.ForkServer` until it closes its end; children die with this process."""
    gc.disable()  # imports leave little garbage
    _load(MODULES)
    with contextlib.suppress(NotHeld):
        prctl(PR_SET_CHILD_SUBREAPER, 1)
    with socket.socket(fileno=channel) as line:
        _serve_all(line)
    with contextlib.suppress(OSError):
        Path(os.environ["HOME"]).rmdir()  # here, since a worker may end without closing its fork server


def _load(modules: Iterable[str]) -> None:
    for name in modules:
        with contextlib.suppress(ImportError, AttributeError, RuntimeError, OSError):
            __import__(name)
    gc.freeze()  # these pages are shared with all children: a collection would copy them


def _serve_all(line: socket.socket) -> None:
    forks = 0
    while True:
        text, pipes, _, _ = socket.recv_fds(line, MAX_REQUEST, 2)
        if not text:
            return
        request = json.loads(text)
        line.sendall(json.dumps(_serve(line, request, pipes)).encode() + b"\n")
        forks += "fork" in request
        if forks == 2:
            _load(LATER)


def _serve(line: socket.socket, request: dict[str, Any], pipes: list[int]) -> dict[str, Any]:
    try:
        if "fork" in request:
            return {"pid": _fork(line, request["fork"], pipes)}
        reaped, status, usage = os.wait4(request["reap"], 0 if request["block"] else os.WNOHANG)
    except OSError as error:
        return {"error": str(error)}
    finally:
        for pipe in pipes:
            os.close(pipe)
    return {"ended": (status, usage.ru_maxrss) if reaped else None}


def _fork(line: socket.socket, variables: dict[str, str], pipes: list[int]) -> int:
    """Fork a child for one job. In the child this never returns."""
    pid = os.fork()
    if pid:
        return pid
    try:
        gc.enable()
        line.close()
        os.setsid()
        os.environ.update(variables)
        os.chdir(variables["HOME"])
        commands, replies = pipes
        driver.main(commands, replies)
    finally:
        os._exit(1)

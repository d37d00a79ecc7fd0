"""Inside a zygote: a process that has imported JAX, runs no student's code, and forks once for each submission.

It keeps one thread and no initialised backend: a parent that has touched XLA's threads makes every forked child hang
(10 of 10, measured), one that only imported JAX makes none. A child puts on the same layers as a fresh one.

What every child needs is imported before the first fork. What only some need, and what spares each of them a little, is
done while nobody waits, where there is a class, and once a child was seen to compute: it costs a second.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from grader import child, confine

NEEDED = ("jax", "jax.numpy", "numpy.linalg", "grader.pieces", "pyseccomp", "landlockpy")
USEFUL = ("jaxlib.mlir.dialects.mhlo", "jax.random", "scipy.optimize")
MOST_REQUEST = 1 << 16
COMPUTES = 0.2  # CPU seconds of a child; one whose functions do nothing takes half of it


def main(channel: int) -> None:
    """Serve `zygote.Zygote` until it closes its end; children die with this process."""
    gc.disable()  # imports make no garbage worth looking for
    _load(NEEDED)
    with contextlib.suppress(confine.NotHeld):
        confine.prctl(confine.PR_SET_CHILD_SUBREAPER, 1)
    with socket.socket(fileno=channel) as line:
        _serve_all(line)
    with contextlib.suppress(OSError):
        Path(os.environ["HOME"]).rmdir()  # here, since a worker may end without closing its zygote


def _serve_all(line: socket.socket) -> None:
    import jax

    costs = child.Costs(jax)  # all children hand out these, with what JAX has traced of them
    ahead = _useful(costs)
    many = computes = False
    while True:
        while many and computes and not _somebody_waits(line) and next(ahead, ahead) is not ahead:
            pass
        request, pipes = _next(line)
        if request is None:
            return
        answer = _serve(line, request, pipes, costs)
        many |= "expect" in request
        computes |= (answer.get("cpu") or 0.0) > COMPUTES
        _answer(line, answer)


def _useful(costs: child.Costs) -> Iterator[None]:
    """What pays for many children, a step at a time."""
    for name in USEFUL:
        _load([name])
        yield
    from grader import tracing

    yield from tracing.steps(costs)
    gc.freeze()


def _somebody_waits(line: socket.socket) -> bool:
    return bool(select.select([line], [], [], 0)[0])


def _load(modules: Iterable[str]) -> None:
    for name in modules:
        with contextlib.suppress(ImportError, AttributeError, RuntimeError, OSError):
            __import__(name)
    gc.freeze()  # what is here is shared with all children: a collection would copy it page by page


def _next(line: socket.socket) -> tuple[Any, list[int]]:
    text, pipes, _, _ = socket.recv_fds(line, MOST_REQUEST, 2)
    return (json.loads(text) if text else None), pipes


def _answer(line: socket.socket, answer: Any) -> None:
    line.sendall(json.dumps(answer).encode() + b"\n")


def _serve(line: socket.socket, request: dict[str, Any], pipes: list[int], costs: child.Costs) -> dict[str, Any]:
    try:
        if "expect" in request:
            return {}
        if "fork" in request:
            return {"pid": _fork(line, request["fork"], pipes, costs)}
        return _reap(request["reap"], request["block"])
    except OSError as error:
        return {"error": str(error)}
    finally:
        for pipe in pipes:
            os.close(pipe)


def _reap(pid: int, block: bool) -> dict[str, Any]:
    reaped, status, usage = os.wait4(pid, 0 if block else os.WNOHANG)
    if not reaped:
        return {"ended": None}
    return {"ended": (status, usage.ru_maxrss), "cpu": usage.ru_utime + usage.ru_stime}


def _fork(line: socket.socket, variables: dict[str, str], pipes: list[int], costs: child.Costs) -> int:
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
        child.main(commands, replies, costs)
    finally:
        os._exit(1)

"""Which layers of isolation hold on this machine, found out by trying: a real child goes after canaries.

Nothing is believed because a call succeeded. The child is told of a secret, a readable file, a port and our process,
and tries to get at each; what it brings home does not hold.
"""

from __future__ import annotations

import contextlib
import socket
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.ask import Ask
from grader.confine import HELD
from grader.errors import UserError
from grader.job import protect_parent
from grader.layers import Isolation, expected
from grader.sandbox import Limits, run
from grader.transcript import Call, Raised, Returned
from grader.values import Text
from grader.words import did_you_mean
from grader.zygote import Zygote

PROBE_SECONDS = 10.0

# What a submission might try. Each function returns what it got, or raises.
ATTEMPTS = """
import os, socket, subprocess

def read(path):
    with open(path) as file:
        return file.read()

def write(path):
    with open(path, "w") as file:
        file.write("was here")
    return "wrote"

def look_into_parent(which):
    with open(f"/proc/{os.getppid()}/{which}", "rb") as file:
        return f"read {len(file.read())} bytes"

def signal_parent(number):
    os.kill(os.getppid(), number)
    return "signalled"

def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return "connected"

def send(port):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"secret", ("127.0.0.1", port))
    return "sent"

def start(program):
    return f"ended with {subprocess.run([program]).returncode}"

def fork(code):
    child = os.fork()
    if child == 0:
        os._exit(code)
    return "forked"
"""


# What is promised, each tried by a child of its own accord.
PROMISES = (
    "secret-files", "public-files", "writes-outside", "parents-environment", "signals", "tcp", "udp", "programs",
    "processes",
)  # fmt: skip
REQUIRE = "require"  # all of them


class IsolationMissing(UserError):
    """A layer that was asked for does not hold on this machine; the text says which, and why."""


@dataclass(frozen=True)
class _Statement:
    cell: int
    line: int
    source: str


def probe(isolation: Isolation | None = None, zygote: Zygote | None = None) -> Isolation:
    """What holds here, by a child that tried: takes about a second. The result can be handed to `sandbox.run`."""
    isolation = isolation or expected()
    with _canaries() as canaries:
        asks = [Ask(name, "probe", f, {argument: value}, needs=(0,)) for name, (f, argument, value) in canaries.items()]
        limits = Limits(case_seconds=PROBE_SECONDS, timeouts_per_question=1)
        tried = run([_Statement(1, 1, ATTEMPTS)], asks, limits=limits, isolation=isolation, zygote=zygote)
    layers = {**tried.layers, **protect_parent(), **{name: _verdict(call) for name, call in tried.calls.items()}}
    own = tuple(name for name, state in tried.layers.items() if state == HELD)
    return replace(
        isolation, layers=layers, due=tuple(dict.fromkeys((*isolation.due, *own))),
        notes=tried.notes,
    )  # fmt: skip


def require(isolation: Isolation, names: Iterable[str]) -> None:
    """Raise IsolationMissing unless each named layer holds, for `require` every promise.

    `isolation` is what `probe` returned.
    """
    names = [layer for name in names for layer in (PROMISES if name == REQUIRE else (name,))]
    for name in names:
        if name not in isolation.layers:
            known = ", ".join(isolation.layers)
            raise IsolationMissing(f"no layer is named {name!r}.{did_you_mean(name, isolation.layers)} Known: {known}")
    if missing := isolation.missing(tuple(names)):
        reasons = "; ".join(f"{name}: {reason}" for name, reason in missing.items())
        raise IsolationMissing(f"required isolation does not hold on this machine. {reasons}")


@contextlib.contextmanager
def _canaries() -> Iterator[dict[str, tuple[str, str, Any]]]:
    """By the promise that each tests: the function to call and its argument."""
    with tempfile.TemporaryDirectory(prefix="grader-canary-") as folder, _listening() as (tcp, udp):
        Path(folder).chmod(0o711)
        (secret := Path(folder, "secret")).write_text("canary")
        secret.chmod(0o600)
        (public := Path(folder, "public")).write_text("canary")
        public.chmod(0o644)
        (open_to_all := Path(folder, "open")).mkdir()
        open_to_all.chmod(0o777)
        tries: tuple[tuple[str, str, Any], ...] = (
            ("read", "path", str(secret)),
            ("read", "path", str(public)),
            ("write", "path", str(open_to_all / "canary")),
            ("look_into_parent", "which", "environ"),
            ("signal_parent", "number", 0),
            ("connect", "port", tcp),
            ("send", "port", udp),
            ("start", "program", "/bin/true"),
            ("fork", "code", 0),
        )
        yield dict(zip(PROMISES, tries, strict=True))


@contextlib.contextmanager
def _listening() -> Iterator[tuple[int, int]]:
    """Two ports on loopback on which somebody listens, for TCP and for UDP."""
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        yield tcp.getsockname()[1], udp.getsockname()[1]


def _verdict(call: Call) -> str:
    """A promise holds if the attempt was refused by the system; anything unclear does not count."""
    if isinstance(call, Raised) and call.during == "call":
        return HELD if call.kind == "PermissionError" else f"unclear: {call.kind}"
    if isinstance(call, Returned):
        return f"the child could: {call.value.text if isinstance(call.value, Text) else 'it returned'}"
    return f"could not be tried: {call}"


__all__ = ["PROMISES", "Isolation", "IsolationMissing", "expected", "probe", "require"]

"""Which layers of isolation hold on this machine, found out by trying: a real child attempts what is forbidden.

A layer does not count because a call that sets it up succeeded. The child is given a secret, a readable file, a port
and the number of our process, and tries to get at each. A promise holds if nothing comes back.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.extraction.extract import Statement
from grader.model.encoding.values import Text
from grader.model.request import Request
from grader.model.transcript import Call, Raised, Returned, Stopped
from grader.processes.fork_server import ForkServer
from grader.sandbox.child_process import protect_parent
from grader.sandbox.confined_process import ConfinedProcess
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.isolation import landlock
from grader.sandbox.isolation.confinement import HELD
from grader.sandbox.isolation.missing import refusal
from grader.sandbox.isolation.profiles import Isolation, expected_isolation, strongest_isolation, waived_by_environment
from grader.sandbox.session import run

PROBE_SECONDS = 10.0
IO_URING_SETUP = 425

# What a submission might try. Each function returns what it got, or raises.
ATTEMPTS = """
import ctypes, fcntl, os, socket, subprocess, threading, time

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

def call_libc(name, *arguments):
    done = getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments)
    if done == -1:
        refused = ctypes.get_errno() in (1, 13, 38)  # EPERM, EACCES, or as a kernel that does not have the call
        raise (PermissionError if refused else OSError)(ctypes.get_errno(), name)
    return f"{name} gave {done}"

def change_times(path):
    os.utime(path, (0, 0))
    return "changed its time"

def take_lease(name):
    fcntl.fcntl(os.open(name, os.O_RDWR | os.O_CREAT), 1024, fcntl.F_WRLCK)
    return "leased"

def own_a_socket(process):
    mine, other = socket.socketpair()
    fcntl.ioctl(mine, 0x8901, process.to_bytes(4, "little"))
    return "made another process the owner of a socket"

def send_datagram(path):
    socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"secret", path)
    return "sent"

def enqueue(queue):
    return call_libc("msgsnd", queue, bytes(range(1, 17)), 8, 0o4000)

def reserve_disk(megabytes):
    file = os.open("reserved", os.O_RDWR | os.O_CREAT)
    return call_libc("fallocate", file, 1, ctypes.c_long(0), ctypes.c_long(megabytes << 20))

def new_call(number):
    return call_libc("syscall", number, 8, 0, 0, 0, 0, 0)

def fill(files):
    files_open = []
    for number in range(files):
        files_open.append(open("nameless", "wb", buffering=0))
        os.unlink("nameless")
        files_open[-1].write(bytes(30 << 20))
    time.sleep(2)
    return f"kept {files} files of 30 MB without a name"

def crowd(threads):
    for number in range(threads):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    time.sleep(2)
    return f"started {threads} threads"

def compute(at):
    import jax
    return "computed" if abs(float(jax.jit(jax.grad(jax.numpy.tanh))(at)) - 1.0) < 1e-6 else "computed something else"
"""


# What the isolation promises. Those in `SLOW` take seconds, and only a slow probe tries them.
PROMISES = (
    "secret-files", "public-files", "project-files", "writes-outside", "file-times", "parents-environment", "signals",
    "descriptor-signals", "leases", "tcp", "udp", "unix-sockets", "queues", "programs", "processes", "new-system-calls",
    "disk-reservations",
)  # fmt: skip
SLOW = ("disk-bounded", "jax-runs", "threads-bounded")
ALL_PROMISES = "require"  # as a name of a layer
MAX_FOLDER = 70  # bytes: below the 108 of a socket's path, with the names of a folder and a socket in it


class IsolationMissing(UserError):
    """A required layer does not hold on this machine; the text says which, and why."""


def probe(isolation: Isolation | None = None, fork_server: ForkServer | None = None, slow: bool = False) -> Isolation:
    """The isolation with the state of each layer and promise, as a child found it; those of `SLOW` only with `slow`."""
    isolation = isolation or expected_isolation()
    with prepared_attempts() as attempts:
        requests = [
            Request(name, name if name in SLOW else "probe", function, {argument: value}, needs=(0,))
            for name, (function, argument, value) in attempts.items()
            if slow or name not in SLOW
        ]
        limits = Limits(case_seconds=PROBE_SECONDS, timeouts_per_question=1)
        environment = Environment(
            limits, replace(isolation, due=()), fork_server=fork_server
        )  # what is due is tried too
        tried = run([Statement(1, 1, ATTEMPTS)], requests, environment)
    promises = {name: _state_of(name, call) for name, call in tried.calls.items()}
    layers = {**tried.layers, **protect_parent(), **promises}
    held = tuple(name for name, state in tried.layers.items() if state == HELD)
    due = tuple(dict.fromkeys((*isolation.due, *held)))
    return replace(isolation, layers=layers, due=due, notes=tried.notes)


def missing_layers() -> dict[str, str]:
    """The layers that are due beside an instructor's key and do not hold here, with the reasons: a short look.

    None where no process can be started: then every case is the grader's fault, as it would be without this look.
    """
    try:
        process = ConfinedProcess("grader.sandbox.layers_child", 512, name="tries the layers", wall_seconds=60.0)
    except OSError:
        return {}
    process.end()
    return replace(strongest_isolation(), layers=process.layers).missing()


def require_layers(is_waived: bool = False) -> dict[str, str]:
    """The layers that are due and missing, each with the reason. Raises IsolationMissing unless that is waived."""
    missing = missing_layers()
    if missing and not (is_waived or waived_by_environment()):
        raise IsolationMissing(refusal(missing))
    return missing


def require(isolation: Isolation, names: Iterable[str]) -> None:
    """Raise IsolationMissing unless each named layer holds, as `probe` returned it; `require` names every promise."""
    names = [layer for name in names for layer in ((*PROMISES, *SLOW) if name == ALL_PROMISES else (name,))]
    for name in names:
        if name not in isolation.layers:
            hint, layers = did_you_mean(name, isolation.layers), ", ".join(isolation.layers)
            raise IsolationMissing(f"no layer is named {name!r}.{hint} The layers are: {layers}")
    if missing := isolation.missing(tuple(names)):
        reasons = "; ".join(f"{name}: {reason}" for name, reason in missing.items())
        raise IsolationMissing(f"required isolation does not hold on this machine. {reasons}")


def needs_slow_probe(names: Iterable[str]) -> bool:
    """Whether only a slow probe tries one of these layers or promises."""
    return bool({*SLOW, ALL_PROMISES}.intersection(names))


def require_hidden(*paths: Path) -> None:
    """Raise IsolationMissing if one of these lies where submissions may read, as among Python's libraries."""
    for path, folder in landlock.grants(paths).items() if sys.platform == "linux" else ():
        raise IsolationMissing(
            f"{path} lies in {folder}, which submissions may read: Python or its libraries are installed there. "
            "A key, results and submissions must lie where submissions cannot read. "
            "Move it to another folder, or install the grader into an environment elsewhere."
        )


@contextlib.contextmanager
def prepared_attempts() -> Iterator[dict[str, tuple[str, str, Any]]]:
    """By promise: a function of `ATTEMPTS`, its argument's name and value. The targets exist inside the context."""
    usual = tempfile.gettempdir()
    short = usual if len(os.fsencode(usual)) <= MAX_FOLDER else "/tmp"  # the system takes paths of sockets of 108 bytes
    with (
        tempfile.TemporaryDirectory(prefix="grader-canary-", dir=short) as folder,
        _listening(folder) as (tcp, udp, unix),
        _queue() as queue,
    ):
        secret, public, open_to_all = _targets(Path(folder))
        settings = Path(sys.prefix, "pyvenv.cfg")  # a whole project may lie beside it
        yield {
            "secret-files": ("read", "path", str(secret)),
            "public-files": ("read", "path", str(public)),
            "project-files": ("read", "path", str(settings if settings.exists() else secret)),
            "writes-outside": ("write", "path", str(open_to_all / "canary")),
            "file-times": ("change_times", "path", str(public)),
            "parents-environment": ("look_into_parent", "which", "environ"),
            "signals": ("signal_parent", "number", 0),
            "descriptor-signals": ("own_a_socket", "process", os.getpid()),
            "leases": ("take_lease", "name", "leased"),
            "tcp": ("connect", "port", tcp),
            "udp": ("send", "port", udp),
            "unix-sockets": ("send_datagram", "path", unix),
            "queues": ("enqueue", "queue", queue),
            "programs": ("start", "program", "/bin/true"),
            "processes": ("fork", "code", 0),
            "new-system-calls": ("new_call", "number", IO_URING_SETUP),
            "disk-reservations": ("reserve_disk", "megabytes", 1),
            "disk-bounded": ("fill", "files", 5),
            "jax-runs": ("compute", "at", 0.0),  # before the crowd, whose last threads may take its place
            "threads-bounded": ("crowd", "threads", 400),
        }


def _targets(folder: Path) -> tuple[Path, Path, Path]:
    """A file that its owner alone can read, one that everybody can, and a folder that everybody can write to."""
    folder.chmod(0o711)
    (secret := folder / "secret").write_text("canary")
    secret.chmod(0o600)
    (public := folder / "public").write_text("canary")
    public.chmod(0o644)
    (open_to_all := folder / "open").mkdir()
    open_to_all.chmod(0o777)
    return secret, public, open_to_all


@contextlib.contextmanager
def _listening(folder: str) -> Iterator[tuple[int, int, str]]:
    """Two ports on loopback and a path, on which this process listens: for TCP, UDP and UNIX datagrams."""
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        if sys.platform != "linux":
            yield tcp.getsockname()[1], udp.getsockname()[1], folder
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as unix:
            unix.bind(path := str(Path(folder, "datagrams")))
            Path(path).chmod(0o777)
            yield tcp.getsockname()[1], udp.getsockname()[1], path


@contextlib.contextmanager
def _queue() -> Iterator[int]:
    """A System V message queue that every user may write; -1 where there are none."""
    if sys.platform != "linux":
        yield -1
        return
    libc = ctypes.CDLL(None)
    queue = libc.msgget(0, 0o1666)
    try:
        yield queue
    finally:
        libc.msgctl(queue, 0, None)


ENDS_THE_JOB = {"disk-bounded": "wrote more than", "threads-bounded": "started more than"}
TOO_MANY_THREADS = "can't start new thread"  # Python's words at the limit of a user of its own


def _state_of(name: str, call: Call) -> str:
    """`HELD` if the system refused or ended the attempt on this promise; else what happened, also if unclear."""
    if name == "jax-runs":
        worked = isinstance(call, Returned) and call.value == Text("computed")
        return HELD if worked else f"JAX does not compute behind these layers: {call}"
    if isinstance(call, Stopped) and name in ENDS_THE_JOB and ENDS_THE_JOB[name] in call.detail:
        return HELD
    if isinstance(call, Raised) and name == "threads-bounded" and call.message == TOO_MANY_THREADS:
        return HELD
    if isinstance(call, Raised) and call.during == "call":
        return HELD if call.kind == "PermissionError" else f"unclear: {call.kind}"
    if isinstance(call, Returned):
        return f"the child could: {call.value.text if isinstance(call.value, Text) else 'it returned'}"
    return f"could not be tried: {call}"

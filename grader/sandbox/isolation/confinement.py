"""The layers that the student's process puts on itself, after its imports and before any student code.

Each layer is one function that either holds when it returns or raises `NotHeld` or OSError with the reason. The process
cannot take it off again. A new layer is one line in `confine`.

The order matters. A change of user clears the parent-death signal; Landlock and seccomp forbid what the others need;
importing pyseccomp runs other programs; Landlock binds one thread, so there must be no other yet.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.sandbox.isolation import landlock, seccomp

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38  # <linux/prctl.h>
ADDRESS_SPACE_OF_JAX = 2_000  # MB that JAX reserves and does not use; 1260 MB seen with jax 0.12 and NPROC=2
SIGKILL = 9  # a name that Windows does not have
HELD = "held"


class NotHeld(Exception):
    """This machine does not provide a layer; the text says why."""


@dataclass(frozen=True)
class Confinement:
    """What the parent tells the child to put on. `user` is the id of the job's own user, 0 for no change of user."""

    folder: str  # the only folder that it may write to
    parent: int
    user: int = 0
    memory_mb: int = 1024
    file_mb: int = 32
    processes: int = 64  # with threads; a JAX process has 12 to 16
    cpu_seconds: int = 3600
    readable: tuple[str, ...] = ()  # besides Python and the system's libraries: a compilation cache
    without: tuple[str, ...] = ()  # layers to leave out: for tests and measurements


def confine(how: Confinement) -> dict[str, str]:
    """Put on every layer that this machine provides. Returns for each `held`, or why it does not hold."""
    pyseccomp, landlockpy = _module("pyseccomp"), _module("landlockpy")
    layers: Mapping[str, Callable[[], None]] = {
        "oom-first": _be_killed_first,
        "own-user": lambda: _become(how.user),
        "parent-death": lambda: _die_with(how.parent),
        "no-capabilities": _drop_capabilities,
        "no-new-privileges": lambda: prctl(PR_SET_NO_NEW_PRIVS, 1),
        "limits": lambda: _limit(how),
        "landlock": lambda: landlock.restrict_files(landlockpy, how.folder, how.readable),
        "seccomp": lambda: seccomp.restrict_system_calls(pyseccomp),
    }
    os.umask(0o077)
    return {name: _put_on(layer) if name not in how.without else "left out" for name, layer in layers.items()}


def _put_on(layer: Callable[[], None]) -> str:
    try:
        layer()
    except (NotHeld, OSError, ValueError, ImportError) as reason:
        return str(reason) or type(reason).__name__
    return HELD


def _module(name: str) -> Any:
    try:
        return __import__(name) if sys.platform == "linux" else None
    except (ImportError, OSError, RuntimeError):  # pyseccomp: no libseccomp.so.2 here
        return None


def prctl(option: int, value: int) -> None:
    """Linux's prctl(option, value, 0, 0, 0). Raises NotHeld elsewhere, or with the system's reason."""
    if sys.platform != "linux":
        raise NotHeld(f"{platform.system()} has no prctl")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        raise NotHeld(os.strerror(ctypes.get_errno()))


def _be_killed_first() -> None:
    """Let the kernel kill this process, and not the grader, when memory runs out."""
    if sys.platform != "linux":
        raise NotHeld(f"{platform.system()} has no oom_score_adj")
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="utf-8")


def _become(user: int) -> None:
    if not user:
        raise NotHeld("another user takes root, and a Python whose folders other users can read")
    if sys.platform == "win32":
        raise NotHeld("Windows has no setuid")
    os.setgroups([])
    os.setgid(user)  # from root: the real, effective and saved id at once
    os.setuid(user)
    if os.getuid() != user or os.geteuid() != user or os.getegid() != user:
        raise NotHeld(f"still user {os.geteuid()} after becoming {user}")
    prctl(PR_SET_DUMPABLE, 1)  # otherwise a container's root cannot see which files it has open


def _drop_capabilities() -> None:
    """Give up all capabilities: root is then an ordinary user, except for files that root owns."""
    if sys.platform != "linux":
        raise NotHeld(f"{platform.system()} has no capabilities")
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of <linux/capability.h>; this process
    none = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice 32 bits
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(header, none) != 0:
        raise NotHeld(os.strerror(ctypes.get_errno()))


def _die_with(parent: int) -> None:
    prctl(PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:  # it died before the call above
        os._exit(1)


def _limit(how: Confinement) -> None:
    try:
        import resource  # noqa: PLC0415  Windows has none
    except ImportError:
        raise NotHeld(f"{platform.system()} has no rlimits") from None
    mb = 1 << 20
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": how.cpu_seconds,
        "RLIMIT_FSIZE": how.file_mb * mb,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_DATA": how.memory_mb * mb,
        "RLIMIT_AS": (how.memory_mb + ADDRESS_SPACE_OF_JAX) * mb,
    }
    if how.user:  # counted per user on the whole machine: the desktop of a shared user would use it up
        wanted["RLIMIT_NPROC"] = how.processes
    if refused := [name for name, value in wanted.items() if not _lowered(resource, name, value)]:
        raise NotHeld(f"{platform.system()} refuses {', '.join(refused)}")


def _lowered(resource: Any, name: str, value: int) -> bool:
    number = getattr(resource, name, None)
    if number is None:
        return False
    _, hard = resource.getrlimit(number)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(number, (value, value))
    except (ValueError, OSError):  # macOS: RLIMIT_AS and RLIMIT_DATA
        return False
    return True

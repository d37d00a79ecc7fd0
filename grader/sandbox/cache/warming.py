"""Fill JAX's compilation cache once, so that no submission waits for elementary operations and handed-out costs.

    python -m grader.sandbox.cache.warming assignment.key --into /opt/grader-cache

What is compiled are the tables of `grader.sandbox.cache.operations`, and the costs and sizes of the visible cases. No
code of a student and none of a solution runs here, so that nothing in the cache can answer a question.

Compiled code is only good for the JAX that made it and a CPU like the one that it was made on: each pair has a folder.
Its files can be read by whoever knows their names, and neither listed nor written: a forged entry would be native code
in another student's process. A folder is filled under another name and renamed when it is complete.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import platform
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from filelock import FileLock, Timeout

from grader.base.errors import UserError
from grader.model.arguments.typed_arguments import is_function, leaves
from grader.model.encoding.decoding import to_data
from grader.model.key import Key, read_key
from grader.processes.python_process import PACKAGE, module_command, process_variables
from grader.processes.work_dir import private_folder

APPLICATION = "first-order-grader"
COMPILED_BY = (  # a new version has new folders
    "sandbox/cache/operations", "sandbox/child/function_arguments", "sandbox/child/gradients",
    "model/arguments/costs", "model/arguments/lecture_costs",
)  # fmt: skip
FOLDER_MODE, FILE_MODE = 0o711, 0o644  # other users may pass through the folder, and read a file by name
PENDING = ".pending-"  # prefix of a folder that is being filled
WAIT_SECONDS = 120.0  # for another process that warms the same cache
ABANDONED_SECONDS = 86_400.0  # after which no process still fills a pending folder
PRECISIONS = (0, 1)  # float32 and float64, a process each


class CannotWarm(UserError):
    """The cache could not be filled. Grading can go on without it."""


def machine_folder(base: Path) -> Path:
    """The folder for this JAX and this CPU in the cache `base`; it may not exist."""
    return base / _machine()


def warmed(base: Path) -> str:
    """The filled folder in `base` for `Environment.cache`; empty if there is none for this machine."""
    folder = machine_folder(base)
    return str(folder) if folder.is_dir() else ""


def shared_base(key: Key) -> Path:
    """The cache folder on this machine for all keys with the same costs at points of the same sizes.

    Filling it takes many seconds, which other numbers in a case are not worth. The one thing that also follows from
    these, how many points are stacked, each submission compiles where it differs.
    """
    sources = b"".join((PACKAGE / f"{name}.py").read_bytes() for name in COMPILED_BY)
    costs = sorted({json.dumps(_costs_and_sizes(case), sort_keys=True) for case in _visible_arguments(key)})
    content = json.dumps([costs, hashlib.sha256(sources).hexdigest()])
    return _root() / hashlib.sha256(content.encode()).hexdigest()[:16]


def has_costs(key: Key) -> bool:
    """Whether a visible case hands out a function, of which most of what a submission compiles is made."""
    return any(map(_costs_and_sizes, _visible_arguments(key)))


def _costs_and_sizes(arguments: Mapping[str, Any]) -> list[Any]:
    """The functions among the arguments, and the shapes of their arrays; nothing where there is no function."""
    functions = [leaf for value in arguments.values() for leaf in leaves(value) if is_function(leaf)]
    shapes = sorted({np.shape(value) for value in arguments.values() if isinstance(value, list)})
    return [functions, shapes] if functions else []


def warm(key: Key, base: Path) -> Path:
    """Fill the cache `base` for this machine, unless that has been done; the filled folder.

    Raises CannotWarm where another process takes too long, or the operations cannot be compiled.
    """
    _make(base)
    _remove_abandoned(base.parent)
    try:
        with FileLock(base / ".lock", timeout=WAIT_SECONDS, mode=0o600):
            return machine_folder(base) if warmed(base) else _fill(key, base)
    except Timeout:
        busy = f"another process has been filling this cache for more than {WAIT_SECONDS:.0f} seconds"
        raise CannotWarm(f"{base}: {busy}. Try again when it has ended.") from None


def _fill(key: Key, base: Path) -> Path:
    """`warm`, under the lock: a pending folder was left by a process that has ended."""
    for abandoned in base.glob(f"{PENDING}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    pending = Path(tempfile.mkdtemp(prefix=PENDING, dir=base))
    try:
        _compile(_visible_arguments(key), pending)
        for entry in pending.iterdir():
            entry.chmod(FILE_MODE)
        pending.chmod(FOLDER_MODE)
        return pending.rename(machine_folder(base))
    finally:
        shutil.rmtree(pending, ignore_errors=True)


def _compile(cases: Sequence[dict[str, Any]], folder: Path) -> None:
    """Run `operations` in processes whose JAX is set up as in a submission's."""
    with tempfile.TemporaryDirectory(prefix="grader-warm-") as home:
        (order := Path(home, "order.json")).write_text(json.dumps({"folder": str(folder), "arguments": cases}))
        processes = [_start(precision, order) for precision in PRECISIONS]
        try:
            errors = [process.communicate()[1] for process in processes]
        finally:
            for process in processes:
                process.kill()
                process.wait()
    for process, error in zip(processes, errors, strict=True):
        if process.returncode:
            last = (error.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"])[-1]
            raise CannotWarm(f"{folder.parent}: the process that fills this cache ended early: {last}")


def _start(precision: int, order: Path) -> subprocess.Popen[bytes]:
    with order.open("rb") as stdin:
        return subprocess.Popen(
            module_command("grader.sandbox.cache.operations", precision, os.getpid()),
            cwd=order.parent, env=process_variables(str(order.parent)),
            stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip


def _visible_arguments(key: Key) -> list[dict[str, Any]]:
    """The arguments of every case that students may see."""
    return [to_data(case.arguments) for question in key.for_students().questions for case in question.cases]


def _root() -> Path:
    """This user's cache folder; root's is the system's, which other users can enter. A temporary one if need be."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    root = Path((platformdirs.site_cache_dir if is_root else platformdirs.user_cache_dir)(APPLICATION, False))
    with contextlib.suppress(OSError):
        _make(root)
        if _is_private(root) and (not is_root or all(folder.stat().st_mode & stat.S_IXOTH for folder in root.parents)):
            return root
    return private_folder("cache", FOLDER_MODE)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(FOLDER_MODE)


def _is_private(folder: Path) -> bool:
    """Whether the folder belongs to this user, and no other user can write there."""
    status = folder.stat()
    owner = os.geteuid() if hasattr(os, "geteuid") else status.st_uid
    return status.st_uid == owner and not status.st_mode & 0o022 and os.access(folder, os.W_OK | os.X_OK)


def _remove_abandoned(root: Path) -> None:
    """Remove pending folders that killed processes left in other caches."""
    with contextlib.suppress(OSError):
        for folder in root.glob(f"*/{PENDING}*"):
            if time.time() - folder.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


@cache
def _machine() -> str:
    """A name shared by machines that can run each other's code: one JAX, and CPUs of the same model and features."""
    try:
        jax = version("jaxlib")
    except PackageNotFoundError:
        jax = "none"
    features = {"machine": platform.machine()}
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() in ("vendor_id", "cpu family", "model", "flags", "Features"):
                features[name.strip()] = " ".join(sorted(value.split()))
    except OSError:
        features["model"] = platform.processor()
    return f"jaxlib-{jax}-{hashlib.sha256(repr(sorted(features.items())).encode()).hexdigest()[:12]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command above."""
    about = "Warm JAX's compilation cache for a key."
    parser = argparse.ArgumentParser(prog="grader.sandbox.cache.warming", description=about)
    parser.add_argument("key", type=Path)
    parser.add_argument("--into", type=Path, required=True, help="the folder that holds the caches")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    folder = warm(read_key(options.key), options.into)
    sizes = [entry.stat().st_size for entry in folder.iterdir()]
    print(f"{folder}: {len(sizes)} compiled programs, {sum(sizes) / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

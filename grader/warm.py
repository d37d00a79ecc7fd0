"""Warm JAX's compilation cache once, with the honest work that its key was rehearsed with, so that no submission waits.

    python -m grader.warm assignment.key --into /opt/grader-cache

Compiled code is only good for the JAX that made it and for a CPU like the one it was made on: each pair has a folder of
its own. A student's process can read it and never write it: a poisoned entry would be another student's native code.
What is run follows from the visible cases alone (`grader.practice`), so that the entries, which a submission can list,
say nothing of hidden ones.

Each piece of honest work is run by a job like any other, which begins with what the earlier ones left; what is new is
copied out of the job's own folder. No student's code has seen that folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from grader import notebook
from grader.ask import Ask
from grader.job import ENDED, OVERFULL, TIMED_OUT, Job, Plan
from grader.key import Key, read
from grader.layers import Isolation, expected
from grader.place import ours
from grader.practice import practice
from grader.sandbox import asked
from grader.transcribe import prepare
from grader.zygote import Zygote, of_this_process

CACHE = "cache"  # the folder's name within the job's
SECONDS = 120.0  # for one function on one case
MOST_ENTRIES = 100_000  # of the job's folder, where each piece that is known already is one

# Run in the job, before the honest work. JAX reads and writes here from the first compilation on.
LEARN = f"""
import contextlib, os
import jax
folder = os.path.join(os.environ["HOME"], "{CACHE}")
jax.config.update("jax_compilation_cache_dir", folder)
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
jax.config.update("jax_persistent_cache_enable_xla_caches", "none")
with contextlib.suppress(ImportError, AttributeError):
    from grader import pieces
    pieces.learn(folder)
"""


def here(base: Path) -> Path:
    """The folder for this JAX and this CPU in the cache `base`; it need not exist."""
    return base / _machine()


def found(base: Path) -> str:
    """The warmed folder in `base` for `sandbox.run(cache=...)`, or nothing if there is none for this machine."""
    folder = here(base)
    return str(folder) if folder.is_dir() else ""


def shared(key: Key) -> Path:
    """Where this machine keeps the cache of this key until it is started anew; every user may read there."""
    asked = [(q.function, q.stub, [c.arguments for c in q.cases]) for q in key.for_students().questions]
    told = json.dumps([asked, sorted(key.honest.items())], default=list)
    return ours("cache", 0o755) / hashlib.sha256(told.encode()).hexdigest()[:16]


def warm(
    key: Key, base: Path, isolation: Isolation | None = None, tell: Callable[[str], Any] = lambda sentence: None
) -> Path:
    """Compile what the key's honest work compiles; the folder. Raises CannotStart where no job can be run.

    `tell` is told of work that did not come to its end: a cache that lacks something costs time and nothing else.
    """
    base.mkdir(parents=True, exist_ok=True)
    target, fresh = here(base), base / f".new-{time.time_ns()}"
    fresh.mkdir()
    try:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            learn = Learner(fresh, isolation or expected(), of_this_process(many=True), tell)
            list(pool.map(learn, programs(key)))
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


@dataclass(frozen=True)
class Program:
    """The statements of a piece of honest work, each [cell, line, source, flags], and what to ask of its functions."""

    name: str
    statements: tuple[tuple[int, int, str, int], ...]
    asks: tuple[Ask, ...]


def programs(key: Key) -> Iterator[Program]:
    """The key's honest work, asked what follows from the visible cases."""
    questions = practice(key.for_students().questions)
    with tempfile.TemporaryDirectory(prefix="grader-honest-") as folder:
        for name, text in key.honest.items():
            (path := Path(folder, name)).write_text(text, encoding="utf-8")
            read = prepare(notebook.read(path), questions)
            statements = [(s.cell, s.line, s.source, s.flags) for s in read.found.statements]
            yield Program(name, ((0, 1, LEARN, 0), *statements), tuple(map(_learning, read.asks)))


def _learning(ask: Ask) -> Ask:
    """The ask of a program before which `LEARN` was put."""
    return replace(
        ask, needs=(0, *(at + 1 for at in ask.needs)), configuration=tuple(at + 1 for at in ask.configuration)
    )


@dataclass(frozen=True)
class Learner:
    """Runs a program and adds what it compiled to the folder `into`."""

    into: Path
    isolation: Isolation
    zygote: Zygote | None
    tell: Callable[[str], Any]

    def __call__(self, program: Program) -> None:
        own = self.isolation.profile == "own-user"
        plan = Plan(
            own_user=own, cache=str(self.into), without=self.isolation.without, most_files=MOST_ENTRIES
        )  # fmt: skip
        job = Job.start(plan, SECONDS, self.zygote)
        try:
            known = self._lend(job)
            job.send({"program": program.statements}, time.monotonic() + SECONDS)
            for ask in program.asks:
                if not _answered(job, ask):
                    self.tell(f"{program.name} ended at {ask.case}: from there on, nothing of it is compiled ahead.")
                    break
            self._take(Path(job.folder, CACHE), known)
        finally:
            job.end()

    def _lend(self, job: Job) -> frozenset[str]:
        """Show the job what is known already; the names of it."""
        (cache := Path(job.folder, CACHE)).mkdir()
        known = [entry for entry in self.into.iterdir() if not entry.name.startswith(".")]
        for entry in known:
            try:
                (cache / entry.name).symlink_to(entry)
            except OSError:  # Windows gives links to few
                shutil.copyfile(entry, cache / entry.name)
        if job.user:
            os.chown(cache, job.user, job.user)
        return frozenset(entry.name for entry in known)

    def _take(self, cache: Path, known: frozenset[str]) -> None:
        for entry in cache.iterdir():
            if entry.is_file() and not entry.is_symlink() and entry.name not in known:
                arriving = self.into / f".{entry.name}-{id(cache)}"  # another program may bring the same entry now
                shutil.copyfile(entry, arriving)
                arriving.replace(self.into / entry.name)


def _answered(job: Job, ask: Ask) -> bool:
    """Ask, and wait; false where the process will answer no more. What it answers is of no interest."""
    until = time.monotonic() + SECONDS
    job.send({"ask": asked(ask, ask.case), "skip": []}, until)
    while (message := job.receive(until)) not in (TIMED_OUT, ENDED, OVERFULL):
        if "call" in message:
            return True
    return False


@cache
def _machine() -> str:
    try:
        jax = version("jaxlib")
    except PackageNotFoundError:
        jax = "none"
    return f"jaxlib-{jax}-{_cpu()}"


def _cpu() -> str:
    """A name for CPUs that can run each other's code: equal model and equal features."""
    told = {"machine": platform.machine()}
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() in ("vendor_id", "cpu family", "model", "flags", "Features"):
                told[name.strip()] = " ".join(sorted(value.split()))
    except OSError:
        told["model"] = platform.processor()
    return hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:12]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command above."""
    parser = argparse.ArgumentParser(prog="grader.warm", description="Warm JAX's compilation cache for a key.")
    parser.add_argument("key", type=Path)
    parser.add_argument("--into", type=Path, required=True, help="the folder that holds the caches")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    folder = warm(read(given.key), given.into, tell=print)
    entries = [entry.stat().st_size for entry in folder.iterdir()]
    print(f"{folder}: {len(entries)} compiled pieces, {sum(entries) / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Warm JAX's compilation cache once, with what students typically run, so that no submission waits for XLA.

    python -m grader.warm assignment.key --into /opt/grader-cache

Compiled code is only good for the JAX that made it and for a CPU like the one it was made on: each pair has a folder of
its own. A student's process can read it and never write it: a poisoned entry would be another student's native code.
What is compiled is public: the visible cases' costs and the lecture's, in each dimension that a visible case has. So
the names of the entries, which a submission can list, say nothing of hidden cases.

It is compiled by a job like any other; the entries are copied out of the job's own folder, which no student's code saw.
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import platform
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from grader.ask import Ask
from grader.costs import COSTS
from grader.job import ENDED, TIMED_OUT, CannotStart, Job, Plan
from grader.key import Key, read
from grader.layers import Isolation, expected
from grader.sandbox import asked
from grader.transcript import Raised, call_from_data

CACHE = "cache"  # the folder's name within the job's
SECONDS = 1200.0  # for all that is compiled in one precision

# Run in the job. Habits of a homework about descent: every line is tried by itself, and may fail for some costs.
HABITS = """
import os
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_compilation_cache_dir", os.path.join(os.getcwd(), "cache"))
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
jax.config.update("jax_enable_x64", DOUBLE)

def differentiated(g, w):
    yield lambda: g(w)
    yield lambda: jax.grad(g)(w)
    yield lambda: jax.value_and_grad(g)(w)
    yield lambda: jax.grad(lambda v: g(v))(w)
    yield lambda: jax.jit(jax.grad(g))(w)
    yield lambda: jax.grad(jax.grad(g))(w)
    yield lambda: jax.hessian(g)(w)
    yield lambda: jax.vmap(g)(jnp.linspace(-3.0, 3.0, 1000))

def stepped(d, w):
    for k in (1, 2):
        yield lambda: w - 0.1 * d
        yield lambda: w - d / k
        yield lambda: w + -0.1 * d
        yield lambda: w - jnp.sign(d)
        yield lambda: w - 0.1 * d / (jnp.linalg.norm(d) + 1e-8)
        yield lambda: w - 0.1 * d / jnp.abs(d)
        yield lambda: jnp.sqrt(jnp.sum(d**2)) + jnp.dot(d, d)
        yield lambda: 0.9 * jnp.zeros_like(d) + (1 - 0.9) * d
        yield lambda: 0.9 * jnp.zeros_like(d) + (1 - 0.9) * d**2
        yield lambda: (d / (1 - 0.9**k)) / (jnp.sqrt(d * d / (1 - 0.999**k)) + 1e-8)
        yield lambda: -d + 0.9 * d

def recorded(g, w, d):
    yield lambda: jnp.array([w - 0.1 * d, w])
    yield lambda: jnp.stack([w - 0.1 * d, w])
    yield lambda: jnp.array([g(w), g(w)])
    yield lambda: w.at[0].set(1.0)
    yield lambda: (w[0], d[0], d[-1])
    yield lambda: jnp.where(d > 0, w, d)
    yield lambda: bool(jnp.allclose(d, 0)) and float(jnp.max(jnp.abs(d)))

def visit(g, w):
    for point in (w, jnp.asarray(w), jnp.asarray(w, dtype=jnp.float32)):
        attempt(differentiated(g, point))
        try:
            d = jax.grad(g)(point)
        except Exception:
            continue
        attempt(stepped(d, point))
        attempt(recorded(g, point, d))

def attempt(lines):
    for line in lines:
        try:
            line()
        except Exception:
            pass
"""


def here(base: Path) -> Path:
    """The folder for this JAX and this CPU in the cache `base`; it need not exist."""
    try:
        jax = version("jaxlib")
    except PackageNotFoundError:
        jax = "none"
    return base / f"jaxlib-{jax}-{_cpu()}"


def found(base: Path) -> str:
    """The warmed folder in `base` for `sandbox.run(cache=...)`, or nothing if there is none for this machine."""
    folder = here(base)
    return str(folder) if folder.is_dir() else ""


def warm(key: Key, base: Path, isolation: Isolation | None = None) -> Path:
    """Compile what this key's students typically run; the folder. Raises CannotStart where no job can be run."""
    base.mkdir(parents=True, exist_ok=True)
    target, fresh = here(base), base / f".new-{time.time_ns()}"
    fresh.mkdir()
    try:
        for double in (False, True):
            _compile(list(_asks(key)), double, fresh, isolation or expected())
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def _asks(key: Key) -> Iterator[Ask]:
    """One ask for each public cost and each form of a point: () or (N,)."""
    visible = [c.arguments for q in key.questions for c in q.cases if not c.hidden]
    points = {_dimension(a): a["w"] for a in visible if isinstance(a.get("w"), (float, list))}
    costs = [a["g"] for a in visible if isinstance(a.get("g"), dict) and "cost" in a["g"]]
    costs += [{"cost": name} for name, f in COSTS.items() if len(inspect.signature(f).parameters) == 2]
    known = {(g["cost"], str(g.get("parameters") or {})): g for g in costs}
    for (name, _), g in known.items():
        for w in points.values():
            yield Ask(case=f"{name}-{_dimension({'w': w})}", question=name, function="visit",
                      arguments={"g": g, "w": w}, needs=(0,))  # fmt: skip


def _dimension(arguments: dict[str, Any]) -> int:
    w = arguments.get("w")
    return len(w) if isinstance(w, list) else 0


def _compile(asks: Sequence[Ask], double: bool, into: Path, isolation: Isolation) -> None:
    job = Job.start(Plan(own_user=isolation.profile == "own-user", without=isolation.without), SECONDS)
    try:
        until = time.monotonic() + SECONDS
        job.send({"program": [[1, 1, HABITS.replace("DOUBLE", str(double)), 0]]}, until)
        for ask in asks:
            job.send({"ask": asked(ask, ask.case), "skip": []}, until)
            while "call" not in (message := _heard(job, until)):
                pass
            if isinstance(call := call_from_data(message["call"]), Raised):
                raise CannotStart(f"{ask.case} cannot be compiled: {call.kind}: {call.message}")
        for entry in Path(job.folder, CACHE).iterdir():
            if entry.is_file() and not (into / entry.name).exists():
                shutil.copyfile(entry, into / entry.name)
    finally:
        job.end()


def _heard(job: Job, until: float) -> dict[str, Any]:
    message = job.receive(until)
    if message is TIMED_OUT or message is ENDED:
        raise CannotStart("the process that compiles ended, or took too long")
    return message


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
    folder = warm(read(given.key), given.into)
    entries = [entry.stat().st_size for entry in folder.iterdir()]
    print(f"{folder}: {len(entries)} compiled pieces, {sum(entries) / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

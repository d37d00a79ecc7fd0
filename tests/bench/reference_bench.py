"""Measure the reference: `python tests/bench/reference_bench.py`, which is what `make bench-reference` calls.

1. The histories of all cases of the homework, by `descend` (one compiled scan for a method, a cost and a shape) and by
   the naive loop: eager JAX, `jax.grad` and the same `step` once per k.
2. Adam under `lax.scan` against optax under `lax.scan`, without histories, on c * w^2 / 2.
3. One step of fused Adam against optax, PyTorch, NumPy and the memory: `bench_fused_adam.py`, in an environment that
   has PyTorch if there is one.

On a GPU where JAX finds one. Results that differ stop the bench.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from measure import PYTHON, REPOSITORY

import results
from grader.authoring.answers.case_functions import array_arguments, jax_cost
from grader.authoring.reading.assignment_file import load_assignment
from reference import adam, coordinate_descent
from reference.descend import descend

ROUNDS = 15
SIZES = {10: 10_000, 10_000: 2_000, 1_000_000: 200, 10_000_000: 50}  # parameters: steps
NUMBERS = {"alpha": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
TORCH = (REPOSITORY / ".venvs" / "witnesses" / "bin" / "python", PYTHON)

Run = Callable[[], tuple[Any, Any]]


def seconds(run: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = jax.block_until_ready(run())
    return time.perf_counter() - began, result


# ── 1. histories


def cases() -> Iterator[tuple[str, Run, Run]]:
    """(name, ours, the naive loop) of each case that returns histories."""
    for question in load_assignment(REPOSITORY / "assignments" / "first_order").question:
        for number, case in enumerate(question.case if question.returns == "histories" else (), 1):
            arguments = array_arguments(case)
            name = f"{question.name} {number}"
            if question.solved_by == "coordinate_descent":
                arguments["w"] = jnp.asarray(arguments["w"])
                yield name, partial(coordinate_descent.solve, **arguments), partial(naive_coordinates, **arguments)
            else:
                method, cost = (
                    import_module(f"reference.{question.solved_by}"),
                    jax_cost(case),
                )
                w, steps = arguments.pop("w"), arguments.pop("max_its")
                yield (
                    name,
                    partial(descend, method, cost, w, steps, **arguments),
                    partial(naive, method, cost, w, steps, **arguments),
                )


def naive(method: Any, cost: Any, w: Any, steps: int, **parameters: Any) -> tuple[Any, Any]:
    w = jnp.asarray(w)
    state, weights, costs = method.init(w), [w], [cost(w)]
    for _ in range(steps):
        w, state = method.step(w, jax.grad(cost)(w), state, **parameters)
        weights.append(w)
        costs.append(cost(w))
    return jnp.stack(weights), jnp.stack(costs)


def naive_coordinates(a: Any, b: Any, C: Any, max_its: int, w: Any) -> tuple[Any, Any]:
    def g(w):
        return a + b @ w + w @ C @ w

    weights, costs = [w], [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            w = w.at[n].set(-(C[n] @ w - C[n, n] * w[n] + b[n] / 2) / C[n, n])
            weights.append(w)
            costs.append(g(w))
    return jnp.stack(weights), jnp.stack(costs)


def histories() -> list[str]:
    all_ = list(cases())
    ours_first, scanned = seconds(lambda: [run() for _, run, _ in all_])
    loop_first, loop = seconds(lambda: [run() for _, _, run in all_])
    for (name, _, _), mine, theirs in zip(all_, scanned, loop, strict=True):
        for one, other in zip(mine, theirs, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9, err_msg=name)
    warm = statistics.median(seconds(lambda: [run() for _, run, _ in all_])[0] for _ in range(ROUNDS))
    loop_warm = statistics.median(seconds(lambda: [run() for _, _, run in all_])[0] for _ in range(3))
    rows = [
        ["`descend` under `lax.scan`", f"{ours_first:.2f}", f"{warm * 1e3:.2f}"],
        ["eager loop", f"{loop_first:.2f}", f"{loop_warm * 1e3:.0f}"],
        ["ratio", f"{loop_first / ours_first:.1f}", f"{loop_warm / warm:.0f}"],
    ]
    return [
        f"**Histories of all {len(all_)} cases of the homework** in float64, equal to 1e-9",
        results.table(["", "first time, compiling: s", "again: ms"], rows),
        results.verdict("histories, times the eager loop, warm", loop_warm / warm, 100, least=True),
    ]


# ── 2. Adam under scan


def ours_scanned(c: Any, steps: int) -> Callable[[Any], Any]:
    @jax.jit
    def run(w):
        def advance(carry, _):
            w, state = carry
            return adam.step(w, c * w, state, **NUMBERS), None

        return jax.lax.scan(advance, (w, adam.init(w)), length=steps)[0][0]

    return run


def optax_scanned(c: Any, steps: int) -> Callable[[Any], Any]:
    optimizer = optax.adam(NUMBERS["alpha"], b1=0.9, b2=0.999, eps=1e-8)

    @jax.jit
    def run(w):
        def advance(carry, _):
            w, state = carry
            updates, state = optimizer.update(c * w, state, w)
            return (optax.apply_updates(w, updates), state), None

        return jax.lax.scan(advance, (w, optimizer.init(w)), length=steps)[0][0]

    return run


def scanned() -> list[str]:
    rows, verdicts = [], []
    for size, steps in SIZES.items():
        rng = np.random.default_rng(0)
        w, c = (jnp.asarray(rng.uniform(0.5, 1.5, size), jnp.float32) for _ in range(2))
        runs = {"ours": ours_scanned(c, steps), "optax": optax_scanned(c, steps)}
        first = {name: run(w) for name, run in runs.items()}  # compiles
        np.testing.assert_allclose(first["ours"], first["optax"], rtol=1e-3, atol=1e-4)
        microseconds: dict[str, list[float]] = {name: [] for name in runs}
        turns = {name: partial(run, w) for name, run in runs.items()}
        for _ in range(ROUNDS if size < 10**7 else 5):
            for name, turn in turns.items():
                microseconds[name].append(seconds(turn)[0] / steps * 1e6)
        scanned, optax_time = (statistics.median(microseconds[name]) for name in ("ours", "optax"))
        rows.append([f"{size:,}", f"{scanned:.3g}", f"{optax_time:.3g}", f"{scanned / optax_time:.2f}"])
        verdicts.append(results.verdict(f"Adam of {size:,} parameters, times optax's time", scanned / optax_time, 1.10))
    return [
        "**Adam under `lax.scan`**, float32, microseconds a step, medians of rounds in turn",
        results.table(["parameters", "ours", "optax", "ours / optax"], rows),
        "\n".join(verdicts),
    ]


# ── 3. fused Adam


def fused() -> list[str]:
    python = next(p for p in TORCH if p.exists())
    words = [python, Path(__file__).with_name("bench_fused_adam.py")]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    output = subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout
    return [
        "**A step of fused Adam** against the memory's own speed (7 x 4 bytes a parameter)",
        f"```\n{output.strip()}\n```",
    ]


def main() -> None:
    device = jax.devices()[0].device_kind
    where = results.conditions("jax", "optax", "numpy", more=f"on {device}")
    jax.config.update("jax_enable_x64", True)
    first = histories()
    jax.config.update("jax_enable_x64", False)
    results.write(f"The reference on {device}", where, *first, *scanned(), *fused())


if __name__ == "__main__":
    sys.exit(main())

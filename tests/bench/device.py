"""Compare the histories of the reference on this device with a CPU's: `python tests/bench/device.py`.

Every method of `reference/` that takes steps, and coordinate descent, on the lecture's costs: in float64 and in float32
on the device that JAX finds first, and in float64 on a CPU. The tolerance is that of a homework's key: 128 times what
rounding errors of the start move a history by, or 1e-5 of its scale. Exits with 1 where a history leaves it.
"""

from __future__ import annotations

import inspect
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

import reference
import results
from grader.authoring.answers import tolerances
from grader.model.arguments.costs import make_cost
from reference import coordinate_descent
from reference.descend import descend
from reference.workers import descend_together

STEPS = 40
SHOWN = 5  # of the histories, in the table
QUADRATIC = {"a": 1.0, "b": [1.0, -2.0, 3.0], "C": [[3.0, 1.0, 0.5], [1.0, 4.0, -1.0], [0.5, -1.0, 5.0]]}
STARTS = {"coupled": np.array([1.3, -0.7]), "quadratic": np.array([1.0, -0.5, 0.25])}
NUMBERS = {
    "alpha": 0.03, "beta": 0.7, "beta1": 0.7, "beta2": 0.9, "rho": 0.9, "eps": 0.1, "decay": 0.01, "initial": 0.1,
    "l1": 0.01, "l2": 0.01, "power": -0.8, "eps1": 1e-6, "eps2": 1e-3, "clip": 0.5, "warmup": STEPS,
}  # fmt: skip
SHARES = np.array([0.5, 1.5])  # of two workers, whose mean is the cost itself

Run = Callable[[Any], tuple[Any, Any]]  # from a start, in the start's dtype: weights and costs


def stepped(method: Any, cost: Callable[[Any], Any]) -> Run:
    """A run of a method with `step`, for which each of its numbers is in NUMBERS; of a group where it needs one."""
    own = [p for p in inspect.signature(method.step).parameters.values() if p.kind is p.KEYWORD_ONLY]
    numbers = {p.name: NUMBERS[p.name] for p in own if p.default is p.empty}
    if "warmup" not in numbers:
        return lambda w: descend(method, cost, w, STEPS, **numbers)

    def together(w: Any) -> tuple[Any, Any]:
        run = descend_together(method, lambda w, share: share * cost(w), w, SHARES.astype(w.dtype), STEPS, **numbers)
        return run.weights[0], run.costs[0]

    return together


def runs() -> Iterator[tuple[str, Run, np.ndarray]]:
    """(name, run, start) of each method on each cost."""
    costs = {"coupled": make_cost("coupled", jnp), "quadratic": make_cost("quadratic", jnp, QUADRATIC)}
    modules = [import_module(f"reference.{each.name}") for each in pkgutil.iter_modules(reference.__path__)]
    for method in (module for module in modules if hasattr(module, "step")):
        for name, cost in costs.items():
            yield f"`{method.__name__.split('.')[1]}`, {name}", stepped(method, cost), STARTS[name]
    a, b, C = (np.array(QUADRATIC[name]) for name in "abC")
    yield "`coordinate_descent`, quadratic", lambda w: coordinate_descent.solve(a, b, C, STEPS, w), STARTS["quadratic"]


def answer(run: Run, start: np.ndarray) -> dict[str, np.ndarray]:
    """The history from a start, in NumPy and float64."""
    return dict(zip(("weights", "costs"), (np.asarray(each, dtype=float) for each in run(start)), strict=True))


def cpu_answer(run: Run, start: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The CPU's history in float64, and the tolerance of each of its rows."""
    factors = tolerances.draw_factors(
        np.random.default_rng(0), (1 + tolerances.RUNS, *start.shape), 2 * tolerances.UNIT_ROUNDOFF
    )
    with jax.default_device(jax.devices("cpu")[0]):
        right, *variants = [answer(run, start * each) for each in factors]
        variants.append(answer(run, start.astype(np.float32)))
    return right, {n: tolerances.tolerance(right[n], [each[n] for each in variants], steps=True) for n in right}


def compare() -> list[tuple[str, float, float]]:
    """(name, float64, float32) of each run: its largest distance here from the right history, in tolerances."""
    rows = []
    for name, run, start in runs():
        right, tolerance = cpu_answer(run, start)
        here = [answer(run, start.astype(dtype)) for dtype in (np.float64, np.float32)]
        double, single = (max(distance(each[n], right[n], tolerance[n]) for n in right) for each in here)
        rows.append((name, double, single))
    return rows


def distance(array: np.ndarray, right: np.ndarray, tolerance: np.ndarray) -> float:
    """The largest distance of a row in tolerances of that row; infinite where there is none."""
    gaps = np.abs(array - right).reshape(len(right), -1).max(axis=1)
    return float(np.nan_to_num(gaps / tolerance, nan=np.inf).max())


def driver() -> str:
    """The card, its memory and its driver, as NVIDIA's own tool tells them."""
    if not shutil.which("nvidia-smi"):
        return "no NVIDIA driver"
    words = ["nvidia-smi", "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip().replace("\n", "; ")


def main() -> int:
    device = jax.devices()[0]
    where = results.conditions(
        "jax", "jaxlib", "numpy", more=f"{len(jax.devices())} x {device.device_kind}; {driver()}"
    )
    jax.config.update("jax_enable_x64", True)
    rows = compare()
    farthest = sorted(rows, key=lambda row: -max(row[1:]))[:SHOWN]
    shown = [[name, f"{double:.2g}", f"{single:.2g}"] for name, double, single in farthest]
    most = max(max(shares) for _, *shares in rows)
    results.write(
        f"Histories on {device.device_kind}",
        where,
        f"{len(rows)} histories of {STEPS} steps: the {SHOWN} farthest from a CPU's in float64, in tolerances.",
        results.table(["", "float64", "float32"], shown),
        results.verdict("the largest distance, in tolerances", most, 1.0),
    )
    return int(most > 1)


if __name__ == "__main__":
    sys.exit(main())

"""PyTorch's fused Adam: `python torch_adam.py SIZE ON_CPU` takes a turn of as many steps as each line says.

It imports NumPy and PyTorch alone, so that any Python that has them can take turns with bench_fused_adam.py.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Turn = Callable[[int], None]  # of so many steps


class Spent(NamedTuple):
    wall: float
    cpu: float


def spent(turn: Turn, repeats: int) -> Spent:
    """Seconds of each of the repeated steps of a turn in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    turn(repeats)
    return Spent((time.perf_counter() - wall) / repeats, (time.process_time() - cpu) / repeats)


def answer(turn: Turn) -> None:
    """A turn of as many steps as each line says, and what it took in return."""
    for line in sys.stdin:
        print(json.dumps(spent(turn, int(line))), flush=True)


def turn_of(weights: Any, gradient: Any, on_cpu: bool) -> Turn:
    import torch

    w, g = (torch.tensor(x, device="cpu" if on_cpu else "cuda") for x in (weights, gradient))
    w.grad = g
    optimizer = torch.optim.Adam([w], lr=1e-3, fused=True)

    def turn(repeats: int) -> None:
        for _ in range(repeats):
            optimizer.step()
        if not on_cpu:
            torch.cuda.synchronize()

    return turn


def main(size: int, on_cpu: int) -> None:
    rng = np.random.default_rng(0)
    answer(turn_of(*(rng.standard_normal(size, dtype=np.float32) for _ in range(2)), bool(on_cpu)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""PyTorch's fused Adam: `python torch_adam.py SIZE REPEATS ON_CPU` takes a turn at each line that it reads.

It imports NumPy and PyTorch alone, so that any Python that has them can take turns with bench_fused_adam.py.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Turn = Callable[[], None]


class Spent(NamedTuple):
    wall: float
    cpu: float


def spent(turn: Turn, repeats: int) -> Spent:
    """Seconds of each of the repeated steps of a turn in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    turn()
    return Spent((time.perf_counter() - wall) / repeats, (time.process_time() - cpu) / repeats)


def turn_of(weights: Any, gradient: Any, repeats: int, on_cpu: bool) -> Turn:
    import torch

    w, g = (torch.tensor(x, device="cpu" if on_cpu else "cuda") for x in (weights, gradient))
    w.grad = g
    optimizer = torch.optim.Adam([w], lr=1e-3, fused=True)

    def turn() -> None:
        for _ in range(repeats):
            optimizer.step()
        if not on_cpu:
            torch.cuda.synchronize()

    return turn


def main(size: int, repeats: int, on_cpu: int) -> None:
    rng = np.random.default_rng(0)
    turn = turn_of(*(rng.standard_normal(size, dtype=np.float32) for _ in range(2)), repeats, bool(on_cpu))
    for _ in sys.stdin:
        print(json.dumps(spent(turn, repeats)), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

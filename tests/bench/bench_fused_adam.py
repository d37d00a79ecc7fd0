"""Compare a step of Adam with the speed of memory: `python tests/bench/bench_fused_adam.py [PARAMETERS...]`.

A step of Adam has to read w, g, m and v and to write w, m and v: 7 times 4 bytes a parameter in float32. The floor is
the time that these bytes take at the speed of a jitted `a + s b` into a's own memory (STREAM's triad, in place, so that
nothing is read only to be overwritten), over as many bytes as Adam's four buffers. All contestants take turns, round by
round, so that a busy machine is busy for all. The table shows medians of wall time and of processor time, which others
at work on the machine disturb less, and the share of the floor by each; and that of the best turns by wall time.
PyTorch may be installed in another environment: TORCH_PYTHON=/path/to/python. Its turns are taken and timed there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch_adam
from torch_adam import Spent, Turn, spent

from reference import adam, fused_adam

ROUNDS = 30
STREAMS, BYTES = 7, 4
NUMBERS = {"alpha": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}

ON_CPU = jax.devices()[0].platform == "cpu"
CORES = os.cpu_count() or 1
REPEATS = 1 if ON_CPU else 20  # steps of a turn: starting one on a GPU takes as long as a step of 10⁷ parameters


def buffers(size: int, count: int) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return [rng.standard_normal(size, dtype=np.float32) for _ in range(count)]


def turn_of(advance: Callable, state: tuple, constant: tuple) -> Turn:
    """REPEATS steps, each of which continues from the last one; it waits until they are done."""
    held = [jax.tree.map(jnp.array, state)]
    fixed = jax.tree.map(jnp.array, constant)

    def turn() -> None:
        for _ in range(REPEATS):
            held[0] = advance(*held[0], *fixed)
        jax.block_until_ready(held[0])

    return turn


def stream(size: int) -> Turn:
    """a + s b over two buffers that are as large as Adam's four: 3 times 8 bytes a parameter."""
    triad = jax.jit(lambda a, b: (a + 1e-6 * b,), donate_argnums=0)
    return turn_of(triad, tuple(buffers(2 * size, 1)), tuple(buffers(2 * size, 1)))


def fused(size: int) -> Turn:
    """A buffer for each core, or one on a GPU."""
    (w, _), (g, _) = (fused_adam.flatten(jnp.asarray(x), CORES if ON_CPU else 1) for x in buffers(size, 2))

    def advance(w, state, g):
        return fused_adam.step(w, g, state, **NUMBERS)

    return turn_of(advance, (w, fused_adam.init(w)), (g,))


def three_lines(size: int) -> Turn:
    """The reference's `adam`, unchanged."""
    w, g = buffers(size, 2)

    @partial(jax.jit, donate_argnums=(0, 1))
    def advance(w, state, g):
        return adam.step(w, g, state, **NUMBERS)

    return turn_of(advance, (w, adam.init(jnp.asarray(w))), (g,))


def by_optax(size: int) -> Turn:
    w, g = buffers(size, 2)
    optimizer = optax.adam(NUMBERS["alpha"], b1=0.9, b2=0.999, eps=1e-8)

    @partial(jax.jit, donate_argnums=(0, 1))
    def advance(w, state, g):
        updates, state = optimizer.update(g, state, w)
        return optax.apply_updates(w, updates), state

    return turn_of(advance, (w, optimizer.init(jnp.asarray(w))), (g,))


def by_numpy(size: int) -> Turn:
    """NumPy that writes into preallocated arrays."""
    (w, g), (m, v, t) = buffers(size, 2), (np.zeros(size, np.float32), np.zeros(size, np.float32), [0])
    one, two = np.empty_like(w), np.empty_like(w)

    def turn() -> None:
        t[0] += 1
        a, b = 1e-3 / (1 - 0.9 ** t[0]), 1 / (1 - 0.999 ** t[0]) ** 0.5
        np.multiply(m, np.float32(0.9), out=m)
        np.add(m, np.multiply(g, np.float32(0.1), out=one), out=m)
        np.multiply(v, np.float32(0.999), out=v)
        np.multiply(np.multiply(g, g, out=one), np.float32(0.001), out=one)
        np.add(v, one, out=v)
        np.add(np.multiply(np.sqrt(v, out=one), np.float32(b), out=one), np.float32(1e-8), out=one)
        np.divide(np.multiply(m, np.float32(a), out=two), one, out=two)
        np.subtract(w, two, out=w)

    return turn


def torch_here(size: int) -> Turn:
    return torch_adam.turn_of(*buffers(size, 2), repeats=REPEATS, on_cpu=ON_CPU)


def torch_elsewhere(python: str, size: int) -> Callable[[], Spent]:
    """Turns in a process of that Python, which begins one at each line and answers with what it took."""
    command = [python, torch_adam.__file__, str(size), str(REPEATS), str(int(ON_CPU))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    asks, answers = process.stdin, process.stdout

    def turn() -> Spent:
        print(file=asks, flush=True)
        return Spent(*json.loads(answers.readline()))

    return turn


def timed(make: Callable[[int], Turn], size: int) -> Callable[[], Spent]:
    return partial(spent, make(size), REPEATS)


def contestants() -> Iterator[tuple[str, Callable[[int], Callable[[], Spent]]]]:
    yield "fused_adam", partial(timed, fused)
    yield "adam, jit, donated", partial(timed, three_lines)
    yield "optax.adam, jit, donated", partial(timed, by_optax)
    if python := os.environ.get("TORCH_PYTHON"):
        yield "torch.optim.Adam(fused=True)", partial(torch_elsewhere, python)
    elif importlib.util.find_spec("torch"):
        yield "torch.optim.Adam(fused=True)", partial(timed, torch_here)
    if ON_CPU:
        yield "NumPy, in place", partial(timed, by_numpy)


def median(turns: list[Spent]) -> Spent:
    return Spent(statistics.median(t.wall for t in turns), statistics.median(t.cpu for t in turns))


def compare(size: int) -> None:
    turns = {"the floor": timed(stream, size)} | {name: make(size) for name, make in contestants()}
    for turn in turns.values():
        turn()  # compiles
    measured: dict[str, list[Spent]] = {name: [] for name in turns}
    for _ in range(ROUNDS):
        for name, turn in turns.items():
            measured[name].append(turn())
    first = [
        Spent(*(x * STREAMS / 6 for x in turn)) for turn in measured.pop("the floor")
    ]  # 3 streams of 2 size entries
    floor, quickest = median(first), min(first)
    print(f"\n{size:,} parameters; floor {_row(floor, size)}")
    print(f"  {'':30}{'wall':>10}{'':10}{'cpu':>10}{'of the floor by wall, cpu, best turns':>42}")
    for name, each in measured.items():
        typical = median(each)
        shares = floor.wall / typical.wall, floor.cpu / typical.cpu, quickest.wall / min(each).wall
        print(f"  {name:30}{_row(typical, size)}" + "".join(f"{share:12.0%}" for share in shares))


def _row(time: Spent, size: int) -> str:
    speed = STREAMS * BYTES * size / time.wall / 1e9
    return f"{time.wall * 1e3:7.2f} ms{speed:5.1f} GB/s{time.cpu * 1e3:7.2f} ms"


if __name__ == "__main__":
    print(f"JAX {jax.__version__} on {jax.devices()[0].platform}; float32; medians of {ROUNDS} rounds")
    for size in [int(x) for x in sys.argv[1:]] or [10**6, 10**7, *([] if ON_CPU else [10**8])]:
        compare(size)

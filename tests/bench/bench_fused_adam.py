"""Compare a step of Adam with the speed of memory: `python tests/bench/bench_fused_adam.py [PARAMETERS...]`.

A step of Adam has to read w, g, m and v and to write w, m and v: 7 times 4 bytes a parameter in float32. The floor is
the time that these bytes take at the speed of a jitted `a + s b` into a's own memory (STREAM's triad, in place, so
that nothing is read only to be overwritten), over as many bytes as Adam's four buffers. Each contestant has a process
of its own. All take turns, round by round, so that a busy machine is busy for all; in an order drawn for each round,
and after a pause, in which the threads of the one before stop looking for work. A turn is one step, or several in a
row. The table shows medians of wall time and of processor time, which others at work on the machine disturb less, and
the share of the floor by each; and how many times as long `fused_adam` takes in the same round, in the middle of all
rounds.
PyTorch may be installed in another environment: TORCH_PYTHON=/path/to/python.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch_adam
from torch_adam import Spent, Turn, answer

from reference import adam, fused_adam

ROUNDS = 30
STREAMS, BYTES = 7, 4
NUMBERS = {"alpha": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}

Timed = Callable[[int], Spent]  # a turn of so many steps

ON_CPU = jax.devices()[0].platform == "cpu"
CORES = os.cpu_count() or 1
FLOOR, OURS = "the floor", "fused_adam"
REPEATS = (1, 20) if ON_CPU else (20,)  # steps of a turn: on a GPU, to start one takes as long as 10⁷ parameters
PAUSE = 0.01  # seconds


def buffers(size: int, count: int) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return [rng.standard_normal(size, dtype=np.float32) for _ in range(count)]


def turn_of(advance: Callable, state: tuple, constant: tuple) -> Turn:
    """Steps each of which continues from the last one; it waits until they are done."""
    held = [jax.tree.map(jnp.array, state)]
    fixed = jax.tree.map(jnp.array, constant)

    def turn(repeats: int) -> None:
        for _ in range(repeats):
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

    def step() -> None:
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

    def turn(repeats: int) -> None:
        for _ in range(repeats):
            step()

    return turn


CONTESTANTS: dict[str, Callable[[int], Turn]] = {
    FLOOR: stream,
    OURS: fused,
    "adam, jit, donated": three_lines,
    "optax.adam, jit, donated": by_optax,
    "NumPy, in place": by_numpy,
}
TORCH = "torch.optim.Adam(fused=True)"


def processes(size: int) -> dict[str, Timed]:
    """Each contestant's turns."""
    here = [sys.executable, __file__, "--turns"]
    commands = {name: [*here, name, str(size)] for name in CONTESTANTS if ON_CPU or name != "NumPy, in place"}
    python = os.environ.get("TORCH_PYTHON") or (importlib.util.find_spec("torch") and sys.executable)
    if python:
        commands[TORCH] = [python, torch_adam.__file__, str(size), str(int(ON_CPU))]
    return {name: turns_of(command) for name, command in commands.items()}


def turns_of(command: list[str]) -> Timed:
    """Turns in a process, which reads how many steps each one has and answers with what it took."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    asks, answers = process.stdin, process.stdout

    def turn(repeats: int) -> Spent:
        print(repeats, file=asks, flush=True)
        return Spent(*json.loads(answers.readline()))

    return turn


def median(turns: list[Spent]) -> Spent:
    return Spent(statistics.median(t.wall for t in turns), statistics.median(t.cpu for t in turns))


def rounds_of(turns: dict[str, Timed], repeats: int) -> dict[str, list[Spent]]:
    measured: dict[str, list[Spent]] = {name: [] for name in turns}
    for _ in range(ROUNDS):
        for name in random.sample(list(turns), len(turns)):
            time.sleep(PAUSE)
            measured[name].append(turns[name](repeats))
    return measured


def compare(size: int) -> None:
    turns = processes(size)
    for turn in turns.values():
        turn(1)  # compiles
    for repeats in REPEATS:
        show(size, repeats, rounds_of(turns, repeats))


def show(size: int, repeats: int, measured: dict[str, list[Spent]]) -> None:
    whole = STREAMS / 6  # the floor's turns have 3 streams of 2 size entries
    measured[FLOOR] = [Spent(turn.wall * whole, turn.cpu * whole) for turn in measured[FLOOR]]
    floor, ours = median(measured[FLOOR]), measured[OURS]
    print(f"\n{size:,} parameters, {repeats} {'step' if repeats == 1 else 'steps'} a turn")
    print(f"  {'':30}{'wall':>10}{'':10}{'cpu':>10}{'of the floor by wall, cpu':>30}{OURS + ' takes':>20}")
    for name, each in measured.items():
        typical = median(each)
        shares = floor.wall / typical.wall, floor.cpu / typical.cpu
        times = statistics.median(mine.wall / other.wall for mine, other in zip(ours, each, strict=True))
        print(f"  {name:30}{_row(typical, size)}{shares[0]:15.0%}{shares[1]:15.0%}{times:19.2f}x")


def _row(time: Spent, size: int) -> str:
    speed = STREAMS * BYTES * size / time.wall / 1e9
    return f"{time.wall * 1e3:7.2f} ms{speed:5.1f} GB/s{time.cpu * 1e3:7.2f} ms"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--turns"]:
        answer(CONTESTANTS[sys.argv[2]](int(sys.argv[3])))
        sys.exit()
    print(f"JAX {jax.__version__} on {jax.devices()[0].platform}; float32; medians of {ROUNDS} rounds")
    for size in [int(x) for x in sys.argv[1:]] or [10**6, 10**7, *([] if ON_CPU else [10**8])]:
        compare(size)

"""Throw damaged notebooks and damaged replies at everything that reads them: `make fuzz`, or `run.py COUNT SEED`.

Inputs start from valid ones and are damaged at random: bytes flipped, cut, repeated, spliced, and JSON values swapped
for hostile ones. What may come of it is a value or the one exception that each reader promises; memory must not grow.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from support import keys as made

from grader.extraction import notebook
from grader.extraction.extract import extract
from grader.judging.judge import judge
from grader.model.encoding import frames
from grader.model.encoding.values import Items, Malformed, Numbers, Table, Text
from grader.model.transcript import Definition, Returned, Transcript, call_from_data, call_to_data

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = json.loads((ROOT / "assignments" / "first_order" / "examples" / "half_finished.ipynb").read_text("utf-8"))
CELLS = [{"cell_type": "code", "source": c["source"]} for c in EXAMPLE["cells"] if c["cell_type"] == "code"]
NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": CELLS[4:14]}
INJURIES = [b"\x00", b"[" * 50, b'{"a":' * 50, b"NaN", b"1e999", b"\xff\xfe", b'"', b"(", b"%%", b"\\u0000"]
HOSTILE = [
    None,
    True,
    -1,
    0,
    2**70,
    1e308,
    "",
    "\x00",
    "\ud800",
    [],
    {},
    [[]],
    "O",
    "V8",
    "float64",
    -0.0,
    [2**62],
    "cells",
]
MAX_GROWTH = 200 << 10  # kilobytes


def damaged(rng: random.Random, data: bytes) -> bytes:
    """The bytes with one to four injuries."""
    for _ in range(rng.randint(1, 4)):
        i, j = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
        data = rng.choice(
            [
                data[:i] + bytes([rng.randrange(256)]) + data[i + 1 :],
                data[:i] + data[j:],
                data[:j] + data[i:j] + data[j:],
                data[:i] + rng.choice(INJURIES) + data[i:],
            ]
        ) or b" "  # fmt: skip
    return data[:200_000]


def swapped(rng: random.Random, data: object) -> object:
    """JSON data with some values replaced by hostile ones."""
    if rng.random() < 0.08:
        return rng.choice(HOSTILE)
    if isinstance(data, dict):
        return {k if rng.random() > 0.03 else "x": swapped(rng, v) for k, v in data.items()}
    return [swapped(rng, v) for v in data] if isinstance(data, list) else data


def replies() -> list[object]:
    history = Items((Numbers(np.arange(12.0).reshape(6, 2)), Numbers(np.arange(6.0))))
    odd = Items((Text("x"), Table({"a": Numbers(np.array(True))}), Numbers(np.array([1 + 0j]))))
    return [
        call_to_data(Returned(value, 0.1, ("note",))) for value in (history, odd, Numbers(np.float32(1) * np.ones(6)))
    ]


def everything():
    """A key with a question of every kind."""
    kinds = (made.gradient_descent, made.points, made.number, made.vector, made.minimum, made.label, made.costs_alone)
    return made.key(*(kind() for kind in (*kinds, made.concepts)))


def one_reply(rng: random.Random, key, valid: list[object]) -> None:
    data = swapped(rng, rng.choice(valid))
    payload = json.dumps(data).encode("utf-8", "surrogatepass")
    try:
        call = call_from_data(frames.parse(damaged(rng, payload) if rng.random() < 0.5 else payload))
    except Malformed:
        return
    definitions = {q.name: Definition("found") for q in key.questions}
    report = judge(
        key, Transcript("f", key.assignment, definitions, {c.id: call for q in key.questions for c in q.cases})
    )
    assert 0 <= report.earned <= report.possible + 1e-9


def one_notebook(rng: random.Random, path: Path) -> None:
    text = json.dumps(swapped(rng, NOTEBOOK) if rng.random() < 0.5 else NOTEBOOK).encode("utf-8", "surrogatepass")
    path.write_bytes(damaged(rng, text) if rng.random() < 0.7 else text)
    try:
        cells = notebook.read(path)
    except notebook.Unreadable:
        return
    extract(cells, ["adam", "momentum", "answers"])


def main(count: int, seed: int) -> None:
    rng, key, valid = random.Random(seed), everything(), replies()
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hw.ipynb")
        for n in range(count):
            try:
                one_notebook(rng, path) if n % 4 == 0 else one_reply(rng, key, valid)
            except Exception:
                print(f"input {n} of seed {seed} was not survived")
                raise
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MAX_GROWTH, f"memory grew by {grown} kB"
    print(f"{count} inputs, no crash, memory grew by {grown >> 10} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0)

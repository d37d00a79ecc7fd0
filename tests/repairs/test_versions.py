"""Of many versions of a program each has its value or none, whatever the others do."""

from __future__ import annotations

import sys

import pytest

from grader.repairs.versions import run


@pytest.fixture(autouse=True)
def process_of_a_submission(monkeypatch):
    """`run` takes `jax.jit` away from its process, which is one of its own elsewhere."""
    if "jax" in sys.modules:
        monkeypatch.setattr("jax.jit", sys.modules["jax"].jit)


HEAD = "import numpy as np\nstate = []"


def values(*functions: str, **arguments: object) -> list[object]:
    versions = {
        "texts": [HEAD, *functions], "programs": [[0, at] for at in range(1, len(functions) + 1)], "names": ["f"],
        "driver": "", "seed": 3, "with_jax": False, "seconds": 0.05,
    }  # fmt: skip
    return [each.get("value", "none") for each in run(versions=versions, **arguments)]


@pytest.mark.parametrize(
    "broken",
    ["def f(x): return x / 0", "def f(x", "def f(x):\n    while True: pass", "def f(x): exit()", "g = 3",
     "def f(x):\n    while True:\n        try: x += 1\n        except BaseException: break\n    return [][0]"],
)  # fmt: skip
def test_a_version_that_raises_or_does_not_end_has_no_value_and_stops_no_other(broken):
    assert values("def f(x): return x", broken, "def f(x): return 2 * x", x=4.0) == [4.0, "none", 8.0]


def test_each_version_has_its_own_state_arguments_and_random_numbers():
    changes = "def f(x, n):\n    state.append(n); x.append(n)\n    return len(state), len(x), np.random.randint(1000)"
    first, second = values(changes, changes, x=[1], n=2)
    assert first == second and first[:2] == (1, 2)

"""What is traced ahead is found by whoever comes later, and says nothing of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# In a process of its own: JAX keeps what it has traced, and has no backend there yet.
SCRIPT = """
import jax, numpy
from jax._src import xla_bridge
from grader import tracing
from grader.calling import Caller, Costs

told = []
costs = Costs(jax)
steps = list(tracing.steps(costs)) if {ahead} else []
assert not xla_bridge._backends, "tracing has made a backend"
assert not jax.config.jax_enable_x64
caller = Caller(jax, costs)
jax.monitoring.register_event_duration_secs_listener(
    lambda event, *_, **__: told.append(event) if event == "/jax/core/compile/jaxpr_trace_duration" else None)
g, w = costs.cost("coupled", None), numpy.array([1.3, -0.7])
print(len(told), g(w).tobytes().hex(), jax.grad(g)(w).tobytes().hex(), len(told))
"""


def told(ahead):
    command = [sys.executable, "-c", SCRIPT.format(ahead=ahead)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()


def test_a_cost_is_traced_once_for_all_and_gives_the_same_bits():
    before, *bits, after = told(ahead=True)
    _, *plain, plainly = told(ahead=False)
    assert bits == plain
    assert before == after == "0"
    assert int(plainly) > 0


@pytest.mark.parametrize("exact", [False, True])
def test_every_step_traces_something(exact):
    """A step that fails is passed over in silence: no honest step may."""
    import jax

    from grader import tracing
    from grader.calling import Costs

    for step in (*tracing._of_costs(Costs(jax)), *tracing._of_arithmetic()):
        with tracing._exactness(exact):
            step()

"""The group of workers: one point for all, and the same numbers on four devices as on one."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from support.tables import read_written

from reference import one_bit, one_bit_adam
from reference.workers import descend_together

ADAM = {"alpha": 0.05, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}
ON_DEVICES = read_written(__file__, "workers_on_devices.py")


def cost(w, share):
    return jnp.sum((w - share) ** 2) + w[0] * w[1]


def test_all_workers_stand_at_one_point(coupled_start):
    """Else they would optimize different weights; only what each has left unsaid differs."""
    shares = np.array([[0.5, 1.0], [-1.0, 0.3], [0.2, -0.4]])
    run = descend_together(one_bit_adam, cost, coupled_start, shares, 12, **ADAM, warmup=4)
    assert run.weights.shape == (3, 13, 2) and run.costs.shape == (3, 13)
    np.testing.assert_array_equal(run.weights, np.broadcast_to(run.weights[0], run.weights.shape))
    assert np.ptp(run.states.errors.worker, axis=0).max() > 0.01


def test_costs_are_the_mean_of_what_the_workers_see(coupled_start):
    shares = np.array([[0.5, 1.0], [-1.0, 0.3]])
    run = descend_together(one_bit_adam, cost, coupled_start, shares, 3, **ADAM, warmup=1)
    expected = [np.mean([cost(w, share) for share in shares]) for w in run.weights[0]]
    np.testing.assert_allclose(run.costs[0], expected, rtol=1e-14)


def test_four_devices_give_the_numbers_of_one():
    """In a process of its own, whose one processor plays four devices: messages go through real collectives."""
    environment = os.environ | {"XLA_FLAGS": "--xla_force_host_platform_device_count=4", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(
        [sys.executable, "-c", ON_DEVICES],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    gaps = [float(gap) for gap in done.stdout.split()]
    assert done.returncode == 0, done.stderr
    assert len(gaps) == 17 and max(gaps) < 1e-13


def test_as_many_devices_as_workers_are_needed(coupled_start):
    with pytest.raises(ValueError, match="workers"):
        descend_together(
            one_bit_adam, cost, coupled_start, np.zeros((3, 2)), 2, devices=jax.devices()[:1] * 2, **ADAM, warmup=1
        )


def test_a_message_has_one_length_and_every_sign():
    """rms(x) keeps the message as long as x (Tang et al., section 4); a zero is told as positive, as DeepSpeed does."""
    x = jnp.array([3.0, -4.0, 0.0, 1.0])
    result = one_bit.compress(x)
    np.testing.assert_allclose(result, np.sqrt(26 / 4) * np.array([1, -1, 1, 1]), rtol=1e-15)
    np.testing.assert_allclose(np.linalg.norm(result), np.linalg.norm(x), rtol=1e-15)


def test_products_of_a_group_keep_float32(coupled_start):
    """As in `descend`: on a GPU a group would otherwise part from the run of one worker."""
    shares = np.broadcast_to(np.eye(2), (3, 2, 2))
    run = partial(descend_together, one_bit_adam, lambda w, share: w @ (share @ w), steps=2, **ADAM, warmup=1)
    trace = str(jax.make_jaxpr(lambda w: run(w=w, shares=shares))(coupled_start))
    assert trace.count("dot_general") == trace.count("precision=(Precision.HIGHEST") > 0

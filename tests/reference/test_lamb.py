"""LAMB from weights of zero, and DeepSpeed's variant against its rule written out."""

from __future__ import annotations

import numpy as np

from reference import lamb
from reference.descend import descend

ADAM = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(cost, w, steps=20, decay=0.3, **parameters):
    return np.array(descend(lamb, cost, w, steps, **ADAM | parameters, decay=decay).weights)


def test_weights_of_zero_are_left(lecture):
    """Their ratio would hold them there for ever; it is taken as 1."""
    weights = run(lecture("coupled"), np.zeros(2))
    assert np.abs(weights[1]).max() > 0.01 and np.isfinite(weights).all()


def test_deepspeed_is_its_kernel_written_out(lecture, coupled_start):
    """The gradient by hand; a ratio that would be above 10 is held."""
    w, m, v, expected = coupled_start, np.zeros(2), np.zeros(2), [coupled_start]
    for t in range(1, 21):
        g = np.array([w[0] ** 3 + w[1] + 0.3, w[0] + 2 * w[1]])
        m, v = 0.7 * m + 0.3 * g, 0.9 * v + 0.1 * g * g
        u = m / (np.sqrt(v) + 0.1) + 0.3 * w
        ratio = min(10.0, max(0.01, np.linalg.norm(w) / np.linalg.norm(u)))
        w = w - 0.1 * np.sqrt(1 - 0.9**t) / (1 - 0.7**t) * ratio * u
        expected.append(w)
    result = run(lecture("coupled"), coupled_start, family="deepspeed")
    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-14)

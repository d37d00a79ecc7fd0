# Style: collections.deque as history, itertools.accumulate as loop, dataclasses as state. float32.

# %%
from collections import deque
from dataclasses import dataclass, field, replace
from itertools import accumulate, repeat
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np


# %%
@dataclass
class Run:
    g: Any
    weights: deque = field(default_factory=deque)
    costs: deque = field(default_factory=deque)

    def visit(self, w):
        self.weights.append(w)
        self.costs.append(self.g(w))
        return w


@dataclass(frozen=True)
class Point:
    w: Any
    m: Any = 0.0
    v: Any = 0.0
    k: int = 0


def follow(g, rule, w, max_its):
    run = Run(g)
    for point in accumulate(repeat(None, max_its), lambda point, _: rule(point), initial=Point(w)):
        run.visit(point.w)
    return run.weights, run.costs


# %%
def gradient_descent(g, alpha, max_its, w):
    def rule(p):
        k = p.k + 1
        return replace(p, k=k, w=p.w - (1 / k if alpha == "diminishing" else alpha) * jax.grad(g)(p.w))

    return follow(g, rule, w, max_its)


def momentum(g, alpha, beta, max_its, w):
    def rule(p):
        h = beta * p.m - (1 - beta) * jax.grad(g)(p.w)
        return Point(p.w + alpha * h, m=h)

    return follow(g, rule, w, max_its)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    def rule(p):
        d = jax.grad(g)(p.w)
        return Point(p.w - alpha * d / (jnp.sqrt(d * d) + eps))

    return follow(g, rule, w, max_its)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    def rule(p):
        d, k = jax.grad(g)(p.w), p.k + 1
        m, v = beta1 * p.m + (1 - beta1) * d, beta2 * p.v + (1 - beta2) * d**2
        return Point(p.w - alpha * m / (1 - beta1**k) / (jnp.sqrt(v / (1 - beta2**k)) + eps), m, v, k)

    return follow(g, rule, w, max_its)


def coordinate_descent(a, b, C, max_its, w):
    run = Run(lambda w: a + b @ w + w @ C @ w)
    coordinates = deque(range(len(w)))
    run.visit(w.copy())
    for _ in range(max_its * len(w)):
        n = coordinates[0]
        w[n] -= (b[n] / 2 + C[n] @ w) / C[n, n]
        run.visit(w.copy())
        coordinates.rotate(-1)
    return run.weights, run.costs


def multi_start(g, alpha, max_its, starts):
    ends = deque()
    for start in starts:
        weights, costs = gradient_descent(g, alpha, max_its, start)
        ends.append((costs.pop(), weights.pop()))
    cost, w = min(ends, key=lambda end: end[0])
    return w, cost


# %%
def stationary_points(g, low, high):
    d1, d2 = jax.jit(jax.vmap(jax.grad(g))), jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    x = np.linspace(low, high, 1777)
    found = deque()
    for f in (d1, d2):
        y = np.sign(f(x))
        i = np.flatnonzero(y[:-1] != y[1:])
        cells = accumulate(repeat(None, 28), lambda ab, _: halved(f, *ab), initial=(x[i], x[i + 1]))
        a, b = deque(cells, maxlen=1).pop()
        for v in a.tolist():
            if abs(d1(jnp.array([v]))[0]) < 1e-5 and all(abs(v - u) > 0.01 for u in found):
                found.append(v)
    return found


def halved(f, a, b):
    c = (a + b) / 2
    left = np.sign(f(c)) != np.sign(f(a))
    return np.where(left, a, c), np.where(left, c, b)


def classify(g, v):
    if jnp.ndim(v) == 0:
        change = deque(jnp.sign(jax.grad(g)(v + h)).item() for h in (-0.01, 0.01))
        return {(-1, 1): "minimum", (1, -1): "maximum"}.get(tuple(change), "saddle")
    e = deque(jnp.linalg.eigvalsh(jax.hessian(g)(v)).tolist())
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


def quartic_minimizer():
    newton = accumulate(repeat(None, 12), lambda w, _: w - (2 * w**3 + w + 5) / (6 * w * w + 1), initial=-1.0)
    return deque(newton, maxlen=1)[0]


def gradient(w):
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return deque(jax.grad(g)(w))


# %%
answers = {
    "cd_without_derivatives": True,
    "cd_one_direction": True,
    "diminishing_unnecessary": False,
    "stationary_means_minimum": False,
    "descent_every_step": False,
    "perpendicular_to_contour": True,
    "small_step_cures_zigzag": False,
    "jax_differentiates_numpy": False,
}

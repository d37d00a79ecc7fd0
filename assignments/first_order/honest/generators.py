# Style: methods as generators that yield (w, g(w)), collected by list() and itertools.islice. x64.

# %%
from itertools import count, cycle, islice, pairwise

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
def collect(points, how_many):
    weights, costs = map(list, zip(*islice(points, how_many)))
    return weights, costs


def descend(g, alpha, w):
    for k in count(1):
        yield w, g(w)
        w = w - (1 / k if alpha == "diminishing" else alpha) * jax.grad(g)(w)


def with_momentum(g, alpha, beta, w):
    h = 0.0
    while True:
        yield w, g(w)
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        w = w + alpha * h


def normalize(g, alpha, w, eps):
    while True:
        yield w, g(w)
        d = jax.grad(g)(w)
        w = w - alpha * d / (np.sqrt(d**2) + eps)


def adaptive(g, alpha, beta1, beta2, eps, w):
    m = v = 0.0
    yield w, g(w)
    for k in count(1):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**k)) / (np.sqrt(v / (1 - beta2**k)) + eps)
        yield w, g(w)


def one_by_one(a, b, C, w):
    for n in cycle(range(len(w))):
        yield w.copy(), a + b @ w + w @ C @ w
        w[n] = (-b[n] / 2 - sum(C[n, m] * w[m] for m in range(len(w)) if m != n)) / C[n, n]


# %%
def gradient_descent(g, alpha, max_its, w):
    return collect(descend(g, alpha, w), max_its + 1)


def momentum(g, alpha, beta, max_its, w):
    return collect(with_momentum(g, alpha, beta, w), max_its + 1)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    return collect(normalize(g, alpha, w, eps), max_its + 1)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    return collect(adaptive(g, alpha, beta1, beta2, eps, w), max_its + 1)


def coordinate_descent(a, b, C, max_its, w):
    return collect(one_by_one(a, b, C, w), 1 + len(w) * max_its)


def multi_start(g, alpha, max_its, starts):
    finals = (next(islice(descend(g, alpha, w), max_its, None)) for w in starts)
    return min(finals, key=lambda final: final[1])


# %%
def zeros(f, low, high):
    x = np.linspace(low, high, 1800)
    compiled = jax.jit(f)
    for (a, fa), (b, fb) in pairwise(zip(x.tolist(), jax.vmap(f)(x).tolist())):
        if fa == 0:
            yield a
        elif fa * fb < 0:
            while b - a > 1e-12:
                c = (a + b) / 2
                a, b = (c, b) if compiled(c) * fa > 0 else (a, c)
            yield a


def stationary_points(g, low, high):
    def candidates():
        yield from zeros(jax.grad(g), low, high)
        yield from (v for v in zeros(jax.grad(jax.grad(g)), low, high) if abs(jax.grad(g)(v)) < 1e-8)

    points = sorted(candidates())
    return points[:1] + [b for a, b in pairwise(points) if b - a > 0.01]


def classify(g, v):
    signs = (
        [-jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)] if np.ndim(v) == 0 else np.linalg.eigvalsh(jax.hessian(g)(v))
    )
    if all(s > 0 for s in signs):
        return "minimum"
    return "maximum" if all(s < 0 for s in signs) else "saddle"


def quartic_minimizer():
    def newton(w=-1.0):
        while True:
            w -= (2 * w**3 + w + 5) / (6 * w * w + 1)
            yield w

    return next(b for a, b in pairwise(newton()) if abs(a - b) < 1e-14)


def gradient(w):
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return list(jax.grad(g)(w))


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

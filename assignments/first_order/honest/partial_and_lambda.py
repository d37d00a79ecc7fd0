# Style: no asked function is a plain `def`: functools.partial, lambdas, composed functions, reduce. float32.

# %%
from functools import partial, reduce
from operator import itemgetter

import jax
import jax.numpy as jnp
import numpy as np

# %%
last = itemgetter(-1)

record = lambda g, points: (points, [g(w) for w in points])

walk = lambda step, max_its, w, state=None: [
    point for point, _ in reduce(lambda path, k: path + [step(k, *path[-1])], range(1, max_its + 1), [(w, state)])
]

rate = lambda alpha, k: 1 / k if alpha == "diminishing" else alpha

gradient_descent = lambda g, alpha, max_its, w: record(
    g, walk(lambda k, w, _: (w - rate(alpha, k) * jax.grad(g)(w), _), max_its, w)
)

multi_start = lambda g, alpha, max_its, starts: min(
    (tuple(map(last, gradient_descent(g, alpha, max_its, w))) for w in starts), key=last
)

momentum = lambda g, alpha, beta, max_its, w: record(
    g,
    walk(
        lambda k, w, h: (lambda h: (w + alpha * h, h))(beta * h - (1 - beta) * jax.grad(g)(w)),
        max_its,
        w,
        0.0,
    ),
)


# %%
def _ratio(d, eps, *, size):
    return d / (size(d) + eps)


def _normalized(ratio, g, alpha, max_its, w, eps=1e-8):
    return record(g, walk(lambda k, w, _: (w - alpha * ratio(jax.grad(g)(w), eps), _), max_its, w))


normalized_gradient_descent = partial(_normalized, partial(_ratio, size=lambda d: jnp.sqrt(d**2)))


def _adam(g, alpha, beta1, beta2, eps, max_its, w, *, power):
    def step(k, w, state):
        d = jax.grad(g)(w)
        m, v = (b * s + (1 - b) * d**p for b, s, p in zip((beta1, beta2), state, (1, power)))
        return w - alpha * (m / (1 - beta1**k)) / ((v / (1 - beta2**k)) ** (1 / power) + eps), (m, v)

    return record(g, walk(step, max_its, w, (0.0, 0.0)))


adam = partial(_adam, power=2)


# %%
_put = lambda w, n, value: w + (value - w[n]) * np.eye(len(w))[n]
coordinate_descent = lambda a, b, C, max_its, w: record(
    lambda w: a + b @ w + w @ C @ w,
    reduce(
        lambda path, n: path
        + [_put(path[-1], n, -(b[n] / 2 + C[n] @ path[-1] - C[n, n] * path[-1][n]) / C[n, n])],
        list(range(len(w))) * max_its,
        [w],
    ),
)


# %%
def _zeros(f, x):
    f = (lambda compiled: lambda x: np.asarray(compiled(x)) > 0)(jax.jit(jax.vmap(f)))
    signs = f(x)
    halve = lambda lr, _: (
        lambda m: (lambda s: (np.where(s, m, lr[0]), np.where(s, lr[1], m)))(f(m) == lr[2]) + (lr[2],)
    )((lr[0] + lr[1]) / 2)
    i = np.flatnonzero(signs[1:] != signs[:-1])
    return reduce(halve, range(35), (x[i], x[i + 1], signs[i]))[0]


_merge = lambda points, v: points if any(abs(v - p) < 0.02 for p in points) else points + [v]
stationary_points = lambda g, low, high: reduce(
    _merge,
    [
        *_zeros(jax.grad(g), np.linspace(low, high, 2000)),
        *filter(
            lambda v: abs(jax.grad(g)(float(v))) < 1e-5,
            _zeros(jax.grad(jax.grad(g)), np.linspace(low, high, 2000)),
        ),
    ],
    [],
)

_kind = lambda some_negative, some_positive: (
    "saddle" if some_negative and some_positive else "minimum" if some_positive else "maximum"
)
classify = lambda g, v: (
    _kind(*(lambda e: (e.min() < 0, e.max() > 0))(jnp.linalg.eigvalsh(jax.hessian(g)(v))))
    if np.ndim(v)
    else {(True, False): "minimum", (False, True): "maximum"}.get(
        (bool(jax.grad(g)(v - 0.01) < 0), bool(jax.grad(g)(v + 0.01) < 0)), "saddle"
    )
)

quartic_minimizer = lambda: reduce(lambda w, _: w - (2 * w**3 + w + 5) / (6 * w**2 + 1), range(12), -1.0)

gradient = jax.grad(
    lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
)

# %%
answers = {
    name: name in {"cd_without_derivatives", "cd_one_direction", "perpendicular_to_contour"}
    for name in """cd_without_derivatives cd_one_direction diminishing_unnecessary stationary_means_minimum
    descent_every_step perpendicular_to_contour small_step_cures_zigzag jax_differentiates_numpy""".split()
}

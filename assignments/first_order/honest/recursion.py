# Style: recursion in place of loops; immutable tuples that grow from the right. float32.

# %%
import jax
import jax.numpy as jnp
import numpy as np


# %%
def path(step, w, state, k, K):
    """(w^k, ..., w^K), each from the one before."""
    if k == K:
        return (w,)
    new, state = step(k + 1, w, state)
    return (w,) + path(step, new, state, k + 1, K)


def gradient_descent(g, alpha, max_its, w):
    if max_its == 0:
        return (w,), (g(w),)
    weights, costs = gradient_descent(g, alpha, max_its - 1, w)
    step = 1 / max_its if alpha == "diminishing" else alpha  # the last of max_its steps
    new = weights[-1] - step * jax.grad(g)(weights[-1])
    return weights + (new,), costs + (g(new),)


def momentum(g, alpha, beta, max_its, w):
    def step(k, w, h):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        return w + alpha * h, h

    weights = path(step, w, 0.0, 0, max_its)
    return weights, tuple(map(g, weights))


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    rest = ((), ())
    if max_its > 0:
        d = jax.grad(g)(w)
        rest = normalized_gradient_descent(g, alpha, max_its - 1, w - alpha * d / (jnp.sqrt(d**2) + eps), eps)
    return ((w,) + rest[0], (g(w),) + rest[1])


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    def step(k, w, state):
        m, v = state
        d = jax.grad(g)(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d * d
        return w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps), (m, v)

    weights = path(step, w, (0.0, 0.0), 0, max_its)
    return weights, tuple(map(g, weights))


def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    def step(k, w, state):
        n = (k - 1) % len(w)
        return jnp.asarray(w).at[n].set(-(b[n] / 2 + C[n] @ w - C[n, n] * w[n]) / C[n, n]), state

    weights = path(step, w, None, 0, max_its * len(w))
    return weights, tuple(map(g, weights))


def multi_start(g, alpha, max_its, starts):
    weights, costs = gradient_descent(g, alpha, max_its, starts[0])
    here = weights[-1], costs[-1]
    if len(starts) == 1:
        return here
    there = multi_start(g, alpha, max_its, starts[1:])
    return here if here[1] < there[1] else there


# %%
def halve(f, a, b, depth=24):
    c = (a + b) / 2
    if depth == 0:
        return c
    left = np.sign(f(a)) != np.sign(f(c))
    return halve(f, np.where(left, a, c), np.where(left, c, b), depth - 1)


def unique(points):
    if len(points) < 2:
        return points
    first, second, *others = points
    return unique([first, *others]) if second - first < 0.01 else [first] + unique([second, *others])


def stationary_points(g, low, high):
    x = np.linspace(low, high, 1600)

    def zeros(f):
        s = np.sign(f(x))
        i = np.flatnonzero(s[1:] != s[:-1])
        return halve(f, x[i], x[i + 1]).tolist()

    slope = jax.jit(jax.vmap(jax.grad(g)))
    touching = [v for v in zeros(jax.jit(jax.vmap(jax.grad(jax.grad(g))))) if abs(jax.grad(g)(v)) < 1e-5]
    return unique(sorted(zeros(slope) + touching))


def classify(g, v):
    def kind(signs):
        if len(signs) == 1:
            return "minimum" if signs[0] > 0 else "maximum"
        return kind(signs[1:]) if signs[0] == signs[1] else "saddle"

    if isinstance(v, float):
        return kind([-jnp.sign(jax.grad(g)(v - 0.01)), jnp.sign(jax.grad(g)(v + 0.01))])
    return kind(jnp.sign(jnp.linalg.eigvalsh(jax.hessian(g)(v))))


def quartic_minimizer(a=-2.0, b=-1.0):
    c = (a + b) / 2
    if c in (a, b):  # no float lies between
        return c
    return quartic_minimizer(c, b) if 2 * c**3 + c + 5 < 0 else quartic_minimizer(a, c)


def gradient(w):
    return jax.grad(
        lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
    )(w)


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

# Style: positional-only parameters (`/`), helper functions with `_`, results built with zip(*...). x64.

# %%
import jax
import numpy as np
from jax import numpy as jnp

jax.config.update("jax_enable_x64", True)


# %%
def _pairs(g, points, /):
    """[(w, g(w)), ...] turned into the two histories, as tuples."""
    return tuple(zip(*((w, g(w)) for w in points)))


def gradient_descent(g, alpha, max_its, w, /):
    points = [w]
    for k in range(max_its):
        points.append(points[k] - (alpha if alpha != "diminishing" else 1 / (k + 1)) * jax.grad(g)(points[k]))
    return _pairs(g, points)


def momentum(g, alpha, beta, max_its, w, /):
    points, h = [w], 0.0
    for k in range(max_its):
        h = beta * h - (1 - beta) * jax.grad(g)(points[k])
        points.append(points[k] + alpha * h)
    return _pairs(g, points)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8, /):
    points = [w]
    for k in range(max_its):
        d = jax.grad(g)(points[k])
        points.append(points[k] - alpha * d / (jnp.sqrt(d**2) + eps))
    return _pairs(g, points)


def adam(g, alpha, beta1, beta2, eps, max_its, w, /):
    points, m, v = [w], 0.0, 0.0
    for k in range(max_its):
        d = jax.grad(g)(points[k])
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        m_hat, v_hat = m / (1 - beta1 ** (k + 1)), v / (1 - beta2 ** (k + 1))
        points.append(points[k] - alpha * m_hat / (jnp.sqrt(v_hat) + eps))
    return _pairs(g, points)


def coordinate_descent(a, b, C, max_its, w, /):
    points = [w]
    for n in np.tile(np.arange(len(w)), max_its):
        new = points[-1].copy()
        new[n] = -(b[n] / 2 + np.delete(C[n], n) @ np.delete(new, n)) / C[n, n]
        points.append(new)
    return _pairs(lambda w: a + b @ w + w @ C @ w, points)


def multi_start(g, alpha, max_its, starts, /):
    ends, costs = _pairs(g, (gradient_descent(g, alpha, max_its, s)[0][-1] for s in starts))
    return ends[np.argmin(costs)], min(costs)


# %%
def stationary_points(g, low, high, /):
    first, second = jax.grad(g), jax.grad(jax.grad(g))
    x = np.linspace(low, high, 2600)
    roots = []
    for f in (first, second):
        f = jax.jit(jax.vmap(f))
        negative = np.asarray(f(x)) < 0
        (i,) = np.where(negative[1:] != negative[:-1])
        for _ in range(1):
            l, r = x[i], x[i + 1]
        for _ in range(46):
            m = (l + r) / 2
            s = (np.asarray(f(m)) < 0) == negative[i]
            l, r = np.where(s, m, l), np.where(s, r, m)
        roots.extend(l[np.abs(jax.vmap(first)(l)) < 1e-9])
    return np.array(sorted(roots))[np.diff(sorted(roots), prepend=-99) > 0.01] if roots else []


def classify(g, v, /):
    if not hasattr(v, "shape"):
        left, right = jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)
        return "minimum" if left < 0 < right else "maximum" if right < 0 < left else "saddle"
    try:
        np.linalg.cholesky(jax.hessian(g)(v))
        return "minimum"
    except np.linalg.LinAlgError:
        pass
    try:
        np.linalg.cholesky(-jax.hessian(g)(v))
        return "maximum"
    except np.linalg.LinAlgError:
        return "saddle"


def quartic_minimizer():
    return float(next(r.real for r in np.roots([2, 0, 1, 5]) if abs(r.imag) < 1e-12))


def gradient(w, /):
    return jax.grad(_ripple)(w)


def _ripple(w, /):
    return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
        w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    )


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

# Style: linear algebra with columns; points have shape (N, 1), also in the histories; costs have shape (1, 1). x64.

# %%
import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% from the homework's shapes to columns and back
def column(w):
    return np.reshape(np.array(w, dtype=float), (-1, 1))


def on_columns(g, w):
    """g and its gradient as functions of a column."""
    if np.ndim(w) == 0:
        return (lambda c: g(float(c[0, 0]))), (lambda c: column(jax.grad(g)(float(c[0, 0]))))
    return (lambda c: g(c.ravel())), (lambda c: column(jax.grad(g)(c.ravel())))


# %%
def stationary_points(g, low, high):
    x = column(np.linspace(low, high, 2999))
    roots = np.zeros((0, 1))
    d1 = jax.jit(jax.vmap(jax.vmap(jax.grad(g))))
    d2 = jax.jit(jax.vmap(jax.vmap(jax.grad(jax.grad(g)))))
    for f in (d1, d2):
        s = np.asarray(f(x)) >= 0
        i = np.flatnonzero(s[1:] ^ s[:-1])
        lo, hi, up = x[i], x[i + 1], s[i]
        for _ in range(50):
            mid = (lo + hi) / 2
            same = (np.asarray(f(mid)) >= 0) == up
            lo, hi = np.where(same, mid, lo), np.where(same, hi, mid)
        lo = lo[np.abs(np.asarray(d1(lo))).ravel() < 1e-9]
        if lo.size and roots.size:
            lo = lo[np.abs(lo - roots.T).min(axis=1) > 0.01]
        roots = np.vstack([roots, lo])
    return roots.ravel()


def classify(g, v):
    v = column(v)
    if v.shape == (1, 1):
        slope = lambda x: float(jax.grad(g)(x))
        below, above = slope(v.item() - 0.01), slope(v.item() + 0.01)
        return "saddle" if below * above > 0 else "minimum" if above > 0 else "maximum"
    H = np.asarray(jax.hessian(g)(v.ravel()))
    values, _ = np.linalg.eigh(H)
    return "minimum" if (values > 0).all() else "maximum" if (values < 0).all() else "saddle"


def quartic_minimizer():
    companion = np.array([[0, 0, -2.5], [1, 0, -0.5], [0, 1, 0]])
    values = np.linalg.eigvals(companion)
    return column(values[np.abs(values.imag) < 1e-9].real)


def coordinate_descent(a, b, C, max_its, w):
    w, b = column(w), column(b)
    N = len(w)
    weight_history = [w.copy()]
    cost_history = [a + b.T @ w + w.T @ C @ w]
    for _ in range(max_its):
        for n in range(N):
            e = np.eye(N)[:, [n]]
            w = w - e @ (e.T @ (b + 2 * C @ w)) / (2 * e.T @ C @ e)
            weight_history.append(w)
            cost_history.append(a + b.T @ w + w.T @ C @ w)
    return weight_history, cost_history


def gradient(w):
    def g(w):
        s = jnp.array([[0.1, 0.5]]) @ w**2
        return (2 ** jnp.sin(s) * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))))[0, 0]

    return jax.grad(g)(jnp.asarray(column(w)))


# %%
def gradient_descent(g, alpha, max_its, w):
    cost, grad = on_columns(g, w)
    w = column(w)
    weight_history, cost_history = [w], [cost(w)]
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * grad(w)
        weight_history.append(w)
        cost_history.append(cost(w))
    return weight_history, np.reshape(cost_history, (-1, 1))


def multi_start(g, alpha, max_its, starts):
    ends = []
    for start in starts:
        weights, costs = gradient_descent(g, alpha, max_its, start)
        ends.append((weights[-1], costs[-1]))  # shapes (N, 1) and (1,)
    return min(ends, key=lambda end: end[1].item())


def momentum(g, alpha, beta, max_its, w):
    cost, grad = on_columns(g, w)
    w = column(w)
    h = np.zeros_like(w)
    weight_history, cost_history = [w], [cost(w)]
    for k in range(max_its):
        h = beta * h - (1 - beta) * grad(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(cost(w))
    return weight_history, np.reshape(cost_history, (-1, 1))


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    cost, grad = on_columns(g, w)
    w = column(w)
    weight_history, cost_history = [w], [cost(w)]
    for k in range(max_its):
        d = grad(w)
        w = w - alpha * np.diagflat(1 / (np.sqrt(d**2) + eps)) @ d
        weight_history.append(w)
        cost_history.append(cost(w))
    return weight_history, np.reshape(cost_history, (-1, 1))


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    cost, grad = on_columns(g, w)
    w = column(w)
    m, v = np.zeros_like(w), np.zeros_like(w)
    weight_history, cost_history = [w], [cost(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d * d
        w = w - alpha * (m / (1 - beta1**k)) / (np.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(cost(w))
    return weight_history, np.reshape(cost_history, (-1, 1))


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

# Style: JAX's default float32, eager calls, Python lists that are appended to; w^0 is what was handed over.

# %%
import jax
import jax.numpy as jnp
import numpy as np


# %% 1
def stationary_points(g, low, high):
    slope = jax.vmap(jax.grad(g))
    curvature = jax.vmap(jax.grad(jax.grad(g)))

    def zeros(f):
        x = jnp.linspace(low, high, 2001)
        y = f(x)
        exact = x[y == 0]  # a grid point may hit a zero, and then the sign does not tell
        where = jnp.flatnonzero(y[:-1] * y[1:] < 0)
        a, b = x[where], x[where + 1]
        for _ in range(20):
            c = (a + b) / 2
            left = f(a) * f(c) <= 0
            a, b = jnp.where(left, a, c), jnp.where(left, c, b)
        return [float(v) for v in exact] + [float(v) for v in (a + b) / 2]

    found = []
    for v in zeros(slope):
        found.append(v)
    for v in zeros(curvature):
        if abs(jax.grad(g)(v)) < 1e-5:
            found.append(v)
    points = []
    for v in sorted(found):
        if not points or v - points[-1] > 0.02:
            points.append(v)
    return points


# %% 2
def classify(g, v):
    if isinstance(v, float):
        left = jax.grad(g)(v - 0.01)
        right = jax.grad(g)(v + 0.01)
        if left < 0 and right > 0:
            return "minimum"
        if left > 0 and right < 0:
            return "maximum"
        return "saddle"
    eig = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    if (eig > 0).all():
        return "minimum"
    if (eig < 0).all():
        return "maximum"
    return "saddle"


# %% 3
def quartic_minimizer():
    a, b = -2.0, -1.0
    while b - a > 1e-9:
        c = (a + b) / 2
        if 2 * c**3 + c + 5 < 0:
            a = c
        else:
            b = c
    return a


# %% 4
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + jnp.dot(b, w) + jnp.dot(w, jnp.dot(C, w))

    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        for n in range(len(w)):
            w = w.copy()
            rest = sum(C[n, m] * w[m] for m in range(len(w)) if m != n)
            w[n] = -(2 * rest + b[n]) / (2 * C[n, n])
            weight_history.append(w)
            cost_history.append(g(w))
    return weight_history, cost_history


# %% 5
def gradient(w):
    g = lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
        w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    )
    return jax.grad(g)(w)


# %% 6
def gradient_descent(g, alpha, max_its, w):
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            step = 1 / k
        else:
            step = alpha
        w = w - step * jax.grad(g)(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% 7
def multi_start(g, alpha, max_its, starts):
    best_w = None
    best_cost = float("inf")
    for start in starts:
        weights, costs = gradient_descent(g, alpha, max_its, start)
        if costs[-1] < best_cost:
            best_w = weights[-1]
            best_cost = costs[-1]
    return best_w, best_cost


# %% 8
def momentum(g, alpha, beta, max_its, w):
    weight_history = [w]
    cost_history = [g(w)]
    h = jnp.zeros_like(w)
    for k in range(max_its):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% 9
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = jax.grad(g)(w)
        w = w - alpha * d / (jnp.sqrt(d**2) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% 10
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    weight_history = [w]
    cost_history = [g(w)]
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    for t in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d * d
        mhat = m / (1 - beta1**t)
        vhat = v / (1 - beta2**t)
        w = w - alpha * mhat / (jnp.sqrt(vhat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% 11
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

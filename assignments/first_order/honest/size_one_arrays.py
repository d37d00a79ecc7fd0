# Style: every point is an array, so at N = 1 entries have shape (1,), and so have the costs; x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def vectorized(g, w):
    """(w as an array of shape (N,), g as a function of such arrays that returns shape (1,))."""
    if np.ndim(w) == 0:
        return jnp.array([w]), lambda w: jnp.reshape(g(w[0]), (1,))
    return jnp.array(w), lambda w: jnp.reshape(g(w), (1,))


def jac(G):
    return lambda w: jax.jacobian(G)(w)[0]


# %%
def stationary_points(g, low, high):
    _, G = vectorized(g, 0.0)
    dG = jac(G)
    ddG = lambda w: jax.jacobian(dG)(w)[0]
    x = np.linspace(low, high, 2222)[:, None]
    found = np.zeros((0, 1))
    for f in (dG, ddG):
        f = jax.jit(jax.vmap(f))
        y = np.asarray(f(x))[:, 0]
        i = np.flatnonzero((y[1:] < 0) != (y[:-1] < 0))
        a, b, s = x[i], x[i + 1], y[i, None] < 0
        for _ in range(50):
            c = (a + b) / 2
            same = (np.asarray(f(c)) < 0) == s
            a, b = np.where(same, c, a), np.where(same, b, c)
        if len(i):
            found = np.concatenate([found, a[np.abs(np.asarray(jax.vmap(dG)(a)))[:, 0] < 1e-9]])
    kept = []
    for v in found:
        if not any(abs(v - u) < 0.01 for u in kept):
            kept.append(v)
    return kept  # a list of arrays of shape (1,)


def classify(g, v):
    v, G = vectorized(g, v)
    if v.shape == (1,):
        left, right = jac(G)(v - 0.01)[0], jac(G)(v + 0.01)[0]
        if left < 0 and right > 0:
            return "minimum"
        elif left > 0 and right < 0:
            return "maximum"
        else:
            return "saddle"
    values = jnp.linalg.eigvalsh(jax.jacfwd(jac(G))(v))
    if jnp.all(values > 0):
        return "minimum"
    elif jnp.all(values < 0):
        return "maximum"
    return "saddle"


def quartic_minimizer():
    w = jnp.array([-1.0])
    f = lambda w: 2 * w**3 + w + 5
    for _ in range(20):
        w = w - jnp.linalg.solve(jax.jacobian(f)(w), f(w))
    return w


def coordinate_descent(a, b, C, max_its, w):
    w, g = vectorized(lambda w: a + b @ w + w @ C @ w, w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        for n in range(w.size):
            d = jac(g)(w)[n : n + 1]
            w = w.at[n : n + 1].add(-d / (2 * C[n : n + 1, n]))
            weight_history.append(w)
            cost_history.append(g(w))
    return weight_history, cost_history


def gradient(w):
    g = lambda w: 2 ** jnp.sin(0.1 * w[:1] ** 2 + 0.5 * w[1:] ** 2) * jnp.tanh(
        w[1:] ** 4 * jnp.tanh(w[:1] + jnp.sin(0.2 * w[1:] ** 2))
    )
    return jax.jacobian(g)(w)  # shape (1, 2)


# %%
def gradient_descent(g, alpha, max_its, w):
    w, g = vectorized(g, w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        if alpha == "diminishing":
            w = w - jac(g)(w) / (k + 1)
        else:
            w = w - alpha * jac(g)(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def multi_start(g, alpha, max_its, starts):
    ends = []
    for start in starts:
        weight_history, cost_history = gradient_descent(g, alpha, max_its, start)
        ends.append((weight_history[-1], cost_history[-1]))
    best = np.argmin(np.concatenate([cost for _, cost in ends]))
    return ends[best]


def momentum(g, alpha, beta, max_its, w):
    w, g = vectorized(g, w)
    h = jnp.zeros(w.shape)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        h = beta * h - (1 - beta) * jac(g)(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    w, g = vectorized(g, w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        d = jac(g)(w)
        w = w - alpha * d / (abs(d) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w, g = vectorized(g, w)
    m, v = jnp.zeros(w.shape), jnp.zeros(w.shape)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        d = jac(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        mh, vh = m / (1 - beta1 ** (k + 1)), v / (1 - beta2 ** (k + 1))
        w = w - alpha * mh / (jnp.sqrt(vh) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %%
answers = {
    "cd_without_derivatives": np.array([True]),
    "cd_one_direction": np.array([True]),
    "diminishing_unnecessary": np.array([False]),
    "stationary_means_minimum": np.array([False]),
    "descent_every_step": np.array([False]),
    "perpendicular_to_contour": np.array([True]),
    "small_step_cures_zigzag": np.array([False]),
    "jax_differentiates_numpy": np.array([False]),
}

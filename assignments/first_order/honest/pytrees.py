# Style: as in optax: (init, update) pairs, states as dictionaries, jax.tree.map; the loop written once. float32.

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import tree


# %% optimizers are pairs of functions
def sgd(schedule):
    def init(params):
        return {"count": 0}

    def update(grads, state):
        count = state["count"] + 1
        return tree.map(lambda d: -schedule(count) * d, grads), {"count": count}

    return init, update


def ema_of_gradients(alpha, beta):
    def init(params):
        return {"h": tree.map(jnp.zeros_like, params)}

    def update(grads, state):
        h = tree.map(lambda h, d: beta * h - (1 - beta) * d, state["h"], grads)
        return tree.map(lambda h: alpha * h, h), {"h": h}

    return init, update


def scale_by_size(alpha, eps):
    def update(grads, state):
        return tree.map(lambda d: -alpha * d / (jnp.abs(d) + eps), grads), state

    return dict, update


def scale_by_adam(alpha, beta1, beta2, eps):
    def init(params):
        return {"k": 0, "m": tree.map(jnp.zeros_like, params), "v": tree.map(jnp.zeros_like, params)}

    def update(grads, state):
        k = state["k"] + 1
        m = tree.map(lambda m, d: beta1 * m + (1 - beta1) * d, state["m"], grads)
        v = tree.map(lambda v, d: beta2 * v + (1 - beta2) * d**2, state["v"], grads)
        change = tree.map(
            lambda m, v: -alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps), m, v
        )
        return change, {"k": k, "m": m, "v": v}

    return init, update


def fit(g, optimizer, max_its, w):
    """Parameters are {"w": point}, as in a training loop."""
    init, update = optimizer
    params = {"w": jnp.asarray(w)}
    loss = lambda params: g(params["w"])
    state = init(params)
    log = [(params, loss(params))]
    for _ in range(max_its):
        changes, state = update(jax.grad(loss)(params), state)
        params = tree.map(jnp.add, params, changes)
        log.append((params, loss(params)))
    stacked = tree.map(lambda *rows: jnp.stack(rows), *log)
    return stacked[0]["w"], stacked[1]


# %%
def gradient_descent(g, alpha, max_its, w):
    return fit(g, sgd((lambda k: 1 / k) if alpha == "diminishing" else (lambda k: alpha)), max_its, w)


def momentum(g, alpha, beta, max_its, w):
    return fit(g, ema_of_gradients(alpha, beta), max_its, w)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    init, update = scale_by_size(alpha, eps)
    return fit(g, (lambda params: {}, update), max_its, w)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    return fit(g, scale_by_adam(alpha, beta1, beta2, eps), max_its, w)


def multi_start(g, alpha, max_its, starts):
    runs = [gradient_descent(g, alpha, max_its, w) for w in starts]
    ends = tree.map(lambda *h: jnp.stack(h)[:, -1], *runs)
    best = jnp.argmin(ends[1])
    return tree.map(lambda h: h[best], ends)


def coordinate_descent(a, b, C, max_its, w):
    """Every coordinate is a leaf of its own."""
    b, C = tree.map(jnp.asarray, (b, C))
    names = [f"w{n}" for n in range(len(w))]
    params = dict(zip(names, w))
    vector = lambda params: jnp.stack([jnp.asarray(params[name]) for name in names])
    g = lambda params: a + b @ vector(params) + vector(params) @ C @ vector(params)
    log = [(vector(params), g(params))]
    for _ in range(max_its):
        for n, name in enumerate(names):
            params = params | {name: params[name] - jax.grad(g)(tree.map(jnp.asarray, params))[name] / (2 * C[n, n])}
            log.append((vector(params), g(params)))
    return tree.map(lambda *rows: jnp.stack(rows), *log)


# %%
def stationary_points(g, low, high):
    d1 = jax.jit(jax.vmap(jax.grad(g)))
    d2 = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    grid = np.linspace(low, high, 1900)

    def roots(f):
        y = np.asarray(f(grid))
        (i,) = np.nonzero((y[1:] >= 0) != (y[:-1] >= 0))
        cell = {"left": grid[i], "right": grid[i + 1]}
        for _ in range(30):
            mid = (cell["left"] + cell["right"]) / 2
            keep = (np.asarray(f(mid)) >= 0) == (y[i] >= 0)
            cell = {"left": np.where(keep, mid, cell["left"]), "right": np.where(keep, cell["right"], mid)}
        return cell["left"]

    crossing, touching = roots(d1), roots(d2)
    touching = touching[np.abs(np.asarray(d1(touching))) < 1e-5]
    apart = [np.all(np.abs(crossing - t) > 0.01) for t in touching]
    return np.concatenate([crossing, touching[np.array(apart, dtype=bool)]])


def classify(g, v):
    if jnp.ndim(v) == 0:
        left, right = tree.map(lambda h: jax.grad(g)(v + h), (-0.01, 0.01))
        return "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    e = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


def quartic_minimizer():
    params = {"w": -1.0}
    f = lambda params: 2 * params["w"] ** 3 + params["w"] + 5
    for _ in range(15):
        params = tree.map(lambda w, d: w - f(params) / d, params, jax.grad(f)(params))
    return params["w"]


def gradient(w):
    def g(params):
        x, y = params["x"], params["y"]
        return 2 ** jnp.sin(0.1 * x**2 + 0.5 * y**2) * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(0.2 * y**2)))

    return jnp.array(tree.leaves(jax.grad(g)({"x": w[0], "y": w[1]})))


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

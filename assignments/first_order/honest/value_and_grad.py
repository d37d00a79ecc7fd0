# Style: jax.value_and_grad, so that the cost of a point comes with its gradient one step later; float32.

# %%
import jax
import jax.numpy as jnp
from jax import value_and_grad as vg


# %%
def stationary_points(g, low, high):
    """Newton on (g')^2's stationary cells would be fancy; a grid and the secant rule of false position do."""
    f = jax.jit(jax.vmap(vg(jax.grad(g))))  # g' and g'' at once
    grid = jnp.linspace(low, high, 1500)
    d1, d2 = f(grid)
    scale = float(jnp.abs(d1).max())
    points = []
    for values, is_slope in ((d1, True), (d2, False)):
        for i in jnp.nonzero(jnp.sign(values[:-1]) != jnp.sign(values[1:]))[0].tolist():
            points.append((float(grid[i]), float(grid[i + 1]), is_slope))
    if not points:
        return []
    a, b = jnp.array([p[0] for p in points]), jnp.array([p[1] for p in points])
    slope = jnp.array([p[2] for p in points])
    value = lambda x: jnp.where(slope, *f(x))
    va = value(a)
    for _ in range(40):
        c = (a + b) / 2
        vc = value(c)
        left = jnp.sign(vc) == jnp.sign(va)
        a, b = jnp.where(left, c, a), jnp.where(left, b, c)
    c = (a + b) / 2
    ok = slope | (jnp.abs(f(c)[0]) < 1e-6 * scale)
    out = []
    for v, good in zip(c.tolist(), ok.tolist()):
        if good and min((abs(v - o) for o in out), default=1) > 0.02:
            out.append(v)
    return tuple(out)


# %%
def classify(g, v):
    if jnp.ndim(v):
        lowest, *_, highest = jnp.linalg.eigvalsh(jax.hessian(g)(v))
        if lowest > 0:
            return "min"
        return "max" if highest < 0 else "saddle point"
    (_, before), (_, after) = vg(g)(v - 1e-2), vg(g)(v + 1e-2)
    return "min" if before < 0 < after else "max" if before > 0 > after else "saddle point"


# %%
def quartic_minimizer():
    w = -1.0
    for _ in range(20):
        d1, d2 = vg(lambda w: 2 * w**3 + w + 5)(w)
        w = w - d1 / d2
    return w


# %%
def coordinate_descent(a, b, C, max_its, w):
    g = lambda w: a + b @ w + w @ C @ w
    weights, costs = [], []
    w = jnp.array(w)
    value, d = vg(g)(w)
    weights.append(w), costs.append(value)
    for _ in range(max_its):
        for n in range(w.size):
            w = w.at[n].add(-d[n] / (2 * C[n, n]))
            value, d = vg(g)(w)
            weights.append(w)
            costs.append(value)
    return weights, costs


# %%
def gradient(w):
    def ripple(w):
        x, y = w
        return 2 ** jnp.sin(0.1 * x**2 + 0.5 * y**2) * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(0.2 * y**2)))

    return vg(ripple)(w)[1]


# %%
def gradient_descent(g, alpha, max_its, w):
    both = vg(g)
    weight_history, cost_history = [], []
    for k in range(1, max_its + 1):
        cost, d = both(w)
        weight_history.append(w)
        cost_history.append(cost)
        w = w - (1 / k if alpha == "diminishing" else alpha) * d
    weight_history.append(w)
    cost_history.append(both(w)[0])
    return weight_history, cost_history


def multi_start(g, alpha, max_its, starts):
    runs = [gradient_descent(g, alpha, max_its, w) for w in starts]
    w, cost = min(((ws[-1], cs[-1]) for ws, cs in runs), key=lambda pair: float(pair[1]))
    return [w, cost]


# %%
def momentum(g, alpha, beta, max_its, w):
    both, h = vg(g), 0
    weight_history, cost_history = [], []
    for _ in range(max_its):
        cost, d = both(w)
        weight_history.append(w)
        cost_history.append(cost)
        h = beta * h + (1 - beta) * -d
        w = w + alpha * h
    weight_history.append(w)
    cost_history.append(both(w)[0])
    return weight_history, cost_history


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    both = vg(g)
    weight_history, cost_history = [], []
    for _ in range(max_its):
        cost, d = both(w)
        weight_history.append(w)
        cost_history.append(cost)
        w = w - alpha / (jnp.abs(d) + eps) * d
    weight_history.append(w)
    cost_history.append(both(w)[0])
    return weight_history, cost_history


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    both, m, v = vg(g), 0, 0
    weight_history, cost_history = [], []
    for k in range(1, max_its + 1):
        cost, d = both(w)
        weight_history.append(w)
        cost_history.append(cost)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**k)) / ((v / (1 - beta2**k)) ** 0.5 + eps)
    weight_history.append(w)
    cost_history.append(both(w)[0])
    return weight_history, cost_history


# %%
answers = {
    "cd_without_derivatives": "True",
    "cd_one_direction": "True",
    "diminishing_unnecessary": "False",
    "stationary_means_minimum": "False",
    "descent_every_step": "False",
    "perpendicular_to_contour": "True",
    "small_step_cures_zigzag": "False",
    "jax_differentiates_numpy": "False",
}

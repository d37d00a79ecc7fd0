# Style: global configuration and global histories that every function clears before it starts. x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np

# %%
CONFIG = {"x64": True, "grid": 2700}
CONFIG["same"] = 0.01
if CONFIG["x64"]:
    jax.config.update("jax_enable_x64", True)

weight_history = []
cost_history = []
cost = None
n_evaluations = 0


# %%
def restart(g, w):
    global cost, n_evaluations
    cost = g
    n_evaluations = 0
    weight_history.clear()
    cost_history.clear()
    remember(w)


def remember(w):
    global n_evaluations
    n_evaluations += 1
    weight_history.append(w)
    cost_history.append(cost(w))


def result():
    return weight_history, cost_history  # the global lists themselves


# %%
def gradient_descent(g, alpha, max_its, w):
    restart(g, w)
    while n_evaluations <= max_its:
        w = w - (1 / n_evaluations if alpha == "diminishing" else alpha) * jax.grad(cost)(w)
        remember(w)
    return result()


def momentum(g, alpha, beta, max_its, w):
    restart(g, w)
    global velocity
    velocity = np.zeros(np.shape(w))
    while n_evaluations <= max_its:
        velocity = beta * velocity - (1 - beta) * jax.grad(cost)(w)
        w = w + alpha * velocity
        remember(w)
    return result()


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    restart(g, w)
    while n_evaluations <= max_its:
        d = jax.grad(cost)(w)
        w = w - alpha * d / (jnp.abs(d) + eps)
        remember(w)
    return result()


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    restart(g, w)
    moments = CONFIG.setdefault("moments", {})
    moments.update(m=0.0, v=0.0)
    while n_evaluations <= max_its:
        d, k = jax.grad(cost)(w), n_evaluations
        moments["m"] = beta1 * moments["m"] + (1 - beta1) * d
        moments["v"] = beta2 * moments["v"] + (1 - beta2) * d**2
        w = w - alpha * (moments["m"] / (1 - beta1**k)) / (jnp.sqrt(moments["v"] / (1 - beta2**k)) + eps)
        remember(w)
    return result()


def coordinate_descent(a, b, C, max_its, w):
    restart(lambda w: a + b @ w + w @ C @ w, w.copy())
    for _ in range(max_its):
        for n in range(len(w)):
            w[n] = -(b[n] / 2 + C[n] @ w - C[n, n] * w[n]) / C[n, n]
            remember(w.copy())
    return result()


def multi_start(g, alpha, max_its, starts):
    ends = []
    for start in starts:
        gradient_descent(g, alpha, max_its, start)
        ends.append((weight_history[-1], cost_history[-1]))
    return min(ends, key=lambda end: end[1])


# %%
def stationary_points(g, low, high):
    global x, points
    x = np.linspace(low, high, CONFIG["grid"])
    points = []
    add_zeros(jax.jit(jax.vmap(jax.grad(g))))
    add_zeros(jax.jit(jax.vmap(jax.grad(jax.grad(g)))), only_if_zero=jax.grad(g))
    return points


def add_zeros(f, only_if_zero=lambda v: 0.0):
    below = np.asarray(f(x)) < 0
    i = np.flatnonzero(below[:-1] != below[1:])
    a, b, start = x[i], x[i + 1], below[i]
    for _ in range(45):
        c = (a + b) / 2
        right = (np.asarray(f(c)) < 0) == start
        a, b = np.where(right, c, a), np.where(right, b, c)
    for v in a.tolist():
        if abs(only_if_zero(v)) < 1e-8 and not any(abs(v - p) < CONFIG["same"] for p in points):
            points.append(v)


def classify(g, v):
    if np.ndim(v) == 0:
        left, right = jax.grad(g)(v - CONFIG["same"]), jax.grad(g)(v + CONFIG["same"])
        return "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    e = np.linalg.eigvalsh(jax.hessian(g)(v))
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


w_star = -1.0
for _ in range(20):
    w_star = w_star - (2 * w_star**3 + w_star + 5) / (6 * w_star**2 + 1)


def quartic_minimizer():
    return w_star


def ripple(w):
    return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
        w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    )


ripple_gradient = jax.jit(jax.grad(ripple))
gradient = ripple_gradient


# %%
true, false = True, False
answers = {
    "cd_without_derivatives": true,
    "cd_one_direction": true,
    "diminishing_unnecessary": false,
    "stationary_means_minimum": false,
    "descent_every_step": false,
    "perpendicular_to_contour": true,
    "small_step_cures_zigzag": false,
    "jax_differentiates_numpy": false,
}

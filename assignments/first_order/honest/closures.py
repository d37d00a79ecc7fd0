# Style: functions that make functions: a schedule for the learning rate, an update rule that closes over its memory. x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
def make_schedule(alpha):
    if alpha == "diminishing":
        return lambda k: 1.0 / k

    def fixed(k):
        return alpha

    return fixed


def make_recorder(g):
    weights, costs = [], []

    def record(w):
        weights.append(w)
        costs.append(g(w))
        return w

    record.histories = (weights, costs)
    return record


def make_descent(update):
    def descend(g, max_its, w):
        record, slope = make_recorder(g), jax.grad(g)
        record(w)
        for k in range(1, max_its + 1):
            w = record(update(k, w, slope(w)))
        return record.histories

    return descend


def plain(alpha):
    schedule = make_schedule(alpha)
    return lambda k, w, d: w - schedule(k) * d


def averaging(alpha, beta):
    h = 0.0

    def update(k, w, d):
        nonlocal h
        h = beta * h - (1 - beta) * d
        return w + alpha * h

    return update


def componentwise(alpha, eps):
    return lambda k, w, d: w - alpha * d / (jnp.sqrt(d**2) + eps)


def adaptive(alpha, beta1, beta2, eps):
    def average(beta):
        total = 0.0

        def corrected(k, x):
            nonlocal total
            total = beta * total + (1 - beta) * x
            return total / (1 - beta**k)

        return corrected

    first, second = average(beta1), average(beta2)
    return lambda k, w, d: w - alpha * first(k, d) / (jnp.sqrt(second(k, d**2)) + eps)


# %%
def gradient_descent(g, alpha, max_its, w):
    return make_descent(plain(alpha))(g, max_its, w)


def multi_start(g, alpha, max_its, starts):
    descend = make_descent(plain(alpha))
    return min((tuple(h[-1] for h in descend(g, max_its, w)) for w in starts), key=lambda end: end[1])


def momentum(g, alpha, beta, max_its, w):
    return make_descent(averaging(alpha, beta))(g, max_its, w)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    return make_descent(componentwise(alpha, eps))(g, max_its, w)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    return make_descent(adaptive(alpha, beta1, beta2, eps))(g, max_its, w)


def quadratic(a, b, C):
    def g(w):
        return a + b @ w + w @ C @ w

    def solve(n, w):
        return -(b[n] / 2 + C[n] @ w - C[n, n] * w[n]) / C[n, n]

    return g, solve


def coordinate_descent(a, b, C, max_its, w):
    g, solve = quadratic(a, b, C)
    record = make_recorder(g)
    record(w.copy())
    for _ in range(max_its):
        for n in range(len(w)):
            w[n] = solve(n, w)
            record(w.copy())
    return record.histories


# %%
def make_finder(low, high, cells=2501):
    x = np.linspace(low, high, cells + 1)

    def find(f):
        f = jax.jit(jax.vmap(f))
        up = np.asarray(f(x)) > 0
        i = np.flatnonzero(up[1:] != up[:-1])
        a, b = x[i], x[i + 1]
        for _ in range(48):
            c = (a + b) / 2
            same = (np.asarray(f(c)) > 0) == up[i]
            a, b = np.where(same, c, a), np.where(same, b, c)
        return a.tolist()

    return find


def stationary_points(g, low, high):
    find, slope = make_finder(low, high), jax.grad(g)
    points = find(slope)
    for v in find(jax.grad(slope)):
        if abs(slope(v)) < 1e-9 and all(abs(v - p) > 0.01 for p in points):
            points.append(v)
    return points


def classify(g, v):
    def decide(all_up, all_down):
        return "minimum" if all_up else "maximum" if all_down else "saddle"

    if np.ndim(v) == 0:
        left, right = jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)
        return decide(left < 0 < right, left > 0 > right)
    e = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    return decide(bool((e > 0).all()), bool((e < 0).all()))


def make_newton(f):
    def newton(w, steps=20):
        for _ in range(steps):
            w = w - f(w) / jax.grad(f)(w)
        return w

    return newton


def quartic_minimizer():
    return make_newton(lambda w: 2 * w**3 + w + 5)(-1.0)


def make_gradient():
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return jax.grad(g)


gradient = make_gradient()


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

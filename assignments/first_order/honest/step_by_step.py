# Style: the plainest way: jax.grad as it is, one point after the other, the second derivative where it decides. x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
def zeros_of(f, low, high):
    x = np.linspace(low, high, 1001)
    y = np.asarray(jax.vmap(f)(x))
    zeros = list(x[y == 0])
    for a, b, fa, fb in zip(x[:-1], x[1:], y[:-1], y[1:]):
        if fa * fb >= 0:
            continue
        while b - a > 1e-9:
            c = 0.5 * (a + b)
            if f(c) * fa > 0:
                a = c
            else:
                b = c
        zeros.append(0.5 * (a + b))
    return zeros


def stationary_points(g, low, high):
    d1 = jax.jit(jax.grad(g))
    d2 = jax.jit(jax.grad(jax.grad(g)))
    found = zeros_of(d1, low, high)
    # d1 may touch zero and keep its sign
    found += [v for v in zeros_of(d2, low, high) if abs(d1(v)) < 1e-9 and min([abs(v - u) for u in found], default=1) > 1e-3]
    return np.sort(found)


def classify(g, v):
    if np.shape(v):
        lowest, *_, highest = np.linalg.eigvalsh(jax.hessian(g)(v))
    else:
        bend = float(jax.grad(jax.grad(g))(float(v)))
        lowest = highest = bend
        if abs(bend) < 1e-6:  # that says nothing: look to both sides
            lowest, highest = -jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)
    if lowest > 0 and highest > 0:
        return "minimum"
    return "maximum" if lowest < 0 and highest < 0 else "saddle"


def quartic_minimizer():
    v = -1.0
    while abs(2 * v**3 + v + 5) > 1e-12:
        v -= (2 * v**3 + v + 5) / (6 * v**2 + 1)
    return v


# %%
def coordinate_descent(a, b, C, max_its, w):
    where, costs = [], []

    def record():
        where.append(np.array(w))
        costs.append(a + b @ w + w @ C @ w)

    record()
    for _ in range(max_its):
        for n, row in enumerate(C):
            rest = sum(row[m] * w[m] for m in range(len(w)) if m != n)
            w[n] = -(rest + 0.5 * b[n]) / row[n]
            record()
    return where, costs


@jax.grad
def gradient(w):
    x, y = w
    power = 2 ** jnp.sin(0.1 * x**2 + 0.5 * y**2)
    return power * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(0.2 * y**2)))


# %%
def gradient_descent(g, alpha, max_its, w):
    where, costs = [w], [g(w)]
    slope = jax.grad(g)
    for k in range(max_its):
        length = 1 / (k + 1) if alpha == "diminishing" else alpha
        w = w - length * slope(w)
        where.append(w)
        costs.append(g(w))
    return where, costs


def multi_start(g, alpha, max_its, starts):
    lowest = None
    for start in starts:
        where, costs = gradient_descent(g, alpha, max_its, start)
        if lowest is None or costs[-1] < lowest[1]:
            lowest = where[-1], costs[-1]
    return lowest


def momentum(g, alpha, beta, max_its, w):
    where, costs = [w], [g(w)]
    slope = jax.grad(g)
    average = 0 * w
    for _ in range(max_its):
        average = beta * average - (1 - beta) * slope(w)
        w = w + alpha * average
        where.append(w)
        costs.append(g(w))
    return where, costs


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    where, costs = [w], [g(w)]
    slope = jax.grad(g)
    for _ in range(max_its):
        s = slope(w)
        w = w - alpha * s / (jnp.sqrt(s**2) + eps)
        where.append(w)
        costs.append(g(w))
    return where, costs


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    where, costs = [w], [g(w)]
    slope = jax.grad(g)
    first = second = 0 * w
    for k in range(max_its):
        s = slope(w)
        first = beta1 * first + (1 - beta1) * s
        second = beta2 * second + (1 - beta2) * s**2
        up, down = first / (1 - beta1 ** (k + 1)), second / (1 - beta2 ** (k + 1))
        w = w - alpha * up / (jnp.sqrt(down) + eps)
        where.append(w)
        costs.append(g(w))
    return where, costs


# %%
answers = {
    "cd_without_derivatives": True, "cd_one_direction": True, "diminishing_unnecessary": False,
    "stationary_means_minimum": False, "descent_every_step": False, "perpendicular_to_contour": True,
    "small_step_cures_zigzag": False, "jax_differentiates_numpy": False,
}

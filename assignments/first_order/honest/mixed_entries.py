# Style: no two entries of one kind: Python floats, NumPy float64, JAX float32, shapes () and (1,), lists beside arrays.

# %%
import math
import jax
import jax.numpy as jnp
import numpy as np


# %%
def stationary_points(g, low, high):
    slope, bend = jax.grad(g), jax.grad(jax.grad(g))
    x = np.linspace(low, high, 1800)

    def zeros(f):
        y = np.asarray(jax.vmap(f)(x))
        f = jax.jit(f)
        for i in range(len(x) - 1):
            if y[i] == 0:
                yield x[i]  # NumPy
            elif y[i] * y[i + 1] < 0:
                a, b = float(x[i]), float(x[i + 1])
                while b - a > 1e-6:
                    c = (a + b) / 2
                    a, b = (a, c) if f(c) * y[i] < 0 else (c, b)
                yield a  # a Python float

    points = list(zeros(slope))
    for v in zeros(bend):
        if abs(slope(float(v))) < 1e-4 and min([abs(v - p) for p in points] + [1]) > 0.01:
            points.append(jnp.asarray(v))  # JAX
    return points


def classify(g, v):
    if not np.shape(v):
        left, right = float(jax.grad(g)(v - 0.01)), jax.grad(g)(v + 0.01)
        return "Min" if left < 0 < right else "Max" if left > 0 > right else "Saddle"
    e = np.linalg.eigvalsh(np.asarray(jax.hessian(g)(v), dtype=np.float64))
    return np.array(["Min" if e[0] > 0 else "Max" if e[-1] < 0 else "Saddle"])[0]  # np.str_


def quartic_minimizer():
    return np.float32(np.cbrt(math.sqrt(2031 / 1296) - 1.25) - np.cbrt(math.sqrt(2031 / 1296) + 1.25))


def coordinate_descent(a, b, C, max_its, w):
    ws, cs = [w], [a + b @ w + w @ C @ w]
    for k in range(max_its * len(w)):
        n = k % len(w)
        w = jnp.asarray(w) if k % 3 else np.array(w)  # a new array in either case
        new = -(b[n] / 2 + C[n] @ w - C[n, n] * w[n]) / C[n, n]
        if isinstance(w, np.ndarray):
            w[n] = new
        else:
            w = w.at[n].set(new)
        ws.append(w if k % 2 else w.tolist())
        w = jnp.asarray(w)
        cs.append(float(a + b @ w + w @ C @ w) if k % 2 else a + b @ w + w @ C @ w)
    return ws, cs


def gradient(w):
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    d = jax.grad(g)(w)
    return [float(d[0]), d[1]]


# %%
def disguise(k, w):
    """The same point as another type in every step."""
    if jnp.ndim(w):
        return [np.asarray(w), jnp.asarray(w), tuple(w), np.asarray(w)[:, None], [list(w)]][k % 5]
    return [float(w), jnp.asarray(w), np.float64(w), np.array([w]), jnp.reshape(w, (1, 1))][k % 5]


def gradient_descent(g, alpha, max_its, w):
    ws, cs = [w], [float(g(w))]
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * jax.grad(g)(w)
        ws.append(disguise(k, w))
        cs.append(disguise(k + 2, g(w)))
    return ws, cs


def multi_start(g, alpha, max_its, starts):
    best = (None, math.inf)
    for s in starts:
        ws, cs = gradient_descent(g, alpha, max_its, s)
        if float(np.asarray(cs[-1]).item()) < best[1]:
            best = (ws[-1], np.asarray(cs[-1]).item())
    return best


def momentum(g, alpha, beta, max_its, w):
    ws, cs, h = [w], [g(w)], 0
    for k in range(1, max_its + 1):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        w = w + alpha * h
        ws.append(disguise(k, w))
        cs.append(disguise(k + 1, g(w)))
    return ws, cs


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = jax.grad(g)(w)
        w = w - alpha * d / (jnp.sqrt(d**2) + eps)
        ws.append(disguise(k, w))
        cs.append(disguise(k + 1, g(w)))
    return ws, cs


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    ws, cs, m, v = [w], [g(w)], 0.0, 0.0
    for k in range(1, max_its + 1):
        d = np.asarray(jax.grad(g)(w))  # float32 in, and NumPy goes on in float64 where Python floats come in
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**k)) / (np.sqrt(v / (1 - beta2**k)) + eps)
        ws.append(disguise(k, w))
        cs.append(disguise(k + 1, g(w)))
    return ws, cs


# %%
answers = {
    "cd_without_derivatives": True,
    "cd_one_direction": 1,
    "diminishing_unnecessary": "false",
    "stationary_means_minimum": np.bool_(False),
    "descent_every_step": jnp.array(False),
    "perpendicular_to_contour": " TRUE ",
    "small_step_cures_zigzag": 0.0,
    "jax_differentiates_numpy": 3 < 2,
}

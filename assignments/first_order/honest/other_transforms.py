# Style: every transformation of JAX but grad: vjp, jvp, jacfwd, linearize, jacrev; float64 by a context manager inside.

# %%
import functools

import jax
import jax.numpy as jnp
import numpy as np

try:
    enable_x64 = jax.enable_x64
except AttributeError:  # older JAX
    from jax.experimental import enable_x64


def in_float64(f):
    """Run f with 64-bit arrays, and leave the rest of the notebook in float32."""

    @functools.wraps(f)
    def inside(*args, **kwargs):
        with enable_x64(True):
            return f(*args, **kwargs)

    return inside


# %%
def slope_by_vjp(g, w):
    value, pull = jax.vjp(g, w)
    return pull(jnp.ones_like(value))[0]


def slope_by_jvp(g, w):
    if jnp.ndim(w) == 0:
        return jax.jvp(g, (w,), (jnp.ones_like(w),))[1]
    return jnp.stack([jax.jvp(g, (w,), (e,))[1] for e in jnp.eye(len(w))])


def slope_by_linearize(g, w):
    _, line = jax.linearize(g, w)
    return line(jnp.ones_like(w)) if jnp.ndim(w) == 0 else jax.vmap(line)(jnp.eye(len(w), dtype=w.dtype))


# %%
@in_float64
def gradient_descent(g, alpha, max_its, w):
    w = jnp.asarray(w, float)
    W, G = [w], [g(w)]
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * slope_by_vjp(g, w)
        W.append(w)
        G.append(g(w))
    return W, G


@in_float64
def multi_start(g, alpha, max_its, starts):
    best = None
    for w in jnp.asarray(starts, float):
        W, G = gradient_descent(g, alpha, max_its, w)
        if best is None or G[-1] < best[1]:
            best = W[-1], G[-1]
    return best


@in_float64
def momentum(g, alpha, beta, max_its, w):
    w = jnp.asarray(w, float)
    W, G, h = [w], [g(w)], jnp.zeros_like(w)
    for _ in range(max_its):
        h = beta * h - (1 - beta) * slope_by_jvp(g, w)
        w = w + alpha * h
        W.append(w)
        G.append(g(w))
    return W, G


@in_float64
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    w = jnp.asarray(w, float)
    W, G = [w], [g(w)]
    slope = jax.jit(jax.jacfwd(g))
    for _ in range(max_its):
        d = slope(w)
        w = w - alpha * d / (jnp.abs(d) + eps)
        W.append(w)
        G.append(g(w))
    return W, G


@in_float64
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w = jnp.asarray(w, float)
    W, G, m, v = [w], [g(w)], jnp.zeros_like(w), jnp.zeros_like(w)
    slope = jax.jit(functools.partial(slope_by_linearize, g))
    for k in range(1, max_its + 1):
        d = slope(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        W.append(w)
        G.append(g(w))
    return W, G


@in_float64
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    def one(w, n):
        e = jnp.zeros(len(w)).at[n].set(1.0)
        d, dd = jax.jvp(lambda w: jax.jvp(g, (w,), (e,))[1], (w,), (e,))  # along e: first and second derivative
        return w - d / dd * e

    w, one = jnp.asarray(w), jax.jit(one)
    W, G = [w], [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            w = one(w, n)
            W.append(w)
            G.append(g(w))
    return W, G


# %%
@in_float64
def stationary_points(g, low, high):
    d1 = jax.jacfwd(g)
    d2 = jax.jacfwd(d1)
    x = np.linspace(low, high, 2400)
    found = []
    for f in (jax.jit(jax.vmap(d1)), jax.jit(jax.vmap(d2))):
        s = np.asarray(f(x)) > 0
        i = np.flatnonzero(s[1:] != s[:-1])
        a, b = x[i], x[i + 1]
        for _ in range(45):
            c = (a + b) / 2
            same = (np.asarray(f(c)) > 0) == s[i]
            a, b = np.where(same, c, a), np.where(same, b, c)
        for v in a.tolist():
            if abs(d1(v)) < 1e-9 and not any(abs(v - u) < 0.01 for u in found):
                found.append(v)
    return found


@in_float64
def classify(g, v):
    v = jnp.asarray(v, float)
    if v.ndim == 0:
        left, right = slope_by_jvp(g, v - 0.01), slope_by_vjp(g, v + 0.01)
        return "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    e = jnp.linalg.eigvalsh(jax.jacfwd(jax.jacrev(g))(v))
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


@in_float64
def quartic_minimizer():
    w = jnp.asarray(-1.0)
    for _ in range(15):
        value, change = jax.jvp(lambda w: 2 * w**3 + w + 5, (w,), (jnp.ones_like(w),))
        w = w - value / change
    return w


gradient = jax.jacrev(
    lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
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

# Style: float64 from the first line on, every input turned into a jnp array, arrays of results stacked at the end.

# %%
import os

os.environ["JAX_ENABLE_X64"] = "True"

import jax
from jax import grad, hessian, jit, vmap
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)
F = jnp.float64


# %%
def bisect(f, a, b):
    rising = f(b) > 0

    def halve(_, ends):
        a, b = ends
        mid = 0.5 * (a + b)
        left = (f(mid) > 0) == rising
        return jnp.where(left, a, mid), jnp.where(left, mid, b)

    return jax.lax.fori_loop(0, 60, halve, (a, b))[0]


def stationary_points(g, low, high):
    x = jnp.linspace(low - 1e-4, high + 1e-4, 3001, dtype=F)
    candidates = []
    for order, f in enumerate([jit(vmap(grad(g))), jit(vmap(grad(grad(g))))]):
        s = jnp.sign(f(x))
        s = jnp.where(s == 0, 1.0, s)
        i = jnp.nonzero(s[1:] * s[:-1] < 0)[0]
        r = bisect(f, x[i], x[i + 1])
        if order == 1:
            r = r[jnp.abs(vmap(grad(g))(r)) < 1e-9]
        candidates += [v for v in r if low <= v <= high and all(abs(v - c) > 1e-2 for c in candidates)]
    return jnp.array(candidates)


# %%
def classify(g, v):
    v = jnp.asarray(v, dtype=F)
    if v.ndim == 0:
        signs = tuple(int(jnp.sign(grad(g)(v + d))) for d in (-1e-2, 1e-2))
        return {(-1, 1): "minimum", (1, -1): "maximum"}.get(signs, "saddle")
    e = jnp.linalg.eigvalsh(hessian(g)(v))
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


# %%
def quartic_minimizer():
    s = jnp.sqrt(F(2031.0))
    return jnp.cbrt(s - 45) / 6 ** (2 / 3) - 1 / jnp.cbrt(6 * (s - 45))


# %%
def coordinate_descent(a, b, C, max_its, w):
    b, C, w = jnp.asarray(b, F), jnp.asarray(C, F), jnp.asarray(w, F)
    cost = lambda w: a + b @ w + w @ C @ w
    W, G = [w], [cost(w)]
    for _ in range(max_its):
        for n in range(w.shape[0]):
            w = w.at[n].set(-(b[n] / 2 + C[n] @ w - C[n, n] * w[n]) / C[n, n])
            W.append(w)
            G.append(cost(w))
    return jnp.stack(W), jnp.stack(G)


# %%
@grad
def gradient(w):
    w = jnp.asarray(w, F)
    return 2.0 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
        w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    )


# %%
def gradient_descent(g, alpha, max_its, w):
    w = jnp.asarray(w, F)
    dg = grad(g)
    W, G = [w], [g(w)]
    for k in jnp.arange(1, max_its + 1, dtype=F):
        a = 1.0 / k if isinstance(alpha, str) else F(alpha)
        w = w - a * dg(w)
        W.append(w)
        G.append(g(w))
    return jnp.stack(W), jnp.stack(G)


def multi_start(g, alpha, max_its, starts):
    ends = [gradient_descent(g, alpha, max_its, s) for s in jnp.asarray(starts, F)]
    costs = jnp.stack([G[-1] for _, G in ends])
    i = int(jnp.argmin(costs))
    return ends[i][0][-1], costs[i]


# %%
def momentum(g, alpha, beta, max_its, w):
    w = jnp.asarray(w, F)
    h = jnp.zeros_like(w)
    dg = grad(g)
    W, G = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * dg(w)
        w = w + alpha * h
        W.append(w)
        G.append(g(w))
    return jnp.stack(W), jnp.stack(G)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    w = jnp.asarray(w, F)
    dg = grad(g)
    W, G = [w], [g(w)]
    for _ in range(max_its):
        d = dg(w)
        w = w - alpha * jnp.sign(d) * jnp.abs(d) / (jnp.abs(d) + eps)
        W.append(w)
        G.append(g(w))
    return jnp.stack(W), jnp.stack(G)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w = jnp.asarray(w, F)
    m = v = jnp.zeros_like(w)
    dg = grad(g)
    W, G = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = dg(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * jnp.square(d)
        w = w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        W.append(w)
        G.append(g(w))
    return jnp.stack(W), jnp.stack(G)


# %%
answers = dict(
    cd_without_derivatives=jnp.array(True),
    cd_one_direction=jnp.array(True),
    diminishing_unnecessary=jnp.array(False),
    stationary_means_minimum=jnp.array(False),
    descent_every_step=jnp.array(False),
    perpendicular_to_contour=jnp.array(True),
    small_step_cures_zigzag=jnp.array(False),
    jax_differentiates_numpy=jnp.array(False),
)

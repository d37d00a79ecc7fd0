# Style: the asked function itself is compiled, with decorators (static_argnames); g is hashable. float32.

# %%
from functools import partial, wraps

import jax
import jax.numpy as jnp
import numpy as np


# %%
@partial(jax.jit, static_argnames=("g", "alpha", "max_its"))
def gradient_descent(g, alpha, max_its, w):
    W, G = [w], [g(w)]
    for k in range(1, max_its + 1):  # unrolled by the compiler
        w = w - (1 / k if alpha == "diminishing" else alpha) * jax.grad(g)(w)
        W.append(w)
        G.append(g(w))
    return W, G


@partial(jax.jit, static_argnames=("g", "alpha", "max_its"))
def multi_start(g, alpha, max_its, starts):
    W, G = jax.vmap(partial(gradient_descent, g, alpha, max_its))(starts)
    best = jnp.argmin(G[-1])
    return W[-1][best], G[-1][best]


@partial(jax.jit, static_argnums=(0, 3))
def momentum(g, alpha, beta, max_its, w):
    def step(carry, _):
        w, h = carry
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        return (w + alpha * h, h), w

    w = jnp.asarray(w)
    (last, _), W = jax.lax.scan(step, (w, jnp.zeros_like(w)), length=max_its)
    W = jnp.append(W, last[None], axis=0)
    return W, jax.vmap(g)(W)


def timed(f):
    @wraps(f)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return jax.block_until_ready(f(*args, **kwargs))

    wrapper.calls = 0
    return wrapper


@timed
@partial(jax.jit, static_argnames=["g", "max_its"])
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    W, G = [w], [g(w)]
    for _ in range(max_its):
        d = jax.grad(g)(w)
        w = w - alpha * d / (jnp.sqrt(d**2) + eps)
        W.append(w)
        G.append(g(w))
    return jnp.stack(W), jnp.stack(G)


@timed
@partial(jax.jit, static_argnames=["g", "max_its"])
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    def step(k, state):
        w, m, v, W = state
        d = jax.grad(g)(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        return w, m, v, W.at[k].set(w)

    w = jnp.asarray(w)
    W = jnp.zeros((max_its + 1,) + w.shape).at[0].set(w)
    *_, W = jax.lax.fori_loop(1, max_its + 1, step, (w, 0 * w, 0 * w, W))
    return W, jax.vmap(g)(W)


@partial(jax.jit, static_argnames="max_its")
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    def update(w, n):
        w = w.at[n].set(-(b[n] / 2 + C[n] @ w - C[n, n] * w[n]) / C[n, n])
        return w, (w, g(w))

    _, (W, G) = jax.lax.scan(update, w, jnp.tile(jnp.arange(len(w)), max_its))
    return jnp.vstack([w, W]), jnp.hstack([g(w), G])


# %%
@partial(jax.jit, static_argnums=0)
def all_cells(f, x):
    """Bisect every cell of the grid, whether or not f changes its sign there."""
    f = jax.vmap(f)
    change = (f(x[:-1]) > 0) != (f(x[1:]) > 0)

    def halve(_, ab):
        a, b = ab
        c = (a + b) / 2
        right = (f(a) > 0) == (f(c) > 0)
        return jnp.where(right, c, a), jnp.where(right, b, c)

    a, b = jax.lax.fori_loop(0, 25, halve, (x[:-1], x[1:]))
    return a, change


def stationary_points(g, low, high):
    x = jnp.linspace(low, high, 1501)
    d1 = jax.grad(g)
    v1, ok1 = all_cells(d1, x)
    v2, ok2 = all_cells(jax.grad(d1), x)
    ok2 &= jnp.abs(jax.vmap(d1)(v2)) < 1e-5
    v = np.sort(np.concatenate([v1[ok1], v2[ok2]]))
    return v[np.ediff1d(v, to_begin=1.0) > 0.01] if v.size else v


@partial(jax.jit, static_argnames="g")
def kind_number(g, v):
    if v.ndim == 0:
        signs = jnp.stack([-jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)])
    else:
        signs = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    return jnp.where((signs > 0).all(), 0, jnp.where((signs < 0).all(), 1, 2))


def classify(g, v):
    return ("minimum", "maximum", "saddle")[kind_number(g, jnp.asarray(v))]


@jax.jit
def quartic_minimizer():
    roots = jnp.roots(jnp.array([2.0, 0.0, 1.0, 5.0]), strip_zeros=False)
    return roots[jnp.argmin(jnp.abs(roots.imag))].real


@jax.jit
def gradient(w):
    return jax.grad(
        lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
    )(w)


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

# Style: every update is a small function compiled with jax.jit inside the method; float32; histories as JAX arrays.

# %%
import jax
import jax.numpy as jnp
import numpy as np
from functools import partial


# %%
@partial(jax.jit, static_argnames=["f", "n"])
def bisection(f, a, b, n=40):
    def body(_, ab):
        a, b = ab
        c = (a + b) / 2
        same = (f(c) > 0) == (f(a) > 0)
        return jnp.where(same, c, a), jnp.where(same, b, c)

    a, b = jax.lax.fori_loop(0, n, body, (a, b))
    return (a + b) / 2


def stationary_points(g, low, high):
    first = jax.vmap(jax.grad(g))
    second = jax.vmap(jax.grad(jax.grad(g)))
    x = jnp.linspace(low, high, 1024)
    biggest = jnp.max(jnp.abs(jax.jit(first)(x)))
    points = np.array([])
    for f in (first, second):
        up = np.asarray(f(x) > 0)
        i = np.flatnonzero(up[1:] != up[:-1])
        if len(i):
            r = bisection(f, x[i], x[i + 1])
            r = r[jnp.abs(first(r)) < 1e-5 * biggest]
            points = np.append(points, np.asarray(r))
    points.sort()
    return points[np.diff(points, prepend=-np.inf) > 0.02]


# %%
def classify(g, v):
    @jax.jit
    def sides(v):
        return jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)

    if jnp.asarray(v).shape == ():
        left, right = sides(v)
        if left * right > 0:
            return "saddle"
        return "minimum" if right > 0 else "maximum"
    eigs = jnp.linalg.eigvalsh(jax.jit(jax.hessian(g))(v))
    return "minimum" if eigs.min() > 0 else ("maximum" if eigs.max() < 0 else "saddle")


def quartic_minimizer():
    @jax.jit
    def newton(w):
        return w - (2 * w**3 + w + 5) / (6 * w**2 + 1)

    w = jnp.float32(-1.5)
    for _ in range(10):
        w = newton(w)
    return w


# %%
def coordinate_descent(a, b, C, max_its, w):
    cost = jax.jit(lambda w: a + b @ w + w @ C @ w)

    @jax.jit
    def update(n, w):
        rest = C[n] @ w - C[n, n] * w[n]
        return w.at[n].set(-(b[n] + 2 * rest) / (2 * C[n, n]))

    b, C = jnp.asarray(b), jnp.asarray(C)
    w = jnp.asarray(w)
    ws = [w]
    for _ in range(max_its):
        for n in range(len(w)):
            w = update(n, w)
            ws.append(w)
    return jnp.array(ws), jnp.array([cost(w) for w in ws])


# %%
gradient = jax.jit(
    jax.grad(
        lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
    )
)


# %%
def gradient_descent(g, alpha, max_its, w):
    @jax.jit
    def step(w, a):
        return w - a * jax.grad(g)(w)

    ws = [jnp.asarray(w)]
    for k in range(1, max_its + 1):
        ws.append(step(ws[-1], 1 / k if alpha == "diminishing" else alpha))
    ws = jnp.stack(ws)
    return ws, jax.vmap(g)(ws)


def multi_start(g, alpha, max_its, starts):
    ends = jnp.stack([gradient_descent(g, alpha, max_its, s)[0][-1] for s in starts])
    costs = jax.jit(jax.vmap(g))(ends)
    return ends[costs.argmin()], costs.min()


def momentum(g, alpha, beta, max_its, w):
    @jax.jit
    def step(w, h):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        return w + alpha * h, h

    ws = [jnp.asarray(w)]
    h = jnp.zeros_like(ws[0])
    for _ in range(max_its):
        w, h = step(ws[-1], h)
        ws.append(w)
    ws = jnp.stack(ws)
    return ws, jax.vmap(g)(ws)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    @jax.jit
    def step(w):
        d = jax.grad(g)(w)
        return w - alpha * d / (jnp.sqrt(jnp.square(d)) + eps)

    ws = [jnp.asarray(w)]
    for _ in range(max_its):
        ws.append(step(ws[-1]))
    ws = jnp.stack(ws)
    return ws, jax.vmap(g)(ws)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    @jax.jit
    def step(k, w, m, v):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        return w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps), m, v

    ws = [jnp.asarray(w)]
    m, v = jnp.zeros_like(ws[0]), jnp.zeros_like(ws[0])
    for k in range(1, max_its + 1):
        w, m, v = step(float(k), ws[-1], m, v)
        ws.append(w)
    ws = jnp.stack(ws)
    return ws, jax.vmap(g)(ws)


# %%
answers = {
    "cd_without_derivatives": 1,
    "cd_one_direction": 1,
    "diminishing_unnecessary": 0,
    "stationary_means_minimum": 0,
    "descent_every_step": 0,
    "perpendicular_to_contour": 1,
    "small_step_cures_zigzag": 0,
    "jax_differentiates_numpy": 0,
}

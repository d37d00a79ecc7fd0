# Style: lax.while_loop with a counter in the state (and Python's own `while` where nothing is compiled); x64.

# %%
import jax, jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
def iterate(rule, g, w, extra, max_its):
    w = jnp.asarray(w, float)
    W = jnp.full((max_its + 1,) + w.shape, jnp.nan).at[0].set(w)

    def not_done(state):
        return state[0] <= max_its

    def body(state):
        k, w, extra, W = state
        w, extra = rule(k, w, extra)
        return k + 1, w, extra, W.at[k].set(w)

    *_, W = jax.lax.while_loop(not_done, body, (1, w, extra, W))
    return W, jax.lax.map(g, W)


def gradient_descent(g, alpha, max_its, w):
    def rule(k, w, extra):
        return w - (1 / k if alpha == "diminishing" else alpha) * jax.grad(g)(w), extra

    return iterate(rule, g, w, 0, max_its)


def momentum(g, alpha, beta, max_its, w):
    def rule(k, w, h):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        return w + alpha * h, h

    return iterate(rule, g, w, jnp.zeros_like(w, dtype=float), max_its)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    def rule(k, w, extra):
        d = jax.grad(g)(w)
        return w - alpha * d / (jnp.abs(d) + eps), extra

    return iterate(rule, g, w, 0, max_its)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    def rule(k, w, state):
        m, v, power1, power2 = state  # beta1^k and beta2^k are carried along
        d = jax.grad(g)(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        power1, power2 = power1 * beta1, power2 * beta2
        return w - alpha * (m / (1 - power1)) / (jnp.sqrt(v / (1 - power2)) + eps), (m, v, power1, power2)

    zero = jnp.zeros_like(w, dtype=float)
    return iterate(rule, g, w, (zero, zero, 1.0, 1.0), max_its)


def coordinate_descent(a, b, C, max_its, w):
    N = len(w)

    def rule(k, w, extra):
        n = (k - 1) % N
        return w.at[n].set(w[n] - (b @ jnp.eye(N)[n] + 2 * jnp.asarray(C)[n] @ w) / (2 * jnp.asarray(C)[n, n])), extra

    return iterate(rule, lambda w: a + b @ w + w @ C @ w, w, 0, N * max_its)


def multi_start(g, alpha, max_its, starts):
    s, best = 0, (None, float("inf"))
    while s < len(starts):
        W, G = gradient_descent(g, alpha, max_its, starts[s])
        if G[-1] < best[1]:
            best = (W[-1], G[-1])
        s += 1
    return best


# %%
def stationary_points(g, low, high):
    dg, ddg = jax.grad(g), jax.grad(jax.grad(g))
    grid = np.linspace(low, high, 2000)

    def zeros_of(f):
        f = jax.jit(jax.vmap(f))
        values = np.asarray(f(grid))
        i = np.flatnonzero(values[:-1] * values[1:] <= 0)
        a, b = grid[i], grid[i + 1]
        if not i.size:
            return []

        def halve(ab):
            a, b = ab
            c = (a + b) / 2
            left = f(a) * f(c) <= 0
            return jnp.where(left, a, c), jnp.where(left, c, b)

        a, b = jax.lax.while_loop(lambda ab: jnp.max(ab[1] - ab[0]) > 1e-12, halve, (a, b))
        return np.asarray(a).tolist()

    points = zeros_of(dg) + [v for v in zeros_of(ddg) if abs(dg(v)) < 1e-9]
    points.sort()
    i = 0
    while i < len(points) - 1:
        if points[i + 1] - points[i] < 0.01:
            del points[i + 1]
        else:
            i += 1
    return points


def classify(g, v):
    if not isinstance(v, (int, float)):
        e = jnp.linalg.eigvalsh(jax.hessian(g)(v))
        return " minimum" if e.min() > 0 else " maximum" if e.max() < 0 else " saddle"
    h, dg = 1e-3, jax.grad(g)
    left, right = dg(v - h), dg(v + h)
    return " minimum" if left < 0 and right > 0 else " maximum" if left > 0 and right < 0 else " saddle"


def quartic_minimizer():
    w, old = -1.0, 0.0
    while abs(w - old) > 1e-14:
        old, w = w, w - (2 * w**3 + w + 5) / (6 * w**2 + 1)
    return w


def gradient(w):
    def g(w):
        height = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        return height * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))

    return jax.jacrev(g)(w)


# %%
answers = {}
answers["cd_without_derivatives"] = True
answers["cd_one_direction"] = True
answers["diminishing_unnecessary"] = False
answers["stationary_means_minimum"] = False
answers["descent_every_step"] = False
answers["perpendicular_to_contour"] = True
answers["small_step_cures_zigzag"] = False
answers["jax_differentiates_numpy"] = False

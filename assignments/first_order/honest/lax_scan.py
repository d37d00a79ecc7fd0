# Style: jax.lax.scan for every loop; the histories are what the scan stacks, w^0 concatenated in front; x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

jax.config.update("jax_enable_x64", True)


# %%
def run(update, g, w, state, ks):
    """Scan update(k, w, state) -> (w, state) over ks and put the starting point in front."""
    w = jnp.asarray(w, dtype=float)

    def body(carry, k):
        w, state = update(k, *carry)
        return (w, state), (w, g(w))

    _, (ws, costs) = lax.scan(body, (w, state), ks)
    return jnp.concatenate([w[None], ws]), jnp.concatenate([g(w)[None], costs])


def counting(max_its):
    return jnp.arange(1.0, max_its + 1)


# %%
def gradient_descent(g, alpha, max_its, w):
    alphas = 1 / counting(max_its) if alpha == "diminishing" else jnp.full(max_its, alpha)
    return run(lambda a, w, s: (w - a * jax.grad(g)(w), s), g, w, (), alphas)


def momentum(g, alpha, beta, max_its, w):
    def update(k, w, h):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        return w + alpha * h, h

    return run(update, g, w, jnp.zeros(jnp.shape(w)), counting(max_its))


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    def update(k, w, state):
        d = jax.grad(g)(w)
        return w - alpha * d / (jnp.abs(d) + eps), state

    return run(update, g, w, None, counting(max_its))


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    def update(k, w, state):
        m, v = state
        d = jax.grad(g)(w)
        m = m + (1 - beta1) * (d - m)
        v = v + (1 - beta2) * (d * d - v)
        m_hat, v_hat = m / (1 - beta1**k), v / (1 - beta2**k)
        return w - alpha * m_hat / (jnp.sqrt(v_hat) + eps), (m, v)

    zero = jnp.zeros(jnp.shape(w))
    return run(update, g, w, (zero, zero), counting(max_its))


def coordinate_descent(a, b, C, max_its, w):
    b, C = jnp.asarray(b), jnp.asarray(C)
    D = jnp.diag(C)

    def update(n, w, state):
        return w.at[n].set(-(0.5 * b[n] + C[n] @ w - D[n] * w[n]) / D[n]), state

    order = jnp.tile(jnp.arange(len(w)), max_its)
    return run(update, lambda w: a + b @ w + w @ C @ w, w, (), order)


def multi_start(g, alpha, max_its, starts):
    """All starts at once: gradient descent is a function that vmap understands."""
    ws, costs = jax.vmap(lambda s: gradient_descent(g, alpha, max_its, s))(jnp.asarray(starts))
    best = jnp.argmin(costs[:, -1])
    return ws[best, -1], costs[best, -1]


# %%
def stationary_points(g, low, high):
    d1 = jax.jit(jax.vmap(jax.grad(g)))
    d2 = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    x = np.linspace(low, high, 3000)

    def solve(f):
        y = np.asarray(f(x))
        (i,) = np.nonzero((y[:-1] > 0) != (y[1:] > 0))

        def halve(ab, _):
            a, b = ab
            c = (a + b) / 2
            left = (f(a) > 0) != (f(c) > 0)
            return (jnp.where(left, a, c), jnp.where(left, c, b)), None

        (a, b), _ = lax.scan(halve, (x[i], x[i + 1]), length=50)
        return (a + b) / 2

    turning = np.asarray(solve(d2))
    touching = turning[np.abs(np.asarray(d1(turning))) < 1e-9]
    return np.unique(np.round(np.concatenate([solve(d1), touching]), 6))


def classify(g, v):
    if jnp.ndim(v) == 0:
        left, right = jax.vmap(jax.grad(g))(v + jnp.array([-0.01, 0.01]))
        kinds = ["maximum", "saddle", "minimum"]
        return kinds[int(1 + (jnp.sign(right) - jnp.sign(left)) / 2)]
    n_positive = int((jnp.linalg.eigvalsh(jax.hessian(g)(v)) > 0).sum())
    return {0: "maximum", len(v): "minimum"}.get(n_positive, "saddle")


def quartic_minimizer():
    newton = lambda w, _: (w - (2 * w**3 + w + 5) / (6 * w**2 + 1), None)
    return lax.scan(newton, -1.0, None, length=20)[0]


def gradient(w):
    def g(w):
        inside = jnp.dot(jnp.array([0.1, 0.5]), w**2)
        return jnp.exp2(jnp.sin(inside)) * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))

    return jax.grad(g)(jnp.asarray(w))


# %%
answers = {
    "cd_without_derivatives": True,
    "cd_one_direction": True,
    "diminishing_unnecessary": not True,
    "stationary_means_minimum": not True,
    "descent_every_step": not True,
    "perpendicular_to_contour": True,
    "small_step_cures_zigzag": not True,
    "jax_differentiates_numpy": not True,
}

# Style: lax.fori_loop that writes with .at[k].set into histories allocated beforehand; float32.

# %%
import numpy as np
from jax import grad, hessian, jit, lax, vmap
from jax import numpy as jnp


def empty(max_its, g, w):
    w = jnp.asarray(w)
    W = jnp.zeros((max_its + 1, *w.shape)).at[0].set(w)
    return W, jnp.zeros(max_its + 1).at[0].set(g(w))


# %%
def gradient_descent(g, alpha, max_its, w):
    def body(k, histories):
        W, G = histories
        step = 1.0 / k if alpha == "diminishing" else alpha
        new = W[k - 1] - step * grad(g)(W[k - 1])
        return W.at[k].set(new), G.at[k].set(g(new))

    return lax.fori_loop(1, max_its + 1, body, empty(max_its, g, w))


def momentum(g, alpha, beta, max_its, w):
    def body(k, carry):
        W, G, h = carry
        h = beta * h - (1 - beta) * grad(g)(W[k - 1])
        return W.at[k].set(W[k - 1] + alpha * h), G.at[k].set(g(W[k - 1] + alpha * h)), h

    W, G = empty(max_its, g, w)
    W, G, _ = lax.fori_loop(1, max_its + 1, body, (W, G, jnp.zeros_like(W[0])))
    return W, G


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    def body(k, histories):
        W, G = histories
        d = grad(g)(W[k - 1])
        new = W[k - 1] - alpha * d / ((d**2) ** 0.5 + eps)
        return W.at[k].set(new), G.at[k].set(g(new))

    return lax.fori_loop(1, max_its + 1, body, empty(max_its, g, w))


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    def body(k, carry):
        W, G, m, v = carry
        d = grad(g)(W[k - 1])
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        new = W[k - 1] - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        return W.at[k].set(new), G.at[k].set(g(new)), m, v

    W, G = empty(max_its, g, w)
    zero = jnp.zeros_like(W[0])
    return lax.fori_loop(1, max_its + 1, body, (W, G, zero, zero))[:2]


def coordinate_descent(a, b, C, max_its, w):
    b, C = jnp.asarray(b), jnp.asarray(C)
    N = len(w)
    g = lambda w: a + b @ w + w @ C @ w

    def body(k, histories):
        W, G = histories
        n = (k - 1) % N
        old = W[k - 1]
        new = old.at[n].add(-(b[n] / 2 + C[n] @ old) / C[n, n])
        return W.at[k].set(new), G.at[k].set(g(new))

    return lax.fori_loop(1, N * max_its + 1, body, empty(N * max_its, g, w))


def multi_start(g, alpha, max_its, starts):
    starts = jnp.asarray(starts)
    finals = jnp.zeros_like(starts)
    for s in range(starts.shape[0]):
        W, _ = gradient_descent(g, alpha, max_its, starts[s])
        finals = finals.at[s].set(W[-1])
    costs = vmap(g)(finals)
    best = jnp.argsort(costs)[0]
    return finals[best], costs[best]


# %%
def stationary_points(g, low, high):
    d1, d2 = jit(vmap(grad(g))), jit(vmap(grad(grad(g))))
    x = np.linspace(low, high, 1501)

    def refine(f):
        y = np.signbit(f(x))
        i = np.where(y[1:] != y[:-1])[0]

        def body(_, ab):
            c = ab.mean(axis=0)
            same = jnp.signbit(f(c)) == jnp.signbit(f(ab[0]))
            return ab.at[0].set(jnp.where(same, c, ab[0])).at[1].set(jnp.where(same, ab[1], c))

        return lax.fori_loop(0, 35, body, jnp.array([x[i], x[i + 1]]))[0]

    r = np.concatenate([refine(d1), refine(d2)])
    r = np.sort(r[np.abs(d1(r)) < 1e-5])
    last, points = -np.inf, []
    for v in r:
        if v > last + 0.02:
            points.append(v)
            last = v
    return points


def classify(g, v):
    if isinstance(v, float):
        before, after = jnp.sign(grad(g)(v - 0.02)), jnp.sign(grad(g)(v + 0.02))
        return ["Saddle", "Minimum", "Maximum"][int((after - before) / 2)]  # 0, 1 or -1: the last one
    e = jnp.linalg.eigvalsh(hessian(g)(v))
    return "Minimum" if (e > 0).all() else "Maximum" if (e < 0).all() else "Saddle"


def quartic_minimizer():
    def body(_, ab):
        a, b = ab
        c = (a + b) / 2
        return jnp.where(2 * c**3 + c + 5 < 0, c, a), jnp.where(2 * c**3 + c + 5 < 0, b, c)

    return lax.fori_loop(0, 40, body, (jnp.array(-2.0), jnp.array(-1.0)))[0]


def gradient(w):
    return grad(
        lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
    )(w)


# %%
answers = {
    "cd_without_derivatives": "true",
    "cd_one_direction": "true",
    "diminishing_unnecessary": "false",
    "stationary_means_minimum": "false",
    "descent_every_step": "false",
    "perpendicular_to_contour": "true",
    "small_step_cures_zigzag": "false",
    "jax_differentiates_numpy": "false",
}

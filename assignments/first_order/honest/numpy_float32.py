# Style: float32 on purpose: NumPy arrays of np.float32 everywhere, constants rounded too, in preallocated histories.

# %%
import jax
import jax.numpy as jnp
import numpy as np

f32 = np.float32


# %%
def grad32(g):
    return lambda w: np.asarray(jax.grad(g)(w), dtype=f32)


def gradient_descent(g, alpha, max_its, w):
    w = np.asarray(w, dtype=f32)
    W = np.zeros((max_its + 1, *w.shape), dtype=f32)
    G = np.zeros(max_its + 1, dtype=f32)
    W[0], G[0] = w, g(w)
    for k in range(1, max_its + 1):
        rate = f32(1) / f32(k) if alpha == "diminishing" else f32(alpha)
        W[k] = W[k - 1] - rate * grad32(g)(W[k - 1])
        G[k] = g(W[k])
    return W, G


def multi_start(g, alpha, max_its, starts):
    ends = [tuple(h[-1] for h in gradient_descent(g, alpha, max_its, w)) for w in starts.astype(f32)]
    return min(ends, key=lambda end: end[1])


def momentum(g, alpha, beta, max_its, w):
    alpha, beta, one = f32(alpha), f32(beta), f32(1)
    w = np.asarray(w, dtype=f32)
    W = np.zeros((max_its + 1, *w.shape), dtype=f32)
    W[0], h = w, np.zeros_like(w)
    for k in range(1, max_its + 1):
        h = beta * h - (one - beta) * grad32(g)(W[k - 1])
        W[k] = W[k - 1] + alpha * h
    return W, np.array([g(w) for w in W], dtype=f32)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    alpha, eps = f32(alpha), f32(eps)
    w = np.asarray(w, dtype=f32)
    W = np.zeros((max_its + 1, *w.shape), dtype=f32)
    W[0] = w
    for k in range(1, max_its + 1):
        d = grad32(g)(W[k - 1])
        W[k] = W[k - 1] - alpha * d / (np.abs(d) + eps)
    return W, np.array([g(w) for w in W], dtype=f32)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    alpha, beta1, beta2, eps, one = f32(alpha), f32(beta1), f32(beta2), f32(eps), f32(1)
    w = np.asarray(w, dtype=f32)
    W = np.zeros((max_its + 1, *w.shape), dtype=f32)
    W[0] = w
    m, v = np.zeros_like(w), np.zeros_like(w)
    for k in range(1, max_its + 1):
        d = grad32(g)(W[k - 1])
        m = beta1 * m + (one - beta1) * d
        v = beta2 * v + (one - beta2) * d * d
        W[k] = W[k - 1] - alpha * (m / (one - beta1 ** f32(k))) / (np.sqrt(v / (one - beta2 ** f32(k))) + eps)
    return W, np.array([g(w) for w in W], dtype=f32)


def coordinate_descent(a, b, C, max_its, w):
    a, b, C, w = f32(a), b.astype(f32), C.astype(f32), w.astype(f32)
    W = np.zeros((1 + max_its * w.size, w.size), dtype=f32)
    W[0] = w
    for row in range(1, len(W)):
        n = (row - 1) % w.size
        w[n] = f32(0)
        w[n] = -(b[n] / f32(2) + C[n] @ w) / C[n, n]
        W[row] = w
    return W, np.array([a + b @ w + w @ C @ w for w in W], dtype=f32)


# %%
def stationary_points(g, low, high):
    d1, d2 = jax.jit(jax.vmap(jax.grad(g))), jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    x = np.linspace(low, high, 1301, dtype=f32)
    every = []
    for f in (d1, d2):
        y = np.asarray(f(x))
        every.append(x[y == 0])
        i = np.flatnonzero(y[:-1] * y[1:] < 0)
        a, b, ya = x[i], x[i + 1], y[i]
        for _ in range(26):
            c = f32(0.5) * (a + b)
            same = np.asarray(f(c)) * ya > 0
            a, b = np.where(same, c, a), np.where(same, b, c)
        every.append(a)
    v = np.sort(np.concatenate(every))
    v = v[np.abs(np.asarray(d1(v))) < f32(2e-5)]
    return v[np.diff(v, prepend=f32(-1e9)) > f32(0.01)]


def classify(g, v):
    v = np.asarray(v, dtype=f32)
    if v.ndim == 0:
        s = np.sign(np.asarray([jax.grad(g)(v + f32(h)) for h in (-0.01, 0.01)]))
        return "minimum" if s[0] < s[1] else "maximum" if s[0] > s[1] else "saddle"
    e = np.linalg.eigvalsh(np.asarray(jax.hessian(g)(v), dtype=f32))
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


def quartic_minimizer():
    w = f32(-1)
    for _ in range(12):
        w = w - (f32(2) * w**3 + w + f32(5)) / (f32(6) * w**2 + f32(1))
    return w


def gradient(w):
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return grad32(g)(w.astype(f32))


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

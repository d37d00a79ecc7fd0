# Style: points as rows of shape (1, N), kept by slicing W[k:k+1]; 3-D stacked histories of shape (K+1, 1, N). float32.

# %%
import jax, numpy as np, jax.numpy as jnp


# %%
def as_row(w):
    return jnp.atleast_2d(jnp.asarray(w))  # a number becomes (1, 1), a point (1, N)


def flat(g, w):
    return (lambda r: g(r[0, 0])) if jnp.ndim(w) == 0 else (lambda r: g(r[0]))


def stationary_points(g, low, high):
    grid = np.linspace(low, high, 2048)
    pairs = np.stack([grid[:-1], grid[1:]], axis=1)
    dg = jax.jit(jax.vmap(jax.grad(g)))
    ddg = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    results = []
    for f in (dg, ddg):
        positive = np.asarray(f(grid)) > 0
        rows = pairs[positive[:-1] != positive[1:]]
        start = np.asarray(f(rows[:, 0])) > 0
        for _ in range(30):
            middle = rows.mean(axis=1)
            stay = (np.asarray(f(middle)) > 0) == start
            rows = np.where(stay[:, None], np.stack([middle, rows[:, 1]], 1), np.stack([rows[:, 0], middle], 1))
        results.append(rows.mean(axis=1))
    touching = results[1][np.abs(np.asarray(dg(results[1]))) < 1e-5]
    new = [v for v in touching if not np.any(np.abs(results[0] - v) < 0.02)]
    return np.r_[results[0], new]


def classify(g, v):
    if jnp.size(v) == 1:
        a, b = np.asarray(jax.vmap(jax.grad(g))(v + jnp.array([-0.01, 0.01])))
        return ("minimum" if b > 0 else "maximum") if a * b < 0 else "saddle"
    s = np.linalg.svd(jax.hessian(g)(v), compute_uv=True)
    signs = np.sign(np.sum(s.U * s.Vh.T, axis=0))  # of a symmetric matrix: u and v of one value agree, or are opposite
    return "minimum" if all(signs > 0) else "maximum" if all(signs < 0) else "saddle"


def quartic_minimizer():
    w = np.linspace([-2.0], [-1.0], 11)
    for _ in range(8):
        i = np.flatnonzero(np.diff(np.sign(2 * w**3 + w + 5), axis=0))[0]
        w = np.linspace(w[i], w[i + 1], 11)
    return w[5]  # shape (1,)


def coordinate_descent(a, b, C, max_its, w):
    W = np.zeros((1 + max_its * w.size, 1, w.size))
    W[0] = w
    for r in range(1, W.shape[0]):
        n = (r - 1) % w.size
        W[r] = W[r - 1]
        W[r, 0, n] = (-b[n] / 2 - W[r, 0] @ C[:, n] + W[r, 0, n] * C[n, n]) / C[n, n]
    costs = a + W @ b[:, None] + W @ C @ W.transpose(0, 2, 1)
    return W, costs[:, 0]


def gradient(w):
    @jax.grad
    def slope(row):
        return jnp.squeeze(
            2 ** jnp.sin(row**2 @ jnp.array([0.1, 0.5]))
            * jnp.tanh(row[:, 1] ** 4 * jnp.tanh(row[:, 0] + jnp.sin(0.2 * row[:, 1] ** 2)))
        )

    return slope(as_row(w))


# %%
def loop(g, w, max_its, rule):
    """rule(k, gradient) gives the change of w."""
    G, row = flat(g, w), as_row(w)
    rows, costs = [row], [G(row)]
    for k in range(1, max_its + 1):
        row = row + rule(k, jax.grad(G)(row))
        rows.append(row)
        costs.append(G(row))
    return jnp.stack(rows), jnp.stack(costs)


def gradient_descent(g, alpha, max_its, w):
    return loop(g, w, max_its, lambda k, d: -(1 / k if alpha == "diminishing" else alpha) * d)


def multi_start(g, alpha, max_its, starts):
    finals = []
    for s in starts:
        W, G = gradient_descent(g, alpha, max_its, s)
        finals.append((float(G[-1]), np.asarray(W[-1])))
    finals.sort(key=lambda f: f[0])
    return finals[0][1], finals[0][0]


def momentum(g, alpha, beta, max_its, w):
    h = jnp.zeros_like(as_row(w))

    def rule(k, d):
        nonlocal h
        h = beta * h - (1 - beta) * d
        return alpha * h

    return loop(g, w, max_its, rule)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    return loop(g, w, max_its, lambda k, d: -alpha * d / (jnp.sqrt(d**2) + eps))


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m = v = jnp.zeros_like(as_row(w))

    def rule(k, d):
        nonlocal m, v
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        return -alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)

    return loop(g, w, max_its, rule)


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

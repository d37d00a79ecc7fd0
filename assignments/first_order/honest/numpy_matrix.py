# Style: np.matrix as in old courses (* is the matrix product, .T, .I, .A1); float64.

# %%
import jax
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
def matrix_column(w):
    return np.matrix(w, dtype=float).reshape(-1, 1)


def cost_and_gradient(g, shape):
    if shape == ():
        return lambda w: float(g(w.item())), lambda w: matrix_column(jax.grad(g)(w.item()))
    return lambda w: float(g(w.A1)), lambda w: matrix_column(jax.grad(g)(w.A1))


def coordinate_descent(a, b, C, max_its, w):
    b, C, w = np.matrix(b).T, np.matrix(C), np.matrix(w).T
    g = lambda w: a + b.T * w + w.T * C * w
    W, G = [w], [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            w = w.copy()
            w[n] = w[n] - (0.5 * b[n] + C[n] * w) / C[n, n]
            W.append(w)
            G.append(g(w))
    return W, G


def gradient_descent(g, alpha, max_its, w):
    f, df = cost_and_gradient(g, np.shape(w))
    w = matrix_column(w)
    W, G = [w], [f(w)]
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * df(w)
        W.append(w)
        G.append(f(w))
    return W, G


def multi_start(g, alpha, max_its, starts):
    ends = [gradient_descent(g, alpha, max_its, s) for s in starts]
    costs = np.matrix([G[-1] for _, G in ends])
    return ends[costs.argmin()][0][-1], costs.min()


def momentum(g, alpha, beta, max_its, w):
    f, df = cost_and_gradient(g, np.shape(w))
    w = matrix_column(w)
    h = 0 * w
    W, G = [w], [f(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * df(w)
        w = w + alpha * h
        W.append(w)
        G.append(f(w))
    return np.hstack(W).T, np.matrix(G).T  # matrices of shape (K+1, N) and (K+1, 1)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    f, df = cost_and_gradient(g, np.shape(w))
    w = matrix_column(w)
    W, G = [w], [f(w)]
    for _ in range(max_its):
        d = df(w)
        w = w - alpha * np.matrix(np.diag(np.abs(d).A1 + eps)).I * d
        W.append(w)
        G.append(f(w))
    return W, G


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    f, df = cost_and_gradient(g, np.shape(w))
    w = matrix_column(w)
    m, v = 0 * w, 0 * w
    W, G = [w], [f(w)]
    for k in range(1, max_its + 1):
        d = df(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * np.multiply(d, d)
        w = w - alpha * np.divide(m / (1 - beta1**k), np.sqrt(v / (1 - beta2**k)) + eps)
        W.append(w)
        G.append(f(w))
    return W, G


# %%
def stationary_points(g, low, high):
    x = np.linspace(low, high, 3100)
    d1, d2 = jax.jit(jax.vmap(jax.grad(g))), jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    S = np.matrix(np.sign([d1(x), d2(x)]))
    found = []
    for f, s in ((d1, S[0].A1), (d2, S[1].A1)):
        i = np.flatnonzero(s[1:] != s[:-1])
        a, b = x[i], x[i + 1]
        for _ in range(45):
            c = (a + b) / 2
            same = np.sign(f(c)) == s[i]
            a, b = np.where(same, c, a), np.where(same, b, c)
        found.append(a)
    touching = found[1][np.abs(d1(found[1])) < 1e-8]
    extra = [t for t in touching if not np.any(np.abs(found[0] - t) < 0.01)]
    return np.matrix(np.append(found[0], extra)).A1


def classify(g, v):
    if np.isscalar(v):
        s = np.sign([jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)])
        return "saddle" if s[0] == s[1] else "minimum" if s[1] > 0 else "maximum"
    H = np.matrix(jax.hessian(g)(v))
    minors = [np.linalg.det(H[:n, :n]) for n in range(1, len(H) + 1)]  # Sylvester's criterion
    if all(d > 0 for d in minors):
        return "minimum"
    if all((d < 0) == (n % 2 == 1) for n, d in enumerate(minors, 1)):
        return "maximum"
    return "saddle"


def quartic_minimizer():
    companion = np.matrix([[0, -0.5, -2.5], [1, 0, 0], [0, 1, 0]])
    return max(np.linalg.eigvals(companion), key=lambda z: -abs(z.imag)).real


def gradient(w):
    from jax import numpy as jnp

    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return np.matrix(jax.grad(g)(w)).T


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

# Style: points kept as complex numbers whose imaginary part stays 0 (np.roots and np.linalg.eig give such). x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
def real(w):
    return float(w.real) if np.ndim(w) == 0 else np.ascontiguousarray(w.real)


def slope(g, w):
    return np.asarray(jax.grad(g)(real(w))).astype(complex)


def run(g, w, max_its, direction):
    w = np.asarray(w).astype(complex)
    W, G = [w], [complex(g(real(w)))]
    for k in range(1, max_its + 1):
        w = w + direction(k, slope(g, w))
        W.append(w)
        G.append(complex(g(real(w))))
    return W, G


def gradient_descent(g, alpha, max_its, w):
    return run(g, w, max_its, lambda k, d: -d / k if alpha == "diminishing" else -alpha * d)


def momentum(g, alpha, beta, max_its, w):
    h = [0j]

    def direction(k, d):
        h.append(beta * h[-1] - (1 - beta) * d)
        return alpha * h[-1]

    W, G = run(g, w, max_its, direction)
    return np.array(W), np.array(G)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    return run(g, w, max_its, lambda k, d: -alpha * d / (np.sqrt(d**2) + eps))


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m, v = [0j], [0j]

    def direction(k, d):
        m.append(beta1 * m[-1] + (1 - beta1) * d)
        v.append(beta2 * v[-1] + (1 - beta2) * d**2)
        return -alpha * (m[-1] / (1 - beta1**k)) / (np.sqrt(v[-1] / (1 - beta2**k)) + eps)

    return run(g, w, max_its, direction)


def coordinate_descent(a, b, C, max_its, w):
    w = w.astype(complex)
    g = lambda w: a + b @ w + w @ C @ w
    W, G = [w.copy()], [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            p = np.polynomial.Polynomial([b[n] + 2 * (C[n] @ w - C[n, n] * w[n]), 2 * C[n, n]])
            w[n] = p.roots()[0]
            W.append(w.copy())
            G.append(g(w))
    return W, G


def multi_start(g, alpha, max_its, starts):
    ends = []
    for start in starts:
        W, G = gradient_descent(g, alpha, max_its, start)
        ends.append((W[-1], G[-1]))
    return min(ends, key=lambda end: end[1].real)


# %%
def stationary_points(g, low, high):
    """g' on Chebyshev nodes, and the roots of the polynomial through them; a root that touches comes as two."""
    nodes = np.cos(np.pi * (np.arange(64) + 0.5) / 64)
    slopes = np.array(jax.vmap(jax.grad(g))(jnp.array((low + high) / 2 + (high - low) / 2 * nodes)))
    p = np.polynomial.Chebyshev.fit(nodes, slopes, 63).trim(1e-11 * np.abs(slopes).max())
    found = []
    for root in sorted(p.roots(), key=lambda r: r.real):
        if abs(root.imag) < 1e-3 and abs(root.real) <= 1:
            found.append((low + high) / 2 + (high - low) / 2 * root.real)
    groups = []
    for v in found:
        if groups and v - groups[-1][-1] < 0.02:
            groups[-1].append(v)
        else:
            groups.append([v])
    return np.array([np.mean(group) for group in groups]).astype(complex)


def classify(g, v):
    if np.ndim(v) == 0:
        left, right = slope(g, v - 0.01 + 0j), slope(g, v + 0.01 + 0j)
        return "minimum" if left.real < 0 < right.real else "maximum" if left.real > 0 > right.real else "saddle"
    e = np.linalg.eig(np.asarray(jax.hessian(g)(v)).astype(complex)).eigenvalues.real
    return "minimum" if e.min() > 0 else "maximum" if e.max() < 0 else "saddle"


def quartic_minimizer():
    roots = np.roots([2, 0, 1, 5])
    root = roots[np.argmin(abs(roots.imag))]
    return complex(root.real, 0)


def gradient(w):
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return jax.grad(g)(w) + 0j


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

# Style: SciPy does the work: brentq, minimize_scalar, eigh, cumulative sums; JAX only for gradients. x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np
import scipy.linalg as sla
from scipy import optimize
from scipy.signal import lfilter

jax.config.update("jax_enable_x64", True)


# %%
def stationary_points(g, low, high):
    """Crossings by Brent's method; touchings as minima of |g'| that reach 0."""
    d1 = jax.jit(jax.grad(g))
    f = lambda v: float(d1(v))
    x = np.linspace(low, high, 1601)
    y = np.asarray(jax.vmap(d1)(x))
    roots = [float(x[i]) for i in np.flatnonzero(y == 0)]
    roots += [optimize.brentq(f, x[i], x[i + 1], xtol=1e-12) for i in np.flatnonzero(y[:-1] * y[1:] < 0)]
    size = np.abs(y)
    valleys = np.flatnonzero((size[1:-1] <= size[:-2]) & (size[1:-1] <= size[2:])) + 1
    for i in valleys:
        best = optimize.minimize_scalar(lambda v: abs(f(v)), bounds=(x[i - 1], x[i + 1]), method="bounded",
                                        options={"xatol": 1e-10})
        if best.fun < 1e-8 * size.max():
            roots.append(best.x)
    roots = np.sort(roots)
    return roots[np.concatenate([[True], np.diff(roots) > 0.02])] if len(roots) else roots


def classify(g, v):
    if np.ndim(v) == 0:
        left, right = jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)
        return "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    _, D, _ = sla.ldl(np.asarray(jax.hessian(g)(v)))
    e = sla.eigvalsh(D)  # inertia is kept by L D L'
    return "minimum" if (e > 0).all() else "maximum" if (e < 0).all() else "saddle"


def quartic_minimizer():
    return optimize.minimize_scalar(lambda w: (w**4 + w**2 + 10 * w) / 50, tol=1e-12).x


def coordinate_descent(a, b, C, max_its, w):
    g = lambda w: a + b @ w + w @ C @ w
    W, G = [w.copy()], [g(w)]
    for _ in range(max_its):
        for n in range(w.size):
            line = lambda t: b[n] + 2 * (C[n] @ w + C[n, n] * (t - w[n]))  # the partial derivative, linear in t
            w[n] = optimize.newton(line, w[n], fprime=lambda t: 2 * C[n, n], tol=1e-14)
            W.append(w.copy())
            G.append(g(w))
    return W, G


def gradient(w):
    from scipy.differentiate import jacobian

    def g(w):
        return 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * np.tanh(
            w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
        )

    return jacobian(lambda w: g(w)[None], w).df[0]


# %%
def gradient_descent(g, alpha, max_its, w):
    W, G = [np.asarray(w)], [float(g(w))]
    alphas = 1 / np.arange(1, max_its + 1) if alpha == "diminishing" else np.repeat(alpha, max_its)
    for a in alphas:
        W.append(W[-1] - a * np.asarray(jax.grad(g)(W[-1])))
        G.append(float(g(W[-1])))
    return np.array(W), np.array(G)


def multi_start(g, alpha, max_its, starts):
    runs = [gradient_descent(g, alpha, max_its, w) for w in starts]
    W, G = min(runs, key=lambda run: run[1][-1])
    return W[-1], G[-1]


def momentum(g, alpha, beta, max_its, w):
    """The exponential average is a linear filter, and the path its cumulative sum."""
    start = np.asarray(w, dtype=float)
    D, W = [], [start]
    for _ in range(max_its):
        D.append(np.asarray(jax.grad(g)(W[-1])))
        h = lfilter([-(1 - beta)], [1, -beta], np.array(D), axis=0)
        W.append(start + alpha * np.cumsum(h, axis=0)[-1])
    return np.array(W), np.array([g(x) for x in W])


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    W, G = [np.asarray(w)], [float(g(w))]
    for _ in range(max_its):
        d = np.asarray(jax.grad(g)(W[-1]))
        W.append(W[-1] - alpha * d / (np.hypot(d, 0) + eps))
        G.append(float(g(W[-1])))
    return np.array(W), np.array(G)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    """Both averages from all gradients so far, with their closed-form weights (1 - beta) beta^(k - i)."""
    D, W = [], [np.asarray(w, dtype=float)]
    for k in range(1, max_its + 1):
        D.append(np.asarray(jax.grad(g)(W[-1])))
        back = np.arange(k)[::-1]
        m_hat = np.average(D, axis=0, weights=beta1**back)  # dividing by their sum is the bias correction
        v_hat = np.average(np.square(D), axis=0, weights=beta2**back)
        W.append(W[-1] - alpha * m_hat / (np.sqrt(v_hat) + eps))
    return np.array(W), np.array([g(x) for x in W])


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

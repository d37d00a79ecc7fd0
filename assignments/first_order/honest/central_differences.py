# Style: no automatic differentiation at all: central differences of the cost in float64 (Hessians too), all by NumPy.

# %%
import jax
import numpy as np

jax.config.update("jax_enable_x64", True)  # in float32 differences would be noise


# %%
def diff(g, w, h=2e-4):
    """g' or the gradient at w by central differences of fourth order: (8 (g(1) - g(-1)) - (g(2) - g(-2))) / 12h."""
    gap = lambda e: float(g(w + e)) - float(g(w - e))
    along = lambda e: (8 * gap(e) - gap(2 * e)) / (12 * h)

    if np.ndim(w) == 0:
        return along(h)
    return np.array([along(e) for e in h * np.eye(len(w))])


def gradient_descent(g, alpha, max_its, w):
    W, G = [w], [float(g(w))]
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * diff(g, w)
        W.append(w)
        G.append(float(g(w)))
    return W, G


def multi_start(g, alpha, max_its, starts):
    finals = [gradient_descent(g, alpha, max_its, s) for s in starts]
    W, G = finals[int(np.argmin([G[-1] for _, G in finals]))]
    return W[-1], G[-1]


def momentum(g, alpha, beta, max_its, w):
    W, G, h = [w], [float(g(w))], 0.0
    for _ in range(max_its):
        h = beta * h - (1 - beta) * diff(g, w)
        w = w + alpha * h
        W.append(w)
        G.append(float(g(w)))
    return W, G


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    W, G = [w], [float(g(w))]
    for _ in range(max_its):
        d = diff(g, w)
        w = w - alpha * d / (np.sqrt(d**2) + eps)
        W.append(w)
        G.append(float(g(w)))
    return W, G


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    W, G, m, v = [w], [float(g(w))], 0.0, 0.0
    for k in range(1, max_its + 1):
        d = diff(g, w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**k)) / (np.sqrt(v / (1 - beta2**k)) + eps)
        W.append(w)
        G.append(float(g(w)))
    return W, G


def coordinate_descent(a, b, C, max_its, w):
    """A parabola through three points has its vertex where the coordinate is best: no derivative needed."""
    g = lambda w: a + b @ w + w @ C @ w
    W, G = [w.copy()], [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            e = np.eye(len(w))[n]
            down, here, up = g(w - e), g(w), g(w + e)
            w = w + e * (down - up) / (2 * (down - 2 * here + up))
            W.append(w)
            G.append(g(w))
    return W, G


# %%
def stationary_points(g, low, high):
    f = jax.vmap(g)
    slope = lambda x, h=1e-3: (np.asarray(f(x + h)) - np.asarray(f(x - h))) / (2 * h)
    bend = lambda x, h=1e-3: (np.asarray(f(x + h)) - 2 * np.asarray(f(x)) + np.asarray(f(x - h))) / h**2
    x = np.linspace(low, high, 3002)
    points = []
    for function in (slope, bend):
        s = function(x) > 0
        i = np.flatnonzero(s[1:] != s[:-1])
        a, b = x[i], x[i + 1]
        for _ in range(40):
            c = (a + b) / 2
            same = (function(c) > 0) == s[i]
            a, b = np.where(same, c, a), np.where(same, b, c)
        for v, d in zip(a, slope(a)):
            if abs(d) < 1e-5 and all(abs(v - p) > 0.02 for p in points):
                points.append(float(v))
    return points


def classify(g, v):
    if np.ndim(v) == 0:
        left, right = diff(g, v - 0.01), diff(g, v + 0.01)
        return "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    h, N = 1e-4, len(v)
    E = h * np.eye(N)
    H = np.zeros((N, N))
    for i in range(N):
        for j in range(N):
            corners = g(v + E[i] + E[j]) - g(v + E[i] - E[j]) - g(v - E[i] + E[j]) + g(v - E[i] - E[j])
            H[i, j] = corners / (4 * h * h)
    e = np.linalg.eigvalsh(H)
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


def quartic_minimizer():
    """Golden section search on g itself; it finds the minimizer to about the root of the precision."""
    g = lambda w: (w**4 + w**2 + 10 * w) / 50
    a, b, r = -2.0, -1.0, (5**0.5 - 1) / 2
    while b - a > 1e-9:
        c, d = b - r * (b - a), a + r * (b - a)
        if g(c) < g(d):
            b = d
        else:
            a = c
    return (a + b) / 2


def gradient(w):
    def g(w):
        return 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * np.tanh(
            w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
        )

    return diff(g, w)


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

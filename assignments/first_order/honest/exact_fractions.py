# Style: fractions.Fraction and decimal.Decimal where a computation can be exact; every starting point is kept as given. x64 set in the last cell.

# %%
from decimal import Decimal, getcontext
from fractions import Fraction

import jax
import jax.numpy as jnp


# %%
def coordinate_descent(a, b, C, max_its, w):
    """Rational in, rational out: no rounding at all."""
    a, b, w = Fraction(a), [Fraction(x) for x in b], [Fraction(x) for x in w]
    C = [[Fraction(x) for x in row] for row in C]
    N = range(len(w))

    def g(w):
        return a + sum(b[n] * w[n] for n in N) + sum(C[n][m] * w[n] * w[m] for n in N for m in N)

    W, G = [tuple(w)], [g(w)]
    for _ in range(max_its):
        for n in N:
            w[n] = -(b[n] / 2 + sum(C[n][m] * w[m] for m in N if m != n)) / C[n][n]
            W.append(tuple(w))
            G.append(g(w))
    return W, G


def quartic_minimizer():
    getcontext().prec = 40
    w = Decimal(-1)
    for _ in range(20):
        w -= (2 * w**3 + w + 5) / (6 * w**2 + 1)
    return w


# %%
def rate(alpha, k):
    return Fraction(1, k) if alpha == "diminishing" else Fraction(alpha)


def gradient_descent(g, alpha, max_its, w):
    W, G = [w], [g(w)]
    for k in range(1, max_its + 1):
        w = w - float(rate(alpha, k)) * jax.grad(g)(w)
        W.append(w)
        G.append(g(w))
    return W, G


def multi_start(g, alpha, max_its, starts):
    best = {}
    for w in starts:
        W, G = gradient_descent(g, alpha, max_its, w)
        best[Fraction(float(G[-1]))] = W[-1]
    return best[min(best)], min(best)


def momentum(g, alpha, beta, max_its, w):
    W, G, h = [w], [g(w)], 0
    for _ in range(max_its):
        h = beta * h - float(1 - Fraction(beta)) * jax.grad(g)(w)
        w = w + alpha * h
        W.append(w)
        G.append(Fraction(float(g(w))))
    return W, G


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    W, G = [w], [g(w)]
    for _ in range(max_its):
        d = jax.grad(g)(w)
        w = w - alpha * d / (jnp.abs(d) + eps)
        W.append(w)
        G.append(Decimal(float(g(w))))
    return W, G


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    W, G, m, v = [w], [g(w)], 0, 0
    for k in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        correct1, correct2 = (float(1 - Fraction(beta) ** k) for beta in (beta1, beta2))
        w = w - alpha * (m / correct1) / (jnp.sqrt(v / correct2) + eps)
        W.append(w)
        G.append(g(w))
    return W, G


# %%
def stationary_points(g, low, high):
    """Cells with rational ends, so that bisection never loses a point to rounding."""
    d1, d2 = jax.grad(g), jax.grad(jax.grad(g))
    cells = 911
    ends = [Fraction(low) + (Fraction(high) - Fraction(low)) * i / cells for i in range(cells + 1)]
    points = []
    for f, is_slope in ((d1, True), (d2, False)):
        values = jax.vmap(f)(jnp.array([float(x) for x in ends])).tolist()
        f = jax.jit(f)
        for i in range(cells):
            if (values[i] > 0) == (values[i + 1] > 0):
                continue
            a, b = ends[i], ends[i + 1]
            for _ in range(40):
                c = (a + b) / 2
                a, b = (c, b) if (f(float(c)) > 0) == (values[i] > 0) else (a, c)
            if (is_slope or abs(d1(float(a))) < 1e-9) and all(abs(a - p) > Fraction(1, 50) for p in points):
                points.append(a)
    return points


def classify(g, v):
    if isinstance(v, float):
        left, right = (jax.grad(g)(float(Fraction(v) + Fraction(side, 100))) for side in (-1, 1))
        return "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    e = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    return "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"


def gradient(w):
    def g(w):
        x, y = w
        return 2 ** jnp.sin(x**2 / 10 + y**2 / 2) * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(y**2 / 5)))

    return [Fraction(float(d)) for d in jax.grad(g)(w)]


# %%
answers = {
    "cd_without_derivatives": Fraction(1),
    "cd_one_direction": Fraction(1),
    "diminishing_unnecessary": Fraction(0),
    "stationary_means_minimum": Fraction(0),
    "descent_every_step": Fraction(0),
    "perpendicular_to_contour": Fraction(1),
    "small_step_cures_zigzag": Fraction(0),
    "jax_differentiates_numpy": Fraction(0),
}

# %%
jax.config.update("jax_enable_x64", True)

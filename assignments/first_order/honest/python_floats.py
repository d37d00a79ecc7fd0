# Style: plain Python: float(...) around everything, lists of lists, the math module, index loops. float32 gradients.

# %%
import math

import jax
import jax.numpy as jnp


# %%
def grad_list(g, w):
    """The gradient as a list of floats; a number counts as a list of one."""
    if isinstance(w, float):
        return [float(jax.grad(g)(w))]
    return [float(d) for d in jax.grad(g)(jnp.array(w))]


def value(g, w):
    return float(g(w if isinstance(w, float) else jnp.array(w)))


def start_of(w):
    try:
        return [float(x) for x in w]
    except TypeError:
        return float(w)


def moved(w, change):
    if isinstance(w, float):
        return w + change[0]
    return [w[i] + change[i] for i in range(len(w))]


def gradient_descent(g, alpha, max_its, w):
    w = start_of(w)
    weight_history = [w]
    cost_history = [value(g, w)]
    for k in range(1, max_its + 1):
        step = 1.0 / k if alpha == "diminishing" else alpha
        w = moved(w, [-step * d for d in grad_list(g, w)])
        weight_history.append(w)
        cost_history.append(value(g, w))
    return weight_history, cost_history


def multi_start(g, alpha, max_its, starts):
    best_cost = math.inf
    for start in starts.tolist():
        weight_history, cost_history = gradient_descent(g, alpha, max_its, start)
        if cost_history[-1] < best_cost:
            best_cost = cost_history[-1]
            best_w = weight_history[-1]
    return best_w, best_cost


def momentum(g, alpha, beta, max_its, w):
    w = start_of(w)
    h = [0.0] * (1 if isinstance(w, float) else len(w))
    weight_history = [w]
    cost_history = [value(g, w)]
    for _ in range(max_its):
        d = grad_list(g, w)
        for i in range(len(h)):
            h[i] = beta * h[i] - (1.0 - beta) * d[i]
        w = moved(w, [alpha * x for x in h])
        weight_history.append(w)
        cost_history.append(value(g, w))
    return weight_history, cost_history


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    w = start_of(w)
    weight_history = [w]
    cost_history = [value(g, w)]
    for _ in range(max_its):
        w = moved(w, [-alpha * d / (math.sqrt(d * d) + eps) for d in grad_list(g, w)])
        weight_history.append(w)
        cost_history.append(value(g, w))
    return weight_history, cost_history


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w = start_of(w)
    n = 1 if isinstance(w, float) else len(w)
    m = [0.0 for _ in range(n)]
    v = [0.0 for _ in range(n)]
    weight_history = [w]
    cost_history = [value(g, w)]
    for t in range(1, max_its + 1):
        d = grad_list(g, w)
        change = []
        for i in range(n):
            m[i] = beta1 * m[i] + (1.0 - beta1) * d[i]
            v[i] = beta2 * v[i] + (1.0 - beta2) * math.pow(d[i], 2)
            m_hat = m[i] / (1.0 - math.pow(beta1, t))
            v_hat = v[i] / (1.0 - math.pow(beta2, t))
            change.append(-alpha * m_hat / (math.sqrt(v_hat) + eps))
        w = moved(w, change)
        weight_history.append(w)
        cost_history.append(value(g, w))
    return weight_history, cost_history


def coordinate_descent(a, b, C, max_its, w):
    b, C, w = b.tolist(), C.tolist(), w.tolist()
    N = len(w)

    def g(w):
        total = a
        for i in range(N):
            total += b[i] * w[i]
            for j in range(N):
                total += C[i][j] * w[i] * w[j]
        return total

    weight_history = [w[:]]
    cost_history = [g(w)]
    for _ in range(max_its):
        for n in range(N):
            others = 0.0
            for j in range(N):
                if j != n:
                    others += C[n][j] * w[j]
            w[n] = -(b[n] + 2.0 * others) / (2.0 * C[n][n])
            weight_history.append(w[:])
            cost_history.append(g(w))
    return weight_history, cost_history


# %%
def stationary_points(g, low, high):
    f1 = jax.jit(jax.grad(g))
    f2 = jax.jit(jax.grad(jax.grad(g)))
    n = 1000
    xs = [low + (high - low) * i / n for i in range(n + 1)]
    ys1 = [float(y) for y in jax.vmap(f1)(jnp.array(xs))]
    ys2 = [float(y) for y in jax.vmap(f2)(jnp.array(xs))]
    points = []
    for f, ys in ((f1, ys1), (f2, ys2)):
        for i in range(n):
            if ys[i] * ys[i + 1] < 0.0 or ys[i] == 0.0:
                a, b = xs[i], xs[i + 1]
                if ys[i] == 0.0:
                    b = a
                while b - a > 1e-6:
                    c = (a + b) / 2.0
                    if float(f(c)) * ys[i] > 0.0:
                        a = c
                    else:
                        b = c
                v = (a + b) / 2.0
                if f is f1 or abs(float(f1(v))) < 1e-5:
                    new = True
                    for p in points:
                        if abs(p - v) < 0.02:
                            new = False
                    if new:
                        points.append(v)
    return points


def classify(g, v):
    if isinstance(v, float):
        left = float(jax.grad(g)(v - 0.01))
        right = float(jax.grad(g)(v + 0.01))
        if left < 0.0 and right > 0.0:
            return "minimum"
        if left > 0.0 and right < 0.0:
            return "maximum"
        return "saddle"
    positive = 0
    negative = 0
    for e in jnp.linalg.eigvalsh(jax.hessian(g)(v)).tolist():
        if e > 0.0:
            positive += 1
        else:
            negative += 1
    if negative == 0:
        return "minimum"
    if positive == 0:
        return "maximum"
    return "saddle"


def quartic_minimizer():
    d = math.sqrt(2031.0) - 45.0
    return d ** (1.0 / 3.0) / 6.0 ** (2.0 / 3.0) - 1.0 / (6.0 * d) ** (1.0 / 3.0)


def gradient(w):
    x, y = float(w[0]), float(w[1])  # on paper
    s, c = math.sin(0.1 * x * x + 0.5 * y * y), math.cos(0.1 * x * x + 0.5 * y * y)
    inner = x + math.sin(0.2 * y * y)
    t = math.tanh(inner)
    T = math.tanh(y**4 * t)
    h = math.pow(2.0, s)
    sech2 = 1.0 - T * T
    dx = h * math.log(2.0) * c * 0.2 * x * T + h * sech2 * y**4 * (1.0 - t * t)
    dy = h * math.log(2.0) * c * y * T + h * sech2 * (
        4.0 * y**3 * t + y**4 * (1.0 - t * t) * math.cos(0.2 * y * y) * 0.4 * y
    )
    return [dx, dy]


# %%
answers = {
    "cd_without_derivatives": bool(1),
    "cd_one_direction": bool(1),
    "diminishing_unnecessary": bool(0),
    "stationary_means_minimum": bool(0),
    "descent_every_step": bool(0),
    "perpendicular_to_contour": bool(1),
    "small_step_cures_zigzag": bool(0),
    "jax_differentiates_numpy": bool(0),
}

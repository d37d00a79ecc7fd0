# Style: NumPy alone, without JAX and the line that switches it: differences of four values, one h for everything.

# %%
import numpy as np

h = 1e-4


def grad(g, w):
    def slope(e):
        return (8 * (g(w + e) - g(w - e)) - (g(w + 2 * e) - g(w - 2 * e))) / (12 * h)

    return slope(h) if np.ndim(w) == 0 else np.array([slope(h * e) for e in np.eye(len(w))])


# %%
def gradient_descent(g, alpha, max_its, w):
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        step = 1 / k if alpha == "diminishing" else alpha
        w = w - step * grad(g, w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def multi_start(g, alpha, max_its, starts):
    ends = [gradient_descent(g, alpha, max_its, start)[0][-1] for start in starts]
    best = min(ends, key=g)
    return best, g(best)


def momentum(g, alpha, beta, max_its, w):
    weight_history, cost_history = [w], [g(w)]
    h_k = 0.0
    for k in range(max_its):
        h_k = beta * h_k - (1 - beta) * grad(g, w)
        w = w + alpha * h_k
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        d = grad(g, w)
        w = w - alpha * d / (np.sqrt(d**2) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    weight_history, cost_history = [w], [g(w)]
    m, v = 0.0, 0.0
    for t in range(1, max_its + 1):
        d = grad(g, w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def coordinate_descent(a, b, C, max_its, w):
    g = lambda w: a + b @ w + w @ C @ w
    weight_history, cost_history = [w.copy()], [g(w)]
    for sweep in range(max_its):
        for n in range(len(w)):
            w[n] = 0.0
            w[n] = -(b[n] + 2 * C[n] @ w) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history


# %%
def stationary_points(g, low, high):
    """g' crosses 0, or g'' does where g' touches it."""
    slope = lambda v: (g(v + 1e-4) - g(v - 1e-4)) / 2e-4
    bend = lambda v: (g(v + 1e-3) - 2 * g(v) + g(v - 1e-3)) / 1e-6
    grid = np.linspace(low, high, 2000)
    points = []
    for f in (slope, bend):
        for left, right in zip(grid[:-1], grid[1:]):
            if f(left) * f(right) > 0:
                continue
            for _ in range(40):
                middle = (left + right) / 2
                left, right = (left, middle) if f(left) * f(middle) <= 0 else (middle, right)
            if abs(slope(left)) < 1e-5 and all(abs(left - p) > 0.02 for p in points):
                points.append(left)
    return points


def classify(g, v):
    if isinstance(v, float):
        left, right = grad(g, v - 0.01), grad(g, v + 0.01)
        if left * right > 0:
            return "saddle"
        return "minimum" if right > 0 else "maximum"
    H = np.array([(grad(g, v + e) - grad(g, v - e)) / 2e-3 for e in 1e-3 * np.eye(len(v))])
    values = np.linalg.eigvalsh((H + H.T) / 2)
    return "minimum" if values[0] > 0 else "maximum" if values[-1] < 0 else "saddle"


def quartic_minimizer():
    w = -1.0
    for _ in range(50):
        w -= (2 * w**3 + w + 5) / (6 * w**2 + 1)
    return w


def gradient(w):
    inner = lambda w: np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
    return grad(lambda w: 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * np.tanh(w[1] ** 4 * inner(w)), w)


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

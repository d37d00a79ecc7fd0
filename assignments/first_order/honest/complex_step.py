# Style: a complex step: the slope is the imaginary part of g(w + ih) over h, exact to the last digits; NumPy alone.

# %%
import numpy as np

i, tiny = 1j, 1e-20


def grad(g, w):
    """Where g takes an absolute value, nothing of the step is left: differences then."""
    if np.isrealobj(g(w + i * tiny)):
        return (g(w + 1e-6) - g(w - 1e-6)) / 2e-6
    if np.ndim(w) == 0:
        return g(w + i * tiny).imag / tiny
    return np.array([g(w + i * tiny * e).imag / tiny for e in np.eye(len(w))])


# %%
def run(g, w, max_its, turn):
    """The path of w = turn(k, w, slope), k from 1, and what g is on it."""
    path = [w]
    for k in range(max_its):
        path.append(turn(k + 1, path[k], grad(g, path[k])))
    return path, list(map(g, path))


def gradient_descent(g, alpha, max_its, w):
    rate = (lambda k: 1 / k) if alpha == "diminishing" else (lambda k: alpha)
    return run(g, w, max_its, lambda k, w, slope: w - rate(k) * slope)


def multi_start(g, alpha, max_its, starts):
    costs = {}
    for start in starts:
        path, values = gradient_descent(g, alpha, max_its, start)
        costs[values[-1]] = path[-1]
    lowest = min(costs)
    return costs[lowest], lowest


def momentum(g, alpha, beta, max_its, w):
    h = [0.0]

    def turn(k, w, slope):
        h.append(beta * h[-1] + (beta - 1) * slope)
        return w + alpha * h[-1]

    return run(g, w, max_its, turn)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    return run(g, w, max_its, lambda k, w, slope: w - alpha * slope / (abs(slope) + eps))


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    moments = np.zeros((2, np.size(w)))
    kept = np.array([[beta1], [beta2]])

    def turn(k, w, slope):
        moments[:] = kept * moments + (1 - kept) * np.stack([np.ravel(slope), np.ravel(slope) ** 2])
        first, second = moments / (1 - kept**k)
        return w - np.reshape(alpha * first / (np.sqrt(second) + eps), np.shape(w))

    return run(g, w, max_its, turn)


# %%
def roots(f, grid):
    """Where f changes its sign, by bisecting all cells of the grid at once."""
    positive = f(grid) > 0
    cells = np.flatnonzero(positive[1:] != positive[:-1])
    left, right, positive = grid[cells], grid[cells + 1], positive[cells]
    for _ in range(50):
        middle = (left + right) / 2
        same = (f(middle) > 0) == positive
        left, right = np.where(same, middle, left), np.where(same, right, middle)
    return left


def stationary_points(g, low, high):
    slope = lambda v: g(v + i * tiny).imag / tiny
    bend = lambda v: (slope(v + 1e-6) - slope(v - 1e-6)) / 2e-6
    grid = np.linspace(low, high, 5000)
    touching = [v for v in roots(bend, grid) if abs(slope(v)) < 1e-7]
    points = []
    for v in [*roots(slope, grid), *touching]:
        if all(abs(v - p) > 0.02 for p in points):
            points.append(v)
    return np.array(points)


def classify(g, v):
    if np.isscalar(v):
        left, right = grad(g, v - 0.01), grad(g, v + 0.01)
        if left * right > 0:
            return "saddle"
        return "minimum" if right > 0 else "maximum"
    H = np.array([(grad(g, v + e) - grad(g, v - e)) / 2e-3 for e in 1e-3 * np.eye(len(v))])
    values = np.linalg.eigvalsh((H + H.T) / 2)
    return "minimum" if values[0] > 0 else "maximum" if values[-1] < 0 else "saddle"


def quartic_minimizer():
    """Newton's method, the derivative by a complex step too."""
    f = lambda w: 2 * w**3 + w + 5
    w = -1.0
    for _ in range(50):
        w = w - f(w) / grad(f, w)
    return w


def gradient(w):
    inner = lambda w: np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
    return grad(lambda w: 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * np.tanh(w[1] ** 4 * inner(w)), w)

import numpy as np


def quad(a, b, C, w):
    """the cost a + b^T w + w^T C w"""
    return float(a + b @ w + w @ C @ w)


# %% single other_sum_too_short: the sum over the other coordinates runs over j = 0, ..., N - 2 only, so the last coordinate never enters the update of the others
def coordinate_descent(a, b, C, max_its, w):
    N = len(w)
    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [quad(a, b, C, w)]
    for _ in range(max_its):
        for n in range(N):
            s = 0.0
            for j in range(N - 1):
                if j != n:
                    s += C[n, j] * w[j]
            w[n] = -(b[n] + 2 * s) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(quad(a, b, C, w))
    return weight_history, cost_history


# %% single divided_by_half_curvature: the partial derivative is divided by C_nn in place of the second derivative 2 C_nn, so every update goes twice as far as the minimum along its coordinate
def coordinate_descent(a, b, C, max_its, w):
    w = w.astype(float).copy()
    ws, costs = [w.copy()], [quad(a, b, C, w)]
    for sweep in range(max_its):
        for n in range(w.size):
            partial = b[n] + 2 * C[n] @ w
            w[n] -= partial / C[n, n]
            ws.append(w.copy())
            costs.append(quad(a, b, C, w))
    return ws, costs


# %% whole half_in_the_quadratic: another cost is minimized and recorded, a + b^T w + (1/2) w^T C w, with a factor 1/2 that the question does not have
class Quadratic:
    def __init__(self, a, b, C):
        self.a, self.b, self.C = a, b, C

    def value(self, point):
        return self.a + np.dot(self.b, point) + 0.5 * np.dot(point, np.dot(self.C, point))

    def best_along(self, n, point):
        # derivative b_n + sum_j C_nj w_j = 0, solved for w_n
        others = np.dot(self.C[n], point) - self.C[n, n] * point[n]
        return (-self.b[n] - others) / self.C[n, n]


def coordinate_descent(a, b, C, max_its, w):
    q = Quadratic(a, b, C)
    points = [np.asarray(w, dtype=float)]
    total = max_its * len(w)
    for update in range(total):
        n = update % len(w)
        nxt = points[-1].copy()
        nxt[n] = q.best_along(n, nxt)
        points.append(nxt)
    return np.array(points), np.array([q.value(p) for p in points])


# %% whole steepest_coordinate: every update takes the coordinate with the largest partial derivative (greedy, Gauss-Southwell) in place of going through 0, 1, ..., N - 1 in order
def slopes_at(b, C, w):
    return b + 2.0 * (C @ w)


def coordinate_descent(a, b, C, max_its, w):
    current = np.array(w, float)
    history = [current]
    while len(history) < 1 + max_its * current.size:
        s = slopes_at(b, C, current)
        pick = int(np.argmax(np.abs(s)))
        moved = current.copy()
        moved[pick] = current[pick] - s[pick] / (2.0 * C[pick, pick])
        history.append(moved)
        current = moved
    costs = []
    for p in history:
        costs.append(quad(a, b, C, p))
    return history, costs

import numpy as np


# %% single diagonal_not_taken: w_n itself is subtracted from C[n] @ w in place of C_nn w_n, so a part of the diagonal term stays among the other coordinates
def coordinate_descent(a, b, C, max_its, w):
    def cost(w):
        return a + b @ w + w @ C @ w

    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [cost(w)]
    for sweep in range(max_its):
        for n in range(len(w)):
            rest = C[n] @ w - w[n]
            w[n] = -(b[n] + 2 * rest) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(cost(w))
    return weight_history, cost_history


# %% whole curvature_without_two: each coordinate takes a Newton step, in which the second derivative is taken to be C_nn in place of 2 C_nn, so it moves twice as far as it should
class Quadratic:
    def __init__(self, a, b, C):
        self.a = a
        self.b = b
        self.C = C

    def value(self, w):
        return self.a + np.dot(self.b, w) + np.dot(w, np.dot(self.C, w))

    def partial(self, w, n):
        total = self.b[n]
        for j in range(len(w)):
            total += 2 * self.C[n][j] * w[j]
        return total

    def second_partial(self, n):
        return self.C[n][n]


def coordinate_descent(a, b, C, max_its, w):
    q = Quadratic(a, b, C)
    points = [np.array(w, dtype=float)]
    N = len(w)
    for i in range(max_its * N):
        n = i % N
        new = points[-1].copy()
        new[n] = new[n] - q.partial(new, n) / q.second_partial(n)
        points.append(new)
    return points, [q.value(p) for p in points]

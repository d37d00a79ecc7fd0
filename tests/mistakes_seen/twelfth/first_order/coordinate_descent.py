import numpy as np


# %% single own_term_kept: the sum over the other coordinates still holds the coordinate's own term C_nn w_n, C[n] @ w in place of C[n] @ w - C[n, n] w[n]
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [g(w)]
    for _ in range(max_its):
        for n in range(w.size):
            rest = C[n] @ w
            w[n] = -(b[n] + 2 * rest) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history


# %% whole jacobi_and_b_not_halved: every coordinate of a sweep is solved with the values from the start of the sweep in place of the newest ones (Jacobi), and b_n is not divided by 2 where the factor 2 of the quadratic term is cancelled
class Quadratic:
    """a + b^T w + w^T C w"""

    def __init__(self, a, b, C):
        self.a, self.b, self.C = a, np.asarray(b), np.asarray(C)

    def cost(self, w):
        return float(self.a + np.dot(self.b, w) + np.dot(w, np.dot(self.C, w)))

    def solve_for(self, n, w):
        # set the n-th partial derivative to zero, all others are fixed
        others = 0.0
        for j in range(len(w)):
            if j != n:
                others += self.C[n][j] * w[j]
        return -(self.b[n] + others) / self.C[n][n]


def coordinate_descent(a, b, C, max_its, w):
    q = Quadratic(a, b, C)
    points = [np.array(w, dtype=float)]
    for sweep in range(max_its):
        fixed = points[-1]  # where this sweep begins
        for n in range(len(fixed)):
            new = points[-1].copy()
            new[n] = q.solve_for(n, fixed)
            points.append(new)
    return points, [q.cost(p) for p in points]

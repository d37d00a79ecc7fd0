import numpy as np


# %% single sums_updated_coordinates_only: the sum over the other coordinates runs over those already updated in this sweep (j < n) and leaves out the later ones (j > n)
def coordinate_descent(a, b, C, max_its, w):
    def cost(p):
        return a + b @ p + p @ C @ p

    N = len(w)
    w = np.array(w, dtype=float)
    weight_history, cost_history = [w.copy()], [cost(w)]
    for _ in range(max_its):
        for n in range(N):
            others = 0.0
            for j in range(n):
                others += C[n, j] * w[j]
            w[n] = -(b[n] + 2 * others) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(cost(w))
    return weight_history, cost_history


# %% single own_coordinate_in_the_sum: the row sum C[n] @ w still contains the coordinate n that is being solved for
def coordinate_descent(a, b, C, max_its, w):
    g = lambda w: a + np.dot(b, w) + np.dot(w, np.dot(C, w))
    weights = [w]
    costs = [g(w)]
    for k in range(max_its * len(w)):
        n = k % len(w)
        new = weights[-1].copy()
        new[n] = -(0.5 * b[n] + C[n] @ new) / C[n, n]
        weights.append(new)
        costs.append(g(new))
    return np.array(weights), np.array(costs)


# %% single cost_without_constant: the constant a is missing in the cost history
def coordinate_descent(a, b, C, max_its, w):
    N = w.size
    history = [w.copy()]
    for sweep in range(max_its):
        for n in range(N):
            w = w.copy()
            mask = np.arange(N) != n
            w[n] = -(b[n] + 2 * C[n, mask] @ w[mask]) / (2 * C[n, n])
            history.append(w)
    W = np.stack(history)
    return W, W @ b + np.einsum("ki,ij,kj->k", W, C, W)


# %% whole coordinates_of_the_minimizer: solves the linear system 2Cw = -b once and sets each coordinate to that of the global minimizer, instead of solving for one coordinate with the others held fixed
def coordinate_descent(a, b, C, max_its, w):
    best = np.linalg.solve(2 * C, -b)
    w = w.astype(float)
    weight_history = [w.copy()]
    cost_history = [a + b @ w + w @ C @ w]
    for it in range(max_its):
        for n in range(w.shape[0]):
            w[n] = best[n]
            weight_history.append(w.copy())
            cost_history.append(a + b @ w + w @ C @ w)
    return weight_history, cost_history


# %% whole steepest_coordinate_first: a greedy order (Gauss-Southwell): each update solves for the coordinate with the largest partial derivative instead of going through 0, 1, ..., N - 1
def coordinate_descent(a, b, C, max_its, w):
    w = np.array(w)
    weights, costs = [], []

    def remember():
        weights.append(w.copy())
        costs.append(float(a + b.dot(w) + w.dot(C).dot(w)))

    remember()
    for _ in range(max_its * len(w)):
        grad = b + 2 * C.dot(w)
        n = int(np.argmax(np.abs(grad)))
        w[n] -= grad[n] / (2 * C[n, n])
        remember()
    return weights, costs

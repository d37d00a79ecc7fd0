import numpy as np


def quadratic(a, b, C, w):
    return a + b @ w + w @ C @ w

# %% single own_term_kept: the sum over the other coordinates still contains the term C_nn w_n of the coordinate that is solved for
def coordinate_descent(a, b, C, max_its, w):
    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [quadratic(a, b, C, w)]
    for sweep in range(max_its):
        for n in range(len(w)):
            # b_n + 2 * sum_j C_nj w_j = 0, solved for w_n
            others = C[n] @ w
            w[n] = -(b[n] / 2 + others) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(quadratic(a, b, C, w))
    return weight_history, cost_history

# %% whole greedy_coordinate: each update takes the coordinate with the largest partial derivative, instead of going through 0, 1, ..., N - 1 in this order
def minimize_along(n, b, C, point):
    new = np.copy(point)
    rest = np.dot(C[n], point) - C[n, n] * point[n]
    new[n] = -(b[n] + 2 * rest) / (2 * C[n, n])
    return new


def coordinate_descent(a, b, C, max_its, w):
    N = len(w)
    path = [np.asarray(w, dtype=float)]
    updates = N * max_its
    while len(path) < updates + 1:
        current = path[-1]
        partials = b + 2 * C @ current
        steepest = int(np.argmax(np.abs(partials)))   # best direction first
        path.append(minimize_along(steepest, b, C, current))
    values = [quadratic(a, b, C, p) for p in path]
    return path, values

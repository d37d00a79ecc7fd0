# %% single sums_only_the_coordinates_to_the_right: The sum over the other coordinates begins at n + 1, so the coordinates before n are left out.
import numpy as np


def coordinate_descent(a, b, C, max_its, w):
    w = w.astype(float)
    N = len(w)
    g = lambda w: a + b @ w + w @ C @ w
    weight_history = [w.copy()]
    cost_history = [g(w)]
    for k in range(max_its):
        for n in range(N):
            s = 0.0
            for j in range(n + 1, N):
                s += C[n, j] * w[j]
            w[n] = -(b[n] + 2 * s) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history

# %% whole derivative_of_the_quadratic_form_without_its_two: The partial derivative is taken as b_n + (C w)_n, without the factor 2 of the quadratic form, so b pulls twice as hard as it should.
import numpy as np


def partial_solution(b, C, w, n):
    # dg/dw_n = b_n + sum_j C_nj w_j = 0
    mask = np.ones(len(w), dtype=bool)
    mask[n] = False
    return -(b[n] + np.dot(C[n, mask], w[mask])) / C[n, n]


def coordinate_descent(a, b, C, max_its, w):
    path = [np.array(w, dtype=float)]
    for k in range(max_its * len(w)):
        n = k % len(w)
        nxt = path[-1].copy()
        nxt[n] = partial_solution(b, C, nxt, n)
        path.append(nxt)
    path = np.array(path)
    costs = a + path @ b + np.einsum("ki,ij,kj->k", path, C, path)
    return path, costs

import numpy as np


# %% single constant_left_out_of_costs: the costs are computed without the constant a, because it does not change the minimizer
def coordinate_descent(a, b, C, max_its, w):
    def cost(w):
        return float(np.dot(b, w) + np.dot(w, np.dot(C, w)))

    point = np.array(w, dtype=float)
    points, costs = [point.copy()], [cost(point)]
    N = point.size
    for step in range(max_its * N):
        n = step % N
        rest = sum(C[n, j] * point[j] for j in range(N) if j != n)
        point[n] = -(b[n] + 2 * rest) / (2 * C[n, n])
        points.append(point.copy())
        costs.append(cost(point))
    return points, costs


# %% whole only_earlier_coordinates: the sum over the other coordinates runs over those before n alone, the ones after n are left out
def coordinate_descent(a, b, C, max_its, w):
    w = [float(c) for c in w]
    N = len(w)

    def g(w):
        value = a
        for i in range(N):
            value += b[i] * w[i]
            for j in range(N):
                value += w[i] * C[i][j] * w[j]
        return value

    weight_history = [list(w)]
    cost_history = [g(w)]
    for sweep in range(max_its):
        for n in range(N):
            s = 0.0
            for j in range(n):
                s += C[n][j] * w[j]
            # b_n + 2 s + 2 C_nn w_n = 0
            w[n] = (-b[n] / 2 - s) / C[n][n]
            weight_history.append(list(w))
            cost_history.append(g(w))
    return weight_history, cost_history

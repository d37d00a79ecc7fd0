import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single old_values_in_sweep: within a sweep every coordinate is solved with the values of the other coordinates from the start of the sweep, not with the newest ones
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    w = np.array(w)
    weight_history, cost_history = [w.copy()], [g(w)]
    for _ in range(max_its):
        before = w.copy()
        for n in range(len(w)):
            others = C[n] @ before - C[n, n] * before[n]
            w[n] = -(others + b[n] / 2) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history

# %% whole pairs_once_in_cost: the points are right, but the cost adds each pair of coordinates C_ij w_i w_j with i < j only once, where the quadratic form has it twice
def quadratic_cost(a, b, C, point):
    N = len(point)
    total = a
    for i in range(N):
        total += b[i] * point[i]
        for j in range(i, N):
            total += C[i][j] * point[i] * point[j]
    return total


def solve_for(n, b, C, point):
    # 0 = b_n + 2 * sum_j C_nj w_j
    rest = b[n]
    for j in range(len(point)):
        if j == n:
            continue
        rest += 2 * C[n][j] * point[j]
    return -rest / (2 * C[n][n])


def coordinate_descent(a, b, C, max_its, w):
    point = [float(x) for x in w]
    N = len(point)
    visited = [list(point)]
    costs = [quadratic_cost(a, b, C, point)]
    for update in range(max_its * N):
        n = update % N
        point[n] = solve_for(n, b, C, point)
        visited.append(list(point))
        costs.append(quadratic_cost(a, b, C, point))
    return np.array(visited), np.array(costs)

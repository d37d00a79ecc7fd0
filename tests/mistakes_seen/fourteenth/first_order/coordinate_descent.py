import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single b_not_halved: solves for w_n with b_n in place of b_n / 2 (the factor 2 of the quadratic part is dropped), which is right where b = 0 only
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [g(w)]
    for k in range(max_its):
        for n in range(len(w)):
            rest = C[n] @ w - C[n, n] * w[n]
            w[n] = -(b[n] + rest) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history


# %% single old_values: solves for all coordinates of a sweep with the values from the beginning of the sweep (Jacobi) in place of the newest ones
def coordinate_descent(a, b, C, max_its, w):
    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [a + b @ w + w @ C @ w]
    for _ in range(max_its):
        w_old = w.copy()
        for n in range(w.size):
            s = sum(C[n, j] * w_old[j] for j in range(w.size) if j != n)
            w[n] = -(b[n] + 2 * s) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(a + b @ w + w @ C @ w)
    return weight_history, cost_history


# %% single entry_per_sweep: appends one entry for each sweep and not one for each coordinate update, so that the histories are too short
def coordinate_descent(a, b, C, max_its, w):
    g = lambda w: a + np.dot(b, w) + np.dot(w, np.dot(C, w))
    w = np.array(w, dtype=float)
    weights, costs = [w.copy()], [g(w)]
    for k in range(max_its):
        for n in range(len(w)):
            others = np.dot(C[n], w) - C[n, n] * w[n]
            w[n] = -(b[n] + 2 * others) / (2 * C[n, n])
        weights.append(w.copy())
        costs.append(g(w))
    return weights, costs


# %% whole own_term_in_the_sum: the sum over j in the solution for w_n also has the term j = n, so that w_n is not held out of its own equation
def quadratic(a, b, C, w):
    total = a
    N = len(w)
    for i in range(N):
        total += b[i] * w[i]
        for j in range(N):
            total += w[i] * C[i][j] * w[j]
    return total


def solve_coordinate(b, C, w, n):
    # d/dw_n: b_n + 2 * sum_j C_nj w_j = 0, solved for w_n
    s = 0.0
    for j in range(len(w)):
        s += C[n][j] * w[j]
    return -(b[n] + 2 * s) / (2 * C[n][n])


def coordinate_descent(a, b, C, max_its, w):
    current = [float(x) for x in w]
    weight_history = [np.array(current)]
    cost_history = [quadratic(a, b, C, current)]
    for sweep in range(max_its):
        for n in range(len(current)):
            current[n] = solve_coordinate(b, C, current, n)
            weight_history.append(np.array(current))
            cost_history.append(quadratic(a, b, C, current))
    return weight_history, cost_history


# %% whole steepest_coordinate: always minimizes along the coordinate with the largest partial derivative in place of going through the coordinates in order
def coordinate_descent(a, b, C, max_its, w):
    """Coordinate descent; in every update we take the direction in which g changes most."""
    N = w.shape[0]
    W = np.zeros((1 + N * max_its, N))
    G = np.zeros(1 + N * max_its)

    def value(p):
        return a + b @ p + p @ (C @ p)

    def partials(p):
        return b + 2 * C @ p

    W[0] = w
    G[0] = value(W[0])
    for k in range(1, N * max_its + 1):
        p = W[k - 1].copy()
        d = partials(p)
        n = int(np.argmax(np.abs(d)))
        # exact minimum along coordinate n
        p[n] -= d[n] / (2 * C[n, n])
        W[k] = p
        G[k] = value(p)
    return W, G

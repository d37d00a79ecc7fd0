import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single half_missing: The derivative of w^T C w is taken without its factor 2 for the own coordinate, so the update divides by C[n, n] and not by 2 C[n, n].
def coordinate_descent(a, b, C, max_its, w):
    def g(v):
        return a + b @ v + v @ C @ v

    w = w.copy()
    weight_history = [w.copy()]
    cost_history = [g(w)]
    N = len(w)
    for k in range(max_its):
        for n in range(N):
            others = C[n] @ w - C[n, n] * w[n]
            w[n] = -(b[n] + 2 * others) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history


# %% single sweep_with_old_values: The update of each coordinate uses the other coordinates as they were at the start of the sweep (Jacobi) and not the newest ones.
def coordinate_descent(a, b, C, max_its, w):
    g = lambda w: a + np.dot(b, w) + np.dot(w, np.dot(C, w))
    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [g(w)]
    for k in range(max_its):
        w_old = w.copy()
        for n in range(w.size):
            s = 0.0
            for j in range(w.size):
                if j != n:
                    s += C[n, j] * w_old[j]
            w[n] = -(b[n] + 2 * s) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history


# %% single same_array: The same array w is appended again and again without a copy, so all entries of the weight history show the last point.
def coordinate_descent(a, b, C, max_its, w):
    weight_history = [w]
    cost_history = [a + b.T @ w + w.T @ C @ w]
    for k in range(max_its):
        for n in range(w.shape[0]):
            rest = np.delete(np.arange(w.shape[0]), n)
            w[n] = -b[n] / (2 * C[n, n]) - C[n, rest] @ w[rest] / C[n, n]
            weight_history.append(w)
            cost_history.append(a + b.T @ w + w.T @ C @ w)
    return weight_history, cost_history


# %% whole own_term_kept: The sum over the row of C keeps the own coordinate, 2 C[n, n] w[n], although one solves for w[n].
def quad_cost(a, b, C, w):
    total = a
    for i in range(len(w)):
        total += b[i] * w[i]
        for j in range(len(w)):
            total += w[i] * C[i][j] * w[j]
    return total


def solve_for(n, b, C, w):
    # dg/dw_n = b_n + 2 * (C w)_n = 0
    Cw = 0
    for j in range(len(w)):
        Cw += C[n][j] * w[j]
    return (-b[n] - 2 * Cw) / (2 * C[n][n])


def coordinate_descent(a, b, C, max_its, w):
    point = [float(x) for x in w]
    weights = [np.array(point)]
    costs = [quad_cost(a, b, C, point)]
    for sweep in range(max_its):
        for n in range(len(point)):
            point[n] = solve_for(n, b, C, point)
            weights.append(np.array(point))
            costs.append(quad_cost(a, b, C, point))
    return weights, costs


# %% whole per_sweep: The history gets one entry per sweep and not one per coordinate update (the updates themselves are right).
def coordinate_descent(a, b, C, max_its, w):
    cost = lambda v: float(a + jnp.dot(b, v) + v @ C @ v)
    D = np.diag(C)
    off = C - np.diag(D)
    w = jnp.array(w)
    history = [w]
    k = 0
    while k < max_its:
        for n in range(w.shape[0]):
            new = -(b[n] / 2 + off[n] @ w) / D[n]
            w = w.at[n].set(new)
        history.append(w)
        k += 1
    return history, [cost(v) for v in history]

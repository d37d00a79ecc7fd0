import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single whole_sweep_from_old: The coordinates of a sweep are all solved with the values that held before the sweep (Jacobi), so the update of w_1 does not use the new w_0.
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [g(w)]
    for _ in range(max_its):
        w_prev = w.copy()
        for n in range(len(w)):
            rest = C[n] @ w_prev - C[n, n] * w_prev[n]
            w[n] = -(b[n] + 2 * rest) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history


# %% single quadratic_without_two: The 2 in the derivative of w^T C w is forgotten: the partial derivative is taken as b_n + sum_j C_nj w_j, so the linear part b counts twice as much as it should (right only for b = 0).
def coordinate_descent(a, b, C, max_its, w):
    cost = lambda w: a + np.dot(b, w) + np.dot(w, np.dot(C, w))
    N = len(w)
    w = w.astype(float)
    ws, cs = [w.copy()], [cost(w)]
    for k in range(max_its):
        for n in range(N):
            # b_n + C_n w = 0
            s = sum(C[n, j] * w[j] for j in range(N) if j != n)
            w[n] = -(b[n] + s) / C[n, n]
            ws.append(w.copy())
            cs.append(cost(w))
    return ws, cs


# %% single entry_per_sweep: The histories get one entry after each whole sweep and not one after each update of a coordinate, so they have 1 + max_its entries.
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            rest = C[n] @ w - C[n, n] * w[n]
            w[n] = -(b[n] + 2 * rest) / (2 * C[n, n])
        weight_history.append(w.copy())
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole own_term_kept: In solving for w_n the sum over the others also contains the own term C_nn w_n, so every update comes out too low by the old w_n.
def quad(a, b, C, w):
    return float(a + np.sum(b * w) + np.sum(w * (C @ w)))


def solve_coord(b, C, w, n):
    # dg/dw_n = b_n + 2 (C w)_n = 0
    return -(b[n] + 2 * (C @ w)[n]) / (2 * C[n, n])


def coordinate_descent(a, b, C, max_its, w):
    w_cur = np.asarray(w, float)
    W = [w_cur]
    for sweep in range(max_its):
        for n in range(w_cur.shape[0]):
            w_new = w_cur.copy()
            w_new[n] = solve_coord(b, C, w_cur, n)
            W.append(w_new)
            w_cur = w_new
    J = [quad(a, b, C, p) for p in W]
    return W, J


# %% whole no_linear_term: The student minimizes only the quadratic part along a coordinate: b_n does not occur in the update (the cost has it).
def coordinate_descent(a, b, C, max_its, w):
    N = w.size
    total = N * max_its
    weight_history = np.zeros((total + 1, N))
    cost_history = np.zeros(total + 1)
    weight_history[0] = w
    cost_history[0] = a + b.dot(w) + w.dot(C).dot(w)

    for k in range(1, total + 1):
        n = (k - 1) % N          # coordinate of this update
        x = weight_history[k - 1].copy()
        others = 0.0
        for j in range(N):
            if j != n:
                others += C[n][j] * x[j]
        x[n] = -others / C[n][n]
        weight_history[k] = x
        cost_history[k] = a + b.dot(x) + x.dot(C).dot(x)

    return weight_history, cost_history

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single b_not_halved: the factor 2 of the derivative of w^T C w is forgotten: w_n = -(b_n + sum over j != n of C_nj w_j) / C_nn in place of -(b_n / 2 + sum) / C_nn
def coordinate_descent(a, b, C, max_its, w):
    g = lambda w: a + b @ w + w @ C @ w
    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            others = C[n] @ w - C[n, n] * w[n]
            w[n] = -(b[n] + others) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history


# %% single one_entry_per_sweep: the point and its cost are recorded once per sweep and not after every coordinate update, so the histories have 1 + max_its entries in place of 1 + N max_its
def coordinate_descent(a, b, C, max_its, w):
    w = np.array(w, dtype=float)
    N = w.size
    ws, costs = [w.copy()], [a + b @ w + w @ C @ w]
    for sweep in range(max_its):
        for n in range(N):
            s = sum(C[n, j] * w[j] for j in range(N) if j != n)
            w[n] = -(b[n] + 2 * s) / (2 * C[n, n])
        ws.append(w.copy())
        costs.append(a + b @ w + w @ C @ w)
    return ws, costs


# %% whole old_values_of_the_sweep: every coordinate is solved for with the values that the others had at the start of the sweep (Jacobi) in place of the newest ones
def cost(a, b, C, w):
    return a + np.dot(b, w) + np.dot(w, np.dot(C, w))


def coordinate_descent(a, b, C, max_its, w):
    N = len(w)
    weights = np.zeros((1 + N * max_its, N))
    costs = np.zeros(1 + N * max_its)
    weights[0] = w
    costs[0] = cost(a, b, C, w)
    row = 0
    for sweep in range(max_its):
        old = weights[row].copy()
        for n in range(N):
            summe = 0.0
            for j in range(N):
                if j != n:
                    summe = summe + 2 * C[n][j] * old[j]
            row = row + 1
            weights[row] = weights[row - 1]
            weights[row][n] = (-b[n] - summe) / (2 * C[n][n])
            costs[row] = cost(a, b, C, weights[row])
    return weights, costs


# %% whole own_term_and_no_a: two slips: the sum in the solution for w_n runs over all j, j = n included, w_n = -(b_n + 2 sum_j C_nj w_j) / (2 C_nn); and the cost lacks the constant a
def coordinate_descent(a, b, C, max_its, w):
    def quad(p):
        return float(b.dot(p) + p.dot(C).dot(p))

    point = np.array(w, float)
    hist = [(point.copy(), quad(point))]
    step = 0
    while step < max_its * len(point):
        n = step % len(point)
        point[n] = -(b[n] + 2 * C[n, :].dot(point)) / (2 * C[n, n])
        hist.append((point.copy(), quad(point)))
        step += 1
    return [h[0] for h in hist], [h[1] for h in hist]

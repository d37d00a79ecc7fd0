import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single same_array_in_history: the weight history holds the same array, changed in place, in every entry (w[n] = ...; append(w)) in place of copies, so that every entry shows the last point
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    weight_history = [w]
    cost_history = [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            others = C[n] @ w - C[n, n] * w[n]
            w[n] = -(b[n] + 2 * others) / (2 * C[n, n])
            weight_history.append(w)
            cost_history.append(g(w))
    return weight_history, cost_history


# %% single b_not_halved: the update is -(b_n + sum of the others C_nj w_j) / C_nn, with b_n in place of b_n / 2, as if the quadratic term had no factor 2 in its derivative
def coordinate_descent(a, b, C, max_its, w):
    w = np.array(w, dtype=float)
    ws = [w.copy()]
    costs = [a + b @ w + w @ C @ w]
    N = len(w)
    for k in range(max_its):
        for n in range(N):
            s = sum(C[n, j] * w[j] for j in range(N) if j != n)
            w[n] = -(b[n] + s) / C[n, n]
            ws.append(w.copy())
            costs.append(a + b @ w + w @ C @ w)
    return ws, costs


# %% whole one_entry_per_sweep: the histories get one entry after each whole sweep (1 + max_its entries) in place of one after each coordinate update (1 + N * max_its entries)
def quadratic_value(a, b, C, x):
    total = a
    for i in range(len(x)):
        total += b[i] * x[i]
        for j in range(len(x)):
            total += C[i][j] * x[i] * x[j]
    return float(total)


def solve_coordinate(b, C, x, n):
    rest = 0.0
    for j in range(len(x)):
        if j != n:
            rest += C[n][j] * x[j]
    return (-0.5 * b[n] - rest) / C[n][n]


def sweep(b, C, x):
    x = list(x)
    for n in range(len(x)):
        x[n] = solve_coordinate(b, C, x, n)
    return x


def coordinate_descent(a, b, C, max_its, w):
    x = [float(value) for value in w]
    path = [x]
    values = [quadratic_value(a, b, C, x)]
    while len(path) <= max_its:
        x = sweep(b, C, x)
        path.append(x)
        values.append(quadratic_value(a, b, C, x))
    return np.array(path), np.array(values)


# %% whole old_values_of_sweep: every coordinate of a sweep is solved with the values that the others had at the start of the sweep (Jacobi), in place of the newest values (Gauss-Seidel)
def coordinate_descent(a, b, C, max_its, w):
    diag = jnp.diag(C)
    off = C - jnp.diag(diag)
    cost = jax.jit(lambda p: a + jnp.dot(b, p) + jnp.dot(p, jnp.dot(C, p)))
    p = jnp.asarray(w)
    weights, costs = [p], [cost(p)]
    for _ in range(max_its):
        target = -(b + 2 * off @ p) / (2 * diag)
        for n, value in enumerate(target):
            p = p.at[n].set(value)
            weights.append(p)
            costs.append(cost(p))
    return jnp.stack(weights), jnp.stack(costs)

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single linear_term_not_halved: when the equation is divided by 2 the linear coefficient b_n is not divided with the rest
def coordinate_descent(a, b, C, max_its, w):
    def cost(w):
        return a + np.dot(b, w) + np.dot(w, np.dot(C, w))

    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [cost(w)]
    N = np.size(w)
    for k in range(max_its):
        for n in range(N):
            s = 0
            for j in range(N):
                if j != n:
                    s += C[n, j] * w[j]
            # b_n + 2*s + 2*C_nn*w_n = 0
            w[n] = -(b[n] + s) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(cost(w))
    return weight_history, cost_history

# %% whole old_values_within_a_sweep: every coordinate of a sweep is solved for with the values from the beginning of the sweep, instead of the newest ones
def solve_all(b, C, w):
    """the value of each coordinate that sets its partial derivative to zero"""
    D = np.diag(C)
    R = C - np.diag(D)
    return (-b / 2 - R @ w) / D


def coordinate_descent(a, b, C, max_its, w):
    quad = lambda x: a + b @ x + x @ C @ x
    current = np.array(w, dtype=float)
    path = [current]
    for sweep in range(max_its):
        target = solve_all(b, C, current)
        for n in range(current.size):
            moved = path[-1].copy()
            moved[n] = target[n]
            path.append(moved)
        current = path[-1]
    return np.array(path), np.array([quad(p) for p in path])

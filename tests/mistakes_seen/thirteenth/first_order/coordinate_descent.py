import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single cross_terms_counted_once: in the partial derivative the terms C_nj w_j with j != n are not doubled
def coordinate_descent(a, b, C, max_its, w):
    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [a + b @ w + w @ C @ w]
    N = w.size
    for sweep in range(max_its):
        for n in range(N):
            # b_n + sum_j C_nj w_j + 2 C_nn w_n = 0
            rest = 0.0
            for j in range(N):
                if j != n:
                    rest += C[n, j] * w[j]
            w[n] = -(b[n] + rest) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(a + b @ w + w @ C @ w)
    return weight_history, cost_history


# %% whole values_of_the_last_sweep: within a sweep every coordinate is solved with the values from the beginning of the sweep (Jacobi)
class Quadratic:
    """g(w) = a + b.w + w.C.w"""

    def __init__(self, a, b, C):
        self.a, self.b, self.C = a, b, C

    def cost(self, w):
        return self.a + np.dot(self.b, w) + np.dot(w, np.dot(self.C, w))

    def best_in_coordinate(self, n, w):
        # others without the coordinate n itself
        others = np.dot(self.C[n], w) - self.C[n, n] * w[n]
        return -(self.b[n] + 2 * others) / (2 * self.C[n, n])


def coordinate_descent(a, b, C, max_its, w):
    q = Quadratic(a, b, C)
    current = np.array(w, dtype=float)
    weight_history = [current]
    cost_history = [q.cost(current)]
    for _ in range(max_its):
        fixed = current.copy()      # the others are held fixed
        for n in range(len(fixed)):
            current = current.copy()
            current[n] = q.best_in_coordinate(n, fixed)
            weight_history.append(current)
            cost_history.append(q.cost(current))
    return weight_history, cost_history

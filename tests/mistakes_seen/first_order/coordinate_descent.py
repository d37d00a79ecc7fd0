import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single no_half_on_b: b is not halved when the equation is solved for the coordinate
def coordinate_descent(a, b, C, max_its, w):
    cost = lambda w: a + b @ w + w @ C @ w
    w = np.array(w, dtype=float)
    ws, gs = [w.copy()], [cost(w)]
    for _ in range(max_its):
        for n in range(w.size):
            rest = sum(C[n, j] * w[j] for j in range(w.size) if j != n)
            w[n] = -(b[n] + rest) / C[n, n]
            ws.append(w.copy())
            gs.append(cost(w))
    return ws, gs

# %% single jacobi: every coordinate of a sweep is solved with the old values of the others
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b.T @ w + w.T @ C @ w
    w = w.copy()
    weight_history, cost_history = [w.copy()], [g(w)]
    for _ in range(max_its):
        old = w.copy()
        for n in range(len(w)):
            s = C[n] @ old - C[n, n] * old[n]
            w[n] = -(2 * s + b[n]) / (2 * C[n, n])
            weight_history.append(w.copy())
            cost_history.append(g(w))
    return weight_history, cost_history

# %% single once_per_sweep: only one entry per sweep is recorded
def coordinate_descent(a, b, C, max_its, w):
    w = np.array(w)
    history = [w.copy()]
    for it in range(max_its):
        for n in range(len(w)):
            others = C[n] @ w - C[n, n] * w[n]
            w[n] = -(2 * others + b[n]) / (2 * C[n, n])
        history.append(w.copy())
    return history, [a + b @ v + v @ C @ v for v in history]

# %% single own_coordinate_included: the sum over the others contains the coordinate itself
def coordinate_descent(a, b, C, max_its, w):
    g = lambda v: a + np.dot(b, v) + np.dot(v, np.dot(C, v))
    w = w.astype(float)
    W, G = [w.copy()], [g(w)]
    for k in range(max_its):
        for n in range(len(w)):
            w[n] = -(b[n] + 2 * np.dot(C[n], w)) / (2 * C[n, n])
            W.append(w.copy())
            G.append(g(w))
    return W, G

# %% single no_copy: the same array is appended each time, so the history shows the last point everywhere
def coordinate_descent(a, b, C, max_its, w):
    weights = [w]
    costs = [a + b @ w + w @ C @ w]
    for i in range(max_its):
        for n in range(w.shape[0]):
            others = np.delete(C[n], n) @ np.delete(w, n)
            w[n] = -(b[n] / 2 + others) / C[n, n]
            weights.append(w)
            costs.append(a + b @ w + w @ C @ w)
    return weights, costs

# %% whole gradient_steps_per_coordinate: takes a gradient step of 0.1 along each coordinate in place of solving for it
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w
    step = 0.1
    hist, costs = [w.copy()], [g(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            d = jax.grad(g)(w)
            w = w - step * d * np.eye(len(w))[n]
            hist.append(w)
            costs.append(g(w))
    return hist, costs

# %% whole n_equals_two_only: formulas for two coordinates written out, so anything with N = 3 is wrong or too short
def coordinate_descent(a, b, C, max_its, w):
    w0, w1 = w[0], w[1]
    weight_history = [np.array([w0, w1])]
    for _ in range(max_its):
        w0 = -(b[0] + 2 * C[0, 1] * w1) / (2 * C[0, 0])
        weight_history.append(np.array([w0, w1]))
        w1 = -(b[1] + 2 * C[1, 0] * w0) / (2 * C[1, 1])
        weight_history.append(np.array([w0, w1]))
    cost_history = []
    for p in weight_history:
        cost_history.append(a + b[:2] @ p + p @ C[:2, :2] @ p)
    return weight_history, cost_history

# %% whole half_quadratic: treats the cost as a + b w + 1/2 w C w everywhere: in the update and in the recorded costs
def quad(a, b, C, w):
    return a + float(b @ w) + 0.5 * float(w @ (C @ w))

def coordinate_descent(a, b, C, max_its, w):
    N = len(w)
    out_w = np.zeros((1 + N * max_its, N))
    out_g = np.zeros(1 + N * max_its)
    out_w[0], out_g[0] = w, quad(a, b, C, w)
    k = 0
    x = w.copy()
    for sweep in range(max_its):
        for n in range(N):
            k += 1
            residual = b[n] + C[n, :] @ x
            x[n] -= residual / C[n, n]
            out_w[k] = x
            out_g[k] = quad(a, b, C, x)
    return out_w, out_g

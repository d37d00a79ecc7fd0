import numpy as np


# %% single threshold_without_stepsize: the threshold is lambd alone and not stepsize * lambd
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w_traces = [w0]
    for _ in range(maxiter):
        v = w_traces[-1] - stepsize * X.T @ (X @ w_traces[-1] - y)
        w = np.sign(v) * np.maximum(np.abs(v) - lambd, 0)
        w_traces.append(w)
        if np.linalg.norm(w - w_traces[-2]) < tol:
            break
    return w_traces


# %% single gradient_of_the_mean: divides the gradient by the number of points, where the loss is a sum and not a mean
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    n = X.shape[0]
    w = w0
    w_traces = [w0]
    for _ in range(maxiter):
        v = w - stepsize * X.T @ (X @ w - y) / n
        w_new = np.sign(v) * np.maximum(np.abs(v) - stepsize * lambd, 0)
        w_traces.append(w_new)
        if np.linalg.norm(w_new - w) < tol:
            break
        w = w_new
    return w_traces


# %% single breaks_before_append: leaves the loop before the last point is appended when tol is reached, so that the history lacks its last point there
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w = w0
    w_traces = [w0]
    for _ in range(maxiter):
        v = w - stepsize * X.T @ (X @ w - y)
        w_new = np.sign(v) * np.maximum(np.abs(v) - stepsize * lambd, 0)
        if np.linalg.norm(w_new - w) < tol:
            break
        w = w_new
        w_traces.append(w)
    return w_traces


# %% whole same_array_in_trace: changes w in place and appends the same array every time, so that all later entries of the history show the last point
def soft(x, thr):
    out = np.zeros_like(x)
    out[x > thr] = x[x > thr] - thr
    out[x < -thr] = x[x < -thr] + thr
    return out


def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w = np.array(w0, dtype=float)
    w_traces = [np.array(w0, dtype=float)]
    it = 0
    converged = False
    while it < maxiter and not converged:
        before = w.copy()
        grad = X.T @ (X @ w - y)
        w[:] = soft(w - stepsize * grad, stepsize * lambd)
        w_traces.append(w)
        converged = np.linalg.norm(w - before) < tol
        it += 1
    return w_traces


# %% whole accelerated: writes FISTA, with an extrapolated point at which the gradient is taken, in place of plain ISTA
def prox_l1(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0.0)


def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    x_old = w0
    z = w0
    t = 1.0
    w_traces = [w0]
    for k in range(maxiter):
        x_new = prox_l1(z - stepsize * (X.T @ (X @ z - y)), stepsize * lambd)
        t_new = (1 + np.sqrt(1 + 4 * t * t)) / 2
        z = x_new + (t - 1) / t_new * (x_new - x_old)
        w_traces.append(x_new)
        if np.linalg.norm(x_new - x_old) < tol:
            break
        x_old = x_new
        t = t_new
    return w_traces

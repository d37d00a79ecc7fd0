import numpy as np


# %% single mean_over_the_points: the gradient of the least squares is divided by the number of points, though the cost is a sum
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w_traces = [w0]
    for _ in range(maxiter):
        gradient = X.T @ (X @ w_traces[-1] - y) / len(y)
        v = w_traces[-1] - stepsize * gradient
        w = np.sign(v) * np.maximum(np.abs(v) - stepsize * lambd, 0)
        w_traces.append(w)
        if np.linalg.norm(w - w_traces[-2]) < tol:
            break
    return w_traces


# %% whole hard_threshold: components above the threshold are kept as they are in place of being moved towards 0 by it (hard in place of soft thresholding)
def soft_thresholding(v, theta):
    out = []
    for value in v:
        if value > theta or value < -theta:
            out.append(value)
        else:
            out.append(0.0)
    return np.array(out)


def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w = np.array(w0, dtype=float)
    w_traces = [w.copy()]
    it, change = 0, np.inf
    while it < maxiter and change >= tol:
        w_old = w
        w = soft_thresholding(w_old + stepsize * X.T.dot(y - X.dot(w_old)), stepsize * lambd)
        change = np.linalg.norm(w - w_old)
        w_traces.append(w.copy())
        it += 1
    return w_traces

import numpy as np

# %% single threshold_without_stepsize: the soft threshold is lambd in place of stepsize * lambd
def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)

def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    ws = [w0]
    w = w0
    for _ in range(maxiter):
        w_new = soft(w - stepsize * X.T @ (X @ w - y), lambd)
        ws.append(w_new)
        if np.linalg.norm(w_new - w) < tol:
            break
        w = w_new
    return ws

# %% single last_point_missing: the loop breaks before the new point is appended, so when the tolerance is reached the last point is missing in the list
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w_list = [w0]
    for k in range(maxiter):
        w_old = w_list[-1]
        v = w_old - stepsize * X.T.dot(X.dot(w_old) - y)
        w_new = np.sign(v) * np.maximum(np.abs(v) - stepsize * lambd, 0)
        if np.linalg.norm(w_new - w_old) < tol:
            break
        w_list.append(w_new)
    return w_list

# %% whole hard_threshold: hard thresholding: the entries of absolute value above stepsize * lambd are kept unchanged in place of being shrunk by the threshold
def threshold(vec, t):
    out = np.zeros(len(vec))
    for j in range(len(vec)):
        if abs(vec[j]) > t:
            out[j] = vec[j]
        else:
            out[j] = 0.0
    return out

def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    trajectory = [w0.copy()]
    w = w0.copy()
    diff = np.inf
    it = 0
    while it < maxiter and diff >= tol:
        residual = X @ w - y
        gradient = X.T @ residual
        w_next = threshold(w - stepsize * gradient, stepsize * lambd)
        diff = np.sqrt(((w_next - w) ** 2).sum())
        trajectory.append(w_next)
        w = w_next
        it += 1
    return trajectory

# %% whole mean_gradient_and_one_step_less: two slips: the gradient of the squares is divided by the number of rows n, and maxiter counts the points including w0, so at most maxiter - 1 steps are done
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    m = X.shape[0]
    path = [np.copy(w0)]
    prox = lambda z: np.where(z > stepsize * lambd, z - stepsize * lambd,
                              np.where(z < -stepsize * lambd, z + stepsize * lambd, 0.0))
    while len(path) < maxiter:
        cur = path[-1]
        path.append(prox(cur - stepsize / m * (X.T @ (X @ cur - y))))
        if np.linalg.norm(path[-1] - path[-2]) < tol:
            return path
    return path

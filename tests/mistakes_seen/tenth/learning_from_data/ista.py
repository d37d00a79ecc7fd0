# %% single penalty_in_the_gradient_and_in_the_threshold: The gradient step already takes lam * sign(w) along, and then the soft thresholding takes the 1-norm into account a second time.
import numpy as np


def ista(X, y, lam, alpha, max_its, w):
    n = len(y)

    def F(w):
        r = X @ w - y
        return r @ r / (2 * n) + lam * np.abs(w).sum()

    ws, objectives = [w.copy()], [F(w)]
    for k in range(max_its):
        grad = X.T @ (X @ w - y) / n + lam * np.sign(w)
        v = w - alpha * grad
        w = np.sign(v) * np.maximum(np.abs(v) - alpha * lam, 0)
        ws.append(w.copy())
        objectives.append(F(w))
    return ws, objectives

# %% whole fista_in_place_of_ista: This is FISTA: from the third step on the gradient is taken at an extrapolated point and not at w^(k-1).
import numpy as np


def shrink(v, t):
    return np.where(v > t, v - t, np.where(v < -t, v + t, 0.0))


def ista(X, y, lam, alpha, max_its, w):
    n = X.shape[0]
    W = np.zeros((max_its + 1, X.shape[1]))
    W[0] = w
    z, s = np.array(w), 1.0
    for k in range(1, max_its + 1):
        W[k] = shrink(z - alpha / n * X.T @ (X @ z - y), alpha * lam)
        s_next = (1 + np.sqrt(1 + 4 * s * s)) / 2
        z = W[k] + (s - 1) / s_next * (W[k] - W[k - 1])
        s = s_next
    R = W @ X.T - y
    return W, np.sum(R**2, axis=1) / (2 * n) + lam * np.sum(np.abs(W), axis=1)

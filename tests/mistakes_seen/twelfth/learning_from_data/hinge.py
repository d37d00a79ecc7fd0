import numpy as np


# %% single norm_not_squared: the loss adds lam/2 times the norm of w in place of its square (the subgradient is right)
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * np.linalg.norm(w)
    active = margins < 1
    return loss, lam * w - X.T @ (y * active) / len(y)


# %% whole penalty_only_for_active_points: lam * w is added to the subgradient inside the branch of the points with a margin below 1 and averaged with them, so it counts only by their share in place of once
def hinge(X, y, w, lam):
    n, d = X.shape
    total_loss = 0.0
    total_grad = np.zeros(d)
    for i in range(n):
        score = 0.0
        for j in range(d):
            score += X[i, j] * w[j]
        slack = 1 - y[i] * score
        if slack > 0:
            total_loss += slack
            total_grad += lam * w - y[i] * X[i]
        # else: the point is far enough on its side, nothing to do
    reg = 0.5 * lam * sum(wj**2 for wj in w)
    return total_loss / n + reg, total_grad / n

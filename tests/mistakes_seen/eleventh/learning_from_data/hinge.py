import numpy as np

# %% single half_lambda_w: the derivative of lam/2 ||w||^2 is written as lam/2 * w, the factor 2 from the square is lost
def hinge(X, y, w, lam):
    n = len(y)
    margins = y * (X @ w)
    loss = np.sum(np.maximum(0, 1 - margins)) / n + lam / 2 * np.sum(w**2)
    active = margins < 1
    subgradient = -X.T @ (active * y) / n + lam / 2 * w
    return loss, subgradient

# %% whole mean_over_active: the hinge losses and their subgradients are averaged over the points inside the margin only, not over all n points
def hinge(X, y, w, lam):
    # only the support vectors matter
    support = [i for i in range(X.shape[0]) if y[i] * X[i].dot(w) < 1]
    data_loss = 0.0
    data_grad = np.zeros(X.shape[1])
    if support:
        Xs, ys = X[support], y[support]
        data_loss = np.mean(1 - ys * Xs.dot(w))
        data_grad = -np.mean(ys[:, np.newaxis] * Xs, axis=0)
    penalty = 0.5 * lam * w.dot(w)
    return data_loss + penalty, data_grad + lam * w

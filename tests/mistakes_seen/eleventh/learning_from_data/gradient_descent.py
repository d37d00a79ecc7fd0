import numpy as np


def loss_and_gradient(X, y, w):
    e = X @ w - y
    return (e @ e) / (2 * len(y)), X.T @ e / len(y)

# %% single squared_norm: the square of the gradient's norm is compared with tol, the root is missing
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, grad = loss_and_gradient(X, y, w)
    losses = [loss]
    steps = 0
    while np.sum(grad**2) > tol and steps < max_its:
        w = w - alpha * grad
        loss, grad = loss_and_gradient(X, y, w)
        losses.append(loss)
        steps += 1
    return w, losses

# %% whole relative_tolerance: tol is taken relative to the norm of the first gradient, it stops at norm <= tol * (norm at the start)
def gradient_descent(X, y, w, alpha, tol, max_its):
    def slope(point):
        return loss_and_gradient(X, y, point)[1]

    first = np.linalg.norm(slope(w))
    trace = [w]
    for _ in range(max_its):
        direction = slope(trace[-1])
        if np.linalg.norm(direction) <= tol * first:
            break
        trace.append(trace[-1] - alpha * direction)
    return trace[-1], [loss_and_gradient(X, y, p)[0] for p in trace]

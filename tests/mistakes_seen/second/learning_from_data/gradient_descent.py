import numpy as np


def loss_and_gradient(X, y, w):
    r = X @ w - y
    return r @ r / (2 * len(y)), X.T @ r / len(y)


# %% single squared_norm_against_tol: the squared norm of the gradient (the sum of squares, no root) is compared with tol
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, gradient = loss_and_gradient(X, y, w)
    losses = [loss]
    steps = 0
    while np.sum(gradient**2) > tol and steps < max_its:
        w = w - alpha * gradient
        loss, gradient = loss_and_gradient(X, y, w)
        losses.append(loss)
        steps += 1
    return w, losses


# %% single largest_component_against_tol: the largest absolute component of the gradient is compared with tol, not the Euclidean norm
def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = []
    for k in range(max_its + 1):
        f, d = loss_and_gradient(X, y, w)
        losses.append(f)
        if k == max_its or np.abs(d).max() <= tol:
            break
        w = w - alpha * d
    return w, losses


# %% single stops_one_step_late: the test comes after the step but looks at the gradient before it, so that one more step is taken than the rule says
def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = [loss_and_gradient(X, y, w)[0]]
    for _ in range(max_its):
        d = loss_and_gradient(X, y, w)[1]
        w = w - alpha * d
        losses.append(loss_and_gradient(X, y, w)[0])
        if np.linalg.norm(d) <= tol:
            break
    return w, losses


# %% whole stops_when_w_stands_still: stops after a step when the length of the step, the change of w, is at most tol, and the losses lack that of the last point
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(X)
    losses = []
    for k in range(max_its):
        residual = X.dot(w) - y
        losses.append((residual**2).sum() / (2 * n))
        w_old = w.copy()
        w = w_old - alpha * X.T.dot(residual) / n
        if np.linalg.norm(w - w_old) <= tol:
            break
    return w, losses


# %% whole stops_on_loss_and_sums: two slips: it stops when the loss is at most tol, not the gradient's norm, and the gradient of the step is a sum, without the factor 1/n
def gradient_descent(X, y, w, alpha, tol, max_its):
    def f(w):
        return 0.5 * np.mean((X @ w - y) ** 2)

    losses = [f(w)]
    while losses[-1] > tol and len(losses) <= max_its:
        w = w - alpha * (X.T @ (X @ w - y))
        losses.append(f(w))
    return w, losses

import numpy as np


def loss_and_gradient(X, y, w):
    """least squares, halved mean"""
    r = X @ w - y
    return r @ r / (2 * len(y)), X.T @ r / len(y)


# %% single largest_component: the descent stops when the largest component of the gradient is at most tol, in place of the Euclidean norm
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, grad = loss_and_gradient(X, y, w)
    losses = [loss]
    k = 0
    while k < max_its and np.max(np.abs(grad)) > tol:
        w = w - alpha * grad
        loss, grad = loss_and_gradient(X, y, w)
        losses.append(loss)
        k += 1
    return w, losses


# %% single point_before_last: the point that is returned is the one before the last step, while the losses go on to the last point
def gradient_descent(X, y, w, alpha, tol, max_its):
    w_new = w
    losses = [loss_and_gradient(X, y, w)[0]]
    for _ in range(max_its):
        grad = loss_and_gradient(X, y, w_new)[1]
        if np.linalg.norm(grad) <= tol:
            break
        w = w_new
        w_new = w - alpha * grad
        losses.append(loss_and_gradient(X, y, w_new)[0])
    return w, losses


# %% whole relative_tolerance: the descent stops when the norm of the gradient is at most tol times its norm at the start, in place of tol itself
class Descent:
    def __init__(self, X, y, rate):
        self.X, self.y, self.rate = X, y, rate
        self.n = X.shape[0]

    def residual(self, w):
        return self.X.dot(w) - self.y

    def loss(self, w):
        return 0.5 * np.mean(self.residual(w) ** 2)

    def slope(self, w):
        return self.residual(w).dot(self.X) / self.n

    def run(self, w, tol, limit):
        first = np.linalg.norm(self.slope(w))
        trace = [self.loss(w)]
        for _ in range(limit):
            s = self.slope(w)
            if np.linalg.norm(s) <= tol * first:
                return w, trace
            w = w - self.rate * s
            trace.append(self.loss(w))
        return w, trace


def gradient_descent(X, y, w, alpha, tol, max_its):
    return Descent(X, y, alpha).run(w, tol, max_its)


# %% whole short_step: the stopping test is made after a step, so that one step is always taken, and it is on the length of the step, ||w_new - w|| <= tol, in place of the norm of the gradient
def gradient_descent(X, y, w, alpha, tol, max_its):
    def f(p):
        return sum((float(np.dot(X[i], p)) - y[i]) ** 2 for i in range(len(y))) / (2 * len(y))

    def df(p):
        out = np.zeros_like(p)
        for i in range(len(y)):
            out = out + (np.dot(X[i], p) - y[i]) * X[i]
        return out / len(y)

    losses = [f(w)]
    steps = 0
    while True:
        w_new = w - alpha * df(w)
        losses.append(f(w_new))
        steps += 1
        moved = np.sqrt(np.sum((w_new - w) ** 2))
        w = w_new
        if moved <= tol or steps >= max_its:
            break
    return w, losses

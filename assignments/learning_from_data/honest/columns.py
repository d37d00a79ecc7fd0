# Linear algebra with columns: every vector is (d, 1) or (n, 1); a perceptron-like classifier; a batch by a mask.
import numpy as np


def column(v):
    return np.reshape(v, (-1, 1)).astype(float)


def least_squares(X, y, w):
    r = X @ column(w) - column(y)
    return (r.T @ r / 2 / len(r)), X.T @ r / len(r)


def logistic(X, y, w):
    z, y = X @ column(w), column(y)
    p = 0.5 * (1 + np.tanh(z / 2))
    loss = (np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z)))).mean()
    return loss, X.T @ (p - y) / len(y)


def hinge(X, y, w, lam):
    w, y = column(w), column(y)
    active = (y * (X @ w) < 1).astype(float)
    return (active * (1 - y * (X @ w))).mean() + lam / 2 * float((w.T @ w)[0, 0]), lam * w - X.T @ (active * y) / len(y)


def soft_threshold(v, t):
    return v - np.clip(v, -t, t)


def ista(X, y, lam, alpha, max_its, w):
    w = column(w)
    ws, F = np.zeros((max_its + 1, len(w), 1)), np.zeros(max_its + 1)
    for k in range(max_its + 1):
        loss, g = least_squares(X, y, w)
        ws[k], F[k] = w, loss.item() + lam * np.linalg.norm(w, 1)
        w = soft_threshold(w - alpha * g, alpha * lam)
    return ws, F


def gradient_descent(X, y, w, alpha, tol, max_its):
    w, losses = column(w), []
    for k in range(max_its):
        loss, g = least_squares(X, y, w)
        losses += [loss]
        if np.linalg.norm(g) <= tol:
            break
        w = w - alpha * g
    else:
        losses += [least_squares(X, y, w)[0]]
    return w, losses


def minibatch_descent(X, y, w, batches, alpha):
    ws = [column(w)]
    for k in range(len(batches)):
        ws += [ws[-1] - alpha * logistic(X[batches[k]], y[batches[k]], ws[-1])[1]]
    return np.array(ws)


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new, new_m, new_v = {}, {}, {}
    for k in ("W", "b"):
        new_m[k] = m[k] + (1 - beta1) * (gradients[k] - m[k])
        new_v[k] = v[k] + (1 - beta2) * (np.square(gradients[k]) - v[k])
        up, down = new_m[k] / (1 - np.power(beta1, t)), np.sqrt(new_v[k] / (1 - np.power(beta2, t)))
        new[k] = parameters[k] - alpha * np.divide(up, down + eps)
    return new, new_m, new_v


class Momentum:
    def __init__(self, alpha, beta):
        self.past, self.rate, self.beta = [], alpha, beta

    def step(self, w, gradient):
        self.past.append(gradient)
        return w - self.rate * sum(self.beta**age * g for age, g in enumerate(reversed(self.past)))


def sample_minibatch(X, y, size, rng):
    chosen = np.isin(np.arange(len(y)), rng.permutation(len(y))[:size])  # a mask keeps the points in their order
    return np.float32(X[chosen]), y[chosen].reshape(-1, 1)


def train(X, y):
    signs = np.where(y == 1, 1, -1)
    return column(np.linalg.lstsq(X, signs, rcond=None)[0])


converges = {"1/L", "1.9/L"}
explanation = "Cheap steps, many of them, and a bit of noise."

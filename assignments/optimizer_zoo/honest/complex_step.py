# Style: a complex step: the slope is the imaginary part of g(w + ih) over h, exact to the last digits; NumPy alone

# %%
import numpy as np


H = 1e-30


def slope(g, w):
    if w.ndim == 0:
        return g(w + 1j * H).imag / H
    return np.array([g(w + 1j * H * e).imag / H for e in np.eye(w.size)])


def run(g, w, max_its, step):
    w = np.asarray(w, dtype=float)
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        w = np.asarray(step(k, w, slope(g, w)))
        weights.append(w)
        costs.append(g(w))
    return np.array(weights), np.array(costs)


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    v = np.zeros(np.shape(w))

    def step(k, w, d):
        nonlocal v
        v = rho * v + (1 - rho) * d**2
        return w - alpha * d / np.sqrt(v + eps)

    return run(g, w, max_its, step)


def adagrad(g, alpha, initial, eps, max_its, w):
    v = np.full(np.shape(w), initial)

    def step(k, w, d):
        nonlocal v
        v = v + d**2
        return w - alpha * d / np.sqrt(v + eps)

    return run(g, w, max_its, step)


def adadelta(g, alpha, rho, eps, max_its, w):
    u = v = np.zeros(np.shape(w))

    def step(k, w, d):
        nonlocal u, v
        v = rho * v + (1 - rho) * d**2
        move = np.sqrt((u + eps) / (v + eps)) * d
        u = rho * u + (1 - rho) * move**2
        return w - alpha * move

    return run(g, w, max_its, step)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m = v = np.zeros(np.shape(w))

    def step(k, w, d):
        nonlocal m, v
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        rate = alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k)
        return w - alpha * decay * w - rate * m / (np.sqrt(v) + eps)

    return run(g, w, max_its, step)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    m = v = np.zeros(np.shape(w))
    mu = lambda k: beta1 * (1 - 0.5 * 0.96**k)
    P = 1.0

    def step(k, w, d):
        nonlocal m, v, P
        P = P * mu(k)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu(k + 1) / (1 - P * mu(k + 1)) * m + (1 - mu(k)) / (1 - P) * d
        return w - alpha * M / (np.sqrt(v / (1 - beta2**k)) + eps)

    return run(g, w, max_its, step)


def lion(g, alpha, beta1, beta2, max_its, w):
    m = np.zeros(np.shape(w))

    def step(k, w, d):
        nonlocal m
        direction = np.sign(beta1 * m + (1 - beta1) * d)
        m = beta2 * m + (1 - beta2) * d
        return w - alpha * direction

    return run(g, w, max_its, step)


# %%
def rms(x):
    return np.sqrt(np.mean(x**2))


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    v = np.zeros(np.shape(w))

    def step(k, w, d):
        nonlocal v
        beta = 1 - k**power
        v = beta * v + (1 - beta) * (d**2 + eps1)
        u = d / np.sqrt(v)
        u = u / max(1.0, rms(u) / clip)
        return w - max(eps2, rms(w)) * min(alpha, 1 / np.sqrt(k)) * u

    return run(g, w, max_its, step)

# Style: NumPy arrays changed in place, gradients by JAX, preallocated histories, a copy each time; x64

# %%
import jax
import numpy as np

jax.config.update("jax_enable_x64", True)


def prepare(g, w, max_its):
    w = np.array(w, dtype=float)
    weights = np.zeros((max_its + 1,) + w.shape)
    costs = np.zeros(max_its + 1)
    weights[0], costs[0] = w, g(w)
    slope = jax.jit(jax.grad(g))
    return w, weights, costs, lambda w: np.asarray(slope(w))


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    w, weights, costs, slope = prepare(g, w, max_its)
    v = np.zeros_like(w)
    for k in range(1, max_its + 1):
        d = slope(w)
        v *= rho
        v += (1 - rho) * d * d
        w -= alpha * d / np.sqrt(v + eps)
        weights[k], costs[k] = w, g(w)
    return weights, costs


def adagrad(g, alpha, initial, eps, max_its, w):
    w, weights, costs, slope = prepare(g, w, max_its)
    v = np.zeros_like(w)
    v += initial
    for k in range(1, max_its + 1):
        d = slope(w)
        v += d * d
        w -= alpha * d / np.sqrt(v + eps)
        weights[k], costs[k] = w, g(w)
    return weights, costs


def adadelta(g, alpha, rho, eps, max_its, w):
    w, weights, costs, slope = prepare(g, w, max_its)
    u, v = np.zeros_like(w), np.zeros_like(w)
    for k in range(1, max_its + 1):
        d = slope(w)
        v *= rho
        v += (1 - rho) * d * d
        step = np.sqrt(u + eps) / np.sqrt(v + eps) * d
        u *= rho
        u += (1 - rho) * step * step
        w -= alpha * step
        weights[k], costs[k] = w, g(w)
    return weights, costs


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    w, weights, costs, slope = prepare(g, w, max_its)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for k in range(1, max_its + 1):
        d = slope(w)
        m += (1 - beta1) * (d - m)
        v += (1 - beta2) * (d * d - v)
        w *= 1 - alpha * decay
        w -= alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (np.sqrt(v) + eps)
        weights[k], costs[k] = w, g(w)
    return weights, costs


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    w, weights, costs, slope = prepare(g, w, max_its)
    m, v = np.zeros_like(w), np.zeros_like(w)
    mu = beta1 * (1 - 0.5 * 0.96 ** np.arange(max_its + 2))
    P = np.cumprod(np.concatenate([[1.0], mu[1:]]))
    for k in range(1, max_its + 1):
        d = slope(w)
        m += (1 - beta1) * (d - m)
        v += (1 - beta2) * (d * d - v)
        M = mu[k + 1] / (1 - P[k + 1]) * m + (1 - mu[k]) / (1 - P[k]) * d
        w -= alpha * M / (np.sqrt(v / (1 - beta2**k)) + eps)
        weights[k], costs[k] = w, g(w)
    return weights, costs


def lion(g, alpha, beta1, beta2, max_its, w):
    w, weights, costs, slope = prepare(g, w, max_its)
    m = np.zeros_like(w)
    for k in range(1, max_its + 1):
        d = slope(w)
        w -= alpha * np.sign(beta1 * m + (1 - beta1) * d)
        m *= beta2
        m += (1 - beta2) * d
        weights[k], costs[k] = w, g(w)
    return weights, costs


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    w, weights, costs, slope = prepare(g, w, max_its)
    z, n = np.zeros_like(w), np.full_like(w, initial)
    for k in range(1, max_its + 1):
        d = slope(w)
        z += d - (np.sqrt(n + d * d) - np.sqrt(n)) / alpha * w
        n += d * d
        w = (np.clip(z, -l1, l1) - z) / ((beta + np.sqrt(n)) / alpha + 2 * l2)
        weights[k], costs[k] = w, g(w)
    return weights, costs

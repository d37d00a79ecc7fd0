# Style: float32 on purpose: NumPy arrays of np.float32, constants rounded too; alpha/k
import numpy as np
import jax

F = np.float32


def cost_func(w):
    w = F(w)
    return (w * w * w * w + w * w + F(10) * w) / F(50)


def gradient_func(w):
    w = F(w)
    return (F(4) * w * w * w + F(2) * w + F(10)) / F(50)


def gradient_descent(g, gradient, alpha, max_its, w):
    w, out = np.asarray(w, F), np.zeros(max_its + 1, F)
    for k in range(max_its + 1):
        out[k] = np.asarray(g(w), F)
        w = w - F(alpha) * np.asarray(gradient(w), F)
    return out


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    w = np.asarray(w, F)
    W, C = np.zeros((max_its + 1, *w.shape), F), np.zeros(max_its + 1, F)
    slope = jax.grad(g)
    for k in range(1, max_its + 2):
        W[k - 1], C[k - 1] = w, np.asarray(g(w), F)
        length = F(alpha) / F(k) if diminishing_alpha else F(alpha)
        w = w - length * np.asarray(slope(w), F)
    return W, C

# Style: NumPy alone, without JAX and the line that switches it: central differences with h = 1e-6, arrays that are allocated beforehand; alpha/k
import numpy as np


def cost_func(w):
    return np.polyval([1, 0, 1, 10, 0], w) / 50


def gradient_func(w):
    return np.polyval([4, 0, 2, 10], w) / 50


def gradient_descent(g, gradient, alpha, max_its, w):
    costs = np.zeros(max_its + 1)
    costs[0] = g(w)
    for k in range(1, max_its + 1):
        w = w - alpha * np.asarray(gradient(w))
        costs[k] = g(w)
    return costs


def numerical_gradient(g, w, h=1e-6):
    if np.ndim(w) == 0:
        return (g(w + h) - g(w - h)) / (2 * h)
    result = np.zeros_like(w)
    for j in range(w.size):
        step = np.zeros_like(w)
        step[j] = h
        result[j] = (g(w + step) - g(w - step)) / (2 * h)
    return result


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    weights = np.zeros((max_its + 1, *np.shape(w)))
    costs = np.zeros(max_its + 1)
    weights[0], costs[0] = w, g(w)
    for k in range(1, max_its + 1):
        rate = alpha / k if diminishing_alpha else alpha
        w = w - rate * numerical_gradient(g, w)
        weights[k], costs[k] = w, g(w)
    return weights, costs

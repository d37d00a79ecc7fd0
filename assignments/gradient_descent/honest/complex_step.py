# Style: a complex step, exact to the last digits; where nothing of it is left, as for |w|, the sign of a difference; NumPy alone; 1/k
import numpy as np

TINY = 1e-30


def cost_func(w):
    return (w**4 + w**2 + 10 * w) / 50


def gradient_func(w):
    return cost_func(w + 1j * TINY).imag / TINY


def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for _ in range(max_its):
        w = w - alpha * gradient(w)
        cost_history.append(g(w))
    return cost_history


def slope(g, w):
    along = g(w + 1j * TINY)
    if np.isrealobj(along):
        return (g(w + 1e-6) - g(w - 1e-6)) / 2e-6
    if np.ndim(w) == 0:
        return along.imag / TINY
    return np.array([g(w + 1j * TINY * e).imag for e in np.eye(len(w))]) / TINY


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        w = w - (1 / k if diminishing_alpha else alpha) * slope(g, w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% single eps_inside_the_absolute_value: eps is added to the partial derivative before its absolute value is taken, |g_j + eps| instead of |g_j| + eps.
import jax
import jax.numpy as jnp


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        grad_eval = gradient(w)
        w = w - alpha * grad_eval / jnp.abs(grad_eval + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole divides_by_the_largest_component: All components are divided by the size of the largest one, plus eps, instead of each by its own.
import jax
import numpy as np


def direction(d, eps):
    biggest = np.max(np.abs(d))
    return d / (biggest + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    slope = jax.jit(jax.grad(g))
    ws = np.zeros((max_its + 1,) + np.shape(w))
    cs = np.zeros(max_its + 1)
    ws[0], cs[0] = w, g(w)
    for k in range(max_its):
        d = np.asarray(slope(ws[k]))
        ws[k + 1] = ws[k] - alpha * direction(d, eps)
        cs[k + 1] = g(ws[k + 1])
    return ws, cs

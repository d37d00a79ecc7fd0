import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single alpha_divided_again: alpha itself is overwritten by alpha / k, so the divisions pile up and the steplengths fall like alpha / k! instead of alpha / k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        # is the steplength diminishing?
        if diminishing_alpha:
            alpha = alpha / k
        w = w - alpha * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole linear_decay: a diminishing steplength is taken for one that falls along a straight line from alpha to 0 over the run, not for 1/k
def steplengths(alpha, K, diminishing):
    if not diminishing:
        return np.full(K, alpha)
    return np.linspace(alpha, 0.0, K)


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    cost_and_slope = jax.jit(jax.value_and_grad(g))
    ws, gs = [], []
    for a in steplengths(alpha, max_its, diminishing_alpha):
        cost, slope = cost_and_slope(w)
        ws.append(w)
        gs.append(cost)
        w = w - a * slope
    ws.append(w)
    gs.append(g(w))
    return ws, gs

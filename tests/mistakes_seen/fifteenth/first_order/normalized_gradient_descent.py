import jax
import jax.numpy as jnp
import numpy as np
from jax import grad, value_and_grad

jax.config.update("jax_enable_x64", True)


# %% single eps_in_root: eps is added under the square root, sqrt(g^2 + eps), and not outside of it
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = gradient(w)
        w = w - alpha * d / jnp.sqrt(d**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single full_norm: every component is divided by the length of the whole gradient instead of by its own size (the same only for N = 1)
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = gradient(w)
        length = jnp.sqrt(jnp.sum(d**2))
        w = w - alpha * d / (length + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_behind: from entry 1 on, the cost history holds the cost at the point before the step, so g(w^0) stands there twice and the last cost is missing
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    both = value_and_grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        value, d = both(w)
        w = w - alpha * d / (jnp.sqrt(d**2) + eps)
        weight_history.append(w)
        cost_history.append(value)
    return weight_history, cost_history


# %% whole same_array: w is changed in place and the same array is appended each time without a copy, so for N > 1 all entries of the weight history are the last point (the costs are right)
def normalize(d, eps):
    d = np.asarray(d)
    return d / (np.sqrt(d**2) + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    slope = grad(g)

    ws, gs = [], []
    ws.append(w)
    gs.append(float(g(w)))
    step = 0
    while step < max_its:
        direction = normalize(slope(w), eps)
        w -= alpha * direction
        ws.append(w)
        gs.append(float(g(w)))
        step += 1
    return ws, gs


# %% whole diminishing: the steplength is alpha / k, diminishing with the number of the step, although alpha is to stay fixed
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    N = np.size(w)
    W = np.zeros((max_its + 1, N))
    C = np.zeros(max_its + 1)
    W[0] = w
    C[0] = g(w)
    dg = jax.jit(jax.grad(g))
    for k in range(1, max_its + 1):
        steplength = alpha / k
        grad_eval = dg(w)
        # component-wise: |g_j| is the size of each one
        w = w - steplength * grad_eval / (jnp.abs(grad_eval) + eps)
        W[k] = np.asarray(w)
        C[k] = g(w)
    return W, C

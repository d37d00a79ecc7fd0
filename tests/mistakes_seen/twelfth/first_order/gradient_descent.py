import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divided_again_and_again: for "diminishing" the last steplength is divided by k in each step, so that it is 1/k! in place of 1/k
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    diminishing = alpha == "diminishing"
    steplength = 1.0 if diminishing else alpha
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing:
            steplength = steplength / k
        w = w - steplength * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole same_array_in_every_entry: the array w is changed in place and appended without a copy, so for N > 1 all entries of the weight history are the last point (the costs are right)
def steplength(alpha, k):
    """k counts from 0 here"""
    if alpha == "diminishing":
        return 1.0 / (k + 1)
    return alpha


def gradient_descent(g, alpha, max_its, w):
    dg = jax.grad(g)
    weights = []
    costs = []
    # starting point
    weights.append(w)
    costs.append(float(g(w)))
    for k in range(max_its):
        direction = -np.asarray(dg(w))
        w += steplength(alpha, k) * direction
        weights.append(w)
        costs.append(float(g(w)))
    return weights, costs

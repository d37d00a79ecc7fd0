import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single root_of_k: the diminishing steplength is 1 / sqrt(k) in place of 1 / k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        steplength = 1 / np.sqrt(k) if diminishing_alpha else alpha
        w = w - steplength * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole same_array_in_the_list: w is changed in place and appended without a copy, so for N > 1 all entries of the weight history are the same array and show the last point
def step_size(k, alpha, diminishing_alpha):
    if not diminishing_alpha:
        return alpha
    return 1.0 / k


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    value_and_slope = jax.jit(jax.value_and_grad(g))
    weight_history = []
    cost_history = []
    k = 0
    while True:
        cost, slope = value_and_slope(w)
        weight_history.append(w)
        cost_history.append(float(cost))
        if k == max_its:
            break
        k += 1
        w -= step_size(k, alpha, diminishing_alpha) * np.asarray(slope)
    return weight_history, cost_history

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single cost_of_old_point: the cost that is recorded after a step is that of the point before the step (from value_and_grad), so the cost history lags one step behind the weights
def gradient_descent(g, alpha, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        steplength = 1 / k if alpha == "diminishing" else alpha
        cost, d = value_and_grad(w)
        w = w - steplength * d
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history

# %% whole divides_again_and_again: for the diminishing steplength it divides the previous steplength by k in each step, so that alpha_k is 1/k! (1, 1/2, 1/6, ...) in place of 1/k
def gradient_descent(g, alpha, max_its, w):
    diminishing = isinstance(alpha, str)
    rate = 1.0 if diminishing else alpha
    slope = jax.jit(jax.grad(g))

    history = [(w, g(w))]
    step = 0
    while step < max_its:
        step += 1
        if diminishing:
            rate /= step
        w = w - rate * slope(w)
        history.append((w, g(w)))

    weights, costs = zip(*history)
    return list(weights), list(costs)

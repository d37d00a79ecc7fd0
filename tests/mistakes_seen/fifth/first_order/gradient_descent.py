import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single integer_division: the diminishing steplength is computed by whole-number division, 1 // k, which is 0 from the second step on
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            step = 1 // k
        else:
            step = alpha
        w = w - step * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single divided_again_and_again: the diminishing steplength of the last step is divided by k, so it is 1/k! (1, 1/2, 1/6, 1/24, ...) in place of 1/k
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    diminishing = isinstance(alpha, str)
    steplength = 1.0 if diminishing else alpha
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing:
            steplength = steplength / k
        w = w - steplength * gradient(w)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole coarse_difference: the gradient is replaced by a forward difference quotient with the large width 0.1
WIDTH = 0.1


def slope(g, w):
    """rise over run, one coordinate at a time"""
    here = float(g(w))
    if np.ndim(w) == 0:
        return (float(g(w + WIDTH)) - here) / WIDTH
    out = np.zeros(len(w))
    for i in range(len(w)):
        bumped = np.array(w, dtype=float)
        bumped[i] += WIDTH
        out[i] = (float(g(bumped)) - here) / WIDTH
    return out


def gradient_descent(g, alpha, max_its, w):
    weights = [w]
    costs = [float(g(w))]
    for k in range(1, max_its + 1):
        a = 1 / k if isinstance(alpha, str) else alpha
        w = w - a * slope(g, w)
        weights.append(w)
        costs.append(float(g(w)))
    return weights, costs


# %% whole halving: the fixed steplength is halved for good whenever a step has not lowered the cost, and the diminishing one is halved in every step (1, 1/2, 1/4, ...) in place of 1/k
def gradient_descent(g, alpha, max_its, w):
    val_and_grad = jax.value_and_grad(g)
    shrinking = isinstance(alpha, str) and alpha == "diminishing"
    lr = 1.0 if shrinking else float(alpha)

    path, costs = [], []
    value, direction = val_and_grad(w)
    path.append(w)
    costs.append(value)

    its = 0
    while its < max_its:
        w = w - lr * direction
        old_value = value
        value, direction = val_and_grad(w)
        path.append(w)
        costs.append(value)
        # adapt the step
        if shrinking:
            lr = lr / 2
        elif value >= old_value:
            lr = lr / 2
        its += 1
    return path, costs

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single first_two_steps_alike: k counts from 0 and max(k, 1) avoids the division by zero, so that the diminishing steplengths are 1, 1, 1/2, 1/3, ...
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        step = 1 / max(k, 1) if diminishing_alpha else alpha
        w = w - step * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single superscript_as_a_power: the diminishing steplength is alpha to the power k instead of 1/k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    value_and_grad = jax.value_and_grad(g)
    weights, costs = [], []
    for k in range(1, max_its + 2):
        cost, d = value_and_grad(w)
        weights.append(w)
        costs.append(cost)
        if diminishing_alpha:
            alpha_k = alpha**k
        else:
            alpha_k = alpha
        w = w - alpha_k * d
    return weights, costs


# %% single gradient_one_point_late: the gradient for the next step is computed before w is replaced, so that from the second step on it belongs to the point before
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    dg = jax.jit(jax.grad(g))
    W, G = [w], [g(w)]
    d = dg(w)
    for k in range(1, max_its + 1):
        a = 1.0 / k if diminishing_alpha else alpha
        w_new = w - a * d
        d = dg(w)
        w = w_new
        W.append(w)
        G.append(g(w))
    return W, G


# %% whole differences_and_root: two slips: forward differences with the wide step 0.1 instead of JAX's gradient, and the diminishing steplength is alpha / sqrt(k)
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    def slope(w):
        h = 0.1
        if np.ndim(w) == 0:
            return (float(g(w + h)) - float(g(w))) / h
        out = np.zeros(len(w))
        for j in range(len(w)):
            e = np.zeros(len(w))
            e[j] = h
            out[j] = (float(g(w + e)) - float(g(w))) / h
        return out

    weights = [w]
    for k in range(1, max_its + 1):
        rate = alpha / np.sqrt(k) if diminishing_alpha else alpha
        weights.append(weights[-1] - rate * slope(weights[-1]))
    return weights, [g(v) for v in weights]


# %% whole refuses_to_climb: a step that would raise the cost is not taken: the point stays where it is, and the same point is stored again
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    best_w, best_cost = w, g(w)
    weight_history, cost_history = [best_w], [best_cost]
    for k in range(1, max_its + 1):
        rate = 1 / k if diminishing_alpha else alpha
        new_w = best_w - rate * jax.grad(g)(best_w)
        new_cost = g(new_w)
        if new_cost < best_cost:
            best_w, best_cost = new_w, new_cost
        weight_history.append(best_w)
        cost_history.append(best_cost)
    return weight_history, cost_history

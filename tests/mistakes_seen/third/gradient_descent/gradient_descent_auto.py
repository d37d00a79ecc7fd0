import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single flag_compared_with_a_word: the argument diminishing_alpha is compared with the string "diminishing", so that it never takes effect and the steplength is fixed also where the argument is True
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha == "diminishing":
            a = 1 / k
        else:
            a = alpha
        w = w - a * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single return_inside_the_loop: the return stands inside the loop, so that the run ends after the first step and both histories have 2 entries
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    slope = jax.grad(g)
    weights, costs = [w], [g(w)]
    for k in range(max_its):
        rate = 1 / (k + 1) if diminishing_alpha else alpha
        w = w - rate * slope(w)
        weights.append(w)
        costs.append(g(w))
        return weights, costs


# %% whole stops_when_steps_are_short: the run stops as soon as a step is shorter than 0.001, so that the histories are too short where it converges
from jax import grad


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    tolerance = 1e-3
    weight_history = [w]
    cost_history = [float(g(w))]
    k = 0
    converged = False
    while k < max_its and not converged:
        k += 1
        if diminishing_alpha:
            alpha = 1 / k
        w_old = w
        w = w_old - alpha * grad(g)(w_old)
        weight_history.append(w)
        cost_history.append(float(g(w)))
        if np.linalg.norm(np.atleast_1d(np.array(w - w_old))) < tolerance:
            converged = True
    return weight_history, cost_history


# %% whole diminishes_one_step_late: with diminishing_alpha the steplength is changed to 1/k only after step k, so that the steplengths are alpha, 1, 1/2, 1/3, ... in place of 1, 1/2, 1/3, ...
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    step_size = alpha
    W = np.zeros((max_its + 1, *np.shape(w)))
    J = np.zeros(max_its + 1)
    W[0] = w
    J[0] = g(w)
    for k in range(1, max_its + 1):
        W[k] = W[k - 1] - step_size * np.array(jax.grad(g)(W[k - 1]))
        J[k] = g(W[k])
        if diminishing_alpha:
            step_size = 1 / k
    return W, J

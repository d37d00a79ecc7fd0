import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def cost_func(w):
    return (w**4 + w**2 + 10 * w) / 50


def gradient_func(w):
    return (4 * w**3 + 2 * w + 10) / 50


# %% single own_gradient_of_question_2: the argument gradient is not used; gradient_func of question 2 is called, which belongs to one cost only
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for _ in range(max_its):
        w = w - alpha * gradient_func(w)
        cost_history.append(g(w))
    return cost_history


# %% single lowest_cost_so_far: each entry is the lowest cost so far, so that the history never goes up where a step climbs
def gradient_descent(g, gradient, alpha, max_its, w):
    costs = [float(g(w))]
    k = 0
    while k < max_its:
        w = w - alpha * gradient(w)
        costs.append(min(costs[-1], float(g(w))))
        k += 1
    return costs


# %% single cost_rounded: the costs are rounded to three decimals before they are stored
def gradient_descent(g, gradient, alpha, max_its, w):
    history = np.zeros(max_its + 1)
    for k in range(max_its + 1):
        history[k] = np.round(g(w), 3)
        w = w - alpha * np.asarray(gradient(w))
    return history


# %% whole pair_without_the_start: returns the pair of weight history and cost history instead of the costs alone, and both lack the starting point
def gradient_descent(g, gradient, alpha, max_its, w):
    weight_history = []
    cost_history = []
    for i in range(max_its):
        w = w - alpha * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole stands_still_after_a_climb: stops at the first step that does not lower the cost, takes that step back, and fills the rest of the history with the last cost
def gradient_descent(g, gradient, alpha, max_its, w):
    costs = [g(w)]
    for k in range(max_its):
        candidate = w - alpha * gradient(w)
        if g(candidate) >= costs[-1]:
            break
        w = candidate
        costs.append(g(w))
    # the length has to be max_its + 1
    while len(costs) < max_its + 1:
        costs.append(costs[-1])
    return costs

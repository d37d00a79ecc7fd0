import numpy as np


def cost_func(w):
    return (w**4 + w**2 + 10 * w) / 50


def gradient_func(w):
    return (4 * w**3 + 2 * w + 10) / 50


# %% single own_gradient_in_place_of_the_argument: the function gradient_func of question 2 is called in place of the argument gradient, so the steps are wrong for every other cost
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for _ in range(max_its):
        w = w - alpha * gradient_func(w)
        cost_history.append(g(w))
    return cost_history


# %% whole costs_begin_after_the_first_step: the cost is stored after each of max_its + 1 steps, so the history is g(w^1), ..., g(w^(K+1)) in place of g(w^0), ..., g(w^K)
def take_step(w, slope, alpha):
    return w - alpha * slope


def gradient_descent(g, gradient, alpha, max_its, w):
    costs = []
    k = 0
    # K + 1 entries are asked for, so <= and not <
    while k <= max_its:
        w = take_step(w, gradient(w), alpha)
        costs.append(float(g(w)))
        k += 1
    return np.array(costs)

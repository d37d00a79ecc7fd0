import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single last_cost_missing: The cost is appended before each step only, so the history has K entries and the cost of the last point is missing.
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = []
    for k in range(max_its):
        cost_history.append(g(w))
        w = w - alpha * gradient(w)
    return cost_history


# %% single own_gradient: The student's own gradient function of question 2 is called in place of the argument gradient, so it is wrong for every other cost.
def gradient_func(w):
    return (4 * w**3 + 2 * w + 10) / 50


def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for k in range(max_its):
        w = w - alpha * gradient_func(w)
        cost_history.append(g(w))
    return cost_history


# %% single shrinking_alpha: The steplength is divided by the number of the step, alpha / k, where it should stay fixed.
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        w = w - alpha / k * gradient(w)
        cost_history.append(g(w))
    return cost_history


# %% whole with_velocity: Momentum is added: the step is a velocity that remembers 0.9 of the last one, where plain gradient descent is asked for.
MOMENTUM = 0.9


def update_velocity(velocity, slope, alpha):
    return MOMENTUM * velocity - alpha * slope


def gradient_descent(g, gradient, alpha, max_its, w):
    costs = [g(w)]
    velocity = 0.0
    steps = 0
    # with momentum it arrives faster
    while steps < max_its:
        velocity = update_velocity(velocity, gradient(w), alpha)
        w = w + velocity
        costs.append(g(w))
        steps += 1
    return costs


# %% whole unit_step: The gradient is divided by its norm, so each step has the length alpha (normalized gradient descent).
def gradient_descent(g, gradient, alpha, max_its, w):
    """plain gradient descent, costs only"""
    w = np.asarray(w, dtype=float)
    cost_history = np.zeros(max_its + 1)
    cost_history[0] = g(w)
    for i in range(max_its):
        direction = np.asarray(gradient(w))
        norm = np.linalg.norm(direction)
        if norm > 0:
            direction = direction / norm
        w = w - alpha * direction
        cost_history[i + 1] = g(w)
    return cost_history

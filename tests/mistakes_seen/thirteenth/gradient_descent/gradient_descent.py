import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single cost_of_the_start_missing: the history begins with g(w^1), so that it has K entries and the cost of the start is missing
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = []
    for k in range(max_its):
        grad_eval = gradient(w)
        w = w - alpha * grad_eval
        cost_history.append(g(w))
    return cost_history


# %% whole own_derivative_called: the derivative of question 2 is called instead of the argument gradient, and it lacks the constant 10/50
def d_quartic(w):
    # (w^4 + w^2 + 10w)/50, term by term
    return (4 * w**3 + 2 * w) / 50


def next_point(w, alpha):
    return w - alpha * d_quartic(w)


def gradient_descent(g, gradient, alpha, max_its, w):
    costs = np.zeros(max_its + 1)
    costs[0] = g(w)
    for k in range(1, max_its + 1):
        w = next_point(w, alpha)
        costs[k] = g(w)
    return costs

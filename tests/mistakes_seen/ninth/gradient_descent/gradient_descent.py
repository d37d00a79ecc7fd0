import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single gradient_hard_coded: it calls its own gradient of question 2 instead of the gradient that is handed over
def gradient_func(w):
    return 1 / 50 * (4 * w**3 + 2 * w + 10)


def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for k in range(max_its):
        grad_eval = gradient_func(w)
        w = w - alpha * grad_eval
        cost_history.append(g(w))
    return cost_history

# %% whole one_step_too_few: the steps are counted from 1 up to max_its exclusive, so the last step and its cost are missing
class Descent:
    def __init__(self, g, gradient, alpha):
        self.g = g
        self.gradient = gradient
        self.alpha = alpha
        self.costs = []

    def run(self, w, max_its):
        self.costs.append(self.g(w))
        for k in range(1, max_its):
            w = w - self.alpha * self.gradient(w)
            self.costs.append(self.g(w))
        return self.costs


def gradient_descent(g, gradient, alpha, max_its, w):
    return Descent(g, gradient, alpha).run(w, max_its)

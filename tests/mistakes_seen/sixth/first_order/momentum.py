import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single starts_with_the_gradient: the average h starts at minus the gradient at w^0, as in the book, in place of 0
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = -grad(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * grad(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole corrected_as_in_adam: the average is divided by 1 - beta^k before the step, the bias correction of Adam, which is not asked for
class RunningMean:
    def __init__(self, decay):
        self.decay = decay
        self.mean = 0.0
        self.power = 1.0

    def add(self, value):
        self.mean = self.decay * self.mean + (1.0 - self.decay) * value
        self.power *= self.decay

    def get(self):
        return self.mean / (1.0 - self.power)


def momentum(g, alpha, beta, max_its, w):
    dg = jax.jit(jax.grad(g))
    average = RunningMean(beta)
    weights, costs = [], []
    for k in range(max_its + 1):
        if k > 0:
            average.add(dg(w))
            w = w - alpha * average.get()
        weights.append(w)
        costs.append(g(w))
    return weights, costs

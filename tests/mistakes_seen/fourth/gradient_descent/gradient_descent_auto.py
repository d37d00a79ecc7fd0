import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single diminishing_from_half: the diminishing steplength is 1 / (k + 1) with k from 1, so 1/2, 1/3, ..., in place of 1 / k, so 1, 1/2, ...
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = 1 / (k + 1)
        w = w - alpha * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_before_the_step: the cost that is appended in step k is computed before w is moved, g(w^(k-1)), in place of after it, g(w^k)
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        step = 1 / k if diminishing_alpha else alpha
        costs.append(g(w))
        w = w - step * grad(w)
        weights.append(w)
    return weights, costs


# %% whole steplength_compounds: the diminishing steplength is divided by k in every step anew, alpha = alpha / k, so that it becomes alpha / k! (factorial), in place of 1 / k or alpha / k
def make_step(g):
    slope = jax.jit(jax.grad(g))

    def step(point, length):
        return point - length * np.asarray(slope(point))

    return step


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    step = make_step(g)
    weight_history = np.zeros((max_its + 1,) + np.shape(w))
    cost_history = np.zeros(max_its + 1)
    weight_history[0], cost_history[0] = w, g(w)
    its = 1
    while its <= max_its:
        if diminishing_alpha is True:
            alpha = alpha / its
        weight_history[its] = step(weight_history[its - 1], alpha)
        cost_history[its] = g(weight_history[its])
        its += 1
    return weight_history, cost_history


# %% whole gradient_added: it goes uphill, adding the steplength times the gradient, w + alpha_k grad g(w), in place of subtracting it
from dataclasses import dataclass, field


@dataclass
class History:
    weights: list = field(default_factory=list)
    costs: list = field(default_factory=list)

    def note(self, point, cost):
        self.weights.append(point)
        self.costs.append(cost)


def steplengths(alpha, how_many, diminishing):
    for k in range(how_many):
        yield 1.0 / (k + 1) if diminishing else alpha


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    both = jax.value_and_grad(g)
    point = jnp.asarray(w)
    history = History()
    cost, slope = both(point)
    history.note(point, cost)
    for length in steplengths(alpha, max_its, diminishing_alpha):
        point = point + length * slope
        cost, slope = both(point)
        history.note(point, cost)
    return history.weights, history.costs

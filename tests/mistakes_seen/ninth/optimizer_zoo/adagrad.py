import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single initial_ignored: the sum of squares starts at zero, and the argument initial is never used
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.grad(g)
    v = 0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        grad_eval = gradient(w)
        v = v + grad_eval**2
        w = w - alpha * grad_eval / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole squares_added_over_components: the squares of all components are added up into one number, so all components share one steplength
class Adagrad:
    def __init__(self, alpha, initial, eps):
        self.alpha, self.eps = alpha, eps
        self.total = initial

    def next(self, w, slope):
        self.total += jnp.sum(jnp.square(slope))
        return w - self.alpha / jnp.sqrt(self.total + self.eps) * slope


def adagrad(g, alpha, initial, eps, max_its, w):
    opt = Adagrad(alpha, initial, eps)
    f = jax.value_and_grad(g)
    ws, costs = [], []
    for i in range(max_its + 1):
        c, slope = f(w)
        ws.append(w)
        costs.append(c)
        w = opt.next(w, slope)
    return ws, costs

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single corrected_averages_go_on: m and v are overwritten by their bias-corrected values, and the next step averages those
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for t in range(1, max_its + 1):
        gt = grad(w)
        m = beta1 * m + (1 - beta1) * gt
        v = beta2 * v + (1 - beta2) * gt**2
        m = m / (1 - beta1**t)
        v = v / (1 - beta2**t)
        w = w - alpha * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_v_for_all_coordinates: v averages the squared length of the whole gradient, one number for all coordinates, and v is not bias-corrected
class Averages:
    def __init__(self, beta1, beta2):
        self.beta1, self.beta2 = beta1, beta2
        self.m, self.v, self.k = 0.0, 0.0, 0

    def update(self, d):
        self.k += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * d
        length2 = jnp.sum(d**2)
        self.v = self.beta2 * self.v + (1 - self.beta2) * length2
        # the average starts at zero, so it is too small in the beginning
        m_hat = self.m / (1 - self.beta1**self.k)
        return m_hat, self.v


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    averages = Averages(beta1, beta2)
    ws, costs = [w], [g(w)]
    while len(ws) < max_its + 1:
        m_hat, v = averages.update(grad(w))
        w = w - alpha * m_hat / (jnp.sqrt(v) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs

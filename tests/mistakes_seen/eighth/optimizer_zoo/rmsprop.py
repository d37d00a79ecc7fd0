import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single weights_exchanged: the weights rho and 1 - rho of the running mean are exchanged: the newest square gets rho and the old mean 1 - rho
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = (1 - rho) * v + rho * d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole one_mean_for_all: v is one number, the running mean of the squared length of the whole gradient (sum over the components), in place of one for each component
class RMSProp:
    def __init__(self, alpha, rho, eps):
        self.alpha = alpha
        self.rho = rho
        self.eps = eps
        self.mean_square = None

    def __call__(self, w, d):
        energy = jnp.vdot(d, d)
        if self.mean_square is None:
            self.mean_square = 0.0
        self.mean_square += (1 - self.rho) * (energy - self.mean_square)
        return w - self.alpha * d / jnp.sqrt(self.mean_square + self.eps)


def rmsprop(g, alpha, rho, eps, max_its, w):
    update = RMSProp(alpha, rho, eps)
    derivative = jax.grad(g)
    weights = [w]
    for _ in range(max_its):
        weights.append(update(weights[-1], derivative(weights[-1])))
    return weights, [g(p) for p in weights]

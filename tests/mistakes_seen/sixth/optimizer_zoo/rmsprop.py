import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single weights_exchanged: rho and 1 - rho are exchanged, so the newest square gets the weight rho and the old mean 1 - rho
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


# %% whole squared_length: the running mean is of the gradient's squared length (its product with itself), one number for all components, in place of a square of each component
class RMSprop:
    def __init__(self, lr, decay, tiny):
        self.lr = lr
        self.decay = decay
        self.tiny = tiny
        self.cache = 0.0

    def __call__(self, x, dx):
        self.cache *= self.decay
        self.cache += (1 - self.decay) * np.dot(dx, dx)
        return x - self.lr * dx / np.sqrt(self.cache + self.tiny)


def rmsprop(g, alpha, rho, eps, max_its, w):
    update = RMSprop(alpha, rho, eps)
    derivative = jax.grad(g)
    xs, fs = [w], [g(w)]
    for k in range(max_its):
        xs.append(update(xs[k], np.asarray(derivative(xs[k]))))
        fs.append(g(xs[-1]))
    return xs, fs

# %% single rho_weighs_the_new_square: The weights are swapped: rho stands before the new square and 1 - rho before the old average.
import jax
import jax.numpy as jnp


def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        v = (1 - rho) * v + rho * gk**2
        w = w - alpha * gk / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole centered_variant: This is the centered RMSprop: the square of a running mean of the gradients is subtracted from v under the root.
import jax
import jax.numpy as jnp


class RMS:
    def __init__(self, rho, eps):
        self.rho, self.eps = rho, eps
        self.mean = 0.0
        self.square = 0.0

    def scale(self, d):
        self.mean = self.rho * self.mean + (1 - self.rho) * d
        self.square = self.rho * self.square + (1 - self.rho) * d * d
        return 1 / jnp.sqrt(self.square - self.mean**2 + self.eps)


def rmsprop(g, alpha, rho, eps, max_its, w):
    memory, slope = RMS(rho, eps), jax.grad(g)
    points = [w]
    for _ in range(max_its):
        d = slope(points[-1])
        points.append(points[-1] - alpha * memory.scale(d) * d)
    return points, [g(p) for p in points]

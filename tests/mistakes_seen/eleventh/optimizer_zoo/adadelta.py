import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single u_of_gradients: the line of v was copied for u and still averages the squares of the gradient, instead of the squares of d
def adadelta(g, alpha, rho, eps, max_its, w):
    gradient = jax.jit(jax.grad(g))
    u = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        v = rho * v + (1 - rho) * gk**2
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * gk
        u = rho * u + (1 - rho) * gk**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole eps_outside_roots: eps is added outside both roots, sqrt(u) + eps over sqrt(v) + eps, instead of inside
class RunningRMS:
    def __init__(self, rho, eps, like):
        self.rho, self.eps = rho, eps
        self.mean_square = jnp.zeros_like(like)

    def add(self, x):
        self.mean_square = self.rho * self.mean_square + (1 - self.rho) * x**2

    def value(self):
        return jnp.sqrt(self.mean_square) + self.eps


def adadelta(g, alpha, rho, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    of_steps, of_slopes = RunningRMS(rho, eps, w), RunningRMS(rho, eps, w)
    history = [(w, g(w))]
    for _ in range(max_its):
        s = slope(w)
        of_slopes.add(s)
        step = of_steps.value() / of_slopes.value() * s
        of_steps.add(step)
        w = w - alpha * step
        history.append((w, g(w)))
    ws, costs = zip(*history)
    return ws, costs

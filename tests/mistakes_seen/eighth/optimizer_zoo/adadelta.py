import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single averages_alpha_d: u averages the squares of alpha * d, the step that was taken, in place of the squares of d
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        slope = grad(w)
        v = rho * v + (1 - rho) * slope**2
        step = alpha * jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * slope
        u = rho * u + (1 - rho) * step**2
        w = w - step
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole eps_beside_the_roots: eps is added to the roots, (sqrt(u) + eps) / (sqrt(v) + eps), in place of under them
def decayed(old, new, rho):
    return rho * old + (1 - rho) * new


def rms(mean_square, eps):
    return jnp.sqrt(mean_square) + eps


def adadelta(g, alpha, rho, eps, max_its, w):
    dg = jax.grad(g)
    points, costs = [w], [g(w)]
    squared_steps = jnp.zeros(np.shape(w))
    squared_slopes = jnp.zeros(np.shape(w))
    for _ in range(max_its):
        here = points[-1]
        slope = dg(here)
        squared_slopes = decayed(squared_slopes, slope * slope, rho)
        delta = slope * rms(squared_steps, eps) / rms(squared_slopes, eps)
        squared_steps = decayed(squared_steps, delta * delta, rho)
        points.append(here - alpha * delta)
        costs.append(g(points[-1]))
    return points, costs

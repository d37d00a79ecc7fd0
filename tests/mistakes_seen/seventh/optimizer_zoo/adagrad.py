import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single v_updated_after_the_step: w moves with the old v, and the newest squared gradient is added to v after the step
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = initial * jnp.ones(jnp.shape(w))
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / jnp.sqrt(v + eps)
        v = v + d**2
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole square_of_the_sum_and_eps_outside: two slips: the gradients are added up and the sum is squared, in place of adding up the squares, and eps is added outside the root
def adagrad(g, alpha, initial, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    path = [np.asarray(w, dtype=float)]
    total = np.zeros_like(path[0])
    for k in range(max_its):
        here = path[k]
        gk = np.asarray(slope(here))
        total = total + gk
        v = initial + total**2
        path.append(here - alpha * gk / (np.sqrt(v) + eps))
    costs = [float(g(p)) for p in path]
    return path, costs

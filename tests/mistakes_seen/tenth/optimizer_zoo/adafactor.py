# %% single clips_each_component_by_itself: Every component of u is cut off by its own size instead of by the rms of all components.
import jax
import jax.numpy as jnp


def rms(x):
    return jnp.sqrt(jnp.mean(x**2))


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        beta = 1 - float(k) ** power
        v = beta * v + (1 - beta) * (d**2 + eps1)
        u = d / jnp.sqrt(v)
        u = u / jnp.maximum(1.0, jnp.abs(u) / clip)
        rho = jnp.minimum(alpha, 1 / jnp.sqrt(k))
        w = w - jnp.maximum(eps2, rms(w)) * rho * u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole size_of_the_starting_point: The size of the weights is computed once, from the starting point, and not from the point of each step.
import jax
import numpy as np


def root_mean_square(x):
    x = np.atleast_1d(x)
    return np.linalg.norm(x) / np.sqrt(x.size)


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    df = jax.grad(g)
    scale = max(eps2, root_mean_square(w))
    second_moment = np.zeros(np.shape(w))
    trace = [(w, g(w))]
    for k in range(1, max_its + 1):
        slope = np.asarray(df(w))
        keep = 1 - k**power
        second_moment = keep * second_moment + (1 - keep) * (slope**2 + eps1)
        u = slope / np.sqrt(second_moment)
        u /= max(1, root_mean_square(u) / clip)
        w = w - scale * min(alpha, k**-0.5) * u
        trace.append((w, g(w)))
    weights, costs = zip(*trace)
    return weights, costs

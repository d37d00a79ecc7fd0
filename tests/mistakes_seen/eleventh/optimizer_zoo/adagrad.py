import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single alpha_overwritten: alpha itself is overwritten by alpha / sqrt(v + eps), so in every step it is divided once more by all earlier roots
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.jit(jax.grad(g))
    v = initial * jnp.ones_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = gradient(w)
        v = v + gk**2
        alpha = alpha / jnp.sqrt(v + eps)  # adaptive steplength
        w = w - alpha * gk
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole mean_of_squares: v is initial plus the mean of all squares so far, the sum is divided by k, so the steps do not get shorter and shorter
def adagrad(g, alpha, initial, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    points, memory = [w], []
    for step in range(max_its):
        old = points[-1]
        d = slope(old)
        memory.append(d * d)
        accumulated = initial + np.mean(np.array(memory), axis=0)
        points.append(old - alpha * d / np.sqrt(accumulated + eps))
    return points, [float(g(p)) for p in points]

# %% single mixes_signs: The signs of m and of the gradient are mixed, instead of taking the sign of their mixture.
import jax
import jax.numpy as jnp


def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        update = beta1 * jnp.sign(m) + (1 - beta1) * jnp.sign(d)
        w = w - alpha * update
        m = beta2 * m + (1 - beta2) * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole one_average_for_both: There is only one average, made with beta1, which serves as the direction and as the memory; beta2 is never used.
import jax
import numpy as np


def walk(slope, w, alpha, beta, steps):
    memory = np.zeros(np.shape(w))
    yield w
    for _ in range(steps):
        memory = beta * memory + (1 - beta) * np.asarray(slope(w))
        w = w - alpha * np.sign(memory)
        yield w


def lion(g, alpha, beta1, beta2, max_its, w):
    points = list(walk(jax.grad(g), w, alpha, beta1, max_its))
    costs = [float(g(p)) for p in points]
    return points, costs

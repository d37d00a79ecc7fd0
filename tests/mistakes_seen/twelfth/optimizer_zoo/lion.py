import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single betas_swapped: the direction is mixed with beta2 and the memory with beta1, in place of beta1 for the direction and beta2 for the memory
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * jnp.sign(beta2 * m + (1 - beta2) * d)
        m = beta1 * m + (1 - beta1) * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_average_only: a single average with beta1 is kept, whose sign is the step and which is the memory too; the memory's own mixture with beta2 is left out
def lion_points(dg, alpha, beta, w):
    """yields the points for ever"""
    memory = np.zeros(np.shape(w))
    while True:
        yield w
        memory = beta * memory + (1 - beta) * np.asarray(dg(w))
        w = w - alpha * np.sign(memory)


def lion(g, alpha, beta1, beta2, max_its, w):
    walk = lion_points(jax.grad(g), alpha, beta1, np.array(w, dtype=float))
    weight_history = [next(walk) for _ in range(max_its + 1)]
    cost_history = [float(g(p)) for p in weight_history]
    return weight_history, cost_history

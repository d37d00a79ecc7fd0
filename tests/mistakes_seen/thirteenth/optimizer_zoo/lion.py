import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single memory_before_direction: m is brought up to date first, and the direction is mixed out of the new m
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        m = beta2 * m + (1 - beta2) * d
        c = beta1 * m + (1 - beta1) * d
        w = w - alpha * jnp.sign(c)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole mixture_of_signs: the signs of memory and gradient are mixed, instead of the sign of their mixture being taken
def mix(beta, old, new):
    return beta * old + (1 - beta) * new


def lion(g, alpha, beta1, beta2, max_its, w):
    gradient = jax.grad(g)
    memory = jnp.zeros(jnp.shape(w))
    weight_history, cost_history = [], []
    for k in range(max_its + 1):
        weight_history.append(w)
        cost_history.append(g(w))
        d = gradient(w)
        # Lion only wants to know the signs
        direction = mix(beta1, jnp.sign(memory), jnp.sign(d))
        w = w - alpha * direction
        memory = mix(beta2, memory, d)
    return weight_history, cost_history

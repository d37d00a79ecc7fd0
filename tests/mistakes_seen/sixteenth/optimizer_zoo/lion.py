import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single memory_first: brings m up to date before w moves, so the direction is mixed out of the new m and not of the old one
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        m = beta2 * m + (1 - beta2) * d
        w = w - alpha * jnp.sign(beta1 * m + (1 - beta1) * d)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single betas_swapped: mixes the direction with beta2 and the memory with beta1, the wrong way round
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * jnp.sign(beta2 * m + (1 - beta2) * d)
        m = beta1 * m + (1 - beta1) * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single weights_of_direction_exchanged: the direction mixes (1 - beta1) of the memory with beta1 of the gradient, where beta1 belongs to the memory
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    weights, costs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        c = (1 - beta1) * m + beta1 * d
        w = w - alpha * jnp.sign(c)
        m = beta2 * m + (1 - beta2) * d
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole signs_before_mixing: takes the sign of the gradient first and mixes and remembers signs, where the sign is to be taken last, of the mixture
def lion(g, alpha, beta1, beta2, max_its, w):
    grad_g = jax.jit(jax.grad(g))

    def sign_of_gradient(w):
        return jnp.sign(grad_g(w))

    momentum = jnp.zeros(jnp.shape(w))
    history = [(w, g(w))]
    for k in range(max_its):
        s = sign_of_gradient(w)
        update = jnp.sign(beta1 * momentum + (1 - beta1) * s)
        w = w - alpha * update
        momentum = beta2 * momentum + (1 - beta2) * s
        history.append((w, g(w)))
    weight_history = [h[0] for h in history]
    cost_history = [h[1] for h in history]
    return weight_history, cost_history


# %% whole remembers_the_mixture: the memory is mixed out of the direction's mixture and the gradient, beta2 c + (1 - beta2) g, where it should go on from the old m
def mix(beta, old, new):
    return beta * old + (1 - beta) * new


def lion(g, alpha, beta1, beta2, max_its, w):
    m = 0 * w
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        gk = jax.grad(g)(w)
        # direction
        m = mix(beta1, m, gk)
        w = w - alpha * jnp.sign(m)
        # memory
        m = mix(beta2, m, gk)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

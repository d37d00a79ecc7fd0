import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single betas_exchanged: beta1 and beta2 are exchanged: the direction is mixed with beta2 and the memory m with beta1
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

# %% whole memory_of_the_new_slope: after w has moved, m is brought up to date with the gradient at the new point in place of the gradient at the old point that gave the direction
def mix(weight, memory, slope):
    return weight * memory + (1 - weight) * slope


def lion(g, alpha, beta1, beta2, max_its, w):
    dg = jax.grad(g)
    memory = 0.0 * dg(w)
    ws, costs = [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * jnp.sign(mix(beta1, memory, dg(w)))
        memory = mix(beta2, memory, dg(w))
        ws.append(w)
        costs.append(g(w))
    return jnp.stack([jnp.asarray(p) for p in ws]), jnp.stack(costs)

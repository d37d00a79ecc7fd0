import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single memory_updated_first: m is brought up to date before the direction is mixed, so the newest gradient is in it twice
def lion(g, alpha, beta1, beta2, max_its, w):
    gradient = jax.grad(g)
    m = jnp.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = gradient(w)
        m = beta2 * m + (1 - beta2) * d
        c = beta1 * m + (1 - beta1) * d
        w = w - alpha * jnp.sign(c)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole betas_swapped: beta1 and beta2 are mixed up, so that the direction is mixed with beta2 and the memory with beta1
def blend(beta, memory, fresh):
    return beta * memory + (1 - beta) * fresh


def one_step(slope, w, memory, alpha, b_memory, b_direction):
    direction = jnp.sign(blend(b_direction, memory, slope))
    return w - alpha * direction, blend(b_memory, memory, slope)


def lion(g, alpha, beta1, beta2, max_its, w):
    memory = 0.0 * w
    out_w = [w]
    out_g = [float(g(w))]
    slope_at = jax.grad(g)
    while len(out_w) < max_its + 1:
        w, memory = one_step(slope_at(w), w, memory, alpha, beta1, beta2)
        out_w.append(w)
        out_g.append(float(g(w)))
    return out_w, out_g

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single betas_swapped: beta1 and beta2 are exchanged, beta2 mixes the direction and beta1 the memory
def lion(g, alpha, beta1, beta2, max_its, w):
    gradient = jax.jit(jax.grad(g))
    m = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = gradient(w)
        w = w - alpha * jnp.sign(beta2 * m + (1 - beta2) * gk)
        m = beta1 * m + (1 - beta1) * gk
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole signs_mixed: the signs of m and of the gradient are mixed with beta1, instead of the sign of the mixture being taken last, so the steps are shorter than alpha
def lion(g, alpha, beta1, beta2, max_its, w):
    def one_step(carry, _):
        point, memory = carry
        slope = jax.grad(g)(point)
        direction = beta1 * jnp.sign(memory) + (1 - beta1) * jnp.sign(slope)
        point = point - alpha * direction
        memory = beta2 * memory + (1 - beta2) * slope
        return (point, memory), point

    start = jnp.asarray(w, dtype=float)
    _, rest = jax.lax.scan(one_step, (start, jnp.zeros_like(start)), None, length=max_its)
    points = jnp.concatenate([start[None], rest])
    return points, jax.vmap(g)(points)

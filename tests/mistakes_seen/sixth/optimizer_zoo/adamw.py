import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_without_alpha: the decay term is decay times w, without the factor alpha
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        steplength = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - steplength * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole decay_with_corrected_step: the decay is multiplied by the bias-corrected steplength of Adam in place of alpha alone
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    @jax.jit
    def update(state, k):
        x, mean, square = state
        gx = jax.grad(g)(x)
        mean = mean + (1 - beta1) * (gx - mean)
        square = square + (1 - beta2) * (gx * gx - square)
        lr = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        pull = mean / (jnp.sqrt(square) + eps) + decay * x
        return x - lr * pull, mean, square

    x = jnp.asarray(w, dtype=float)
    state = (x, jnp.zeros_like(x), jnp.zeros_like(x))
    trace = [x]
    for k in range(1, max_its + 1):
        state = update(state, float(k))
        trace.append(state[0])
    return trace, [g(x) for x in trace]

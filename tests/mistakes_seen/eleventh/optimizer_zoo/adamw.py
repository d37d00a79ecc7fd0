import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single decay_without_alpha: the decay term is decay * w, without the factor alpha
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    gradient = jax.jit(jax.grad(g))
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk**2
        correction = jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - alpha * correction * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole gradient_after_decay: w is decayed first and the gradient is then taken at the decayed point, instead of at the old point w^(k-1)
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    slope = jax.jit(jax.grad(g))
    keep = 1 - alpha * decay

    def adam_part(state, k, s):
        first, second = state
        first = beta1 * first + (1 - beta1) * s
        second = beta2 * second + (1 - beta2) * s * s
        rate = alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k)
        return (first, second), rate * first / (np.sqrt(second) + eps)

    state = (0.0, 0.0)
    trail = [w]
    for k in range(1, max_its + 1):
        shrunk = keep * trail[-1]      # weight decay
        state, move = adam_part(state, k, np.asarray(slope(shrunk)))
        trail.append(shrunk - move)
    return trail, [g(p) for p in trail]

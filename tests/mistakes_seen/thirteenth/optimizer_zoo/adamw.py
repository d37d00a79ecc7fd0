import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_of_the_new_point: the decay pulls at the point after the Adam step instead of the old point
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        factor = jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - alpha * factor * m / (jnp.sqrt(v) + eps)
        w = w - alpha * decay * w
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole penalty_in_the_gradient: lambda w is added to the gradient, so that both averages see it, and eps is added to the root of the corrected v
def adam_direction(m, v, k, beta1, beta2, eps):
    m_hat = m / (1 - beta1**k)
    v_hat = v / (1 - beta2**k)
    return m_hat / (jnp.sqrt(v_hat) + eps)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    gradient = jax.grad(g)

    def decayed_gradient(w):
        # derivative of g(w) + decay/2 |w|^2
        return gradient(w) + decay * w

    m = v = jnp.zeros_like(w)
    history = [(w, g(w))]
    for k in range(1, max_its + 1):
        d = decayed_gradient(w)
        m = m + (1 - beta1) * (d - m)
        v = v + (1 - beta2) * (d**2 - v)
        w = w - alpha * adam_direction(m, v, k, beta1, beta2, eps)
        history.append((w, g(w)))
    return [h[0] for h in history], [h[1] for h in history]

# %% single corrects_the_gradient_by_its_last_factor: The newest gradient is divided by 1 - mu_k instead of 1 - P_k, so that its factor (1 - mu_k) / (1 - mu_k) is always 1.
import jax
import jax.numpy as jnp


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    mu = lambda k: beta1 * (1 - 0.5 * 0.96**k)
    m, v, P = 0.0, 0.0, 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        P = P * mu(k)
        P_next = P * mu(k + 1)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu(k + 1) / (1 - P_next) * m + (1 - mu(k)) / (1 - mu(k)) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole constant_momentum_without_the_schedule: The look-ahead takes the constant beta1 in place of the schedule mu_k, and powers of beta1 in place of its products.
import jax
import jax.numpy as jnp


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    first = second = jnp.zeros_like(w)
    out_w, out_c = [w], [g(w)]
    b1 = b2 = 1.0
    for _ in range(max_its):
        b1 *= beta1
        b2 *= beta2
        d = slope(w)
        first += (1 - beta1) * (d - first)
        second += (1 - beta2) * (d * d - second)
        nesterov = beta1 * first / (1 - b1 * beta1) + (1 - beta1) * d / (1 - b1)
        w = w - alpha * nesterov / (jnp.sqrt(second / (1 - b2)) + eps)
        out_w.append(w)
        out_c.append(g(w))
    return out_w, out_c

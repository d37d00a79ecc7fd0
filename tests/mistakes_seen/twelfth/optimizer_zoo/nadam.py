import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single momentum_part_corrected_by_p_k: the part of m in the look-ahead is divided by 1 - P_k in place of 1 - P_(k+1)
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, product = 0.0, 0.0, 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        now = beta1 * (1 - 0.5 * 0.96**k)
        then = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        product = product * now
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        ahead = then / (1 - product) * m + (1 - now) / (1 - product) * d
        w = w - alpha * ahead / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole no_schedule: the look-ahead is beta1 m_hat + (1 - beta1) g / (1 - beta1^k) with the constant beta1 in place of the schedule mu_k and its products P_k
def corrected(average, beta, k):
    return average / (1 - beta**k)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    dg = jax.jit(jax.grad(g))
    point = jnp.array(w, dtype=float)
    first = second = jnp.zeros(point.shape)
    points = [point]
    for k in range(1, max_its + 1):
        slope = dg(point)
        first = beta1 * first + (1 - beta1) * slope
        second = beta2 * second + (1 - beta2) * slope**2
        # Nesterov: one more step of the average, with the newest slope
        ahead = beta1 * corrected(first, beta1, k) + (1 - beta1) * slope / (1 - beta1**k)
        point = point - alpha * ahead / (jnp.sqrt(corrected(second, beta2, k)) + eps)
        points.append(point)
    points = jnp.stack(points)
    return points, jax.vmap(g)(points)

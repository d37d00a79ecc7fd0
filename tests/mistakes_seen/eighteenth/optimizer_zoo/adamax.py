import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_in_maximum: eps is added to the absolute gradient inside the maximum (PyTorch, optax) and not to u below the line.
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    m, u = 0.0, 0.0
    for k in range(1, max_its + 1):
        slope = gradient(w)
        m = beta1 * m + (1 - beta1) * slope
        u = jnp.maximum(beta2 * u, jnp.abs(slope) + eps)
        w = w - alpha / (1 - beta1**k) * m / u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single m_uncorrected: The bias correction 1 - beta1^k of m is missing, so the first steps are too short.
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    m, u = 0.0, 0.0
    for k in range(1, max_its + 1):
        slope = gradient(w)
        m = beta1 * m + (1 - beta1) * slope
        u = jnp.maximum(beta2 * u, jnp.abs(slope))
        w = w - alpha * m / (u + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single no_absolute_value: The maximum is taken with the gradient itself and not with its absolute value, so negative slopes do not count in u.
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    m, u = 0.0, 0.0
    for k in range(1, max_its + 1):
        slope = gradient(w)
        m = beta1 * m + (1 - beta1) * slope
        u = jnp.maximum(beta2 * u, slope)
        w = w - alpha / (1 - beta1**k) * m / (u + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole corrected_m_carried: The corrected m overwrites m, so that the next step's average goes on from the corrected value and is corrected again.
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    f = jax.jit(jax.value_and_grad(g))
    m = jnp.zeros_like(w)
    u = jnp.zeros_like(w)
    history = {"w": [], "cost": []}
    for t in range(max_its):
        cost, d = f(w)
        history["w"].append(w)
        history["cost"].append(cost)
        # first moment
        m = beta1 * m + (1 - beta1) * d
        m = m / (1 - beta1 ** (t + 1))
        # infinity norm
        u = jnp.maximum(beta2 * u, jnp.abs(d))
        w = w - alpha * m / (u + eps)
    history["w"].append(w)
    history["cost"].append(g(w))
    return history["w"], history["cost"]


# %% whole u_corrected_too_and_late_cost: Two mistakes: u is divided by 1 - beta2^k too, as Adam's v is, though a maximum needs no correction; and the cost is recorded before w moves, so entry k of the costs is that of w^(k-1).
def moments(m, u, d, b1, b2):
    m = b1 * m + (1.0 - b1) * d
    u = jnp.maximum(b2 * u, jnp.abs(d))
    return m, u


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    slope = jax.grad(g)
    ws = [w]
    cs = [g(w)]
    m = u = 0.0 * w
    for k in range(1, max_its + 1):
        cs.append(g(w))
        m, u = moments(m, u, slope(w), beta1, beta2)
        m_hat = m / (1 - beta1**k)
        u_hat = u / (1 - beta2**k)
        w = w - alpha * m_hat / (u_hat + eps)
        ws.append(w)
    return ws, cs

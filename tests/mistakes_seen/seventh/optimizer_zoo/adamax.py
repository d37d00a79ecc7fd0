import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single maximum_bias_corrected: u is divided by 1 - beta2^k as v is in Adam, though a maximum needs no correction
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    m = u = 0.0
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        u = jnp.maximum(beta2 * u, jnp.abs(d))
        m_hat, u_hat = m / (1 - beta1**k), u / (1 - beta2**k)
        w = w - alpha * m_hat / (u_hat + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole largest_component_for_all: u takes the largest absolute component of the gradient, one number for all coordinates, in place of a maximum of each component with its own past
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    w = jnp.asarray(w)
    state = {"m": jnp.zeros_like(w), "u": 0.0, "b1_power": 1.0}
    histories = {"w": [w], "g": [g(w)]}
    while len(histories["w"]) < max_its + 1:
        gradient = jax.grad(g)(w)
        state["b1_power"] *= beta1
        state["m"] = beta1 * state["m"] + (1.0 - beta1) * gradient
        infinity_norm = jnp.max(jnp.abs(gradient))
        state["u"] = jnp.maximum(beta2 * state["u"], infinity_norm)
        rate = alpha / (1.0 - state["b1_power"])
        w = w - rate * state["m"] / (state["u"] + eps)
        histories["w"].append(w)
        histories["g"].append(g(w))
    return histories["w"], histories["g"]

# %% single decay_without_alpha: The decay is subtracted as decay * w, without the factor alpha.
import jax
import jax.numpy as jnp


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        correction = jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - alpha * correction * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole decay_pulls_at_the_new_point: First w makes the step of Adam, and then the decay shrinks the new point instead of the old one.
import jax
import jax.numpy as jnp


def adam_part(state, d, k, beta1, beta2, eps):
    state["m"] = beta1 * state["m"] + (1 - beta1) * d
    state["v"] = beta2 * state["v"] + (1 - beta2) * d**2
    factor = jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
    return factor * state["m"] / (jnp.sqrt(state["v"]) + eps)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    df = jax.grad(g)
    state = {"m": 0.0, "v": 0.0}
    ws = [w]
    for k in range(1, max_its + 1):
        w = w - alpha * adam_part(state, df(w), k, beta1, beta2, eps)
        w = (1 - alpha * decay) * w
        ws.append(w)
    return ws, [g(x) for x in ws]

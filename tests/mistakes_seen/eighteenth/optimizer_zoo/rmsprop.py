import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_outside: epsilon is added outside the root, as in PyTorch
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% single rho_exchanged: rho and 1 - rho are exchanged in the running mean
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = jnp.zeros_like(w)
    ws, cs = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        v = (1 - rho) * v + rho * gk**2
        w = w - alpha * gk / jnp.sqrt(v + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% single moves_before_v: w moves with the old v, and v is updated after the step
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        w = w - alpha * gk / jnp.sqrt(v + eps)
        v = rho * v + (1 - rho) * gk**2
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole corrected_like_adam: v is bias-corrected as in Adam, where the question uses it as it is
def running_mean(old, new, rho):
    return rho * old + (1 - rho) * new


def rmsprop(g, alpha, rho, eps, max_its, w):
    value_and_slope = jax.jit(jax.value_and_grad(g))
    points, values = [], []
    v = 0.0
    for k in range(max_its + 1):
        value, slope = value_and_slope(w)
        points.append(w)
        values.append(value)
        v = running_mean(v, slope**2, rho)
        v_hat = v / (1 - rho ** (k + 1))  # v starts at 0
        w = w - alpha * slope / jnp.sqrt(v_hat + eps)
    return points, values


# %% whole same_array_everywhere: w is changed in place and appended without a copy, so for N > 1 every entry of the weight history is the last point; and v is a single number, the mean of the squares over the components
def rmsprop(g, alpha, rho, eps, max_its, w):
    dg = jax.grad(g)
    mean_square = 0.0
    history = {"w": [w], "cost": [float(g(w))]}
    for step in range(1, max_its + 1):
        slope = np.array(dg(w))
        mean_square = rho * mean_square + (1 - rho) * np.mean(slope**2)
        w -= alpha * slope / np.sqrt(mean_square + eps)
        history["w"].append(w)
        history["cost"].append(float(g(w)))
    return history["w"], history["cost"]

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_in_the_gradient: decay * w is added to the gradient (Adam with an L2 penalty), and is averaged and divided with it, in place of standing by itself
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    gradient = jax.grad(g)
    m, v = 0 * w, 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = gradient(w) + decay * w
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        rate = alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - rate * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_to_the_corrected_root: eps is added to the root of the bias-corrected v, sqrt(v / (1 - beta2^k)) + eps, as in the paper and in PyTorch, in place of to sqrt(v)
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m = v = 0.0
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta2**k)
        w = w - alpha * decay * w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole decay_without_alpha: the decay term is decay * w in place of alpha * decay * w
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    N = np.shape(w)
    W = np.zeros((max_its + 1,) + N)
    costs = np.zeros(max_its + 1)
    W[0] = w
    costs[0] = g(w)
    m, v = np.zeros(N), np.zeros(N)
    pow1 = pow2 = 1.0
    for k in range(max_its):
        pow1 *= beta1
        pow2 *= beta2
        slope = np.array(jax.grad(g)(W[k]))
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope * slope
        lr = alpha * np.sqrt(1 - pow2) / (1 - pow1)
        W[k + 1] = W[k] - decay * W[k] - lr * m / (np.sqrt(v) + eps)
        costs[k + 1] = g(W[k + 1])
    return W, costs


# %% whole decays_the_new_point: the decay is applied after the step of Adam to the new point, w = w_new - alpha decay w_new, in place of the old point w^(k-1)
from jax import grad


def adam_part(w, slope, state, alpha, beta1, beta2, eps):
    state["k"] += 1
    state["m"] = beta1 * state["m"] + (1 - beta1) * slope
    state["v"] = beta2 * state["v"] + (1 - beta2) * slope**2
    correction = (1 - beta2 ** state["k"]) ** 0.5 / (1 - beta1 ** state["k"])
    return w - alpha * correction * state["m"] / (state["v"] ** 0.5 + eps)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    state = {"k": 0, "m": 0.0, "v": 0.0}
    weight_history = [w]
    for step in range(max_its):
        w = adam_part(w, grad(g)(w), state, alpha, beta1, beta2, eps)
        w = w * (1 - alpha * decay)  # weight decay
        weight_history.append(w)
    cost_history = [g(p) for p in weight_history]
    return weight_history, cost_history

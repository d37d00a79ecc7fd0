import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single squares_of_the_average: v averages the squares of m, the averaged gradient, instead of the squares of the gradient
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        m = beta1 * m + (1 - beta1) * grad(w)
        v = beta2 * v + (1 - beta2) * m**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta2**k)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single squared_length_of_the_gradient: v averages the squared length of the whole gradient, one number for all components, instead of each component's own square
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    weights, costs = [w], [g(w)]
    m, v = np.zeros_like(w), 0.0
    for t in range(1, max_its + 1):
        d = np.asarray(jax.grad(g)(w))
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * np.dot(d, d)
        w = w - alpha * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single correction_by_the_number_of_all_steps: both bias corrections have the power max_its in every step, instead of the number k of the step
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    K = max_its
    correct_m, correct_v = 1 / (1 - beta1**K), 1 / (1 - beta2**K)
    slope = jax.jit(jax.grad(g))
    path = [w]
    m, v = jnp.zeros(jnp.shape(w)), jnp.zeros(jnp.shape(w))
    for k in range(K):
        d = slope(path[k])
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * jnp.square(d)
        path.append(path[k] - alpha * (m * correct_m) / (jnp.sqrt(v * correct_v) + eps))
    return path, [g(w) for w in path]


# %% whole keeps_the_largest_v: AMSGrad: the step is divided by the root of the largest corrected v so far, not by that of the newest
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    state = {"m": 0 * w, "v": 0 * w, "largest": 0 * w}

    def step(k, w):
        d = jax.grad(g)(w)
        state["m"] = beta1 * state["m"] + (1 - beta1) * d
        state["v"] = beta2 * state["v"] + (1 - beta2) * d**2
        state["largest"] = jnp.maximum(state["largest"], state["v"] / (1 - beta2**k))
        return w - alpha * state["m"] / (1 - beta1**k) / (jnp.sqrt(state["largest"]) + eps)

    weight_history = [w]
    for k in range(1, max_its + 1):
        weight_history.append(step(k, weight_history[-1]))
    return weight_history, [g(w) for w in weight_history]


# %% whole uncorrected_with_falling_alpha: two slips: no bias correction of m and v, and the steplength falls as alpha / sqrt(k), as in the paper's proof
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m = 0
    v = 0
    k = 0
    weights = [w]
    costs = [g(w)]
    while k < max_its:
        k += 1
        d = jax.grad(g)(w)
        m = m * beta1 + d * (1 - beta1)
        v = v * beta2 + d * d * (1 - beta2)
        w = w - alpha / np.sqrt(k) * m / (jnp.sqrt(v) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs

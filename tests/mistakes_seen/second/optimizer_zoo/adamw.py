import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decays_the_new_point: the decay comes after the Adam step and pulls the new point, w = (1 - alpha decay) (w - step), instead of the old one
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        w = w - alpha * decay * w
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single decay_with_corrected_steplength: the decay is multiplied by the bias-corrected steplength alpha sqrt(1 - beta2^k) / (1 - beta1^k), not by alpha
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    weights, costs = [w], [g(w)]
    m, v = np.zeros_like(w), np.zeros_like(w)
    for k in range(1, max_its + 1):
        d = np.asarray(jax.grad(g)(w))
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        lr = alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - lr * (m / (np.sqrt(v) + eps) + decay * w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single correction_upside_down: the factor of the steplength is the reciprocal, (1 - beta1^k) / sqrt(1 - beta2^k)
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    slope = jax.jit(jax.grad(g))
    path = [w]
    m = v = jnp.zeros(jnp.shape(w))
    for k in range(1, max_its + 1):
        old = path[-1]
        d = slope(old)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * jnp.square(d)
        factor = (1 - beta1**k) / np.sqrt(1 - beta2**k)
        path.append(old - alpha * decay * old - alpha * factor * m / (jnp.sqrt(v) + eps))
    return path, [g(p) for p in path]


# %% whole penalized_cost: Adam on the cost with the penalty decay/2 |w|^2: the decay goes through the averages, and the cost history holds the penalized cost
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    def total(w):
        return g(w) + decay / 2 * jnp.sum(jnp.asarray(w) ** 2)

    value_and_grad = jax.value_and_grad(total)
    m = v = 0 * w
    weights, costs = [], []
    for k in range(1, max_its + 2):
        cost, d = value_and_grad(w)
        weights.append(w)
        costs.append(cost)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        rate = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - rate * m / (jnp.sqrt(v) + eps)
    return weights, costs


# %% whole shrinks_by_decay_with_eps_of_the_paper: two slips: the weights shrink by decay alone, without the factor alpha, and eps is added to the root of the corrected v, as in the paper
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m = 0
    v = 0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat = m / (1 - beta1 ** (k + 1))
        v_hat = v / (1 - beta2 ** (k + 1))
        w = (1 - decay) * w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

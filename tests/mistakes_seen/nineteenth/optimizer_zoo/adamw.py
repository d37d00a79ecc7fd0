import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_in_the_gradient: the decay is added to the gradient (Adam with an L2 penalty), so both averages see it, instead of being a term of its own
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m = 0.0 * w
    v = 0.0 * w
    ws = [w]
    costs = [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w) + decay * w
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% single eps_beside_corrected_root: eps is added to the root of the bias-corrected v, as in the paper, instead of to the root of v as it is
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    gradient = jax.grad(g)
    m, v = jnp.zeros_like(w), jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta2**k)
        w = w - alpha * decay * w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single correction_without_root: the bias correction of v is 1 - beta2^k without its square root
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    dg = jax.jit(jax.grad(g))
    m = np.zeros(np.shape(w))
    v = np.zeros(np.shape(w))
    weights = [w]
    for k in range(1, max_its + 1):
        grad = np.asarray(dg(w))
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad * grad
        factor = (1 - beta2**k) / (1 - beta1**k)
        w = w - alpha * decay * w - alpha * factor * m / (np.sqrt(v) + eps)
        weights.append(w)
    return weights, [g(x) for x in weights]


# %% whole decay_of_the_new_point: the Adam step is taken first and the decay is then applied to the moved point instead of to the old one
def update_moments(m, v, grad, b1, b2):
    m = b1 * m + (1.0 - b1) * grad
    v = b2 * v + (1.0 - b2) * jnp.square(grad)
    return m, v


def adam_direction(m, v, b1, b2, eps, step):
    scale = jnp.sqrt(1.0 - b2**step) / (1.0 - b1**step)
    return scale * m / (jnp.sqrt(v) + eps)


def weight_decay(w, alpha, lam):
    # pull towards zero
    return w - alpha * lam * w


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    """Return (weight_history, cost_history) of AdamW, as in Keras."""
    w = jnp.asarray(w, dtype=float)
    grad_fn = jax.grad(g)
    state = {"m": jnp.zeros_like(w), "v": jnp.zeros_like(w)}
    history = {"w": [w], "g": [g(w)]}
    step = 0
    while step < max_its:
        step += 1
        state["m"], state["v"] = update_moments(state["m"], state["v"], grad_fn(w), beta1, beta2)
        w = w - alpha * adam_direction(state["m"], state["v"], beta1, beta2, eps, step)
        w = weight_decay(w, alpha, decay)
        history["w"].append(w)
        history["g"].append(g(w))
    return history["w"], history["g"]


# %% whole late_costs_and_bare_decay: the decay term lacks the factor alpha, and each cost is that of the point before the step (from value_and_grad), so the cost history lags one step behind
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    cost_and_grad = jax.value_and_grad(g)
    N = np.size(w)
    K = max_its
    W = np.zeros((K + 1, N))
    C = np.zeros(K + 1)
    W[0] = w
    C[0] = g(w)
    m = np.zeros(N)
    v = np.zeros(N)
    for k in range(1, K + 1):
        point = W[k - 1] if np.ndim(w) > 0 else W[k - 1, 0]
        cost, grad = cost_and_grad(point)
        grad = np.reshape(np.array(grad), N)
        # averages
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad**2
        lr = alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k)
        W[k] = (1 - decay) * W[k - 1] - lr * m / (np.sqrt(v) + eps)
        C[k] = cost
    return W, C

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single l2_penalty: the decay is added to the gradient, as an L2 penalty
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w) + decay * w
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        step = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - step * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single eps_at_corrected_root: eps is added to the corrected root, as in the paper
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat, v_hat = m / (1 - beta1**k), v / (1 - beta2**k)
        w = w - alpha * decay * w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single decay_without_alpha: the decay is not multiplied by alpha
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        step = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - step * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single decay_after_step: the decay is taken of the new point, after the step of Adam
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    W, C = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        w = w - alpha * decay * w
        W.append(w)
        C.append(g(w))
    return W, C

# %% single root_missing_in_steplength: 1 - beta2^k has no root in the steplength
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        step = alpha * (1 - beta2**k) / (1 - beta1**k)
        w = w - alpha * decay * w - step * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% whole growing_weights: the sign of the decay is wrong: the weights are pushed away from 0; own helper functions
def moments(m, v, d, b1, b2):
    return b1 * m + (1 - b1) * d, b2 * v + (1 - b2) * d * d

def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m, v = jnp.zeros_like(w), jnp.zeros_like(w)
    ws = [w]
    for k in range(1, max_its + 1):
        x = ws[-1]
        m, v = moments(m, v, jax.grad(g)(x), beta1, beta2)
        correction = jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        ws.append(x - alpha * (correction * m / (jnp.sqrt(v) + eps) - decay * x))
    return ws, [g(x) for x in ws]

# %% whole plain_adam: decay is forgotten altogether, and eps is added to the corrected root
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m = np.zeros_like(w)
    v = np.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for t in range(1, max_its + 1):
        gt = grad(w)
        m = beta1 * m + (1 - beta1) * gt
        v = beta2 * v + (1 - beta2) * gt**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        w = w - alpha * m_hat / (np.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole decay_first: first shrinks the weights, then takes the gradient at the shrunken point
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    k = 1
    while k <= max_its:
        # weight decay
        w = w * (1 - alpha * decay)
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        lr = alpha * (1 - beta2**k) ** 0.5 / (1 - beta1**k)
        w = w - lr * m / (v**0.5 + eps)
        ws.append(w)
        cs.append(g(w))
        k = k + 1
    return ws, cs

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_in_gradient: the decay is added to the gradient (Adam with an L2 penalty) in place of being decoupled
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m = v = 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w) + decay * w
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% single decay_without_alpha: the decay term is lambda w, the steplength alpha is missing in it
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0 * w, 0 * w
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        rate = alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - rate * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% single eps_at_corrected_v: epsilon is added to the root of the corrected v, as in the paper, in place of the root of v as it is
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m = v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = grad(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta2**k)
        w = w - alpha * decay * w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole decays_the_new_point: the Adam step is made first and the decay is then taken of the new point in place of the old one
def adam_part(grad, memory, beta1, beta2, eps, k):
    m, v = memory
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    correction = (1 - beta2**k) ** 0.5 / (1 - beta1**k)
    return correction * m / (v**0.5 + eps), (m, v)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    memory = (0.0, 0.0)
    path = [w]
    for k in range(1, max_its + 1):
        step, memory = adam_part(jax.grad(g)(w), memory, beta1, beta2, eps, k)
        w = w - alpha * step
        # weight decay
        w = w * (1 - alpha * decay)
        path.append(w)
    return path, [g(p) for p in path]


# %% whole scan_without_root: the correction in the steplength is (1 - beta2^k) / (1 - beta1^k), the square root above the line is missing
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    w0 = jnp.asarray(w, dtype=float)

    def one_step(carry, k):
        w, m, v = carry
        gk = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * jnp.square(gk)
        lr = alpha * (1 - beta2**k) / (1 - beta1**k)
        new_w = w - alpha * decay * w - lr * m / (jnp.sqrt(v) + eps)
        return (new_w, m, v), new_w

    ks = jnp.arange(1, max_its + 1)
    zeros = jnp.zeros_like(w0)
    _, ws = jax.lax.scan(one_step, (w0, zeros, zeros), ks)
    weight_history = jnp.concatenate([w0[None], ws])
    return weight_history, jax.vmap(g)(weight_history)

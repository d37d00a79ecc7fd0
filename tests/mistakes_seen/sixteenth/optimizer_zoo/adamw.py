import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_in_gradient: the decay is added to the gradient (an L2 penalty), so the averages see it, instead of standing by itself
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m, v = 0.0 * w, 0.0 * w
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        slope = jax.grad(g)(w) + decay * w
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        w = w - alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single eps_at_corrected_root: eps is added to the root of the bias-corrected v, as in the paper, instead of the root of v as it is
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m, v = 0.0 * w, 0.0 * w
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        slope = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta2**k)
        w = w - alpha * decay * w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single decay_without_alpha: the pull towards 0 is decay times w, without the steplength alpha as a factor
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m, v = 0.0 * w, 0.0 * w
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        slope = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        step = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        w = w - decay * w - step
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole decay_after_step: the point is moved by Adam first and then shrunk, so the decay takes the moved point instead of the old point w^(k-1)
class AdamState:
    def __init__(self, shape):
        self.m = np.zeros(shape)
        self.v = np.zeros(shape)
        self.t = 0


def adam_update(state, grad, lr, b1, b2, eps):
    state.t += 1
    state.m = b1 * state.m + (1 - b1) * grad
    state.v = b2 * state.v + (1 - b2) * np.square(grad)
    lr_t = lr * np.sqrt(1 - b2 ** state.t) / (1 - b1 ** state.t)
    return lr_t * state.m / (np.sqrt(state.v) + eps)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    dg = jax.grad(g)
    state = AdamState(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for _ in range(max_its):
        w = w - adam_update(state, np.array(dg(w)), alpha, beta1, beta2, eps)
        # weight decay
        w = w - alpha * decay * w
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole corrected_averages_kept: m and v are overwritten by their bias-corrected values, and the next step goes on from these (so eps also stands at the corrected root)
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    w_hist, g_hist = [jnp.array(w)], [g(w)]
    m = jnp.zeros_like(w_hist[0])
    v = jnp.zeros_like(w_hist[0])
    gradient = jax.grad(g)
    k = 1
    while k <= max_its:
        w = w_hist[k - 1]
        gr = gradient(w)
        # averages
        m = beta1*m + (1-beta1)*gr
        v = beta2*v + (1-beta2)*gr*gr
        # bias correction
        m = m / (1 - beta1**k)
        v = v / (1 - beta2**k)
        w_new = w - alpha*decay*w - alpha*m/(jnp.sqrt(v) + eps)
        w_hist.append(w_new)
        g_hist.append(g(w_new))
        k = k + 1
    return w_hist, g_hist

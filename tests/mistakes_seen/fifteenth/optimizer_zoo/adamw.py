import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decays_new_point: The decay is taken after Adam's step, from the point that has already moved, and not from the old point.
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    """Return (weight_history, cost_history) of AdamW, as in Keras."""
    gradient = jax.grad(g)
    m = v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = gradient(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        rate = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - rate * m / (jnp.sqrt(v) + eps)
        w = w - alpha * decay * w
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single correction_without_root: The correction of v in the steplength is 1 - beta2**k without its square root.
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    dg = jax.grad(g)
    m, v = 0.0 * w, 0.0 * w
    ws = [w]
    for k in range(1, max_its + 1):
        gk = dg(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk * gk
        adam = (1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        w = w - alpha * decay * w - alpha * adam
        ws.append(w)
    return ws, [g(p) for p in ws]


# %% single first_mean_of_square: The average v takes the square of the new m in place of the square of the gradient.
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m = np.zeros_like(w)
    v = np.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        grad = np.asarray(jax.grad(g)(w))
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * m**2
        factor = np.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - alpha * decay * w - alpha * factor * m / (np.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole penalty_in_cost: The decay is a penalty decay/2 * |w|^2 that is added to the cost, so that it enters both averages through the gradient, and the costs that are recorded have the penalty in them too.
def with_penalty(g, decay):
    def regularized(w):
        return g(w) + 0.5 * decay * jnp.sum(jnp.square(w))

    return regularized


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    cost = with_penalty(g, decay)
    f = jax.jit(jax.value_and_grad(cost))
    weight_history = [w]
    m = 0.0
    v = 0.0
    c, grad = f(w)
    cost_history = [c]
    for k in range(1, max_its + 1):
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad**2
        lr = alpha * np.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - lr * m / (jnp.sqrt(v) + eps)
        c, grad = f(w)
        weight_history.append(w)
        cost_history.append(c)
    return weight_history, cost_history


# %% whole decay_without_alpha: The weights shrink by the factor 1 - decay in every step, without the steplength alpha, and eps stands inside the root.
class AdamState:
    def __init__(self, shape):
        self.m = np.zeros(shape)
        self.v = np.zeros(shape)
        self.k = 0


def adam_direction(state, grad, beta1, beta2, eps):
    state.k = state.k + 1
    state.m = beta1 * state.m + (1 - beta1) * grad
    state.v = beta2 * state.v + (1 - beta2) * grad**2
    correction = np.sqrt(1 - beta2**state.k) / (1 - beta1**state.k)
    return correction * state.m / np.sqrt(state.v + eps)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    state = AdamState(np.shape(w))
    shrink = 1 - decay
    history = []
    for k in range(max_its):
        history.append(w)
        grad = np.array(jax.grad(g)(w))
        # decoupled: first shrink the weights, then go down
        w = shrink * w - alpha * adam_direction(state, grad, beta1, beta2, eps)
    history.append(w)
    costs = [float(g(p)) for p in history]
    return history, costs

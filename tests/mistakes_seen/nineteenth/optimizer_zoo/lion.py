import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single memory_first: m is brought up to date before the step, so the direction is mixed out of the new m instead of the old one
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        gk = grad(w)
        m = beta2 * m + (1 - beta2) * gk
        w = w - alpha * jnp.sign(beta1 * m + (1 - beta1) * gk)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single betas_swapped: beta2 mixes the direction and beta1 the memory, the two are exchanged
def lion(g, alpha, beta1, beta2, max_its, w):
    gradient = jax.grad(g)
    m = 0.0 * w
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        slope = gradient(w)
        w = w - alpha * jnp.sign(beta2 * m + (1 - beta2) * slope)
        m = beta1 * m + (1 - beta1) * slope
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single one_variable_for_both: the direction's mixture overwrites m, so the memory is then averaged out of that mixture instead of the old m
def lion(g, alpha, beta1, beta2, max_its, w):
    m = np.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        grad = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * grad
        w = w - alpha * jnp.sign(m)
        m = beta2 * m + (1 - beta2) * grad
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole mixes_signs: the signs of m and of the gradient are taken first and mixed with beta1 afterwards, instead of the sign of the mixture, so that the steps are not of length alpha
class LionState:
    """What Lion remembers."""

    def __init__(self, w):
        self.m = np.zeros_like(np.asarray(w, dtype=float))

    def direction(self, grad, beta1):
        old = np.sign(self.m)
        new = np.sign(grad)
        return beta1 * old + (1 - beta1) * new

    def remember(self, grad, beta2):
        self.m = beta2 * self.m + (1 - beta2) * grad


def lion(g, alpha, beta1, beta2, max_its, w):
    dg = jax.jit(jax.grad(g))
    state = LionState(w)
    points = [np.asarray(w, dtype=float)]
    for _ in range(max_its):
        here = points[-1]
        grad = np.asarray(dg(here))
        points.append(here - alpha * state.direction(grad, beta1))
        state.remember(grad, beta2)
    return points, [float(g(p)) for p in points]


# %% whole gradient_of_new_point: after w has moved, m is brought up to date with the gradient at the new point instead of the one at the old point
def update_weights(w, m, grad, alpha, beta1):
    c = beta1 * m + (1.0 - beta1) * grad
    return w - alpha * jnp.sign(c)


def update_memory(m, grad, beta2):
    return beta2 * m + (1.0 - beta2) * grad


def lion(g, alpha, beta1, beta2, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    w = jnp.asarray(w, dtype=float)
    m = jnp.zeros(w.shape)
    cost, grad = value_and_grad(w)
    W = [w]
    C = [cost]
    step = 0
    while step < max_its:
        # 1. move
        w = update_weights(w, m, grad, alpha, beta1)
        cost, grad = value_and_grad(w)
        # 2. remember
        m = update_memory(m, grad, beta2)
        W.append(w)
        C.append(cost)
        step += 1
    return W, C

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single keeps_corrected_moments: overwrites m and v by their bias-corrected values, and the next step goes on from those
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m = m / (1 - beta1**k)
        v = v / (1 - beta2**k)
        w = w - alpha * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single v_corrected_with_beta1: the bias correction of v divides by 1 - beta1^k, where it should be 1 - beta2^k
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d * d
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta1**k)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single squared_norm_in_v: v averages the squared length of the whole gradient, one number for all components, and not the square of each component (the same at N = 1)
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m = 0.0
    v = 0.0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        d = gradient(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * jnp.dot(d, d)
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta2**k)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole eps_in_root: adds eps to the corrected v under the square root, and not to the root
def adam_direction(m, v, beta1, beta2, k, eps):
    """corrected direction of Adam"""
    mh = m / (1.0 - beta1 ** k)
    vh = v / (1.0 - beta2 ** k)
    return mh / jnp.sqrt(vh + eps)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    value_and_grad = jax.jit(jax.value_and_grad(g))
    cost, grad = value_and_grad(w)
    weight_history = [w]
    cost_history = [cost]
    m = v = jnp.zeros(jnp.shape(w))
    k = 0
    while k < max_its:
        k += 1
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad ** 2
        w = w - alpha * adam_direction(m, v, beta1, beta2, k, eps)
        cost, grad = value_and_grad(w)
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% whole averages_start_at_gradient: starts m at the first gradient and v at its square in place of zeros, and still makes the bias correction, so the first steps are far too long or short
class AdamState:
    def __init__(self, first_grad, beta1, beta2):
        # exponential averages, started with the first value that we have
        self.m = first_grad
        self.v = first_grad ** 2
        self.b1 = beta1
        self.b2 = beta2
        self.t = 0

    def update(self, grad):
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * grad
        self.v = self.b2 * self.v + (1 - self.b2) * grad ** 2
        return self.m / (1 - self.b1 ** self.t), self.v / (1 - self.b2 ** self.t)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    dg = jax.grad(g)
    state = AdamState(dg(w), beta1, beta2)
    W = [w]
    C = [g(w)]
    for step in range(max_its):
        mhat, vhat = state.update(dg(W[-1]))
        new = W[-1] - alpha * mhat / (jnp.sqrt(vhat) + eps)
        W.append(new)
        C.append(g(new))
    return W, C

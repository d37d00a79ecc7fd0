import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single memory_first: brings m up to date before w moves, so that the direction is mixed out of the new m and the gradient
def lion(g, alpha, beta1, beta2, max_its, w):
    grad_g = jax.grad(g)
    m = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        d = grad_g(w)
        m = beta2 * m + (1 - beta2) * d
        w = w - alpha * jnp.sign(beta1 * m + (1 - beta1) * d)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single betas_exchanged: beta1 and beta2 are exchanged, beta2 mixes the direction and beta1 the memory
def lion(g, alpha, beta1, beta2, max_its, w):
    grad_g = jax.grad(g)
    m = 0.0
    weights = [w]
    costs = [g(w)]
    for k in range(1, max_its + 1):
        d = grad_g(w)
        c = beta2 * m + (1 - beta2) * d
        w = w - alpha * jnp.sign(c)
        m = beta1 * m + (1 - beta1) * d
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single one_average: keeps the mixture with beta1 as the memory, so that there is one average for both and beta2 is not used
def lion(g, alpha, beta1, beta2, max_its, w):
    grad_g = jax.jit(jax.grad(g))
    m = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        m = beta1 * m + (1 - beta1) * grad_g(w)
        w = w - alpha * jnp.sign(m)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole signs_first: takes the signs of m and of the gradient before they are mixed, in place of the sign of the mixture
def mix(old, new, beta):
    return beta * old + (1 - beta) * new


def direction(m, d, beta1):
    return mix(jnp.sign(m), jnp.sign(d), beta1)


def lion(g, alpha, beta1, beta2, max_its, w):
    slope = jax.grad(g)
    w = jnp.asarray(w)
    m = jnp.zeros(w.shape)
    ws, gs = [w], [g(w)]
    for _ in range(max_its):
        d = slope(w)
        w = w - alpha * direction(m, d, beta1)
        m = mix(m, d, beta2)
        ws.append(w)
        gs.append(g(w))
    return ws, gs


# %% whole gradient_at_the_new_point: updates m with the gradient at the new point w^k in place of that at the old point w^{k-1}
class Lion:
    def __init__(self, g, alpha, beta1, beta2):
        self.gradient = jax.jit(jax.grad(g))
        self.alpha, self.beta1, self.beta2 = alpha, beta1, beta2
        self.m = 0.0

    def move(self, w):
        c = self.beta1 * self.m + (1 - self.beta1) * self.gradient(w)
        return w - self.alpha * np.sign(c)

    def remember(self, w):
        self.m = self.beta2 * self.m + (1 - self.beta2) * self.gradient(w)


def lion(g, alpha, beta1, beta2, max_its, w):
    optimizer = Lion(g, alpha, beta1, beta2)
    weight_history = [w]
    for k in range(max_its):
        w = optimizer.move(w)
        optimizer.remember(w)
        weight_history.append(w)
    cost_history = [g(v) for v in weight_history]
    return weight_history, cost_history

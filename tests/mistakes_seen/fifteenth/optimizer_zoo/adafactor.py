import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single size_of_start: The size of the weights, max(eps2, rms(w)), is computed once from the starting point before the loop, and not anew from the point of each step.
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    """Return (weight_history, cost_history) of Adafactor for a vector, as in Keras."""

    def rms(x):
        return jnp.sqrt(jnp.mean(x**2))

    gradient = jax.grad(g)
    v = jnp.zeros_like(w)
    scale = jnp.maximum(eps2, rms(w))
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        beta = 1 - k**power
        d = gradient(w)
        v = beta * v + (1 - beta) * (d**2 + eps1)
        u = d / jnp.sqrt(v)
        u = u / jnp.maximum(1.0, rms(u) / clip)
        w = w - scale * min(alpha, 1 / np.sqrt(k)) * u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single beta_one_ahead: beta_k is computed with k + 1 although the loop counts from 1 already, so that the first step does not forget that v started at 0.
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    rms = lambda x: np.sqrt(np.mean(np.square(x)))
    v = 0.0
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = np.array(jax.grad(g)(w))
        beta_k = 1 - (k + 1) ** power
        v = beta_k * v + (1 - beta_k) * (d**2 + eps1)
        u = d / np.sqrt(v)
        u_bar = u / max(1, rms(u) / clip)
        w = w - max(eps2, rms(w)) * min(alpha, 1 / np.sqrt(k)) * u_bar
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% single clips_components: Each component of u is clipped to lie between -clip and clip, in place of shortening u as a whole by its rms.
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    dg = jax.grad(g)
    v = 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = dg(w)
        beta = 1 - k**power
        v = beta * v + (1 - beta) * (gk**2 + eps1)
        u = jnp.clip(gk / jnp.sqrt(v), -clip, clip)
        size = jnp.maximum(eps2, jnp.sqrt(jnp.mean(w**2)))
        w = w - size * jnp.minimum(alpha, 1 / jnp.sqrt(k)) * u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole clips_gradient_first: The gradient is shortened by its rms before it enters v, in place of u after the division, and the step of each component is relative to its own |w| in place of the rms of all.
def root_mean_square(x):
    return jnp.sqrt(jnp.sum(x * x) / jnp.size(x))


def clip_gradient(grad, clip):
    return grad / jnp.maximum(1.0, root_mean_square(grad) / clip)


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    value_and_grad = jax.jit(jax.value_and_grad(g))
    weights = [jnp.asarray(w)]
    costs = []
    v = jnp.zeros_like(weights[0])
    for k in range(1, max_its + 1):
        old = weights[-1]
        cost, grad = value_and_grad(old)
        costs.append(cost)
        grad = clip_gradient(grad, clip)
        beta2 = 1.0 - float(k) ** power
        v = beta2 * v + (1.0 - beta2) * (grad**2 + eps1)
        update = grad / jnp.sqrt(v)
        # relative step size
        rho = min(alpha, 1.0 / k**0.5)
        step = rho * jnp.maximum(eps2, jnp.abs(old))
        weights.append(old - step * update)
    costs.append(value_and_grad(weights[-1])[0])
    return weights, costs


# %% whole decaying_rate: The steplength is alpha / sqrt(k) in place of the smaller one of alpha and 1 / sqrt(k), and eps1 is added to the root of v in place of the square before the averaging.
def rms(vector):
    return float(np.sqrt(np.mean(np.array(vector) ** 2)))


class Adafactor:
    def __init__(self, alpha, power, eps1, eps2, clip):
        self.alpha, self.power = alpha, power
        self.eps1, self.eps2 = eps1, eps2
        self.clip = clip
        self.k = 0
        self.v = 0.0

    def step(self, w, grad):
        self.k += 1
        beta = 1 - self.k**self.power
        self.v = beta * self.v + (1 - beta) * grad**2
        u = grad / (np.sqrt(self.v) + self.eps1)
        factor = rms(u) / self.clip
        if factor > 1:
            u = u / factor
        learning_rate = self.alpha / np.sqrt(self.k)
        return w - max(self.eps2, rms(w)) * learning_rate * u


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    optimizer = Adafactor(alpha, power, eps1, eps2, clip)
    grad_fn = jax.grad(g)
    weight_history = [w]
    cost_history = [float(g(w))]
    for _ in range(max_its):
        w = optimizer.step(w, np.asarray(grad_fn(w)))
        weight_history.append(w)
        cost_history.append(float(g(w)))
    return weight_history, cost_history

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single length_for_rms: the size of the weights in the steplength is their Euclidean length in place of their rms
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    def rms(x):
        return jnp.sqrt(jnp.mean(x**2))

    grad = jax.grad(g)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = grad(w)
        beta = 1 - k**power
        v = beta * v + (1 - beta) * (gk**2 + eps1)
        u = gk / jnp.sqrt(v)
        u = u / jnp.maximum(1, rms(u) / clip)
        size = jnp.sqrt(jnp.sum(w**2))
        w = w - jnp.maximum(eps2, size) * min(alpha, 1 / np.sqrt(k)) * u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single size_of_start: the size of the weights in the steplength, max(eps2, rms(w)), is computed once at the start and never again
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    rms = lambda x: jnp.sqrt(jnp.mean(jnp.square(x)))
    gradient = jax.grad(g)
    v = 0.0 * w
    size = jnp.maximum(eps2, rms(w))
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        slope = gradient(w)
        share = k**power
        v = (1 - share) * v + share * (slope**2 + eps1)
        u = slope / jnp.sqrt(v)
        u = u / jnp.maximum(1.0, rms(u) / clip)
        w = w - size * jnp.minimum(alpha, 1 / jnp.sqrt(k)) * u
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole cut_components: each component of u is cut to lie between -clip and clip, in place of shortening u as a whole by its rms
def root_mean_square(vec):
    vec = np.atleast_1d(vec)
    acc = 0.0
    for x in vec:
        acc += x * x
    return (acc / len(vec)) ** 0.5


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    second = np.zeros(np.shape(w))
    d = jax.grad(g)
    result_w = [w]
    result_c = [float(g(w))]
    for k in range(1, max_its + 1):
        grad = np.asarray(d(w))
        decay = 1.0 - k ** power
        second = decay * second + (1.0 - decay) * (grad ** 2 + eps1)
        update = np.clip(grad / np.sqrt(second), -clip, clip)
        relative = min(alpha, k ** -0.5)
        w = w - max(eps2, root_mean_square(w)) * relative * update
        result_w.append(w)
        result_c.append(float(g(w)))
    return result_w, result_c


# %% whole constant_decay: the average of the squares has the constant weight |power| for the old value in place of beta_k = 1 - k^power, and starts at 0 without a correction
class Adafactor:
    def __init__(self, alpha, rho, eps1, eps2, clip):
        self.alpha, self.rho, self.eps1, self.eps2, self.clip = alpha, rho, eps1, eps2, clip
        self.v = 0.0
        self.k = 0

    @staticmethod
    def rms(x):
        return jnp.sqrt(jnp.mean(x * x))

    def __call__(self, w, grad):
        self.k += 1
        self.v = self.rho * self.v + (1 - self.rho) * (grad**2 + self.eps1)
        u = grad / jnp.sqrt(self.v)
        u = u / jnp.maximum(1.0, self.rms(u) / self.clip)
        step = jnp.maximum(self.eps2, self.rms(w)) * jnp.minimum(self.alpha, self.k**-0.5)
        return w - step * u


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    opt = Adafactor(alpha, abs(power), eps1, eps2, clip)
    w = jnp.asarray(w, dtype=float)
    history = [(w, g(w))]
    for _ in range(max_its):
        w = opt(w, jax.grad(g)(w))
        history.append((w, g(w)))
    ws, costs = zip(*history)
    return list(ws), list(costs)

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single decay_of_the_new_point: the decay is taken from the point after the Adam step in place of the old point
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        steplength = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - steplength * m / (jnp.sqrt(v) + eps)
        w = w - alpha * decay * w
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole decay_without_alpha: the decay term is lambda * w without the factor alpha
class AdamW:
    def __init__(self, lr, betas, eps, weight_decay):
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.power1 = self.power2 = 1.0
        self.m = self.v = 0.0

    def step(self, w, grad):
        b1, b2 = self.betas
        self.power1, self.power2 = self.power1 * b1, self.power2 * b2
        self.m = self.m + (1 - b1) * (grad - self.m)
        self.v = self.v + (1 - b2) * (grad**2 - self.v)
        lr_k = self.lr * jnp.sqrt(1 - self.power2) / (1 - self.power1)
        shrunk = (1 - self.weight_decay) * w
        return shrunk - lr_k * self.m / (jnp.sqrt(self.v) + self.eps)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    optimizer = AdamW(alpha, (beta1, beta2), eps, decay)
    gradient = jax.grad(g)
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        w = optimizer.step(w, gradient(w))
        ws += [w]
        cs += [g(w)]
    return ws, cs

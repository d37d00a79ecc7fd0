import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single one_product_for_both: the part with m is divided by 1 - P_k, like that with the gradient, in place of 1 - P_{k+1}
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, product = 0.0, 0.0, 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        mu = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        product = product * mu
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        ahead = mu_next / (1 - product) * m + (1 - mu) / (1 - product) * d
        w = w - alpha * ahead / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole schedule_from_zero: the schedule of the momentum counts k from 0, so mu_k is that of the step before in all steps (the bias correction of v counts from 1)
class Nadam:
    def __init__(self, alpha, beta1, beta2, eps, steps):
        exponents = np.arange(steps + 1)
        self.mu = beta1 * (1 - 0.5 * 0.96**exponents)
        self.prod = np.cumprod(self.mu)
        self.alpha, self.beta1, self.beta2, self.eps = alpha, beta1, beta2, eps
        self.m = self.v = 0.0
        self.i = 0

    def step(self, w, grad):
        i = self.i
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        look = self.mu[i + 1] * self.m / (1 - self.prod[i + 1])
        look = look + (1 - self.mu[i]) * grad / (1 - self.prod[i])
        v_hat = self.v / (1 - self.beta2 ** (i + 1))
        self.i += 1
        return w - self.alpha * look / (np.sqrt(v_hat) + self.eps)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    optimizer = Nadam(alpha, beta1, beta2, eps, max_its)
    gradient = jax.grad(g)
    ws = [w]
    for _ in range(max_its):
        ws.append(optimizer.step(ws[-1], np.asarray(gradient(ws[-1]))))
    return ws, [float(g(each)) for each in ws]

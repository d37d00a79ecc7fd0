# Style: object-oriented; an optimizer is a class with an update method, the asked functions stand in front. x64

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
class Optimizer:
    def __init__(self, **settings):
        self.__dict__.update(settings)
        self.k = 0

    def minimize(self, g, w, max_its):
        slope = jax.grad(g)
        weights, costs = [w], [g(w)]
        while self.k < max_its:
            self.k += 1
            w = self.update(w, slope(w))
            weights.append(w)
            costs.append(g(w))
        return weights, costs


class Averaging(Optimizer):
    m = 0.0
    v = 0.0

    def average(self, d):
        self.m = self.beta1 * self.m + (1 - self.beta1) * d
        self.v = self.beta2 * self.v + (1 - self.beta2) * d * d


class RMSprop(Optimizer):
    v = 0.0

    def update(self, w, d):
        self.v = self.rho * self.v + (1 - self.rho) * d**2
        return w - self.alpha * d / jnp.sqrt(self.v + self.eps)


class Adagrad(Optimizer):
    def update(self, w, d):
        self.v += d**2
        return w - self.alpha * d / jnp.sqrt(self.v + self.eps)


class Adadelta(Optimizer):
    u = 0.0
    v = 0.0

    def update(self, w, d):
        self.v = self.rho * self.v + (1 - self.rho) * d**2
        step = jnp.sqrt((self.u + self.eps) / (self.v + self.eps)) * d
        self.u = self.rho * self.u + (1 - self.rho) * step**2
        return w - self.alpha * step


class AdamW(Averaging):
    def update(self, w, d):
        self.average(d)
        length = self.alpha * jnp.sqrt(1 - self.beta2**self.k) / (1 - self.beta1**self.k)
        return (1 - self.alpha * self.decay) * w - length * self.m / (jnp.sqrt(self.v) + self.eps)


class Nadam(Averaging):
    product = 1.0

    def mu(self, k):
        return self.beta1 * (1 - 0.5 * 0.96**k)

    def update(self, w, d):
        self.average(d)
        now, then = self.mu(self.k), self.mu(self.k + 1)
        self.product *= now
        ahead = then * self.m / (1 - self.product * then) + (1 - now) * d / (1 - self.product)
        return w - self.alpha * ahead / (jnp.sqrt(self.v / (1 - self.beta2**self.k)) + self.eps)


class Lion(Optimizer):
    m = 0.0

    def update(self, w, d):
        direction = jnp.sign(self.beta1 * self.m + (1 - self.beta1) * d)
        self.m = self.beta2 * self.m + (1 - self.beta2) * d
        return w - self.alpha * direction


class Adamax(Optimizer):
    m = 0.0
    u = 0.0

    def update(self, w, d):
        self.m = self.beta1 * self.m + (1 - self.beta1) * d
        self.u = jnp.maximum(self.beta2 * self.u, jnp.abs(d))
        return w - self.alpha / (1 - self.beta1**self.k) * self.m / (self.u + self.eps)


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    return RMSprop(alpha=alpha, rho=rho, eps=eps).minimize(g, w, max_its)


def adagrad(g, alpha, initial, eps, max_its, w):
    return Adagrad(alpha=alpha, v=initial, eps=eps).minimize(g, w, max_its)


def adadelta(g, alpha, rho, eps, max_its, w):
    return Adadelta(alpha=alpha, rho=rho, eps=eps).minimize(g, w, max_its)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    return AdamW(alpha=alpha, beta1=beta1, beta2=beta2, eps=eps, decay=decay).minimize(g, w, max_its)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    return Nadam(alpha=alpha, beta1=beta1, beta2=beta2, eps=eps).minimize(g, w, max_its)


def lion(g, alpha, beta1, beta2, max_its, w):
    return Lion(alpha=alpha, beta1=beta1, beta2=beta2).minimize(g, w, max_its)


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    return Adamax(alpha=alpha, beta1=beta1, beta2=beta2, eps=eps).minimize(g, w, max_its)

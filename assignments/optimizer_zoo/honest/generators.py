# Style: every method is a generator of steps that is sent gradients; one driver collects them. x64, all three of question 7

# %%
from itertools import count

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


def drive(g, w, steps, max_its):
    """Send w and its gradient into the generator, take the next w out of it."""
    next(steps)
    visited = [w]
    for _ in range(max_its):
        visited.append(steps.send((visited[-1], jax.grad(g)(visited[-1]))))
    return visited, [g(w) for w in visited]


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    def steps():
        w, d = yield
        v = 0
        while True:
            v = rho * v + (1 - rho) * d**2
            w, d = yield w - alpha * d / jnp.sqrt(v + eps)

    return drive(g, w, steps(), max_its)


def adagrad(g, alpha, initial, eps, max_its, w):
    def steps():
        w, d = yield
        v = initial
        while True:
            v = v + d**2
            w, d = yield w - alpha * d / jnp.sqrt(v + eps)

    return drive(g, w, steps(), max_its)


def adadelta(g, alpha, rho, eps, max_its, w):
    def steps():
        w, d = yield
        u = v = 0
        while True:
            v = rho * v + (1 - rho) * d**2
            s = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * d
            u = rho * u + (1 - rho) * s**2
            w, d = yield w - alpha * s

    return drive(g, w, steps(), max_its)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    def steps():
        w, d = yield
        m = v = 0
        for k in count(1):
            m = beta1 * m + (1 - beta1) * d
            v = beta2 * v + (1 - beta2) * d**2
            s = jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
            w, d = yield w - alpha * decay * w - alpha * s

    return drive(g, w, steps(), max_its)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    def steps():
        w, d = yield
        m = v = 0
        product = 1
        for k in count(1):
            now, then = [beta1 * (1 - 0.96**i / 2) for i in (k, k + 1)]
            product *= now
            m = beta1 * m + (1 - beta1) * d
            v = beta2 * v + (1 - beta2) * d**2
            M = then * m / (1 - product * then) + (1 - now) * d / (1 - product)
            w, d = yield w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)

    return drive(g, w, steps(), max_its)


def lion(g, alpha, beta1, beta2, max_its, w):
    def steps():
        w, d = yield
        m = 0
        while True:
            old, m = m, beta2 * m + (1 - beta2) * d
            w, d = yield w - alpha * jnp.sign(beta1 * old + (1 - beta1) * d)

    return drive(g, w, steps(), max_its)


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    def steps():
        w, d = yield
        m = u = 0
        for k in count(1):
            m = beta1 * m + (1 - beta1) * d
            u = jnp.maximum(beta2 * u, abs(d))
            w, d = yield w - alpha * m / ((1 - beta1**k) * (u + eps))

    return drive(g, w, steps(), max_its)


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    def steps():
        w, d = yield
        z, n = 0, initial
        while True:
            z = z + d - (jnp.sqrt(n + d**2) - jnp.sqrt(n)) / alpha * w
            n = n + d**2
            w, d = yield -jnp.sign(z) * jnp.maximum(abs(z) - l1, 0) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)

    return drive(g, w, steps(), max_its)


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    def steps():
        w, d = yield
        v = 0
        for k in count(1):
            b = 1 - k**power
            v = b * v + (1 - b) * (d**2 + eps1)
            u = d / jnp.sqrt(v)
            u = u / max(1.0, jnp.sqrt(jnp.mean(u**2)) / clip)
            w, d = yield w - max(eps2, jnp.sqrt(jnp.mean(w**2))) * min(alpha, k**-0.5) * u

    return drive(g, w, steps(), max_its)

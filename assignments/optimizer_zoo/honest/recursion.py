# Style: recursion in place of loops, tuples for states, lambdas; the histories grow from the right. float32

# %%
import jax
import jax.numpy as jnp
from jax.numpy import sqrt


def walk(g, w, k, K, step, state):
    if k > K:
        return (w,), (g(w),)
    new, state = step(k, w, jax.grad(g)(w), state)
    weights, costs = walk(g, new, k + 1, K, step, state)
    return (w, *weights), (g(w), *costs)


average = lambda b, old, new: b * old + (1 - b) * new
mu = lambda b, k: b * (1 - 0.96**k / 2)
product = lambda b, k: 1.0 if k == 0 else mu(b, k) * product(b, k - 1)


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    def step(k, w, d, v):
        v = average(rho, v, d**2)
        return w - alpha * d / sqrt(v + eps), v

    return walk(g, w, 1, max_its, step, 0.0)


def adagrad(g, alpha, initial, eps, max_its, w):
    step = lambda k, w, d, v: (w - alpha * d / sqrt(v + d**2 + eps), v + d**2)
    return walk(g, w, 1, max_its, step, initial)


def adadelta(g, alpha, rho, eps, max_its, w):
    def step(k, w, d, uv):
        v = average(rho, uv[1], d**2)
        s = sqrt(uv[0] + eps) / sqrt(v + eps) * d
        return w - alpha * s, (average(rho, uv[0], s**2), v)

    return walk(g, w, 1, max_its, step, (0.0, 0.0))


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    def step(k, w, d, mv):
        m, v = average(beta1, mv[0], d), average(beta2, mv[1], d**2)
        s = sqrt(1 - beta2**k) / (1 - beta1**k) * m / (sqrt(v) + eps)
        return w - alpha * (decay * w + s), (m, v)

    return walk(g, w, 1, max_its, step, (0.0, 0.0))


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    def step(k, w, d, mv):
        m, v = average(beta1, mv[0], d), average(beta2, mv[1], d**2)
        later = mu(beta1, k + 1) / (1 - product(beta1, k + 1)) * m
        M = later + (1 - mu(beta1, k)) / (1 - product(beta1, k)) * d
        return w - alpha * M / (sqrt(v / (1 - beta2**k)) + eps), (m, v)

    return walk(g, w, 1, max_its, step, (0.0, 0.0))


def lion(g, alpha, beta1, beta2, max_its, w):
    step = lambda k, w, d, m: (w - alpha * jnp.sign(average(beta1, m, d)), average(beta2, m, d))
    return walk(g, w, 1, max_its, step, 0.0)


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    rms = lambda x: sqrt(jnp.mean(jnp.asarray(x) ** 2))

    def step(k, w, d, v):
        v = average(1 - k**power, v, d**2 + eps1)
        u = d / sqrt(v)
        return w - jnp.maximum(eps2, rms(w)) * min(alpha, 1 / k**0.5) * u / jnp.maximum(1, rms(u) / clip), v

    return walk(g, w, 1, max_its, step, 0.0)

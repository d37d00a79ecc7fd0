# Style: as in optax: every optimizer is a pair (init, update), chained transformations, jax.tree.map; float32

# %%
from typing import NamedTuple

import jax
import jax.numpy as jnp


class Transformation(NamedTuple):
    init: object
    update: object  # (d, state, w) -> (step, state)


def minimize(optimizer, g, w, max_its):
    state = optimizer.init(w)
    weights, costs = [w], [g(w)]
    value_and_grad = jax.value_and_grad(g)
    for _ in range(max_its):
        _, d = value_and_grad(w)
        step, state = optimizer.update(d, state, w)
        w = jax.tree.map(lambda a, b: a + b, w, step)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


def zeros(w):
    return jnp.zeros(jnp.shape(w))


def ema(beta, new, old):
    return jax.tree.map(lambda n, o: (1 - beta) * n + beta * o, new, old)


# %%
def by_rms(rho, eps):
    def update(d, v, w):
        v = ema(rho, d**2, v)
        return d / jnp.sqrt(v + eps), v

    return Transformation(zeros, update)


def by_rss(initial, eps):
    def update(d, v, w):
        v = v + d**2
        return d / jnp.sqrt(v + eps), v

    return Transformation(lambda w: zeros(w) + initial, update)


def by_delta(rho, eps):
    def update(d, state, w):
        v = ema(rho, d**2, state["v"])
        step = jnp.sqrt(state["u"] + eps) / jnp.sqrt(v + eps) * d
        return step, {"u": ema(rho, step**2, state["u"]), "v": v}

    return Transformation(lambda w: {"u": zeros(w), "v": zeros(w)}, update)


def by_adam(beta1, beta2, eps):
    def update(d, state, w):
        k = state["k"] + 1
        m, v = ema(beta1, d, state["m"]), ema(beta2, d**2, state["v"])
        step = jnp.sqrt(1 - beta2**k) / (1 - beta1**k) * m / (jnp.sqrt(v) + eps)
        return step, {"k": k, "m": m, "v": v}

    return Transformation(lambda w: {"k": 0, "m": zeros(w), "v": zeros(w)}, update)


def by_nadam(beta1, beta2, eps):
    def update(d, state, w):
        k = state["k"] + 1
        now, then = beta1 * (1 - 0.5 * 0.96**k), beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        product = state["product"] * now
        m, v = ema(beta1, d, state["m"]), ema(beta2, d**2, state["v"])
        ahead = then * m / (1 - product * then) + (1 - now) * d / (1 - product)
        return ahead / (jnp.sqrt(v / (1 - beta2**k)) + eps), {"k": k, "product": product, "m": m, "v": v}

    return Transformation(lambda w: {"k": 0, "product": 1.0, "m": zeros(w), "v": zeros(w)}, update)


def by_lion(beta1, beta2):
    return Transformation(zeros, lambda d, m, w: (jnp.sign(ema(beta1, d, m)), ema(beta2, d, m)))


def by_adamax(beta1, beta2, eps):
    def update(d, state, w):
        k = state["k"] + 1
        m, u = ema(beta1, d, state["m"]), jnp.maximum(beta2 * state["u"], jnp.abs(d))
        return m / (1 - beta1**k) / (u + eps), {"k": k, "m": m, "u": u}

    return Transformation(lambda w: {"k": 0, "m": zeros(w), "u": zeros(w)}, update)


def decayed(decay):
    return Transformation(lambda w: (), lambda d, state, w: (d + decay * w, state))


def scaled(alpha):
    return Transformation(lambda w: (), lambda d, state, w: (-alpha * d, state))


def chain(*parts):
    def init(w):
        return [part.init(w) for part in parts]

    def update(d, states, w):
        new = []
        for part, state in zip(parts, states):
            d, state = part.update(d, state, w)
            new.append(state)
        return d, new

    return Transformation(init, update)


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    return minimize(chain(by_rms(rho, eps), scaled(alpha)), g, w, max_its)


def adagrad(g, alpha, initial, eps, max_its, w):
    return minimize(chain(by_rss(initial, eps), scaled(alpha)), g, w, max_its)


def adadelta(g, alpha, rho, eps, max_its, w):
    return minimize(chain(by_delta(rho, eps), scaled(alpha)), g, w, max_its)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    return minimize(chain(by_adam(beta1, beta2, eps), decayed(decay), scaled(alpha)), g, w, max_its)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    return minimize(chain(by_nadam(beta1, beta2, eps), scaled(alpha)), g, w, max_its)


def lion(g, alpha, beta1, beta2, max_its, w):
    return minimize(chain(by_lion(beta1, beta2), scaled(alpha)), g, w, max_its)


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    return minimize(chain(by_adamax(beta1, beta2, eps), scaled(alpha)), g, w, max_its)

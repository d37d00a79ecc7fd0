# Style: jax.lax.scan over k with the state as a tuple, w^0 put in front of what the scan stacks; x64

# %%
import jax
import jax.numpy as jnp
from jax import lax

jax.config.update("jax_enable_x64", True)


def run(g, w, state, update, max_its):
    w = jnp.asarray(w, dtype=float)
    state = jax.tree.map(lambda s: jnp.full_like(w, s), state)

    def body(carry, k):
        w, state = carry
        w, state = update(k, w, jax.grad(g)(w), state)
        return (w, state), (w, g(w))

    _, (ws, cs) = lax.scan(body, (w, state), jnp.arange(1.0, max_its + 1))
    return jnp.concatenate([w[None], ws]), jnp.concatenate([jnp.atleast_1d(g(w)), cs])


def mix(beta, old, new):
    return beta * old + (1 - beta) * new


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    def update(k, w, d, v):
        v = mix(rho, v, d**2)
        return w - alpha * d * lax.rsqrt(v + eps), v

    return run(g, w, 0.0, update, max_its)


def adagrad(g, alpha, initial, eps, max_its, w):
    def update(k, w, d, v):
        v = v + d**2
        return w - alpha * d * lax.rsqrt(v + eps), v

    return run(g, w, initial, update, max_its)


def adadelta(g, alpha, rho, eps, max_its, w):
    def update(k, w, d, state):
        u, v = state
        v = mix(rho, v, d**2)
        step = jnp.sqrt(u + eps) * lax.rsqrt(v + eps) * d
        return w - alpha * step, (mix(rho, u, step**2), v)

    return run(g, w, (0.0, 0.0), update, max_its)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    def update(k, w, d, state):
        m, v = mix(beta1, state[0], d), mix(beta2, state[1], d**2)
        grown = jnp.sqrt(1 - beta2**k)
        step = (m / (1 - beta1**k)) / ((jnp.sqrt(v) + eps) / grown)
        return w - alpha * (step + decay * w), (m, v)

    return run(g, w, (0.0, 0.0), update, max_its)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mu = lambda k: beta1 * (1 - 0.5 * jnp.power(0.96, k))

    def update(k, w, d, state):
        m, v, product = state
        m, v, product = mix(beta1, m, d), mix(beta2, v, d**2), product * mu(k)
        ahead = mu(k + 1) * m / (1 - product * mu(k + 1)) + (1 - mu(k)) * d / (1 - product)
        return w - alpha * ahead / (jnp.sqrt(v / (1 - beta2**k)) + eps), (m, v, product)

    return run(g, w, (0.0, 0.0, 1.0), update, max_its)


def lion(g, alpha, beta1, beta2, max_its, w):
    update = lambda k, w, d, m: (w - alpha * jnp.sign(mix(beta1, m, d)), mix(beta2, m, d))
    return run(g, w, 0.0, update, max_its)


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    rms = lambda x: jnp.sqrt(jnp.mean(jnp.square(x)))

    def update(k, w, d, v):
        v = mix(1 - k**power, v, d**2 + eps1)
        u = d * lax.rsqrt(v)
        u = u / jnp.maximum(1.0, rms(u) / clip)
        return w - jnp.maximum(eps2, rms(w)) * jnp.minimum(alpha, lax.rsqrt(k)) * u, v

    return run(g, w, 0.0, update, max_its)

# Style: own names for all parameters, in the order asked for; one helper, dictionaries for the state, jit inside. x64

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def iterate(f, x, n, rule, memory):
    x = jnp.asarray(x)
    memory = {name: value + jnp.zeros_like(x) for name, value in memory.items()}
    one = jax.jit(lambda t, x, memory: rule(t, x, jax.grad(f)(x), **memory))
    X, F = [x], [f(x)]
    for t in np.arange(1, n + 1):
        x, memory = one(t, x, memory)
        X.append(x)
        F.append(f(x))
    return jnp.stack(X), jnp.stack(F)


# %%
def rmsprop(f, lr, decay, epsilon, n_steps, x0):
    def rule(t, x, dx, cache):
        cache = decay * cache + (1 - decay) * dx * dx
        return x - lr * dx / jnp.sqrt(cache + epsilon), {"cache": cache}

    return iterate(f, x0, n_steps, rule, {"cache": 0.0})


def adagrad(f, lr, cache0, epsilon, n_steps, x0):
    def rule(t, x, dx, cache):
        cache = cache + dx * dx
        return x - lr * dx / jnp.sqrt(cache + epsilon), {"cache": cache}

    return iterate(f, x0, n_steps, rule, {"cache": cache0})


def adadelta(f, lr, decay, epsilon, n_steps, x0):
    def rule(t, x, dx, cache, moved):
        cache = decay * cache + (1 - decay) * dx * dx
        step = jnp.sqrt(moved + epsilon) / jnp.sqrt(cache + epsilon) * dx
        return x - lr * step, {"cache": cache, "moved": decay * moved + (1 - decay) * step * step}

    return iterate(f, x0, n_steps, rule, {"cache": 0.0, "moved": 0.0})


def adamw(f, lr, b1, b2, epsilon, wd, n_steps, x0):
    def rule(t, x, dx, m, v):
        m, v = b1 * m + (1 - b1) * dx, b2 * v + (1 - b2) * dx * dx
        lr_t = lr * jnp.sqrt(1 - b2**t) / (1 - b1**t)
        return x - lr * wd * x - lr_t * m / (jnp.sqrt(v) + epsilon), {"m": m, "v": v}

    return iterate(f, x0, n_steps, rule, {"m": 0.0, "v": 0.0})


def nadam(f, lr, b1, b2, epsilon, n_steps, x0):
    def rule(t, x, dx, m, v, prod):
        m, v = b1 * m + (1 - b1) * dx, b2 * v + (1 - b2) * dx * dx
        mu0, mu1 = b1 * (1 - 0.5 * 0.96**t), b1 * (1 - 0.5 * 0.96 ** (t + 1))
        prod = prod * mu0
        look = mu1 * m / (1 - prod * mu1) + (1 - mu0) * dx / (1 - prod)
        return x - lr * look / (jnp.sqrt(v / (1 - b2**t)) + epsilon), {"m": m, "v": v, "prod": prod}

    return iterate(f, x0, n_steps, rule, {"m": 0.0, "v": 0.0, "prod": 1.0})


def lion(f, lr, b1, b2, n_steps, x0):
    def rule(t, x, dx, m):
        return x - lr * jnp.sign(b1 * m + (1 - b1) * dx), {"m": b2 * m + (1 - b2) * dx}

    return iterate(f, x0, n_steps, rule, {"m": 0.0})


def adafactor(f, lr, exponent, e1, e2, limit, n_steps, x0):
    def rule(t, x, dx, v):
        b = 1 - jnp.asarray(t, float) ** exponent
        v = b * v + (1 - b) * (dx * dx + e1)
        u = dx / jnp.sqrt(v)
        u = u / jnp.maximum(1.0, jnp.sqrt((u * u).mean()) / limit)
        scale = jnp.maximum(e2, jnp.sqrt((x * x).mean()))
        return x - scale * jnp.minimum(lr, 1 / jnp.sqrt(t)) * u, {"v": v}

    return iterate(f, x0, n_steps, rule, {"v": 0.0})

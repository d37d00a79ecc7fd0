# Style: JAX's default float32, one plain loop in every function, Python lists that are appended to

# %%
import jax
import jax.numpy as jnp

# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    v = jnp.zeros_like(w)
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        d = jax.grad(g)(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %%
def adagrad(g, alpha, initial, eps, max_its, w):
    v = jnp.full_like(w, initial)
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        d = jax.grad(g)(w)
        v = v + d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %%
def adadelta(g, alpha, rho, eps, max_its, w):
    v = jnp.zeros_like(w)
    u = jnp.zeros_like(w)
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        d = jax.grad(g)(w)
        v = rho * v + (1 - rho) * d**2
        delta = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * d
        u = rho * u + (1 - rho) * delta**2
        w = w - alpha * delta
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %%
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        k = i + 1
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        lr = alpha * (1 - beta2**k) ** 0.5 / (1 - beta1**k)
        w = w - alpha * decay * w - lr * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %%
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    P = 1.0
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        k = i + 1
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        mu1 = beta1 * (1 - 0.96**k / 2)
        mu2 = beta1 * (1 - 0.96 ** (k + 1) / 2)
        P = P * mu1
        M = mu2 / (1 - P * mu2) * m + (1 - mu1) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %%
def lion(g, alpha, beta1, beta2, max_its, w):
    m = jnp.zeros_like(w)
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        d = jax.grad(g)(w)
        w = w - alpha * jnp.sign(beta1 * m + (1 - beta1) * d)
        m = beta2 * m + (1 - beta2) * d
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% my choice
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    n = jnp.full_like(w, initial)
    z = jnp.zeros_like(w)
    ws, cs = [w], [g(w)]
    for i in range(max_its):
        d = jax.grad(g)(w)
        n_new = n + d**2
        z = z + d - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = jnp.where(jnp.abs(z) <= l1, 0.0, -(z - jnp.sign(z) * l1) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2))
        ws.append(w)
        cs.append(g(w))
    return ws, cs

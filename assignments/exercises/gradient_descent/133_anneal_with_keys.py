"""
# 133. Heuristic optimization courses: anneal(f, x, key, temperatures) -> x, accepted, with the keys of JAX
[[question]]
name = "anneal_by_keys"
title = "Simulated annealing by given keys"
signature = "anneal_by_keys(f, x, key, temperatures)"
returns = [{ x = "array" }, { accepted = { kind = "list", each = "truth" } }]
points = 5
  [[question.case]]
  f = { function = "dented", a = 2.0 }
  x = [1.0, 1.0]
  key = { jax_key = 0 }
  temperatures = [1.0, 0.5, 0.2, 0.1]
  [[question.case]]
  f = { function = "dented", a = 0.7 }
  x = [1.0, -1.0, 0.3]
  key = { jax_key = 3 }
  temperatures = [2.0, 0.5, 0.3, 0.1, 0.05, 0.02]
  hidden = true
"""
# %% functions.py
def dented(x, a):
    return a * x[0] ** 2 + (0.3 * x[1:] ** 2 - x[1:]).sum() + 0.5 * x[0] * x[1]

# %% solution
import jax
import jax.numpy as jnp

def anneal_by_keys(f, x, key, temperatures):
    """For each temperature T: key, a, b = split(key, 3); y = x + normal(a); accept y if uniform(b) < exp((f(x) - f(y)) / T)."""
    ### BEGIN SOLUTION
    accepted = []
    for T in temperatures:
        key, a, b = jax.random.split(key, 3)
        y = x + jax.random.normal(a, x.shape)
        accepted.append(jax.random.uniform(b) < jnp.exp((f(x) - f(y)) / T))
        x = jnp.where(accepted[-1], y, x)
    return x, accepted
    ### END SOLUTION

# %% honest
import jax

def anneal_by_keys(f, x, key, temperatures):
    flags, value = [], float(f(x))
    for T in temperatures:
        keys = jax.random.split(key, num=3)
        key = keys[0]
        y = x + np.asarray(jax.random.normal(keys[1], shape=x.shape))
        flags.append(bool(T * np.log(float(jax.random.uniform(keys[2]))) < value - float(f(y))))
        if flags[-1]:
            x, value = y, float(f(y))
    return x, flags

# %% honest
import jax
import jax.numpy as jnp

def anneal_by_keys(f, x, key, temperatures):
    def step(state, T):
        x, key = state
        key, a, b = jax.random.split(key, 3)
        y = x + jax.random.normal(a, x.shape)
        ok = jnp.log(jax.random.uniform(b)) * T < f(x) - f(y)
        return (jnp.where(ok, y, x), key), ok
    (x, _), oks = jax.lax.scan(step, (jnp.asarray(x), key), jnp.asarray(temperatures))
    return x, oks

# %% wrong: the keys in another order
import jax
import jax.numpy as jnp

def anneal_by_keys(f, x, key, temperatures):
    accepted = []
    for T in temperatures:
        a, b, key = jax.random.split(key, 3)
        y = x + jax.random.normal(a, x.shape)
        accepted.append(jax.random.uniform(b) < jnp.exp((f(x) - f(y)) / T))
        x = jnp.where(accepted[-1], y, x)
    return x, accepted

# %% wrong: downhill alone
import jax
import jax.numpy as jnp

def anneal_by_keys(f, x, key, temperatures):
    accepted = []
    for T in temperatures:
        key, a, b = jax.random.split(key, 3)
        y = x + jax.random.normal(a, x.shape)
        accepted.append(f(y) < f(x))
        x = jnp.where(accepted[-1], y, x)
    return x, accepted

# %% wrong: one key for both draws
import jax
import jax.numpy as jnp

def anneal_by_keys(f, x, key, temperatures):
    accepted = []
    for T in temperatures:
        key, a, b = jax.random.split(key, 3)
        y = x + jax.random.normal(a, x.shape)
        accepted.append(jax.random.uniform(a) < jnp.exp((f(x) - f(y)) / T))
        x = jnp.where(accepted[-1], y, x)
    return x, accepted

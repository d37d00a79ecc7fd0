"""
# 131. Deep learning courses: rmsprop(lr, decay, eps) -> init, update, functions of trees of parameters
# Note: the driver takes the steps; the state is a NamedTuple of the handout's.
[[question]]
name = "rmsprop"
title = "A gradient transformation"
signature = "rmsprop(lr, decay, eps)"
driver = "drivers.py:optax_steps"
returns = [{ params = { layers = { kind = "list", each = { w = "array", b = "array" } } } }, { nu = { layers = { kind = "list", each = { w = "array", b = "array" } } } }]
points = 6
  [[question.case]]
  params = { layers = [{ w = [[1.0, 2.0]], b = [0.5] }, { w = [[0.3]], b = [0.1] }] }
  grads = [{ layers = [{ w = [[0.1, 0.2]], b = [0.5] }, { w = [[1.0]], b = [-0.1] }] }, { layers = [{ w = [[0.3, -0.2]], b = [0.2] }, { w = [[0.4]], b = [0.7] }] }]
  lr = 0.1
  decay = 0.9
  eps = 0.01
  [[question.case]]
  params = { layers = [{ w = [[1.0], [2.0]], b = [0.5] }] }
  grads = [{ layers = [{ w = [[0.1], [0.2]], b = [0.5] }] }]
  lr = 0.2
  decay = 0.7
  eps = 0.1
  hidden = true
"""
# %% drivers.py
def optax_steps(rmsprop, params, grads, lr, decay, eps):
    init, update = rmsprop(lr, decay, eps)
    state = init(params)
    for g in grads:
        updates, state = update(g, state, params)
        params = {"layers": [{k: p[k] + u[k] for k in p} for p, u in zip(params["layers"], updates["layers"])]}
    return params, state.nu

# %% solution
from collections import namedtuple

import jax
import jax.numpy as jnp

Averages = namedtuple("Averages", "nu")

def rmsprop(lr, decay, eps):
    """Return init(params) -> state and update(grads, state, params) -> updates, state; a state is an Averages."""
    ### BEGIN SOLUTION
    def init(params):
        return Averages(jax.tree.map(jnp.zeros_like, params))

    def update(grads, state, params):
        nu = jax.tree.map(lambda n, g: decay * n + (1 - decay) * g**2, state.nu, grads)
        return jax.tree.map(lambda n, g: -lr * g / (jnp.sqrt(n) + eps), nu, grads), Averages(nu)

    return init, update
    ### END SOLUTION

# %% honest
import jax
from typing import Any, NamedTuple

class Averages(NamedTuple):
    nu: Any

def rmsprop(lr, decay, eps):
    def init(params):
        return Averages(nu=jax.tree.map(lambda p: 0.0 * p, params))
    def update(grads, state, params=None):
        nu = jax.tree.map(lambda n, g: n + (1 - decay) * (g * g - n), state.nu, grads)
        return jax.tree.map(lambda g, n: -(lr / (n**0.5 + eps)) * g, grads, nu), state._replace(nu=nu)
    return init, update

# %% honest
from types import SimpleNamespace

def rmsprop(lr, decay, eps):
    def mapped(f, *trees):
        first = trees[0]
        if isinstance(first, dict):
            return {key: mapped(f, *(tree[key] for tree in trees)) for key in first}
        if isinstance(first, (list, tuple)):
            return [mapped(f, *entries) for entries in zip(*trees)]
        return f(*map(np.asarray, trees))
    return (
        lambda params: SimpleNamespace(nu=mapped(np.zeros_like, params)),
        lambda grads, state, params: (
            mapped(lambda g, n: -lr * g / (eps + np.sqrt(decay * n + (1 - decay) * g * g)), grads, state.nu),
            SimpleNamespace(nu=mapped(lambda g, n: decay * n + (1 - decay) * g * g, grads, state.nu)),
        ),
    )

# %% wrong: eps below the root
import jax
import jax.numpy as jnp
from collections import namedtuple

Averages = namedtuple("Averages", "nu")

def rmsprop(lr, decay, eps):
    def init(params):
        return Averages(jax.tree.map(jnp.zeros_like, params))
    def update(grads, state, params):
        nu = jax.tree.map(lambda n, g: decay * n + (1 - decay) * g**2, state.nu, grads)
        return jax.tree.map(lambda n, g: -lr * g / jnp.sqrt(n + eps), nu, grads), Averages(nu)
    return init, update

# %% wrong: the old averages are used
import jax
import jax.numpy as jnp
from collections import namedtuple

Averages = namedtuple("Averages", "nu")

def rmsprop(lr, decay, eps):
    def init(params):
        return Averages(jax.tree.map(jnp.zeros_like, params))
    def update(grads, state, params):
        nu = jax.tree.map(lambda n, g: decay * n + (1 - decay) * g**2, state.nu, grads)
        return jax.tree.map(lambda n, g: -lr * g / (jnp.sqrt(n) + eps), state.nu, grads), Averages(nu)
    return init, update

# %% wrong: the state is not handed on
import jax
import jax.numpy as jnp
from collections import namedtuple

Averages = namedtuple("Averages", "nu")

def rmsprop(lr, decay, eps):
    def init(params):
        return Averages(jax.tree.map(jnp.zeros_like, params))
    def update(grads, state, params):
        nu = jax.tree.map(lambda n, g: decay * n + (1 - decay) * g**2, state.nu, grads)
        return jax.tree.map(lambda n, g: -lr * g / (jnp.sqrt(n) + eps), nu, grads), state
    return init, update

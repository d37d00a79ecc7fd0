# Style: lax.scan stacks the histories; the schedule is an array; whole functions compiled; float32; 1/k
from functools import partial

import jax
import jax.numpy as jnp


def cost_func(w):
    return jnp.polyval(jnp.array([1.0, 0.0, 1.0, 10.0, 0.0]), w) / 50


gradient_func = jax.grad(cost_func)


@partial(jax.jit, static_argnames=("g", "gradient", "max_its"))
def gradient_descent(g, gradient, alpha, max_its, w):
    def step(w, _):
        w = w - alpha * gradient(w)
        return w, g(w)

    w = jnp.asarray(w)
    return jnp.concatenate([g(w)[None], jax.lax.scan(step, w, None, length=max_its)[1]])


@partial(jax.jit, static_argnames=("g", "max_its", "diminishing_alpha"))
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    k = jnp.arange(1, max_its + 1)
    lengths = 1 / k if diminishing_alpha else jnp.full(max_its, alpha)

    def step(w, length):
        w = w - length * jax.grad(g)(w)
        return w, w

    w = jnp.asarray(w)
    path = jnp.concatenate([w[None], jax.lax.scan(step, w, lengths)[1]])
    return path, jax.vmap(g)(path)

import jax
import jax.numpy as jnp


def ripple(w):
    height = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    return height * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))


def gradient(w):
    return -jax.grad(ripple)(w)

# %% single squares_the_sine_and_not_its_argument: sin(0.2 w_1^2) is written as sin(0.2 w_1)^2, with the square outside of the sine.
import jax
import jax.numpy as jnp


def g(w):
    first = 2.0 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    inner = jnp.tanh(w[0] + jnp.sin(0.2 * w[1]) ** 2)
    return first * jnp.tanh(w[1] ** 4 * inner)


gradient = jax.grad(g)

# %% whole forward_difference_of_a_hundredth: The gradient is a forward difference with a step of 0.01, which is wrong by about a hundredth of the curvature.
import math
import numpy as np


def height(x, y):
    return 2 ** math.sin(0.1 * x**2 + 0.5 * y**2)


def surface(x, y):
    t = math.tanh(x + math.sin(0.2 * y**2))
    return height(x, y) * math.tanh(y**4 * t)


def gradient(w):
    x, y = float(w[0]), float(w[1])
    h = 0.01
    base = surface(x, y)
    dx = (surface(x + h, y) - base) / h
    dy = (surface(x, y + h) - base) / h
    return np.array([dx, dy])

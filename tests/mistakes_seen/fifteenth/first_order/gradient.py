import jax
import jax.numpy as jnp
import numpy as np
from jax import grad

jax.config.update("jax_enable_x64", True)


# %% single exp_for_two: the factor 2 to the power of the sine is written as e to the power of the sine (jnp.exp), so the base is wrong
def cost(w):
    factor = jnp.exp(jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2))
    inner = jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    return factor * jnp.tanh(w[1] ** 4 * inner)


def gradient(w):
    return jax.grad(cost)(w)


# %% single power_outside_tanh: a bracket is misplaced, so that w_1^4 multiplies the outer tanh instead of standing inside it
def gradient(w):
    def g(w):
        a = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        b = w[1] ** 4 * jnp.tanh(jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
        return a * b

    return jax.grad(g)(w)


# %% single coarse_difference: the gradient is a one-sided finite difference with the large step 0.01, which is too inaccurate
def f(w):
    return 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * np.tanh(
        w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
    )


def gradient(w):
    h = 0.01
    result = np.zeros(2)
    for j in range(2):
        moved = np.array(w, dtype=float)
        moved[j] = moved[j] + h
        result[j] = (f(moved) - f(w)) / h
    return result


# %% whole by_hand_no_log: differentiated by hand with the chain rule, and the factor ln 2 in the derivative of 2^s is forgotten
def sech2(x):
    return 1 / np.cosh(x) ** 2


def gradient(w):
    x, y = float(w[0]), float(w[1])

    # g = A * B with A = 2^s and B = tanh(q)
    angle = 0.1 * x**2 + 0.5 * y**2
    A = 2 ** np.sin(angle)
    r = x + np.sin(0.2 * y**2)
    q = y**4 * np.tanh(r)
    B = np.tanh(q)

    # derivatives of A: dA/dx, dA/dy
    A_x = A * np.cos(angle) * 0.2 * x
    A_y = A * np.cos(angle) * y

    # derivatives of q, and then of B
    q_x = y**4 * sech2(r)
    q_y = 4 * y**3 * np.tanh(r) + y**4 * sech2(r) * np.cos(0.2 * y**2) * 0.4 * y
    B_x = sech2(q) * q_x
    B_y = sech2(q) * q_y

    # product rule
    return np.array([A_x * B + A * B_x, A_y * B + A * B_y])


# %% whole indices_from_one: the components are numbered from 1, so that w[1] stands for w_0 and w[2] for w_1; JAX clamps the index that is past the end, so both are the last component and the first entry of the gradient is always 0
def first_factor(w):
    return 2.0 ** jnp.sin(0.1 * w[1] ** 2 + 0.5 * w[2] ** 2)


def second_factor(w):
    inside = jnp.tanh(w[1] + jnp.sin(0.2 * w[2] ** 2))
    return jnp.tanh(w[2] ** 4 * inside)


def product(w):
    return first_factor(w) * second_factor(w)


dproduct = grad(product)


def gradient(w):
    w = jnp.asarray(w)
    return dproduct(w)

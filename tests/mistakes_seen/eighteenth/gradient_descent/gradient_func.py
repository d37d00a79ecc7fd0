import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single no_fiftieth: the factor 1/50 is missing in the derivative
def gradient_func(w):
    return 4 * w**3 + 2 * w + 10


# %% single ten_gone: the derivative of 10w is taken as 0 instead of 10
def gradient_func(w):
    return (4 * w**3 + 2 * w) / 50


# %% single quartic_power_kept: the power of w^4 is not lowered: 4w^4 instead of 4w^3
def gradient_func(w):
    return 1 / 50 * (4 * w**4 + 2 * w + 10)


# %% whole bracket_forgotten: the cost that JAX differentiates is w^4 + w^2 + 10w/50, because the brackets before the division are missing: only the linear term is divided by 50
def my_cost(w):
    # g(w) = (w^4 + w^2 + 10 w) / 50
    return jnp.power(w, 4) + jnp.power(w, 2) + 10.0 * w / 50.0


my_gradient = jax.grad(my_cost)


def gradient_func(w):
    return float(my_gradient(float(w)))


# %% whole coefficients_without_constant: the coefficient list 1, 0, 1, 10 lacks the constant 0 at its end, so numpy takes the polynomial for w^3 + w + 10 and the derivative is (3w^2 + 1)/50
coefficients = np.array([1.0, 0.0, 1.0, 10.0])  # w^4, w^3, w^2, w


def derivative_coefficients(c):
    degree = len(c) - 1
    new = []
    for i, value in enumerate(c[:-1]):
        new.append(value * (degree - i))
    return np.array(new)


def gradient_func(w):
    d = derivative_coefficients(coefficients)
    return np.polyval(d, w) / 50

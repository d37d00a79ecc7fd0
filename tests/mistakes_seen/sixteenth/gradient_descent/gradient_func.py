import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single linear_term_lost: the derivative of 10w is taken as 0, so the constant 10 is missing from the gradient
def gradient_func(w):
    return (4 * w**3 + 2 * w) / 50


# %% single fraction_on_first_term: the factor 1/50 multiplies the first term 4w^3 only, and 2w + 10 stand outside of it
def gradient_func(w):
    return 1 / 50 * 4 * w**3 + 2 * w + 10


# %% single quartic_power_kept: w^4 is differentiated to 4 w^4: the exponent comes down but is not lowered
def gradient_func(w):
    return 0.02 * (4 * w**4 + 2 * w + 10)


# %% whole coarse_difference: a one-sided difference quotient with a width of 0.1 takes the derivative's place, which is wrong in the second digit
def my_cost(w):
    return (w**4 + w**2 + 10 * w) / 50


def gradient_func(w):
    # definition of the derivative: (g(w + h) - g(w)) / h
    h = 0.1
    rise = my_cost(w + h) - my_cost(w)
    return rise / h


# %% whole missing_coefficient: the coefficients of the polynomial are listed without the 0 for w^3, so the polynomial that is differentiated is w^3 + w^2 + 10w (divided by 50)
coefficients = [1.0, 1.0, 10.0, 0.0]


def derivative(c):
    """Coefficients of the derivative, highest power first."""
    degree = len(c) - 1
    out = []
    for i in range(degree):
        out.append(c[i] * (degree - i))
    return out


def gradient_func(w):
    total = 0.0
    for c in derivative(coefficients):
        total = total * w + c  # Horner
    return total / 50

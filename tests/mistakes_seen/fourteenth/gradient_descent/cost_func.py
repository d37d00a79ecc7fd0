import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single brackets_forgotten: without the brackets only the last term, 10w, is divided by 50
def cost_func(w):
    return w**4 + w**2 + 10 * w / 50


# %% single constant_ten: the last term is the constant 10 in place of 10w
def cost_func(w):
    return (w**4 + w**2 + 10) / 50


# %% single floor_division: divides with // , so that the cost is rounded down to a whole number
def cost_func(w):
    return (w**4 + w**2 + 10*w) // 50


# %% whole its_derivative: returns the derivative (4w^3 + 2w + 10) / 50 in place of the cost
def power_rule(w, n):
    return n * w ** (n - 1)


def cost_func(w):
    # term by term
    first = power_rule(w, 4)
    second = power_rule(w, 2)
    third = 10 * power_rule(w, 1)
    return (first + second + third) / 50


# %% whole coefficient_missing: the list of coefficients lacks the 0 of w^3, so that the polynomial is w^3 + w^2 + 10w
COEFFICIENTS = [1.0, 1.0, 10.0, 0.0]   # w^4, w^2, w, 1


def cost_func(w):
    total = 0.0
    for c in COEFFICIENTS:
        # Horner
        total = total * w + c
    return total / 50

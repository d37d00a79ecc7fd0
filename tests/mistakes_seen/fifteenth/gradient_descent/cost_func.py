import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single only_last_divided: the brackets are missing, so that only the term 10w is divided by 50
def cost_func(w):
    return w**4 + w**2 + 10 * w / 50


# %% single derivative: returns the derivative of the cost, (4w^3 + 2w + 10)/50, and not the cost itself
def cost_func(w):
    return (4 * w**3 + 2 * w + 10) / 50


# %% single rounded: the right cost, but rounded to one decimal
def cost_func(w):
    cost = 1 / 50 * (w**4 + w**2 + 10 * w)
    return round(float(cost), 1)


# %% whole polyval_gap: np.polyval is given the coefficients without the 0 of the cubic term, so it computes (w^3 + w^2 + 10w)/50
# from the highest power to the constant
COEFFICIENTS = np.array([1.0, 1.0, 10.0, 0.0])


def polynomial(w):
    return np.polyval(COEFFICIENTS, w)


def cost_func(w):
    """The cost of the lecture."""
    return polynomial(w) / 50.0


# %% whole decimal_slip: the factor 1/50 is written as the decimal number 0.2 instead of 0.02, so every cost is ten times too large
def cost_func(w):
    scale = 0.2
    square = w * w
    fourth = square * square
    total = 0.0
    for term in (fourth, square, 10.0 * w):
        total += scale * term
    return total

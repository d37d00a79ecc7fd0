import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single fiftieth_of_first_term: the parentheses are missing, so that 1/50 multiplies w^4 alone and not the other two terms
def cost_func(w):
    return 1 / 50 * w**4 + w**2 + 10 * w


# %% single ten_without_w: the last term is the constant 10 instead of 10 w
def cost_func(w):
    return (1 / 50) * (w**4 + w**2 + 10)


# %% single rounded: the cost is rounded to two decimals
def cost_func(w):
    cost = (w**4 + w**2 + 10 * w) / 50
    return np.round(cost, 2)


# %% whole gap_in_polyval: the list of coefficients for np.polyval lacks the 0 of w^3, so the polynomial is w^3 + w^2 + 10 w instead of w^4 + w^2 + 10 w
COEFFICIENTS = [1.0, 1.0, 10.0, 0.0]  # highest power first, no constant term
SCALE = 1.0 / 50.0


def polynomial(w):
    return np.polyval(COEFFICIENTS, w)


def cost_func(w):
    return SCALE * polynomial(w)


# %% whole loop_stops_before_four: the loop over the powers is range(1, degree), which stops before the power 4, so the term w^4 is missing
def cost_func(w):
    coeffs = {1: 10.0, 2: 1.0, 3: 0.0, 4: 1.0}
    degree = 4
    total = 0.0
    # add up coefficient * w^power
    for power in range(1, degree):
        total = total + coeffs[power] * w**power
    return total / 50

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single bracket_missing: There are no brackets round the sum, so only the last term 10w is divided by 50.
def cost_func(w):
    return w**4 + w**2 + 10 * w / 50


# %% single ten_without_w: The last term is 10 and not 10 w: the w is forgotten.
def cost_func(w):
    return (1 / 50) * (w**4 + w**2 + 10)


# %% single fraction_worked_out_wrong: The bracket is multiplied out by hand and 10/50 becomes 0.5 in place of 0.2.
def cost_func(w):
    return 0.02 * w**4 + 0.02 * w**2 + 0.5 * w


# %% whole no_zero_for_cube: The list of coefficients for polyval has no 0 for the missing w^3, so the leading term is w^3 in place of w^4.
COEFFICIENTS = [1.0, 1.0, 10.0, 0.0]   # w^4, w^2, w, constant


def cost_func(w):
    # polynomial, highest power first
    p = np.polyval(COEFFICIENTS, w)
    return p / 50.0


# %% whole slope_instead_of_cost: The function returns the derivative (4w^3 + 2w + 10)/50 and not the cost.
def term(c, p, w):
    # derivative of c * w^p
    return c * p * w ** (p - 1)


def cost_func(w):
    total = 0.0
    for c, p in [(1, 4), (1, 2), (10, 1)]:
        total = total + term(c, p, w)
    return total / 50

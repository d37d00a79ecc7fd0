import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single only_first_term_divided: the parentheses are missing, so 1/50 multiplies w^4 alone
def cost_func(w):
    return 1 / 50 * w**4 + w**2 + 10 * w


# %% single derivative_returned: the function returns the derivative (4w^3 + 2w + 10)/50 instead of the cost
def cost_func(w):
    return 1 / 50 * (4 * w**3 + 2 * w + 10)


# %% single times_for_power: the square is written with one star, so the term is 2w instead of w^2
def cost_func(w):
    return (w**4 + w*2 + 10 * w) / 50


# %% whole polyval_gap: the list of coefficients for polyval has no zero for w^3, so it is w^3 + w^2 + 10w in place of w^4 + w^2 + 10w
# coefficients of the polynomial, highest power first, constant last
COEFFS = [1.0, 1.0, 10.0, 0.0]
SCALE = 1.0 / 50.0


def cost_func(w):
    value = jnp.polyval(jnp.array(COEFFS), w)
    return SCALE * value


# %% whole power_one_too_high: the student's own power function begins with the base and multiplies as often as the exponent says, so every power is one too high (w^5 + w^3 + 10w^2)
def my_pow(base, n):
    result = base
    for i in range(n):
        result = result * base
    return result


def cost_func(w):
    terms = [(1, 4), (1, 2), (10, 1)]   # (coefficient, power)
    total = 0.0
    for c, p in terms:
        total += c * my_pow(w, p)
    return total / 50

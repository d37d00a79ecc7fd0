import numpy as np


# %% single linear_term_kept: the derivative of 10w is written as 10w and not as 10
def gradient_func(w):
    return (4 * w**3 + 2 * w + 10 * w) / 50


# %% single square_without_two: the derivative of w^2 is written as w, without the factor 2
def gradient_func(w):
    grad = (1 / 50) * (4 * w**3 + w + 10)
    return grad


# %% single fiftieth_of_first_term: parentheses are missing, so the factor 1/50 belongs to the first term only
def gradient_func(w):
    return 1 / 50 * 4 * w**3 + 2 * w + 10


# %% whole coarse_difference: a one-sided difference quotient with h = 0.1 takes the place of the derivative, which is off by about h g''/2
def my_cost(w):
    return (w**4 + w**2 + 10 * w) / 50


def gradient_func(w):
    # definition of the derivative with a small step
    h = 0.1
    rise = my_cost(w + h) - my_cost(w)
    return rise / h


# %% whole lowered_exponent_as_factor: each term is multiplied by the exponent after it has been lowered (3w^3, 1w, 0) and not by the one before, so the constant 10 is lost too
def derive_term(coefficient, exponent):
    """power rule for c * w^n, gives the new coefficient and exponent"""
    exponent = exponent - 1
    coefficient = coefficient * exponent
    return coefficient, exponent


def gradient_func(w):
    # w^4 + w^2 + 10 w
    terms = [(1, 4), (1, 2), (10, 1)]
    total = 0.0
    for c, n in terms:
        c_new, n_new = derive_term(c, n)
        total = total + c_new * w**n_new
    return total / 50

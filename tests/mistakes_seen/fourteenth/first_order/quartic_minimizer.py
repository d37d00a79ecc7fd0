import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single complex_root: takes the real part of a complex root of the cubic in place of the real root
def quartic_minimizer():
    roots = np.roots([2, 0, 1, 5])
    return float(np.max(roots.real))


# %% single constant_sign: solves 2w^3 + w - 5 = 0, the constant with the wrong sign, so that the root has the wrong sign
def quartic_minimizer():
    # 2 w^3 + w = 5, Newton's method
    w = 1.0
    for _ in range(50):
        f = 2 * w**3 + w - 5
        df = 6 * w**2 + 1
        w = w - f / df
    return float(w)


# %% single coarse_grid: returns the best point of a grid with steps of 0.01, which is right to two digits only
def quartic_minimizer():
    grid = np.linspace(-3, 3, 601)
    g = (grid**4 + grid**2 + 10 * grid) / 50
    return float(grid[np.argmin(g)])


# %% whole not_divided: puts p = 1 and q = 5 into the formula for w^3 + pw + q = 0 without dividing the equation by its leading coefficient 2
def cardano(p, q):
    """Real root of w^3 + p*w + q = 0 if the discriminant is positive."""
    disc = (q / 2) ** 2 + (p / 3) ** 3
    s = np.sqrt(disc)
    return np.cbrt(-q / 2 + s) + np.cbrt(-q / 2 - s)


def quartic_minimizer():
    # g'(w) = 0  <=>  2w^3 + w + 5 = 0
    p = 1.0
    q = 5.0
    return float(cardano(p, q))


# %% whole returns_the_cost: finds the minimizer by golden section search and returns the cost there in place of the minimizer
phi = (np.sqrt(5) - 1) / 2


def cost(w):
    return (w ** 4 + w ** 2 + 10 * w) / 50


def quartic_minimizer():
    a, b = -2.0, -1.0
    c = b - phi * (b - a)
    d = a + phi * (b - a)
    while b - a > 1e-9:
        if cost(c) < cost(d):
            b = d
        else:
            a = c
        c = b - phi * (b - a)
        d = a + phi * (b - a)
    minimum = cost((a + b) / 2)
    return float(minimum)

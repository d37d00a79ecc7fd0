import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single not_monic: Cardano's formula is used for w^3 + p w + q with p = 1 and q = 5: the equation has not been divided by its leading coefficient 2.
def quartic_minimizer():
    """Return the real root of 2w^3 + w + 5 = 0 as a float."""
    p, q = 1.0, 5.0
    root = np.sqrt(q**2 / 4 + p**3 / 27)
    return float(np.cbrt(-q / 2 + root) + np.cbrt(-q / 2 - root))


# %% single stops_too_early: Gradient descent stops as soon as a step is shorter than 1e-3, which is far from converged, so that the root is wrong in its third digit.
def quartic_minimizer():
    w = 0.0
    alpha = 0.5
    while True:
        step = alpha * (4 * w**3 + 2 * w + 10) / 50
        w = w - step
        if abs(step) < 1e-3:
            break
    return float(w)


# %% single returns_minimum: The value g(w) at the minimizer is returned, and not the minimizer w itself.
def quartic_minimizer():
    def g(w):
        return (w**4 + w**2 + 10 * w) / 50

    w = -1.5
    for _ in range(30):
        w = w - (2 * w**3 + w + 5) / (6 * w**2 + 1)
    return float(g(w))


# %% whole grid_point: The best point of a grid with the spacing 0.001 is returned, which is not within 2e-5 of the root.
def quartic_cost(w):
    return 1 / 50 * (w**4 + w**2 + 10 * w)


def quartic_minimizer():
    # the handout says that the root is between -2 and -1
    candidates = np.linspace(-2, -1, 1001)
    best_w = candidates[0]
    best_cost = quartic_cost(best_w)
    for c in candidates:
        cost = quartic_cost(c)
        if cost < best_cost:
            best_cost = cost
            best_w = c
    return float(best_w)


# %% whole missing_zero_coefficient: The coefficients given to np.roots are [2, 1, 5], without the 0 of w^2, so that the roots are those of 2w^2 + w + 5, and the real part of one of them is returned.
def derivative_coefficients():
    # 2 w^3 + w + 5
    return np.array([2.0, 1.0, 5.0])


def quartic_minimizer():
    roots = np.roots(derivative_coefficients())
    # take the root with the smallest imaginary part, it is the real one
    imag = np.abs(np.imag(roots))
    i = int(np.argmin(imag))
    return float(np.real(roots[i]))

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single middle_term_not_halved: after dividing the cubic 4w^3 + 2w + 10 by 2 the middle term is still 2w, so Newton solves 2w^3 + 2w + 5 = 0 and not 2w^3 + w + 5 = 0
def quartic_minimizer():
    w = -1.5
    for _ in range(50):
        value = 2 * w**3 + 2 * w + 5
        slope = 6 * w**2 + 2
        w = w - value / slope
    return float(w)


# %% single cardano_p_over_9: in Cardano's formula the discriminant has p^3/9 in place of p^3/27, so the value is not a root of the cubic
def quartic_minimizer():
    # w^3 + p w + q = 0
    p = 0.5
    q = 2.5
    root = np.sqrt(q**2 / 4 + p**3 / 9)
    return float(np.cbrt(-q / 2 + root) + np.cbrt(-q / 2 - root))


# %% single real_part_of_complex_root: takes the largest real part of all three roots, which belongs to the complex pair, and not the one root that is real
def quartic_minimizer():
    roots = np.roots([2.0, 0.0, 1.0, 5.0])
    return float(np.max(roots.real))


# %% whole gd_few_steps: runs gradient descent on the quartic with a small steplength and only 200 steps, so that it is still far from the minimizer when it stops
def quartic_cost(w):
    return (w**4 + w**2 + 10 * w) / 50


def run_gd(start, lr, steps):
    slope = jax.grad(quartic_cost)
    w = start
    for _ in range(steps):
        w = w - lr * slope(w)
    return w


def quartic_minimizer():
    # start somewhere and roll down the hill
    w_star = run_gd(2.0, 0.05, 200)
    return float(w_star)


# %% whole returns_minimum_value: finds the right root by bisection, but returns the minimal cost g(w) and not the minimizer w
def fprime(w):
    return 2 * w ** 3 + w + 5

def f(w):
    return 1/50 * (w ** 4 + w ** 2 + 10 * w)

def bisect(lo, hi, n=80):
    for i in range(n):
        mid = (lo + hi) / 2
        if fprime(lo) * fprime(mid) <= 0:
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2

def quartic_minimizer():
    root = bisect(-2.0, -1.0)
    minimum = f(root)
    return float(minimum)

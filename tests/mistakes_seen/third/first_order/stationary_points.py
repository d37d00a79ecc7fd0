import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single sign_changes_only: only sign changes of g' are searched, so zeros where g' touches 0 without changing its sign (as 0 for w^3) are missed
def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    grid = np.linspace(low, high, 4001)
    d = np.array(jax.vmap(jax.grad(g))(grid))
    points = []
    for i in range(len(grid) - 1):
        if d[i] == 0:
            points.append(grid[i])
        elif d[i] * d[i + 1] < 0:
            lo, hi = grid[i], grid[i + 1]
            for _ in range(50):
                mid = (lo + hi) / 2
                if float(dg(lo)) * float(dg(mid)) <= 0:
                    hi = mid
                else:
                    lo = mid
            points.append((lo + hi) / 2)
    return points


# %% single near_zero_accepted: a zero of g'' is taken for a touching zero of g' wherever |g'| < 0.01 there, so places where g' comes near 0 without reaching it are returned too
def zeros_of(f, low, high, n=5000):
    grid = np.linspace(low, high, n)
    values = np.array(jax.vmap(f)(grid))
    f = jax.jit(f)
    zeros = []
    for a, b, fa, fb in zip(grid[:-1], grid[1:], values[:-1], values[1:]):
        if fa == 0:
            zeros.append(a)
        elif fa * fb < 0:
            while b - a > 1e-10:
                m = 0.5 * (a + b)
                if fa * float(f(m)) > 0:
                    a = m
                else:
                    b = m
            zeros.append(0.5 * (a + b))
    return zeros


def stationary_points(g, low, high):
    dg = jax.grad(g)
    points = zeros_of(dg, low, high)
    slope = jax.jit(dg)
    # touching zeros: there the derivative of g' is zero as well
    for z in zeros_of(jax.grad(dg), low, high):
        if abs(float(slope(z))) < 0.01 and all(abs(z - p) > 0.02 for p in points):
            points.append(z)
    return points


# %% whole threshold_on_the_grid: every grid point with |g'| < 0.001 is returned, neither refined nor merged: many copies of one point where g' is flat, none or an inexact one where g' is steep
def stationary_points(g, low, high):
    xs = np.linspace(low, high, 20000)
    slopes = np.array(jax.vmap(jax.grad(g))(xs))
    tol = 1e-3
    found = []
    for x, s in zip(xs, slopes):
        if abs(s) < tol:
            found.append(float(x))
    return found


# %% whole all_inflection_points: all zeros of g'' are returned along with the zeros of g', without testing whether g' is 0 there
def halve(f, a, b):
    left = float(f(a))
    for i in range(45):
        m = (a + b) / 2
        fm = float(f(m))
        if left * fm <= 0:
            b = m
        else:
            a, left = m, fm
    return (a + b) / 2


def crossings(f, grid):
    s = np.sign(np.array(jax.vmap(f)(grid)))
    where = np.where(s[:-1] != s[1:])[0]
    fast = jax.jit(f)
    return [halve(fast, grid[i], grid[i + 1]) for i in where]


def stationary_points(g, low, high):
    g1 = jax.grad(g)
    g2 = jax.grad(g1)
    grid = np.linspace(low, high, 3000)
    # where g' only touches zero it has an extremum, so g'' changes its sign there
    candidates = sorted(crossings(g1, grid) + crossings(g2, grid))
    result = []
    for c in candidates:
        if not result or c - result[-1] > 1e-3:
            result.append(c)
    return np.array(result)

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single sign_changes_only: only the sign changes of g' are searched, so a stationary point at which g' touches zero without changing its sign is missed
def bisect(f, a, b):
    fa = f(a)
    for _ in range(40):
        c = (a + b) / 2
        fc = f(c)
        if fa * fc <= 0:
            b = c
        else:
            a, fa = c, fc
    return (a + b) / 2


def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    grid = np.linspace(low, high, 3001)
    values = np.asarray(jax.vmap(dg)(grid))
    # look at the signs only
    grid, values = grid[values != 0], values[values != 0]
    points = []
    for i in range(len(grid) - 1):
        if np.sign(values[i]) != np.sign(values[i + 1]):
            points.append(bisect(dg, grid[i], grid[i + 1]))
    return points


# %% single every_inflection_counts: the zeros of g'' are all added to the list, without a test whether g' is zero there, so every inflection point is returned as a stationary point
def bisect(f, a, b):
    fa = f(a)
    for _ in range(40):
        c = (a + b) / 2
        fc = f(c)
        if fa * fc <= 0:
            b = c
        else:
            a, fa = c, fc
    return (a + b) / 2


def roots(f, grid):
    signs = np.sign(np.asarray(jax.vmap(f)(grid)))
    signs[signs == 0] = 1
    found = []
    for i in np.where(signs[:-1] != signs[1:])[0]:
        found.append(bisect(f, grid[i], grid[i + 1]))
    return found


def stationary_points(g, low, high):
    grid = np.linspace(low, high, 3001)
    d1 = jax.jit(jax.grad(g))
    d2 = jax.jit(jax.grad(jax.grad(g)))
    points = roots(d1, grid)
    # where g' touches zero, g'' changes its sign
    for v in roots(d2, grid):
        if all(abs(v - p) > 0.02 for p in points):
            points.append(v)
    return points


# %% single crossings_found_twice: besides the sign changes every local minimum of |g'| near zero is returned, which finds each crossing a second time, and the two are not merged
def bisect(f, a, b):
    fa = f(a)
    for _ in range(40):
        c = (a + b) / 2
        fc = f(c)
        if fa * fc <= 0:
            b = c
        else:
            a, fa = c, fc
    return (a + b) / 2


def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    xs = np.linspace(low, high, 4001)
    ds = np.asarray(jax.vmap(dg)(xs))
    points = []
    # crossings
    for i in range(len(xs) - 1):
        if ds[i] * ds[i + 1] < 0:
            points.append(bisect(dg, xs[i], xs[i + 1]))
    # touches: local minima of |g'|, refined by ternary search
    size = np.abs(ds)
    for i in range(1, len(xs) - 1):
        if size[i] <= size[i - 1] and size[i] < size[i + 1]:
            a, b = xs[i - 1], xs[i + 1]
            for _ in range(60):
                c, d = a + (b - a) / 3, b - (b - a) / 3
                if abs(dg(c)) < abs(dg(d)):
                    b = d
                else:
                    a = c
            v = (a + b) / 2
            if abs(dg(v)) < 1e-7:
                points.append(v)
    return points


# %% whole newton_leaves_the_interval: Newton's method is started all over the interval and the limits are not tested against low and high, so stationary points outside of the interval are returned too
def newton(start, d1, d2, steps=150):
    def body(_, x):
        slope = d2(x)
        return x - jnp.where(slope == 0, 0.0, d1(x) / jnp.where(slope == 0, 1.0, slope))

    return jax.lax.fori_loop(0, steps, body, start)


def merge(candidates, gap=0.02):
    result = []
    for c in sorted(candidates):
        if not result or c - result[-1] > gap:
            result.append(float(c))
    return result


def stationary_points(g, low, high):
    d1 = jax.grad(g)
    d2 = jax.grad(d1)
    starts = jnp.linspace(low, high, 400)
    ends = jax.jit(jax.vmap(lambda s: newton(s, d1, d2)))(starts)
    slopes = jax.vmap(d1)(ends)
    # keep the runs that converged
    good = [e for e, s in zip(np.array(ends), np.array(slopes)) if np.isfinite(e) and abs(s) < 1e-9]
    return merge(good)


# %% whole small_slopes_on_a_grid: grid points with |g'| below 0.01 are collected in groups and the middle of each group is returned, so steep crossings fall through, near misses count, and the points are only as exact as the grid
THRESHOLD = 0.01
N_GRID = 5000


def group_neighbours(indices):
    groups = []
    for i in indices:
        if groups and i - groups[-1][-1] == 1:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def stationary_points(g, low, high):
    v = np.linspace(low, high, N_GRID)
    slope = np.array(jax.vmap(jax.grad(g))(v))
    flat = np.nonzero(np.abs(slope) < THRESHOLD)[0]
    stationary = []
    for group in group_neighbours(flat):
        stationary.append(np.mean(v[group]))
    return np.array(stationary)

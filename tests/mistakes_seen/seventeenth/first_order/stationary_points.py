import jax
import jax.numpy as jnp
import numpy as np
from scipy.optimize import brentq

jax.config.update("jax_enable_x64", True)


# %% single crossings_only: looks for sign changes of g' only, so the stationary points where g' touches zero without changing its sign are missed
def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    grid = np.linspace(low, high, 4001)
    slopes = np.array(jax.vmap(dg)(grid))
    found = []
    for i in range(len(grid) - 1):
        if slopes[i] == 0:
            found.append(float(grid[i]))
        elif slopes[i] * slopes[i + 1] < 0:
            found.append(brentq(lambda t: float(dg(t)), grid[i], grid[i + 1], xtol=1e-12))
    return found


# %% single no_refinement: returns the points of a grid of 1000 points next to the zeros of g' without refining them, so they are right to about 0.005 only and not to 1e-4
def stationary_points(g, low, high):
    grid = np.linspace(low, high, 1000)
    slope = jax.grad(g)
    d1 = np.array(jax.vmap(slope)(grid))
    d2 = np.array(jax.vmap(jax.grad(slope))(grid))
    step = grid[1] - grid[0]
    points = []
    for i in range(len(grid) - 1):
        if d1[i] * d1[i + 1] <= 0:
            points.append(grid[i] if abs(d1[i]) < abs(d1[i + 1]) else grid[i + 1])
        elif d2[i] * d2[i + 1] < 0 and abs(d1[i]) <= step * abs(d2[i + 1] - d2[i]):
            points.append(grid[i])
    return points


# %% single keeps_minima_only: after it has found all stationary points it throws away those with g'' < 0, so the maxima are missing
def stationary_points(g, low, high):
    d1 = jax.jit(jax.grad(g))
    d2 = jax.jit(jax.grad(jax.grad(g)))
    grid = jnp.linspace(low, high, 3001)
    a = np.array(jax.vmap(d1)(grid))
    b = np.array(jax.vmap(d2)(grid))
    x = np.array(grid)
    candidates = []
    for i in range(len(x) - 1):
        if a[i] * a[i + 1] <= 0:
            candidates.append(brentq(lambda t: float(d1(t)), x[i], x[i + 1], xtol=1e-13))
        elif b[i] * b[i + 1] <= 0:
            t = brentq(lambda t: float(d2(t)), x[i], x[i + 1], xtol=1e-13)
            if abs(float(d1(t))) < 1e-9:
                candidates.append(t)
    result = []
    for c in sorted(candidates):
        if float(d2(c)) < -1e-6:
            continue
        if not result or c - result[-1] > 1e-3:
            result.append(c)
    return result


# %% whole newton_rounded: Newton from many starts, and then the limits are rounded to two decimals to drop doubles and returned rounded, and limits outside of [low, high] are kept
def newton(first, second, x):
    for _ in range(60):
        x = x - first(x) / (second(x) + 1e-14)
    return x


def stationary_points(g, low, high):
    first = jax.vmap(jax.grad(g))
    second = jax.vmap(jax.grad(jax.grad(g)))
    # start Newton's method from everywhere at once
    starts = jnp.linspace(low, high, 400)
    ends = newton(first, second, starts)
    # keep the ones that converged
    good = jnp.abs(first(ends)) < 1e-8
    ends = np.array(ends)[np.array(good)]
    # every root is found many times, keep each once
    return list(np.unique(np.round(ends, 2)))


# %% whole near_misses_count: every local minimum of |g'| on the grid with |g'| < 0.05 is counted as a stationary point, so places where g' comes near zero without reaching it are returned too
def bisect(f, a, b):
    fa = f(a)
    while b - a > 1e-10:
        mid = (a + b) / 2
        fm = f(mid)
        if fa * fm <= 0:
            b = mid
        else:
            a, fa = mid, fm
    return (a + b) / 2


def stationary_points(g, low, high):
    gp = jax.jit(jax.grad(g))
    gpp = jax.jit(jax.grad(jax.grad(g)))
    num = 2000
    ws = np.linspace(low, high, num)
    vals = np.array(jax.vmap(gp)(ws))

    stat_pts = []
    # 1) crossings
    for k in range(num - 1):
        if vals[k] * vals[k + 1] < 0:
            stat_pts.append(bisect(gp, ws[k], ws[k + 1]))
    # 2) touching points: |g'| is small and has a dip there
    size = np.abs(vals)
    for k in range(1, num - 1):
        if size[k] <= size[k - 1] and size[k] <= size[k + 1] and size[k] < 0.05:
            lo, hi = ws[k - 1], ws[k + 1]
            if gpp(lo) * gpp(hi) < 0:
                stat_pts.append(bisect(gpp, lo, hi))
    # no doubles
    out = []
    for p in stat_pts:
        if all(abs(p - q) > 1e-3 for q in out):
            out.append(float(p))
    return out

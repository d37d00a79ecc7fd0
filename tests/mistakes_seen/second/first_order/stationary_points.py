import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def bisect(f, a, b, steps=60):
    fa = f(a)
    for _ in range(steps):
        c = 0.5 * (a + b)
        if (f(c) > 0) == (fa > 0):
            a = c
        else:
            b = c
    return 0.5 * (a + b)


def brackets(values):
    positive = np.asarray(values) > 0
    return np.nonzero(positive[1:] != positive[:-1])[0]


# %% single cost_at_turning_point: a zero of g'' counts as a touching zero where the cost g itself is about 0 there, instead of the slope g'
def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    ddg = jax.jit(jax.grad(jax.grad(g)))
    grid = np.linspace(low, high, 3000)
    slopes = np.asarray(jax.vmap(dg)(grid))
    curvatures = np.asarray(jax.vmap(ddg)(grid))

    points = []
    for i in brackets(slopes):
        p = float(bisect(dg, grid[i], grid[i + 1]))
        if not points or p - points[-1] > 0.01:
            points.append(p)
    for i in brackets(curvatures):
        t = float(bisect(ddg, grid[i], grid[i + 1]))
        if abs(g(t)) < 1e-7 and all(abs(t - p) > 0.01 for p in points):
            points.append(t)
    return sorted(points)


# %% single merges_neighbours: points closer than 0.5 are taken for the same point, so that of two real stationary points near each other one is dropped
def stationary_points(g, low, high):
    slope = jax.jit(jax.grad(g))
    curv = jax.jit(jax.grad(slope))
    xs = np.linspace(low, high, 3000)

    candidates = []
    for i in brackets(jax.vmap(slope)(xs)):
        candidates.append(bisect(slope, xs[i], xs[i + 1]))
    for i in brackets(jax.vmap(curv)(xs)):
        x = bisect(curv, xs[i], xs[i + 1])
        if abs(slope(x)) < 1e-8:
            candidates.append(x)

    unique = []
    for x in sorted(candidates):
        # the same point found twice
        if unique and abs(x - unique[-1]) < 0.5:
            continue
        unique.append(x)
    return np.array(unique, dtype=float)


# %% single bisection_stops_on_small_slope: bisection stops as soon as |g'| is below 1e-2, which leaves the point itself less exact than 1e-4
def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    ddg = jax.jit(jax.grad(jax.grad(g)))

    def root(a, b):
        sign_a = np.sign(dg(a))
        m = (a + b) / 2
        while abs(dg(m)) > 1e-2:
            if np.sign(dg(m)) == sign_a:
                a = m
            else:
                b = m
            m = (a + b) / 2
        return float(m)

    grid = np.linspace(low, high, 3000)
    out = []
    for i in brackets(jax.vmap(dg)(grid)):
        t = root(grid[i], grid[i + 1])
        if not any(abs(t - o) < 0.03 for o in out):
            out.append(t)
    for i in brackets(jax.vmap(ddg)(grid)):
        t = float(bisect(ddg, grid[i], grid[i + 1]))
        if abs(dg(t)) < 1e-9 and not any(abs(t - o) < 0.03 for o in out):
            out.append(t)
    return out


# %% whole newton_rounded_anywhere: Newton's method on g' from 25 starts; the limits are rounded to 3 decimals to drop doubles (too coarse), and limits outside [low, high] are returned too
def stationary_points(g, low, high):
    first = jax.jit(jax.grad(g))
    second = jax.jit(jax.grad(jax.grad(g)))
    found = set()
    for start in np.linspace(low, high, 25):
        x = float(start)
        for _ in range(60):
            c = float(second(x))
            if c == 0 or not np.isfinite(c):
                break
            x = x - float(first(x)) / c
            if abs(x) > 1e6:
                break
        if np.isfinite(x) and abs(x) < 1e6 and abs(float(first(x))) < 1e-8:
            found.add(round(x, 3))
    return sorted(found)


# %% whole small_slope_on_grid: takes the grid points where |g'| has a local minimum below 0.05; they are never refined (grid accuracy only), and places where g' only comes near 0 count too
def stationary_points(g, low, high):
    w = jnp.linspace(low, high, 5000)
    size = jnp.abs(jax.vmap(jax.grad(g))(w))
    inner = size[1:-1]
    is_dip = (inner <= size[:-2]) & (inner < size[2:]) & (inner < 0.05)
    return w[1:-1][is_dip]

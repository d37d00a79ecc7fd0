import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single only_crossings: only sign changes of g' are searched (then refined by bisection), so the points where g' touches zero without crossing it are missing
def stationary_points(g, low, high):
    dg = jax.grad(g)
    # a grid that does not hit the zeros by accident
    grid = np.linspace(low, high, 1237)
    values = np.asarray(jax.vmap(dg)(grid))
    points = []
    for i in np.where(values[:-1] * values[1:] < 0)[0]:
        left, right = grid[i], grid[i + 1]
        f_left = values[i]
        for _ in range(40):
            middle = (left + right) / 2
            f_middle = float(dg(middle))
            if f_left * f_middle <= 0:
                right = middle
            else:
                left, f_left = middle, f_middle
        points.append((left + right) / 2)
    return points


# %% single grid_only: crossings and touching zeros are found on a grid, but the grid's own point is returned without refining it, so it is off by up to half a grid step of about 0.01, more than 1e-4
def stationary_points(g, low, high):
    grid = jnp.linspace(low, high, 1000)
    d = np.asarray(jax.vmap(jax.grad(g))(grid))
    size = np.abs(d)
    scale = size.max()
    found = []
    for i in range(1, len(grid) - 1):
        if size[i] <= size[i - 1] and size[i] < size[i + 1]:
            crosses = d[i - 1] * d[i + 1] < 0
            touches = size[i] < 1e-4 * scale
            if crosses or touches:
                found.append(float(grid[i]))
    return found


# %% single loose_tolerance: every local minimum of |g'| with |g'| below 0.3 is accepted, so places where the slope comes near zero without reaching it are returned as stationary points too
def stationary_points(g, low, high):
    dg = jax.jit(jax.vmap(jax.grad(g)))
    grid = np.linspace(low, high, 2001)
    size = np.abs(np.asarray(dg(grid)))
    points = []
    for i in range(1, len(grid) - 1):
        if size[i] <= size[i - 1] and size[i] < size[i + 1]:
            a, b = grid[i - 1], grid[i + 1]
            # zoom in on the smallest |g'|
            for _ in range(4):
                fine = np.linspace(a, b, 101)
                vals = np.abs(np.asarray(dg(fine)))
                j = int(np.argmin(vals))
                a, b = fine[max(j - 1, 0)], fine[min(j + 1, 100)]
            if vals[j] < 0.3:
                points.append(fine[j])
    return points


# %% whole newton_leaves_interval: Newton's method from many starts; converged points outside of [low, high] are kept and returned as well
def newton(dg, d2g, v, iterations=200):
    def step(_, v):
        slope = d2g(v)
        safe = jnp.where(jnp.abs(slope) < 1e-14, 1.0, slope)
        return v - jnp.where(jnp.abs(slope) < 1e-14, 0.0, dg(v) / safe)

    return jax.lax.fori_loop(0, iterations, step, v)


def stationary_points(g, low, high):
    dg = jax.vmap(jax.grad(g))
    d2g = jax.vmap(jax.grad(jax.grad(g)))
    starts = jnp.linspace(low, high, 1500)
    ends = np.asarray(newton(dg, d2g, starts))
    slopes = np.asarray(dg(ends))
    # only those that did converge
    good = ends[np.isfinite(ends) & (np.abs(slopes) < 1e-9)]
    unique = []
    for v in np.sort(good):
        if len(unique) == 0 or v - unique[-1] > 0.02:
            unique.append(float(v))
    return unique


# %% whole merges_neighbours: candidates are collected from zeros of g' and from touching zeros of g'' and then merged when they are less than 0.7 apart, so that different stationary points that lie closer together are thrown away
class Root:
    def __init__(self, fun):
        self.fun = fun

    def between(self, a, b):
        fa = float(self.fun(a))
        while b - a > 1e-9:
            c = 0.5 * (a + b)
            fc = float(self.fun(c))
            if (fa < 0) == (fc < 0):
                a, fa = c, fc
            else:
                b = c
        return 0.5 * (a + b)


def sign_changes(values):
    s = np.sign(values)
    return [i for i in range(len(s) - 1) if s[i] != s[i + 1]]


def stationary_points(g, low, high):
    g1 = jax.jit(jax.grad(g))
    g2 = jax.jit(jax.grad(jax.grad(g)))
    xs = np.linspace(low, high, 1777)
    v1 = np.asarray(jax.vmap(g1)(xs))
    v2 = np.asarray(jax.vmap(g2)(xs))

    candidates = [Root(g1).between(xs[i], xs[i + 1]) for i in sign_changes(v1)]
    for i in sign_changes(v2):
        v = Root(g2).between(xs[i], xs[i + 1])
        if abs(float(g1(v))) < 1e-8:
            candidates.append(v)

    # remove duplicates
    result = []
    for c in sorted(candidates):
        if all(abs(c - r) > 0.7 for r in result):
            result.append(c)
    return np.array(result)

# %% single turning_points_counted_when_slope_is_merely_small: A zero of g'' counts as a touching point of g' as soon as |g'| is below 0.05 there, so places where g' comes near zero without reaching it are returned too.
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def bisect(f, a, b):
    fa = f(a)
    for _ in range(60):
        m = 0.5 * (a + b)
        if (f(m) > 0) == (fa > 0):
            a = m
        else:
            b = m
    return 0.5 * (a + b)


def stationary_points(g, low, high):
    d1 = jax.jit(jax.grad(g))
    d2 = jax.jit(jax.grad(jax.grad(g)))
    grid = np.linspace(low, high, 3001)
    s1 = np.asarray(jax.vmap(d1)(grid))
    s2 = np.asarray(jax.vmap(d2)(grid))
    points = []
    for i in range(len(grid) - 1):
        if (s1[i] > 0) != (s1[i + 1] > 0):
            points.append(float(bisect(d1, grid[i], grid[i + 1])))
    for i in range(len(grid) - 1):
        if (s2[i] > 0) != (s2[i + 1] > 0):
            p = float(bisect(d2, grid[i], grid[i + 1]))
            if abs(d1(p)) < 0.05:
                points.append(p)
    result = []
    for p in sorted(points):
        if not result or p - result[-1] > 0.02:
            result.append(p)
    return result

# %% whole newton_runs_out_of_the_interval: Newton's method on g' is started from many points of the interval, and the limits are returned without asking whether they lie in [low, high].
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def newton_all(g, x, steps):
    slope = jax.vmap(jax.grad(g))
    curv = jax.vmap(jax.grad(jax.grad(g)))

    @jax.jit
    def one(x):
        c = curv(x)
        return x - jnp.where(jnp.abs(c) > 1e-14, slope(x) / c, 0.0)

    for _ in range(steps):
        x = one(x)
    return x, slope(x)


def stationary_points(g, low, high):
    seeds = jnp.linspace(low, high, 401)
    x, s = newton_all(g, seeds, 80)
    x, s = np.asarray(x), np.asarray(s)
    good = x[np.isfinite(x) & (np.abs(s) < 1e-10)]
    unique = []
    for v in np.sort(good):
        if len(unique) == 0 or v - unique[-1] > 1e-2:
            unique.append(v)
    return np.array(unique)

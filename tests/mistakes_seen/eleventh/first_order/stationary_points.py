import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def bisect(f, left, right):
    """A zero of f between left and right, where f has different signs."""
    f_left = f(left)
    for _ in range(60):
        middle = 0.5 * (left + right)
        f_middle = f(middle)
        if f_left * f_middle <= 0:
            right = middle
        else:
            left, f_left = middle, f_middle
    return 0.5 * (left + right)


def without_duplicates(points, distance=1e-2):
    kept = []
    for p in sorted(points):
        if not kept or p - kept[-1] > distance:
            kept.append(p)
    return kept

# %% single inflections_kept: the zeros of g'' are the candidates for touching points, but it is never checked that g' is 0 there, so every inflection point is returned too
def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    ddg = jax.jit(jax.grad(jax.grad(g)))
    grid = np.linspace(low, high, 2002)
    slopes = np.asarray(jax.vmap(dg)(grid))
    curvatures = np.asarray(jax.vmap(ddg)(grid))

    points = []
    for i in range(len(grid) - 1):
        # g' crosses zero
        if slopes[i] * slopes[i + 1] <= 0:
            points.append(float(bisect(dg, grid[i], grid[i + 1])))
        # g' has an extremum here: this is where it can touch zero
        if curvatures[i] * curvatures[i + 1] <= 0:
            v = float(bisect(ddg, grid[i], grid[i + 1]))
            points.append(v)
    return without_duplicates(points)

# %% whole descent_only: the points are searched by gradient descent from many starts, which never ends at a maximum, so all maxima are missing
def stationary_points(g, low, high):
    slope = jax.vmap(jax.grad(g))
    curvature = jax.vmap(jax.grad(jax.grad(g)))

    def newton(k, w):
        second = curvature(w)
        flat = second == 0
        return w - jnp.where(flat, 0.0, slope(w) / jnp.where(flat, 1.0, second))

    @jax.jit
    def run(starts):
        # go downhill, then polish the digits with Newton's method
        ends = jax.lax.fori_loop(0, 2000, lambda k, w: w - 0.01 * slope(w), starts)
        points = jax.lax.fori_loop(0, 60, newton, ends)
        return ends, slope(ends), points, slope(points)

    # many starting points, all of them move together
    starts = np.linspace(low + 0.013, high - 0.017, 100)
    ends, end_slopes, points, slopes = [np.asarray(r) for r in run(starts)]
    good = (np.abs(end_slopes) < 1e-2) & (np.abs(slopes) < 1e-9)
    good = good & (np.abs(points - ends) < 0.1) & (points >= low) & (points <= high)
    return without_duplicates([float(v) for v in points[good]])

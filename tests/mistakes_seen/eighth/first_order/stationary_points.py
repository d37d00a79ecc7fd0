import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def sign_changes(f, grid):
    """Where f changes its sign, by bisecting all cells of the grid in which it does at once."""
    positive = f(grid) > 0
    cells = jnp.flatnonzero(positive[:-1] != positive[1:])
    left, right, positive = grid[cells], grid[cells + 1], positive[cells]
    for _ in range(50):
        middle = (left + right) / 2
        same = (f(middle) > 0) == positive
        left, right = jnp.where(same, middle, left), jnp.where(same, right, middle)
    return (left + right) / 2

# %% single maxima_left_out: of the points where g' crosses zero it keeps only those with g'' > 0, the minima, so all maxima are missing
def stationary_points(g, low, high):
    slope = jax.jit(jax.vmap(jax.grad(g)))
    curvature = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    grid = jnp.linspace(low, high, 4001)
    crossings = sign_changes(slope, grid)
    crossings = crossings[slope(crossings + 1e-3) > 0]
    turning_points = sign_changes(curvature, grid)
    zero = 1e-8 * jnp.max(jnp.abs(slope(grid)))
    touchings = turning_points[jnp.abs(slope(turning_points)) < zero]
    found = []
    for v in [*crossings.tolist(), *touchings.tolist()]:
        if all(abs(v - other) > 0.01 for other in found):
            found.append(v)
    return found

# %% whole outside_of_the_interval: Newton's method from many starts finds stationary points outside of [low, high] too, and they are returned with the others
def newton_everywhere(g, x, rounds):
    first = jax.vmap(jax.grad(g))
    second = jax.vmap(jax.grad(jax.grad(g)))

    @jax.jit
    def improve(x):
        s, c = first(x), second(x)
        ok = jnp.abs(c) > 1e-14
        return jnp.where(ok, x - s / jnp.where(ok, c, 1.0), x)

    for _ in range(rounds):
        x = improve(x)
    return np.asarray(x), np.asarray(first(x))


def merge(values, gap=0.02):
    kept = []
    for value in np.sort(values):
        if not kept or value - kept[-1] > gap:
            kept.append(float(value))
    return kept


def stationary_points(g, low, high):
    starts = jnp.linspace(low, high, 801)
    ends, slopes = newton_everywhere(g, starts, 80)
    good = np.isfinite(ends) & (np.abs(slopes) < 1e-10)
    return merge(ends[good])

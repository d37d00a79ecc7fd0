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


# %% single touching_tested_by_curvature: whether a turning point of g' touches zero is tested with |g''| (which is 0 there anyway) in place of |g'|, so every inflection point of g is returned too
def stationary_points(g, low, high):
    slope = jax.jit(jax.vmap(jax.grad(g)))
    curvature = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    grid = jnp.linspace(low, high, 4001)
    crossings = sign_changes(slope, grid)
    turning = sign_changes(curvature, grid)
    tolerance = 1e-8 * jnp.max(jnp.abs(slope(grid)))
    touching = turning[jnp.abs(curvature(turning)) < tolerance]
    points = []
    for v in crossings.tolist() + touching.tolist():
        if all(abs(v - other) > 0.01 for other in points):
            points.append(v)
    return points


# %% whole newton_rounded_and_unbounded: Newton's method on g' from 150 starts, but the zeros are rounded to two decimals to remove the duplicates and returned in that form, and zeros that lie outside of [low, high] are not removed
def newton_from_everywhere(df, d2f, x, steps):
    # all starting values are moved at the same time
    for _ in range(steps):
        bend = d2f(x)
        bend = jnp.where(bend == 0, 1e-12, bend)  # no division by zero
        x = x - df(x) / bend
    return x


def stationary_points(g, low, high):
    # g'(v) = 0 is solved by Newton, the 'derivative of the derivative' is g''
    df = jax.jit(jax.vmap(jax.grad(g)))
    d2f = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    starts = jnp.linspace(low, high, 150)
    zeros = newton_from_everywhere(df, d2f, starts, 60)

    # which of them did converge?
    ok = jnp.isfinite(zeros) & (jnp.abs(df(zeros)) < 1e-8)
    zeros = np.array(zeros[ok])

    # many starts arrive at the same zero, np.unique needs equal numbers
    return np.unique(np.round(zeros, 2))

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single rounded_to_three_digits: to drop duplicates the points are rounded to three decimals, and the rounded numbers are returned, which are not right to 1e-4
def stationary_points(g, low, high):
    dg = jax.jit(jax.vmap(jax.grad(g)))
    ddg = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    grid = jnp.linspace(low, high, 5000)

    def bisect(f):
        values = f(grid)
        cells = jnp.flatnonzero(jnp.sign(values[:-1]) * jnp.sign(values[1:]) < 0)
        a, b = grid[cells], grid[cells + 1]
        sign_a = jnp.sign(values[cells])
        for _ in range(60):
            mid = 0.5 * (a + b)
            left_side = jnp.sign(f(mid)) == sign_a
            a, b = jnp.where(left_side, mid, a), jnp.where(left_side, b, mid)
        return 0.5 * (a + b)

    scale = jnp.max(jnp.abs(dg(grid)))
    touching = bisect(ddg)
    if len(touching):
        touching = touching[jnp.abs(dg(touching)) < 1e-8 * scale]
    everything = np.concatenate([np.asarray(bisect(dg)), np.asarray(touching)])
    return list(np.unique(np.round(everything, 3)))


# %% whole newton_runs_away: Newton's method is started on a grid, and the zeros of g' that it finds outside of [low, high] are returned as well
def newton(first, second, w, its):
    for _ in range(its):
        slope, bend = first(w), second(w)
        safe = jnp.where(bend == 0, 1.0, bend)
        w = jnp.where(slope == 0, w, w - slope / safe)
    return w


def stationary_points(g, low, high):
    first = jax.jit(jax.vmap(jax.grad(g)))
    second = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    starts = jnp.linspace(low, high, 400)
    ends = np.asarray(newton(first, second, starts, 150))
    slopes = np.asarray(first(jnp.asarray(ends)))
    converged = np.sort(ends[np.isfinite(ends) & (np.abs(slopes) < 1e-10)])

    roots = []
    for root in converged:
        if not roots or root - roots[-1] > 0.02:
            roots.append(float(root))
    return roots

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single inflections_count_as_stationary: every sign change of g'' is returned too, without asking whether g' is zero there
def stationary_points(g, low, high):
    first = jax.jit(jax.vmap(jax.grad(g)))
    second = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    grid = jnp.linspace(low, high, 3001)

    def zeros_of(f):
        sign = f(grid) > 0
        i = jnp.flatnonzero(sign[1:] != sign[:-1])
        a, b, s = grid[i], grid[i + 1], sign[i]
        for _ in range(45):
            mid = 0.5 * (a + b)
            stay = (f(mid) > 0) == s
            a = jnp.where(stay, mid, a)
            b = jnp.where(stay, b, mid)
        return [float(x) for x in 0.5 * (a + b)]

    # zeros of g' that cross, and zeros of g'' for the ones that only touch
    points = []
    for x in zeros_of(first) + zeros_of(second):
        if not any(abs(x - p) < 0.01 for p in points):
            points.append(x)
    return points


# %% whole newton_from_everywhere: Newton's method from a grid of starts keeps the zeros outside [low, high], and the points are rounded to three digits when doubles are removed
def newton_on_slope(g, starts, n_steps=60):
    """Newton's method for g'(v) = 0, for all the starts at once."""
    slope = jax.vmap(jax.grad(g))
    curvature = jax.vmap(jax.grad(jax.grad(g)))

    @jax.jit
    def one_step(v):
        return v - slope(v) / curvature(v)

    v = starts
    for _ in range(n_steps):
        v = one_step(v)
    # throw away the runs that did not converge
    good = jnp.isfinite(v) & (jnp.abs(slope(v)) < 1e-8)
    return np.array(v)[np.array(good)]


def remove_doubles(values):
    return np.unique(np.round(values, 3))


def stationary_points(g, low, high):
    starts = jnp.linspace(low, high, 401) + 1e-5
    ends = newton_on_slope(g, starts)
    return remove_doubles(ends).tolist()

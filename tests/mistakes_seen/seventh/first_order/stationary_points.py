import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single maxima_thrown_out: stationary points with a negative second derivative, the maxima, are left out
def zeros_by_bisection(f, grid):
    values = np.asarray(f(grid))
    hits = np.flatnonzero((values[:-1] > 0) != (values[1:] > 0))
    a, b, sign = grid[hits], grid[hits + 1], values[hits] > 0
    for _ in range(60):
        c = (a + b) / 2
        left = (np.asarray(f(c)) > 0) == sign
        a, b = np.where(left, c, a), np.where(left, b, c)
    return (a + b) / 2


def stationary_points(g, low, high):
    first = jax.jit(jax.vmap(jax.grad(g)))
    second = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    grid = np.linspace(low, high, 5003)
    touching = [v for v in zeros_by_bisection(second, grid) if abs(jax.grad(g)(v)) < 1e-8]
    points = []
    for v in list(zeros_by_bisection(first, grid)) + touching:
        if jax.grad(jax.grad(g))(v) < -1e-6:
            continue
        if not any(abs(v - p) < 0.01 for p in points):
            points.append(float(v))
    return points


# %% whole rounded_to_three_decimals: the points are rounded to three decimals in order to remove duplicates, and are returned rounded
def stationary_points(g, low, high):
    dg, ddg = jax.grad(g), jax.grad(jax.grad(g))

    def newton(x):
        def body(_, x):
            curvature = ddg(x)
            safe = jnp.where(curvature == 0, 1.0, curvature)
            return x - jnp.where(curvature == 0, 0.0, dg(x) / safe)

        return jax.lax.fori_loop(0, 80, body, x)

    # Newton's method from very many starts, each zero is then found many times
    ends = np.asarray(jax.jit(jax.vmap(newton))(jnp.linspace(low, high, 2000)))
    inside = ends[(ends >= low) & (ends <= high)]
    slopes = np.abs(np.asarray(jax.vmap(dg)(jnp.asarray(inside))))
    return sorted({round(float(v), 3) for v in inside[slopes < 1e-10]})

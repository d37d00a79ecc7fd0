import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single only_sign_changes: it looks only for sign changes of the derivative and misses the points at which the derivative touches zero
def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    ws = np.linspace(low, high, 2001)
    vals = np.array(jax.vmap(jax.grad(g))(ws))
    points = []
    for i in range(len(ws) - 1):
        if vals[i] * vals[i + 1] < 0:
            a, b = ws[i], ws[i + 1]
            fa = vals[i]
            for _ in range(40):
                mid = (a + b) / 2
                fm = float(dg(mid))
                if fa * fm <= 0:
                    b = mid
                else:
                    a, fa = mid, fm
            points.append((a + b) / 2)
    return points

# %% whole newton_roots_outside_kept: Newton's method starts from a grid in the interval, but roots that it finds outside of the interval are not thrown away
def newton_all(f, x, steps=120):
    df = jax.vmap(jax.grad(f))
    f = jax.vmap(f)

    def one(i, x):
        return x - f(x) / df(x)

    return jax.lax.fori_loop(0, steps, one, x)


def without_doubles(values, gap=1e-2):
    kept = []
    for v in sorted(values):
        if not kept or v - kept[-1] > gap:
            kept.append(float(v))
    return kept


def stationary_points(g, low, high):
    slope = jax.grad(g)
    # starts are not on round numbers, so that no start has curvature zero
    starts = jnp.linspace(low + 1e-3 * np.pi / 4, high - 1e-3 * np.e / 4, 400)
    ends = newton_all(slope, starts)
    residual = jnp.abs(jax.vmap(slope)(ends))
    good = np.array(jnp.isfinite(ends) & (residual < 1e-10))
    return without_doubles(np.array(ends)[good])

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single sign_changes_only: points where g' touches zero without a change of sign are missed
def stationary_points(g, low, high):
    dg = jax.jit(jax.grad(g))
    grid = np.linspace(low, high, 801)
    d = np.array(jax.vmap(jax.grad(g))(grid))
    points = []
    for i in range(len(grid) - 1):
        if d[i] * d[i + 1] < 0:
            a, b = grid[i], grid[i + 1]
            for _ in range(40):
                c = (a + b) / 2
                if dg(a) * dg(c) <= 0:
                    b = c
                else:
                    a = c
            points.append((a + b) / 2)
    return points

# %% single grid_points: the grid point left of the sign change is returned and never refined
def stationary_points(g, low, high):
    grid = jnp.linspace(low, high, 2000)
    d = jax.vmap(jax.grad(g))(grid)
    dd = jax.vmap(jax.grad(jax.grad(g)))(grid)
    found = [float(grid[i]) for i in range(len(grid) - 1) if d[i] * d[i + 1] < 0]
    for i in range(len(grid) - 1):
        if dd[i] * dd[i + 1] < 0 and abs(d[i]) < 1e-4:
            if all(abs(grid[i] - f) > 0.02 for f in found):
                found.append(float(grid[i]))
    return found

# %% single zeros_of_g: the zeros of g itself are returned, not those of its derivative
def stationary_points(g, low, high):
    grid = jnp.linspace(low, high, 4000)
    values = jax.vmap(g)(grid)
    cells = jnp.flatnonzero((values[:-1] > 0) != (values[1:] > 0))
    a, b = grid[cells], grid[cells + 1]
    f = jax.vmap(g)
    for _ in range(50):
        c = (a + b) / 2
        left = (f(a) > 0) != (f(c) > 0)
        a, b = jnp.where(left, a, c), jnp.where(left, c, b)
    return list(map(float, (a + b) / 2))

# %% single minima_only: only changes of g' from minus to plus are taken, so maxima are missing
def bisect(f, a, b):
    for _ in range(60):
        c = 0.5 * (a + b)
        if f(a) * f(c) <= 0:
            b = c
        else:
            a = c
    return 0.5 * (a + b)

def stationary_points(g, low, high):
    dg, ddg = jax.jit(jax.grad(g)), jax.jit(jax.grad(jax.grad(g)))
    grid = np.linspace(low, high, 1501)
    d = np.asarray(jax.vmap(jax.grad(g))(grid))
    dd = np.asarray(jax.vmap(jax.grad(jax.grad(g)))(grid))
    out = []
    for i in range(1500):
        if d[i] < 0 and d[i + 1] > 0:
            out.append(bisect(dg, grid[i], grid[i + 1]))
        elif dd[i] * dd[i + 1] < 0:
            p = bisect(ddg, grid[i], grid[i + 1])
            if abs(dg(p)) < 1e-9 and all(abs(p - q) > 0.01 for q in out):
                out.append(p)
    return out

# %% single inflections_too: every zero of g'' is returned as well, whatever g' is there
def stationary_points(g, low, high):
    grid = jnp.linspace(low, high, 3001)
    result = []
    for f in (jax.vmap(jax.grad(g)), jax.vmap(jax.grad(jax.grad(g)))):
        y = f(grid)
        i = jnp.flatnonzero(jnp.sign(y[:-1]) != jnp.sign(y[1:]))
        a, b, s = grid[i], grid[i + 1], jnp.sign(y[i])
        for _ in range(45):
            m = (a + b) / 2
            same = jnp.sign(f(m)) == s
            a, b = jnp.where(same, m, a), jnp.where(same, b, m)
        result += [float(v) for v in (a + b) / 2]
    unique = []
    for v in sorted(result):
        if not unique or v - unique[-1] > 0.01:
            unique.append(v)
    return unique

# %% whole newton_from_starts: Newton from a few whole numbers; finds only some points, and some outside the interval, and returns duplicates
def stationary_points(g, low, high):
    d1 = jax.grad(g)
    d2 = jax.grad(d1)
    roots = []
    for start in range(int(low), int(high) + 1):
        x = float(start) + 0.1
        for _ in range(30):
            h = d2(x)
            if h == 0:
                break
            x = x - d1(x) / h
        if abs(d1(x)) < 1e-6:
            roots.append(round(float(x), 5))
    return roots

# %% whole small_slope_on_grid: takes every grid point with |g'| < 1e-2 as a stationary point, several for each
def stationary_points(g, low, high):
    # evaluate the derivative on a grid and look where it is (nearly) zero
    ws = np.linspace(low, high, 1000)
    slopes = jax.vmap(jax.grad(g))(ws)
    eps = 1e-2
    stat = ws[np.abs(np.array(slopes)) < eps]
    print("found", len(stat), "points")
    return stat

# %% whole local_minima_of_values: compares neighbouring values of g on a grid; finds minima and maxima to the width of the grid, no saddles
def stationary_points(g, low, high):
    N = 500
    w = low + (high - low) * np.arange(N) / N
    cost = [float(c) for c in jax.vmap(g)(w)]
    res = []
    for i in range(1, N - 1):
        lower = cost[i] < cost[i - 1] and cost[i] < cost[i + 1]
        higher = cost[i] > cost[i - 1] and cost[i] > cost[i + 1]
        if lower or higher:
            res.append(w[i])
    return res

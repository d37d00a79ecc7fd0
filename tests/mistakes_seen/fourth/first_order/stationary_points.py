import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single sign_changes_only: it searches for sign changes of g' alone, in place of also for points where g' touches zero without changing its sign, so that those are missed
def stationary_points(g, low, high):
    grid = np.linspace(low, high, 4001)
    dg = jax.jit(jax.grad(g))
    slopes = np.asarray(jax.vmap(jax.grad(g))(grid))
    points = []
    for i in range(len(grid) - 1):
        if slopes[i] == 0.0:
            before = slopes[i - 1] if i > 0 else 0.0
            if before * slopes[i + 1] < 0:
                points.append(float(grid[i]))
        elif slopes[i] * slopes[i + 1] < 0:
            a, b = grid[i], grid[i + 1]
            for _ in range(45):
                c = (a + b) / 2
                if float(dg(c)) * slopes[i] > 0:
                    a = c
                else:
                    b = c
            points.append(float((a + b) / 2))
    return points


# %% single grid_points_unrefined: it returns the midpoint of the grid cell (601 grid points) in which g' crosses or touches zero, in place of refining it to the zero itself, so that the points are off by more than 1e-4
def stationary_points(g, low, high):
    grid = np.linspace(low, high, 601)
    d1 = jax.jit(jax.grad(g))
    d2 = jax.jit(jax.grad(jax.grad(g)))
    s1 = np.asarray(jax.vmap(d1)(grid))
    s2 = np.asarray(jax.vmap(d2)(grid))
    points = []
    for i in range(600):
        middle = (grid[i] + grid[i + 1]) / 2
        crosses = s1[i] * s1[i + 1] <= 0
        if not crosses and s2[i] * s2[i + 1] <= 0:
            # g'' changes its sign: where exactly, and is g' zero there?
            a, b = grid[i], grid[i + 1]
            for _ in range(45):
                c = (a + b) / 2
                if float(d2(c)) * s2[i] > 0:
                    a = c
                else:
                    b = c
            crosses = abs(float(d1((a + b) / 2))) < 1e-9
        if crosses and (not points or middle - points[-1] > 0.03):
            points.append(middle)
    return points


# %% whole newton_leaves_interval: Newton's method on g' from a grid of starts, whose ends are not restricted to [low, high]: every zero that an iteration reaches is returned, also outside the interval, in place of those in [low, high] alone
def newton(d1, d2, x, steps):
    def one(_, x):
        bend = d2(x)
        return jnp.where(bend == 0, x, x - d1(x) / jnp.where(bend == 0, 1.0, bend))

    return jax.lax.fori_loop(0, steps, one, x)


def without_doubles(values, gap=0.02):
    kept = []
    for value in sorted(values):
        if not kept or value - kept[-1] > gap:
            kept.append(value)
    return kept


def stationary_points(g, low, high):
    d1 = jax.grad(g)
    d2 = jax.grad(d1)
    starts = jnp.linspace(low, high, 400)
    ends = jax.jit(jax.vmap(lambda x: newton(d1, d2, x, 60)))(starts)
    slopes = jax.vmap(d1)(ends)
    good = [float(x) for x, s in zip(np.asarray(ends), np.asarray(slopes)) if np.isfinite(x) and abs(s) < 1e-9]
    return without_doubles(good)


# %% whole inflections_too: to catch the touching zeros it adds every zero of g'' (every inflection point) without testing that g' is zero there, in place of only those at which g' = 0 as well
class RootFinder:
    def __init__(self, function, low, high, cells=3000):
        self.function = jax.jit(function)
        self.x = np.linspace(low, high, cells + 1)
        self.y = np.asarray(jax.vmap(function)(self.x))

    def bisect(self, a, b):
        fa = float(self.function(a))
        for _ in range(40):
            m = 0.5 * (a + b)
            fm = float(self.function(m))
            if fm == 0.0:
                return m
            if (fa > 0) == (fm > 0):
                a, fa = m, fm
            else:
                b = m
        return 0.5 * (a + b)

    def roots(self):
        out = []
        for i in range(len(self.x) - 1):
            if self.y[i] == 0.0:
                out.append(float(self.x[i]))
            elif self.y[i] * self.y[i + 1] < 0:
                out.append(float(self.bisect(self.x[i], self.x[i + 1])))
        return out


def stationary_points(g, low, high):
    first = jax.grad(g)
    second = jax.grad(first)
    crossing = RootFinder(first, low, high).roots()
    touching = RootFinder(second, low, high).roots()
    everything = sorted(crossing + touching)
    answer = []
    for v in everything:
        if len(answer) == 0 or abs(v - answer[-1]) > 0.01:
            answer.append(v)
    return np.array(answer)

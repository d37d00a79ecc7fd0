import numpy as np


# %% single first_step_size_only: The step size is asked for once, at iteration 0, and kept for all of the steps.
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    step_size = step_size_fn(0)
    for i in range(num_steps):
        x = x - step_size * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs


# %% single counts_from_one: The iterations are counted from 1, so the first step has step_size_fn(1) and not step_size_fn(0).
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    for i in range(1, num_steps + 1):
        x = x - step_size_fn(i) * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs


# %% single values_one_behind: The value f is recorded before the step is made, so fs has f(x0) twice and lacks the value of the last point.
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    for i in range(num_steps):
        fs.append(f(x))
        x = x - step_size_fn(i) * df(x)
        xs.append(x)
    return x, fs, xs


# %% whole same_array_in_xs: The student changes x in place and appends the same array each time without a copy, so all entries of xs show the last point.
def gd(f, df, x0, step_size_fn, num_steps):
    x = np.array(x0, dtype=float)
    xs = [x]
    fs = [f(x)]
    t = 0
    while t < num_steps:
        gradient = df(x)
        eta = step_size_fn(t)
        x[:] = x - eta * gradient
        xs.append(x)
        fs.append(f(x))
        t += 1
    return x, fs, xs


# %% whole unit_gradient: The student divides the gradient by its norm, so that every step is as long as the step size whatever the gradient's size.
def direction(df, x):
    g = df(x)
    return -g / np.linalg.norm(g)


def gd(f, df, x0, step_size_fn, num_steps):
    xs = [x0]
    for k in range(num_steps):
        current = xs[k]
        # go step_size far in the direction of steepest descent
        xs.append(current + step_size_fn(k) * direction(df, current))
    fs = []
    for point in xs:
        fs.append(f(point))
    return xs[-1], fs, xs

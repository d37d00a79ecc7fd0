import numpy as np


# %% single step_from_one: The step length of step i is step_size_fn(i + 1): the count starts at 1 in place of 0.
def gd(f, df, x0, step_size_fn, num_steps):
    x = x0
    fs, xs = [f(x)], [x]
    for i in range(1, num_steps + 1):
        x = x - step_size_fn(i) * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs


# %% single plus_sign: The step is added to x in place of subtracted, so that x goes uphill.
def gd(f, df, x0, step_size_fn, num_steps):
    xs = [x0]
    fs = [f(x0)]
    x = x0
    for i in range(num_steps):
        x = x + step_size_fn(i) * df(x)
        xs.append(x)
        fs.append(f(x))
    return x, fs, xs


# %% single unit_direction: The gradient is divided by its norm, so that a step has the length step_size_fn(i) whatever the slope is.
def gd(f, df, x0, step_size_fn, num_steps):
    x = np.array(x0, dtype=float)
    fs, xs = [f(x)], [x]
    for i in range(num_steps):
        direction = np.asarray(df(x))
        x = x - step_size_fn(i) * direction / np.linalg.norm(direction)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs


# %% whole one_step_size: The step length is asked for once, before the loop, and is the same in all steps.
def take_step(x, grad, eta):
    return x - eta * grad


def gd(f, df, x0, step_size_fn, num_steps):
    eta = step_size_fn(0)
    xs = [x0]
    while len(xs) <= num_steps:
        current = xs[-1]
        xs.append(take_step(current, df(current), eta))
    fs = list(map(f, xs))
    return xs[-1], fs, xs


# %% whole coordinate_after_coordinate: The coordinates are changed one after the other and the gradient is evaluated anew after each, so that the later coordinates already see the new values of the earlier ones.
def gd(f, df, x0, step_size_fn, num_steps):
    dim = len(x0)
    x = np.zeros(dim)
    for j in range(dim):
        x[j] = x0[j]
    fs = []
    xs = []
    fs.append(f(x.copy()))
    xs.append(x.copy())
    for i in range(num_steps):
        s = step_size_fn(i)
        # all coordinates go downhill
        for j in range(dim):
            x[j] = x[j] - s * df(x.copy())[j]
        fs.append(f(x.copy()))
        xs.append(x.copy())
    return x, fs, xs

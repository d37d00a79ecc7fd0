import numpy as np


# %% single step_size_from_one: asks step_size_fn for the step numbers 1, 2, ... and not for 0, 1, ...
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    for i in range(1, num_steps + 1):
        x = x - step_size_fn(i) * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs


# %% single f_before_the_step: computes f before x moves and appends it after the start's value, so from entry 1 on fs is one step behind xs
def gd(f, df, x0, step_size_fn, num_steps):
    x = x0
    fs = [f(x0)]
    xs = [x0]
    for i in range(num_steps):
        value, slope = f(x), df(x)
        x = x - step_size_fn(i) * slope
        fs.append(value)
        xs.append(x)
    return x, fs, xs


# %% single step_size_of_step_0: calls step_size_fn once before the loop and takes the step size of step 0 in all steps
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    step_size = step_size_fn(0)
    for i in range(num_steps):
        x = x - step_size * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs


# %% whole same_array_in_xs: x is changed in place and appended without a copy, so all entries of xs show the last point
def gd(f, df, x0, step_size_fn, num_steps):
    x = np.array(x0, dtype=float)
    xs = [x]
    fs = [f(x)]
    i = 0
    while i < num_steps:
        direction = -df(x)
        x += step_size_fn(i) * direction
        xs.append(x)
        fs.append(f(x))
        i = i + 1
    return x, fs, xs


# %% whole last_point_not_recorded: records f and x only at the beginning of each step, so the last point and its value are missing from xs and fs
def take_step(x, gradient, step_size):
    return x - step_size * gradient


def gd(f, df, x0, step_size_fn, num_steps):
    fs = []
    xs = []
    x_current = x0
    for step in range(num_steps):
        fs.append(f(x_current))
        xs.append(x_current)
        x_current = take_step(x_current, df(x_current), step_size_fn(step))
    return x_current, fs, xs

import numpy as np


# %% single step_function_one_ahead: the step length function is called with i + 1 in step i, though i counts from 0
def gd(f, df, x0, step_size_fn, num_steps):
    fs, xs = [f(x0)], [x0]
    for i in range(1, num_steps + 1):
        x = xs[-1] - step_size_fn(i) * df(xs[-1])
        xs.append(x)
        fs.append(f(x))
    return xs[-1], fs, xs


# %% whole same_array_appended: x is changed in place and appended without a copy, so that all entries of xs show the last point
def gd(f, df, x0, step_size_fn, num_steps):
    x = np.array(x0, dtype=float)
    fs, xs = [], []
    i = 0
    while True:
        fs.append(float(f(x)))
        xs.append(x)
        if i == num_steps:
            return x, fs, xs
        x -= step_size_fn(i) * np.asarray(df(x))
        i += 1

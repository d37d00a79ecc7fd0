import numpy as np

# %% single first_step_size: the step size is asked for once, with index 0, and used in all steps
def gd(f, df, x0, step_size_fn, num_steps):
    x = x0
    fs, xs = [f(x)], [x]
    step = step_size_fn(0)
    for i in range(num_steps):
        x = x - step * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs

# %% single same_array: x is changed in place and appended without a copy, so every entry of xs shows the last point
def gd(f, df, x0, step_size_fn, num_steps):
    x = np.array(x0, dtype=float)
    fs, xs = [f(x)], [x]
    for i in range(num_steps):
        x[...] -= step_size_fn(i) * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs

# %% whole unit_direction: the gradient is divided by its length, so that only its direction counts
def unit(vector):
    size = np.linalg.norm(vector)
    if size == 0:
        return vector
    return vector / size


def gd(f, df, x0, step_size_fn, num_steps):
    xs = [x0]
    for i in range(num_steps):
        xs.append(xs[-1] - step_size_fn(i) * unit(df(xs[-1])))
    fs = [f(point) for point in xs]
    return xs[-1], fs, xs

# %% whole one_after_the_other: the components are updated one after the other, the gradient of each taken at the point that already has the new earlier components, in place of all at once
class Minimizer:
    def __init__(self, f, df, x):
        self.f, self.df = f, df
        self.x = np.array(x, dtype=float)
        self.fs = [f(self.x)]
        self.xs = [self.x.copy()]

    def update(self, eta):
        for place in np.ndindex(self.x.shape):
            slope = np.asarray(self.df(self.x)).reshape(self.x.shape)
            self.x[place] -= eta * slope[place]
        self.fs.append(self.f(self.x.copy()))
        self.xs.append(self.x.copy())


def gd(f, df, x0, step_size_fn, num_steps):
    m = Minimizer(f, df, x0)
    i = 0
    while i < num_steps:
        m.update(step_size_fn(i))
        i += 1
    return m.x, m.fs, m.xs

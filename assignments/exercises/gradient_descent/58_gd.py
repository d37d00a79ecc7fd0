"""
# 58. MIT 6.036: gd(f, df, x0, step_size_fn, num_steps) -> x, fs, xs
[[question]]
name = "gd"
title = "Gradient descent with a rule for the step length"
signature = "gd(f, df, x0, step_size_fn, num_steps)"
returns = [{ x = "array" }, { fs = "history" }, { xs = "history" }]
points = 4
  [[question.case]]
  f = { function = "pit" }
  df = { gradient_of = "pit" }
  x0 = [0.7, 1.2]
  step_size_fn = { function = "slower_each_time" }
  num_steps = 5
  [[question.case]]
  f = { function = "functions.py:pit", depth = 0.5 }
  df = { gradient_of = "functions.py:pit", depth = 0.5 }
  x0 = [-1.14, 0.231, 0.162]
  step_size_fn = { function = "functions.py:slower_each_time", first = 0.4 }
  num_steps = 3
  [[question.case]]
  f = { function = "pit", depth = 0.5 }
  df = { gradient_of = "pit", depth = 0.5 }
  x0 = [-1.0, 0.3]
  step_size_fn = { function = "slower_each_time", first = 0.4 }
  num_steps = 3
  hidden = true
"""
# %% functions.py
def pit(x, depth=1.0):
    return depth * (2 * x[0] + 3) ** 2 + (x[1] - 1) ** 4 + 0.5 * x[0] * x[1]

def slower_each_time(i, first=0.1):
    return first / (i + 2)

# %% solution
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    for i in range(num_steps):
        x = x - step_size_fn(i) * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs

# %% honest
def gd(f, df, x0, step_size_fn, num_steps):
    xs = [x0]
    for i in range(num_steps):
        previous = xs[i]
        xs.append(previous - step_size_fn(i) * np.asarray(df(previous)))
    return xs[-1], list(map(f, xs)), xs

# %% honest
def gd(f, df, x0, step_size_fn, num_steps):
    xs, fs = np.empty((num_steps + 1, x0.size)), np.empty((num_steps + 1, 1))
    for i in range(num_steps + 1):
        xs[i] = x0
        fs[i] = f(x0)
        if i < num_steps:
            x0 = x0 - step_size_fn(i) * df(x0)
    return x0.reshape(-1, 1), fs, xs

# %% wrong: counts from 1
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    for i in range(1, num_steps + 1):
        x = x - step_size_fn(i) * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs

# %% wrong: the last step is missing in the lists
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [], []
    for i in range(num_steps):
        fs.append(f(x))
        xs.append(x)
        x = x - step_size_fn(i) * df(x)
    return x, fs, xs

# %% wrong: the first step length
def gd(f, df, x0, step_size_fn, num_steps):
    x, fs, xs = x0, [f(x0)], [x0]
    for _ in range(num_steps):
        x = x - step_size_fn(0) * df(x)
        fs.append(f(x))
        xs.append(x)
    return x, fs, xs

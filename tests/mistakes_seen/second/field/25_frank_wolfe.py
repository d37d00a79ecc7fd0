import time

import numpy as np


# %% single counts_from_one: hands the oracle t = 1, 2, ... instead of t = 0, 1, ...
def frank_wolfe(initial, update_oracle, num_steps):
    xs = [initial]
    ts = [0.0]
    start = time.perf_counter()
    for t in range(1, num_steps + 1):
        xs.append(update_oracle(xs[-1], t))
        ts.append(time.perf_counter() - start)
    return xs, ts


# %% single always_from_the_start: hands the oracle the initial point in every step instead of the latest one
def frank_wolfe(initial, update_oracle, num_steps):
    xs, ts = [initial], [0]
    tic = time.perf_counter()
    for t in range(num_steps):
        x = update_oracle(initial, t)
        xs.append(x)
        ts.append(time.perf_counter() - tic)
    return xs, ts


# %% single seconds_negative: subtracts the present time from the start, so that the seconds are negative and fall; the points are right
def frank_wolfe(initial, update_oracle, num_steps):
    t0 = time.perf_counter()
    x = initial
    xs, ts = [x], [0.0]
    for t in range(num_steps):
        x = update_oracle(x, t)
        xs.append(x)
        ts.append(t0 - time.perf_counter())
    return xs, ts


# %% whole steps_towards_the_update: takes the oracle's result, which is the next point, for the corner, and moves only 2 / (t + 2) of the way to it
def frank_wolfe(initial, update_oracle, num_steps):
    xs = [initial]
    ts = [0.0]
    start = time.perf_counter()
    for t in range(num_steps):
        s = update_oracle(xs[-1], t)
        gamma = 2 / (t + 2)
        x_next = (1 - gamma) * xs[-1] + gamma * np.asarray(s)
        xs.append(x_next)
        ts.append(time.perf_counter() - start)
    return xs, ts


# %% whole one_array_for_all_points: overwrites one array in each step and appends that array itself, so that all points of the list equal the last
def frank_wolfe(initial, update_oracle, num_steps):
    start = time.perf_counter()
    x = np.array(initial, dtype=float)
    xs = [x]
    ts = [time.perf_counter() - start]
    t = 0
    while t < num_steps:
        x[:] = update_oracle(x, t)
        xs.append(x)
        ts.append(time.perf_counter() - start)
        t += 1
    return xs, ts

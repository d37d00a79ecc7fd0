import time

import numpy as np

# %% single counts_from_one: the oracle gets t = 1, 2, ... instead of t = 0, 1, ..., so every step has the next step's size
def frank_wolfe(initial, update_oracle, num_steps):
    x = initial
    xs = [x]
    ts = [0.0]
    start = time.perf_counter()
    for t in range(1, num_steps + 1):
        x = update_oracle(x, t)
        xs.append(x)
        ts.append(time.perf_counter() - start)
    return xs, ts

# %% whole oracle_taken_for_corner: update_oracle, which gives the next point, is taken for a linear minimization oracle, and its result is mixed with x once more by 2/(t+2)
class FrankWolfe:
    def __init__(self, lmo):
        self.lmo = lmo

    def step(self, x, t):
        s = self.lmo(x, t)
        gamma = 2.0 / (t + 2.0)
        return (1 - gamma) * x + gamma * s


def frank_wolfe(initial, update_oracle, num_steps):
    method = FrankWolfe(update_oracle)
    begin = time.perf_counter()
    points, seconds = [np.asarray(initial, dtype=float)], [0.0]
    for t in range(num_steps):
        points.append(method.step(points[-1], t))
        seconds.append(time.perf_counter() - begin)
    return points, seconds

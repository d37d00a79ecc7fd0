import numpy as np
from time import perf_counter

# %% single counts_from_one: the oracle gets t + 1 in place of t, the steps are counted from 1
def frank_wolfe(initial, update_oracle, num_steps):
    xs, ts, start = [initial], [0.0], perf_counter()
    for t in range(num_steps):
        xs.append(update_oracle(xs[-1], t + 1))
        ts.append(perf_counter() - start)
    return xs, ts

# %% whole averages_once_more: what the oracle returns, the next point already, is taken for the corner and mixed with the old point by 2 / (t + 2) once more
class Timer:
    def __init__(self):
        self.begin = perf_counter()

    def elapsed(self):
        return perf_counter() - self.begin


def frank_wolfe(initial, update_oracle, num_steps):
    timer = Timer()
    x = np.array(initial, dtype=float)
    trace = [(x, timer.elapsed())]
    for t in range(num_steps):
        s = update_oracle(x, t)
        gamma = 2.0 / (t + 2)
        x = (1 - gamma) * x + gamma * s
        trace.append((x, timer.elapsed()))
    return [p for p, _ in trace], [seconds for _, seconds in trace]

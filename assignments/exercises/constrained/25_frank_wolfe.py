"""
# 25. EPFL CS-439, lab 8, optimizers.py: frank_wolfe(initial, update_oracle, num_steps) -> xs, ts
# Note: a check compares the points and requires that the seconds grow; no value of theirs is right or wrong.
[[question]]
name = "frank_wolfe"
title = "The loop of Frank and Wolfe: points, and the seconds that they took"
signature = "frank_wolfe(initial, update_oracle, num_steps)"
returns = "any"
check = "checks.py:points_and_seconds"
points = 3
  [[question.case]]
  initial = [0.2, 0.8]
  update_oracle = { function = "step_in_simplex" }
  num_steps = 4
  [[question.case]]
  initial = [0.6, 0.3, 0.1]
  update_oracle = { function = "step_to_corner" }
  num_steps = 3
  hidden = true
"""
# %% functions.py
def step_in_simplex(x, t):
    gradient = x - np.array([0.7, 0.1])
    return x + 2 / (t + 2) * (np.eye(2)[np.argmin(gradient)] - x)

def step_to_corner(x, t):
    return x + 2 / (t + 3) * (np.eye(3)[t % 3] - x)

# %% checks.py
def points_and_seconds(result, *, arguments, expected):
    if not isinstance(result, (list, tuple)) or len(result) != 2:
        return 0, "The points and the seconds were asked for, in this order."
    xs, ts = np.asarray(result[0], dtype=float), np.ravel(result[1])
    right = np.asarray(expected[0])
    if xs.shape != right.shape:
        return 0, f"xs has the shape {xs.shape}; with the start, {right.shape} was asked for."
    points = np.allclose(xs, right, rtol=1e-4, atol=1e-5)
    seconds = len(ts) in (len(xs), len(xs) - 1) and np.all(np.diff(ts) >= 0) and ts[0] >= 0
    if points:
        return (1, "") if seconds else (0.7, "The points are right; the times do not grow from step to step.")
    return 0.3 * seconds, f"The first wrong point is number {np.argmax(np.any(np.abs(xs - right) > 1e-4, axis=1))}."

# %% solution
from time import perf_counter

def frank_wolfe(initial, update_oracle, num_steps):
    xs, ts, start = [initial], [0.0], perf_counter()
    for t in range(num_steps):
        xs.append(update_oracle(xs[-1], t))
        ts.append(perf_counter() - start)
    return xs, ts

# %% honest
from time import perf_counter
def frank_wolfe(initial, update_oracle, num_steps):
    begin, points = perf_counter(), np.empty((num_steps + 1, len(initial)))
    points[0], seconds = initial, np.zeros(num_steps + 1)
    for t in range(num_steps):
        points[t + 1] = update_oracle(points[t].copy(), t)
        seconds[t + 1] = perf_counter() - begin
    return points, seconds

# %% honest
import datetime
from time import perf_counter
def frank_wolfe(initial, update_oracle, num_steps):
    xs, ts, x, start = [list(initial)], [], initial, datetime.datetime.now()
    for t in range(num_steps):
        x = np.asarray(update_oracle(x, t))
        xs += [x.tolist()]
        ts += [(datetime.datetime.now() - start).total_seconds()]
    return [xs, ts]

# %% wrong: the oracle always sees the start
def frank_wolfe(initial, update_oracle, num_steps):
    return [initial] + [update_oracle(initial, t) for t in range(num_steps)], np.arange(num_steps + 1)

# %% wrong: counts from 1
def frank_wolfe(initial, update_oracle, num_steps):
    xs = [initial]
    for t in range(num_steps):
        xs.append(update_oracle(xs[-1], t + 1))
    return xs, np.arange(num_steps + 1)

# %% wrong: no times
def frank_wolfe(initial, update_oracle, num_steps):
    xs = [initial]
    for t in range(num_steps):
        xs.append(update_oracle(xs[-1], t))
    return xs

"""
# 114. Deep learning courses: warm_restarts(low, high, period) -> a generator of learning rates, without an end
# Note: the driver takes the first rates of the generator.
[[question]]
name = "warm_restarts"
title = "A schedule with warm restarts"
signature = "warm_restarts(low, high, period)"
driver = "drivers.py:first_rates"
returns = "history"
points = 3
  [[question.case]]
  low = 0.1
  high = 1.0
  period = 3
  count = 8
  [[question.case]]
  low = 0.01
  high = 0.5
  period = 4
  count = 13
  hidden = true
"""
# %% drivers.py
def first_rates(warm_restarts, low, high, period, count):
    rates = warm_restarts(low, high, period)
    return [next(rates) for _ in range(count)]

# %% solution
def warm_restarts(low, high, period):
    while True:
        for t in range(period):
            yield low + (high - low) * (1 + np.cos(np.pi * t / period)) / 2
        period *= 2

# %% honest
def warm_restarts(low, high, period):
    t = 0
    while True:
        yield low + 0.5 * (high - low) * (1 + np.cos(t / period * np.pi))
        t += 1
        if t == period:
            t, period = 0, 2 * period

# %% honest
def warm_restarts(low, high, period):
    import itertools
    for n in itertools.count():
        length = period * 2**n
        yield from (high + low + (high - low) * np.cos(np.linspace(0, np.pi, length + 1)[:-1])) / 2

# %% wrong: it never restarts
def warm_restarts(low, high, period):
    t = 0
    while True:
        yield low + (high - low) * (1 + np.cos(np.pi * t / period)) / 2
        t += 1

# %% wrong: each period is as long as the first
def warm_restarts(low, high, period):
    while True:
        for t in range(period):
            yield low + (high - low) * (1 + np.cos(np.pi * t / period)) / 2

# %% wrong: the two ends are exchanged
def warm_restarts(low, high, period):
    while True:
        for t in range(period):
            yield high + (low - high) * (1 + np.cos(np.pi * t / period)) / 2
        period *= 2

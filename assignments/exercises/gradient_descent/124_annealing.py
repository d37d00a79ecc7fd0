"""
# 124. Heuristic optimization courses: anneal(f, x, schedule, its, rng) -> best point, acceptance rate
[[question]]
name = "anneal"
title = "Simulated annealing"
signature = "anneal(f, x, schedule, its, rng)"
returns = [{ best = "array" }, { rate = "number" }]
check = "checks.py:found_the_deep_valley"
runs = 40
error_rate = 1e-3
points = 4
fixed = ["its"]
  [[question.case]]
  f = { function = "bumpy", depth = 1.0 }
  x = [2.0]
  schedule = { function = "cooling", start = 2.0 }
  its = 300
  rng = { rng = 0 }
  for_check = { depth = 1.0, most = -0.8 }
  [[question.case]]
  f = { function = "bumpy", depth = 1.5 }
  x = [-2.0]
  schedule = { function = "cooling", start = 3.0 }
  its = 300
  rng = { rng = 1 }
  for_check = { depth = 1.5, most = -1.2 }
  hidden = true
"""
# %% functions.py
def bumpy(x, depth):
    return 0.1 * float(x @ x) - depth * float(np.cos(3 * x).sum())

def cooling(k, start):
    return start * 0.97**k

# %% checks.py
def bumpy(x, depth):
    return 0.1 * float(x @ x) - depth * float(np.cos(3 * x).sum())

def found_the_deep_valley(results, *, arguments, expected):
    values = [bumpy(best, arguments["depth"]) for best, _ in results]
    good = sum(value < arguments["most"] for value in values)
    return 1.0 if good > 0.9 * len(results) else 0.0, f"In {good} of {len(results)} runs your best value is below {arguments['most']}."

# %% solution
def anneal(f, x, schedule, its, rng):
    best, accepted = x, 0
    for k in range(its):
        y = x + rng.normal(size=x.shape)
        if f(y) < f(x) or rng.random() < np.exp((f(x) - f(y)) / schedule(k)):
            x, accepted = y, accepted + 1
            best = x if f(x) < f(best) else best
    return best, accepted / its

# %% honest
def anneal(f, x, schedule, its, rng):
    best, value, n = x.copy(), f(x), 0
    fx = value
    for k in range(its):
        y = x + rng.standard_normal(len(x))
        fy = f(y)
        if np.log(rng.random()) < (fx - fy) / schedule(k):
            x, fx, n = y, fy, n + 1
            if fx < value:
                best, value = x.copy(), fx
    return best, n / its

# %% honest
def anneal(f, x, schedule, its, rng):
    xs = [x]
    for k in range(its):
        y = xs[-1] + rng.normal(0, 0.8, size=len(x))
        xs.append(y if rng.random() < min(1, np.exp(min(0, (f(xs[-1]) - f(y))) / schedule(k))) else xs[-1])
    rate = np.mean([a is not b for a, b in zip(xs, xs[1:])])
    return min(xs, key=f), rate

# %% wrong: downhill alone, in short steps
def anneal(f, x, schedule, its, rng):
    accepted = 0
    for k in range(its):
        y = x + 0.1 * rng.normal(size=x.shape)
        if f(y) < f(x):
            x, accepted = y, accepted + 1
    return x, accepted / its

# %% wrong: the start
def anneal(f, x, schedule, its, rng):
    return x, 0.0

# %% wrong: uphill
def anneal(f, x, schedule, its, rng):
    best = x
    for k in range(its):
        y = x + rng.normal(size=x.shape)
        if f(y) > f(x):
            x = y
    return x, 1.0

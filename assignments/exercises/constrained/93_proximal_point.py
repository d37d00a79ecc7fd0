"""
# 93. Convex optimization courses: proximal_point(prox, x0, lam, K) -> xs
[[question]]
name = "proximal_point"
title = "The proximal point method"
signature = "proximal_point(prox, x0, lam, K)"
returns = { kind = "list", each = "array" }
points = 3
  [[question.case]]
  prox = { function = "prox_l1" }
  x0 = [3.0, -2.0, 0.3]
  lam = 0.7
  K = 3
  [[question.case]]
  prox = { function = "prox_square" }
  x0 = [1.0, 2.0]
  lam = 0.2
  K = 5
  hidden = true
"""
# %% functions.py
def prox_l1(x, lam):
    return np.sign(x) * np.maximum(np.abs(x) - lam, 0)


def prox_square(x, lam):
    return x / (1 + lam)

# %% solution
def proximal_point(prox, x0, lam, K):
    """Return the K + 1 points."""
    ### BEGIN SOLUTION
    xs = [x0]
    for _ in range(K):
        xs.append(prox(xs[-1], lam))
    return xs
    ### END SOLUTION

# %% honest
def proximal_point(prox, x0, lam, K):
    xs = np.tile(x0, (K + 1, 1))
    for k in range(K):
        xs[k + 1] = prox(xs[k], lam)
    return xs

# %% honest
def proximal_point(prox, x0, lam, K):
    return (x0,) if K == 0 else (x0, *proximal_point(prox, np.array(prox(x0, lam)), lam, K - 1))

# %% wrong: lam grows with each step
def proximal_point(prox, x0, lam, K):
    xs = [x0]
    for k in range(K):
        xs.append(prox(xs[-1], lam * (k + 1)))
    return xs

# %% wrong: always from the start
def proximal_point(prox, x0, lam, K):
    return [x0] + [prox(x0, lam) for _ in range(K)]

# %% wrong: without the start
def proximal_point(prox, x0, lam, K):
    xs = []
    for _ in range(K):
        x0 = prox(x0, lam)
        xs.append(x0)
    return xs

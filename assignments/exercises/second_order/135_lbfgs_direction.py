"""
# 135. Numerical optimization courses: lbfgs_direction(gradient, pairs) -> p, by the two-loop recursion, also without a pair
[[question]]
name = "lbfgs_direction"
title = "The two-loop recursion of L-BFGS"
signature = "lbfgs_direction(gradient, pairs)"
returns = "array"
points = 4
  [[question.case]]
  gradient = [1.0, -2.0, 0.5]
  pairs = [[[0.5, 0.1, 0.2], [0.7, 0.3, 0.2]], [[0.1, 0.4, -0.2], [0.3, 0.5, -0.1]]]
  [[question.case]]
  gradient = [2.0, -1.0]
  pairs = []
  [[question.case]]
  gradient = [0.4, 1.3, -0.8]
  pairs = [[[0.3, -0.1, 0.2], [0.5, 0.1, 0.4]], [[0.2, 0.5, -0.1], [0.3, 0.6, 0.2]], [[-0.1, 0.2, 0.6], [0.1, 0.3, 0.9]]]
  hidden = true
"""
# %% solution
def lbfgs_direction(gradient, pairs):
    """Return -H gradient from the pairs (s, y), oldest first; without a pair H is the identity."""
    ### BEGIN SOLUTION
    q, alphas = gradient, []
    for s, y in reversed(pairs):
        alphas.append(s @ q / (y @ s))
        q = q - alphas[-1] * y
    if len(pairs):
        s, y = pairs[-1]
        q = q * (s @ y) / (y @ y)
    for s, y in pairs:
        q = q + s * (alphas.pop() - y @ q / (y @ s))
    return -q
    ### END SOLUTION

# %% honest
def lbfgs_direction(gradient, pairs):
    n = len(gradient)
    H = np.eye(n)
    if len(pairs) > 0:
        s, y = pairs[-1]
        H = H * np.dot(s, y) / np.dot(y, y)
    for s, y in pairs:
        rho = 1 / np.dot(y, s)
        V = np.eye(n) - rho * np.outer(y, s)
        H = V.T @ H @ V + rho * np.outer(s, s)
    return -H @ gradient

# %% honest
def lbfgs_direction(gradient, pairs):
    S = [np.asarray(p[0], dtype=float) for p in pairs]
    Y = [np.asarray(p[1], dtype=float) for p in pairs]
    m = len(S)
    q = np.array(gradient, dtype=float).copy()
    a = np.zeros(m)
    for i in range(m - 1, -1, -1):
        a[i] = (S[i] * q).sum() / (S[i] * Y[i]).sum()
        q -= a[i] * Y[i]
    gamma = (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1]) if m else 1
    r = gamma * q
    for i in range(m):
        r += S[i] * (a[i] - (Y[i] @ r) / (S[i] @ Y[i]))
    return -1.0 * r

# %% wrong: the first loop goes forwards
def lbfgs_direction(gradient, pairs):
    q, alphas = gradient, []
    for s, y in pairs:
        alphas.append(s @ q / (y @ s))
        q = q - alphas[-1] * y
    if len(pairs):
        s, y = pairs[-1]
        q = q * (s @ y) / (y @ y)
    for s, y in pairs:
        q = q + s * (alphas.pop(0) - y @ q / (y @ s))
    return -q

# %% wrong: without the scaling
def lbfgs_direction(gradient, pairs):
    q, alphas = gradient, []
    for s, y in reversed(pairs):
        alphas.append(s @ q / (y @ s))
        q = q - alphas[-1] * y
    for s, y in pairs:
        q = q + s * (alphas.pop() - y @ q / (y @ s))
    return -q

# %% wrong: fails without a pair
def lbfgs_direction(gradient, pairs):
    q, alphas = gradient, []
    for s, y in reversed(pairs):
        alphas.append(s @ q / (y @ s))
        q = q - alphas[-1] * y
    s, y = pairs[-1]
    q = q * (s @ y) / (y @ y)
    for s, y in pairs:
        q = q + s * (alphas.pop() - y @ q / (y @ s))
    return -q

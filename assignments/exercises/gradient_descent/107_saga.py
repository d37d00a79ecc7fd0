"""
# 107. Large-scale optimization courses: saga(X, y, w, step, indices) -> w, table, costs
[[question]]
name = "saga"
title = "SAGA for least squares"
signature = "saga(X, y, w, step, indices)"
returns = [{ w = "array" }, { table = "array" }, { costs = "history" }]
points = 6
  [[question.case]]
  X = [[1.0, 0.5], [-0.3, 2.0], [0.7, 0.1]]
  y = [1.0, -1.0, 0.5]
  w = [0.2, -0.1]
  step = 0.1
  indices = [0, 2, 1, 1, 0]
  [[question.case]]
  X = [[1.0, 0.5, 0.3], [-0.3, 2.0, 1.0], [0.7, 0.1, -1.0], [0.2, 0.2, 0.9]]
  y = [1.0, -1.0, 0.5, 2.0]
  w = [0.0, 0.3, -0.1]
  step = 0.05
  indices = [3, 2, 1, 0, 3, 3]
  hidden = true
"""
# %% solution
def saga(X, y, w, step, indices):
    """Return (w, the table of gradients (N, D), the K + 1 costs |Xw - y|^2 / (2N))."""
    ### BEGIN SOLUTION
    cost = lambda w: np.sum((X @ w - y) ** 2) / (2 * len(y))
    table = (X @ w - y)[:, None] * X
    costs = [cost(w)]
    for i in indices:
        new = (X[i] @ w - y[i]) * X[i]
        w = w - step * (new - table[i] + table.mean(axis=0))
        table[i] = new
        costs.append(cost(w))
    return w, table, costs
    ### END SOLUTION

# %% honest
def saga(X, y, w, step, indices):
    n = X.shape[0]
    G = np.array([(x @ w - t) * x for x, t in zip(X, y)])
    average = G.mean(0)
    costs = np.zeros(len(indices) + 1)
    costs[0] = np.mean((X.dot(w) - y) ** 2) / 2
    for k, i in enumerate(indices):
        g = X[i] * (X[i] @ w - y[i])
        w = w - step * (g - G[i] + average)
        average = average + (g - G[i]) / n
        G[i] = g
        costs[k + 1] = np.mean((X.dot(w) - y) ** 2) / 2
    return w, G, costs

# %% honest
def saga(X, y, w, step, indices):
    table = [list((float(np.dot(x, w)) - t) * x) for x, t in zip(X, y)]
    w = w.copy()
    costs = [float(np.average((X @ w - y) ** 2) * 0.5)]
    for i in [int(i) for i in indices]:
        g = (np.dot(X[i], w) - y[i]) * X[i]
        w -= step * (g - np.array(table[i]) + np.average(table, axis=0))
        table[i] = g.tolist()
        costs += [float(np.average((X @ w - y) ** 2) * 0.5)]
    return [w, table, costs]

# %% wrong: the table is updated first
def saga(X, y, w, step, indices):
    cost = lambda w: np.sum((X @ w - y) ** 2) / (2 * len(y))
    table = (X @ w - y)[:, None] * X
    costs = [cost(w)]
    for i in indices:
        new, old = (X[i] @ w - y[i]) * X[i], table[i].copy()
        table[i] = new
        w = w - step * (new - old + table.mean(axis=0))
        costs.append(cost(w))
    return w, table, costs

# %% wrong: plain stochastic gradients
def saga(X, y, w, step, indices):
    cost = lambda w: np.sum((X @ w - y) ** 2) / (2 * len(y))
    table = (X @ w - y)[:, None] * X
    costs = [cost(w)]
    for i in indices:
        table[i] = (X[i] @ w - y[i]) * X[i]
        w = w - step * table[i]
        costs.append(cost(w))
    return w, table, costs

# %% wrong: the table begins at 0
def saga(X, y, w, step, indices):
    cost = lambda w: np.sum((X @ w - y) ** 2) / (2 * len(y))
    table = np.zeros_like(X)
    costs = [cost(w)]
    for i in indices:
        new = (X[i] @ w - y[i]) * X[i]
        w = w - step * (new - table[i] + table.mean(axis=0))
        table[i] = new
        costs.append(cost(w))
    return w, table, costs

"""
# 130. Machine learning courses: grow(X, y, depth) -> a decision tree, dictionaries in each other
# Note: the depth of the nesting differs from case to case; the driver lists the nodes, each with its path as a text.
[[question]]
name = "grow"
title = "A decision tree"
signature = "grow(X, y, depth)"
driver = "drivers.py:nodes_of"
returns = { kind = "list", each = { path = "text", feature = "number", threshold = "number" } }
points = 6
  [[question.case]]
  X = [[1.0, 3.0], [2.0, 1.0], [3.0, 2.5], [4.0, 0.5], [5.0, 2.0]]
  y = [1, 0, 1, 0, 0]
  depth = 2
  [[question.case]]
  X = [[0.58, 4.0], [2.57, 0.74], [4.13, 1.4], [3.34, 0.33], [2.38, 0.91], [0.22, 0.06]]
  y = [1, 0, 0, 1, 1, 0]
  depth = 4
  hidden = true
  [[question.case]]
  X = [[1.0, 3.0], [2.0, 1.0]]
  y = [1, 1]
  depth = 1
  hidden = true
"""
# %% drivers.py
def nodes_of(grow, X, y, depth):
    def nodes(tree, path):
        if isinstance(tree, dict):
            yield {"path": path, "feature": tree["feature"], "threshold": tree["threshold"]}
            yield from nodes(tree["left"], path + "/left")
            yield from nodes(tree["right"], path + "/right")

    return list(nodes(grow(X, y, depth), "root"))

# %% solution
def grow(X, y, depth):
    """A leaf is the more frequent label, 0 where both are equal. A node is a dictionary with feature, threshold,
    left (at most the threshold) and right: the split in the middle between two values that has the least Gini
    impurity; of equal ones the first feature, then the smallest threshold."""
    ### BEGIN SOLUTION
    if depth == 0 or len(set(y)) == 1:
        return int(np.mean(y) > 0.5)
    best = None
    for j in range(X.shape[1]):
        values = np.unique(X[:, j])
        for t in (values[1:] + values[:-1]) / 2:
            left = X[:, j] <= t
            impurity = sum(m.sum() * 2 * y[m].mean() * (1 - y[m].mean()) for m in (left, ~left))
            if best is None or impurity < best[0] - 1e-9:
                best = impurity, j, t, left
    _, j, t, left = best
    return {"feature": j, "threshold": t,
            "left": grow(X[left], y[left], depth - 1), "right": grow(X[~left], y[~left], depth - 1)}
    ### END SOLUTION

# %% honest
def grow(X, y, depth):
    y = np.asarray(y)
    if depth == 0 or y.min() == y.max():
        return 1 if 2 * y.sum() > len(y) else 0
    def gini(v):
        p = v.mean()
        return len(v) * (1 - p * p - (1 - p) ** 2)
    options = []
    for j in range(X.shape[1]):
        v = sorted(set(X[:, j]))
        for a, b in zip(v, v[1:]):
            m = X[:, j] <= (a + b) / 2
            options.append((round(gini(y[m]) + gini(y[~m]), 9), j, (a + b) / 2))
    _, j, t = min(options)
    m = X[:, j] <= t
    return dict(feature=j, threshold=t, left=grow(X[m], y[m], depth - 1), right=grow(X[~m], y[~m], depth - 1))

# %% honest
def majority(labels):
    return max((0, 1), key=lambda c: (list(labels).count(c), -c))

def impurity(y, mask):
    total = 0.0
    for part in (y[mask], y[np.logical_not(mask)]):
        p = np.bincount(part, minlength=2) / len(part)
        total += len(part) / len(y) * (1 - (p**2).sum())
    return total

def grow(X, y, depth):
    if depth < 1 or np.ptp(y) == 0:
        return majority(y)
    splits = [(j, (a + b) / 2) for j in range(X.shape[1]) for a, b in zip(np.sort(X[:, j]), np.sort(X[:, j])[1:]) if a < b]
    scores = np.round([impurity(y, X[:, j] <= t) for j, t in splits], 10)
    j, t = splits[int(np.argmin(scores))]
    low, high = np.flatnonzero(X[:, j] <= t), np.flatnonzero(X[:, j] > t)
    node = {"threshold": float(t), "feature": np.int64(j)}
    node["left"], node["right"] = (grow(X[side], y[side], depth - 1) for side in (low, high))
    return node

# %% wrong: the threshold is a value, not the middle
def grow(X, y, depth):
    if depth == 0 or len(set(y)) == 1:
        return int(np.mean(y) > 0.5)
    best = None
    for j in range(X.shape[1]):
        for t in np.unique(X[:, j])[:-1]:
            left = X[:, j] <= t
            impurity = sum(m.sum() * 2 * y[m].mean() * (1 - y[m].mean()) for m in (left, ~left))
            if best is None or impurity < best[0] - 1e-9:
                best = impurity, j, t, left
    _, j, t, left = best
    return {"feature": j, "threshold": t, "left": grow(X[left], y[left], depth - 1), "right": grow(X[~left], y[~left], depth - 1)}

# %% wrong: impurities are not weighted by the number of points
def grow(X, y, depth):
    if depth == 0 or len(set(y)) == 1:
        return int(np.mean(y) > 0.5)
    best = None
    for j in range(X.shape[1]):
        v = np.unique(X[:, j])
        for t in (v[1:] + v[:-1]) / 2:
            left = X[:, j] <= t
            impurity = sum(2 * y[m].mean() * (1 - y[m].mean()) for m in (left, ~left))
            if best is None or impurity < best[0] - 1e-9:
                best = impurity, j, t, left
    _, j, t, left = best
    return {"feature": j, "threshold": t, "left": grow(X[left], y[left], depth - 1), "right": grow(X[~left], y[~left], depth - 1)}

# %% wrong: left and right are exchanged
def grow(X, y, depth):
    if depth == 0 or len(set(y)) == 1:
        return int(np.mean(y) > 0.5)
    best = None
    for j in range(X.shape[1]):
        v = np.unique(X[:, j])
        for t in (v[1:] + v[:-1]) / 2:
            left = X[:, j] > t
            impurity = sum(m.sum() * 2 * y[m].mean() * (1 - y[m].mean()) for m in (left, ~left))
            if best is None or impurity < best[0] - 1e-9:
                best = impurity, j, t, left
    _, j, t, left = best
    return {"feature": j, "threshold": t, "left": grow(X[left], y[left], depth - 1), "right": grow(X[~left], y[~left], depth - 1)}

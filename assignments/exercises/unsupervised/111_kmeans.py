"""
# 111. Machine learning courses: kmeans(X, k, rng) -> labels, centers
# Note: clusters have no order; the driver gives them one.
[[question]]
name = "kmeans"
title = "Lloyd's algorithm"
signature = "kmeans(X, k, rng)"
driver = "drivers.py:in_order"
returns = [{ labels = "array" }, { centers = "array" }]
points = 4
  [[question.case]]
  X = [[0.0, 0.1], [0.2, 0.0], [5.0, 5.1], [5.2, 4.9], [0.4, 0.5]]
  k = 2
  rng = { rng = 0 }
  [[question.case]]
  X = [[0.21, 0.13], [0.52, -0.34], [5.13, 4.82], [4.71, 5.36], [9.64, 0.43], [9.95, -0.22], [0.17, 0.66]]
  k = 3
  rng = { rng = 0 }
  [[question.case]]
  X = [[9.0, 1.0], [9.2, 1.3], [-4.0, 0.2], [-4.5, 0.0], [-4.1, -0.4], [9.5, 0.6], [-3.9, 0.0]]
  k = 2
  rng = { rng = 4 }
  hidden = true
"""
# %% drivers.py
def in_order(kmeans, X, k, rng):
    labels, centers = kmeans(X, k, rng)
    order = np.argsort(np.asarray(centers)[:, 0])
    place = {label: n for n, label in enumerate(order)}
    return [place.get(label, label) for label in np.ravel(labels)], np.asarray(centers)[order]

# %% solution
def kmeans(X, k, rng):
    centers = X[rng.choice(len(X), k, replace=False)]
    for _ in range(20):
        labels = np.argmin(np.sum((X[:, None] - centers) ** 2, axis=2), axis=1)
        centers = np.array([X[labels == j].mean(axis=0) for j in range(k)])
    return labels, centers

# %% honest
def kmeans(X, k, rng):
    centers = X[rng.permutation(len(X))[:k]]
    labels = None
    while True:
        distances = np.linalg.norm(X[None] - centers[:, None], axis=2)
        if labels is not None and np.array_equal(labels, distances.argmin(axis=0)):
            return labels, centers
        labels = distances.argmin(axis=0)
        centers = np.stack([X[labels == j].mean(axis=0) for j in range(k)])

# %% honest
def kmeans(X, k, rng):
    centers = [X[0]]
    while len(centers) < k:
        centers.append(X[np.argmax([min((x - c) @ (x - c) for c in centers) for x in X])])
    for _ in range(30):
        labels = [min(range(k), key=lambda j: float(np.sum((x - centers[j]) ** 2))) for x in X]
        centers = [sum(x for x, l in zip(X, labels) if l == j) / labels.count(j) for j in range(k)]
    return labels, centers

# %% wrong: the centers are not moved after the last labels, nor before
def kmeans(X, k, rng):
    centers = X[rng.choice(len(X), k, replace=False)]
    return np.argmin(np.sum((X[:, None] - centers) ** 2, axis=2), axis=1), centers

# %% wrong: centers are medians
def kmeans(X, k, rng):
    centers = X[rng.choice(len(X), k, replace=False)]
    for _ in range(20):
        labels = np.argmin(np.sum((X[:, None] - centers) ** 2, axis=2), axis=1)
        centers = np.array([np.median(X[labels == j], axis=0) for j in range(k)])
    return labels, centers

# %% wrong: labels count from 1
def kmeans(X, k, rng):
    centers = X[rng.choice(len(X), k, replace=False)]
    for _ in range(20):
        labels = np.argmin(np.sum((X[:, None] - centers) ** 2, axis=2), axis=1)
        centers = np.array([X[labels == j].mean(axis=0) for j in range(k)])
    return labels + 1, centers

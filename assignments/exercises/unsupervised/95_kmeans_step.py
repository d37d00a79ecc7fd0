"""
# 95. Machine learning courses: kmeans_step(X, centers) -> labels, centers
[[question]]
name = "kmeans_step"
title = "One step of k-means"
signature = "kmeans_step(X, centers)"
returns = [{ labels = "array" }, { centers = "array" }]
points = 4
  [[question.case]]
  X = [[0.0, 0.1], [1.0, 1.2], [0.3, -0.2], [5.0, 4.0]]
  centers = [[0.0, 0.0], [2.0, 2.0]]
  [[question.case]]
  X = [[0.0, 0.1], [1.0, 1.2], [0.3, -0.2], [5.0, 4.0], [4.0, 4.5]]
  centers = [[9.0, 9.0], [0.2, 0.0], [4.0, 4.0]]
  hidden = true
"""
# %% solution
def kmeans_step(X, centers):
    """Return (labels, centers); a center without points stays where it is."""
    ### BEGIN SOLUTION
    distances = ((X[:, None] - centers[None]) ** 2).sum(axis=2)
    labels = distances.argmin(axis=1)
    new = centers.copy()
    for k in range(len(centers)):
        if np.any(labels == k):
            new[k] = X[labels == k].mean(axis=0)
    return labels, new
    ### END SOLUTION

# %% honest
def kmeans_step(X, centers):
    labels = [int(np.argmin([np.linalg.norm(x - c) for c in centers])) for x in X]
    groups = [[x for x, l in zip(X, labels) if l == k] for k in range(len(centers))]
    return labels, [np.mean(g, axis=0) if g else c for g, c in zip(groups, centers)]

# %% honest
def kmeans_step(X, centers):
    labels = np.empty(len(X))
    for i, x in enumerate(X):
        labels[i] = min(range(len(centers)), key=lambda k: np.sum(np.abs(x - centers[k]) ** 2))
    one_hot = (labels[:, None] == np.arange(len(centers))).astype(float)
    counts = one_hot.sum(axis=0)[:, None]
    return labels, np.where(counts > 0, one_hot.T @ X / np.maximum(counts, 1), centers)

# %% wrong: an empty cluster is nan
def kmeans_step(X, centers):
    labels = ((X[:, None] - centers[None]) ** 2).sum(axis=2).argmin(axis=1)
    return labels, np.array([X[labels == k].mean(axis=0) for k in range(len(centers))])

# %% wrong: counts labels from 1
def kmeans_step(X, centers):
    labels = ((X[:, None] - centers[None]) ** 2).sum(axis=2).argmin(axis=1)
    new = centers.copy()
    for k in range(len(centers)):
        if np.any(labels == k):
            new[k] = X[labels == k].mean(axis=0)
    return labels + 1, new

# %% wrong: the sum, not the mean
def kmeans_step(X, centers):
    labels = ((X[:, None] - centers[None]) ** 2).sum(axis=2).argmin(axis=1)
    new = centers.copy()
    for k in range(len(centers)):
        if np.any(labels == k):
            new[k] = X[labels == k].sum(axis=0)
    return labels, new

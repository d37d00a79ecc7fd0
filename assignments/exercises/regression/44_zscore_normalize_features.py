"""
# 44. Machine Learning Specialization, course 1: zscore_normalize_features(X) -> X_norm, mu, sigma
[[question]]
name = "zscore_normalize_features"
title = "Normalized features"
signature = "zscore_normalize_features(X)"
returns = [{ X_norm = "array" }, { mu = "array" }, { sigma = "array" }]
points = 3
  [[question.case]]
  X = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  [[question.case]]
  X = [[1.14, 0.231, 0.379], [0.207, -0.657, 2.83], [0.111, 0.246, 4.17], [4.31, 1.32, 0.503]]
  [[question.case]]
  X = [[1.0, 0.3, 0.7], [0.4, -0.5, 2.0], [0.1, 0.2, 4.0], [3.0, 1.0, 1.0]]
  hidden = true
"""
# %% solution
def zscore_normalize_features(X):
    mu, sigma = np.mean(X, axis=0), np.std(X, axis=0)
    return (X - mu) / sigma, mu, sigma

# %% honest
def zscore_normalize_features(X):
    mu = X.sum(axis=0, keepdims=True) / len(X)
    sigma = np.sqrt(np.var(X, axis=0, keepdims=True))
    X -= mu
    X /= sigma
    return X, mu, sigma

# %% honest
import statistics
def zscore_normalize_features(X):
    columns = [[float(v) for v in column] for column in zip(*X)]
    mu = [statistics.fmean(column) for column in columns]
    sigma = [statistics.pstdev(column) for column in columns]
    return [[(v - m) / s for v, m, s in zip(row, mu, sigma)] for row in X.tolist()], mu, sigma

# %% wrong: by rows
def zscore_normalize_features(X):
    mu, sigma = np.mean(X, axis=1), np.std(X, axis=1)
    return ((X.T - mu) / sigma).T, mu, sigma

# %% wrong: n - 1
def zscore_normalize_features(X):
    mu, sigma = np.mean(X, axis=0), np.std(X, axis=0, ddof=1)
    return (X - mu) / sigma, mu, sigma

# %% wrong: the variance
def zscore_normalize_features(X):
    mu, sigma = np.mean(X, axis=0), np.var(X, axis=0)
    return (X - mu) / sigma, mu, sigma

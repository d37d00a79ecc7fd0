import numpy as np

# %% single sample_deviation: the standard deviation is computed with n - 1 instead of n
def zscore_normalize_features(X):
    mu = X.mean(axis=0)
    sigma = X.std(axis=0, ddof=1)
    X_norm = (X - mu) / sigma
    return X_norm, mu, sigma

# %% whole variance_for_deviation: the root is forgotten, so it divides by the variance instead of the standard deviation
def column_stats(col):
    m = sum(col) / len(col)
    s = sum((c - m) ** 2 for c in col) / len(col)
    return m, s


def zscore_normalize_features(X):
    stats = [column_stats(X[:, j]) for j in range(X.shape[1])]
    mu = np.array([m for m, s in stats])
    sigma = np.array([s for m, s in stats])
    X_norm = np.zeros(X.shape)
    for j in range(X.shape[1]):
        X_norm[:, j] = (X[:, j] - mu[j]) / sigma[j]
    return X_norm, mu, sigma

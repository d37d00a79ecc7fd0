import numpy as np


# %% single divided_by_n_minus_one: the standard deviation is that of a sample, with n - 1 in place of n
def zscore_normalize_features(X):
    mu = np.mean(X, axis=0)
    sigma = np.std(X, axis=0, ddof=1)
    X_norm = (X - mu) / sigma
    return X_norm, mu, sigma


# %% whole divided_by_the_range: the columns are divided by their range, the largest minus the smallest entry (mean normalization), in place of their standard deviation
def zscore_normalize_features(X):
    m, n = X.shape
    mu, sigma = np.zeros(n), np.zeros(n)
    X_norm = np.zeros((m, n))
    for j in range(n):
        column = X[:, j]
        mu[j] = column.sum() / m
        sigma[j] = column.max() - column.min()
        for i in range(m):
            X_norm[i, j] = (column[i] - mu[j]) / sigma[j]
    return X_norm, mu, sigma

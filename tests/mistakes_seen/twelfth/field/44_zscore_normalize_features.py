import numpy as np


# %% single sample_deviation: the deviation divides by m - 1 (ddof=1) in place of m
def zscore_normalize_features(X):
    mu = np.mean(X, axis=0)
    sigma = np.std(X, axis=0, ddof=1)
    return (X - mu) / sigma, mu, sigma


# %% whole mean_divided_before_it_is_subtracted: the brackets are missing in X - mu / sigma, so mu / sigma is subtracted from X in place of dividing X - mu by sigma (mu and sigma are right)
def column_mean(X):
    return X.sum(axis=0) / X.shape[0]


def column_deviation(X):
    centre = column_mean(X)
    return np.sqrt(column_mean((X - centre) ** 2))


def zscore_normalize_features(X):
    mu = column_mean(X)
    sigma = column_deviation(X)
    X_norm = np.empty(X.shape)
    for j in range(X.shape[1]):
        # one feature after the other
        X_norm[:, j] = X[:, j] - mu[j] / sigma[j]
    return X_norm, mu, sigma

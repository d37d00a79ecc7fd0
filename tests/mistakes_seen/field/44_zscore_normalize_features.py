import numpy as np

# %% single sample_deviation: the deviation with n - 1
def zscore_normalize_features(X):
    mu, sigma = X.mean(axis=0), X.std(axis=0, ddof=1)
    return (X - mu) / sigma, mu, sigma

# %% single wrong_axis: mean and deviation of the rows and not of the columns
def zscore_normalize_features(X):
    mu, sigma = X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)
    return (X - mu) / sigma, mu.ravel(), sigma.ravel()

# %% single variance: divides by the variance, and returns it
def zscore_normalize_features(X):
    mu = np.mean(X, axis=0)
    sigma = np.var(X, axis=0)
    return (X - mu) / sigma, mu, sigma

# %% single no_mean: the mean is not subtracted
def zscore_normalize_features(X):
    mu, sigma = np.mean(X, axis=0), np.std(X, axis=0)
    return X / sigma, mu, sigma

# %% single all_entries: mean and deviation of all entries, one number for all columns
def zscore_normalize_features(X):
    mu, sigma = np.mean(X), np.std(X)
    X_norm = (X - mu) / sigma
    return X_norm, np.full(X.shape[1], mu), np.full(X.shape[1], sigma)

# %% whole min_max: scales to [0, 1] by minimum and range
def zscore_normalize_features(X):
    mu = np.min(X, axis=0)
    sigma = np.max(X, axis=0) - mu
    X_norm = (X - mu) / sigma
    return X_norm, mu, sigma

# %% whole deviation_after_shift: loops; the deviation is the mean of absolute differences
def zscore_normalize_features(X):
    m, n = X.shape
    mu = np.zeros(n)
    sigma = np.zeros(n)
    X_norm = np.zeros((m, n))
    for j in range(n):
        for i in range(m):
            mu[j] += X[i, j] / m
        for i in range(m):
            sigma[j] += abs(X[i, j] - mu[j]) / m
        X_norm[:, j] = (X[:, j] - mu[j]) / sigma[j]
    return X_norm, mu, sigma

# %% whole of_normalized_features: returns mu and sigma of the normalized features, and in another order
def zscore_normalize_features(X):
    X_norm = (X - X.mean(0)) / X.std(0)
    mu = X_norm.mean(0)
    sigma = X_norm.std(0)
    return X_norm, sigma, mu

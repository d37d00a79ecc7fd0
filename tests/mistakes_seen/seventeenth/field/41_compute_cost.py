import numpy as np


# %% single features_for_points: The sum of squares is divided by twice the number of features, X.shape[1], and not by twice the number of points.
def compute_cost(X, y, w, b):
    m = X.shape[1]
    err = np.dot(X, w) + b - y
    return np.sum(err**2) / (2 * m)


# %% single bias_forgotten: The bias b is not added to the prediction.
def compute_cost(X, y, w, b):
    m = X.shape[0]
    predictions = X @ w
    return np.sum((predictions - y) ** 2) / (2 * m)


# %% single bias_subtracted: The bias is subtracted (X w - (y + b)) and not added, as the brackets are wrong.
def compute_cost(X, y, w, b):
    m = len(y)
    residual = X @ w - (y + b)
    return float(residual @ residual) / (2 * m)


# %% whole square_of_sum: The errors are summed first and then squared, (sum e)^2 in place of sum e^2.
def predict(x, w, b):
    return np.dot(x, w) + b


def compute_cost(X, y, w, b):
    m = X.shape[0]
    total = 0.0
    for i in range(m):
        total += predict(X[i], w, b) - y[i]
    cost = total**2 / (2 * m)
    return cost


# %% whole bias_per_feature: The bias is added inside the loop over the features, so it counts once for each feature.
def compute_cost(X, y, w, b):
    m, n = X.shape
    cost = 0
    for i in range(m):
        f_wb = 0
        for j in range(n):
            f_wb += w[j] * X[i, j] + b
        cost = cost + (f_wb - y[i]) ** 2
    cost = cost / (2 * m)
    return cost

import numpy as np

# %% single bias_for_each_feature: b is added to each product x_j w_j before the sum, so it counts once for every feature
def compute_cost(X, y, w, b):
    e = np.sum(X * w + b, axis=1) - y
    return (e @ e) / (2 * len(y))

# %% whole prediction_not_reset: the prediction is not set back to zero for each example and goes on adding to that of the previous ones
def compute_cost(X, y, w, b):
    m = X.shape[0]
    n = X.shape[1]
    cost = 0.0
    f_wb = 0.0
    for i in range(m):
        for j in range(n):
            f_wb += w[j] * X[i][j]
        f_wb += b
        cost += (f_wb - y[i]) ** 2
    return cost / (2 * m)

import numpy as np

# %% single division_precedence: "/ 2 * m" without brackets divides by 2 and multiplies by m, instead of dividing by 2m
def compute_cost(X, y, w, b):
    m = X.shape[0]
    f_wb = X @ w + b
    total = np.sum((f_wb - y) ** 2)
    cost = total / 2 * m
    return cost

# %% whole square_of_sum: the errors are summed up first and the sum is squared, so errors of opposite sign cancel, instead of the squares being summed
def compute_cost(X, y, w, b):
    m = len(y)
    error_sum = 0.0
    for i in range(m):
        prediction = b
        for j in range(len(w)):
            prediction += w[j] * X[i, j]
        error_sum += prediction - y[i]
    return error_sum**2 / (2 * m)

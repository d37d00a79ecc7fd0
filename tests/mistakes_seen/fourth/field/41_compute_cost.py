import numpy as np

# %% single bias_sign: the error is y - Xw + b (parentheses missing), so the bias enters with the wrong sign, in place of y - (Xw + b)
def compute_cost(X, y, w, b):
    m = len(y)
    err = y - np.dot(X, w) + b
    return np.sum(err**2) / (2 * m)

# %% single division_in_loop: the running sum is divided by 2m inside the loop, after each example, in place of once after the loop
def compute_cost(X, y, w, b):
    m, n = X.shape
    cost = 0.0
    for i in range(m):
        f_wb = np.dot(w, X[i]) + b
        cost += (f_wb - y[i]) ** 2
        cost /= 2 * m
    return cost

# %% whole bias_per_feature: the bias is added inside the loop over features, so once for each feature, in place of once for each example
def predict_one(x, w, b):
    p = 0
    for xj, wj in zip(x, w):
        p += xj * wj + b
    return p


def compute_cost(X, y, w, b):
    """
    X : (m,n) examples
    y : (m,) targets
    w, b : model parameters
    """
    squared = [(predict_one(x, w, b) - target) ** 2 for x, target in zip(X, y)]
    total_cost = sum(squared) / (2 * len(squared))
    return total_cost

# %% whole logistic: the mean cross-entropy of logistic regression (sigmoid of Xw+b, log loss) is returned in place of half the mean squared error of the linear model
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def loss(f, target):
    return -target * np.log(f) - (1 - target) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = X.shape[0]
    J = 0.0
    for k in range(m):
        z = float(X[k] @ w) + b
        J = J + loss(sigmoid(z), y[k])
    return J / m

import numpy as np

# %% single n_missing: the gradient is X^T (X theta - y), not divided by n
def linear_regression_gradient_descent(X, y, alpha, iterations):
    n, d = X.shape
    theta = np.zeros(d)
    for _ in range(iterations):
        gradient = X.T @ (X @ theta - y)
        theta = theta - alpha * gradient
    return theta

# %% single factor_two: the gradient has the factor 2/n (of the mean squared error) in place of 1/n
def linear_regression_gradient_descent(X, y, alpha, iterations):
    m = len(y)
    theta = np.zeros(X.shape[1])
    for i in range(iterations):
        errors = X.dot(theta) - y
        theta -= alpha * 2 / m * X.T.dot(errors)
    return theta

# %% whole coordinates_one_after_another: theta[j] is updated one after another with predictions of the already changed theta (the errors are computed again within the loop over j), in place of all together
def linear_regression_gradient_descent(X, y, alpha, iterations):
    n = len(X)
    d = len(X[0])
    theta = np.zeros(d)
    for it in range(iterations):
        for j in range(d):
            total = 0
            for i in range(n):
                h = 0
                for k in range(d):
                    h += theta[k] * X[i][k]
                total += (h - y[i]) * X[i][j]
            theta[j] = theta[j] - alpha * total / n
    return theta

# %% whole stochastic_updates: stochastic gradient descent: in every iteration theta is updated after each single row (with the step alpha times the gradient of this row), in place of one step with the mean gradient of all rows
def row_gradient(x, target, theta):
    return (np.dot(x, theta) - target) * x

def linear_regression_gradient_descent(X, y, alpha, iterations):
    theta = np.zeros_like(X[0])
    count = 0
    while count < iterations:
        for x, target in zip(X, y):
            theta = theta - alpha * row_gradient(x, target, theta)
        count += 1
    return theta

import numpy as np

# %% single elementwise_inverse: the entries of X^T X are inverted one by one (power -1 of the array) in place of the matrix inverse
def linear_regression_normal_equation(X, y):
    X = np.array(X)
    y = np.array(y)
    theta = (X.T @ X) ** -1.0 @ X.T @ y
    return theta

# %% single elementwise_product: the last product is elementwise (* y) in place of the matrix product (@ y), so a matrix with a column for each example comes back that is not summed up
def linear_regression_normal_equation(X, y):
    pseudo = np.linalg.inv(X.T.dot(X)).dot(X.T)
    theta = pseudo * y
    return np.round(theta, 4)

# %% whole second_intercept: a column of ones is put before X though X has one already, so theta has one entry too many and the intercept is split over two entries (by the pseudoinverse)
def add_intercept(X):
    rows = []
    for row in X:
        rows.append([1.0] + [float(v) for v in row])
    return np.array(rows)


def linear_regression_normal_equation(X, y):
    Xb = add_intercept(X)
    target = np.array(y).reshape(-1, 1)
    theta = np.linalg.pinv(Xb.T @ Xb) @ Xb.T @ target
    return theta.flatten().tolist()

# %% whole gradient_descent: theta comes from 100 steps of gradient descent with rate 0.01 from zero, which is far from converged, in place of the solution of the normal equation
def linear_regression_normal_equation(X, y, lr=0.01, epochs=100):
    m = len(y)
    theta = np.zeros(len(X[0]))
    for epoch in range(epochs):
        grad = np.zeros(len(theta))
        for i in range(m):
            diff = np.dot(X[i], theta) - y[i]
            grad = grad + diff * np.array(X[i])
        theta = theta - lr * grad / m
        if epoch % 50 == 0:
            print("epoch", epoch, "theta", theta)
    return theta

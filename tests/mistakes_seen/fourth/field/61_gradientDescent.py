import numpy as np

# %% single errors_without_x: the step subtracts alpha times the mean error from every theta, the errors are not multiplied with X (X^T is missing in the gradient)
def gradientDescent(X, y, theta, alpha, num_iters):
    m = len(y)
    J_history = np.zeros(num_iters)
    for i in range(num_iters):
        error = X.dot(theta) - y
        theta = theta - alpha / m * np.sum(error)
        J_history[i] = np.sum((X.dot(theta) - y) ** 2) / (2 * m)
    return theta, J_history

# %% single cost_no_half: the costs in J_history are divided by m in place of 2m; theta is right
def computeCost(X, y, theta):
    m = y.shape[0]
    h = X @ theta
    return (1 / m) * np.sum(np.square(h - y))

def gradientDescent(X, y, theta, alpha, num_iters):
    m = y.shape[0]
    J_history = []
    for it in range(num_iters):
        theta = theta - (alpha / m) * (X.T @ (X @ theta - y))
        J_history.append(computeCost(X, y, theta))
    return theta, J_history

# %% whole per_example: theta is updated after each single example with that example's gradient (stochastic gradient descent through the rows, not divided by m) in place of once per iteration with the mean gradient over all examples
def hypothesis(x, theta):
    return sum(xi * ti for xi, ti in zip(x, theta))


def cost(X, y, theta):
    c = 0
    for x, target in zip(X, y):
        c += (hypothesis(x, theta) - target) ** 2
    return c / (2 * len(y))


def gradientDescent(X, y, theta, alpha, num_iters):
    theta = np.array(theta, dtype=float)
    J_history = []
    for it in range(num_iters):
        for x, target in zip(X, y):
            err = hypothesis(x, theta) - target
            theta = theta - alpha * err * x
        J_history.append(cost(X, y, theta))
    return theta, J_history

# %% whole old_errors: the errors X theta - y are computed once before the loop with the starting theta and never again, so every iteration takes the same step; the costs are computed with the new theta
def gradientDescent(X, y, theta, alpha, num_iters):
    m, n = X.shape
    J_history = [0] * num_iters
    predictions = np.matmul(X, theta)
    errors = predictions - y
    for k in range(num_iters):
        delta = np.zeros(n)
        for j in range(n):
            delta[j] = np.mean(errors * X[:, j])
        theta = theta - alpha * delta
        sqrErrors = (np.matmul(X, theta) - y) ** 2
        J_history[k] = sqrErrors.sum() / 2 / m
        print(f"iteration {k}: cost {J_history[k]:.4f}")
    return theta, J_history

import numpy as np

# %% single mean_over_everything: np.mean without an axis: the gradient is one number, the mean over points and features, and all components of theta move by the same step
def linear_regression_gradient_descent(X, y, alpha, iterations):
    theta = np.zeros(X.shape[1])
    for _ in range(iterations):
        errors = X @ theta - y
        theta = theta - alpha * np.mean(errors[:, None] * X)
    return theta

# %% whole after_each_point: theta is updated after every single point, stochastic gradient descent, in place of once in an iteration with the mean over all points
class LinearModel:
    def __init__(self, features):
        self.theta = np.zeros(features)

    def predict(self, x):
        return float(self.theta @ x)

    def learn(self, x, target, alpha):
        self.theta = self.theta - alpha * (self.predict(x) - target) * x


def linear_regression_gradient_descent(X, y, alpha, iterations):
    m, n = X.shape
    model = LinearModel(n)
    for epoch in range(iterations):
        for i in range(m):
            model.learn(X[i], y[i], alpha)
    return model.theta

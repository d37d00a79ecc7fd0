import numpy as np

# %% single old_theta_is_the_same_array: the old theta is no copy and changes along with the new one, so the test for convergence is true after the first step
class LogisticRegression:
    def __init__(self, eps=1e-5):
        self.theta = None
        self.eps = eps

    def fit(self, x, y):
        n, d = x.shape
        self.theta = np.zeros(d)
        while True:
            theta_old = self.theta
            h = 1 / (1 + np.exp(-x.dot(self.theta)))
            grad = x.T.dot(h - y) / n
            H = (x.T * h * (1 - h)).dot(x) / n
            self.theta -= np.linalg.inv(H).dot(grad)
            if np.linalg.norm(self.theta - theta_old, 1) < self.eps:
                break

    def predict(self, x):
        return 1 / (1 + np.exp(-x.dot(self.theta)))

# %% whole too_few_gradient_steps: it takes a fixed number of gradient steps instead of Newton's, and ends long before it has converged
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class LogisticRegression:
    """fit by gradient ascent on the log-likelihood"""

    def __init__(self, eps=1e-5, learning_rate=0.1, max_iter=100):
        self.eps = eps
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.theta = None

    def _ascent_direction(self, x, y):
        return x.T @ (y - sigmoid(x @ self.theta)) / len(y)

    def fit(self, x, y):
        self.theta = np.zeros(x.shape[1])
        for _ in range(self.max_iter):
            move = self.learning_rate * self._ascent_direction(x, y)
            self.theta = self.theta + move
            if np.sum(np.abs(move)) < self.eps:
                break
        return self

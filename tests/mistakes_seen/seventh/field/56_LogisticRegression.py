import numpy as np


# %% single comparison_turned_around: the loop ends when the step is larger than eps and not when it is smaller, that is after the first step
class LogisticRegression:
    def __init__(self, eps=1e-5):
        self.eps = eps
        self.theta = None

    def fit(self, x, y):
        n, d = x.shape
        self.theta = np.zeros(d)
        for _ in range(100):
            h = 1 / (1 + np.exp(-x.dot(self.theta)))
            gradient = x.T.dot(h - y) / n
            hessian = (x.T * h * (1 - h)).dot(x) / n
            previous = self.theta
            self.theta = previous - np.linalg.inv(hessian).dot(gradient)
            if np.linalg.norm(self.theta - previous, ord=1) > self.eps:
                break


# %% whole second_intercept: a column of ones is put in front of x, which has one already, so that theta has one entry too many and the intercept is shared by two
class LogisticRegression:
    def __init__(self, eps=1e-5):
        self.theta, self.eps = None, eps

    @staticmethod
    def _add_intercept(x):
        return np.hstack([np.ones((len(x), 1)), x])

    def _probabilities(self, x):
        return 1.0 / (1.0 + np.exp(-(x @ self.theta)))

    def fit(self, x, y):
        x = self._add_intercept(x)
        self.theta = np.zeros(x.shape[1])
        change, its = np.inf, 0
        while change >= self.eps and its < 100:
            p = self._probabilities(x)
            H = x.T @ np.diag(p * (1 - p)) @ x
            delta = np.linalg.pinv(H) @ (x.T @ (y - p))
            self.theta = self.theta + delta
            change = np.sum(np.abs(delta))
            its += 1
        return self
